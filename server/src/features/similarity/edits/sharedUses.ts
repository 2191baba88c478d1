// The references to declarations that become outputs of a module: where none can stand, and what each becomes.

import { KeptWith } from "../../../base/keptWith.js";
import { contains, slice, type TextRange } from "../../../base/range.js";
import type { TextEdit } from "../../../base/textEdit.js";
import type { DeclarationFact, FileFacts } from "../../../model/facts.js";
import type { Module, ModuleFile } from "../../../model/module.js";
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
  for (const file of namingFiles(snapshot, module)) {
    const { readers, special } = usesIn(snapshot, file);
    for (const key of keys) {
      for (const reader of readers.get(key) ?? []) if (!keys.has(reader)) used.add(key);
    }
    for (const { key, reader, kind, place } of special) {
      if (keys.has(reader)) continue;
      if (kind !== "early") mentioned.add(key);
      if (kind === "waits") named.add(key);
      else early.set(key, place);
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
      const place = placeText(snapshot, { uri: mention.uri, range: mention.path.range }, module.directory);
      reasons.set(key, `A reference at ${place} cannot be rewritten: it names the object by its address.`);
    }
  }
  return reasons;
}

/** Those of some local values and data sources that anything else of the module reads, too. */
export function readElsewhere(
  snapshot: WorkspaceSnapshot,
  module: Module,
  keys: ReadonlySet<string>,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const file of namingFiles(snapshot, module)) {
    const { readers } = usesIn(snapshot, file);
    for (const key of keys) if ([...(readers.get(key) ?? [])].some((reader) => !keys.has(reader))) found.add(key);
  }
  return found;
}

/** What a file reads of local values and data sources. */
interface FileUses {
  /** By the key of what is read: the local values and data sources that read it, and "" for all else. */
  readonly readers: ReadonlyMap<string, ReadonlySet<string>>;
  /** The places where no module's output can be read. */
  readonly special: readonly {
    readonly key: string;
    readonly reader: string;
    readonly kind: "waits" | "early" | "address";
    readonly place: string;
  }[];
}

const usesOfFiles = new KeptWith<FileFacts, FileUses>();

function usesIn(snapshot: WorkspaceSnapshot, { entry, facts }: ModuleFile): FileUses {
  const known = usesOfFiles.get(facts);
  if (known) return known;
  const declared = new Map<number, DeclarationFact[]>();
  for (const fact of facts.declarations) declared.set(fact.item, [...(declared.get(fact.item) ?? []), fact]);
  const readerAt = (item: number, range: TextRange): string => {
    const reader = declared.get(item)?.find((fact) => contains(fact.range, range));
    return reader?.kind === "local" || reader?.kind === "data" ? reader.key : "";
  };
  const isShareable = (key: string): boolean => key.startsWith("local.") || key.startsWith("data.");
  const readers = new Map<string, Set<string>>();
  const items = new Set<number>();
  for (const { key, place, item, range } of facts.references) {
    if (!isShareable(key)) continue;
    readers.set(key, (readers.get(key) ?? new Set()).add(readerAt(item, range)));
    if (place !== "expression" || !isEvaluated(entry.text, declared.get(item)?.[0])) items.add(item);
  }
  const special: FileUses["special"][number][] = [];
  // Few files have such a place; the others need not be parsed.
  const file = items.size > 0 ? snapshot.file(entry.uri) : undefined;
  for (const index of items) {
    const item = file?.body.items[index];
    if (!item) continue;
    visitItemOrigins(item, index, ({ key, place, range }, { path, attribute }) => {
      if (!isShareable(key)) return;
      const isWaited = place === "depends_on";
      if (!isWaited && !isEarly(place, path, attribute.name.name)) return;
      const kind = isWaited ? "waits" : place === "expression" ? "early" : "address";
      const at = placeText(snapshot, { uri: entry.uri, range }, entry.directory);
      special.push({ key, reader: readerAt(index, range), kind, place: at });
    });
  }
  const uses = { readers, special };
  usesOfFiles.set(facts, uses);
  return uses;
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
