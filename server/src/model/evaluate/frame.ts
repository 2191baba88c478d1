// Where evaluation stands: the scope, and the names that `for` and splat expressions have bound on the way.

import type { Value } from "../values/value.js";
import type { Diagnostics } from "./diagnostic.js";
import { noDiagnostics } from "./diagnostic.js";
import type { Scope } from "./scope.js";

export interface Frame {
  /** Undefined in a constant context, which has neither names nor functions. */
  readonly scope: Scope | undefined;
  readonly names: ReadonlyMap<string, Value>;
  /** The element that the innermost splat is at. */
  readonly item: Value | undefined;
  /** How many templates are being rendered inside each other. */
  readonly depth: number;
}

export interface Evaluation {
  readonly value: Value;
  readonly diagnostics: Diagnostics;
}

const noNames: ReadonlyMap<string, Value> = new Map();

export function rootFrame(scope: Scope | undefined): Frame {
  return { scope, names: noNames, item: undefined, depth: 0 };
}

/** The frame inside a `for` expression; an absent key name binds nothing. */
export function withNames(frame: Frame, names: Iterable<readonly [string | undefined, Value]>): Frame {
  const all = new Map(frame.names);
  for (const [name, value] of names) if (name !== undefined) all.set(name, value);
  return { ...frame, names: all };
}

export function withItem(frame: Frame, item: Value): Frame {
  return { ...frame, item };
}

export function result(value: Value, ...diagnostics: readonly Diagnostics[]): Evaluation {
  let all: Diagnostics = noDiagnostics;
  for (const list of diagnostics) if (list.length > 0) all = all.length === 0 ? list : [...all, ...list];
  return { value, diagnostics: all };
}
