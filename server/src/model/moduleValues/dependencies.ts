// What a result was computed from, so that it can be kept while the module around it changes.

import type { ModuleValues } from "../moduleValues.js";
import { typesEqual } from "../values/type.js";
import { Value } from "../values/value.js";

interface Dependency {
  /** What was found. */
  readonly token: unknown;
  /** What would be found now; it must depend on nothing but the values given. */
  readonly current: (values: ModuleValues) => unknown;
}

/** By a key that names what was asked for. */
export type Dependencies = ReadonlyMap<string, Dependency>;

/** Notes what is asked for while something is computed. */
export class Recorder {
  readonly dependencies = new Map<string, Dependency>();

  note(key: string, token: unknown, current: (values: ModuleValues) => unknown): void {
    if (!this.dependencies.has(key)) this.dependencies.set(key, { token, current });
  }
}

/** True where everything would be found as it was. */
export function areUnchanged(dependencies: Dependencies, values: ModuleValues): boolean {
  for (const { token, current } of dependencies.values()) {
    const now = current(values);
    if (now === token) continue;
    if (!(now instanceof Value) || !(token instanceof Value) || !sameValue(now, token)) return false;
  }
  return true;
}

/** True where two values cannot be told apart, marks and what is known of unknown values included. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.state !== b.state || a.notNull !== b.notNull || !typesEqual(a.type, b.type)) return false;
  if (a.marks.size !== b.marks.size || ![...a.marks].every((mark) => b.marks.has(mark))) return false;
  if (!a.hasContent) return true;
  switch (a.type.kind) {
    case "string":
      return a.text === b.text;
    case "bool":
      return a.isTrue === b.isTrue;
    case "number":
      return a.number.compare(b.number) === 0;
    case "map":
    case "object": {
      if (a.entries.size !== b.entries.size) return false;
      for (const [name, value] of a.entries) {
        const other = b.entries.get(name);
        if (!other || !sameValue(value, other)) return false;
      }
      return true;
    }
    default: {
      const others = b.elements;
      return (
        a.elements.length === others.length && a.elements.every((value, i) => sameValue(value, others[i] as Value))
      );
    }
  }
}
