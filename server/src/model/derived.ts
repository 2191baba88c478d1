// Facts computed from immutable inputs, kept as long as the input lives.
import { KeptWith } from "../base/keptWith.js";

/**
 * Memoises `compute` by the identity of its input. An edit replaces only the objects it touches, so everything
 * derived from the others is found again. `compute` must depend on nothing but its input.
 */
export function derived<Input extends object, Output>(compute: (input: Input) => Output): (input: Input) => Output {
  const cache = new KeptWith<Input, { readonly value: Output }>();
  return (input) => {
    const found = cache.get(input);
    if (found) return found.value;
    const value = compute(input);
    cache.set(input, { value });
    return value;
  };
}

/** A cache of bounded size that forgets what was used longest ago. */
export class RecentlyUsed<Key, Value> {
  readonly #entries = new Map<Key, Value>();
  readonly #limit: number;

  /** `limit` is the most entries it holds. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: Key, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#limit) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      return;
    }
  }
}
