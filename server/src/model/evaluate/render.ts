// Rendering a template from a file or a string with variables of its own.

import type { Expression, Identifier, TemplatePart } from "../../syntax/ast.js";
import { argumentFailure, Failure } from "../values/failure.js";
import { goQuote, graphemes } from "../values/text.js";
import { isIdentifier } from "../values/typeName.js";
import { dynamicValue, type Value } from "../values/value.js";
import { evaluateIn } from "./evaluate.js";
import type { Frame } from "./frame.js";
import type { Scope } from "./scope.js";

/** OpenTofu's own limit of templates that render templates. */
const deepest = 1024;
/** Far below it, since a language server must never run out of stack. */
const deepestHere = 32;

/** The rendered template; undefined where it cannot be told here. Only the variables given are in its scope. */
export function renderTemplate(
  source: string,
  variables: Value,
  path: string | undefined,
  frame: Frame,
): Value | Failure | undefined {
  const { scope } = frame;
  const parsed = scope?.parseTemplate?.(source);
  if (scope === undefined || parsed === undefined) return undefined;
  if (frame.depth >= Math.min(deepest, deepestHere)) return undefined;
  if ("error" in parsed) {
    const { error, at } = parsed;
    if (path === undefined) return new Failure(error);
    return new Failure(`${at === undefined ? path : placeText(path, source, at, at)}: ${error}`);
  }
  const { kind } = variables.type;
  if (kind !== "map" && kind !== "object") {
    return kind === "dynamic" ? undefined : argumentFailure(1, "invalid vars value: must be a map");
  }
  if (!variables.isKnown) return dynamicValue;
  const names = variables.entries;
  for (const name of names.keys()) {
    if (isIdentifier(name)) continue;
    return argumentFailure(
      1,
      `invalid template variable name ${goQuote(name)}: must start with a letter, followed by zero or more letters, digits, and underscores`,
    );
  }
  for (const { name, range } of rootsOf(parsed.expression)) {
    if (names.has(name)) continue;
    const where =
      path === undefined
        ? ""
        : `, referenced at ${placeText(path, source, range.start - parsed.start, range.end - parsed.start)}`;
    return argumentFailure(1, `vars map does not contain key ${goQuote(name)}${where}`);
  }
  const inner: Scope = {
    lookup: ({ root }) => {
      const value = names.get(root.name);
      return value && { value: value.withMarks(variables.marks), consumed: 0 };
    },
    roots: [...names.keys()],
    ...(scope.functions ? { functions: scope.functions } : {}),
    ...(scope.files ? { files: scope.files } : {}),
    ...(scope.parseTemplate ? { parseTemplate: scope.parseTemplate.bind(scope) } : {}),
    ...(scope.parseFile ? { parseFile: scope.parseFile.bind(scope) } : {}),
  };
  const rendered = evaluateIn(parsed.expression, {
    ...frame,
    scope: inner,
    names: new Map(),
    item: undefined,
    depth: frame.depth + 1,
  });
  const error = rendered.diagnostics.find(({ severity }) => severity === "error");
  return error ? new Failure(`${error.summary}; ${error.detail}`) : rendered.value;
}

/** A place as hcl writes it: `path:line,column-column`, with columns in user-perceived characters. */
function placeText(path: string, text: string, start: number, end: number): string {
  const position = (offset: number): [number, number] => {
    const before = text.slice(0, offset);
    const lineStart = before.lastIndexOf("\n") + 1;
    return [before.split("\n").length, graphemes(before.slice(lineStart)).length + 1];
  };
  const [[line, column], [endLine, endColumn]] = [position(start), position(end)];
  return `${path}:${line},${column}-${line === endLine ? "" : `${endLine},`}${endColumn}`;
}

/** The roots an expression takes from its scope, in its order; the names that it binds itself are left out. */
export function rootsOf(expression: Expression): readonly Identifier[] {
  const roots: Identifier[] = [];
  collect(expression, new Set(), roots);
  return roots;
}

function collect(expression: Expression, bound: ReadonlySet<string>, roots: Identifier[]): void {
  const visit = (inner: Expression): void => collect(inner, bound, roots);
  switch (expression.kind) {
    case "ScopeTraversalExpr":
      if (!bound.has(expression.root.name)) roots.push(expression.root);
      break;
    case "RelativeTraversalExpr":
      visit(expression.source);
      break;
    case "IndexExpr":
      visit(expression.collection);
      visit(expression.key);
      break;
    case "SplatExpr":
      visit(expression.source);
      visit(expression.each);
      break;
    case "FunctionCallExpr":
      expression.args.forEach(visit);
      break;
    case "ConditionalExpr":
      visit(expression.condition);
      visit(expression.then);
      visit(expression.else);
      break;
    case "BinaryOpExpr":
      visit(expression.left);
      visit(expression.right);
      break;
    case "UnaryOpExpr":
      visit(expression.operand);
      break;
    case "ParenthesesExpr":
      visit(expression.expression);
      break;
    case "TupleConsExpr":
      expression.elements.forEach(visit);
      break;
    case "ObjectConsExpr":
      for (const item of expression.items) {
        if (item.name === undefined) visit(item.key);
        visit(item.value);
      }
      break;
    case "ForExpr": {
      visit(expression.collection);
      const inner = new Set([...bound, expression.valueVar.name]);
      if (expression.keyVar) inner.add(expression.keyVar.name);
      for (const part of [expression.keyExpr, expression.valueExpr, expression.condition]) {
        if (part) collect(part, inner, roots);
      }
      break;
    }
    case "TemplateExpr":
      collectParts(expression.parts, bound, roots);
      break;
  }
}

function collectParts(parts: readonly TemplatePart[], bound: ReadonlySet<string>, roots: Identifier[]): void {
  for (const part of parts) {
    if (part.kind === "TemplateInterpolation") collect(part.expression, bound, roots);
    else if (part.kind === "TemplateIf") {
      collect(part.condition, bound, roots);
      collectParts(part.then, bound, roots);
      collectParts(part.else ?? [], bound, roots);
    } else if (part.kind === "TemplateFor") {
      collect(part.collection, bound, roots);
      const inner = new Set([...bound, part.valueVar.name]);
      if (part.keyVar) inner.add(part.keyVar.name);
      collectParts(part.parts, inner, roots);
    }
  }
}
