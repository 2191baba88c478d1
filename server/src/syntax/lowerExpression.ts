// Lowers expressions: literals, operators, calls and constructors. Traversals and templates have files of their own.

import { range, type TextRange } from "../base/range.js";
import type { BinaryOperator, Expression, Identifier, ObjectItem, TemplateExpr, TemplatePart } from "./ast.js";
import { isPlainNumber } from "./diagnoseNumber.js";
import { type LowerContext, maxDepth, missing } from "./lowerContext.js";
import { isExpression, Kind } from "./lowerKinds.js";
import { decodeText } from "./lowerTemplate.js";
import { lowerTemplate } from "./lowerTemplateParts.js";
import { lowerTraversal } from "./lowerTraversal.js";

/** Lowers one expression node. */
export function lowerExpression(ctx: LowerContext, node: number): Expression {
  if (ctx.depth >= maxDepth) {
    ctx.tooDeep ??= ctx.range(node);
    return { kind: "ErrorExpr", range: ctx.range(node), reason: "unexpected", inner: [] };
  }
  ctx.depth++;
  const lowered = expressionOf(ctx, node);
  ctx.depth--;
  return lowered;
}

function expressionOf(ctx: LowerContext, node: number): Expression {
  const flat = ctx.flat;
  const where = ctx.range(node);
  switch (flat.kind(node)) {
    case Kind.Number:
      if (!isPlainNumber(ctx.text, where.start, where.end)) ctx.suspect = true;
      return { kind: "LiteralValueExpr", range: where, value: { type: "number", text: ctx.slice(node) } };
    case Kind.Bool:
      return { kind: "LiteralValueExpr", range: where, value: { type: "bool", value: ctx.slice(node) === "true" } };
    case Kind.Null:
      return { kind: "LiteralValueExpr", range: where, value: { type: "null" } };
    case Kind.PlainString: {
      ctx.checkEscapes(node);
      const literal = range(where.start + 1, where.end - 1);
      const value = decodeText(ctx.inside(node), true);
      const parts: TemplatePart[] = value === "" ? [] : [{ kind: "TemplateLiteral", range: literal, value }];
      return { kind: "TemplateExpr", range: where, style: "quoted", parts };
    }
    case Kind.QuotedTemplate:
    case Kind.HeredocTemplate:
      return lowerTemplate(ctx, node, where);
    case Kind.Variable:
      return {
        kind: "ScopeTraversalExpr",
        range: where,
        root: { name: ctx.slice(node), range: where },
        steps: [],
      };
    case Kind.GetAttr:
    case Kind.Index:
    case Kind.AttrSplat:
    case Kind.FullSplat:
      return lowerTraversal(ctx, node);
    case Kind.FunctionCall:
      return callOf(ctx, node, where);
    case Kind.Parentheses: {
      const [inner] = flat.expressions(node);
      return {
        kind: "ParenthesesExpr",
        range: where,
        expression: inner === undefined ? missing(where.start + 1) : lowerExpression(ctx, inner),
      };
    }
    case Kind.Tuple: {
      const elements = flat.expressions(node).map((element) => lowerExpression(ctx, element));
      return { kind: "TupleConsExpr", range: where, elements };
    }
    case Kind.ObjectConstructor:
      return objectOf(ctx, node, where);
    case Kind.ForTuple:
    case Kind.ForObject:
      return forOf(ctx, node, where);
    case Kind.Conditional: {
      const [condition, whenTrue, whenFalse] = operands(ctx, node);
      if (condition === undefined || whenTrue === undefined) break;
      return {
        kind: "ConditionalExpr",
        range: where,
        condition,
        // biome-ignore lint/suspicious/noThenProperty: the typed tree names the branches as HCL's users do.
        then: whenTrue,
        else: whenFalse ?? missing(where.end),
      };
    }
    case Kind.Binary: {
      const [left, right] = operands(ctx, node);
      if (left === undefined) break;
      const end = flat.next(node);
      let operator: TextRange = range(left.range.end, left.range.end);
      for (let at = node + 1; at < end; at = flat.next(at)) {
        const kind = flat.kind(at);
        if (kind === Kind.Operator) operator = ctx.range(at);
      }
      return {
        kind: "BinaryOpExpr",
        range: where,
        operator: ctx.text.slice(operator.start, operator.end) as BinaryOperator,
        operatorRange: operator,
        left,
        right: right ?? missing(where.end),
      };
    }
    case Kind.Unary: {
      const [operand] = operands(ctx, node);
      return {
        kind: "UnaryOpExpr",
        range: where,
        operator: ctx.text[where.start] === "!" ? "!" : "-",
        operand: operand ?? missing(where.end),
      };
    }
    case Kind.MissingExpression:
      return { kind: "ErrorExpr", range: where, reason: "missing", inner: [] };
    default:
      break;
  }
  const inner = flat.expressions(node).map((part) => lowerExpression(ctx, part));
  return { kind: "ErrorExpr", range: where, reason: "unexpected", inner };
}

function operands(ctx: LowerContext, node: number): Expression[] {
  return ctx.flat.expressions(node).map((operand) => lowerExpression(ctx, operand));
}

function callOf(ctx: LowerContext, node: number, where: TextRange): Expression {
  const flat = ctx.flat;
  const nameNode = flat.child(node, Kind.FunctionName);
  const nameRange = nameNode === undefined ? range(where.start, where.start) : ctx.range(nameNode);
  let name = "";
  if (nameNode !== undefined) {
    const end = flat.next(nameNode);
    for (let at = nameNode + 1; at < end; at = flat.next(at)) {
      if (flat.kind(at) === Kind.Identifier) name += (name === "" ? "" : "::") + ctx.slice(at);
    }
  }
  const open = flat.child(node, Kind.OpenParen);
  const close = flat.child(node, Kind.CloseParen);
  return {
    kind: "FunctionCallExpr",
    range: where,
    name,
    nameRange,
    args: flat.expressions(node).map((argument) => lowerExpression(ctx, argument)),
    expandFinal: flat.child(node, Kind.Ellipsis) !== undefined,
    openParen: open === undefined ? range(nameRange.end, nameRange.end) : ctx.range(open),
    closeParen: close === undefined ? undefined : ctx.range(close),
  };
}

function objectOf(ctx: LowerContext, node: number, where: TextRange): Expression {
  const flat = ctx.flat;
  const items: ObjectItem[] = [];
  const end = flat.next(node);
  for (let at = node + 1; at < end; at = flat.next(at)) {
    if (flat.kind(at) === Kind.ObjectItem) items.push(objectItem(ctx, at));
  }
  return { kind: "ObjectConsExpr", range: where, items };
}

function objectItem(ctx: LowerContext, node: number): ObjectItem {
  const flat = ctx.flat;
  const [keyNode, valueNode] = flat.expressions(node);
  const where = ctx.range(node);
  const key = keyNode === undefined ? missing(where.start) : lowerExpression(ctx, keyNode);
  const value = valueNode === undefined ? missing(where.end) : lowerExpression(ctx, valueNode);
  return {
    kind: "ObjectItem",
    range: where,
    key,
    name: literalKey(key),
    separator: flat.child(node, Kind.Equals) === undefined ? ":" : "=",
    value,
  };
}

function forOf(ctx: LowerContext, node: number, where: TextRange): Expression {
  const flat = ctx.flat;
  const names: Identifier[] = [];
  const expressions: Expression[] = [];
  const end = flat.next(node);
  let condition: Expression | undefined;
  let sawIf = false;
  for (let at = node + 1; at < end; at = flat.next(at)) {
    const kind = flat.kind(at);
    if (kind === Kind.Identifier) names.push(ctx.identifier(at));
    else if (kind === Kind.If) sawIf = true;
    else if (isExpression(kind)) {
      if (sawIf) condition = lowerExpression(ctx, at);
      else expressions.push(lowerExpression(ctx, at));
    }
  }
  const isObject = flat.kind(node) === Kind.ForObject;
  const [collection, first, second] = expressions;
  const value = isObject ? second : first;
  return {
    kind: "ForExpr",
    range: where,
    result: isObject ? "object" : "tuple",
    keyVar: names.length > 1 ? names[0] : undefined,
    valueVar: names[1] ?? names[0] ?? { name: "", range: range(where.start + 1, where.start + 1) },
    collection: collection ?? missing(where.end),
    keyExpr: isObject ? (first ?? missing(where.end)) : undefined,
    valueExpr: value ?? missing(where.end),
    condition,
    group: flat.child(node, Kind.Ellipsis) !== undefined,
  };
}

/** The value of a quoted string without sequences. */
function plainString(template: TemplateExpr): string | undefined {
  if (template.style !== "quoted") return undefined;
  let value = "";
  for (const part of template.parts) {
    if (part.kind !== "TemplateLiteral") return undefined;
    value += part.value;
  }
  return value;
}

/** What an object key is where it needs no evaluation: a bare name, a literal or a plain string. */
function literalKey(key: Expression): string | undefined {
  if (key.kind === "ScopeTraversalExpr") return key.steps.length === 0 ? key.root.name : undefined;
  if (key.kind === "TemplateExpr") return plainString(key);
  if (key.kind !== "LiteralValueExpr") return undefined;
  switch (key.value.type) {
    case "number":
      return key.value.text;
    case "bool":
      return String(key.value.value);
    case "null":
      return "null";
  }
}
