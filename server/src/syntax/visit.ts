// Walks over the typed tree: children, depth-first walks, and the nodes around an offset.

import { type TextRange, touches } from "../base/range.js";
import type { Body, Expression, Node, ObjectItem, SourceFile, TemplatePart } from "./ast.js";

/** The nodes directly inside a node, in the order of the text. */
export function children(node: Node): readonly Node[] {
  switch (node.kind) {
    case "Body":
      return node.items;
    case "Attribute":
      return [node.value];
    case "Block":
      return [node.body];
    case "TemplateExpr":
      return node.parts;
    case "TemplateInterpolation":
      return [node.expression];
    case "TemplateIf":
      return [node.condition, ...node.then, ...(node.else ?? [])];
    case "TemplateFor":
      return [node.collection, ...node.parts];
    case "ScopeTraversalExpr":
      return node.steps;
    case "RelativeTraversalExpr":
      return [node.source, ...node.steps];
    case "IndexExpr":
      return [node.collection, node.key];
    case "SplatExpr":
      return [node.source, node.each];
    case "FunctionCallExpr":
      return node.args;
    case "ConditionalExpr":
      return [node.condition, node.then, node.else];
    case "BinaryOpExpr":
      return [node.left, node.right];
    case "UnaryOpExpr":
      return [node.operand];
    case "ForExpr": {
      const inner: Node[] = [node.collection];
      if (node.keyExpr !== undefined) inner.push(node.keyExpr);
      inner.push(node.valueExpr);
      if (node.condition !== undefined) inner.push(node.condition);
      return inner;
    }
    case "TupleConsExpr":
      return node.elements;
    case "ObjectConsExpr":
      return node.items;
    case "ObjectItem":
      return [node.key, node.value];
    case "ParenthesesExpr":
      return [node.expression];
    case "ErrorExpr":
      return node.inner;
    case "LiteralValueExpr":
    case "AnonSymbolExpr":
    case "TemplateLiteral":
    case "AttrStep":
    case "IndexStep":
      return [];
  }
}

/** Called for each node, outer nodes first; `false` leaves out what is inside the node. */
export type Visitor = (node: Node, ancestors: readonly Node[]) => unknown;

/** Walks a node and all inside it, in the order of the text. `ancestors` are those below the start, outermost first. */
export function walk(node: Node, visit: Visitor): void {
  step(node, visit, []);
}

function step(node: Node, visit: Visitor, ancestors: Node[]): void {
  if (visit(node, ancestors) === false) return;
  const inner = children(node);
  if (inner.length === 0) return;
  ancestors.push(node);
  for (const child of inner) step(child, visit, ancestors);
  ancestors.pop();
}

const notExpressions: ReadonlySet<Node["kind"]> = new Set([
  "Body",
  "Attribute",
  "Block",
  "TemplateLiteral",
  "TemplateInterpolation",
  "TemplateIf",
  "TemplateFor",
  "ObjectItem",
  "AttrStep",
  "IndexStep",
]);

/** Whether a node is an expression. */
export function isExpressionNode(node: Node): node is Expression {
  return !notExpressions.has(node.kind);
}

/** Calls `visit` for every expression in a node, outer ones first. */
export function walkExpressions(node: Node, visit: (expression: Expression) => void): void {
  walk(node, (inner) => {
    if (isExpressionNode(inner)) visit(inner);
  });
}

/**
 * The nodes around an offset, outermost first, down to the innermost that covers or touches it.
 * Where two nodes touch at the offset, the one that begins there wins over the one that ends there.
 */
export function pathAt(from: SourceFile | Body | Expression | TemplatePart | ObjectItem, offset: number): Node[] {
  const path: Node[] = [];
  let node: Node | undefined = "body" in from && "lineIndex" in from ? from.body : (from as Node);
  while (node !== undefined) {
    path.push(node);
    let best: Node | undefined;
    for (const child of children(node)) {
      const where: TextRange = child.range;
      if (!touches(where, offset)) continue;
      if (best === undefined || where.start === offset || best.range.end === offset) best = child;
    }
    node = best;
  }
  return path;
}
