// The references within one top-level block.

import { type ReferenceOrigin, visitAttributeReferences } from "../../../model/references.js";
import type { Block, BodyItem } from "../../../syntax/ast.js";

/** Every reference of a block, those of its nested blocks included, in the order of the text. */
export function referencesIn(block: Block): readonly ReferenceOrigin[] {
  const found: ReferenceOrigin[] = [];
  const visit = (item: BodyItem, around: readonly Block[]): void => {
    if (item.kind === "Attribute") {
      visitAttributeReferences(item, around, (origin) => found.push(origin));
      return;
    }
    for (const child of item.body.items) visit(child, [...around, item]);
  };
  visit(block, []);
  return found;
}
