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
  readonly budget: Budget;
}

/** What one evaluation may cost; beyond it, everything is unknown. No configuration may hold up its editor. */
export interface Budget {
  /** Expressions still to be evaluated, each iteration counted. */
  steps: number;
  /** How deep expressions stand inside each other now. */
  nesting: number;
}

const mostSteps = 200_000;
export const deepestNesting = 800;
/** A value heavier than this is taken for unknown. */
export const heaviest = 250_000;

export interface Evaluation {
  readonly value: Value;
  readonly diagnostics: Diagnostics;
}

const noNames: ReadonlyMap<string, Value> = new Map();

export function rootFrame(scope: Scope | undefined): Frame {
  return { scope, names: noNames, item: undefined, depth: 0, budget: { steps: mostSteps, nesting: 0 } };
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
  return { value, diagnostics: allOf(diagnostics) };
}

/** All diagnostics of several lists, in their order. */
export function allOf(lists: readonly Diagnostics[]): Diagnostics {
  const found = lists.filter((list) => list.length > 0);
  return found.length === 0 ? noDiagnostics : found.length === 1 ? (found[0] as Diagnostics) : found.flat();
}
