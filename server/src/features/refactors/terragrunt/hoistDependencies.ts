// # hoist-dependencies
//
// Moves the dependencies that units have together into a file which those units include.
//
// Units of one kind depend on the same units. One include then says what took a block for each of them, and a `mock` or
// a path that changes is changed once. Relative paths of an included dependency still start at the unit.
//
// `live/containers/cards/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
//
// depen<|>dency "account" {
//   config_path = "../account"
// }
//
// dependency "database" {
//   config_path = "../database"
// }
//
// dependency "network" {
//   config_path = "../../network"
// }
//
// inputs = {
//   database = dependency.database.outputs.id
// }
// ```
// `live/containers/notes/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
//
// dependency "account" {
//   config_path = "../account"
// }
//
// dependency "database" {
//   config_path = "../database"
// }
//
// dependency "network" {
//   config_path = "../../network"
// }
//
// inputs = {
//   database = dependency.database.outputs.id
// }
// ```
// `live/containers/users/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
//
// dependency "account" {
//   config_path = "../account"
// }
//
// dependency "database" {
//   config_path = "../database"
// }
//
// dependency "network" {
//   config_path = "../../network"
// }
//
// inputs = {
//   database = dependency.database.outputs.id
// }
// ```
// `live/root.hcl`:
// ```hcl
// locals {
//   region = "eu-west-1"
// }
// ```
// ->
// `live/containers/cards/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
//
// include "containers_dependencies" {
//   path = find_in_parent_folders("_deps/containers.hcl")
// }
//
// inputs = {
//   database = dependency.database.outputs.id
// }
// ```
// `live/containers/notes/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
//
// include "containers_dependencies" {
//   path = find_in_parent_folders("_deps/containers.hcl")
// }
//
// inputs = {
//   database = dependency.database.outputs.id
// }
// ```
// `live/containers/users/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
//
// include "containers_dependencies" {
//   path = find_in_parent_folders("_deps/containers.hcl")
// }
//
// inputs = {
//   database = dependency.database.outputs.id
// }
// ```
// `live/containers/_deps/containers.hcl`:
// ```hcl
// dependency "account" {
//   config_path = "../account"
// }
//
// dependency "database" {
//   config_path = "../database"
// }
//
// dependency "network" {
//   config_path = "../../network"
// }
// ```
import { contains, slice, type TextRange, touches } from "../../../base/range.js";
import { type SourceChange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { directoryOf, nameOf } from "../../../model/uri.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Block, SourceFile } from "../../../syntax/ast.js";
import { appendBehind, wholeBlock } from "../../rewriting/blockEdits.js";
import { toIdentifier } from "../../rewriting/identifier.js";
import { includeLabel, labelIncludeEdits } from "../../rules/units/migrations.js";
import { unitReferences } from "../../rules/units/references.js";
import { blockFingerprint } from "../../similarity/fingerprint.js";
import { type DependencyBundle, dependencyBundles, type UnitDependency } from "../../terragrunt/dependencyBundles.js";
import { blockIn, sharingUnits } from "../../terragrunt/sharing.js";
import type { Refactor } from "../refactor.js";
import { plural, wordsOf } from "../words.js";
import { commented, folderAbove, offerPreserving } from "./hoisting.js";

export const hoistDependencies: Refactor = {
  id: "hoist-dependencies",
  title: "Write the dependencies that units have together once, in a file that they include",
  kind: "refactor.move",
  inverse: "lower-shared",
  unattended: false,
  terragrunt: true,
  run(ctx) {
    const workspace = terragruntWorkspace(ctx.snapshot);
    const unit = workspace.unitOf(ctx.file.uri);
    const [block] = ctx.path.filter((node): node is Block => node.kind === "Block");
    if (!unit || block?.type.name !== "dependency" || !touches(block.header, ctx.selection.start)) return;
    for (const { uri } of unit.includes) {
      if (uri === undefined) continue;
      const units = sharingUnits(ctx.snapshot, workspace, uri);
      const files = new Map(units.map(({ directory, file }) => [directory, file]));
      const own = keyOf(block);
      const dependencies = units.flatMap(({ directory, file }) => dependenciesOf(directory, file));
      const found = dependencyBundles(dependencies, isTogether).find(
        (bundle) => bundle.keys.includes(own) && bundle.units.includes(unit.directory),
      );
      if (!found) continue;
      const labels = dependencyBlocks(ctx.file).flatMap((each) =>
        found.keys.includes(keyOf(each)) ? [each.labels[0]?.value ?? ""] : [],
      );
      const members = found.units.flatMap((directory) => files.get(directory) ?? []);
      const plan = planned(ctx.snapshot, members, labels);
      if (typeof plan === "string") ctx.refuse("Move the dependencies to a file of their own", block.header, plan);
      else offerPreserving(ctx, titleOf(plan, labels), block.header, () => plan.change);
      return;
    }
  },
};

/** The dependencies that a suggestion of T2 is about, moved to a file of their own; a sentence says why they cannot be. */
export function sharedDependencies(
  snapshot: WorkspaceSnapshot,
  files: readonly SourceFile[],
  labels: readonly string[],
): { readonly title: string; readonly change: SourceChange } | string {
  const plan = planned(snapshot, files, labels);
  return typeof plan === "string" ? plan : { title: titleOf(plan, labels), change: plan.change };
}

function isTogether({ keys, units }: DependencyBundle): boolean {
  return keys.length > 1 && units.length > 1;
}

interface Plan {
  readonly path: string;
  readonly units: number;
  readonly change: SourceChange;
}

function titleOf({ path, units }: Plan, labels: readonly string[]): string {
  const what = labels.length === 1 ? `\`dependency "${labels[0]}"\`` : `${labels.length} dependencies`;
  return `Move ${what} to \`${path}\`, for ${units} units`;
}

function planned(snapshot: WorkspaceSnapshot, files: readonly SourceFile[], labels: readonly string[]): Plan | string {
  const [first] = files;
  if (!first) return "There are no units.";
  const directories = files.map(({ uri }) => directoryOf(uri));
  const folder = folderAbove(directories);
  const names = [...bundleNames(snapshot, directories, folder, labels)].map((each) => toIdentifier(each, "shared"));
  const name = names.find((each) => !snapshot.entry(`${folder}/${fileOf(each)}`));
  if (name === undefined) return `There is a \`${fileOf(names[0] ?? "")}\` already.`;
  const path = fileOf(name);
  const uri = `${folder}/${path}`;
  const label = `${name}_${labels.length === 1 ? "dependency" : "dependencies"}`;
  const change = new SourceChangeBuilder();
  for (const file of files) {
    const refusal = includeInstead(change, file, labels, label, path);
    if (refusal !== undefined) return refusal;
  }
  const texts: string[] = [];
  for (const each of labels) {
    const blocks = files.flatMap((file): WrittenBlock[] => {
      const block = blockIn(file, "dependency", each);
      return block ? [{ file, block }] : [];
    });
    const [most] = blocks.toSorted((a, b) => commentsWithin(b).length - commentsWithin(a).length);
    const kept = most ? commentsWithin(most) : [];
    if (!most || blocks.some((block) => commentsWithin(block).some((comment) => !kept.includes(comment)))) {
      return `The comments within the dependency \`${each}\` say something else in another unit.`;
    }
    texts.push(commented([most, ...blocks]));
  }
  change.operation({ kind: "create", uri, content: `${texts.join("\n\n")}\n` });
  return { path, units: files.length, change: change.confirm().build() };
}

interface WrittenBlock {
  readonly file: SourceFile;
  readonly block: Block;
}

/** The comments between the braces of a block and in its lines. */
function commentsWithin({ file, block }: WrittenBlock): readonly string[] {
  return file.comments
    .filter(({ range }) => contains(block.range, range))
    .map(({ range }) => slice(file.text, range).trim());
}

function fileOf(name: string): string {
  return `_deps/${name}.hcl`;
}

/** Puts the include into a unit and takes its dependencies out; an include without a label gets one. */
function includeInstead(
  change: SourceChangeBuilder,
  file: SourceFile,
  labels: readonly string[],
  label: string,
  path: string,
): string | undefined {
  const includes = file.body.items.filter(
    (item): item is Block => item.kind === "Block" && item.type.name === "include",
  );
  const last = includes.at(-1);
  if (!last) return `\`${nameOf(directoryOf(file.uri))}\` includes nothing.`;
  if (includes.some(({ labels: [own] }) => own?.value === label)) {
    return `A unit has an include of the name \`${label}\` already.`;
  }
  if (includes.some((include) => include.labels.length === 0)) {
    // Two includes need labels to be told apart.
    for (const edit of labelIncludeEdits(file, includeLabel(file), unitReferences(file))) {
      change.replace(file.uri, edit.range, edit.newText);
    }
  }
  const edit = appendBehind(file, last, `include "${label}" {\n  path = find_in_parent_folders("${path}")\n}`);
  change.replace(file.uri, edit.range, edit.newText);
  const gone: TextRange[] = [];
  for (const each of labels) {
    const block = blockIn(file, "dependency", each);
    if (!block) return `\`${nameOf(directoryOf(file.uri))}\` has no dependency \`${each}\`.`;
    if (unitReferences({ ...file, body: { ...file.body, items: [block] } }).some(({ root }) => root === "include")) {
      return `The dependency \`${each}\` reads an include, which an included file cannot.`;
    }
    gone.push(wholeBlock(file, block));
  }
  removeTogether(change, file, gone);
  return undefined;
}

/** Removes blocks that may stand side by side; at the end of a file they go with the blank lines above them. */
function removeTogether(change: SourceChangeBuilder, { uri, text }: SourceFile, ranges: readonly TextRange[]): void {
  const runs: { start: number; end: number }[] = [];
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = runs.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else runs.push({ start, end });
  }
  for (const run of runs) {
    const isLast = text.slice(run.end).trim() === "";
    while (isLast && text.slice(run.start - 2, run.start) === "\n\n") run.start--;
    change.remove(uri, run);
  }
}

/** Names for the file, the best first: what the units are called, the folder that holds them, what they depend on. */
function* bundleNames(
  snapshot: WorkspaceSnapshot,
  directories: readonly string[],
  folder: string,
  labels: readonly string[],
): Iterable<string> {
  const [one, another] = labels;
  if (labels.length > 1) {
    const steps = sharedSteps(directories);
    const shared = steps.length > 0 ? wordsOf(steps.at(-1) ?? "") : sharedWords(directories.map(nameOf));
    if (shared.length > 0) {
      const own = ownStep(snapshot, directories, steps.at(-1));
      if (own !== undefined) yield [...wordsOf(own), ...shared].join("_");
      yield shared.join("_");
      // Units of one name in several regions or accounts.
      for (const step of steps.slice(0, -1)) yield [...wordsOf(step), ...shared].join("_");
    }
    if (directories.every((directory) => directoryOf(directory) === folder)) yield wordsOf(nameOf(folder)).join("_");
  }
  if (labels.length > 2) {
    const common = wordsOf(`${one}`).filter((word) => labels.every((label) => wordsOf(label).includes(word)));
    if (common.length > 0) yield plural(common).join("_");
  }
  yield labels.length === 1 ? `${one}` : labels.length === 2 ? `${one}_and_${another}` : `${one}_and_others`;
}

/** The nearest folder of all units of a name that none of the others of that name lies in; undefined without others. */
function ownStep(
  snapshot: WorkspaceSnapshot,
  directories: readonly string[],
  base: string | undefined,
): string | undefined {
  const others = [...terragruntWorkspace(snapshot).unitDirectories]
    .filter((each) => nameOf(each) === base && !directories.includes(each))
    .map((each) => each.split("/"));
  if (others.length === 0) return undefined;
  const [first = [], ...more] = directories.map((each) => each.split("/"));
  return first
    .slice(0, -1)
    .toReversed()
    .find((step) => more.every((path) => path.includes(step)) && !others.some((path) => path.includes(step)));
}

/** The steps at the ends of some paths that all of them have. */
function sharedSteps(directories: readonly string[]): readonly string[] {
  const [first = [], ...others] = directories.map((directory) => directory.split("/"));
  let shared = 0;
  while (shared < first.length && others.every((steps) => steps.at(-1 - shared) === first.at(-1 - shared))) shared++;
  return shared === 0 ? [] : first.slice(-shared);
}

/** The words that some names begin with alike. */
function sharedWords(names: readonly string[]): readonly string[] {
  const [first = [], ...others] = names.map(wordsOf);
  let shared = 0;
  while (shared < first.length && others.every((words) => words[shared] === first[shared])) shared++;
  return first.slice(0, shared);
}

function dependencyBlocks(file: SourceFile): readonly Block[] {
  return file.body.items.filter((item): item is Block => item.kind === "Block" && item.type.name === "dependency");
}

function dependenciesOf(unit: string, file: SourceFile): readonly UnitDependency[] {
  return dependencyBlocks(file).map((block) => ({ unit, key: keyOf(block), size: blockFingerprint(block, 1).size }));
}

function keyOf(block: Block): string {
  return `${block.labels[0]?.value} ${blockFingerprint(block, 1).exact}`;
}
