// What the refactors of single expressions share: finding the expression, and parentheses around what takes its place.

import { contains, slice, type TextRange } from "../../base/range.js";
import { singleFileChange } from "../../base/sourceChange.js";
import type { Module } from "../../model/module.js";
import { placeOf } from "../../model/places.js";
import { blockScope } from "../../model/references.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Attribute, Block, Expression, Node, SourceFile } from "../../syntax/ast.js";
import { isExpressionNode } from "../../syntax/visit.js";
import { precedence } from "../rewriting/expressionShape.js";
import { type StaticType, staticTypeOf } from "../rewriting/staticType.js";
import type { NoInverse, Refactor, RefactorContext } from "./refactor.js";

/** An expression of an ordinary argument, with what is around it. */
export interface ExpressionContext {
  readonly snapshot: WorkspaceSnapshot;
  readonly module: Module;
  readonly file: SourceFile;
  readonly expression: Expression;
  /** The expressions around it, outermost first. */
  readonly parents: readonly Expression[];
  readonly attribute: Attribute;
  readonly blocks: readonly Block[];
  /** The text of a part of the file. */
  text(range: TextRange): string;
  typeOf(expression: Expression): StaticType;
  /** True where an error in the expression is caught by `try` or `can`. */
  readonly isCaught: boolean;
}

/** What takes an expression's place; `level` is the precedence of its outermost operator, 10 for none. */
export interface Replacement {
  readonly newText: string;
  readonly level?: number;
}

/** Makes a refactor that replaces one expression; offered for the innermost that `rewrite` accepts at the selection. */
export function expressionRefactor(
  about: { readonly id: string; readonly title: string; readonly inverse: string | NoInverse },
  rewrite: (ctx: ExpressionContext) => Replacement | undefined,
): Refactor {
  return {
    id: about.id,
    title: about.title,
    kind: "refactor.rewrite",
    inverse: about.inverse,
    unattended: true,
    tries: "expressions",
    run(ctx) {
      for (const found of expressionsAt(ctx)) {
        const replacement = rewrite(found);
        if (!replacement) continue;
        const { range } = found.expression;
        const newText = needsParentheses(found, replacement.level ?? 10)
          ? `(${replacement.newText})`
          : replacement.newText;
        ctx.offer(about.title, range, () => singleFileChange(ctx.file.uri, [{ range, newText }]));
        return;
      }
    },
  };
}

/** The expressions around the selection, innermost first; none in places that are not evaluated. */
export function expressionsAt(ctx: RefactorContext): readonly ExpressionContext[] {
  const { snapshot, module, file, path } = ctx;
  const isBlock = (node: Node): node is Block => node.kind === "Block";
  const blocks = path.filter(isBlock);
  const attribute = path.find((node): node is Attribute => node.kind === "Attribute");
  if (!attribute || placeOf(blockScope(blocks, attribute).path, attribute.name.name) !== "expression") return [];
  const found: ExpressionContext[] = [];
  const parents: Expression[] = [];
  for (const node of path) {
    if (!isExpressionNode(node)) continue;
    if (!contains(node.range, ctx.selection)) break;
    found.unshift({
      snapshot,
      module,
      file,
      expression: node,
      parents: [...parents],
      attribute,
      blocks,
      text: (range) => slice(file.text, range),
      typeOf: (expression) => staticTypeOf(snapshot, module, expression),
      isCaught: parents.some(
        (parent) => parent.kind === "FunctionCallExpr" && (parent.name === "try" || parent.name === "can"),
      ),
    });
    parents.push(node);
  }
  return found;
}

/** True where an operator around binds at least as tightly as the replacement's own. */
export function needsParentheses({ expression, parents }: ExpressionContext, level: number): boolean {
  const parent = parents[parents.length - 1];
  switch (parent?.kind) {
    case "BinaryOpExpr":
      return level < precedence(parent) || (level === precedence(parent) && parent.right === expression);
    case "UnaryOpExpr":
      return level < 8;
    case "ConditionalExpr":
      return level === 0 && parent.condition === expression;
    case "RelativeTraversalExpr":
      return level < 10;
    case "SplatExpr":
      return level < 10 && parent.source === expression;
    case "IndexExpr":
      return level < 10 && parent.collection === expression;
    default:
      return false;
  }
}

/** True where a comment stands within a range: what rebuilds its text would lose it. */
export function hasComment(file: SourceFile, range: TextRange): boolean {
  return file.comments.some((comment) => range.start <= comment.range.start && comment.range.end <= range.end);
}

/** The text of an expression as an operand: in parentheses where its own operator binds less tightly. */
export function operandOf(ctx: ExpressionContext, expression: Expression, level: number): string {
  const text = ctx.text(expression.range);
  return precedence(expression) < level ? `(${text})` : text;
}

/** Functions that look at the elements of a sequence, whichever it is. */
const sequenceReaders = new Set(["join", "length", "contains", "compact", "sort", "index"]);

/** Functions that make a sequence of their own of one; where that is empty, its type is that of the elements. */
const sequenceMakers = new Set(["toset", "tolist", "distinct"]);

/**
 * True where a sequence may be a list or a tuple without anybody's seeing it. A `for` expression gives a tuple, and a
 * splat over a list gives a list; an output of the one or the other is a change of the plan.
 */
export function kindIsUnseen({ parents, attribute }: ExpressionContext): boolean {
  const around = parents.filter((parent) => parent.kind !== "ParenthesesExpr");
  for (let i = around.length - 1; i >= 0; i--) {
    const consumer = around[i];
    if (consumer?.kind !== "FunctionCallExpr") return false;
    if (sequenceReaders.has(consumer.name)) return true;
    if (!sequenceMakers.has(consumer.name)) return false;
    if (i === 0) return attribute.name.name === "for_each";
  }
  return false;
}
