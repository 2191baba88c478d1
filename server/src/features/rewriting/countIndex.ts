// Replaces `count.index` in a block that is to have one known index.

import type { TextEdit } from "../../base/textEdit.js";
import type { Block, SourceFile } from "../../syntax/ast.js";
import { sitesInBlock } from "./sites.js";
import { interpolationAround } from "./substitution.js";

/** Writes `value` for every `count.index` of a block, as its text within quotes where that is possible. */
export function replaceCountIndex(file: SourceFile, block: Block, value: string): readonly TextEdit[] {
  return sitesInBlock(file, block, "count").map((site): TextEdit => {
    const around = site.parents[site.parents.length - 1];
    const isPart = around?.kind === "TemplateExpr" && around.parts.length > 1;
    return { range: (isPart ? interpolationAround(site) : undefined) ?? site.origin.range, newText: value };
  });
}
