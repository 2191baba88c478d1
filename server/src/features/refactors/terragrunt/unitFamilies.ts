// Units that are alike, with what differs between them: what one unit of a catalog can stand for.

import type { TextRange } from "../../../base/range.js";
import { literalString } from "../../../model/access.js";
import type { BodyItem, SourceFile } from "../../../syntax/ast.js";
import { inputsIn, isConstant, saysTheSame, written } from "../../terragrunt/sharing.js";
import { type PinnedVersion, pinnedVersion, sourceIn } from "./pinnedVersion.js";

/** More values than these are a unit of its own. */
const mostValues = 4;
/** Units that differ are worth a stack from this number on; equal ones from two. */
const fewestDifferent = 3;

export interface Member {
  readonly directory: string;
  readonly file: SourceFile;
}

/** Units that are alike, sorted by their directories, with the values that each is given. */
export interface Family {
  readonly members: readonly Member[];
  readonly values: readonly UnitValue[];
}

/** A value that units read where they differ. */
export interface UnitValue {
  readonly name: string;
  /** What stands in a unit's file for the value, and how the value is written; undefined where the unit has none. */
  readonly of: (file: SourceFile) => { readonly range: TextRange; readonly text: string } | undefined;
  /** What the unit of the catalog says in its place. */
  readonly read: string;
  /** True for the value that holds all inputs. */
  readonly isWhole?: boolean;
}

export interface Likeness {
  /** True where `inputs` as a whole may be a value, also of units that give none. */
  readonly wholeInputs: boolean;
  /** True where a version is a value even if it is the same: environments are given new versions one after another. */
  readonly ownVersions: boolean;
  /** True where two units that differ are enough: two of several in each of their environments. */
  readonly pairs?: boolean;
}

/** Parts units into families; those that are like no others are left out. */
export function familiesOf(members: readonly Member[], likeness: Likeness): readonly Family[] {
  const families: Family[] = [];
  const left = [...members].sort((a, b) => (a.directory < b.directory ? -1 : 1));
  while (left.length > 0) {
    const [first] = left.splice(0, 1);
    if (!first) break;
    const family = familyOf(first, left, likeness);
    if (!family) continue;
    families.push(family);
    const taken = new Set(family.members);
    for (let i = left.length - 1; i >= 0; i--) if (taken.has(left[i] as Member)) left.splice(i, 1);
  }
  return families;
}

/** The units among others that are like one, with it; undefined where there are too few, or they differ in too much. */
export function familyOf(first: Member, others: readonly Member[], likeness: Likeness): Family | undefined {
  const alike = others.filter((other) => isAlike(first.file, other.file, likeness));
  const members = [first, ...alike].sort((a, b) => (a.directory < b.directory ? -1 : 1));
  if (members.length < 2) return undefined;
  const values = differences(
    members.map(({ file }) => file),
    likeness,
  );
  if (!values) return undefined;
  const differing = values.filter(({ differs }) => differs).length;
  if (differing > mostValues || (differing > 0 && !likeness.pairs && members.length < fewestDifferent))
    return undefined;
  return { members, values };
}

/** The family with a value more: one that all members have alike, for a unit that must read some; undefined where none can be. */
export function withAnyValue(family: Family): Family | undefined {
  const files = family.members.map(({ file }) => file);
  const version = versionValue(files, "version");
  if (version) return { ...family, values: [...family.values, version] };
  const entry = inputsIn(files[0] as SourceFile)?.items.find(({ name, value }) => name && isConstant(value));
  if (entry?.name === undefined) return undefined;
  return { ...family, values: [...family.values, inputValue(entry.name, entry.name)] };
}

function isAlike(a: SourceFile, b: SourceFile, likeness: Likeness): boolean {
  if (a.errors.length + b.errors.length > 0 || !hasSameItems(a, b)) return false;
  const found = differences([a, b], likeness);
  return found !== undefined && found.filter(({ differs }) => differs).length <= mostValues;
}

/** True where two units have the same items in the same order, `inputs` and the module's source aside. */
function hasSameItems(a: SourceFile, b: SourceFile): boolean {
  const [left, right] = [withoutInputs(a), withoutInputs(b)];
  if (left.length !== right.length) return false;
  return left.every((item, i) => {
    const other = right[i] as BodyItem;
    if (nameOfItem(item) !== nameOfItem(other)) return false;
    if (saysTheSame(item, other)) return true;
    return nameOfItem(item) === "terraform" ? differIn("source", item, other) : differInVersion([a, b], item, other);
  });
}

function withoutInputs({ body }: SourceFile): readonly BodyItem[] {
  return body.items.filter((item) => nameOfItem(item) !== "inputs");
}

function nameOfItem(item: BodyItem): string {
  return item.kind === "Block" ? [item.type.name, ...item.labels.map(({ value }) => value)].join(" ") : item.name.name;
}

/** True where what differs is a version, which a local value holds. */
function differInVersion(files: readonly SourceFile[], a: BodyItem, b: BodyItem): boolean {
  const held = a.kind === "Block" && a.type.name === "locals" ? versionValue(files, "version") : undefined;
  const name = held && pinnedVersion(files[0] as SourceFile)?.attribute.name.name;
  return name !== undefined && differIn(name, a, b);
}

/** True where two blocks differ in an argument at most. */
function differIn(argumentName: string, a: BodyItem, b: BodyItem): boolean {
  if (a.kind !== "Block" || b.kind !== "Block" || a.body.items.length !== b.body.items.length) return false;
  return a.body.items.every((item, i) => {
    const other = b.body.items[i] as BodyItem;
    return nameOfItem(item) === nameOfItem(other) && (nameOfItem(item) === argumentName || saysTheSame(item, other));
  });
}

interface Difference extends UnitValue {
  /** False for a value that all units have alike. */
  readonly differs: boolean;
}

/** What the units, which have the same items otherwise, differ in; undefined where no values can say it. */
function differences(files: readonly SourceFile[], likeness: Likeness): readonly Difference[] | undefined {
  const inputs = inputDifferences(files, likeness);
  if (!inputs) return undefined;
  const names = new Set(inputs.map(({ name }) => name));
  const free = (name: string): string => (names.has(name) ? `module_${name}` : name);
  const source = sourceDifferences(files, free, likeness.ownVersions);
  return source && [...inputs, ...source];
}

function inputDifferences(files: readonly SourceFile[], { wholeInputs }: Likeness): readonly Difference[] | undefined {
  const all = files.map(inputsIn);
  const has = files.map((file) => file.body.items.some((item) => nameOfItem(item) === "inputs"));
  if (!has.includes(true)) return [];
  const byEntry = has.includes(false) ? undefined : entryDifferences(all);
  if (byEntry && byEntry.length <= mostValues) return byEntry;
  if (!wholeInputs || all.some((found, i) => has[i] && !(found && isConstant(found.attribute.value)))) {
    const [first] = files;
    const one = first?.body.items.find((item) => nameOfItem(item) === "inputs");
    // Inputs that are no object, or that are computed, may still be the same.
    const isSame = files.every((file) => {
      const other = file.body.items.find((item) => nameOfItem(item) === "inputs");
      return one !== undefined && other !== undefined && saysTheSame(one, other);
    });
    return isSame ? [] : byEntry;
  }
  const of = (file: SourceFile) => {
    const found = inputsIn(file)?.attribute.value;
    return found && { range: found.range, text: written(file, found) };
  };
  return [{ name: "inputs", of, read: "try(values.inputs, {})", isWhole: true, differs: true }];
}

/** The entries in which inputs differ; undefined where they do not have the same ones, or differ in what is computed. */
function entryDifferences(all: readonly ReturnType<typeof inputsIn>[]): readonly Difference[] | undefined {
  const [first, ...others] = all;
  if (!first) return undefined;
  const found: Difference[] = [];
  for (const entry of first.items) {
    const same = others.map((other) => other?.items.find(({ name }) => name !== undefined && name === entry.name));
    if (entry.name === undefined || same.some((other) => other === undefined)) return undefined;
    if (same.every((other) => other && saysTheSame(entry, other))) continue;
    if (![entry, ...same].every((each) => each && isConstant(each.value))) return undefined;
    found.push({ ...inputValue(entry.name, entry.name), differs: true });
  }
  return others.every((other) => other?.items.length === first.items.length) ? found : undefined;
}

function inputValue(name: string, input: string): UnitValue {
  const of = (file: SourceFile) => {
    const entry = inputsIn(file)?.items.find((item) => item.name === input);
    return entry && { range: entry.value.range, text: written(file, entry.value) };
  };
  return { name, of, read: `values.${name}` };
}

function sourceDifferences(
  files: readonly SourceFile[],
  free: (name: string) => string,
  ownVersions: boolean,
): readonly Difference[] | undefined {
  const sources = files.map(sourceIn);
  const [first] = sources;
  if (!first) return sources.every((source) => source === undefined) ? [] : undefined;
  if (sources.some((source) => source === undefined)) return undefined;
  const isSame = sources.every((source) => source && saysTheSame(first, source));
  const version = versionValue(files, free("version"));
  const [text = "", ...others] = files.map((file) => version?.of(file)?.text ?? "");
  const differs = others.some((other) => other !== text);
  if (version && (differs || (ownVersions && hasDigit(text)))) return [{ ...version, differs }];
  if (isSame) return [];
  if (sources.some((source) => !source || !isConstant(source.value))) return undefined;
  const name = free("source");
  const of = (file: SourceFile) => {
    const source = sourceIn(file);
    return source && { range: source.value.range, text: written(file, source.value) };
  };
  return [{ name, of, read: `values.${name}`, differs: true }];
}

/** A version is promoted; the name of a branch is not. */
function hasDigit(text: string): boolean {
  return [...text].some((char) => char >= "0" && char <= "9");
}

/** The version of the module, where what says it is the same but for it. */
function versionValue(files: readonly SourceFile[], name: string): UnitValue | undefined {
  const found = files.map((file) => ({ file, source: sourceIn(file), version: pinnedVersion(file) }));
  const [first] = found;
  if (!first?.source || !first.version) return undefined;
  const { isWhole } = first.version;
  for (const { file, source, version } of found) {
    if (!source || !version || around(file, version) !== around(first.file, first.version)) return undefined;
    const isInSource = version.attribute === source;
    if (isInSource !== (first.version.attribute === first.source)) return undefined;
    if (!isInSource && !saysTheSame(source, first.source)) return undefined;
  }
  return { name, of: pinnedVersion, read: isWhole ? `values.${name}` : `\${values.${name}}` };
}

/** What stands around a version. */
function around({ text }: SourceFile, { attribute: { name, value }, range, isWhole }: PinnedVersion): string {
  const [before, behind] = [text.slice(value.range.start, range.start), text.slice(range.end, value.range.end)];
  return [name.name, isWhole, before, behind].join("\n");
}

/** Names for a family, the shortest first: what the ends of its directories have in common, else the module's name. */
export function namesOfFamily({ members }: Family): readonly string[] {
  const paths = members.map(({ directory }) => directory.split("/"));
  const names: string[] = [];
  for (let steps = 1; steps <= mostSteps; steps++) {
    const ends = new Set(paths.map((path) => path.slice(-steps).join("-")));
    if (ends.size > 1) break;
    names.push(...ends);
  }
  return names.length > 0 ? names : [moduleName(members[0]?.file)];
}

const mostSteps = 3;

function moduleName(file: SourceFile | undefined): string {
  const source = file && sourceIn(file)?.value;
  if (!source) return "unit";
  const last = source.kind === "TemplateExpr" ? source.parts.at(-1) : undefined;
  const text = literalString(source) ?? (last?.kind === "TemplateLiteral" ? last.value : "");
  const path = text.split("?")[0] ?? "";
  const base = path.split("/").at(-1) ?? "";
  return base.endsWith(".git") ? base.slice(0, -".git".length) : base;
}
