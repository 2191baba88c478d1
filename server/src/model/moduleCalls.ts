// Which modules of a workspace call which, by local sources.

import { derived } from "./derived.js";
import type { Module } from "./module.js";
import { resolveUri } from "./uri.js";

/** One call of a module: who calls, and the call's key (`module.m`). */
export interface ModuleCaller {
  readonly module: Module;
  readonly key: string;
}

/** A call of another directory's module, by the caller's directory and the call's key. */
export interface LocalCall {
  readonly from: string;
  readonly key: string;
  readonly to: string;
}

export const localCalls = derived((module: Module): readonly LocalCall[] => {
  const calls: LocalCall[] = [];
  for (const { fact } of module.declarationsOf("module")) {
    if (fact.source === undefined || !isLocalSource(fact.source)) continue;
    calls.push({ from: module.directory, key: fact.key, to: resolveUri(module.directory, fact.source) });
  }
  return calls;
});

/** The calls of a whole workspace by the directory called, kept while no edit changes who calls what. */
export class CallTable {
  #lists: readonly (readonly LocalCall[])[] = [];
  #byCallee: ReadonlyMap<string, readonly LocalCall[]> = new Map();

  /** The table of all modules' calls, each module's as one list. */
  of(lists: readonly (readonly LocalCall[])[]): ReadonlyMap<string, readonly LocalCall[]> {
    const known = this.#lists;
    const isSame =
      known.length === lists.length && lists.every((list, i) => sameCalls(list, known[i] as readonly LocalCall[]));
    this.#lists = lists;
    if (isSame) return this.#byCallee;
    const table = new Map<string, LocalCall[]>();
    for (const call of lists.flat()) {
      const list = table.get(call.to);
      if (list) list.push(call);
      else table.set(call.to, [call]);
    }
    this.#byCallee = table;
    return table;
  }
}

function sameCalls(a: readonly LocalCall[], b: readonly LocalCall[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  return a.every(({ from, key, to }, i) => from === b[i]?.from && key === b[i]?.key && to === b[i]?.to);
}

/** True for a source that names a directory: it starts with `./` or `../`. */
export function isLocalSource(source: string): boolean {
  return source.startsWith("./") || source.startsWith("../") || source === "." || source === "..";
}
