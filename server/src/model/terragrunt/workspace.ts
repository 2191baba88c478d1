// All Terragrunt files of a workspace together: which unit includes, reads and depends on what, and what stacks generate.
//
// `terragruntWorkspace(snapshot)` gives the state for a snapshot. From one snapshot to the next only what an edit
// touches is computed again. Nothing is run, and nothing is read but the files that the workspace holds.

import { RecentlyUsed } from "../derived.js";
import { directoryOf } from "../uri.js";
import { objectType } from "../values/type.js";
import { dynamicValue, Value } from "../values/value.js";
import type { WorkspaceSnapshot } from "../workspace.js";
import { componentsOf, type StackComponent } from "./component.js";
import { moduleOutputs } from "./dependencyOutputs.js";
import type { TerragruntBlockFact, TerragruntFacts } from "./facts.js";
import { changesBetween, filesOf, stackFile, type TerragruntFiles, unitFile, updatedFiles } from "./files.js";
import { expandStacks, type Generated, type KeptStack, noneGenerated } from "./generatedUnits.js";
import { type Changes, type LatestSnapshot, Reading } from "./reading.js";
import { stackUses, unitsOf } from "./stackLinks.js";
import { Unit } from "./unit.js";
import { type LinkTables, linkTables, type UnitLinks, unitLinks, updateTables } from "./unitLinks.js";
import type { UnitOrigin, UnitSurroundings } from "./unitParts.js";

/** What a file is to Terragrunt. */
export type TerragruntRole = "unit" | "include" | "read" | "stack" | "values" | "autoinclude";

/** Evaluated units that are kept for the next question. */
const unitsKept = 512;

/** What lasts from one snapshot to the next. */
interface Kept {
  snapshot: WorkspaceSnapshot;
  workspace: TerragruntWorkspace;
}

const latest = new WeakMap<object, Kept>();

/** The Terragrunt configuration of a snapshot: the same object for the same snapshot. */
export function terragruntWorkspace(snapshot: WorkspaceSnapshot): TerragruntWorkspace {
  const kept = latest.get(snapshot.lineage);
  if (kept?.snapshot === snapshot) return kept.workspace;
  const workspace = kept ? kept.workspace.advance(snapshot) : new TerragruntWorkspace(snapshot);
  latest.set(snapshot.lineage, { snapshot, workspace });
  return workspace;
}

const noLinks: ReadonlyMap<string, UnitLinks | undefined> = new Map();
const noStacks: Generated["stacks"] = new Map();

export class TerragruntWorkspace implements UnitSurroundings {
  readonly snapshot: WorkspaceSnapshot;
  readonly #files: TerragruntFiles;
  readonly #latest: LatestSnapshot;
  #units = new RecentlyUsed<string, Unit>(unitsKept);
  #unitKeys = new Set<string>();
  #links: Map<string, UnitLinks> | undefined;
  /** The tables, in which the links of some units are still what they were before: those of `#stale`. */
  #tables: LinkTables | undefined;
  #stale: ReadonlyMap<string, UnitLinks | undefined> = new Map();
  #stacks = new Map<string, KeptStack>();
  #generated: Generated | undefined;
  #generating = false;

  /** `latest` is shared by all states of one workspace. */
  constructor(
    snapshot: WorkspaceSnapshot,
    files: TerragruntFiles = filesOf(snapshot),
    latest: LatestSnapshot = { snapshot },
  ) {
    this.snapshot = snapshot;
    this.#files = files;
    this.#latest = latest;
  }

  /** True where the workspace has a unit or a stack. */
  get isUsed(): boolean {
    return this.#files.units.size + this.#files.stacks.size > 0;
  }

  /** The directories of all units that are written as files, in no particular order. */
  get unitDirectories(): Iterable<string> {
    return this.#files.units.keys();
  }

  /** The directories of all units, then of those that stacks generate. */
  allUnitDirectories(): Iterable<string> {
    return this.#linkedDirectories();
  }

  /** The URIs of all stack files. */
  get stackFiles(): Iterable<string> {
    return this.#files.stacks.values();
  }

  /** The unit of a directory: written there, or generated into it by a stack. Undefined where there is none. */
  unit(directory: string): Unit | undefined {
    const known = this.#units.get(directory);
    if (known) return known;
    const uri = this.#files.units.get(directory);
    const origin = uri === undefined ? this.#generatedUnits().units.get(directory) : { directory, uri };
    if (!origin) return undefined;
    const unit = new Unit(origin, new Reading(this.#latest), this);
    if (uri === undefined) unit.reading.include(this.#generatedUnits().reading);
    this.#units.set(directory, unit);
    this.#unitKeys.add(directory);
    return unit;
  }

  /** The unit of a directory as it is evaluated while its dependencies have no outputs yet: with their mocks. Not kept. */
  mockedUnit(directory: string): Unit | undefined {
    const origin = this.unit(directory)?.origin;
    return origin && new Unit(origin, new Reading(this.#latest), this, { outputs: "mocked" });
  }

  /** The unit whose `terragrunt.hcl` a file is. */
  unitOf(uri: string): Unit | undefined {
    const directory = directoryOf(uri);
    return this.#files.units.get(directory) === uri ? this.unit(directory) : undefined;
  }

  /** What a file is to Terragrunt; undefined for a file that no unit has to do with. Includes may also be units by name. */
  roleOf(uri: string): TerragruntRole | undefined {
    const kind = this.snapshot.entry(uri)?.type?.kind;
    switch (kind) {
      case "terragrunt-stack":
      case "terragrunt-autoinclude-stack":
        return "stack";
      case "terragrunt-values":
        return "values";
      case "terragrunt-autoinclude":
        return "autoinclude";
      case "terragrunt-include":
        return "include";
      case "terragrunt-unit":
        return this.includedBy(uri).length > 0 ? "include" : "unit";
      case "hcl":
        if (this.includedBy(uri).length > 0) return "include";
        return this.readBy(uri).length > 0 ? "read" : stackUses(this).get(uri)?.[0]?.role;
      default:
        return undefined;
    }
  }

  /** What a unit includes, reads and depends on, without evaluating more than paths. */
  linksOf(directory: string): UnitLinks | undefined {
    const known = this.#links?.get(directory);
    if (known || !this.#isLinked(directory)) return known;
    this.#links ??= new Map();
    const links = this.#linksOf(directory);
    this.#links.set(directory, links);
    return links;
  }

  /** The directories of the units that include a file, sorted. */
  includedBy(uri: string): readonly string[] {
    return sorted(this.#allTables().includedBy.get(uri));
  }

  /** The directories of the units that read a file with `read_terragrunt_config`, themselves or through another file. */
  readBy(uri: string): readonly string[] {
    return sorted(this.#allTables().readBy.get(uri));
  }

  /** The directories of the units that depend on a unit or stack, by a `dependency` or by `dependencies`. */
  dependentsOf(directory: string): readonly string[] {
    return sorted(this.#allTables().dependents.get(directory));
  }

  /** The directories of the units whose module is in a directory. */
  usersOfModule(directory: string): readonly string[] {
    return sorted(this.#allTables().moduleUsers.get(directory));
  }

  /** The directories that a unit depends on, as far as they are known; it need not be that there is a unit. */
  dependenciesOf(directory: string): readonly string[] {
    return this.linksOf(directory)?.directories ?? [];
  }

  /** The components of a stack file, evaluated where it lies. */
  components(uri: string): readonly StackComponent[] {
    return this.#stack({ directory: directoryOf(uri), uri }).components;
  }

  /** The stack file's own evaluation, for its local values and expressions. */
  stack(uri: string): Unit {
    return this.#stack({ directory: directoryOf(uri), uri }).unit;
  }

  /** The components of the stack in a directory, written there or generated into it; undefined where there is none. */
  componentsIn(directory: string): readonly StackComponent[] | undefined {
    const uri = this.#files.stacks.get(directory);
    return uri === undefined ? this.generatedStacks.get(directory) : this.components(uri);
  }

  /** The components of stacks: of those that are written by their file's URI, of generated ones by their directory. */
  get generatedStacks(): ReadonlyMap<string, readonly StackComponent[]> {
    return this.#files.stacks.size === 0 ? noStacks : this.#generatedUnits().stacks;
  }

  /** The units that stacks generate, by the directory they are generated into. */
  get generatedUnits(): ReadonlyMap<string, UnitOrigin> {
    return this.#generatedUnits().units;
  }

  /** True for a directory that a stack generates, or one in it. */
  isGenerated(directory: string): boolean {
    return this.sourceOf(directory) !== directory;
  }

  sourceOf(directory: string): string {
    if (this.#files.stacks.size === 0 || this.#generating) return directory;
    const { sources } = this.#generatedUnits();
    for (let at = directory; at.length > 0 && !at.endsWith("/"); at = directoryOf(at)) {
      const source = sources.get(at);
      if (source !== undefined) return source + directory.slice(at.length);
    }
    return directory;
  }

  mayAppear(uri: string, reading: Reading): boolean {
    if (this.#files.stacks.size === 0) return false;
    // While stacks are expanded, what they generate is not known yet.
    if (this.#generating) return true;
    const { places, reading: ofStacks } = this.#generatedUnits();
    reading.include(ofStacks);
    for (let at = uri; at.length > 0 && !at.endsWith("/"); at = directoryOf(at)) if (places.has(at)) return true;
    return false;
  }

  outputsOf(directory: string, reading: Reading): Value {
    const units = this.stackUnits(directory, reading);
    if (units === "unknown") return dynamicValue;
    if (units) {
      // The outputs of a stack are those of its units, by their names.
      const outputs = [...units].map(([name, unit]) => [name, this.outputsOf(unit, reading)] as const);
      return Value.unknown(objectType(outputs.map(([name, value]) => [name, value.type])), true);
    }
    reading.isFile(`${directory}/${unitFile}`);
    if (!this.#files.units.has(directory)) reading.include(this.#generatedUnits().reading);
    const unit = this.unit(directory);
    if (!unit) return dynamicValue;
    // The source alone is read of the other unit; what else is known of it is no concern of this one.
    const probe = new Unit(unit.origin, reading, this);
    const { module } = probe.source;
    return module ? moduleOutputs(this.snapshot, module) : dynamicValue;
  }

  /**
   * The units of the stack in a directory, by their names, with the directories they are generated into; undefined where
   * there is no stack. "unknown" where the units cannot all be told, or are not all of what the stack has.
   */
  stackUnits(directory: string, reading: Reading): ReadonlyMap<string, string> | "unknown" | undefined {
    const uri = `${directory}/${stackFile}`;
    if (this.#generating) return reading.isFile(uri) ? "unknown" : undefined;
    let components: readonly StackComponent[];
    if (reading.isFile(uri)) {
      const stack = this.#stack({ directory, uri });
      reading.include(stack.unit.reading);
      if (!stack.unit.view.isWhole) return "unknown";
      components = stack.components;
    } else {
      if (this.#files.stacks.size === 0) return undefined;
      const { stacks, reading: ofStacks } = this.#generatedUnits();
      reading.include(ofStacks);
      const found = stacks.get(directory);
      if (!found) return undefined;
      components = found;
    }
    return unitsOf(components);
  }

  /** All facts of a file. */
  facts(uri: string): TerragruntFacts | undefined {
    return this.snapshot.facts(uri)?.terragrunt;
  }

  /** The facts of a top-level block. */
  blockFact(uri: string, item: number): TerragruntBlockFact | undefined {
    return this.facts(uri)?.blocks.find((block) => block.item === item);
  }

  /** The state for another snapshot of the same workspace; what no change touches is taken over. */
  advance(snapshot: WorkspaceSnapshot): TerragruntWorkspace {
    const changes = changesBetween(this.snapshot, snapshot);
    this.#latest.snapshot = snapshot;
    const next = new TerragruntWorkspace(snapshot, updatedFiles(this.#files, snapshot, changes), this.#latest);
    for (const directory of this.#unitKeys) {
      const unit = this.#units.get(directory);
      if (!unit || unit.reading.isTouchedBy(changes)) continue;
      if (!unit.origin.generatedBy && next.#files.units.get(directory) !== unit.uri) continue;
      unit.rebase(next);
      next.#units.set(directory, unit);
      next.#unitKeys.add(directory);
    }
    for (const [key, stack] of this.#stacks) {
      // What a stack in a stack comes to depends on the values it is given.
      if (stack.unit.origin.generatedBy || stack.unit.reading.isTouchedBy(changes)) continue;
      stack.unit.rebase(next);
      next.#stacks.set(key, stack);
    }
    const generated = this.#generated;
    const stacksAreSame = next.#files.stacks === this.#files.stacks;
    if (generated && stacksAreSame && !generated.reading.isTouchedBy(changes)) {
      next.#generated = generated;
    }
    if (this.#links) {
      const sameUnits = next.#files.units === this.#files.units && next.#generated === this.#generated;
      const isSettled = sameUnits && (next.#files.stacks.size === 0 || next.#generated !== undefined);
      next.#takeOverLinks(this.#links, this.#stale, this.#tables, changes, isSettled);
    }
    return next;
  }

  /** Keeps the links that no change touches. The others are computed when they are asked for. */
  #takeOverLinks(
    links: ReadonlyMap<string, UnitLinks>,
    stale: ReadonlyMap<string, UnitLinks | undefined>,
    tables: LinkTables | undefined,
    changes: Changes,
    sameUnits: boolean,
  ): void {
    const next = new Map(stale);
    const dropped: string[] = [];
    for (const [directory, known] of links) {
      if (!known.reading.isTouchedBy(changes) && (sameUnits || this.#isLinked(directory))) continue;
      dropped.push(directory);
      // The tables hold what was known when they were asked for last.
      if (!next.has(directory)) next.set(directory, known);
    }
    if (!sameUnits) {
      for (const directory of this.#linkedDirectories()) {
        if (!links.has(directory) && !next.has(directory)) next.set(directory, undefined);
      }
    }
    const kept = dropped.length === 0 ? (links as Map<string, UnitLinks>) : new Map(links);
    for (const directory of dropped) kept.delete(directory);
    this.#links = kept;
    this.#tables = tables;
    this.#stale = next;
  }

  #linksOf(directory: string): UnitLinks {
    const uri = this.#files.units.get(directory);
    const reading = new Reading(this.#latest);
    if (uri !== undefined) return unitLinks(new Unit({ directory, uri }, reading, this));
    const generated = this.#generatedUnits();
    reading.include(generated.reading);
    const origin = generated.units.get(directory) ?? { directory, uri: `${directory}/${unitFile}` };
    return unitLinks(new Unit(origin, reading, this));
  }

  #isLinked(directory: string): boolean {
    if (this.#files.units.has(directory)) return true;
    return this.#files.stacks.size > 0 && this.#generatedUnits().units.has(directory);
  }

  *#linkedDirectories(): Iterable<string> {
    yield* this.#files.units.keys();
    if (this.#files.stacks.size === 0) return;
    for (const directory of this.#generatedUnits().units.keys()) if (!this.#files.units.has(directory)) yield directory;
  }

  #allTables(): LinkTables {
    const linksOf = (directory: string): UnitLinks | undefined => this.linksOf(directory);
    if (!this.#tables) {
      const links = [...this.#linkedDirectories()].flatMap((directory) => linksOf(directory) ?? []);
      this.#tables = linkTables(links);
    } else if (this.#stale.size > 0) {
      const changed = [...this.#stale].map(([directory, before]) => ({ directory, before, after: linksOf(directory) }));
      this.#tables = updateTables(this.#tables, changed);
    }
    this.#stale = noLinks;
    return this.#tables;
  }

  #stack(origin: UnitOrigin): KeptStack {
    const key = `${origin.directory}\n${origin.uri}`;
    const known = this.#stacks.get(key);
    if (known) return known;
    const unit = new Unit(origin, new Reading(this.#latest), this, { role: "stack" });
    const stack = { unit, components: componentsOf(unit.view, unit) };
    this.#stacks.set(key, stack);
    return stack;
  }

  #generatedUnits(): Generated {
    if (this.#generated) return this.#generated;
    // Stacks are expanded without what stacks generate: what they read cannot depend on it.
    if (this.#generating) return noneGenerated(this.#latest);
    this.#generating = true;
    const generated = expandStacks(this.#files.stacks.values(), new Reading(this.#latest), (origin) =>
      this.#stack(origin),
    );
    this.#generating = false;
    this.#generated = generated;
    return generated;
  }
}

function sorted(directories: ReadonlySet<string> | undefined): readonly string[] {
  return directories ? [...directories].sort() : [];
}
