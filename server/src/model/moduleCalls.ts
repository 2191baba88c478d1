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
export class CallTable<Directory extends object> {
  #known: readonly { readonly directory: Directory; readonly calls: readonly LocalCall[] }[] = [];
  #byCallee: ReadonlyMap<string, readonly LocalCall[]> = new Map();

  /** The table of all directories' calls. `callsIn` is asked for those that are not the same as the last time. */
  of(
    directories: Iterable<Directory>,
    callsIn: (directory: Directory) => readonly LocalCall[],
  ): ReadonlyMap<string, readonly LocalCall[]> {
    const before = this.#known;
    const now: { readonly directory: Directory; readonly calls: readonly LocalCall[] }[] = [];
    let isSame = true;
    for (const directory of directories) {
      const known = before[now.length];
      if (known?.directory === directory) {
        now.push(known);
        continue;
      }
      const calls = callsIn(directory);
      if (!known || !sameCalls(known.calls, calls)) isSame = false;
      now.push({ directory, calls });
    }
    this.#known = now;
    if (isSame && before.length === now.length) return this.#byCallee;
    const table = new Map<string, LocalCall[]>();
    for (const { calls } of now) {
      for (const call of calls) {
        const list = table.get(call.to);
        if (list) list.push(call);
        else table.set(call.to, [call]);
      }
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
