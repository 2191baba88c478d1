// Names by their meaning, for colours that no grammar can give: known block types, references, types, bound names.

import type { TextRange } from "../base/range.js";
import { bareName } from "../model/access.js";
import { labelText } from "../model/extract.js";
import { placeOf } from "../model/places.js";
import { blockScope, reservedRoots, scopeRoots } from "../model/references.js";
import type {
  Attribute,
  Block,
  BodyItem,
  Expression,
  ObjectConsExpr,
  ScopeTraversalExpr,
  SourceFile,
  TemplatePart,
  TraversalStep,
} from "../syntax/ast.js";

/** Our token types, each with the standard type that a theme falls back to. */
export const tokenTypes = {
  "hcl-attrName": "property",
  "hcl-blockType": "type",
  "hcl-blockLabel": "enumMember",
  "hcl-bool": "keyword",
  "hcl-string": "string",
  "hcl-number": "number",
  "hcl-objectKey": "parameter",
  "hcl-mapKey": "parameter",
  "hcl-keyword": "variable",
  "hcl-referenceStep": "variable",
  "hcl-typeComplex": "keyword",
  "hcl-typePrimitive": "keyword",
  "hcl-functionName": "function",
  parameter: "parameter",
} as const;

export type TokenType = keyof typeof tokenTypes;

export interface SemanticToken {
  readonly range: TextRange;
  readonly type: TokenType;
  /** The token declares the name. */
  readonly declares?: boolean;
}

const primitiveTypes = new Set(["string", "number", "bool", "any"]);
const complexTypes = new Set(["list", "set", "map", "object", "tuple", "optional"]);
const namedRoots = new Set(["var", "local", "module", "data", "ephemeral", "resource", "run", "provider"]);

/** The tokens of a file in the order of the text, none of them overlapping or of several lines. */
export function semanticTokens(file: SourceFile): readonly SemanticToken[] {
  const tokens: SemanticToken[] = [];
  for (const item of file.body.items) addItem(item, [], tokens);
  return tokens
    .filter(({ range }) => range.end > range.start)
    .sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end)
    .filter((token, i, all) => i === 0 || (all[i - 1]?.range.end ?? 0) <= token.range.start);
}

function addItem(item: BodyItem, blocks: readonly Block[], into: SemanticToken[]): void {
  if (item.kind === "Attribute") {
    addAttribute(item, blocks, into);
    return;
  }
  into.push({ range: item.type.range, type: "hcl-blockType" });
  const declaring = item.labels.length - 1;
  item.labels.forEach((label, i) => {
    into.push({ range: labelText(label), type: "hcl-blockLabel", ...(i === declaring ? { declares: true } : {}) });
  });
  const inner = [...blocks, item];
  for (const child of item.body.items) addItem(child, inner, into);
}

function addAttribute(attribute: Attribute, blocks: readonly Block[], into: SemanticToken[]): void {
  const inLocals = blocks.length === 1 && blocks[0]?.type.name === "locals";
  into.push({ range: attribute.name.range, type: "hcl-attrName", ...(inLocals ? { declares: true } : {}) });
  const { path, bound } = blockScope(blocks, attribute);
  const place = placeOf(path, attribute.name.name);
  if (place === "type") addType(attribute.value, into);
  else if (place === "keyword") addKeyword(attribute.value, into);
  else addExpression(attribute.value, bound, into);
}

function addKeyword(expression: Expression, into: SemanticToken[]): void {
  if (bareName(expression) !== undefined) into.push({ range: expression.range, type: "hcl-keyword" });
}

function addType(expression: Expression, into: SemanticToken[]): void {
  const name = bareName(expression);
  if (name !== undefined) {
    if (primitiveTypes.has(name)) into.push({ range: expression.range, type: "hcl-typePrimitive" });
    else if (complexTypes.has(name)) into.push({ range: expression.range, type: "hcl-typeComplex" });
  } else if (expression.kind === "FunctionCallExpr") {
    if (complexTypes.has(expression.name)) into.push({ range: expression.nameRange, type: "hcl-typeComplex" });
    // The second argument of `optional` is a value.
    expression.args.forEach((arg, i) => {
      if (expression.name === "optional" && i > 0) addExpression(arg, [], into);
      else addType(arg, into);
    });
  } else if (expression.kind === "ObjectConsExpr") {
    for (const item of expression.items) {
      if (item.name !== undefined) into.push({ range: item.key.range, type: "hcl-objectKey" });
      addType(item.value, into);
    }
  } else if (expression.kind === "TupleConsExpr") {
    for (const element of expression.elements) addType(element, into);
  }
}

function addExpression(expression: Expression, bound: readonly string[], into: SemanticToken[]): void {
  const each = (inner: Expression) => addExpression(inner, bound, into);
  switch (expression.kind) {
    case "LiteralValueExpr":
      into.push({ range: expression.range, type: expression.value.type === "number" ? "hcl-number" : "hcl-bool" });
      return;
    case "ScopeTraversalExpr":
      addTraversal(expression, bound, into);
      return;
    case "RelativeTraversalExpr":
      each(expression.source);
      addSteps(expression.steps, into);
      return;
    case "IndexExpr":
      each(expression.collection);
      each(expression.key);
      return;
    case "SplatExpr":
      each(expression.source);
      each(expression.each);
      return;
    case "FunctionCallExpr":
      into.push({ range: expression.nameRange, type: "hcl-functionName" });
      expression.args.forEach(each);
      return;
    case "ConditionalExpr":
      each(expression.condition);
      each(expression.then);
      each(expression.else);
      return;
    case "BinaryOpExpr":
      each(expression.left);
      each(expression.right);
      return;
    case "UnaryOpExpr":
      each(expression.operand);
      return;
    case "ParenthesesExpr":
      each(expression.expression);
      return;
    case "TupleConsExpr":
      expression.elements.forEach(each);
      return;
    case "ObjectConsExpr":
      addObject(expression, bound, into);
      return;
    case "ForExpr": {
      each(expression.collection);
      const names = [expression.keyVar, expression.valueVar].flatMap((name) => name ?? []);
      for (const { range } of names) into.push({ range, type: "parameter", declares: true });
      const inner = [...bound, ...names.map(({ name }) => name)];
      for (const part of [expression.keyExpr, expression.valueExpr, expression.condition]) {
        if (part) addExpression(part, inner, into);
      }
      return;
    }
    case "TemplateExpr":
      addParts(expression.parts, bound, into);
      return;
    case "ErrorExpr":
      expression.inner.forEach(each);
      return;
    case "AnonSymbolExpr":
      return;
  }
}

function addObject(expression: ObjectConsExpr, bound: readonly string[], into: SemanticToken[]): void {
  for (const item of expression.items) {
    if (item.name !== undefined && item.key.kind === "ScopeTraversalExpr") {
      into.push({ range: item.key.range, type: "hcl-objectKey" });
    } else {
      addExpression(item.key, bound, into);
    }
    addExpression(item.value, bound, into);
  }
}

function addTraversal(expression: ScopeTraversalExpr, bound: readonly string[], into: SemanticToken[]): void {
  const { root, steps } = expression;
  if (bound.includes(root.name)) into.push({ range: root.range, type: "parameter" });
  else if (namedRoots.has(root.name) || scopeRoots.has(root.name) || reservedRoots.has(root.name)) {
    into.push({ range: root.range, type: steps.length > 0 ? "hcl-keyword" : "hcl-referenceStep" });
  } else {
    into.push({ range: root.range, type: "hcl-referenceStep" });
  }
  addSteps(steps, into);
}

function addSteps(steps: readonly TraversalStep[], into: SemanticToken[]): void {
  for (const step of steps) {
    if (step.kind === "AttrStep") into.push({ range: step.nameRange, type: "hcl-referenceStep" });
  }
}

function addParts(parts: readonly TemplatePart[], bound: readonly string[], into: SemanticToken[]): void {
  for (const part of parts) {
    switch (part.kind) {
      case "TemplateLiteral":
        break;
      case "TemplateInterpolation":
        addExpression(part.expression, bound, into);
        break;
      case "TemplateIf":
        addExpression(part.condition, bound, into);
        addParts(part.then, bound, into);
        addParts(part.else ?? [], bound, into);
        break;
      case "TemplateFor": {
        addExpression(part.collection, bound, into);
        const names = [part.keyVar, part.valueVar].flatMap((name) => name ?? []);
        for (const { range } of names) into.push({ range, type: "parameter", declares: true });
        addParts(part.parts, [...bound, ...names.map(({ name }) => name)], into);
        break;
      }
    }
  }
}
