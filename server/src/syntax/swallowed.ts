// The blocks that HCL takes to be in another block, because a mistake before them has left that one open.
//
// Our tree goes by indentation there and keeps them where the person means them to be, which is right for all that
// follows; what HCL's own parser would say of them needs its reading of the text.

import { diagnose } from "./diagnose.js";
import type { FoundBlock } from "./tokenReader.js";

/** A block at the start of a line of its own that HCL finds in another block. */
export interface SwallowedBlock {
  readonly block: FoundBlock;
  /** The blocks that HCL takes it to be in, outermost first; at least one. */
  readonly path: readonly FoundBlock[];
}

/**
 * Reads a text as HCL does from `start`, which stands between two top-level items, to its end. `isItem` tells whether
 * a top-level item of our tree begins at an offset.
 */
export function swallowedBlocks(text: string, start: number, isItem: (offset: number) => boolean): SwallowedBlock[] {
  const found: SwallowedBlock[] = [];
  // Nobody sees the messages, which alone name lines.
  const lineOf = () => 0;
  diagnose(text, start, text.length, lineOf, (block, path) => {
    if (path.length > 0 && isItem(block.range.start)) found.push({ block, path: [...path] });
  });
  return found;
}
