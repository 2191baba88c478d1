// Writes units that are alike as units of a catalog and stacks that generate them where they were.

import { type SourceChange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import { applyEdits, type TextEdit } from "../../../base/textEdit.js";
import { isTemplate } from "../../../model/terragrunt/generatedUnits.js";
import type { Unit } from "../../../model/terragrunt/unit.js";
import { type TerragruntWorkspace, terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { nameOf, relativePath } from "../../../model/uri.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { SourceFile } from "../../../syntax/ast.js";
import { appendToFile, indentFurther, surroundings } from "../../rewriting/blockEdits.js";
import { toIdentifier } from "../../rewriting/identifier.js";
import { environmentOf } from "../../similarity/environmentNames.js";
import { changedUnit, concernedUnits, shownPath } from "../../terragrunt/preserved.js";
import { inputsIn } from "../../terragrunt/sharing.js";
import { areOfEnvironments, catalogFolder, isRunnable, type StackPlaces, stackPlaces } from "./stackPlaces.js";
import { type Family, familiesOf, type Member, namesOfFamily, type UnitValue, withAnyValue } from "./unitFamilies.js";
import { differentFiles, filesBeside, filesKey, unmovable } from "./unitFiles.js";

/** More units than these are not compared before and after. */
const mostCompared = 150;
/** Of more units than these it is not asked what stands beside each. */
const mostSearched = 2 * mostCompared;

/** What units come to as stacks: how many of them, in how many stacks. */
export interface PlannedStacks {
  readonly units: number;
  readonly stacks: number;
  readonly change: SourceChange;
}

export interface StackOptions {
  /** Fewer units than these are not worth it; two where it is not said. */
  readonly fewest?: number;
  /** True where units may differ in their inputs as a whole. */
  readonly wholeInputs?: boolean;
}

/**
 * Stacks that generate the units of some files, as far as they are alike: one stack for each environment, with one catalog
 * for all. What every unit comes to is the same before and after; a sentence says why there is no such edit.
 */
export function plannedStacks(
  snapshot: WorkspaceSnapshot,
  uris: readonly string[],
  { fewest = 2, wholeInputs = false }: StackOptions = {},
): PlannedStacks | string {
  if (uris.length > mostSearched) return tooMany(uris.length);
  const workspace = terragruntWorkspace(snapshot);
  const members: Member[] = [];
  let refusal: string | undefined;
  for (const uri of new Set(uris)) {
    const [file, unit] = [snapshot.file(uri), workspace.unitOf(uri)];
    if (!file || !unit || workspace.isGenerated(unit.directory)) continue;
    if (isOfCatalog(workspace, unit)) continue;
    const reason = unmovable(snapshot, unit.directory);
    if (reason === undefined) members.push({ directory: unit.directory, file });
    else refusal ??= reason;
  }
  const paired = { wholeInputs, ownVersions: false, pairs: true };
  const withPairs = alikeFamilies(snapshot, members, paired);
  const likeness = { ...paired, pairs: areOfEnvironments(withPairs.map(directoriesOf)) };
  const families = likeness.pairs ? withPairs : alikeFamilies(snapshot, members, likeness);
  const units = families.flatMap((family) => family.members);
  if (units.length < fewest) {
    return (
      refusal ??
      fileRefusal(snapshot, members, likeness) ??
      "The units differ in more than a few inputs and their version."
    );
  }
  if (units.length > mostCompared) return tooMany(units.length);
  const places = stackPlaces(snapshot, workspace, families.map(directoriesOf));
  if (typeof places === "string") return places;
  // An environment is given a new version when it is its turn, so that its units say their own.
  const areApart = places.size > 1 || new Set(units.map(({ directory }) => environmentOf(directory))).size > 1;
  const own = areApart ? alikeFamilies(snapshot, units, { ...likeness, ownVersions: true }) : families;
  const change = stackChange(snapshot, workspace, own, places);
  if (typeof change === "string") return change;
  const concerned = [
    ...concernedUnits(
      workspace,
      units.map(({ file }) => file.uri),
    ),
    ...units.flatMap(({ directory }) => [directory, ...workspace.dependentsOf(directory)]),
  ];
  const changed = changedUnit(snapshot, change, new Set(concerned));
  return changed ?? { units: units.length, stacks: places.size, change };
}

/** True for a unit that stacks generate others from: it stays where they find it. */
export function isOfCatalog(workspace: TerragruntWorkspace, unit: Unit): boolean {
  return isTemplate(unit) || [...workspace.generatedUnits.values()].some(({ uri }) => uri === unit.uri);
}

function tooMany(units: number): string {
  return `The ${units} units are too many to compare before and after.`;
}

type Likeness = Parameters<typeof familiesOf>[1];

/** Families whose units have the same files beside them. */
function alikeFamilies(snapshot: WorkspaceSnapshot, members: readonly Member[], likeness: Likeness): readonly Family[] {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const key = filesKey(snapshot, member.directory);
    groups.set(key, [...(groups.get(key) ?? []), member]);
  }
  return [...groups.values()].flatMap((group) => familiesOf(group, likeness));
}

/** What stands beside units that would be alike, and is not the same. */
function fileRefusal(snapshot: WorkspaceSnapshot, members: readonly Member[], likeness: Likeness): string | undefined {
  const [first, ...others] = familiesOf(members, likeness)[0]?.members ?? [];
  for (const other of others) {
    const reason = first && differentFiles(snapshot, first.directory, other.directory);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function directoriesOf({ members }: Family): readonly string[] {
  return members.map(({ directory }) => directory);
}

/** The edit that writes families as a catalog and stacks; why there is none, as one sentence. */
function stackChange(
  snapshot: WorkspaceSnapshot,
  workspace: TerragruntWorkspace,
  families: readonly Family[],
  places: StackPlaces,
): SourceChange | string {
  const change = new SourceChangeBuilder();
  const catalog = catalogFolder(snapshot, workspace, places);
  const generating = new Map<string, { readonly family: Family; readonly home: string; readonly member: Member }>();
  const taken = new Set<string>();
  for (const found of families) {
    const directories = directoriesOf(found);
    // Read without the values of a stack it fails, so that it is not run where it is kept.
    const needsValue = found.values.length === 0 && isRunnable(workspace, catalog, directories);
    const family = needsValue ? withAnyValue(found) : found;
    const [first] = directories;
    if (!family || first === undefined) {
      return "The units read no value, so that Terragrunt would run the one that they are generated from as well.";
    }
    const home = freeHome(snapshot, catalog, namesIn(families, family), taken);
    change.operation({ kind: "create", uri: `${home}/terragrunt.hcl`, content: templateText(family) });
    for (const { name, text } of filesBeside(snapshot, first)) {
      change.operation({ kind: "create", uri: `${home}/${name}`, content: text });
    }
    for (const member of family.members) generating.set(member.directory, { family, home, member });
  }
  for (const [folder, directories] of places) {
    const blocks = new Blocks(snapshot, folder, directories);
    for (const directory of [...directories].sort()) {
      const one = generating.get(directory);
      if (one) blocks.add(one.member, one.home, one.family);
    }
    const refused = blocks.write(change);
    if (refused !== undefined) return refused;
  }
  for (const [directory, { member }] of generating) {
    change.operation({ kind: "delete", uri: member.file.uri });
    for (const { uri } of filesBeside(snapshot, directory)) change.operation({ kind: "delete", uri });
  }
  return change.build();
}

/** The names that a family may have, those first that no other one wants. */
function namesIn(families: readonly Family[], family: Family): readonly string[] {
  const others = new Set(
    families.flatMap((other) => (other.members[0] === family.members[0] ? [] : namesOfFamily(other))),
  );
  const names = namesOfFamily(family);
  return [...names.filter((name) => !others.has(name)), ...names].map((name) => toIdentifier(name, "unit"));
}

function freeHome(snapshot: WorkspaceSnapshot, catalog: string, wanted: readonly string[], taken: Set<string>): string {
  const known = [...snapshot.directories.keys()];
  const isFree = (name: string): boolean =>
    !taken.has(name) && !known.some((uri) => `${uri}/`.startsWith(`${catalog}/${name}/`));
  let name = wanted.find(isFree);
  for (let n = 2; name === undefined; n++) name = [`${wanted[0]}_${n}`].find(isFree);
  taken.add(name);
  return `${catalog}/${name}`;
}

/** The unit's text with what reads the values where they stood. */
function templateText({ members, values }: Family): string {
  const whole = values.find(({ isWhole }) => isWhole);
  const files = members.map(({ file }) => file).filter((file) => !whole || whole.of(file));
  // The one that says most: what only its comments tell is kept.
  const [file] = files.sort((a, b) => b.comments.length - a.comments.length) as [SourceFile];
  const edits = values.flatMap(({ of, read }): TextEdit[] => {
    const found = of(file);
    return found ? [{ range: found.range, newText: read }] : [];
  });
  const comments = whole && commentsOfInputs(file);
  if (comments?.lines) edits.push({ range: comments.lines, newText: "" });
  return applyEdits(file.text, edits);
}

/** The comments directly above `inputs`: they speak of what one unit is given. */
function commentsOfInputs(file: SourceFile): {
  readonly leading: readonly string[];
  readonly lines?: { start: number; end: number };
} {
  const inputs = inputsIn(file)?.attribute;
  if (!inputs) return { leading: [] };
  const { leading, lines } = surroundings(file, inputs);
  return lines ? { leading, lines: { start: lines.start, end: inputs.range.start } } : { leading: [] };
}

/** The blocks of one stack file. */
class Blocks {
  readonly #stack: string;
  readonly #file: SourceFile | undefined;
  readonly #labels: Set<string>;
  /** What the units below the folder are called, as often as there are such units. */
  readonly #names: readonly string[];
  readonly #texts: string[] = [];

  constructor(
    snapshot: WorkspaceSnapshot,
    readonly folder: string,
    directories: readonly string[],
  ) {
    this.#stack = `${folder}/terragrunt.stack.hcl`;
    this.#file = snapshot.file(this.#stack);
    const blocks = (this.#file?.body.items ?? []).flatMap((item) => (item.kind === "Block" ? [item] : []));
    // Units that stay as they are could become blocks of the same file one day, and are told apart by the same names.
    const below = [...terragruntWorkspace(snapshot).unitDirectories].filter((each) => each.startsWith(`${folder}/`));
    this.#names = [...new Set([...below, ...directories])].map(nameOf);
    this.#labels = new Set(blocks.flatMap(({ labels }) => labels.map(({ value }) => value)));
  }

  add({ directory, file }: Member, home: string, { values }: Family): void {
    const path = shownPath(this.folder, directory);
    const base = nameOf(directory);
    const isAlone = this.#names.filter((each) => each === base).length === 1;
    let label = toIdentifier(isAlone ? base : path, "unit");
    for (const wanted = label, n = { at: 2 }; this.#labels.has(label); n.at++) label = `${wanted}_${n.at}`;
    this.#labels.add(label);
    const given = valueLines(file, values);
    this.#texts.push(
      [
        `unit "${label}" {`,
        `  source = "${relativePath(this.folder, home)}"`,
        `  path   = "${path}"`,
        "",
        "  no_dot_terragrunt_stack = true",
        ...(given.length === 0 ? [] : ["", "  values = {", ...given, "  }"]),
        "}",
      ].join("\n"),
    );
  }

  /** Creates the stack file, or adds to it; a sentence where it is not understood. */
  write(change: SourceChangeBuilder): string | undefined {
    const text = this.#texts.join("\n\n");
    if (!this.#file) change.operation({ kind: "create", uri: this.#stack, content: `${text}\n` });
    else if (this.#file.errors.length > 0) return `\`${shownPath(this.folder, this.#stack)}\` has syntax errors.`;
    else {
      const { range, newText } = appendToFile(this.#file, text);
      change.replace(this.#stack, range, newText);
    }
    return undefined;
  }
}

/** The entries of `values`; those on one line are aligned. */
function valueLines(file: SourceFile, values: readonly UnitValue[]): string[] {
  const given = values.flatMap(({ name, isWhole, of }) => {
    const found = of(file);
    return found ? [{ name, isWhole, text: indentFurther(found.text, isWhole ? "    " : "  ") }] : [];
  });
  const isLong = (text: string) => text.includes("\n");
  const width = Math.max(0, ...given.filter(({ text }) => !isLong(text)).map(({ name }) => name.length));
  // What holds all inputs comes last, apart from the others.
  given.sort((a, b) => Number(a.isWhole ?? false) - Number(b.isWhole ?? false));
  return given.flatMap(({ name, isWhole, text }, i) => {
    const comments = isWhole ? commentsOfInputs(file).leading.map((line) => `    ${line}`) : [];
    const gap = isWhole && i > 0 ? [""] : [];
    return [...gap, ...comments, `    ${isLong(text) ? name : name.padEnd(width)} = ${text}`];
  });
}
