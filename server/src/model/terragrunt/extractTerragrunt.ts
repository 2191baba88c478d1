// From a Terragrunt file's tree to its facts. Never throws; a broken file gives what could be understood.

import type { TextRange } from "../../base/range.js";
import type { Attribute, Block, Body, BodyItem, Expression, Node, SourceFile } from "../../syntax/ast.js";
import { walk } from "../../syntax/visit.js";
import { accessOf, literalString } from "../access.js";
import { terragruntRoots } from "../builtins/terragrunt/references.js";
import { isClosedLabel } from "../extract.js";
import type {
  LocalFact,
  NameFact,
  PathFact,
  TerragruntBlockFact,
  TerragruntCallFact,
  TerragruntFacts,
  TerragruntReferenceFact,
  WrittenPath,
} from "./facts.js";

/** Arguments that name a file or directory. */
const pathArguments: ReadonlySet<string> = new Set(["path", "config_path", "source"]);

/** Functions whose result is another file, or its content. */
const fileFunctions: ReadonlySet<string> = new Set([
  "find_in_parent_folders",
  "read_terragrunt_config",
  "read_tfvars_file",
  "file",
  "get_original_terragrunt_dir",
]);

/** Longer expressions are not kept as facts; they are read from the tree. */
const deepestPath = 12;

/** Stacks in stacks, in mocks. */
const deepestMock = 4;

/** The facts of a unit, an include, a stack or a values file. */
export function extractTerragrunt(file: SourceFile): TerragruntFacts {
  const locals: LocalFact[] = [];
  const blocks: TerragruntBlockFact[] = [];
  const attributes: TerragruntFacts["attributes"][number][] = [];
  const inputs: NameFact[] = [];
  const references: TerragruntReferenceFact[] = [];
  const calls: TerragruntCallFact[] = [];
  file.body.items.forEach((item, index) => {
    if (item.kind === "Attribute") {
      attributes.push({ ...item.name, whole: item.range, item: index });
      if (item.name.name === "inputs") inputs.push(...keysOf(item.value));
    } else {
      blocks.push(blockFact(item, index));
      if (item.type.name === "locals") locals.push(...localsOf(item, index));
    }
    collect(item, index, references, calls);
  });
  return { blocks, attributes, locals, inputs, references, calls };
}

function localsOf(block: Block, item: number): LocalFact[] {
  return block.body.items.flatMap((child, attribute): LocalFact[] => {
    if (child.kind !== "Attribute") return [];
    const path = pathFact(child.value);
    return [{ ...child.name, whole: child.range, item, attribute, ...(path === null ? {} : { path }) }];
  });
}

function blockFact(block: Block, item: number): TerragruntBlockFact {
  const attributes: NameFact[] = [];
  const blocks: string[] = [];
  const inner: TerragruntBlockFact[] = [];
  const paths: Record<string, WrittenPath> = {};
  const words: Record<string, string> = {};
  let list: readonly WrittenPath[] | undefined;
  let keys: readonly NameFact[] | undefined;
  const isLocals = block.type.name === "locals";
  for (const child of block.body.items) {
    if (child.kind === "Block") {
      blocks.push(child.type.name);
      if (block.type.name === "autoinclude") inner.push(blockFact(child, item));
      else if (child.type.name === "autoinclude") inner.push(...(blockFact(child, item).inner ?? []));
      continue;
    }
    if (isLocals) continue;
    const { name } = child.name;
    attributes.push(child.name);
    if (pathArguments.has(name)) paths[name] = writtenPath(child.value);
    else if (name === "paths") list = pathList(child.value);
    else if (name === "mock_outputs") keys = mockedNames(child.value);
    else if (name === "values") keys = keysOf(child.value);
    else {
      const word = wordOf(child.value);
      if (word !== undefined) words[name] = word;
    }
  }
  const label = block.labels[0];
  return {
    type: block.type.name,
    ...(label ? { label: label.value, labelRange: labelRange(label.range, label.quoted, isClosedLabel(label)) } : {}),
    range: block.range,
    header: block.header,
    item,
    attributes,
    blocks,
    paths,
    words,
    ...(list ? { list } : {}),
    ...(keys ? { keys } : {}),
    ...(inner.length > 0 ? { inner } : {}),
  };
}

function labelRange(range: TextRange, quoted: boolean, closed: boolean): TextRange {
  if (!quoted) return range;
  const start = range.start + 1;
  return { start, end: Math.max(start, closed ? range.end - 1 : range.end) };
}

function writtenPath(expression: Expression): WrittenPath {
  return { path: pathFact(expression), range: expression.range };
}

function pathList(expression: Expression): readonly WrittenPath[] | undefined {
  return expression.kind === "TupleConsExpr" ? expression.elements.map(writtenPath) : undefined;
}

/** A plain string, `true`, `false` or a number, as text. */
function wordOf(expression: Expression): string | undefined {
  if (expression.kind === "LiteralValueExpr") {
    const { value } = expression;
    return value.type === "bool" ? String(value.value) : value.type === "number" ? value.text : undefined;
  }
  return literalString(expression);
}

/** The names that an object has, with those of the objects in it: a stack has the outputs of its units by their names. */
function mockedNames(expression: Expression, depth = 0): NameFact[] {
  if (expression.kind !== "ObjectConsExpr" || depth > deepestMock) return keysOf(expression);
  return expression.items.flatMap(({ name, key, value }): NameFact[] => {
    if (name === undefined) return [];
    const keys = value.kind === "ObjectConsExpr" ? mockedNames(value, depth + 1) : [];
    return [{ name, range: key.range, ...(keys.length > 0 ? { keys } : {}) }];
  });
}

/** The names that an object has, of objects in a call of `merge` as well. */
function keysOf(expression: Expression): NameFact[] {
  switch (expression.kind) {
    case "ParenthesesExpr":
      return keysOf(expression.expression);
    case "ObjectConsExpr":
      return expression.items.flatMap(({ name, key }) => (name === undefined ? [] : [{ name, range: key.range }]));
    case "FunctionCallExpr":
      return expression.name === "merge" || expression.name === "deep_merge" ? expression.args.flatMap(keysOf) : [];
    default:
      return [];
  }
}

/** An expression as a path fact; null where it is more than literals, templates, plain traversals and calls of them. */
export function pathFact(expression: Expression, depth = 0): PathFact {
  if (depth > deepestPath) return null;
  switch (expression.kind) {
    case "ParenthesesExpr":
      return pathFact(expression.expression, depth + 1);
    case "TemplateExpr":
      return templateFact(expression, depth);
    case "FunctionCallExpr": {
      if (expression.expandFinal) return null;
      const args = expression.args.map((arg) => pathFact(arg, depth + 1));
      return args.includes(null) ? null : { f: expression.name, a: args };
    }
    case "ScopeTraversalExpr": {
      const names = [expression.root.name];
      for (const step of expression.steps) {
        if (step.kind === "AttrStep") names.push(step.name);
        else if (step.key.type === "string") names.push(step.key.value);
        else return null;
      }
      return names.length > 1 ? { r: names } : null;
    }
    default:
      return null;
  }
}

function templateFact(expression: Extract<Expression, { kind: "TemplateExpr" }>, depth: number): PathFact {
  const parts: PathFact[] = [];
  for (const part of expression.parts) {
    if (part.kind === "TemplateLiteral") parts.push(part.value);
    else if (part.kind === "TemplateInterpolation") parts.push(pathFact(part.expression, depth + 1));
    else return null;
  }
  if (parts.includes(null)) return null;
  if (parts.every((part) => typeof part === "string")) return parts.join("");
  return { t: parts };
}

function collect(
  item: BodyItem,
  index: number,
  references: TerragruntReferenceFact[],
  calls: TerragruntCallFact[],
): void {
  const visit = (node: Body | Attribute, within: string | undefined): void => {
    walk(node, (inner, ancestors) => {
      if (inner.kind === "FunctionCallExpr") {
        if (fileFunctions.has(inner.name)) calls.push(callFact(inner, index));
      } else if (inner.kind === "ScopeTraversalExpr" && Object.hasOwn(terragruntRoots, inner.root.name)) {
        if (!isName(inner, ancestors)) references.push(referenceFact(inner, index, within));
      }
    });
  };
  if (item.kind === "Attribute") visit(item, undefined);
  else if (item.type.name !== "locals") visit(item.body, undefined);
  else for (const child of item.body.items) if (child.kind === "Attribute") visit(child, child.name.name);
}

/** True for an object's key that stands for itself, and for a name that a `for` expression binds. */
function isName(traversal: Extract<Expression, { kind: "ScopeTraversalExpr" }>, ancestors: readonly Node[]): boolean {
  const parent = ancestors.at(-1);
  if (parent?.kind === "ObjectItem" && parent.key === traversal && traversal.steps.length === 0) return true;
  const { name } = traversal.root;
  return ancestors.some((node) => {
    if (node.kind === "ForExpr") return node.keyVar?.name === name || node.valueVar.name === name;
    return node.kind === "TemplateFor" && (node.keyVar?.name === name || node.valueVar.name === name);
  });
}

function callFact(call: Extract<Expression, { kind: "FunctionCallExpr" }>, item: number): TerragruntCallFact {
  const [first] = call.args;
  return {
    name: call.name,
    args: call.args.map((arg) => pathFact(arg)),
    range: call.range,
    ...(first ? { argument: first.range } : {}),
    item,
  };
}

function referenceFact(
  expression: Extract<Expression, { kind: "ScopeTraversalExpr" }>,
  item: number,
  within: string | undefined,
): TerragruntReferenceFact {
  const names: string[] = [];
  const places: number[] = [];
  for (const accessor of accessOf(expression).accessors) {
    if (accessor.kind === "attr") {
      names.push(accessor.name);
      places.push(accessor.step.nameRange.start, accessor.step.nameRange.end);
    } else if (accessor.kind === "index" && typeof accessor.key === "string") {
      names.push(accessor.key);
      // What stands between `["` and `"]`.
      const { start, end } = accessor.range;
      places.push(Math.min(start + 2, end), Math.max(start + 2, end - 2));
    } else {
      break;
    }
  }
  const { root, range } = expression;
  return { root: root.name, names, places, range, item, ...(within === undefined ? {} : { within }) };
}
