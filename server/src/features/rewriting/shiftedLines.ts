// A part of a file at another indentation. The lines of a heredoc are its value, so they stay where they are.

import { contains, slice, type TextRange } from "../../base/range.js";
import { applyEdits, type TextEdit } from "../../base/textEdit.js";
import type { Block, SourceFile } from "../../syntax/ast.js";
import { walk } from "../../syntax/visit.js";
import { nextLine } from "./blockEdits.js";

/**
 * The text of a range within a block after edits, with the lines behind its first one moved from one indentation to
 * another. Lines that do not have the first one stay, and so do those within heredocs and within what is replaced.
 */
export function shiftedText(
  file: SourceFile,
  block: Block,
  range: TextRange,
  indentation: { readonly from: string; readonly to: string },
  edits: readonly TextEdit[] = [],
): string {
  const { text } = file;
  const heredocs: TextRange[] = [];
  walk(block, (node) => {
    if (node.kind !== "TemplateExpr" || !node.heredoc) return;
    heredocs.push({ start: node.heredoc.open.end, end: (node.heredoc.close ?? node.range).end - 1 });
  });
  const { from, to } = indentation;
  const all = [...edits];
  for (let start = nextLine(text, range.start); start < range.end; start = nextLine(text, start)) {
    const isBlank = text.slice(start, nextLine(text, start)).trim() === "";
    const own = { start, end: start + from.length };
    const isKept = [...heredocs, ...edits.map((edit) => edit.range)].some(
      (one) => one.start <= start && start < one.end,
    );
    if (!isBlank && !isKept && text.startsWith(from, start)) all.push({ range: own, newText: to });
  }
  const shifted = all
    .filter((edit) => contains(range, edit.range))
    .map((edit) => ({
      ...edit,
      range: { start: edit.range.start - range.start, end: edit.range.end - range.start },
    }));
  return applyEdits(slice(text, range), shifted);
}

/** The comments within a block that are in none of its parts that are kept, each as it is written. */
export function commentsBeside(file: SourceFile, block: Block, kept: readonly TextRange[]): readonly string[] {
  return file.comments
    .filter(({ range }) => contains(block.range, range) && !kept.some((part) => contains(part, range)))
    .map(({ range }) => slice(file.text, range).trimEnd());
}
