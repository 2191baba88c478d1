// The references to declarations that become outputs of a module: where none can stand, and what each becomes.

import { contains, slice } from "../../../base/range.js";
import type { TextEdit } from "../../../base/textEdit.js";
import type { DeclarationFact } from "../../../model/facts.js";
import type { Module } from "../../../model/module.js";
import type { Place } from "../../../model/places.js";
import { visitAttributeReferences, visitItemOrigins } from "../../../model/references.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Block } from "../../../syntax/ast.js";
import { wordsOf } from "../../refactors/words.js";
import { type Conversion, refused, replaced, unchanged } from "../../rewriting/conversion.js";
import { declaredLocal } from "../../rewriting/declarationNodes.js";
import { placeText, rewriteReferences } from "../../rewriting/referenceRewriter.js";
import { addressMentions, namingFiles } from "../../rewriting/sites.js";
import type { Sharer } from "./sharedDeclarations.js";

/** Blocks that are read before any module is. */
const staticBlocks: ReadonlySet<string> = new Set(["terraform", "variable", "language"]);

/**
 * The declarations of a module that cannot go because something reads them where no module's output can be read, with
 * the reason. Those that something only waits for are added to `named`, and those that others read to `used`.
 */
export function judgeUses(
  snapshot: WorkspaceSnapshot,
  module: Module,
  keys: ReadonlySet<string>,
  { named, used }: { readonly named: Set<string>; readonly used: Set<string> },
): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  const early = new Map<string, string>();
  const mentioned = new Set<string>();
  for (const { entry, facts } of namingFiles(snapshot, module)) {
    const declared = new Map(facts.declarations.map((fact) => [fact.item, fact]));
    const own = facts.declarations.filter(({ key }) => keys.has(key)).map(({ range }) => range);
    const items = new Set<number>();
    for (const { key, place, item, range } of facts.references) {
      if (!keys.has(key) && !key.startsWith("local.")) continue;
      if (own.some((one) => contains(one, range))) continue;
      used.add(key);
      if (place !== "expression") mentioned.add(key);
      if (place !== "expression" || !isEvaluated(entry.text, declared.get(item))) items.add(item);
    }
    // Few files have such a place; the others need not be parsed.
    const file = items.size > 0 ? snapshot.file(entry.uri) : undefined;
    for (const index of items) {
      const item = file?.body.items[index];
      if (!item) continue;
      visitItemOrigins(item, index, ({ key, place, range }, { path, attribute }) => {
        if (own.some((one) => contains(one, range))) return;
        if (place === "depends_on") named.add(key);
        else if (isEarly(place, path, attribute.name.name))
          early.set(key, placeText(snapshot, { uri: entry.uri, range }));
      });
    }
  }
  // What a local value reads that is needed early is needed as early.
  for (const [key, place] of early) {
    if (keys.has(key))
      reasons.set(key, `A reference at ${place} cannot be rewritten: it is read before any module is.`);
    const local = key.startsWith("local.") ? declaredLocal(snapshot, module, key.slice("local.".length)) : undefined;
    if (!local) continue;
    visitAttributeReferences(local.attribute, [local.block], ({ key: read }) => {
      if (!early.has(read)) early.set(read, place);
    });
  }
  const isNamedAbove = snapshot.callersOf(module).length > 0;
  for (const key of keys) {
    if (!mentioned.has(key) && !isNamedAbove) continue;
    for (const mention of addressMentions(snapshot, module, key)) {
      if (mention.place === "depends_on" || isOneOf(keys, mention.blocks[0])) continue;
      const place = placeText(snapshot, { uri: mention.uri, range: mention.path.range });
      reasons.set(key, `A reference at ${place} cannot be rewritten: it names the object by its address.`);
    }
  }
  return reasons;
}

/** True where a declaration's facts are enough to tell that all its expressions may read a module's output. */
function isEvaluated(text: string, fact: DeclarationFact | undefined): boolean {
  const mentions = (word: string): boolean => fact !== undefined && slice(text, fact.range).includes(word);
  switch (fact?.kind) {
    case "local":
    case "data":
    case "output":
    case "check":
      return true;
    case "resource":
      return !mentions("prevent_destroy");
    case "provider":
      return !mentions("for_each");
    case "module":
      return fact.source !== undefined && (fact.version !== undefined || !mentions("version"));
    default:
      return false;
  }
}

/** True for a data block that is one of the declarations: a module declares each once. */
function isOneOf(keys: ReadonlySet<string>, block: Block | undefined): boolean {
  const [first, second] = block?.labels ?? [];
  return block?.type.name === "data" && keys.has(`data.${first?.value}.${second?.value}`);
}

/** True where OpenTofu evaluates an expression before it evaluates modules, or does not take any value. */
function isEarly(place: Place, path: readonly string[], attribute: string): boolean {
  const outer = path[0] ?? "";
  if (staticBlocks.has(outer) || place !== "expression") return true;
  if (outer === "module" && path.length === 1) return attribute === "source" || attribute === "version";
  if (outer === "provider") return path.length === 1 && attribute === "for_each";
  return path.at(-1) === "lifecycle" && attribute === "prevent_destroy";
}

/** What becomes of the references in one module. */
export interface RewrittenUses {
  /** Edits of references by the declaration's key, then by file. */
  readonly edits: ReadonlyMap<string, ReadonlyMap<string, readonly TextEdit[]>>;
  /** How many references each declaration has from outside, those that wait for it included. */
  readonly counts: ReadonlyMap<string, number>;
  /** The declarations whose values are read. */
  readonly read: ReadonlySet<string>;
}

/** Rewrites the references of one module to outputs of `module.NAME`; undefined where one has become impossible. */
export function rewriteUses(
  snapshot: WorkspaceSnapshot,
  { module, declared }: Sharer,
  name: string,
  outputOf: (key: string) => string,
): RewrittenUses | undefined {
  const edits = new Map<string, ReadonlyMap<string, readonly TextEdit[]>>();
  const counts = new Map<string, number>();
  const read = new Set<string>();
  const keys = new Set(declared.map(({ key }) => key));
  // Trees come and go, so that places are compared.
  const inside = declared.map(({ file, block, attribute }) => ({ uri: file.uri, range: (attribute ?? block).range }));
  for (const key of keys) {
    const conversion: Conversion = {
      before: "single",
      isModule: true,
      use(site) {
        if (inside.some(({ uri, range }) => uri === site.uri && contains(range, site.origin.range))) return unchanged;
        const path = site.blocks.map(({ type }) => type.name);
        if (isEarly(site.origin.place, path, site.attribute.name.name))
          return refused("it is read before any module is");
        read.add(key);
        return replaced(site.origin.addressRange, `module.${name}.${outputOf(key)}`);
      },
      address: ({ range, place, blocks }) => {
        if (isOneOf(keys, blocks[0])) return unchanged;
        if (place !== "depends_on") return refused("it names the object by its address");
        return replaced(range, `module.${name}`);
      },
    };
    const rewritten = rewriteReferences(snapshot, module, key, conversion);
    if ("refusals" in rewritten) return undefined;
    edits.set(key, rewritten.edits);
    counts.set(
      key,
      [...rewritten.edits.values()].reduce((sum, list) => sum + list.length, 0),
    );
  }
  return { edits, counts, read };
}

/** In how many places a local value may be read before its name is kept for them. */
const mostReplaced = 3;

/**
 * The local values that keep their names in the modules, as outputs of the new one: what is read in many places is known
 * by its name, and a change of all of them would hide the one that matters.
 */
export function keptNames(uses: readonly RewrittenUses[]): ReadonlySet<string> {
  const kept = new Set<string>();
  for (const { counts } of uses) {
    for (const [key, count] of counts) if (key.startsWith("local.") && count > mostReplaced) kept.add(key);
  }
  return kept;
}

/**
 * What the outputs are called: a local value keeps its name, a data source has its kind in front, without the provider's
 * name where that is not needed to tell two apart.
 */
export function outputNames(keys: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const key of [...keys].sort((a, b) => Number(b.startsWith("local.")) - Number(a.startsWith("local.")))) {
    const [kind, type = "", label = ""] = key.split(".");
    const short = type.slice(type.indexOf("_") + 1);
    const word = label.split("-").join("_");
    const candidates = kind === "local" ? [type] : [shortest(short, word), `${short}_${word}`, `${type}_${word}`];
    let name = candidates.find((candidate) => !taken.has(candidate)) ?? `data_${type}_${label}`;
    for (let n = 2; taken.has(name); n++) name = `data_${type}_${label}_${n}`;
    taken.add(name);
    names.set(key, name);
  }
  return names;
}

/** The kind and the label of a data source, what both say once: `data_subnets_a` is a subnet already. */
function shortest(kind: string, label: string): string {
  const words = wordsOf(label);
  const isSaid = kind.split("_").every((word) => words.includes(word) || words.includes(`${word}s`));
  return isSaid ? label : `${kind}_${label}`;
}
