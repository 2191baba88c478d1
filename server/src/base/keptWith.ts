// Tables of what is known of objects, kept with the objects themselves.

/** Where an object holds its entries: a table and its value by turns. Not enumerable, so that no copy takes it along. */
const entriesOf = Symbol("what is known of this object");

interface Holder {
  readonly [entriesOf]?: unknown[];
}

/**
 * Values by the identity of their keys, for as long as the keys live; like a `WeakMap`, and without its cost to the
 * garbage collector. V8 collects young objects alone most of the time, and then takes every value in an old `WeakMap`
 * for one in use: a state of the workspace that an edit replaced, and all that was derived from it, would be copied and
 * grow old. Meant for keys that an edit replaces. A key must not be frozen, and must not have very many tables.
 */
export class KeptWith<Key extends object, Value> {
  get(key: Key): Value | undefined {
    const entries = (key as Holder)[entriesOf];
    if (entries === undefined) return undefined;
    for (let at = 0; at < entries.length; at += 2) if (entries[at] === this) return entries[at + 1] as Value;
    return undefined;
  }

  set(key: Key, value: Value): void {
    const entries = (key as Holder)[entriesOf];
    if (entries === undefined) {
      Object.defineProperty(key, entriesOf, { value: [this, value], enumerable: false });
      return;
    }
    for (let at = 0; at < entries.length; at += 2) {
      if (entries[at] !== this) continue;
      entries[at + 1] = value;
      return;
    }
    entries.push(this, value);
  }
}
