// What a computation has read of a module's values, so that its result serves as long as it would read the same again.

import { sameValue } from "../values/equality.js";
import { Value } from "../values/value.js";

/**
 * One way to read something by its name. A recording lasts longer than the state that it was made for, and must not
 * hold it: what it keeps of a read is the reader, the name and what came of it, and no function made on the way.
 */
export type Reader<Source> = (source: Source, name: string) => unknown;

/** Collects what is read while something is computed. */
export class Recording<Source> {
  readonly #reads = new Map<Reader<Source>, Map<string, unknown>>();
  #isVolatile = false;
  #notes = true;

  /** True where it read something that cannot be read again to compare, so that its result serves only once. */
  get isVolatile(): boolean {
    return this.#isVolatile;
  }

  markVolatile(): void {
    this.#isVolatile = true;
  }

  /** Makes one that notes no reads, and only tells whether something is volatile. */
  static ofVolatility<Source>(): Recording<Source> {
    const recording = new Recording<Source>();
    recording.#notes = false;
    return recording;
  }

  /** Notes a read; the first one of a name counts. */
  note(reader: Reader<Source>, name: string, result: unknown): void {
    if (!this.#notes) return;
    const results = this.#resultsOf(reader);
    if (!results.has(name)) results.set(name, result);
  }

  /** Takes over what another computation has read, of which this one's result is made as well. */
  include(other: Recording<Source>): void {
    if (other.#isVolatile) this.#isVolatile = true;
    if (!this.#notes) return;
    for (const [reader, theirs] of other.#reads) {
      const results = this.#resultsOf(reader);
      for (const [name, result] of theirs) if (!results.has(name)) results.set(name, result);
    }
  }

  #resultsOf(reader: Reader<Source>): Map<string, unknown> {
    let results = this.#reads.get(reader);
    if (!results) {
      results = new Map();
      this.#reads.set(reader, results);
    }
    return results;
  }

  /** Whether everything that was read is still the same. */
  holds(source: Source): boolean {
    for (const [reader, results] of this.#reads) {
      for (const [name, result] of results) {
        const now = reader(source, name);
        if (now === result) continue;
        if (!(now instanceof Value && result instanceof Value && sameValue(now, result))) return false;
      }
    }
    return true;
  }
}
