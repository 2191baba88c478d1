// Takes declarations out of files; a file in which nothing is left goes with them.

import type { SourceChangeBuilder } from "../../base/sourceChange.js";
import type { Attribute, Block, SourceFile } from "../../syntax/ast.js";
import { removeItem, wholeBlock } from "./blockEdits.js";

/** Removes a top-level block with its comments; the file too where it holds nothing else. */
export function removeBlock(change: SourceChangeBuilder, file: SourceFile, block: Block): void {
  const lines = wholeBlock(file, block);
  const rest = file.text.slice(0, lines.start) + file.text.slice(lines.end);
  if (rest.trim() === "") change.operation({ kind: "delete", uri: file.uri });
  else change.remove(file.uri, lines);
}

/** Removes a local value with its comments; its block too where it holds nothing else. */
export function removeLocal(change: SourceChangeBuilder, file: SourceFile, block: Block, attribute: Attribute): void {
  const hasComments = file.comments.some(({ range }) => range.start > block.range.start && range.end < block.range.end);
  if (block.body.items.length === 1 && !hasComments) {
    change.remove(file.uri, wholeBlock(file, block));
    return;
  }
  for (const edit of removeItem(file, block, attribute)) change.replace(file.uri, edit.range, edit.newText);
}
