// What follows `dependency.LABEL.outputs`: outputs of a module; of a stack, its units and stacks, and then their outputs.

import type { TextRange } from "../../base/range.js";
import type { FileRange } from "../../base/sourceChange.js";
import type { Module } from "../../model/module.js";
import type { StackComponent } from "../../model/terragrunt/component.js";
import type { NameFact, TerragruntBlockFact, TerragruntReferenceFact } from "../../model/terragrunt/facts.js";
import type { UnitDependency } from "../../model/terragrunt/unitParts.js";
import type { TerragruntWorkspace } from "../../model/terragrunt/workspace.js";
import { directoryOf } from "../../model/uri.js";
import type { TerragruntPlace } from "./place.js";

/** What declares a name that stands behind others. */
export interface OutputOwner {
  /** The directory of the unit or stack. */
  readonly directory: string;
  /** How many names lead there: units and stacks of stacks. */
  readonly depth: number;
  /** The stack's components; undefined for a unit, which has the outputs of its module. */
  readonly components: readonly StackComponent[] | undefined;
}

/** What the last of some names is declared by, where they follow the outputs of a directory's unit or stack. */
export function ownerOf(
  workspace: TerragruntWorkspace,
  directory: string,
  before: readonly string[],
): OutputOwner | undefined {
  let at = directory;
  for (let depth = 0; ; depth++) {
    const components = workspace.componentsIn(at)?.filter(({ enabled }) => enabled !== false);
    const name = before[depth];
    if (!components || name === undefined) return { directory: at, depth, components };
    const [only, ...more] = components.filter((each) => each.name === name);
    if (only?.directory === undefined || more.length > 0) return undefined;
    at = only.directory;
  }
}

/** The module whose outputs an owner has; undefined for a stack, and where the module is not in the workspace. */
export function moduleOf(workspace: TerragruntWorkspace, owner: OutputOwner | undefined): Module | undefined {
  return owner && !owner.components ? workspace.unit(owner.directory)?.source.module : undefined;
}

/** The dependencies in sight of a top-level item: in a stack, those of what the component generates. */
export function dependenciesAt(
  { workspace, uri, role, unit }: TerragruntPlace,
  item: number,
): readonly UnitDependency[] {
  if (role !== "stack") return unit?.dependencies ?? [];
  for (const directory of generatedAt({ workspace, uri }, item)) {
    const generated = workspace.unit(directory);
    if (generated) return generated.dependencies;
  }
  return [];
}

/** The directories that a component of a stack file is generated into. */
export function generatedAt(
  { workspace, uri }: Pick<TerragruntPlace, "workspace" | "uri">,
  item: number,
): readonly string[] {
  return [...workspace.generatedStacks.values()].flatMap((components) =>
    components.flatMap((each) => (each.uri === uri && each.item === item ? (each.directory ?? []) : [])),
  );
}

/** The dependency that a symbol's label stands for, as the file that declares it sees it. */
export function dependencyOf(
  place: TerragruntPlace,
  label: string,
  item: number | undefined,
): UnitDependency | undefined {
  return dependenciesAt(place, item ?? -1).find((each) => each.label === label);
}

/** The file of the unit or stack in a directory; of a generated one, that which it is generated from. */
export function fileBehind(workspace: TerragruntWorkspace, directory: string): string | undefined {
  const unit = workspace.unit(directory);
  if (unit) return unit.uri;
  const stack = `${directory}/terragrunt.stack.hcl`;
  if (workspace.facts(stack)) return stack;
  for (const components of workspace.generatedStacks.values()) {
    const found = components.find((each) => each.directory === directory);
    if (found) return found.sourceFile;
  }
  return undefined;
}

/** Where a dependency's outputs are, and how many names of a reference stand before the first of them. */
export interface OutputsStart {
  readonly directory: string;
  readonly from: number;
}

/** Reads `LABEL.outputs` or, of a repeated dependency, `LABEL["key"].outputs`, at the start of some names. */
export function outputsStart(
  dependencies: readonly UnitDependency[],
  names: readonly string[],
): OutputsStart | undefined {
  for (const { label, directory, isRepeated, instances } of dependencies) {
    if (label !== names[0]) continue;
    if (!isRepeated && directory !== undefined && names[1] === "outputs") return { directory, from: 2 };
    const instance = isRepeated && names[2] === "outputs" && instances.find(({ key }) => key === names[1]);
    if (instance && instance.directory !== undefined) return { directory: instance.directory, from: 3 };
  }
  return undefined;
}

/** A name behind a dependency's outputs, or in its mocks, with what declares it. */
export interface OutputName extends FileRange {
  readonly kind: "read" | "write";
  readonly name: string;
  readonly owner: OutputOwner;
}

/** Where a unit writes a name behind the outputs of its dependencies: in its files, and in the stack that generates it. */
export function outputNames(workspace: TerragruntWorkspace, directory: string, name: string): readonly OutputName[] {
  const links = workspace.linksOf(directory);
  if (!links) return [];
  const found: OutputName[] = [];
  for (const { uri, item } of writtenIn(workspace, directory)) {
    const facts = workspace.facts(uri);
    const isHere = (each: { readonly item: number }) => item === undefined || each.item === item;
    for (const reference of facts?.references ?? []) {
      if (reference.root !== "dependency" || !reference.names.includes(name) || !isHere(reference)) continue;
      const start = outputsStart(links.dependencies, reference.names);
      if (start) found.push(...namesOf(workspace, uri, reference, start, name));
    }
    for (const block of (facts?.blocks ?? []).filter(isHere)) {
      for (const each of item === undefined ? [block] : (block.inner ?? [])) {
        found.push(...mocksOf(workspace, uri, each, links.dependencies, name));
      }
    }
  }
  return found;
}

/** A unit's file and those it includes, and the component of the stack that adds to it. */
function writtenIn(
  workspace: TerragruntWorkspace,
  directory: string,
): readonly { readonly uri: string; readonly item?: number }[] {
  const links = workspace.linksOf(directory);
  if (!links) return [];
  const generatedBy = workspace.generatedUnits.get(directory)?.generatedBy;
  return [
    { uri: links.uri },
    ...links.includes.flatMap(({ uri }) => (uri === undefined ? [] : [{ uri }])),
    ...(generatedBy ? [{ uri: generatedBy.stack, item: generatedBy.item }] : []),
  ];
}

function namesOf(
  workspace: TerragruntWorkspace,
  uri: string,
  reference: TerragruntReferenceFact,
  { directory, from }: OutputsStart,
  name: string,
): OutputName[] {
  const names = reference.names.slice(from);
  return names.flatMap((each, index): OutputName[] => {
    if (each !== name) return [];
    const owner = ownerOf(workspace, directory, names.slice(0, index));
    const at = 2 * (from + index);
    const range = { start: reference.places[at] ?? 0, end: reference.places[at + 1] ?? 0 };
    return owner && owner.depth === index ? [{ kind: "read", uri, range, name, owner }] : [];
  });
}

function mocksOf(
  workspace: TerragruntWorkspace,
  uri: string,
  block: TerragruntBlockFact,
  dependencies: readonly UnitDependency[],
  name: string,
): OutputName[] {
  if (block.type !== "dependency" || !block.keys) return [];
  const directory = dependencies.find(({ label }) => label === block.label)?.directory;
  if (directory === undefined) return [];
  return [...keysWithPath(block.keys)].flatMap(({ names, range }): OutputName[] => {
    const before = names.slice(0, -1);
    if (names.at(-1) !== name) return [];
    const owner = ownerOf(workspace, directory, before);
    return owner && owner.depth === before.length ? [{ kind: "write", uri, range, name, owner }] : [];
  });
}

/** All keys of mocks, each with the keys around it. */
export function* keysWithPath(
  keys: readonly NameFact[],
  outer: readonly string[] = [],
): Iterable<{ readonly names: readonly string[]; readonly range: TextRange }> {
  for (const { name, range, keys: inner } of keys) {
    const names = [...outer, name];
    yield { names, range };
    if (inner) yield* keysWithPath(inner, names);
  }
}

/** The units that depend on a unit or stack, or on a stack that it is part of. */
export function dependentsOn(workspace: TerragruntWorkspace, directories: Iterable<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const directory of directories) {
    for (let at = directory; at.includes("/"); at = directoryOf(at)) {
      if (at === directory || workspace.componentsIn(at))
        for (const each of workspace.dependentsOf(at)) found.add(each);
      if (directoryOf(at) === at) break;
    }
  }
  return found;
}

/** The directories of the stacks that a component of a stack file is part of. */
export function stacksWith(workspace: TerragruntWorkspace, home: string): readonly string[] {
  const found: string[] = [];
  for (const [key, components] of workspace.generatedStacks) {
    if (components.some(({ uri }) => uri === home)) found.push(key.endsWith(".hcl") ? directoryOf(key) : key);
  }
  return found;
}
