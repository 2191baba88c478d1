// Reads `a.b[0].c[*].d[var.k]` as one base and a list of accessors, however the syntax tree nests it.

import type { TextRange } from "../base/range.js";
import type { AttrStep, Expression, IndexExpr, IndexStep, ScopeTraversalExpr, SplatExpr } from "../syntax/ast.js";

/** One step from a value to a part of it. */
export type Accessor =
  | { readonly kind: "attr"; readonly name: string; readonly range: TextRange; readonly step: AttrStep }
  | { readonly kind: "index"; readonly key: string | number; readonly range: TextRange; readonly step: IndexStep }
  | { readonly kind: "dynamic"; readonly key: Expression; readonly range: TextRange; readonly expr: IndexExpr }
  | { readonly kind: "splat"; readonly style: "full" | "attr"; readonly range: TextRange; readonly expr: SplatExpr };

export interface Access {
  /** The innermost operand: for a reference, a ScopeTraversalExpr. */
  readonly base: Expression;
  /** All steps behind the base's root name, in the order of the text. */
  readonly accessors: readonly Accessor[];
}

/** Takes an expression apart into its base and accessors; any other expression is its own base. */
export function accessOf(expression: Expression): Access {
  const accessors: Accessor[] = [];
  const base = collect(expression, accessors);
  return { base, accessors };
}

function collect(expression: Expression, into: Accessor[]): Expression {
  switch (expression.kind) {
    case "ScopeTraversalExpr":
      into.push(...expression.steps.map(accessorOf));
      return expression;
    case "RelativeTraversalExpr": {
      const base = collect(expression.source, into);
      into.push(...expression.steps.map(accessorOf));
      return base;
    }
    case "IndexExpr": {
      const base = collect(expression.collection, into);
      into.push({ kind: "dynamic", key: expression.key, range: expression.brackets, expr: expression });
      return base;
    }
    case "SplatExpr": {
      const base = collect(expression.source, into);
      into.push({ kind: "splat", style: expression.style, range: expression.marker, expr: expression });
      collect(expression.each, into);
      return base;
    }
    default:
      return expression;
  }
}

/** One literal step as an accessor. */
export function accessorOf(step: AttrStep | IndexStep): Accessor {
  if (step.kind === "AttrStep") return { kind: "attr", name: step.name, range: step.range, step };
  const { key: literal } = step;
  const key =
    literal.type === "string" ? literal.value : literal.type === "number" ? Number(literal.text) : literal.text;
  return { kind: "index", key, range: step.range, step };
}

/** A traversal's root as a bare name, where it has no steps: keywords, types, arguments of `optional`. */
export function bareName(expression: Expression): string | undefined {
  return expression.kind === "ScopeTraversalExpr" && expression.steps.length === 0 ? expression.root.name : undefined;
}

/** True for an expression that names something: a traversal, or steps behind one. */
export function isAccess(expression: Expression): boolean {
  return (
    expression.kind === "ScopeTraversalExpr" ||
    expression.kind === "RelativeTraversalExpr" ||
    expression.kind === "IndexExpr" ||
    expression.kind === "SplatExpr"
  );
}

/** The literal text of a plain quoted string without interpolation; undefined for any other expression. */
export function literalString(expression: Expression): string | undefined {
  if (expression.kind === "ParenthesesExpr") return literalString(expression.expression);
  if (expression.kind !== "TemplateExpr") return undefined;
  let value = "";
  for (const part of expression.parts) {
    if (part.kind !== "TemplateLiteral") return undefined;
    value += part.value;
  }
  return value;
}

/** The traversal that an access starts at, or undefined where its base is another kind of expression. */
export function traversalBase(access: Access): ScopeTraversalExpr | undefined {
  return access.base.kind === "ScopeTraversalExpr" ? access.base : undefined;
}

/** Whether an expression is the word `null`. */
export function isNullLiteral(expression: Expression): boolean {
  return expression.kind === "LiteralValueExpr" && expression.value.type === "null";
}
