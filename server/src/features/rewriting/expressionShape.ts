// Questions about the shape of expressions that every rewriting asks: children, parents, brackets, precedence.

import { contains, slice, type TextRange } from "../../base/range.js";
import { accessOf } from "../../model/access.js";
import type { BinaryOperator, Expression, TemplatePart } from "../../syntax/ast.js";

/** The expressions directly inside another, in the order of the text. A bare name as an object key is not one. */
export function childExpressions(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "TemplateExpr":
      return partExpressions(expression.parts);
    case "RelativeTraversalExpr":
      return [expression.source];
    case "IndexExpr":
      return [expression.collection, expression.key];
    case "SplatExpr":
      return [expression.source, expression.each];
    case "FunctionCallExpr":
      return expression.args;
    case "ConditionalExpr":
      return [expression.condition, expression.then, expression.else];
    case "BinaryOpExpr":
      return [expression.left, expression.right];
    case "UnaryOpExpr":
      return [expression.operand];
    case "ForExpr":
      return [expression.collection, expression.keyExpr, expression.valueExpr, expression.condition].filter(
        (child): child is Expression => child !== undefined,
      );
    case "TupleConsExpr":
      return expression.elements;
    case "ObjectConsExpr":
      return expression.items.flatMap((item) => (item.name === undefined ? [item.key, item.value] : [item.value]));
    case "ParenthesesExpr":
      return [expression.expression];
    case "ErrorExpr":
      return expression.inner;
    default:
      return [];
  }
}

function partExpressions(parts: readonly TemplatePart[]): Expression[] {
  const found: Expression[] = [];
  for (const part of parts) {
    switch (part.kind) {
      case "TemplateLiteral":
        break;
      case "TemplateInterpolation":
        found.push(part.expression);
        break;
      case "TemplateIf":
        found.push(part.condition, ...partExpressions(part.then), ...partExpressions(part.else ?? []));
        break;
      case "TemplateFor":
        found.push(part.collection, ...partExpressions(part.parts));
        break;
    }
  }
  return found;
}

/** The expressions around `inner` within `root`, outermost first, `inner` itself left out. */
export function parentsOf(root: Expression, inner: Expression): readonly Expression[] {
  const parents: Expression[] = [];
  let current = root;
  while (current !== inner) {
    parents.push(current);
    const next = childExpressions(current).find((child) => contains(child.range, inner.range));
    if (!next) return parents;
    current = next;
  }
  return parents;
}

/** An expression without the parentheses around it. */
export function withoutParentheses(expression: Expression): Expression {
  return expression.kind === "ParenthesesExpr" ? withoutParentheses(expression.expression) : expression;
}

/** The number that a literal, perhaps in parentheses or as a plain string, stands for. */
export function literalNumber(expression: Expression): number | undefined {
  const bare = withoutParentheses(expression);
  if (bare.kind === "LiteralValueExpr" && bare.value.type === "number") return Number(bare.value.text);
  return undefined;
}

/** True for the literal `null`. */
export function isNull(expression: Expression): boolean {
  const bare = withoutParentheses(expression);
  return bare.kind === "LiteralValueExpr" && bare.value.type === "null";
}

/** True for the traversal `count.index`. */
export function isCountIndex(expression: Expression): boolean {
  const bare = withoutParentheses(expression);
  if (bare.kind !== "ScopeTraversalExpr" || bare.root.name !== "count" || bare.steps.length !== 1) return false;
  const step = bare.steps[0];
  return step?.kind === "AttrStep" && step.name === "index";
}

/** How tightly an operator binds; a conditional is 0 and what has no operator at its top is 10. */
export function precedence(expression: Expression): number {
  switch (expression.kind) {
    case "ConditionalExpr":
      return 0;
    case "BinaryOpExpr":
      return operatorPrecedence(expression.operator);
    case "UnaryOpExpr":
      return 7;
    default:
      return 10;
  }
}

/** HCL's levels: `||` 1, `&&` 2, `==` 3, `<` 4, `+` 5, `*` 6. */
export function operatorPrecedence(operator: BinaryOperator): number {
  switch (operator) {
    case "||":
      return 1;
    case "&&":
      return 2;
    case "==":
    case "!=":
      return 3;
    case "<":
    case "<=":
    case ">":
    case ">=":
      return 4;
    case "+":
    case "-":
      return 5;
    default:
      return 6;
  }
}

/** True where the expression's text is closed by brackets of its own, so that line breaks within are allowed anywhere. */
function isBracketed(expression: Expression): boolean {
  switch (expression.kind) {
    case "ParenthesesExpr":
    case "FunctionCallExpr":
    case "TupleConsExpr":
    case "ObjectConsExpr":
    case "ForExpr":
    case "TemplateExpr":
      return true;
    default:
      return false;
  }
}

/** True where a line break stands outside all brackets, so that the text is whole only inside parentheses. */
export function hasOpenLineBreak(text: string, expression: Expression): boolean {
  const closed: TextRange[] = [];
  const collect = (node: Expression): void => {
    if (isBracketed(node)) closed.push(node.range);
    else {
      if (node.kind === "IndexExpr") closed.push(node.brackets);
      childExpressions(node).forEach(collect);
    }
  };
  collect(expression);
  for (let at = expression.range.start; at < expression.range.end; at++) {
    if (text[at] === "\n" && !closed.some((range) => range.start <= at && at < range.end)) return true;
  }
  return false;
}

/** The text of an expression as one that can stand alone behind `=`: in parentheses where it breaks lines openly. */
export function standaloneText(text: string, expression: Expression): string {
  const own = slice(text, expression.range);
  return hasOpenLineBreak(text, expression) ? `(${own})` : own;
}

/** The text of an expression as an operand of an operator of this precedence. */
export function operandText(text: string, expression: Expression, around: number): string {
  const own = slice(text, expression.range);
  return precedence(expression) < around ? `(${own})` : own;
}

/** True where the two expressions are written with the same tokens, apart from white space and outer parentheses. */
export function sameExpression(textA: string, a: Expression, textB: string, b: Expression): boolean {
  const left = withoutParentheses(a);
  const right = withoutParentheses(b);
  if (left.kind !== right.kind) return false;
  // What tells most expressions apart, before their parts are looked at.
  if (left.kind === "TemplateExpr" && slice(textA, left.range) !== slice(textB, right.range)) return false;
  if (left.kind === "FunctionCallExpr" && right.kind === "FunctionCallExpr" && left.name !== right.name) return false;
  const childrenLeft = childExpressions(left);
  const childrenRight = childExpressions(right);
  if (childrenLeft.length !== childrenRight.length) return false;
  if (childrenLeft.length === 0) return slice(textA, left.range) === slice(textB, right.range);
  const frame = (text: string, node: Expression, children: readonly Expression[]): string => {
    let result = "";
    let at = node.range.start;
    for (const child of children) {
      result += `${compact(text.slice(at, child.range.start))}\u0000`;
      at = Math.max(at, child.range.end);
    }
    return result + compact(text.slice(at, node.range.end));
  };
  const isText = left.kind === "TemplateExpr";
  if (!isText && frame(textA, left, childrenLeft) !== frame(textB, right, childrenRight)) return false;
  return childrenLeft.every((child, i) => sameExpression(textA, child, textB, childrenRight[i] as Expression));
}

/** The text between the children of a node holds operators and names only; white space in it has no meaning. */
function compact(text: string): string {
  let result = "";
  for (const char of text) if (char !== " " && char !== "\t" && char !== "\n" && char !== "\r") result += char;
  return result;
}

/** Every expression at or below one, parents first. */
export function* descendants(expression: Expression): Iterable<Expression> {
  yield expression;
  for (const child of childExpressions(expression)) yield* descendants(child);
}

/** True for a traversal with nothing but names and literal keys: it can be evaluated any number of times. */
export function isPlainTraversal(expression: Expression): boolean {
  return accessOf(expression).base.kind === "ScopeTraversalExpr" && expression.kind === "ScopeTraversalExpr";
}
