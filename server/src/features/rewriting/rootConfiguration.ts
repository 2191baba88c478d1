// Gives a root configuration that is called `terragrunt.hcl` the name `root.hcl`, with all that names it.
//
// Terragrunt finds it by name from each unit, so what a search finds is computed for every unit before and after.

import { type SourceChange, SourceChangeBuilder } from "../../base/sourceChange.js";
import { applyEdits, type TextEdit } from "../../base/textEdit.js";
import { literalString } from "../../model/access.js";
import { type TerragruntWorkspace, terragruntWorkspace } from "../../model/terragrunt/workspace.js";
import { directoryOf, isWithin, nameOf, relativePath } from "../../model/uri.js";
import type { FileEntry, WorkspaceSnapshot } from "../../model/workspace.js";
import type { Expression, FunctionCallExpr, SourceFile } from "../../syntax/ast.js";
import { walkExpressions } from "../../syntax/visit.js";
import { includeLabel, labelIncludeEdits } from "../rules/units/migrations.js";
import { attributeOf } from "../rules/units/names.js";
import { unitReferences } from "../rules/units/references.js";

const oldName = "terragrunt.hcl";
const newName = "root.hcl";

/** The edit, or why there is none: one sentence that ends with a full stop. */
export type RootRenaming = { readonly refused: string } | { readonly units: number; build(): SourceChange };

/**
 * The root configurations of a workspace that can be renamed, as far as each tells by itself. Of roots in each other's
 * folders only the outer ones count: with both renamed, a search would find the inner one.
 */
export function renamableRoots(snapshot: WorkspaceSnapshot): readonly string[] {
  const terragrunt = terragruntWorkspace(snapshot);
  const roots = [...terragrunt.unitDirectories]
    .filter((directory) => terragrunt.includedBy(`${directory}/${oldName}`).length > 0)
    .sort();
  return roots
    .filter((directory) => !roots.some((other) => other !== directory && isWithin(directory, other)))
    .map((directory) => `${directory}/${oldName}`)
    .filter((root) => whyNot(snapshot, terragrunt, root) === undefined);
}

/** The renaming of several roots in one edit; one that edits a file which another edits as well is left out. */
export function renameRoots(snapshot: WorkspaceSnapshot, roots: readonly string[]): SourceChange {
  const change = new SourceChangeBuilder().confirm();
  const edited = new Set<string>();
  for (const root of roots) {
    const renaming = renameRoot(snapshot, root);
    const one = "refused" in renaming ? undefined : renaming.build();
    if (!one || [...one.edits.keys()].some((uri) => edited.has(uri))) continue;
    for (const operation of one.operations) change.operation(operation);
    for (const [uri, edits] of one.edits) {
      edited.add(uri);
      for (const { range, newText } of edits) change.replace(uri, range, newText);
    }
  }
  return change.build();
}

/** Plans the renaming of a root configuration, and labels for the bare includes that lead to it. */
export function renameRoot(snapshot: WorkspaceSnapshot, root: string): RootRenaming {
  const edits = rootEdits(snapshot, root);
  if (typeof edits === "string") return { refused: edits };
  const build = () => {
    const change = new SourceChangeBuilder().confirm();
    addRenamings(change, snapshot, new Map([[root, edits]]));
    return change.build();
  };
  return { units: terragruntWorkspace(snapshot).includedBy(root).length, build };
}

/** The edits of the files that name a root, by their URIs, for its renaming; a sentence says why it cannot be renamed. */
export function rootEdits(
  snapshot: WorkspaceSnapshot,
  root: string,
): ReadonlyMap<string, readonly TextEdit[]> | string {
  const terragrunt = terragruntWorkspace(snapshot);
  const refused = whyNot(snapshot, terragrunt, root);
  if (refused !== undefined) return refused;
  const edits = new Map<string, readonly TextEdit[]>();
  for (const directory of snapshot.directories.values()) {
    for (const entry of directory.files.values()) {
      if (!snapshot.facts(entry.uri)?.terragrunt) continue;
      const found = editsIn(snapshot, terragrunt, entry, root);
      if (typeof found === "string") return found;
      if (found.length > 0) edits.set(entry.uri, found);
    }
  }
  return edits;
}

function whyNot(snapshot: WorkspaceSnapshot, terragrunt: TerragruntWorkspace, root: string): string | undefined {
  const directory = directoryOf(root);
  const facts = snapshot.facts(root);
  if (snapshot.entry(`${directory}/${newName}`)) return `There is a \`${newName}\` beside it already.`;
  if (facts?.hasErrors) return "The file has syntax errors.";
  const blocks = facts?.terragrunt?.blocks ?? [];
  if (blocks.some(({ type }) => type === "include")) return "It includes a file itself, so it is a unit.";
  if (blocks.some(({ type, paths }) => type === "terraform" && paths.source)) {
    return "It names a module to run, so it is a unit as well.";
  }
  if ((snapshot.module(directory)?.files.length ?? 0) > 0)
    return "There is a module beside it, so it may be a unit as well.";
  const [dependent] = terragrunt.dependentsOf(directory);
  return dependent === undefined ? undefined : `\`${nameOf(dependent)}\` depends on it, so it is a unit as well.`;
}

/** Renames roots, each with the edits that go with it; an edit that goes with several is made once. */
export function addRenamings(
  change: SourceChangeBuilder,
  snapshot: WorkspaceSnapshot,
  roots: ReadonlyMap<string, ReadonlyMap<string, readonly TextEdit[]>>,
): void {
  const all = new Map<string, TextEdit[]>();
  for (const [uri, list] of [...roots.values()].flatMap((edits) => [...edits])) {
    const known = all.get(uri) ?? [];
    known.push(...list.filter(({ range }) => !known.some((other) => other.range.start === range.start)));
    all.set(uri, known);
  }
  for (const root of roots.keys()) {
    const target = `${directoryOf(root)}/${newName}`;
    const own = all.get(root)?.sort((a, b) => a.range.start - b.range.start);
    if (own) {
      change.operation({ kind: "create", uri: target, content: applyEdits(snapshot.entry(root)?.text ?? "", own) });
      change.operation({ kind: "delete", uri: root });
    } else {
      change.operation({ kind: "rename", uri: root, newUri: target });
    }
  }
  for (const [uri, list] of all) {
    if (!roots.has(uri)) for (const { range, newText } of list) change.replace(uri, range, newText);
  }
}

/** The edits of one file, or why the root cannot be renamed because of it. */
function editsIn(
  snapshot: WorkspaceSnapshot,
  terragrunt: TerragruntWorkspace,
  entry: FileEntry,
  root: string,
): readonly TextEdit[] | string {
  const { uri } = entry;
  const calls = snapshot.facts(uri)?.terragrunt?.calls ?? [];
  const places = placesOf(terragrunt, uri);
  const isIncluding = (terragrunt.unitOf(uri)?.includes ?? []).some((include) => include.uri === root);
  if (calls.length === 0 && !isIncluding) return [];
  const file = snapshot.file(uri);
  if (!file) return [];
  const name = relativePath(directoryOf(root), uri);
  const edits: TextEdit[] = [];
  const searches = new Set<FunctionCallExpr>();
  for (const call of callsIn(file)) {
    const found = searchEdit(snapshot, call, places, root, name);
    if (typeof found === "string") return found;
    if (!found) continue;
    searches.add(call);
    edits.push(found);
  }
  for (const value of pathsToRoot(terragrunt, file, root)) {
    if (holdsSearch(value, searches)) continue;
    const written = suffixEdit(file, value);
    if (!written) return `\`${name}\` leads to it by a path that is computed.`;
    if (!edits.some(({ range }) => range.start === written.range.start)) edits.push(written);
  }
  const bare = (terragrunt.unitOf(uri)?.includes ?? []).filter(({ label }) => label === "");
  if (bare.length === 1 && bare[0]?.uri === root) {
    edits.push(...labelIncludeEdits(file, includeLabel(file), unitReferences(file)));
  }
  return edits.sort((a, b) => a.range.start - b.range.start);
}

/** The directories that a search in a file starts from: of the units it is evaluated for, else its own. */
function placesOf(terragrunt: TerragruntWorkspace, uri: string): readonly string[] {
  const included = terragrunt.includedBy(uri);
  // A unit that others include, although it includes a file itself, searches for itself as well.
  const isUnit = (terragrunt.unitOf(uri)?.includes.length ?? 0) > 0;
  return included.length > 0 && !isUnit ? included : [...included, directoryOf(uri)];
}

function callsIn(file: SourceFile): readonly FunctionCallExpr[] {
  const found: FunctionCallExpr[] = [];
  walkExpressions(file.body, (expression) => {
    if (expression.kind === "FunctionCallExpr" && expression.name === "find_in_parent_folders") found.push(expression);
  });
  return found;
}

/** The edit of one search that finds the root; a text where it cannot be made. */
function searchEdit(
  snapshot: WorkspaceSnapshot,
  { args, openParen, nameRange }: FunctionCallExpr,
  places: readonly string[],
  root: string,
  name: string,
): TextEdit | string | undefined {
  const [argument] = args;
  const searched = argument ? literalString(argument) : oldName;
  if (searched === undefined) return undefined;
  if (searched !== oldName) return undefined;
  const found = places.map((place) => nearest(snapshot, place, oldName));
  if (!found.includes(root)) return undefined;
  if (found.some((each) => each !== root)) return `\`${name}\` finds it from some units, and another file from others.`;
  const hidden = places.map((place) => nearest(snapshot, place, newName)).find((each) => each && isBetween(each, root));
  if (hidden !== undefined) return `\`${relativePath(directoryOf(root), hidden)}\` would be found in its place.`;
  if (argument) return { range: argument.range, newText: `"${newName}"` };
  const at = Math.max(openParen.end, nameRange.end);
  return { range: { start: at, end: at }, newText: `"${newName}"` };
}

/** The nearest file of a name above a directory, not in it. */
function nearest(snapshot: WorkspaceSnapshot, directory: string, name: string): string | undefined {
  for (let at = directoryOf(directory); at.length > 0; ) {
    if (snapshot.entry(`${at}/${name}`)) return `${at}/${name}`;
    const above = directoryOf(at);
    if (above.length >= at.length) return undefined;
    at = above;
  }
  return undefined;
}

/** Whether a file lies below the root's directory, so that a search from below meets it first. */
function isBetween(uri: string, root: string): boolean {
  return directoryOf(uri).startsWith(`${directoryOf(root)}/`);
}

/** The expressions of a file that lead to the root: paths of includes, and arguments of what reads other files. */
function pathsToRoot(terragrunt: TerragruntWorkspace, file: SourceFile, root: string): readonly Expression[] {
  const found: Expression[] = [];
  const unit = terragrunt.unitOf(file.uri);
  for (const include of unit?.includes ?? []) {
    const block = file.body.items[include.item];
    const value = block?.kind === "Block" ? attributeOf(block.body.items, "path")?.value : undefined;
    if (include.uri === root && value) found.push(value);
  }
  const view = unit?.view ?? includedView(terragrunt, file.uri);
  if (!view) return found;
  const reads = (terragrunt.facts(file.uri)?.calls ?? []).filter(({ name, args: [path] }) => {
    if (name !== "read_terragrunt_config" || path === undefined) return false;
    const target = view.callPath(path, view.context.directory);
    return target.kind === "path" && target.uri === root;
  });
  walkExpressions(file.body, (expression) => {
    if (expression.kind !== "FunctionCallExpr" || !expression.args[0]) return;
    if (reads.some(({ range }) => range.start === expression.range.start && range.end === expression.range.end)) {
      found.push(expression.args[0]);
    }
  });
  return found;
}

function includedView(terragrunt: TerragruntWorkspace, uri: string) {
  const [directory] = terragrunt.includedBy(uri);
  return directory === undefined ? undefined : terragrunt.unit(directory)?.viewOf(uri);
}

function holdsSearch(value: Expression, searches: ReadonlySet<FunctionCallExpr>): boolean {
  let holds = false;
  walkExpressions(value, (expression) => {
    holds ||= expression.kind === "FunctionCallExpr" && searches.has(expression);
  });
  return holds;
}

/** The edit of a string that ends with the old name. */
function suffixEdit({ text }: SourceFile, value: Expression): TextEdit | undefined {
  const last = value.kind === "TemplateExpr" && value.style === "quoted" ? value.parts.at(-1) : undefined;
  if (last?.kind !== "TemplateLiteral") return undefined;
  const { end } = last.range;
  const start = end - oldName.length;
  const isName = start >= last.range.start && text.slice(start, end) === oldName;
  const isWhole = start === last.range.start ? value.kind === "TemplateExpr" : text[start - 1] === "/";
  return isName && isWhole ? { range: { start, end }, newText: newName } : undefined;
}
