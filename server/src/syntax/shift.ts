// Moves lowered items to where an edit above them has put them, without lowering them again.

import type { TextRange } from "../base/range.js";
import type { Attribute, Block, BlockLabel, BodyItem, Identifier } from "./ast.js";

/**
 * The item `delta` offsets further on. Only its head is moved at once; a block's body and an attribute's value are
 * moved when they are first asked for.
 */
export function shiftItem(item: BodyItem, delta: number): BodyItem {
  const moved = item.kind === "Block" ? shiftBlock(item, delta) : shiftAttribute(item, delta);
  movedFrom.set(moved, { item, delta });
  return moved;
}

const movedFrom = new WeakMap<BodyItem, { readonly item: BodyItem; readonly delta: number }>();

/**
 * The item as it was lowered and how far edits have moved it since. Items of one original are alike but for where they
 * stand, so that what is found in one serves for the others once it is moved.
 */
export function originalOf(item: BodyItem): { readonly item: BodyItem; readonly delta: number } {
  return movedFrom.get(item) ?? { item, delta: 0 };
}

export function shiftRange({ start, end }: TextRange, delta: number): TextRange {
  return { start: start + delta, end: end + delta };
}

function shiftIdentifier({ name, range }: Identifier, delta: number): Identifier {
  return { name, range: shiftRange(range, delta) };
}

function shiftLabel({ value, range, quoted }: BlockLabel, delta: number): BlockLabel {
  return { value, range: shiftRange(range, delta), quoted };
}

function shiftBlock(block: Block, delta: number): Block {
  const { openBrace, closeBrace } = block;
  const head = {
    kind: block.kind,
    range: shiftRange(block.range, delta),
    type: shiftIdentifier(block.type, delta),
    labels: block.labels.map((label) => shiftLabel(label, delta)),
    header: shiftRange(block.header, delta),
    openBrace: openBrace === undefined ? undefined : shiftRange(openBrace, delta),
    closeBrace: closeBrace === undefined ? undefined : shiftRange(closeBrace, delta),
  };
  return withLazy(head, "body", () => shifted(block.body, delta));
}

function shiftAttribute(attribute: Attribute, delta: number): Attribute {
  const head = {
    kind: attribute.kind,
    range: shiftRange(attribute.range, delta),
    name: shiftIdentifier(attribute.name, delta),
    equals: shiftRange(attribute.equals, delta),
  };
  return withLazy(head, "value", () => shifted(attribute.value, delta));
}

/** Adds a property that is computed when it is first read and is a plain value from then on. */
function withLazy<T extends object, K extends string, V>(
  target: T,
  key: K,
  compute: () => V,
): T & Readonly<Record<K, V>> {
  Object.defineProperty(target, key, {
    enumerable: true,
    configurable: true,
    get(): V {
      const value = compute();
      Object.defineProperty(target, key, { enumerable: true, value });
      return value;
    },
  });
  return target as T & Readonly<Record<K, V>>;
}

/** A copy of plain data in which every range has moved. The tree's only numbers are those of ranges. */
function shifted<T>(value: T, delta: number): T {
  if (typeof value === "number") return (value + delta) as T;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((element) => shifted(element, delta)) as T;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) copy[key] = shifted((value as Record<string, unknown>)[key], delta);
  return copy as T;
}
