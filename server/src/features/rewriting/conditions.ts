// Conditions: reading them out of numbers that are 0 or 1, and writing them in their shortest form.

import { slice } from "../../base/range.js";
import { literalString } from "../../model/access.js";
import type { Expression } from "../../syntax/ast.js";
import { hasOpenLineBreak, precedence, withoutParentheses } from "./expressionShape.js";

/** A condition made of pieces of the text. */
export type Condition =
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "text"; readonly expression: Expression; readonly text: string; readonly source: string }
  | { readonly kind: "equals-one"; readonly expression: Expression; readonly source: string }
  | { readonly kind: "not"; readonly operand: Condition }
  | { readonly kind: "and" | "or"; readonly left: Condition; readonly right: Condition }
  | { readonly kind: "choice"; readonly condition: Condition; readonly then: Condition; readonly else: Condition };

/**
 * The condition under which a number is 1, where it is provably 0 or 1: a conditional over 0 and 1 in any nesting, or
 * a literal. `localValue` gives the expression of a local value and its file's text. Undefined where it is not.
 */
export function toggleOf(
  expression: Expression,
  source: string,
  localValue: (name: string) => { readonly expression: Expression; readonly source: string } | undefined,
): Condition | undefined {
  return read(expression, source, localValue, 0);
}

function read(
  expression: Expression,
  source: string,
  localValue: (name: string) => { readonly expression: Expression; readonly source: string } | undefined,
  depth: number,
): Condition | undefined {
  const bare = withoutParentheses(expression);
  const digit = digitOf(bare);
  if (digit !== undefined) return digit === 0 || digit === 1 ? constant(digit === 1) : undefined;
  if (bare.kind === "TemplateExpr" && bare.parts.length === 1 && bare.parts[0]?.kind === "TemplateInterpolation") {
    return read(bare.parts[0].expression, source, localValue, depth);
  }
  if (bare.kind === "ConditionalExpr") {
    const then = read(bare.then, source, localValue, depth);
    const otherwise = read(bare.else, source, localValue, depth);
    if (!then || !otherwise) return undefined;
    return choose(conditionOf(bare.condition, source), then, otherwise);
  }
  if (bare.kind === "ScopeTraversalExpr" && bare.root.name === "local" && bare.steps.length === 1 && depth < 8) {
    const step = bare.steps[0];
    const local = step?.kind === "AttrStep" ? localValue(step.name) : undefined;
    const value = local && read(local.expression, local.source, localValue, depth + 1);
    if (!value) return undefined;
    return value.kind === "constant" ? value : { kind: "equals-one", expression: bare, source };
  }
  return undefined;
}

/** The value of a literal number, or of a plain string that OpenTofu would convert to one. */
function digitOf(expression: Expression): number | undefined {
  if (expression.kind === "LiteralValueExpr") {
    return expression.value.type === "number" ? Number(expression.value.text) : undefined;
  }
  const text = literalString(expression);
  return text === "0" || text === "1" ? Number(text) : undefined;
}

function constant(value: boolean): Condition {
  return { kind: "constant", value };
}

/** A bool expression as a condition. */
export function conditionOf(expression: Expression, source: string): Condition {
  const bare = withoutParentheses(expression);
  if (bare.kind === "UnaryOpExpr" && bare.operator === "!") return negate(conditionOf(bare.operand, source));
  if (bare.kind === "LiteralValueExpr" && bare.value.type === "bool") return constant(bare.value.value);
  // Parentheses around several lines are kept as they are; all others are written again where they are needed.
  const kept = expression.kind === "ParenthesesExpr" && hasOpenLineBreak(source, bare) ? expression : bare;
  return { kind: "text", expression: kept, text: slice(source, kept.range), source };
}

function choose(condition: Condition, then: Condition, otherwise: Condition): Condition {
  if (then.kind === "constant" && otherwise.kind === "constant") {
    if (then.value === otherwise.value) return then;
    return then.value ? condition : negate(condition);
  }
  if (then.kind === "constant") {
    return then.value
      ? { kind: "or", left: condition, right: otherwise }
      : { kind: "and", left: negate(condition), right: otherwise };
  }
  if (otherwise.kind === "constant") {
    return otherwise.value
      ? { kind: "or", left: negate(condition), right: then }
      : { kind: "and", left: condition, right: then };
  }
  return { kind: "choice", condition, then, else: otherwise };
}

/** The opposite of a condition; a double negation is taken off. */
export function negate(condition: Condition): Condition {
  switch (condition.kind) {
    case "constant":
      return constant(!condition.value);
    case "not":
      return condition.operand;
    default:
      return { kind: "not", operand: condition };
  }
}

/** A condition's text and how tightly its outermost operator binds. */
interface Written {
  readonly text: string;
  readonly level: number;
  /** True where line breaks stand outside brackets. */
  readonly open: boolean;
}

/** A condition as it is written behind `=`. */
export function conditionText(condition: Condition): string {
  const written = write(condition);
  return written.open ? `(${written.text})` : written.text;
}

/** A condition as an operand of an operator of this precedence (see `precedence`). */
export function conditionOperand(condition: Condition, around: number): string {
  return operand(write(condition), around);
}

/** A condition as a number: `c ? 1 : 0`. */
export function countText(condition: Condition): string {
  if (condition.kind === "constant") return condition.value ? "1" : "0";
  if (condition.kind === "not") return `${conditionOperand(negate(condition), 1)} ? 0 : 1`;
  return `${conditionOperand(condition, 1)} ? 1 : 0`;
}

function operand(written: Written, around: number): string {
  return written.level < around || written.open ? `(${written.text})` : written.text;
}

function write(condition: Condition): Written {
  switch (condition.kind) {
    case "constant":
      return { text: String(condition.value), level: 10, open: false };
    case "text": {
      const { expression, source, text } = condition;
      return { text, level: precedence(expression), open: hasOpenLineBreak(source, expression) };
    }
    case "equals-one":
      return { text: `${slice(condition.source, condition.expression.range)} == 1`, level: 3, open: false };
    case "not":
      return writeNegated(condition.operand);
    case "and":
    case "or": {
      const level = condition.kind === "and" ? 2 : 1;
      const operator = condition.kind === "and" ? "&&" : "||";
      const left = operand(write(condition.left), level);
      return { text: `${left} ${operator} ${operand(write(condition.right), level + 1)}`, level, open: false };
    }
    case "choice": {
      const test = operand(write(condition.condition), 1);
      const then = operand(write(condition.then), 1);
      return { text: `${test} ? ${then} : ${operand(write(condition.else), 1)}`, level: 0, open: false };
    }
  }
}

function writeNegated(condition: Condition): Written {
  if (condition.kind === "equals-one") {
    return { text: `${slice(condition.source, condition.expression.range)} != 1`, level: 3, open: false };
  }
  if (condition.kind === "text" && condition.expression.kind === "BinaryOpExpr") {
    const { expression, source } = condition;
    if (expression.operator === "==" || expression.operator === "!=") {
      const left = source.slice(expression.range.start, expression.operatorRange.start);
      const right = source.slice(expression.operatorRange.end, expression.range.end);
      const operator = expression.operator === "==" ? "!=" : "==";
      return { text: left + operator + right, level: 3, open: hasOpenLineBreak(source, expression) };
    }
  }
  return { text: `!${operand(write(condition), 8)}`, level: 7, open: false };
}

/** The expressions of the text that a condition is made of. */
export function* conditionExpressions(condition: Condition): Iterable<Expression> {
  switch (condition.kind) {
    case "constant":
      return;
    case "text":
    case "equals-one":
      yield condition.expression;
      return;
    case "not":
      yield* conditionExpressions(condition.operand);
      return;
    case "choice":
      yield* conditionExpressions(condition.condition);
      yield* conditionExpressions(condition.then);
      yield* conditionExpressions(condition.else);
      return;
    default:
      yield* conditionExpressions(condition.left);
      yield* conditionExpressions(condition.right);
  }
}
