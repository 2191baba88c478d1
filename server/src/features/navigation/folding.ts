// What can be folded: blocks, brackets, heredocs, runs of comments and `#region` comments.

import type { TextRange } from "../../base/range.js";
import type { Node, SourceFile } from "../../syntax/ast.js";
import { walk } from "../../syntax/visit.js";

export interface FoldingRange {
  /** 0-based lines, both included. */
  readonly startLine: number;
  readonly endLine: number;
  readonly kind: "block" | "comment" | "region";
}

/** The folding ranges of a file, in the order of their first lines. */
export function foldingRanges(file: SourceFile): readonly FoldingRange[] {
  const found: FoldingRange[] = [];
  walk(file.body, (node) => {
    const range = foldable(node);
    if (range) addLines(file, range, "block", found);
  });
  return [...found, ...comments(file), ...regions(file)].sort(
    (a, b) => a.startLine - b.startLine || b.endLine - a.endLine,
  );
}

/** From an opening bracket to its closing one; the line of a closing bracket stays visible. */
function foldable(node: Node): TextRange | undefined {
  switch (node.kind) {
    case "Block":
      return node.openBrace && { start: node.openBrace.start, end: node.closeBrace?.start ?? node.range.end };
    case "ObjectConsExpr":
    case "TupleConsExpr":
    case "ForExpr":
    case "FunctionCallExpr":
    case "ParenthesesExpr":
      return { start: node.range.start, end: Math.max(node.range.start, node.range.end - 1) };
    case "TemplateExpr":
      return node.heredoc && { start: node.range.start, end: node.heredoc.close?.start ?? node.range.end };
    default:
      return undefined;
  }
}

function addLines(file: SourceFile, range: TextRange, kind: FoldingRange["kind"], into: FoldingRange[]): void {
  const startLine = file.lineIndex.position(range.start).line;
  const endLine = file.lineIndex.position(range.end).line - 1;
  if (endLine > startLine) into.push({ startLine, endLine, kind });
}

/** Block comments of several lines, and runs of line comments on lines of their own. */
function comments(file: SourceFile): FoldingRange[] {
  const found: FoldingRange[] = [];
  let run: { start: number; end: number } | undefined;
  const close = () => {
    if (run && run.end > run.start) found.push({ startLine: run.start, endLine: run.end, kind: "comment" });
    run = undefined;
  };
  for (const comment of file.comments) {
    const first = file.lineIndex.position(comment.range.start);
    const last = file.lineIndex.position(comment.range.end);
    if (comment.kind === "block") {
      close();
      if (last.line > first.line) found.push({ startLine: first.line, endLine: last.line, kind: "comment" });
      continue;
    }
    const isAlone = file.text.slice(file.lineIndex.line(first.line).start, comment.range.start).trim() === "";
    if (!isAlone) continue;
    if (run && first.line === run.end + 1) run.end = first.line;
    else {
      close();
      run = { start: first.line, end: first.line };
    }
  }
  close();
  return found;
}

function regions(file: SourceFile): FoldingRange[] {
  const found: FoldingRange[] = [];
  const open: number[] = [];
  for (const comment of file.comments) {
    const text = file.text.slice(comment.range.start, comment.range.end);
    const content = (text.startsWith("//") ? text.slice(2) : text.slice(1)).trim();
    const { line } = file.lineIndex.position(comment.range.start);
    if (content.startsWith("region") || content.startsWith("#region")) open.push(line);
    else if (content.startsWith("endregion") || content.startsWith("#endregion")) {
      const startLine = open.pop();
      if (startLine !== undefined && line > startLine) found.push({ startLine, endLine: line, kind: "region" });
    }
  }
  return found;
}
