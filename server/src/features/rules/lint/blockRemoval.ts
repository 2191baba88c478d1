// The fix that takes a whole top-level block out of its file.

import { singleFileChange } from "../../../base/sourceChange.js";
import type { TextEdit } from "../../../base/textEdit.js";
import type { BodyItem, SourceFile } from "../../../syntax/ast.js";
import type { Fix } from "../../diagnostic.js";
import { lineStart, nextLine, surroundings } from "../../rewriting/blockEdits.js";

/** Removes a top-level item with the comments right above it and one of the blank lines around it. */
export function removeBlockFix(
  file: SourceFile,
  item: BodyItem,
  title: string,
  safety: Fix["safety"],
  extra: Partial<Fix> = {},
): Fix {
  return { title, safety, ...extra, change: () => singleFileChange(file.uri, [blockRemoval(file, item)]) };
}

/** The edit of `removeBlockFix`. */
export function blockRemoval(file: SourceFile, item: BodyItem): TextEdit {
  const { text } = file;
  const lines = surroundings(file, item).lines;
  if (!lines) return { range: item.range, newText: "" };
  let { start, end } = lines;
  const isBlank = (from: number, to: number): boolean => text.slice(from, to).trim() === "";
  const above = start === 0 ? start : lineStart(text, start - 1);
  if (start > 0 && isBlank(above, start)) start = above;
  else if (end < text.length && isBlank(end, nextLine(text, end))) end = nextLine(text, end);
  return { range: { start, end }, newText: "" };
}
