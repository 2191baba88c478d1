// One text for conditions that are equal for every value: parentheses, double negations and the order of operands.

import { slice } from "../../base/range.js";
import type { Module } from "../../model/module.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Expression } from "../../syntax/ast.js";
import { childExpressions, isNull, withoutParentheses } from "./expressionShape.js";
import { staticTypeOf } from "./staticType.js";

/** A condition's normal form, and whether it is the form's negation. */
export interface NormalForm {
  readonly text: string;
  readonly negated: boolean;
}

/** The normal forms of a condition as it is, and as it is where no bool in it is null. */
export interface ConditionForms {
  readonly exact: NormalForm;
  readonly withoutNull: NormalForm;
  /** True where a null bool is an error and not the answer `false`, as it is for `x` and not for `x == true`. */
  readonly isStrict: boolean;
}

/** Both normal forms of a bool expression. */
export function conditionForms(
  snapshot: WorkspaceSnapshot,
  module: Module,
  expression: Expression,
  source: string,
): ConditionForms {
  const exact = normalForm(snapshot, module, expression, source);
  const withoutNull = normalForm(snapshot, module, expression, source, "ignored");
  return { exact, withoutNull, isStrict: exact.text === withoutNull.text };
}

/**
 * Those of `sites` whose condition may be written as one with `wanted`, which is among them, and the one to write.
 *
 * `x` fails for a null that `x == true` takes for `false`. Where both stand in a module its plan fails for null already,
 * so both may become `x`, and never `x == true`.
 */
export function sharedConditions<Site extends { readonly forms: ConditionForms }>(
  wanted: Site,
  sites: readonly Site[],
): { readonly named: Site; readonly sites: readonly { readonly site: Site; readonly isOpposite: boolean }[] } {
  const alike = sites.filter(({ forms }) => forms.withoutNull.text === wanted.forms.withoutNull.text);
  const strict = wanted.forms.isStrict ? wanted : alike.find(({ forms }) => forms.isStrict);
  const form = ({ forms }: Site): NormalForm => (strict ? forms.withoutNull : forms.exact);
  const named = strict ?? wanted;
  return {
    named,
    sites: alike
      .filter((site) => form(site).text === form(named).text)
      .map((site) => ({ site, isOpposite: form(site).negated !== form(named).negated })),
  };
}

/**
 * The normal form of a bool expression; equal texts mean equal conditions. With `nulls` ignored, for every value but a
 * null bool.
 */
export function normalForm(
  snapshot: WorkspaceSnapshot,
  module: Module,
  expression: Expression,
  source: string,
  nulls: "kept" | "ignored" = "kept",
): NormalForm {
  const bare = withoutParentheses(expression);
  const again = (inner: Expression): NormalForm => normalForm(snapshot, module, inner, source, nulls);
  if (bare.kind === "UnaryOpExpr" && bare.operator === "!") {
    const inner = again(bare.operand);
    return { text: inner.text, negated: !inner.negated };
  }
  if (bare.kind !== "BinaryOpExpr") return { text: plainText(bare, source), negated: false };
  const { operator, left, right } = bare;
  if (operator === "==" || operator === "!=") {
    const value = literalBool(right) ?? literalBool(left);
    const other = literalBool(right) === undefined ? right : left;
    const type = value === undefined ? undefined : staticTypeOf(snapshot, module, other);
    if (value !== undefined && type?.kind === "bool" && (nulls === "ignored" || !type.mayBeNull)) {
      const inner = again(other);
      return { text: inner.text, negated: inner.negated !== (value !== (operator === "==")) };
    }
    // Both sides of an equality are always computed, so their order means nothing.
    const sides = [plainText(left, source), plainText(right, source)].sort();
    return { text: `(${sides.join(" == ")})`, negated: operator === "!=" };
  }
  if (operator === "&&" || operator === "||") {
    const operands = chain(bare, operator).map((operand) => {
      const form = again(operand);
      return { text: (form.negated ? "!" : "") + form.text, total: isTotal(operand) };
    });
    // The right side may be looked at only where the left one allows it: only what cannot fail may change its place.
    const texts = operands.map((operand) => operand.text);
    const ordered = operands.every((operand) => operand.total) ? [...texts].sort() : texts;
    return { text: `(${ordered.join(` ${operator} `)})`, negated: false };
  }
  return { text: plainText(bare, source), negated: false };
}

function chain(expression: Expression, operator: "&&" | "||"): readonly Expression[] {
  const bare = withoutParentheses(expression);
  if (bare.kind !== "BinaryOpExpr" || bare.operator !== operator) return [bare];
  return [...chain(bare.left, operator), ...chain(bare.right, operator)];
}

function literalBool(expression: Expression): boolean | undefined {
  const bare = withoutParentheses(expression);
  return bare.kind === "LiteralValueExpr" && bare.value.type === "bool" ? bare.value.value : undefined;
}

/** The tokens of an expression with one space between children: white space and outer parentheses do not matter. */
function plainText(expression: Expression, source: string): string {
  const bare = withoutParentheses(expression);
  const children = childExpressions(bare);
  if (children.length === 0 || bare.kind === "TemplateExpr") return slice(source, bare.range);
  let text = "";
  let at = bare.range.start;
  for (const child of children) {
    const start = Math.max(at, child.range.start);
    text += `${compact(source.slice(at, start))}${plainText(child, source)}`;
    at = Math.max(at, child.range.end);
  }
  return `(${text}${compact(source.slice(at, bare.range.end))})`;
}

function compact(text: string): string {
  return text
    .split("")
    .filter((char) => char.trim() !== "")
    .join("");
}

/** True for conditions that cannot fail: comparisons and functions over variables, local values and literals. */
function isTotal(expression: Expression): boolean {
  const bare = withoutParentheses(expression);
  switch (bare.kind) {
    case "LiteralValueExpr":
      return true;
    case "TemplateExpr":
      return bare.parts.every((part) => part.kind === "TemplateLiteral");
    case "ScopeTraversalExpr":
      return ["var", "local", "terraform", "tofu"].includes(bare.root.name) && bare.steps.length === 1;
    case "UnaryOpExpr":
      return isTotal(bare.operand);
    case "BinaryOpExpr": {
      const isEquality = bare.operator === "==" || bare.operator === "!=";
      const isLogic = bare.operator === "&&" || bare.operator === "||";
      return (isEquality || isLogic) && (isNull(bare.left) || isTotal(bare.left)) && isTotal(bare.right);
    }
    case "FunctionCallExpr":
      return bare.name === "contains" && bare.args.every((arg) => isTotal(arg) || arg.kind === "TupleConsExpr");
    default:
      return false;
  }
}
