// What a name in a Terragrunt file stands for.

import { type TextRange, touches } from "../../base/range.js";
import type { Module } from "../../model/module.js";
import type { TerragruntBlockFact, TerragruntReferenceFact } from "../../model/terragrunt/facts.js";
import type { UnitDependency } from "../../model/terragrunt/unitParts.js";
import type { TerragruntWorkspace } from "../../model/terragrunt/workspace.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import { dependenciesAt, keysWithPath, moduleOf, outputsStart, ownerOf } from "./outputPath.js";
import { type TerragruntPlace, terragruntPlace } from "./place.js";
import { giversOf, namesGiven, type ValueGiver } from "./values.js";

export type TerragruntKind = "local" | "include" | "dependency" | "feature" | "value" | "unit" | "stack";

/** A name that Terragrunt files declare. */
export interface TerragruntSymbol {
  readonly kind: "terragrunt";
  readonly what: TerragruntKind;
  /** The file that declares it. */
  readonly home: string;
  /** The index of the stack's top-level block there that gives a value, or that adds a dependency to what it generates. */
  readonly item?: number | undefined;
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

function symbolOf(
  place: TerragruntPlace,
  what: TerragruntKind,
  home: string,
  name: string,
  range: TextRange,
  item?: number,
) {
  return { kind: "terragrunt" as const, what, home, item, name, range, workspace: place.workspace };
}

function declaredAt(place: TerragruntPlace, offset: number): TerragruntSymbol | ModuleName | undefined {
  const { facts, uri, role } = place;
  for (const { name, range } of facts.locals) {
    if (touches(range, offset)) return symbolOf(place, "local", uri, name, range);
  }
  for (const block of facts.blocks) {
    for (const inner of block.inner ?? []) {
      if (touches(inner.range, offset)) return nameInBlock(place, inner, offset, inner.item);
    }
    const found = nameInBlock(place, block, offset, undefined);
    if (found) return found;
  }
  for (const { name, range } of facts.inputs) if (touches(range, offset)) return inputOf(place, name, range);
  if (role !== "values") return undefined;
  const value = facts.attributes.find(({ range }) => touches(range, offset));
  return value && symbolOf(place, "value", uri, value.name, value.range);
}

/** The label of a block, or a name that it gives a value; `within` is the stack's block that adds it. */
function nameInBlock(
  place: TerragruntPlace,
  { type, label, labelRange, keys = [], item }: TerragruntBlockFact,
  offset: number,
  within: number | undefined,
): TerragruntSymbol | ModuleName | undefined {
  if (labelRange && label !== undefined && touches(labelRange, offset)) {
    return blockKinds.has(type)
      ? symbolOf(place, type as TerragruntKind, place.uri, label, labelRange, within)
      : undefined;
  }
  for (const { names, range } of keysWithPath(keys)) {
    if (!touches(range, offset)) continue;
    const name = names.at(-1) ?? "";
    if (type !== "dependency") return symbolOf(place, "value", place.uri, name, range, item);
    return outputNamed(place, item, [label ?? "", "outputs", ...names], range);
  }
  return undefined;
}

function namedAt(place: TerragruntPlace, offset: number): TerragruntSymbol | ModuleName | undefined {
  const reference = place.facts.references.findLast(({ range }) => touches(range, offset));
  if (!reference) return undefined;
  const index = reference.names.findIndex((_, i) => touches(placeOf(reference, i), offset));
  return index < 0 ? undefined : nameOf(place, reference, index);
}

/** Where a name of a reference stands. */
export function placeOf({ places }: TerragruntReferenceFact, index: number): TextRange {
  return { start: places[2 * index] ?? 0, end: places[2 * index + 1] ?? 0 };
}

function nameOf(
  place: TerragruntPlace,
  reference: TerragruntReferenceFact,
  index: number,
): TerragruntSymbol | ModuleName | undefined {
  const { root, names, item } = reference;
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
      if (index === 0) return dependencyNamed(place, item, name, range);
      return outputNamed(place, item, names.slice(0, index + 1), range);
    }
    case "feature": {
      const home = index === 0 ? homeOf(place, "feature", name) : undefined;
      return home === undefined ? undefined : symbolOf(place, "feature", home, name, range);
    }
    case "values": {
      const giver = index === 0 ? valueGiver(place, name) : undefined;
      return giver && symbolOf(place, "value", giver.uri, name, range, giver.item);
    }
    case "unit":
    case "stack":
      return index === 0 ? symbolOf(place, root, componentHome(place, root, name), name, range) : undefined;
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
export function sharing(workspace: TerragruntWorkspace, uri: string): readonly string[] {
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

/** The file that declares a unit or stack which a stack file names: itself, or one that the stack includes. */
function componentHome({ workspace, uri, facts, unit }: TerragruntPlace, kind: "unit" | "stack", name: string): string {
  if (facts.blocks.some(({ type, label }) => type === kind && label === name)) return uri;
  const components = unit ? workspace.components(unit.uri) : [];
  return components.find((each) => each.kind === kind && each.name === name)?.uri ?? uri;
}

/** What gives a value: the values file beside the unit, else the component of a stack that generates it. */
function valueGiver({ workspace, unit, uri }: TerragruntPlace, name: string): ValueGiver | undefined {
  return giversOf(workspace, unit?.uri ?? uri).find((giver) =>
    namesGiven(workspace, giver).some((each) => each.name === name),
  );
}

/** A dependency by its label: one that the stack adds where its block is, else the file's own or that of an include. */
function dependencyNamed(
  place: TerragruntPlace,
  item: number,
  name: string,
  range: TextRange,
): TerragruntSymbol | undefined {
  const added = place.workspace.blockFact(place.uri, item)?.inner;
  if (added?.some(({ type, label }) => type === "dependency" && label === name)) {
    return symbolOf(place, "dependency", place.uri, name, range, item);
  }
  const home = homeOf(place, "dependency", name);
  return home === undefined ? undefined : symbolOf(place, "dependency", home, name, range);
}

/** The last of the names that begin with a dependency's label: a stack's component, or an output of a module. */
function outputNamed(
  place: TerragruntPlace,
  item: number,
  names: readonly string[],
  range: TextRange,
): TerragruntSymbol | ModuleName | undefined {
  const { workspace } = place;
  const name = names.at(-1) ?? "";
  for (const dependencies of dependenciesInSight(place, item)) {
    const start = outputsStart(dependencies, names);
    const before = start ? names.slice(start.from, -1) : [];
    const owner = start && start.from < names.length ? ownerOf(workspace, start.directory, before) : undefined;
    if (owner?.depth !== before.length) continue;
    const component = owner.components?.find((each) => each.name === name);
    if (component) return symbolOf(place, component.kind, component.uri, name, range);
    const module = moduleOf(workspace, owner);
    if (module) return { kind: "declared", module, key: `output.${name}`, range };
  }
  return undefined;
}

/** The dependencies that a place sees, for each unit that the file is part of. */
function* dependenciesInSight(place: TerragruntPlace, item: number): Iterable<readonly UnitDependency[]> {
  if (place.role === "stack") yield dependenciesAt(place, item);
  for (const directory of place.units) yield place.workspace.unit(directory)?.dependencies ?? [];
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
