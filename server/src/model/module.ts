// A module: one directory of configuration, with OpenTofu's precedence among its files.

import { moduleFiles } from "./builtins/fileKinds.js";
import type { DeclarationFact, FileFacts, ReferenceFact, RequiredProviderFact } from "./facts.js";
import type { DirectoryEntry, FileEntry } from "./workspace.js";

/** A fact with the file it comes from. */
export interface Located<Fact> {
  readonly uri: string;
  readonly fact: Fact;
}

export type Declaration = Located<DeclarationFact>;
export type Reference = Located<ReferenceFact>;

/** One file of a module with its facts. */
export interface ModuleFile {
  readonly entry: FileEntry;
  readonly facts: FileFacts;
}

/** The declaration tables of one directory; replaced as a whole when one of its files changes. */
export class Module {
  /** The directory's URI, without a slash at its end. */
  readonly directory: string;
  /** Configuration files that OpenTofu loads, in its order; override files come last. */
  readonly files: readonly ModuleFile[];
  readonly overrides: readonly ModuleFile[];
  /** Test files in this directory (those in `tests/` are found through the snapshot). */
  readonly tests: readonly ModuleFile[];
  /** Variable values files that OpenTofu loads by itself, in its order, then the others. */
  readonly values: readonly ModuleFile[];
  /** URIs of files that a `.tofu` file beside them hides, with that file's name. */
  readonly hidden: ReadonlyMap<string, string>;
  /** Declarations by key; more than one for a duplicate. Override files are not counted. */
  readonly declarations: ReadonlyMap<string, readonly Declaration[]>;
  readonly overriding: ReadonlyMap<string, readonly Declaration[]>;
  readonly requiredProviders: ReadonlyMap<string, readonly Located<RequiredProviderFact>[]>;

  #references: ReadonlyMap<string, readonly Reference[]> | undefined;
  #byKind: ReadonlyMap<string, readonly Declaration[]> | undefined;

  constructor(parts: {
    readonly directory: string;
    readonly files: readonly ModuleFile[];
    readonly overrides: readonly ModuleFile[];
    readonly tests: readonly ModuleFile[];
    readonly values: readonly ModuleFile[];
    readonly hidden: ReadonlyMap<string, string>;
  }) {
    this.directory = parts.directory;
    this.files = parts.files;
    this.overrides = parts.overrides;
    this.tests = parts.tests;
    this.values = parts.values;
    this.hidden = parts.hidden;
    this.declarations = table(
      parts.files,
      (facts) => facts.declarations,
      (fact) => fact.key,
    );
    this.overriding = table(
      parts.overrides,
      (facts) => facts.declarations,
      (fact) => fact.key,
    );
    this.requiredProviders = table(
      parts.files,
      (facts) => facts.requiredProviders,
      (fact) => fact.name,
    );
  }

  /** References by key, from configuration, override and test files and values alike. Made when first asked for. */
  get references(): ReadonlyMap<string, readonly Reference[]> {
    this.#references ??= table(
      [...this.files, ...this.overrides, ...this.tests, ...this.values],
      (facts) => facts.references,
      (fact) => fact.key,
    );
    return this.#references;
  }

  /** The first declaration of a key, in the order of files and text. */
  declaration(key: string): Declaration | undefined {
    return this.declarations.get(key)?.[0];
  }

  /** All declarations of one kind, in the order of files and text. */
  declarationsOf(kind: DeclarationFact["kind"]): readonly Declaration[] {
    this.#byKind ??= table(
      this.files,
      (facts) => facts.declarations,
      (fact) => fact.kind,
    );
    return this.#byKind.get(kind) ?? [];
  }

  referencesTo(key: string): readonly Reference[] {
    return this.references.get(key) ?? [];
  }

  /** A name that no declaration of the module has: `wanted`, else with the least number behind it that is free. */
  freeName(prefix: string, wanted: string): string {
    const taken = (name: string) => this.declarations.has(`${prefix}.${name}`);
    if (!taken(wanted)) return wanted;
    for (let n = 2; ; n++) if (!taken(`${wanted}_${n}`)) return `${wanted}_${n}`;
  }
}

/** The module of a directory; undefined where it holds no configuration, test or values file. */
export function buildModule(directory: DirectoryEntry, factsOf: (entry: FileEntry) => FileFacts): Module | undefined {
  const entries = [...directory.files.values()];
  const arranged = moduleFiles(entries.map((entry) => entry.name));
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const load = (names: readonly string[]): ModuleFile[] =>
    names.flatMap((name) => {
      const entry = byName.get(name);
      return entry ? [{ entry, facts: factsOf(entry) }] : [];
    });
  const otherValues = entries
    .filter((entry) => entry.type?.kind === "variables" && !arranged.variables.includes(entry.name))
    .map((entry) => entry.name)
    .sort();
  const parts = {
    directory: directory.uri,
    files: load(arranged.primary),
    overrides: load(arranged.overrides),
    tests: load(arranged.tests),
    values: load([...arranged.variables, ...otherValues]),
    hidden: new Map(
      [...arranged.hidden].flatMap(([name, by]) => {
        const entry = byName.get(name);
        return entry ? [[entry.uri, by] as const] : [];
      }),
    ),
  };
  const isEmpty = parts.files.length + parts.overrides.length + parts.tests.length + parts.values.length === 0;
  return isEmpty ? undefined : new Module(parts);
}

function table<Fact>(
  files: readonly ModuleFile[],
  facts: (facts: FileFacts) => readonly Fact[],
  key: (fact: Fact) => string,
): ReadonlyMap<string, readonly Located<Fact>[]> {
  const result = new Map<string, Located<Fact>[]>();
  for (const file of files) {
    for (const fact of facts(file.facts)) {
      const found = result.get(key(fact));
      if (found) found.push({ uri: file.entry.uri, fact });
      else result.set(key(fact), [{ uri: file.entry.uri, fact }]);
    }
  }
  return result;
}
