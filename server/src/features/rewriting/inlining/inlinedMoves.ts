// The `moved` blocks that an inlined call needs: each object of the module goes on in the caller.

import { slice } from "../../../base/range.js";
import { addressKey } from "../../../model/address.js";
import { argument } from "../../../model/extract.js";
import { repeatableAddress } from "../declarationNodes.js";
import { endText, type Move } from "../movedPlanner.js";
import { addressMentions } from "../sites.js";
import { type FileEdit, repeatedKeys } from "./inlinedBody.js";
import type { InlinedCall } from "./inlinedCall.js";
import type { InlinedNames } from "./inlinedNames.js";

export interface InlinedMoves {
  /** Earlier blocks that took an object into the module, turned around. */
  readonly edits: readonly FileEdit[];
  readonly added: readonly Move[];
}

/** Plans the moves; a sentence where an earlier one stands in the way. */
export function inlinedMoves(call: InlinedCall, names: InlinedNames): InlinedMoves | string {
  const edits: FileEdit[] = [];
  const added: Move[] = [];
  const isCounted = call.condition?.name === "count";
  const repeated = repeatedKeys(call);
  for (const { block } of call.kept) {
    const address = repeatableAddress(block);
    const isStored = address && (address.kind === "module" || address.mode === "managed");
    const key = address && addressKey(address);
    const next = key && names.get(key);
    if (!isStored || key === undefined || next === undefined) continue;
    const move: Move = {
      from: { address: `${call.key}${isCounted ? "[0]" : ""}.${key}`, key: undefined },
      to: { address: next, key: isCounted && !repeated.has(key) ? 0 : undefined },
    };
    const known = earlier(call, next, move);
    if (typeof known === "string") return known;
    if (known.length > 0) edits.push(...known);
    else added.push(move);
  }
  return { edits, added };
}

/** The edits that turn the opposite move around, where there is one; a sentence where another one is in the way. */
function earlier(call: InlinedCall, next: string, move: Move): readonly FileEdit[] | string {
  let edits: readonly FileEdit[] = [];
  for (const { place, path, step, blocks, uri, file } of addressMentions(call.snapshot, call.caller, next)) {
    const [block] = blocks;
    const isMove = place === "moved.from" || place === "moved.to";
    if (!block || !isMove || step !== path.steps.length - 1) continue;
    const key = path.steps[step]?.instance?.key;
    // A move of another instance is one step of a chain that goes on with this one.
    if (key !== undefined && (key.kind === "dynamic" || key.value !== move.to.key)) continue;
    const from = argument(block.body, "from")?.value;
    const to = argument(block.body, "to")?.value;
    if (!from || !to || place === "moved.to")
      return `A moved block names ${next} already; take it out once it was applied.`;
    const fromText = slice(file.text, from.range);
    const toText = slice(file.text, to.range);
    if (fromText !== endText(move.to) || toText !== endText(move.from))
      return `A moved block names ${next} already; take it out once it was applied.`;
    edits = [
      { uri, edit: { range: from.range, newText: toText } },
      { uri, edit: { range: to.range, newText: fromText } },
    ];
  }
  return edits;
}
