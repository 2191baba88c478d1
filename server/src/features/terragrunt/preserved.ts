// Whether an edit leaves what every unit comes to as it was: its inputs, its state's place, its module, its hooks.
//
// The edit is made on a copy of the workspace, and each unit that it could concern is evaluated before and after. What
// is not known without running Terragrunt is compared by the expression that it is the result of.

import type { SourceChange } from "../../base/sourceChange.js";
import { type Json, unknownKey } from "../../model/terragrunt/term.js";
import { TerragruntWorkspace as State, type TerragruntWorkspace } from "../../model/terragrunt/workspace.js";
import { nameOf, relativePath } from "../../model/uri.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import { newEvaluation } from "./newEvaluations.js";

/**
 * What an edit would change first in some units, as one sentence; undefined where it changes nothing. `apart` names
 * parts of the configuration that the caller compares itself.
 */
export function changedUnit(
  snapshot: WorkspaceSnapshot,
  change: SourceChange,
  units: Iterable<string>,
  apart: readonly string[] = [],
): string | undefined {
  const after = snapshot.after(change);
  const created = change.operations.flatMap((each) => (each.kind === "create" ? each.uri : []));
  const broken = [...change.edits.keys(), ...created]
    .filter((uri) => after.facts(uri)?.hasErrors && !snapshot.facts(uri)?.hasErrors)
    .map(nameOf);
  if (broken.length > 0) return `The edit would leave \`${broken[0]}\` broken.`;
  const missing = missingLocal(snapshot, after, [...change.edits.keys(), ...created]);
  if (missing !== undefined) return missing;
  const [from, to] = [new State(snapshot), new State(after)];
  for (const directory of units) {
    const difference = differenceOf(from, to, directory, apart);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** A local value that a file would read and not have; what nobody uses shows in no configuration, and still fails. */
function missingLocal(
  before: WorkspaceSnapshot,
  after: WorkspaceSnapshot,
  uris: readonly string[],
): string | undefined {
  const missingIn = (snapshot: WorkspaceSnapshot, uri: string): ReadonlySet<string> => {
    const facts = snapshot.facts(uri)?.terragrunt;
    const known = new Set(facts?.locals.map(({ name }) => name));
    const read = (facts?.references ?? []).flatMap(({ root, names: [name] }) => (root === "local" && name ? name : []));
    return new Set(read.filter((name) => !known.has(name)));
  };
  for (const uri of uris) {
    const old = missingIn(before, uri);
    const name = [...missingIn(after, uri)].find((each) => !old.has(each));
    if (name !== undefined) return `\`${nameOf(uri)}\` would read \`local.${name}\`, which it does not have.`;
  }
  return undefined;
}

function differenceOf(
  from: TerragruntWorkspace,
  to: TerragruntWorkspace,
  directory: string,
  apart: readonly string[],
): string | undefined {
  const [before, after] = [from.unit(directory), to.unit(directory)];
  if (!before) return undefined;
  const name = unitName(from, directory);
  if (!after) return `The unit \`${name}\` would be gone.`;
  const found = firstDifference(without(before.render(), apart), without(after.render(), apart), []);
  if (found) return sentence(name, found);
  const added = newEvaluation(before, after, from.linksOf(directory)?.reads.map(({ uri }) => uri) ?? []);
  if (!added) return undefined;
  const isRoot = [...from.unitDirectories].some((each) => each.startsWith(`${directory}/`));
  const what = isRoot
    ? `The root \`${name}\`, a unit itself as long as its file is called \`terragrunt.hcl\`,`
    : `The unit \`${name}\``;
  return `${what} would evaluate \`local.${added.local}\` as well, and \`${added.call}\` may find nothing there.`;
}

function without(json: Json, names: readonly string[]): Json {
  return isObject(json) ? Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name))) : json;
}

/** As much of a unit's path as no other unit shares. */
function unitName(workspace: TerragruntWorkspace, directory: string): string {
  const steps = directory.split("/");
  const others = [...workspace.unitDirectories].filter((other) => other !== directory);
  for (let n = 1; n < steps.length; n++) {
    const end = steps.slice(-n).join("/");
    if (!others.some((other) => other.endsWith(`/${end}`))) return decodeURIComponent(end);
  }
  return nameOf(directory);
}

/** A part in which two configurations differ; a side that has no such part is undefined. */
interface Difference {
  /** The names that lead to it. */
  readonly path: readonly string[];
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

function sentence(unit: string, { path, before, after }: Difference): string {
  const what = path[0] === "$source" ? "the module" : `\`${path.join(".")}\``;
  if (path.length === 0) return `The unit \`${unit}\` would come to something else.`;
  if (before === undefined) return `The unit \`${unit}\` would get ${shownPart(path, after)}, which it does not have.`;
  if (after === undefined) return `The unit \`${unit}\` would lose ${shownPart(path, before)}.`;
  const [is, was] = [shownValue(after), shownValue(before)];
  if (is !== undefined && was !== undefined) {
    return `In the unit \`${unit}\`, ${what} would be ${is} instead of ${was}.`;
  }
  return holdsUnknown(before) || holdsUnknown(after)
    ? `Whether ${what} stays the same in the unit \`${unit}\` is known only when Terragrunt runs.`
    : `In the unit \`${unit}\`, ${what} would be another value.`;
}

/** A part by its name, and by those inside it as long as there is one only. */
function shownPart(path: readonly string[], json: Json | undefined): string {
  const names = [...path];
  for (let at = json; at !== undefined && isObject(at); ) {
    const [name, ...others]: readonly string[] = Object.keys(at);
    if (name === undefined || name === unknownKey || others.length > 0) break;
    names.push(name);
    at = at[name];
  }
  return `\`${names.join(".")}\``;
}

/** What is longer says no more at a glance. */
const longestShown = 80;

function shownValue(json: Json): string | undefined {
  if (holdsUnknown(json)) return undefined;
  const text = JSON.stringify(json);
  return text.length > longestShown ? undefined : `\`${text}\``;
}

function holdsUnknown(json: Json): boolean {
  if (typeof json !== "object" || json === null) return false;
  return Object.hasOwn(json, unknownKey) || Object.values(json).some(holdsUnknown);
}

/** The first part in which two pieces of data differ; undefined where they are equal. */
function firstDifference(a: Json, b: Json, path: readonly string[]): Difference | undefined {
  if (a === b) return undefined;
  const here: Difference = { path, before: a, after: b };
  if (Array.isArray(a) && Array.isArray(b)) {
    const [left, right] = [a as readonly Json[], b as readonly Json[]];
    if (left.length !== right.length) return here;
    for (let i = 0; i < left.length; i++) {
      const found = firstDifference(left[i] as Json, right[i] as Json, [...path, String(i)]);
      if (found) return found;
    }
    return undefined;
  }
  if (!isObject(a) || !isObject(b)) return here;
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const [left, right] = [a[key], b[key]];
    // Of what is not known, the parts are those of an expression and not of the configuration.
    const isUnknown = key === unknownKey;
    if (left === undefined || right === undefined) {
      return isUnknown ? here : { path: [...path, key], before: left, after: right };
    }
    const found = firstDifference(left, right, [...path, key]);
    if (found) return isUnknown ? here : found;
  }
  return undefined;
}

function isObject(json: Json): json is { readonly [name: string]: Json } {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

/** The units that edits of some files can concern, as directories, sorted. */
export function concernedUnits(workspace: TerragruntWorkspace, uris: Iterable<string>): readonly string[] {
  const found = new Set<string>();
  for (const uri of uris) {
    const own = workspace.unitOf(uri);
    if (own) found.add(own.directory);
    for (const each of [...workspace.includedBy(uri), ...workspace.readBy(uri)]) found.add(each);
  }
  return [...found].sort();
}

/** How a file is called in a message: its path from a directory, without `./`. */
export function shownPath(from: string, uri: string): string {
  const path = relativePath(from, uri);
  return path.startsWith("./") ? path.slice(2) : path;
}
