// Comments that silence a rule: `# tofusmith:ignore <id>[, <id>…][: reason]`, and tflint's `# tflint-ignore: <rule>`.
//
// A comment at a line's end speaks of its line; one on a line of its own speaks of the next line that has code;
// `tofusmith:ignore-file` speaks of the whole file.

import { slice } from "../base/range.js";
import { derived } from "../model/derived.js";
import type { Comment, SourceFile } from "../syntax/ast.js";

export interface Suppressions {
  /** True where a finding of `ids` (a rule's id and its aliases) on a 0-based line is silenced. */
  covers(ids: readonly string[], line: number): boolean;
  /** What the comments say, one entry for each. */
  readonly entries: readonly Suppression[];
}

/** What one comment silences. */
export interface Suppression {
  /** Rules by their ids; `all` stands for every one. */
  readonly ids: ReadonlySet<string>;
  /** 0-based; undefined for the whole file. */
  readonly line: number | undefined;
}

/** The silencing comments of a file. */
export const suppressionsOf = derived((file: SourceFile): Suppressions => {
  const entries = file.comments.flatMap((comment) => entryOf(comment, file));
  return {
    entries,
    covers: (ids, line) =>
      entries.some((entry) => (entry.line === undefined || entry.line === line) && matches(entry.ids, ids)),
  };
});

function matches(silenced: ReadonlySet<string>, ids: readonly string[]): boolean {
  return silenced.has("all") || ids.some((id) => silenced.has(id));
}

function entryOf(comment: Comment, file: SourceFile): Suppression[] {
  const text = contentOf(slice(file.text, comment.range));
  const directive = ["tofusmith:ignore-file", "tofusmith:ignore", "tflint-ignore-file:", "tflint-ignore:"].find(
    (word) => text.startsWith(word),
  );
  if (!directive) return [];
  const rest = text.slice(directive.length);
  const isTflint = directive.startsWith("tflint");
  const reason = isTflint ? rest.indexOf("#") : rest.indexOf(":");
  const ids = (reason < 0 ? rest : rest.slice(0, reason))
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
  if (ids.length === 0 && isTflint) return [];
  const isFile = directive.startsWith("tofusmith:ignore-file") || directive.startsWith("tflint-ignore-file");
  return [{ ids: new Set(ids.length === 0 ? ["all"] : ids), line: isFile ? undefined : targetLine(comment, file) }];
}

/** A comment's text without its markers and the white space around it. */
function contentOf(comment: string): string {
  let text = comment;
  for (const marker of ["#", "//", "/*"]) {
    if (!text.startsWith(marker)) continue;
    text = text.slice(marker.length);
    break;
  }
  return (text.endsWith("*/") ? text.slice(0, -2) : text).trim();
}

function targetLine(comment: Comment, file: SourceFile): number {
  const { line } = file.lineIndex.position(comment.range.start);
  const before = file.text.slice(file.lineIndex.line(line).start, comment.range.start);
  if (before.trim() !== "") return line;
  // The next line that is neither empty nor only a comment.
  const commentLines = new Set(file.comments.map((other) => file.lineIndex.position(other.range.start).line));
  let next = file.lineIndex.position(comment.range.end).line + 1;
  while (next < file.lineIndex.lineCount) {
    const isComment = commentLines.has(next) && startsWithComment(file, next);
    if (!isComment && slice(file.text, file.lineIndex.line(next)).trim() !== "") break;
    next++;
  }
  return next;
}

function startsWithComment(file: SourceFile, line: number): boolean {
  const text = slice(file.text, file.lineIndex.line(line)).trimStart();
  return text.startsWith("#") || text.startsWith("//") || text.startsWith("/*");
}
