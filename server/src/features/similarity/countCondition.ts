// The condition of a block that is there or not: `count = C ? 1 : 0`, or `enabled = C`.

import { argument, nestedBlock } from "../../model/extract.js";
import type { Block, Expression } from "../../syntax/ast.js";
import { fingerprint, textHash } from "./fingerprint.js";

/** The condition of a 0/1 `count`, and whether it is the block's absence that it says. */
export function countCondition(
  block: Block,
): { readonly expression: Expression; readonly negated: boolean } | undefined {
  const count = argument(block.body, "count");
  const value = count && bare(count.value);
  if (value?.kind !== "ConditionalExpr") return undefined;
  const whenTrue = number(value.then);
  const whenFalse = number(value.else);
  if (whenTrue === "1" && whenFalse === "0") return { expression: bare(value.condition), negated: false };
  return whenTrue === "0" && whenFalse === "1" ? { expression: bare(value.condition), negated: true } : undefined;
}

/** The condition of `for_each = C ? x : {}`, where nothing is made without it, or with it. */
export function eachCondition(
  block: Block,
): { readonly expression: Expression; readonly negated: boolean } | undefined {
  const each = argument(block.body, "for_each");
  const value = each && bare(converted(bare(each.value)));
  if (value?.kind !== "ConditionalExpr") return undefined;
  const [then, otherwise] = [value.then, value.else].map((side) => isNothing(bare(side)));
  if (then === otherwise) return undefined;
  const condition = bare(value.condition);
  if (condition.kind !== "UnaryOpExpr" || condition.operator !== "!")
    return { expression: condition, negated: then === true };
  return { expression: bare(condition.operand), negated: then !== true };
}

function converted(expression: Expression): Expression {
  const [only] = expression.kind === "FunctionCallExpr" && expression.name === "toset" ? expression.args : [];
  return only ?? expression;
}

/** `{}`, `[]`, `toset([])`. */
function isNothing(expression: Expression): boolean {
  if (expression.kind === "TupleConsExpr") return expression.elements.length === 0;
  if (expression.kind === "ObjectConsExpr") return expression.items.length === 0;
  const inner = converted(expression);
  return inner !== expression && isNothing(bare(inner));
}

/** The condition of `lifecycle { enabled = C }`, and whether it is the block's absence that it says. */
export function enabledCondition(
  block: Block,
): { readonly expression: Expression; readonly negated: boolean } | undefined {
  const lifecycle = nestedBlock(block.body, "lifecycle");
  const enabled = lifecycle && argument(lifecycle.body, "enabled");
  const value = enabled && bare(enabled.value);
  if (value?.kind !== "UnaryOpExpr" || value.operator !== "!") return value && { expression: value, negated: false };
  return { expression: bare(value.operand), negated: true };
}

/** A number of a condition that is the same for another order of what `&&` and `||` join. */
export function unorderedHash(expression: Expression): number {
  if (expression.kind === "ParenthesesExpr") return unorderedHash(expression.expression);
  if (expression.kind !== "BinaryOpExpr" || (expression.operator !== "&&" && expression.operator !== "||")) {
    return fingerprint(expression).exact;
  }
  const { operator } = expression;
  const operands = (of: Expression): number[] => {
    if (of.kind === "ParenthesesExpr") return operands(of.expression);
    const isSame = of.kind === "BinaryOpExpr" && of.operator === operator;
    return isSame ? [...operands(of.left), ...operands(of.right)] : [unorderedHash(of)];
  };
  return textHash([operator, ...operands(expression).sort((a, b) => a - b)].join(" "));
}

function bare(expression: Expression): Expression {
  return expression.kind === "ParenthesesExpr" ? bare(expression.expression) : expression;
}

function number(expression: Expression): string | undefined {
  const inner = bare(expression);
  return inner.kind === "LiteralValueExpr" && inner.value.type === "number" ? inner.value.text : undefined;
}
