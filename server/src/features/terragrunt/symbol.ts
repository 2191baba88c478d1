// What a name in a Terragrunt file stands for, and all places that name it.

import { type TextRange, touches } from "../../base/range.js";
import type { FileRange } from "../../base/sourceChange.js";
import type { Module } from "../../model/module.js";
import type { TerragruntBlockFact, TerragruntReferenceFact } from "../../model/terragrunt/facts.js";
import type { FileView } from "../../model/terragrunt/fileView.js";
import type { TerragruntWorkspace } from "../../model/terragrunt/workspace.js";
import { directoryOf } from "../../model/uri.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import { type TerragruntPlace, terragruntPlace } from "./place.js";

export type TerragruntKind = "local" | "include" | "dependency" | "feature" | "value" | "unit" | "stack";

/** A name that Terragrunt files declare. */
export interface TerragruntSymbol {
  readonly kind: "terragrunt";
  readonly what: TerragruntKind;
  /** The file that declares it. */
  readonly home: string;
  readonly name: string;
  /** The text under the cursor that names it. */
  readonly range: TextRange;
  readonly workspace: TerragruntWorkspace;
}

/** A variable or output of the module behind a unit. */
export interface ModuleName {
  readonly kind: "declared";
  readonly module: Module;
  readonly key: string;
  readonly range: TextRange;
}

/** A place that names a symbol, with whether it declares it. */
export interface TerragruntOccurrence extends FileRange {
  readonly kind: "declaration" | "read" | "write";
}

const blockKinds: ReadonlySet<string> = new Set(["include", "dependency", "feature", "unit", "stack"]);

/** What the name at an offset of a Terragrunt file stands for; undefined where there is no name. */
export function terragruntSymbolAt(
  snapshot: WorkspaceSnapshot,
  uri: string,
  offset: number,
): TerragruntSymbol | ModuleName | undefined {
  const place = terragruntPlace(snapshot, uri);
  return place && (declaredAt(place, offset) ?? namedAt(place, offset));
}

function symbolOf(place: TerragruntPlace, what: TerragruntKind, home: string, name: string, range: TextRange) {
  return { kind: "terragrunt" as const, what, home, name, range, workspace: place.workspace };
}

function declaredAt(place: TerragruntPlace, offset: number): TerragruntSymbol | ModuleName | undefined {
  const { facts, uri, role } = place;
  for (const { name, range } of facts.locals) {
    if (touches(range, offset)) return symbolOf(place, "local", uri, name, range);
  }
  for (const block of facts.blocks) {
    if (block.labelRange && block.label !== undefined && touches(block.labelRange, offset)) {
      return blockKinds.has(block.type)
        ? symbolOf(place, block.type as TerragruntKind, uri, block.label, block.labelRange)
        : undefined;
    }
    for (const { name, range } of block.keys ?? []) {
      if (!touches(range, offset)) continue;
      if (block.type === "dependency") return outputOf(place, block.label ?? "", name, range);
      return symbolOf(place, "value", uri, name, range);
    }
  }
  for (const { name, range } of facts.inputs) if (touches(range, offset)) return inputOf(place, name, range);
  if (role !== "values") return undefined;
  const value = facts.attributes.find(({ range }) => touches(range, offset));
  return value && symbolOf(place, "value", uri, value.name, value.range);
}

function namedAt(place: TerragruntPlace, offset: number): TerragruntSymbol | ModuleName | undefined {
  const reference = place.facts.references.findLast(({ range }) => touches(range, offset));
  if (!reference) return undefined;
  const index = reference.names.findIndex((_, i) => touches(placeOf(reference, i), offset));
  return index < 0 ? undefined : nameOf(place, reference, index);
}

/** Where a name of a reference stands. */
function placeOf({ places }: TerragruntReferenceFact, index: number): TextRange {
  return { start: places[2 * index] ?? 0, end: places[2 * index + 1] ?? 0 };
}

function nameOf(
  place: TerragruntPlace,
  reference: TerragruntReferenceFact,
  index: number,
): TerragruntSymbol | ModuleName | undefined {
  const { root, names } = reference;
  const name = names[index] ?? "";
  const range = placeOf(reference, index);
  switch (root) {
    case "local": {
      if (index === 0) return symbolOf(place, "local", place.uri, name, range);
      const read = index === 2 && names[1] === "locals" ? readThrough(place, names[0] ?? "") : undefined;
      return read === undefined ? undefined : symbolOf(place, "local", read, name, range);
    }
    case "include": {
      const include = includeNamed(place, names);
      if (!include) return undefined;
      if (index === 0 && include.depth === 1) return symbolOf(place, "include", place.uri, name, range);
      const isLocal = names[include.depth] === "locals" && index === include.depth + 1;
      return isLocal && include.uri !== undefined ? symbolOf(place, "local", include.uri, name, range) : undefined;
    }
    case "dependency": {
      if (index === 0) {
        const home = homeOf(place, "dependency", name);
        return home === undefined ? undefined : symbolOf(place, "dependency", home, name, range);
      }
      return index === 2 && names[1] === "outputs" ? outputOf(place, names[0] ?? "", name, range) : undefined;
    }
    case "feature": {
      const home = index === 0 ? homeOf(place, "feature", name) : undefined;
      return home === undefined ? undefined : symbolOf(place, "feature", home, name, range);
    }
    case "values": {
      const home = index === 0 ? valueHome(place, name) : undefined;
      return home === undefined ? undefined : symbolOf(place, "value", home, name, range);
    }
    case "unit":
    case "stack":
      return index === 0 ? symbolOf(place, root, place.uri, name, range) : undefined;
    default:
      return undefined;
  }
}

/** The include that a reference begins with, and how many of its names say which one: none for a bare include. */
function includeNamed(
  { view }: TerragruntPlace,
  names: readonly string[],
): { readonly uri: string | undefined; readonly depth: 0 | 1 } | undefined {
  const labelled = view?.includes.find(({ label }) => label !== "" && label === names[0]);
  if (labelled) return { uri: labelled.uri, depth: 1 };
  const bare = view?.includes.find(({ label }) => label === "");
  return bare && { uri: bare.uri, depth: 0 };
}

/** The file that a local value's `read_terragrunt_config` reads. */
function readThrough({ uri, facts, view }: TerragruntPlace, name: string): string | undefined {
  const local = facts.locals.find((each) => each.name === name);
  const call = facts.calls.find(
    (each) =>
      each.name === "read_terragrunt_config" &&
      local !== undefined &&
      local.whole.start <= each.range.start &&
      each.range.end <= local.whole.end,
  );
  const [path] = call?.args ?? [];
  const found = path === undefined || !view ? undefined : view.callPath(path, view.context.directory);
  return found?.kind === "path" && found.uri !== uri ? found.uri : undefined;
}

/** The file that declares a dependency or feature which a file can name: itself, one it includes, or one that includes it. */
function homeOf(place: TerragruntPlace, type: "dependency" | "feature", label: string): string | undefined {
  return [place.uri, ...sharing(place.workspace, place.uri)].find((uri) =>
    place.workspace.facts(uri)?.blocks.some((block) => block.type === type && block.label === label),
  );
}

/** The files whose dependencies and features a file shares: what it includes, and the units that include it. */
function sharing(workspace: TerragruntWorkspace, uri: string): readonly string[] {
  const own = workspace.unitOf(uri);
  const units = own ? [own.directory] : workspace.includedBy(uri);
  const found = new Set<string>();
  for (const directory of units) {
    const links = workspace.linksOf(directory);
    if (!links) continue;
    found.add(links.uri);
    for (const include of links.includes) if (include.uri !== undefined) found.add(include.uri);
  }
  found.delete(uri);
  return [...found];
}

/** The file that gives a value: the values file beside the unit, else the stack that generates it. */
function valueHome({ workspace, unit, uri }: TerragruntPlace, name: string): string | undefined {
  const beside = `${directoryOf(uri)}/terragrunt.values.hcl`;
  if (workspace.facts(beside)?.attributes.some((each) => each.name === name)) return beside;
  for (const { generatedBy, uri: source } of [unit?.origin, ...workspace.generatedUnits.values()].flatMap(
    (origin) => origin ?? [],
  )) {
    if (!generatedBy || source !== (unit?.uri ?? uri)) continue;
    const block = workspace.blockFact(generatedBy.stack, generatedBy.item);
    if (block?.keys?.some((each) => each.name === name)) return generatedBy.stack;
  }
  return undefined;
}

/** The output of the module that a dependency runs. */
function outputOf(place: TerragruntPlace, label: string, name: string, range: TextRange): ModuleName | undefined {
  for (const directory of place.units) {
    const dependency = place.workspace.unit(directory)?.dependencies.find((each) => each.label === label);
    const module =
      dependency?.directory === undefined ? undefined : place.workspace.unit(dependency.directory)?.source.module;
    if (module) return { kind: "declared", module, key: `output.${name}`, range };
  }
  return undefined;
}

/** The variable that an input sets, in the module of the first unit whose module has it. */
function inputOf(place: TerragruntPlace, name: string, range: TextRange): ModuleName | undefined {
  let first: Module | undefined;
  for (const directory of place.units) {
    const { module } = place.workspace.unit(directory)?.source ?? {};
    first ??= module;
    if (module?.declaration(`var.${name}`)) return { kind: "declared", module, key: `var.${name}`, range };
  }
  return first && { kind: "declared", module: first, key: `var.${name}`, range };
}

/** All places that name a symbol: its declarations first. */
export function terragruntOccurrences(symbol: TerragruntSymbol): readonly TerragruntOccurrence[] {
  return [...declarationsOf(symbol), ...usesOf(symbol)];
}

function declarationsOf({ what, home, name, workspace }: TerragruntSymbol): TerragruntOccurrence[] {
  const facts = workspace.facts(home);
  if (!facts) return [];
  const at = (range: TextRange): TerragruntOccurrence => ({ kind: "declaration", uri: home, range });
  if (what === "local") return facts.locals.filter((each) => each.name === name).map(({ range }) => at(range));
  if (what === "value") {
    const keys = facts.blocks.flatMap((block) => (block.type === "dependency" ? [] : (block.keys ?? [])));
    return [...facts.attributes, ...keys].filter((each) => each.name === name).map(({ range }) => at(range));
  }
  return facts.blocks
    .filter((block) => block.type === what && block.label === name)
    .flatMap(({ labelRange }) => (labelRange ? at(labelRange) : []));
}

function usesOf(symbol: TerragruntSymbol): TerragruntOccurrence[] {
  const { what, home, name, workspace } = symbol;
  switch (what) {
    case "local":
      return [...namesIn(symbol, home, "local", [name]), ...usesOfLocalElsewhere(symbol)];
    case "include":
    case "unit":
    case "stack":
      return namesIn(symbol, home, what, [name]);
    case "dependency":
    case "feature":
      return [home, ...sharing(workspace, home)]
        .filter((uri) => uri === home || !declares(workspace.facts(uri)?.blocks, what, name))
        .flatMap((uri) => namesIn(symbol, uri, what, [name]));
    case "value":
      return readersOfValues(symbol).flatMap((uri) => namesIn(symbol, uri, "values", [name]));
  }
}

function declares(blocks: readonly TerragruntBlockFact[] | undefined, type: string, label: string): boolean {
  return blocks?.some((block) => block.type === type && block.label === label) ?? false;
}

/** Places in a file where a root is followed by some names; the last of them is the place. */
function namesIn(
  { workspace }: TerragruntSymbol,
  uri: string,
  root: string,
  names: readonly string[],
): TerragruntOccurrence[] {
  return (workspace.facts(uri)?.references ?? [])
    .filter((reference) => reference.root === root && names.every((name, i) => reference.names[i] === name))
    .map((reference) => ({ kind: "read", uri, range: placeOf(reference, names.length - 1) }));
}

/** `include.LABEL.locals.NAME` in including units, and `local.READ.locals.NAME` where the file is read. */
function usesOfLocalElsewhere(symbol: TerragruntSymbol): TerragruntOccurrence[] {
  const found = new Map<string, TerragruntOccurrence>();
  for (const { uri, root, names } of waysToLocals(symbol)) {
    if (!names) continue;
    for (const each of namesIn(symbol, uri, root, [...names, symbol.name])) {
      found.set(`${each.uri} ${each.range.start}`, each);
    }
  }
  return [...found.values()];
}

/** What another file writes to come to the local values of a symbol's file: a root and the names up to `locals`. */
export interface WayToLocals {
  readonly uri: string;
  readonly root: "include" | "local";
  /** Undefined where the file is read in the middle of an expression, so that no name leads there. */
  readonly names: readonly string[] | undefined;
}

/** All ways in which other files come to the local values of a symbol's file, each once. */
export function waysToLocals({ home, workspace }: TerragruntSymbol): readonly WayToLocals[] {
  const found = new Map<string, WayToLocals>();
  const add = (way: WayToLocals) => found.set([way.uri, way.root, ...(way.names ?? ["-"])].join(" "), way);
  for (const directory of workspace.includedBy(home)) {
    const links = workspace.linksOf(directory);
    for (const { label, uri } of links?.includes ?? []) {
      if (!links || uri !== home) continue;
      add({ uri: links.uri, root: "include", names: label === "" ? ["locals"] : [label, "locals"] });
    }
  }
  for (const directory of workspace.readBy(home)) {
    const unit = workspace.unit(directory);
    for (const { uri, from } of workspace.linksOf(directory)?.reads ?? []) {
      const view = unit && (unit.viewOf(from) ?? unit.readView(from, unit.view));
      if (uri !== home || !view) continue;
      for (const { name, isAll } of readersIn(view, home)) {
        if (name !== undefined) add({ uri: from, root: "local", names: [name, "locals"] });
        if (!isAll) add({ uri: from, root: "local", names: undefined });
      }
    }
  }
  return [...found.values()];
}

/**
 * Where a file reads another: the local value in which that stands, if any, and whether the value ends with it, so that it
 * holds all that was read.
 */
function readersIn(
  view: FileView,
  target: string,
): readonly { readonly name: string | undefined; readonly isAll: boolean }[] {
  const { facts } = view;
  return facts.calls.flatMap((call) => {
    const [path] = call.args;
    if (call.name !== "read_terragrunt_config" || path === undefined) return [];
    const found = view.callPath(path, view.context.directory);
    if (found.kind !== "path" || found.uri !== target) return [];
    const local = facts.locals.find(({ whole }) => whole.start <= call.range.start && call.range.end <= whole.end);
    return { name: local?.name, isAll: local?.whole.end === call.range.end };
  });
}

/** The files that read what a values file or a stack gives. */
function readersOfValues({ home, workspace, name }: TerragruntSymbol): readonly string[] {
  const found = new Set<string>();
  if (home.endsWith("/terragrunt.values.hcl")) found.add(`${directoryOf(home)}/terragrunt.hcl`);
  for (const { generatedBy, uri } of workspace.generatedUnits.values()) {
    if (generatedBy?.stack !== home) continue;
    const block = workspace.blockFact(home, generatedBy.item);
    if (block?.keys?.some((each) => each.name === name)) found.add(uri);
  }
  return [...found];
}
