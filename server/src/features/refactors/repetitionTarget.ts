// Which repeatable block a selection means: the cursor is on its header or on the argument that repeats it.

import { type TextRange, touches } from "../../base/range.js";
import { addressKey } from "../../model/address.js";
import { argument, nestedBlock } from "../../model/extract.js";
import type { Attribute, Block } from "../../syntax/ast.js";
import { repeatableAddress } from "../rewriting/declarationNodes.js";
import type { RefactorContext } from "./refactor.js";

export interface RepetitionTarget {
  readonly block: Block;
  readonly attribute: Attribute;
  /** `addressKey` of the block's object. */
  readonly key: string;
  readonly kind: "managed" | "data" | "ephemeral" | "module";
  /** What is offered on: the argument. */
  readonly range: TextRange;
}

/** The block around the selection that has the repetition argument `name`, where the selection means it. */
export function repetitionTarget(
  ctx: RefactorContext,
  name: "count" | "for_each" | "enabled",
): RepetitionTarget | undefined {
  const block = ctx.file.body.items.find(
    (item): item is Block => item.kind === "Block" && touches(item.range, ctx.selection.start),
  );
  const target = block && repetitionOf(block, name);
  if (!target) return undefined;
  const { start, end } = ctx.selection;
  const means = (range: TextRange): boolean => touches(range, start) && touches(range, end);
  return means(target.block.header) || means(target.attribute.range) ? target : undefined;
}

/** A block's repetition argument of a name; undefined where it has none or is of a kind that cannot have one. */
export function repetitionOf(block: Block, name: "count" | "for_each" | "enabled"): RepetitionTarget | undefined {
  const address = repeatableAddress(block);
  if (!address) return undefined;
  const holder = name === "enabled" ? nestedBlock(block.body, "lifecycle") : block;
  const attribute = holder && argument(holder.body, name);
  if (!attribute) return undefined;
  const kind = address.kind === "module" ? "module" : address.mode;
  return { block, attribute, key: addressKey(address), kind, range: attribute.range };
}
