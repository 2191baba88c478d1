// # dynamic-to-blocks
//
// Writes a `dynamic` block over a list that is written out as plain blocks.
//
// ```hcl
// resource "aws_security_group" "x" {
//   <|>dynamic "ingress" {
//     for_each = [80, 443]
//
//     content {
//       from_port = ingress.value
//       protocol  = "tcp"
//     }
//   }
// }
// ```
// ->
// ```hcl
// resource "aws_security_group" "x" {
//   ingress {
//     from_port = 80
//     protocol  = "tcp"
//   }
//
//   ingress {
//     from_port = 443
//     protocol  = "tcp"
//   }
// }
// ```
import { contains, slice, touches } from "../../base/range.js";
import { singleFileChange } from "../../base/sourceChange.js";
import type { TextEdit } from "../../base/textEdit.js";
import { type Accessor, accessOf } from "../../model/access.js";
import { argument, nestedBlock } from "../../model/extract.js";
import { dynamicIterator } from "../../model/references.js";
import type { Block, Expression, SourceFile, TupleConsExpr } from "../../syntax/ast.js";
import { walk, walkExpressions } from "../../syntax/visit.js";
import { indentationAt, newLineOf } from "../rewriting/blockEdits.js";
import { precedence, withoutParentheses } from "../rewriting/expressionShape.js";
import { commentsBeside, shiftedText } from "../rewriting/shiftedLines.js";
import type { Refactor } from "./refactor.js";

const title = "Write the dynamic block as plain blocks";
const mostBlocks = 30;

export const dynamicToBlocks: Refactor = {
  id: "dynamic-to-blocks",
  title,
  kind: "refactor.inline",
  inverse: "blocks-to-dynamic",
  unattended: false,
  run(ctx) {
    const blocks = ctx.path.filter((node): node is Block => node.kind === "Block");
    const block = [...blocks].reverse().find((one) => one.type.name === "dynamic");
    if (!block || !touches(block.header, ctx.selection.start)) return;
    const { file } = ctx;
    const forEach = argument(block.body, "for_each")?.value;
    const list = forEach && withoutParentheses(forEach);
    const content = nestedBlock(block.body, "content");
    if (
      list?.kind !== "TupleConsExpr" ||
      !content?.openBrace ||
      !content.closeBrace ||
      list.elements.length > mostBlocks
    )
      return;
    if (list.elements.length === 0 || argument(block.body, "labels")) return;
    const iterator = dynamicIterator(block);
    if (bindsAgain(content, iterator)) {
      ctx.refuse(
        title,
        block.header,
        `Within it ${iterator} is the name of an inner loop as well; rename that one first.`,
      );
      return;
    }
    const texts = list.elements.map((element, i) => plainBlock(file, block, content, iterator, element, i));
    if (texts.includes(undefined)) {
      ctx.refuse(title, block.header, `It uses ${iterator} other than by a value or key that is written in the list.`);
      return;
    }
    ctx.offer(title, block.header, () => {
      const newLine = newLineOf(file.text);
      const separator = newLine + newLine + indentationAt(file.text, block.range.start);
      const comments = commentsOf(file, list);
      const indentation = newLine + indentationAt(file.text, block.range.start);
      // What speaks of the dynamic block as a whole goes above what comes of it.
      const body = { start: content.openBrace?.start ?? 0, end: content.closeBrace?.end ?? 0 };
      comments[0]?.unshift(...commentsBeside(file, block, [list.range, body]));
      const blocksWithComments = texts.map((text, i) => [...(comments[i] ?? []), text].join(indentation));
      return singleFileChange(file.uri, [{ range: block.range, newText: blocksWithComments.join(separator) }]);
    });
  },
};

/** The comments of each element of a list: above it, within it, and behind it on its line. The rest are the last one's. */
function commentsOf(file: SourceFile, list: TupleConsExpr): string[][] {
  const line = (offset: number): number => file.lineIndex.position(offset).line;
  const found: string[][] = list.elements.map(() => []);
  for (const { range } of file.comments) {
    if (!contains(list.range, range)) continue;
    const own = list.elements.findIndex(
      (element) => range.start < element.range.end || line(element.range.end) === line(range.start),
    );
    found.at(own)?.push(slice(file.text, range).trimEnd());
  }
  return found;
}

/** True where a `dynamic` block or a `for` expression within has a name of its own that is the iterator's. */
function bindsAgain(content: Block, iterator: string): boolean {
  const inBlocks = (block: Block): boolean =>
    block.body.items.some(
      (item) =>
        item.kind === "Block" &&
        ((item.type.name === "dynamic" && dynamicIterator(item) === iterator) || inBlocks(item)),
    );
  let inExpressions = false;
  walkExpressions(content.body, (expression) => {
    if (expression.kind !== "ForExpr") return;
    if (expression.valueVar.name === iterator || expression.keyVar?.name === iterator) inExpressions = true;
  });
  return inExpressions || inBlocks(content);
}

/** The text of the block for one element; undefined where a use of the iterator cannot be replaced. */
function plainBlock(
  file: SourceFile,
  block: Block,
  content: Block,
  iterator: string,
  element: Expression,
  index: number,
): string | undefined {
  const edits: TextEdit[] = [];
  let isPossible = true;
  walk(content.body, (node) => {
    // Steps may be nodes of their own, so the outermost access is read as a whole.
    const { base, accessors } = accessOf(node as Expression);
    if (base.kind !== "ScopeTraversalExpr" || base.root.name !== iterator) return undefined;
    const [what, ...rest] = accessors;
    const replacement = what?.kind === "attr" ? valueText(file, what.name, element, index, rest) : undefined;
    if (replacement === undefined) isPossible = false;
    else edits.push({ range: node.range, newText: replacement });
    return false;
  });
  if (!isPossible) return undefined;
  const body = { start: content.openBrace?.start ?? 0, end: content.closeBrace?.end ?? content.range.end };
  const from = indentationAt(file.text, content.range.start);
  const to = indentationAt(file.text, block.range.start);
  return `${block.labels[0]?.value ?? ""} ${shiftedText(file, content, body, { from, to }, edits)}`;
}

/** What the iterator's `key` or `value` is for an element, with the steps behind it; undefined where it cannot be said. */
function valueText(
  file: SourceFile,
  what: string,
  element: Expression,
  index: number,
  steps: readonly Accessor[],
): string | undefined {
  if (what === "key") return steps.length === 0 ? String(index) : undefined;
  if (what !== "value") return undefined;
  let value = withoutParentheses(element);
  let taken = 0;
  for (const step of steps) {
    const inner = partOf(value, step);
    if (!inner) break;
    value = withoutParentheses(inner);
    taken++;
  }
  const text = slice(file.text, value.range);
  const rest = steps.slice(taken);
  if (rest.length === 0) return precedence(value) < 10 ? `(${text})` : text;
  // Steps behind a reference are steps behind it in the same way; behind a splat they would be part of it.
  const isPlain = rest.every(({ kind }) => kind === "attr" || kind === "index");
  return isPlain && value.kind === "ScopeTraversalExpr"
    ? text + rest.map(({ range }) => slice(file.text, range)).join("")
    : undefined;
}

/** The element of a written object or tuple that a step reads. */
function partOf(value: Expression, step: Accessor): Expression | undefined {
  const name = step.kind === "attr" ? step.name : step.kind === "index" ? step.key : undefined;
  if (value.kind === "ObjectConsExpr" && typeof name === "string") {
    return value.items.find((one) => one.name === name)?.value;
  }
  return value.kind === "TupleConsExpr" && typeof name === "number" ? value.elements[name] : undefined;
}
