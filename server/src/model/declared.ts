// What modules declare and name, apart from where it stands: most edits change neither, and what was found from it holds.

import type { FileFacts } from "./facts.js";
import { type ItemFacts, itemsOfFacts } from "./itemFacts.js";
import type { Module, ModuleFile } from "./module.js";

/**
 * Two objects without content of their own. Each is the same for two states of a module exactly while what it stands
 * for is known to be the same.
 */
export interface DeclaredIn {
  /** For what is declared, descriptions excepted. */
  readonly declarations: object;
  /** For that, what is named where, and which files have errors. */
  readonly references: object;
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
      declarations:
        known && isSameList(known.parts.declarations, parts.declarations) ? known.declared.declarations : {},
      references: known && isSameList(known.parts.references, parts.references) ? known.declared.references : {},
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
    const declared: DeclaredIn = {
      declarations:
        known && before && now && sameItems(before, now, declarationsKey) ? known.declared.declarations : {},
      references:
        known && before && now && known.facts.hasErrors === facts.hasErrors && sameItems(before, now, referencesKey)
          ? known.declared.references
          : {},
    };
    this.#files.set(entry.uri, { facts, declared });
    return declared;
  }
}

interface Parts {
  readonly declarations: readonly unknown[];
  readonly references: readonly unknown[];
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((each, i) => each === b[i]);
}

function sameItems(a: readonly ItemFacts[], b: readonly ItemFacts[], key: (facts: FileFacts) => string): boolean {
  if (a.length !== b.length) return false;
  return a.every((before, i) => {
    const now = b[i] as ItemFacts;
    return before === now || key(before.facts) === key(now.facts);
  });
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
