// Moves lowered items to where an edit above them has put them, without lowering them again.

import type { Attribute, Block, Body, BodyItem, Expression } from "./ast.js";

/**
 * The item `delta` offsets further on. Only its head is moved at once; a block's body and an attribute's value are
 * moved when they are first asked for.
 */
export function shiftItem(item: BodyItem, delta: number): BodyItem {
  if (delta === 0) return item;
  return item.kind === "Block" ? shiftBlock(item, delta) : shiftAttribute(item, delta);
}

function shiftBlock(block: Block, delta: number): Block {
  const head = {
    kind: block.kind,
    range: shifted(block.range, delta),
    type: shifted(block.type, delta),
    labels: shifted(block.labels, delta),
    header: shifted(block.header, delta),
    openBrace: shifted(block.openBrace, delta),
    closeBrace: shifted(block.closeBrace, delta),
  };
  return withLazy(head, "body", (): Body => shifted(block.body, delta));
}

function shiftAttribute(attribute: Attribute, delta: number): Attribute {
  const head = {
    kind: attribute.kind,
    range: shifted(attribute.range, delta),
    name: shifted(attribute.name, delta),
    equals: shifted(attribute.equals, delta),
  };
  return withLazy(head, "value", (): Expression => shifted(attribute.value, delta));
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
