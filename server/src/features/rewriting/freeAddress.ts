// Whether an address may be given to an object: nothing has it, and no earlier move speaks of it.

import type { Module } from "../../model/module.js";

/** True where no object has the address of a key, and nothing in the module names it, such as an old `moved` block. */
export function isFree(module: Module, key: string): boolean {
  return !module.declarations.has(key) && module.referencesTo(key).length === 0;
}
