// Providers and their versions, as far as the workspace knows them: from requirements elsewhere and from lock files.

import type { TextRange } from "../../base/range.js";
import { literalString } from "../../model/access.js";
import { argument } from "../../model/extract.js";
import { installedModule } from "../../model/installedModules.js";
import { lockedProviders, lockFileName } from "../../model/lockFile.js";
import { learnedTypes } from "../../model/shapes.js";
import type { CompletionRequest } from "./complete.js";
import type { ValuePlace } from "./context.js";
import type { CompletionItem } from "./item.js";

interface Known {
  readonly source: string;
  /** Constraints that the workspace's modules have, with how often. */
  readonly versions: ReadonlyMap<string, number>;
}

/** Entries for `required_providers`: providers that other modules require, and those whose types this one uses. */
export function requirementItems(
  request: CompletionRequest,
  range: TextRange,
  hasValue: boolean,
  present: ReadonlySet<string>,
): CompletionItem[] {
  const known = requirements(request);
  const names = new Set([...usedNames(request), ...known.keys()]);
  return [...names].flatMap((name): CompletionItem[] => {
    if (present.has(name)) return [];
    const { source, versions } = known.get(name) ?? {
      source: `hashicorp/${name}`,
      versions: new Map<string, number>(),
    };
    const version = mostFrequent(versions) ?? locked(request, source)[0];
    const lines = [`  source  = "${source}"`, `  version = "${version === undefined ? "$0" : version}"`];
    return [
      {
        label: name,
        kind: "provider",
        detail: [source, version ?? ""].filter((part) => part !== "").join(" "),
        range,
        ...(hasValue ? { text: name } : { text: `${name} = {\n${lines.join("\n")}\n}`, snippet: true }),
        rank: usedNames(request).has(name) ? 1 : 2,
      },
    ];
  });
}

/** Values for `source` and `version` of one entry. */
export function requirementValues(
  request: CompletionRequest,
  provider: string,
  field: string,
  range: TextRange,
): CompletionItem[] {
  const known = requirements(request);
  if (field === "source") {
    const sources = new Set([...[...known.values()].map(({ source }) => source), `hashicorp/${provider}`]);
    return [...sources].map((source) => value(source, "", range, source.endsWith(`/${provider}`) ? 1 : 3));
  }
  if (field !== "version") return [];
  const own = request.module.requiredProviders.get(provider)?.[0]?.fact.source;
  const source = own ?? known.get(provider)?.source ?? `hashicorp/${provider}`;
  const used = [...known.values()].find((each) => each.source === source)?.versions ?? new Map<string, number>();
  const constraints = [...used].map(([version, count]) => value(version, `in ${count} other places`, range, 1));
  const chosen = locked(request, source).flatMap((version) => [
    value(`~> ${version.split(".").slice(0, 2).join(".")}`, "as locked", range, 1),
    value(version, "locked", range, 2),
  ]);
  return unique([...constraints, ...chosen]);
}

/** Versions for a call of a registry module: those of other calls of the same module, and the installed one. */
export function moduleVersions(request: CompletionRequest, where: ValuePlace, range: TextRange): CompletionItem[] {
  const [call] = where.blocks;
  const written = call && argument(call.body, "source");
  const source = written && literalString(written.value);
  const name = call?.labels[0]?.value;
  if (source === undefined || name === undefined) return [];
  const found: CompletionItem[] = [];
  const installed = installedModule(request.snapshot, request.module, name)?.version;
  if (installed !== undefined) {
    found.push(value(`~> ${installed.split(".").slice(0, 2).join(".")}`, "as installed", range, 1));
    found.push(value(installed, "installed", range, 2));
  }
  for (const module of request.snapshot.modules()) {
    for (const { fact } of module.declarationsOf("module")) {
      const isOwn = module === request.module && fact.name === name;
      if (fact.source === source && fact.version !== undefined && !isOwn) {
        found.push(value(fact.version, "in other calls", range, 1));
      }
    }
  }
  return unique(found);
}

function value(label: string, detail: string, range: TextRange, rank: CompletionItem["rank"]): CompletionItem {
  return { label, kind: "value", ...(detail === "" ? {} : { detail }), range, text: label, rank };
}

function unique(items: readonly CompletionItem[]): CompletionItem[] {
  return items.filter((item, i) => items.findIndex(({ label }) => label === item.label) === i);
}

/** What other modules require, by local name; of several sources the one that is met first. */
function requirements({ snapshot, module: own }: CompletionRequest): ReadonlyMap<string, Known> {
  const found = new Map<string, { source: string; versions: Map<string, number> }>();
  for (const module of snapshot.modules()) {
    if (module === own) continue;
    for (const [name, entries] of module.requiredProviders) {
      for (const { fact } of entries) {
        if (fact.source === undefined) continue;
        const known = found.get(name) ?? { source: fact.source, versions: new Map<string, number>() };
        found.set(name, known);
        if (fact.version !== undefined) known.versions.set(fact.version, (known.versions.get(fact.version) ?? 0) + 1);
      }
    }
  }
  return found;
}

function mostFrequent(versions: ReadonlyMap<string, number>): string | undefined {
  return [...versions].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** The versions of a provider that lock files of the workspace choose. */
function locked({ snapshot }: CompletionRequest, source: string): string[] {
  const versions = new Set<string>();
  for (const { files } of snapshot.directories.values()) {
    for (const entry of files.values()) {
      const file = entry.name === lockFileName ? snapshot.file(entry.uri) : undefined;
      for (const { address, version } of file ? lockedProviders(file) : []) {
        if (address === source || address.endsWith(`/${source}`)) versions.add(version);
      }
    }
  }
  return [...versions];
}

/** The first parts of the types that the module uses, which name its providers where nothing else does. */
function usedNames({ module, snapshot }: CompletionRequest): ReadonlySet<string> {
  const types = ["resource", "data", "ephemeral"] as const;
  const own = types.flatMap((kind) => [...module.declarationsOf(kind)].flatMap(({ fact }) => fact.type ?? []));
  const names = own.map((type) => type.split("_")[0] ?? type).filter((name) => name !== "terraform");
  const configured = [...learnedTypes(snapshot, "provider").keys()].filter((name) =>
    [...module.declarationsOf("provider")].some(({ fact }) => fact.key === `provider.${name}`),
  );
  return new Set([...names, ...configured]);
}
