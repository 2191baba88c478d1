// Lists of `depends_on` whose elements become the same: what is listed twice is written once.

import type { TextEdit } from "../../base/textEdit.js";
import { argument } from "../../model/extract.js";
import type { Block, Body, Expression, SourceFile } from "../../syntax/ast.js";

/** A resource or call with all its instances: where a list has each of them, it waits for the whole. */
export interface Instances {
  readonly address: string;
  readonly instances: readonly string[];
}

/**
 * The edits of one file without what they would list twice in a `depends_on`. All instances of `whole` in one list are the
 * object itself, since OpenTofu waits for objects as a whole there. An element with a comment before it stays.
 */
export function listedOnce(file: SourceFile, edits: readonly TextEdit[], whole?: Instances): readonly TextEdit[] {
  let result = edits;
  for (const elements of dependencyLists(file.body)) {
    const found = elements.map((element) =>
      result.find(({ range }) => element.range.start <= range.start && range.end <= element.range.end),
    );
    const isWhole = whole?.instances.every((instance) => found.some((edit) => edit?.newText === instance)) ?? false;
    const seen = new Set<string>();
    for (const [i, element] of elements.entries()) {
      const edit = found[i];
      if (!edit || edit.range.start > element.range.start || edit.range.end < element.range.end) continue;
      const newText = whole && isWhole && whole.instances.includes(edit.newText) ? whole.address : edit.newText;
      const previous = elements[i - 1];
      const gone = { start: previous?.range.end ?? 0, end: element.range.end };
      const isAgain = seen.has(newText);
      seen.add(newText);
      const isSaid = file.comments.some(({ range }) => gone.start <= range.start && range.end <= gone.end);
      const instead = isAgain && previous && !isSaid ? { range: gone, newText: "" } : { range: edit.range, newText };
      result = result.map((one) => (one === edit ? instead : one));
    }
  }
  return result;
}

/** The elements of each `depends_on` in a body and in its blocks. */
function dependencyLists(body: Body): readonly (readonly Expression[])[] {
  const blocks = body.items.filter((item): item is Block => item.kind === "Block");
  return blocks.flatMap((block) => {
    const value = argument(block.body, "depends_on")?.value;
    const own = value?.kind === "TupleConsExpr" ? [value.elements] : [];
    return [...own, ...dependencyLists(block.body)];
  });
}
