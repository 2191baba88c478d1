// What we ask of V8, Node's JavaScript engine.

import { setFlagsFromString } from "node:v8";

/**
 * Settings for a process in which each edit replaces a state that thousands of files went into. Call it first.
 *
 * V8 learns where objects grow old, and makes those that come from there old at once. Reading a workspace teaches it
 * that all our objects do; after that each state that an edit replaces would be old from the start, held by its own old
 * parts, and copied at every small collection until the next big one.
 */
export function tuneEngine(): void {
  setFlagsFromString("--no-allocation-site-pretenuring");
}
