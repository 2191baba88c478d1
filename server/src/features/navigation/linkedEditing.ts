// The two tags of a heredoc, which are edited together.

import type { TextRange } from "../../base/range.js";
import type { SourceFile } from "../../syntax/ast.js";
import { pathAt } from "../../syntax/visit.js";

/** The opening and closing tag of the heredoc whose tag is at an offset; undefined elsewhere. */
export function linkedTags(file: SourceFile, offset: number): readonly [TextRange, TextRange] | undefined {
  for (const node of pathAt(file, offset)) {
    if (node.kind !== "TemplateExpr" || !node.heredoc?.close) continue;
    const { open, close, tag } = node.heredoc;
    // Both ranges end with the tag; what stands before it is `<<`, `<<-` or indentation.
    const tags = [open, close].map((range) => ({ start: range.end - tag.length, end: range.end }));
    const [first, second] = tags;
    if (!first || !second) continue;
    if (tags.some((range) => range.start <= offset && offset <= range.end)) return [first, second];
  }
  return undefined;
}
