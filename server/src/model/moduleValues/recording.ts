// What a computation has read of a module's values, so that its result serves as long as it would read the same again.

import { sameValue } from "../values/equality.js";
import { Value } from "../values/value.js";

/** One thing that was read: what it was, and how to read it again from the values of a later state of the module. */
interface Read<Source> {
  readonly result: unknown;
  again(source: Source): unknown;
}

/** Collects what is read while something is computed. */
export class Recording<Source> {
  readonly #reads = new Map<string, Read<Source>>();
  #isVolatile = false;

  /** True where it read something that cannot be read again to compare, so that its result serves only once. */
  get isVolatile(): boolean {
    return this.#isVolatile;
  }

  markVolatile(): void {
    this.#isVolatile = true;
  }

  /** Notes a read; `key` says what was read, and the first read of a key counts. */
  note(key: string, result: unknown, again: (source: Source) => unknown): void {
    if (!this.#reads.has(key)) this.#reads.set(key, { result, again });
  }

  /** Takes over what another computation has read, of which this one's result is made as well. */
  include(other: Recording<Source>): void {
    if (other.#isVolatile) this.#isVolatile = true;
    for (const [key, read] of other.#reads) if (!this.#reads.has(key)) this.#reads.set(key, read);
  }

  /** Whether everything that was read is still the same. */
  holds(source: Source): boolean {
    for (const { result, again } of this.#reads.values()) {
      const now = again(source);
      if (now === result) continue;
      if (!(now instanceof Value && result instanceof Value && sameValue(now, result))) return false;
    }
    return true;
  }
}
