// # blocks-to-dynamic
//
// Writes nested blocks that differ only in some arguments as one `dynamic` block over a list.
//
// ```hcl
// resource "aws_security_group" "x" {
//   <|>ingress {
//     from_port = 80
//     to_port   = 80
//     protocol  = "tcp"
//   }
//
//   ingress {
//     from_port = 443
//     to_port   = 443
//     protocol  = "tcp"
//   }
// }
// ```
// ->
// ```hcl
// resource "aws_security_group" "x" {
//   dynamic "ingress" {
//     for_each = [80, 443]
//
//     content {
//       from_port = ingress.value
//       to_port   = ingress.value
//       protocol  = "tcp"
//     }
//   }
// }
// ```
import { overlaps, type TextRange, touches } from "../../base/range.js";
import { singleFileChange } from "../../base/sourceChange.js";
import type { TextEdit } from "../../base/textEdit.js";
import type { Attribute, Block, BodyItem, SourceFile } from "../../syntax/ast.js";
import { walkExpressions } from "../../syntax/visit.js";
import { deeper, indentationAt, lineStart, newLineOf, nextLine } from "../rewriting/blockEdits.js";
import { standaloneText } from "../rewriting/expressionShape.js";
import { lineOf, type RowComments, rowCommentsOf } from "../rewriting/rowComments.js";
import { type RowTable, rowTableOf, type TableColumn } from "../rewriting/rowTable.js";
import { rowListText } from "../rewriting/rowTableText.js";
import { shiftedText } from "../rewriting/shiftedLines.js";
import type { Refactor, RefactorContext } from "./refactor.js";

const title = "Write the blocks as one dynamic block";

export const blocksToDynamic: Refactor = {
  id: "blocks-to-dynamic",
  title,
  kind: "refactor.rewrite",
  inverse: "dynamic-to-blocks",
  unattended: false,
  run(ctx) {
    const found = nestedBlockAt(ctx);
    if (!found) return;
    const { parent, block } = found;
    const { file, selection } = ctx;
    const isSelection = selection.start < selection.end;
    const siblings = parent.body.items.filter(
      (item): item is Block =>
        item.kind === "Block" &&
        item.type.name === block.type.name &&
        (!isSelection || overlaps(item.range, selection)),
    );
    if (siblings.length < 2) return;
    const refuse = (reason: string): void => ctx.refuse(title, block.header, reason);
    const [from, to] = [siblings[0], siblings[siblings.length - 1]].map((one) =>
      parent.body.items.indexOf(one as Block),
    );
    const between = parent.body.items.slice(from, to);
    if (between.some((item) => isDynamicOf(item, block.type.name))) {
      refuse(`A dynamic block for ${block.type.name} stands between the blocks, and their order would change.`);
      return;
    }
    if (siblings.some((sibling) => readsRoot(sibling, block.type.name))) {
      refuse(`It reads ${block.type.name}, which is another thing in a dynamic block of that name.`);
      return;
    }
    const table = tableOf(file, parent, siblings);
    if (typeof table === "string") {
      refuse(table);
      return;
    }
    if (table.columns.length === 0 || table.columns.some(({ texts }) => texts.some((text) => text.includes("<<"))))
      return;
    ctx.offer(title, block.header, () => {
      const first = siblings[0] as Block;
      const { above, heading, gone } = table.comments;
      const newLine = newLineOf(file.text);
      const own = indentationAt(file.text, first.range.start);
      const headingText = heading.map((line) => own + line + newLine).join("");
      const top = lineStart(file.text, first.range.start);
      const edits: TextEdit[] = [{ range: first.range, newText: dynamicText(file, first, table) }, ...gone];
      if (above) edits.push({ range: above, newText: headingText });
      else if (headingText !== "") edits.push({ range: { start: top, end: top }, newText: headingText });
      return singleFileChange(file.uri, edits);
    });
  },
};

/** The rows of a list and the body that reads them. */
interface Table {
  readonly columns: readonly TableColumn[];
  readonly comments: RowComments;
  /** The body's text, on lines of its own. */
  readonly content: string;
}

function tableOf(file: SourceFile, parent: Block, blocks: readonly Block[]): Table | string {
  const first = blocks[0] as Block;
  const iterator = iteratorOf(first);
  const among = { items: parent.body.items, start: nextLine(file.text, parent.openBrace?.start ?? parent.range.start) };
  const commentsOf = (columns: readonly TableColumn[], edits: readonly TextEdit[], keepsBody: boolean): RowComments => {
    const row = (i: number): readonly string[] => columns.map(({ texts }) => texts[i] ?? "");
    const differs = (range: TextRange): boolean => edits.some((edit) => overlaps(edit.range, range));
    return rowCommentsOf(file, among, blocks, { row, differs, keepsBody });
  };
  const unnamed = { keys: [], areSpeaking: true };
  const table = rowTableOf(file, blocks, unnamed, { key: undefined, value: `${iterator}.value` });
  if (table) {
    const comments = commentsOf(table.columns, table.edits, true);
    return { columns: table.columns, comments, content: contentText(file, first, table, comments) };
  }
  const rows = blocks.map(attributesOf);
  const names = [...new Set(rows.flatMap((row) => [...(row?.keys() ?? [])]))];
  if (rows.includes(undefined) || names.length === 0) return "The blocks differ in blocks of their own.";
  // An argument that is null is one that is not given.
  const texts = (name: string): readonly string[] =>
    rows.map((row) => {
      const value = row?.get(name)?.value;
      return value ? standaloneText(file.text, value) : "null";
    });
  const isEqual = (name: string): boolean => new Set(texts(name)).size === 1;
  const columns = names
    .filter((name) => !isEqual(name))
    .map((name) => ({ name, texts: texts(name), isConstant: false }));
  const longest = Math.max(...names.map((name) => name.length));
  const third = deeper(deeper(indentationAt(file.text, first.range.start)));
  const content = names
    .map((name) => {
      const value = columns.length === 1 ? `${iterator}.value` : `${iterator}.value.${name}`;
      return `${third}${name.padEnd(longest)} = ${isEqual(name) ? texts(name)[0] : value}`;
    })
    .join(newLineOf(file.text));
  return { columns, comments: commentsOf(columns, [], false), content };
}

/** Names that the language gives a meaning; an iterator of one of them would hide it. */
const rootNames = new Set(["var", "local", "data", "module", "each", "count", "self", "path", "terraform", "tofu"]);

/** What the blocks' value is called in the body: as the blocks are, unless the language has that name. */
function iteratorOf({ type }: Block): string {
  return rootNames.has(type.name) ? "item" : type.name;
}

function dynamicText(file: SourceFile, first: Block, { columns, comments, content }: Table): string {
  const newLine = newLineOf(file.text);
  const outer = indentationAt(file.text, first.range.start);
  const inner = deeper(outer);
  const label = first.type.name;
  const iterator = iteratorOf(first);
  const lines = [
    `dynamic "${label}" {`,
    `${inner}for_each = ${rowListText(columns, comments, inner, newLine)}`,
    ...(iterator === label ? [] : [`${inner}iterator = ${iterator}`]),
    "",
    `${inner}content {`,
    ...comments.inBody.map((line) => deeper(inner) + line),
    content,
    `${inner}}`,
    `${outer}}`,
  ];
  return lines.join(newLine);
}

/** The first block's body, one level deeper, with the iterator where the blocks differ. */
function contentText(file: SourceFile, first: Block, table: RowTable, comments: RowComments): string {
  const { openBrace: open, closeBrace: close } = first;
  if (!open || !close) return "";
  const edits: TextEdit[] = [...table.edits];
  for (const { range } of comments.within) edits.push({ range: lineOf(file, range), newText: "" });
  const third = deeper(deeper(indentationAt(file.text, first.range.start)));
  const isOneLine = file.lineIndex.position(open.start).line === file.lineIndex.position(close.start).line;
  let { start, end } = { start: open.end, end: close.start };
  while (start < end && file.text.slice(start, start + 1).trim() === "") start++;
  while (end > start && file.text.slice(end - 1, end).trim() === "") end--;
  const from = deeper(indentationAt(file.text, first.range.start));
  return third + shiftedText(file, first, { start, end }, { from, to: isOneLine ? from : third }, edits);
}

/** Blocks that are read before anything is evaluated cannot be dynamic. */
const staticBlocks = new Set(["lifecycle", "provisioner", "connection", "dynamic", "content", "backend", "validation"]);

/** The block nested in a resource, data source or provider whose header the cursor is on. */
export function nestedBlockAt(ctx: RefactorContext): { readonly parent: Block; readonly block: Block } | undefined {
  const blocks = ctx.path.filter((node): node is Block => node.kind === "Block");
  const block = blocks[blocks.length - 1];
  const parent = blocks[blocks.length - 2];
  const outer = blocks[0]?.type.name ?? "";
  if (!block || !parent || block.labels.length > 0 || !["resource", "data", "ephemeral", "provider"].includes(outer))
    return undefined;
  const isStatic = ({ type }: Block): boolean => staticBlocks.has(type.name) && type.name !== "dynamic";
  const isWithinStatic = blocks.slice(1, -1).some((around) => isStatic(around) && around.type.name !== "content");
  if (isStatic(block) || isWithinStatic) return undefined;
  return touches(block.header, ctx.selection.start) ? { parent, block } : undefined;
}

/** A block's arguments by name; undefined where it has blocks of its own. */
function attributesOf(block: Block): ReadonlyMap<string, Attribute> | undefined {
  const found = new Map<string, Attribute>();
  for (const item of block.body.items) {
    if (item.kind !== "Attribute") return undefined;
    found.set(item.name.name, item);
  }
  return found;
}

function isDynamicOf(item: BodyItem, name: string): boolean {
  return item.kind === "Block" && item.type.name === "dynamic" && item.labels[0]?.value === name;
}

/** True where an expression in a block begins with a name that a dynamic block would give another meaning. */
export function readsRoot(block: Block, name: string): boolean {
  let reads = false;
  walkExpressions(block.body, (expression) => {
    if (expression.kind === "ScopeTraversalExpr" && expression.root.name === name) reads = true;
  });
  return reads;
}
