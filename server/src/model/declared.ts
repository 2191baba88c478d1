// What modules declare and name, apart from where it stands: most edits change neither, and what was found from it holds.

import type { FileFacts } from "./facts.js";
import { type ItemFacts, itemsOfFacts } from "./itemFacts.js";
import type { Module, ModuleFile } from "./module.js";

/** Stands for something of a file or module: the same object exactly while that is known to be the same. */
export class Declared {
  #before: DeclaredChange | undefined;

  constructor(before?: DeclaredChange) {
    this.#before = before;
    // Only the last step is kept, so that no state holds all those before it.
    if (before) before.since.#before = undefined;
  }

  /** What is different from the state before, where that can be told by names, and nobody has moved on from this one. */
  get before(): DeclaredChange | undefined {
    return this.#before;
  }
}

/** What has changed since another state. */
export interface DeclaredChange {
  readonly since: Declared;
  /**
   * The keys that are declared, or were, in the top-level items that are not the same. Nothing else is different; all
   * other items are there as before, maybe at other places.
   */
  readonly keys: ReadonlySet<string>;
}

/** What stands for a module's content, or a file's, apart from where it stands. */
export interface DeclaredIn {
  /** For what is declared, descriptions excepted. */
  readonly declarations: Declared;
  /** For that, what is named where, and which files have errors. */
  readonly references: Declared;
}

/** Compares each state of a file or module with the one before. */
export class DeclaredTable {
  readonly #files = new Map<string, { readonly facts: FileFacts; readonly declared: DeclaredIn }>();
  readonly #modules = new Map<
    string,
    { readonly module: Module; readonly parts: Parts; readonly declared: DeclaredIn }
  >();

  ofModule(module: Module): DeclaredIn {
    const known = this.#modules.get(module.directory);
    if (known?.module === module) return known.declared;
    const parts = this.#partsOf(module);
    const declared: DeclaredIn = {
      declarations: next(known?.declared.declarations, known?.parts.declarations, parts.declarations),
      references: next(known?.declared.references, known?.parts.references, parts.references),
    };
    this.#modules.set(module.directory, { module, parts, declared });
    return declared;
  }

  #partsOf(module: Module): Parts {
    const parts: { declarations: unknown[]; references: unknown[] } = { declarations: [], references: [] };
    const add = (...part: readonly unknown[]) => {
      parts.declarations.push(...part);
      parts.references.push(...part);
    };
    for (const files of [module.files, module.overrides, module.tests, module.values]) {
      add(files.length);
      for (const file of files) {
        const { declarations, references } = this.#ofFile(file);
        add(file.entry.uri, file.entry.type);
        parts.declarations.push(declarations);
        parts.references.push(references);
      }
    }
    for (const [hidden, by] of module.hidden) add(hidden, by);
    return parts;
  }

  #ofFile({ entry, facts }: ModuleFile): DeclaredIn {
    const known = this.#files.get(entry.uri);
    if (known?.facts === facts) return known.declared;
    const before = known && itemsOfFacts(known.facts);
    const now = itemsOfFacts(facts);
    const compare = (known: Declared | undefined, isSame: boolean, key: (facts: FileFacts) => string): Declared => {
      if (!known || !before || !now) return new Declared();
      const changed = changedItems(before, now, key);
      if (isSame && changed.length === 0) return known;
      const keys = isSame || changed.length > 0 ? keysOf(changed) : noKeys;
      return new Declared(keys && { since: known, keys });
    };
    const hasSameErrors = known?.facts.hasErrors === facts.hasErrors;
    const declared: DeclaredIn = {
      declarations: compare(known?.declared.declarations, true, declarationsKey),
      references: compare(known?.declared.references, hasSameErrors, referencesKey),
    };
    this.#files.set(entry.uri, { facts, declared });
    return declared;
  }
}

interface Parts {
  readonly declarations: readonly unknown[];
  readonly references: readonly unknown[];
}

/** The object for a list of parts, those of files as `Declared`: the one before where nothing is different. */
function next(known: Declared | undefined, before: readonly unknown[] = [], now: readonly unknown[]): Declared {
  if (!known || before.length !== now.length) return new Declared();
  const keys = new Set<string>();
  let isSame = true;
  for (const [i, each] of now.entries()) {
    if (each === before[i]) continue;
    isSame = false;
    const change = each instanceof Declared ? each.before : undefined;
    if (change?.since !== before[i]) return new Declared();
    for (const key of change?.keys ?? []) keys.add(key);
  }
  return isSame ? known : new Declared({ since: known, keys });
}

/** The items that differ between two states of a file, of both; those before and behind them are the same. */
function changedItems(
  before: readonly ItemFacts[],
  now: readonly ItemFacts[],
  key: (facts: FileFacts) => string,
): readonly ItemFacts[] {
  const isSame = (a: ItemFacts | undefined, b: ItemFacts | undefined): boolean =>
    a !== undefined && b !== undefined && (a === b || key(a.facts) === key(b.facts));
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && isSame(before[start], now[start])) start++;
  let end = 0;
  while (end < shorter - start && isSame(before[before.length - 1 - end], now[now.length - 1 - end])) end++;
  return [...before.slice(start, before.length - end), ...now.slice(start, now.length - end)];
}

const noKeys: ReadonlySet<string> = new Set();

/** What is declared under a name that whoever depends on it must write. */
const namedKinds: ReadonlySet<string> = new Set([
  "variable",
  "local",
  "output",
  "resource",
  "data",
  "ephemeral",
  "module",
]);

/** What items declare; undefined where others can depend on them without naming one of their keys. */
function keysOf(items: readonly ItemFacts[]): ReadonlySet<string> | undefined {
  const keys = new Set<string>();
  for (const { facts } of items) {
    const others = [facts.requiredProviders, facts.requiredVersions, facts.compatibleWith].flat();
    if (others.length > 0 || facts.hasLanguageBlock || facts.backend) return undefined;
    for (const { key, kind } of facts.declarations) {
      if (!namedKinds.has(kind)) return undefined;
      keys.add(key);
    }
  }
  return keys;
}

function declarationsKey(facts: FileFacts): string {
  const { declarations, requiredProviders, requiredVersions, compatibleWith, hasLanguageBlock, backend } = facts;
  const declared = declarations.map(({ description: _, item: __, ...fact }) => fact);
  return withoutRanges([declared, requiredProviders, requiredVersions, compatibleWith, hasLanguageBlock, backend]);
}

function referencesKey(facts: FileFacts): string {
  const references = facts.references.map(({ item: _, ...fact }) => fact);
  return declarationsKey(facts) + withoutRanges([references, facts.functionProviders, orderIn(facts)]);
}

/** Which references stand behind which declarations and inputs, so that it is known what each belongs to. */
function orderIn({ declarations, references }: FileFacts): string {
  const places = [
    ...declarations.flatMap(({ range, inputs }) => [
      { at: range.start, mark: "(" },
      { at: range.end, mark: ")" },
      ...(inputs ?? []).map((input) => ({ at: input.range.start, mark: "i" })),
    ]),
    ...references.map(({ range }) => ({ at: range.start, mark: "r" })),
  ];
  return places
    .sort((a, b) => a.at - b.at)
    .map(({ mark }) => mark)
    .join("");
}

function withoutRanges(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === "object" && each !== null && "start" in each && "end" in each ? undefined : each,
  );
}
