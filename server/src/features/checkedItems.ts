// Which top-level items had nothing to report, so that after an edit only the others are looked at again.

import { KeptWith } from "../base/keptWith.js";
import type { BodyItem, SourceFile } from "../syntax/ast.js";
import { originalOf } from "../syntax/shift.js";
import type { Diagnostic } from "./diagnostic.js";

/** What findings depend on beside the item itself. */
export interface ItemBasis {
  /**
   * The same with everything readable, where rules find at least as much as where something cannot be read; the object
   * itself where everything can be.
   */
  readonly whole: ItemBasis;
}

/** The basis of the state before, and the keys by which this one differs from it, if not by what can be read. */
export interface BasisBefore {
  readonly basis: ItemBasis;
  readonly keys: ReadonlySet<string>;
}

/** A basis for which everything is readable. */
export function wholeBasis(): ItemBasis {
  const basis: { whole?: ItemBasis } = {};
  basis.whole = basis as ItemBasis;
  return basis as ItemBasis;
}

/** Under which basis an item is clean that was under an earlier one, and names nothing that has changed. */
function inheritedBasis(cleanUnder: ItemBasis | undefined, now: ItemBasis, before: ItemBasis): ItemBasis | undefined {
  if (cleanUnder === before.whole) return now.whole;
  return cleanUnder === before && now.whole !== now ? now : undefined;
}

/**
 * One set of rules that look at each top-level item by itself. A basis stands for all else that their findings depend
 * on: items found clean under one are passed over as long as the same object is given.
 */
export class CheckedItems {
  readonly #names: (item: BodyItem) => ReadonlySet<string>;
  /** By the item as it was lowered, wherever edits have moved it since. */
  readonly #cleanUnder = new KeptWith<BodyItem, ItemBasis>();

  /** `names` gives the keys that an item as it was lowered names. */
  constructor(names: (item: BodyItem) => ReadonlySet<string>) {
    this.#names = names;
  }

  /**
   * The file with only those items that are not known to be clean. Where a basis differs from the one `before` by what
   * some keys stand for, an item that was clean and names none of them still is.
   */
  unchecked(file: SourceFile, basis: ItemBasis, before?: BasisBefore): SourceFile {
    const items = file.body.items.filter((item) => {
      const original = originalOf(item).item;
      const cleanUnder = this.#cleanUnder.get(original);
      if (cleanUnder === basis || cleanUnder === basis.whole) return false;
      const inherited = before && inheritedBasis(cleanUnder, basis, before.basis);
      if (!before || !inherited) return true;
      const names = this.#names(original);
      for (const key of before.keys) if (names.has(key)) return true;
      this.#cleanUnder.set(original, inherited);
      return false;
    });
    return items.length === file.body.items.length ? file : file.withItems(items);
  }

  /** Notes what was found in a file that `unchecked` gave. */
  note(part: SourceFile, basis: ItemBasis, found: readonly Diagnostic[]): void {
    const { items } = part.body;
    const isWithin = ({ range }: Diagnostic, item: BodyItem) =>
      item.range.start <= range.start && range.end <= item.range.end;
    // Nobody knows which item is to blame for a finding that stands in none.
    if (!found.every((each) => items.some((item) => isWithin(each, item)))) return;
    for (const item of items) {
      if (found.some((each) => isWithin(each, item))) continue;
      // Where the syntax is broken, what rules say depends on how, which need not be seen in the item.
      if (part.errors.some(({ range }) => range.start <= item.range.end && item.range.start <= range.end)) continue;
      this.#cleanUnder.set(originalOf(item).item, basis);
    }
  }
}
