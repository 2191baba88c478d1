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
import { overlaps, touches } from "../../base/range.js";
import { singleFileChange } from "../../base/sourceChange.js";
import type { TextEdit } from "../../base/textEdit.js";
import type { Attribute, Block, BodyItem, SourceFile } from "../../syntax/ast.js";
import { walkExpressions } from "../../syntax/visit.js";
import { type Column, columnsOf } from "../rewriting/antiUnify.js";
import { deeper, indentationAt, newLineOf, wholeLines } from "../rewriting/blockEdits.js";
import { standaloneText } from "../rewriting/expressionShape.js";
import { lineOf, type RowComments, rowCommentsOf } from "../rewriting/rowComments.js";
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
    const table = tableOf(file, siblings);
    if (typeof table === "string") {
      refuse(table);
      return;
    }
    if (table.columns.length === 0 || table.columns.some(({ texts }) => texts.some((text) => text.includes("<<"))))
      return;
    ctx.offer(title, block.header, () => {
      const first = siblings[0] as Block;
      const last = siblings[siblings.length - 1] as Block;
      const isTogether = between.length === siblings.length - 1;
      const end = isTogether ? last.range.end : first.range.end;
      const edits: TextEdit[] = [
        { range: { start: first.range.start, end }, newText: dynamicText(file, first, table) },
      ];
      if (!isTogether) for (const one of siblings.slice(1)) edits.push({ range: wholeLines(file, one), newText: "" });
      if (table.comments.above) edits.push({ range: table.comments.above, newText: "" });
      return singleFileChange(file.uri, edits);
    });
  },
};

/** The rows of a list and the body that reads them. */
interface Table {
  readonly columns: readonly { readonly name: string; readonly texts: readonly string[] }[];
  readonly comments: RowComments;
  /** The body's text for an iterator, on lines of its own. */
  readonly content: (iterator: string) => string;
}

function tableOf(file: SourceFile, blocks: readonly Block[]): Table | string {
  const first = blocks[0] as Block;
  const columns = columnsOf(file, blocks);
  if (columns) {
    const comments = rowCommentsOf(file, blocks);
    return { columns, comments, content: (iterator) => contentText(file, first, columns, comments, iterator) };
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
  const differing = names.filter((name) => !isEqual(name)).map((name) => ({ name, texts: texts(name) }));
  const longest = Math.max(...names.map((name) => name.length));
  const third = deeper(deeper(indentationAt(file.text, first.range.start)));
  const content = (iterator: string): string =>
    names
      .map((name) => {
        const value = differing.length === 1 ? `${iterator}.value` : `${iterator}.value.${name}`;
        return `${third}${name.padEnd(longest)} = ${isEqual(name) ? texts(name)[0] : value}`;
      })
      .join(newLineOf(file.text));
  return { columns: differing, comments: rowCommentsOf(file, blocks, false), content };
}

/** Names that the language gives a meaning; an iterator of one of them would hide it. */
const rootNames = new Set(["var", "local", "data", "module", "each", "count", "self", "path", "terraform", "tofu"]);

function dynamicText(file: SourceFile, first: Block, { columns, comments, content }: Table): string {
  const newLine = newLineOf(file.text);
  const outer = indentationAt(file.text, first.range.start);
  const [inner, third] = [deeper(outer), deeper(deeper(outer))];
  const label = first.type.name;
  const iterator = rootNames.has(label) ? "item" : label;
  const isPlain = columns.length === 1;
  const rows = comments.rows.flatMap((own, i) => {
    const pairs = columns.map(({ name, texts }) => `${name} = ${texts[i]}`);
    const row = isPlain ? columns[0]?.texts[i] : `{ ${pairs.join(", ")} }`;
    return [...own.map((comment) => third + comment), `${third}${row},`];
  });
  const list = `[${newLine}${rows.join(newLine)}${newLine}${inner}]`;
  const short = `[${columns[0]?.texts.join(", ")}]`;
  const isShort = isPlain && short.length <= widestList && comments.rows.every((own) => own.length === 0);
  const lines = [
    `dynamic "${label}" {`,
    `${inner}for_each = ${isShort && !short.includes("\n") ? short : list}`,
    ...(iterator === label ? [] : [`${inner}iterator = ${iterator}`]),
    "",
    `${inner}content {`,
    content(iterator),
    `${inner}}`,
    `${outer}}`,
  ];
  return lines.join(newLine);
}

/** A list is written on one line up to this width. */
const widestList = 80;

/** The first block's body, one level deeper, with the iterator where the blocks differ. */
function contentText(
  file: SourceFile,
  first: Block,
  columns: readonly Column[],
  comments: RowComments,
  iterator: string,
): string {
  const { openBrace: open, closeBrace: close } = first;
  if (!open || !close) return "";
  const edits: TextEdit[] = columns.flatMap(({ name, places }) => {
    const value = columns.length === 1 ? `${iterator}.value` : `${iterator}.value.${name}`;
    return places.map(({ range, inTemplate }) => ({ range, newText: inTemplate ? `\${${value}}` : value }));
  });
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
  if (staticBlocks.has(block.type.name) && block.type.name !== "dynamic") return undefined;
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
