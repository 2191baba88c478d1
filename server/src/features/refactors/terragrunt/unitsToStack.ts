// # units-to-stack
//
// Writes units that are the same, or differ in a few inputs, as one unit and a stack that generates them.
//
// The stack generates each unit into the directory that it has now, so that paths and the place of its state stay. What
// differs becomes a value of the stack. The directories are generated from now on; keep them out of version control.
// Refused where a unit has other files beside its configuration, or would come to something else.
//
// `live/prod/app/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
//
// terra<|>form {
//   source = "${get_repo_root()}/modules/service"
// }
//
// inputs = {
//   name  = "app"
//   ports = [80, 443]
// }
// ```
// `live/prod/api/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
//
// terraform {
//   source = "${get_repo_root()}/modules/service"
// }
//
// inputs = {
//   name  = "api"
//   ports = [80, 443]
// }
// ```
// `live/prod/web/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
//
// terraform {
//   source = "${get_repo_root()}/modules/service"
// }
//
// inputs = {
//   name  = "web"
//   ports = [80, 443]
// }
// ```
// `live/root.hcl`:
// ```hcl
// remote_state {
//   backend = "local"
//   config = {
//     path = "/state/${path_relative_to_include()}/terraform.tfstate"
//   }
// }
// ```
// ->
// `live/prod/app/terragrunt.hcl`:
// ```hcl
// ```
// `live/prod/api/terragrunt.hcl`:
// ```hcl
// ```
// `live/prod/web/terragrunt.hcl`:
// ```hcl
// ```
// `live/prod/terragrunt.stack.hcl`:
// ```hcl
// unit "api" {
//   source = "../units/service"
//   path   = "api"
//
//   no_dot_terragrunt_stack = true
//
//   values = {
//     name = "api"
//   }
// }
//
// unit "app" {
//   source = "../units/service"
//   path   = "app"
//
//   no_dot_terragrunt_stack = true
//
//   values = {
//     name = "app"
//   }
// }
//
// unit "web" {
//   source = "../units/service"
//   path   = "web"
//
//   no_dot_terragrunt_stack = true
//
//   values = {
//     name = "web"
//   }
// }
// ```
// `live/units/service/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
//
// terraform {
//   source = "${get_repo_root()}/modules/service"
// }
//
// inputs = {
//   name  = values.name
//   ports = [80, 443]
// }
// ```
import { touches } from "../../../base/range.js";
import { type SourceChange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import { applyEdits, type TextEdit } from "../../../base/textEdit.js";
import { type TerragruntWorkspace, terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { nameOf, relativePath } from "../../../model/uri.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Attribute, Block, BodyItem, Expression, SourceFile } from "../../../syntax/ast.js";
import { toIdentifier } from "../../rewriting/identifier.js";
import { changedUnit, shownPath } from "../../terragrunt/preserved.js";
import { inputsIn, isConstant, saysTheSame, written } from "../../terragrunt/sharing.js";
import type { Refactor } from "../refactor.js";
import { folderAbove, offerPreserving } from "./hoisting.js";

/** More values than these are a unit of its own. */
const mostValues = 4;
/** Units that differ are worth a stack from this number on; equal ones from two. */
const fewestDifferent = 3;

interface Member {
  readonly directory: string;
  readonly file: SourceFile;
  /** The expressions that differ, by the name of the value that they become. */
  readonly values: ReadonlyMap<string, Expression>;
}

export const unitsToStack: Refactor = {
  id: "units-to-stack",
  title: "Generate units that are the same from a stack",
  kind: "refactor.extract",
  inverse: "stack-to-units",
  unattended: false,
  terragrunt: true,
  run(ctx) {
    const workspace = terragruntWorkspace(ctx.snapshot);
    const unit = workspace.unitOf(ctx.file.uri);
    const [block] = ctx.path.filter((node): node is Block => node.kind === "Block");
    if (!unit || block?.type.name !== "terraform" || !touches(block.header, ctx.selection.start)) return;
    const found = membersLike(ctx.snapshot, workspace, ctx.file);
    if (!found) return;
    const { members } = found;
    const title = `Generate ${members.length} units from a stack`;
    const other = members.find(({ directory }) => hasOtherFiles(ctx.snapshot, directory));
    if (other) {
      ctx.refuse(title, block.header, `\`${nameOf(other.directory)}\` has other files beside its configuration.`);
      return;
    }
    const units = members.map(({ directory }) => directory);
    offerPreserving(ctx, title, block.header, () => build(ctx.snapshot, [found]), { units });
  },
};

/** More units than these are not compared before and after. */
const mostCompared = 150;

/**
 * One stack that generates all units like those in `uris`, however many kinds of units they are, with how many there are.
 * Kinds that cannot be generated are left; a sentence says why where none can.
 */
export function stackOfAll(
  snapshot: WorkspaceSnapshot,
  uris: readonly string[],
): { readonly units: number; readonly change: SourceChange } | string {
  const workspace = terragruntWorkspace(snapshot);
  const families: Family[] = [];
  const seen = new Set<string>();
  let refusal = "The units include different files, so each folder would need a stack of its own.";
  for (const uri of uris) {
    const file = snapshot.file(uri);
    const found = file && !seen.has(uri) ? membersLike(snapshot, workspace, file) : undefined;
    if (!found) continue;
    for (const member of found.members) seen.add(member.file.uri);
    const other = found.members.find(({ directory }) => hasOtherFiles(snapshot, directory));
    if (other) refusal = `\`${nameOf(other.directory)}\` has other files beside its configuration.`;
    else families.push(found);
  }
  const units = families.flatMap(({ members }) => members.map(({ directory }) => directory));
  if (units.length === 0) return refusal;
  if (units.length > mostCompared) return `The ${units.length} units are too many to compare before and after.`;
  const change = build(snapshot, families);
  if (typeof change === "string") return change;
  return changedUnit(snapshot, change, units) ?? { units: units.length, change };
}

/** Units that are alike, with the names of the values in which they differ. */
interface Family {
  readonly members: readonly Member[];
  readonly names: readonly string[];
}

/** The units that are like one, but for values that differ; undefined where there are too few, or too many values. */
function membersLike(
  snapshot: WorkspaceSnapshot,
  workspace: TerragruntWorkspace,
  file: SourceFile,
): Family | undefined {
  const include = workspace.unitOf(file.uri)?.includes[0]?.uri;
  const candidates = include === undefined ? [...workspace.unitDirectories] : workspace.includedBy(include);
  const others = candidates.flatMap((directory) => {
    const other = snapshot.file(workspace.linksOf(directory)?.uri ?? "");
    const differing = other && other.uri !== file.uri ? differences(file, other) : undefined;
    return other && differing && differing.length <= mostValues ? [{ directory, file: other, differing }] : [];
  });
  const names = [...new Set(others.flatMap(({ differing }) => differing))];
  const count = others.length + 1;
  if (names.length > mostValues || count < (names.length === 0 ? 2 : fewestDifferent)) return undefined;
  const own = workspace.unitOf(file.uri)?.directory ?? "";
  const members = [{ directory: own, file }, ...others]
    .map((each): Member => ({ ...each, values: new Map(names.flatMap((name) => valueNamed(each.file, name))) }))
    .sort((a, b) => (a.directory < b.directory ? -1 : 1));
  return members.every(({ values }) => values.size === names.length) ? { members, names } : undefined;
}

/** The names of inputs, and `source`, in which two units differ; undefined where they differ in anything else. */
function differences(a: SourceFile, b: SourceFile): readonly string[] | undefined {
  const [left, right] = [a.body.items, b.body.items];
  if (left.length !== right.length || a.errors.length + b.errors.length > 0) return undefined;
  const names: string[] = [];
  for (let i = 0; i < left.length; i++) {
    const [x, y] = [left[i] as BodyItem, right[i] as BodyItem];
    if (nameOfItem(x) !== nameOfItem(y)) return undefined;
    if (saysTheSame(x, y)) continue;
    const found = nameOfItem(x) === "terraform" ? sourceDiffers(x, y) : inputsDiffer(a, b, x);
    if (!found) return undefined;
    names.push(...found);
  }
  return names;
}

function nameOfItem(item: BodyItem): string {
  return item.kind === "Block" ? [item.type.name, ...item.labels.map(({ value }) => value)].join(" ") : item.name.name;
}

function inputsDiffer(a: SourceFile, b: SourceFile, item: BodyItem): readonly string[] | undefined {
  const [left, right] = [inputsIn(a), inputsIn(b)];
  if (item !== left?.attribute || !right || left.items.length !== right.items.length) return undefined;
  const names: string[] = [];
  for (const entry of left.items) {
    const other = right.items.find(({ name }) => name !== undefined && name === entry.name);
    if (!other || entry.name === undefined) return undefined;
    if (saysTheSame(entry, other)) continue;
    if (!isConstant(entry.value) || !isConstant(other.value)) return undefined;
    names.push(entry.name);
  }
  return names;
}

function sourceDiffers(a: BodyItem, b: BodyItem): readonly string[] | undefined {
  if (a.kind !== "Block" || b.kind !== "Block" || a.body.items.length !== 1 || b.body.items.length !== 1)
    return undefined;
  const [x, y] = [sourceOf(a), sourceOf(b)];
  return x && y && isConstant(x.value) && isConstant(y.value) ? ["source"] : undefined;
}

function sourceOf(block: Block): Attribute | undefined {
  return block.body.items.find((item): item is Attribute => item.kind === "Attribute" && item.name.name === "source");
}

function valueNamed(file: SourceFile, name: string): [string, Expression][] {
  if (name === "source") {
    const block = file.body.items.find((item) => item.kind === "Block" && item.type.name === "terraform");
    const source = block?.kind === "Block" ? sourceOf(block) : undefined;
    if (source) return [[name, source.value]];
  }
  const entry = inputsIn(file)?.items.find((item) => item.name === name);
  return entry ? [[name, entry.value]] : [];
}

function hasOtherFiles(snapshot: WorkspaceSnapshot, directory: string): boolean {
  const names = [...(snapshot.directories.get(directory)?.files.values() ?? [])].map(({ name }) => name);
  return names.some((name) => name !== "terragrunt.hcl" && name !== ".terraform.lock.hcl");
}

function build(snapshot: WorkspaceSnapshot, families: readonly Family[]): SourceChange | string {
  const all = families.flatMap(({ members }) => members);
  const folder = folderAbove(all.map(({ directory }) => directory));
  const stack = `${folder}/terragrunt.stack.hcl`;
  if (snapshot.entry(stack)) return `There is a \`${shownPath(folder, stack)}\` already.`;
  const change = new SourceChangeBuilder();
  const blocks: { readonly path: string; readonly text: string }[] = [];
  const taken = new Set<string>();
  for (const { members, names } of families) {
    const [first] = members;
    if (!first) return "There are no units.";
    const name = freeName(toIdentifier(commonName(members), "unit"), taken);
    const home = `${folder.slice(0, folder.lastIndexOf("/"))}/units/${name}`;
    if (snapshot.directories.has(home)) return `There is a folder \`units/${name}\` already.`;
    change.operation({ kind: "create", uri: `${home}/terragrunt.hcl`, content: templateText(first, names) });
    for (const member of members) {
      blocks.push({ path: member.directory, text: componentText(folder, home, member, all, names) });
    }
  }
  const sorted = blocks.sort((a, b) => (a.path < b.path ? -1 : 1)).map(({ text }) => text);
  change.operation({ kind: "create", uri: stack, content: `${sorted.join("\n\n")}\n` });
  for (const { file } of all) change.operation({ kind: "delete", uri: file.uri });
  return change.build();
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = `${wanted}_${n}`;
  taken.add(name);
  return name;
}

/** The unit's text with `values.NAME` for what differs. */
function templateText({ file, values }: Member, names: readonly string[]): string {
  const edits: TextEdit[] = names.flatMap((name) => {
    const value = values.get(name);
    return value ? [{ range: value.range, newText: `values.${name}` }] : [];
  });
  return applyEdits(file.text, edits);
}

/** What the directories' names have in common, else the module's name. */
function commonName(members: readonly Member[]): string {
  const [first = "", ...others] = members.map(({ directory }) => nameOf(directory));
  if (others.every((other) => other === first)) return first;
  const source = members[0]?.values.get("source") ?? valueNamed(members[0]?.file as SourceFile, "source")[0]?.[1];
  const text = source && members[0] ? written(members[0].file, source) : "";
  const path = text.split("?")[0]?.split("/").at(-1) ?? "";
  return toIdentifier(path, "unit");
}

function componentText(
  folder: string,
  home: string,
  member: Member,
  members: readonly Member[],
  names: readonly string[],
): string {
  const path = shownPath(folder, member.directory);
  const base = nameOf(member.directory);
  const isAlone = members.filter(({ directory }) => nameOf(directory) === base).length === 1;
  const label = toIdentifier(isAlone ? base : path, "unit");
  const width = Math.max(...names.map((name) => name.length));
  const values = names.map((name) => {
    const value = member.values.get(name);
    return `    ${name.padEnd(width)} = ${value ? written(member.file, value) : "null"}`;
  });
  return [
    `unit "${label}" {`,
    `  source = "${relativePath(folder, home)}"`,
    `  path   = "${path}"`,
    "",
    "  no_dot_terragrunt_stack = true",
    ...(names.length === 0 ? [] : ["", "  values = {", ...values, "  }"]),
    "}",
  ].join("\n");
}
