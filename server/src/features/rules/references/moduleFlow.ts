// What flows through module calls: which inputs an output is made of, and what an input is set from.

import { KeptWith } from "../../../base/keptWith.js";
import { addressKey } from "../../../model/address.js";
import { derived } from "../../../model/derived.js";
import type { DeclarationFact, FileFacts, ReferenceFact } from "../../../model/facts.js";
import { itemsOfFacts } from "../../../model/itemFacts.js";
import type { Module } from "../../../model/module.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";

/** One thing that an expression names, with the output where it names a module call's. */
export interface Need {
  readonly key: string;
  readonly output: string | undefined;
  readonly uri: string;
  readonly fact: ReferenceFact;
}

/** The node of a module call's input in `needsOf`. */
export function inputNode(call: string, input: string): string {
  return `${call} ${input}`;
}

/** What one local value, object, output or input of a call is made of; looks only at the item that declares it. */
export function needsOfNode(module: Module, node: string): readonly Pick<Need, "key" | "output">[] {
  const owner = node.split(" ", 1)[0] as string;
  return (module.declarations.get(owner) ?? []).flatMap(({ uri, fact }) => {
    const file = module.files.find(({ entry }) => entry.uri === uri);
    const item = file && itemsOfFacts(file.facts)?.[fact.item];
    return item ? (namedFrom(item.facts).get(node) ?? []) : (needsOf(module).get(node) ?? []);
  });
}

const namedFrom = derived((facts: FileFacts): ReadonlyMap<string, readonly Pick<Need, "key" | "output">[]> => {
  const named = new Map<string, Pick<Need, "key" | "output">[]>();
  for (const { node, fact } of owned(facts)) {
    const need = { key: fact.key, output: fact.attribute?.name };
    const list = named.get(node);
    if (list) list.push(need);
    else named.set(node, [need]);
  }
  return named;
});

/**
 * What each local value, object, output and input of a call is made of.
 */
export const needsOf = derived((module: Module): ReadonlyMap<string, readonly Need[]> => {
  const needs = new Map<string, Need[]>();
  for (const { entry, facts } of module.files) {
    for (const { node, fact } of owned(facts)) {
      const need = { key: fact.key, output: fact.attribute?.name, uri: entry.uri, fact };
      const list = needs.get(node);
      if (list) list.push(need);
      else needs.set(node, [need]);
    }
  }
  return needs;
});

const owners: ReadonlySet<string> = new Set(["local", "resource", "data", "ephemeral", "output", "module"]);

const owned = derived((facts: FileFacts): readonly { readonly node: string; readonly fact: ReferenceFact }[] => {
  const byItem = new Map<number, DeclarationFact[]>();
  for (const declaration of facts.declarations) {
    if (!owners.has(declaration.kind) || declaration.nested !== undefined) continue;
    byItem.set(declaration.item, [...(byItem.get(declaration.item) ?? []), declaration]);
  }
  const found: { readonly node: string; readonly fact: ReferenceFact }[] = [];
  for (const fact of facts.references) {
    if (fact.place !== "expression") continue;
    for (const from of byItem.get(fact.item) ?? []) {
      if (fact.range.start < from.range.start || from.range.end < fact.range.end) continue;
      const node = from.kind === "module" ? inputOf(from, fact) : from.key;
      if (node !== undefined) found.push({ node, fact });
    }
  }
  return found;
});

/**
 * The input of a call that a reference belongs to, by its place. What stands in `count` or `for_each` behind an input is
 * counted with it: the whole call needs that, and so each of its outputs.
 */
function inputOf(call: DeclarationFact, { range }: ReferenceFact): string | undefined {
  const input = call.inputs?.findLast((each) => each.range.start < range.start);
  return input && inputNode(call.key, input.name);
}

const inputsOfOutput = new KeptWith<WorkspaceSnapshot, Map<string, ReadonlySet<string>>>();

/** The input variables of a module that one of its outputs is made of, through other modules as well. */
export function inputsBehind(snapshot: WorkspaceSnapshot, module: Module, output: string): ReadonlySet<string> {
  let known = inputsOfOutput.get(snapshot);
  if (!known) {
    known = new Map();
    inputsOfOutput.set(snapshot, known);
  }
  const key = `${module.directory} ${output}`;
  const cached = known.get(key);
  if (cached) return cached;
  const inputs = new Set<string>();
  // A module that leads back to itself finds nothing new there.
  known.set(key, inputs);
  const queue = [addressKey({ kind: "output", name: output })];
  const seen = new Set(queue);
  const add = (node: string): void => {
    if (!seen.has(node)) queue.push(node);
    seen.add(node);
  };
  for (const node of queue) {
    for (const need of needsOf(module).get(node) ?? []) {
      const { fact } = module.declaration(need.key) ?? {};
      if (need.key.startsWith("var.")) inputs.add(need.key.slice("var.".length));
      else if (fact?.kind === "module") for (const next of nodesBehind(snapshot, module, need)) add(next);
      else add(need.key);
    }
  }
  return inputs;
}

/** The inputs of a call that the output which is named is made of; all of them where the whole module is named. */
export function nodesBehind(
  snapshot: WorkspaceSnapshot,
  module: Module,
  { key, output }: Pick<Need, "key" | "output">,
): readonly string[] {
  const callee = snapshot.callee(module, module.declaration(key)?.fact.source);
  if (!callee || output === undefined) return [];
  return [...inputsBehind(snapshot, callee, output)].map((input) => inputNode(key, input));
}
