// # generate-file
//
// Lets the included file generate a file that stands alike beside all units that include it: providers, versions.
//
// What stands beside a unit is copied to its module before OpenTofu runs, and so is what Terragrunt generates. It is
// refused where a unit has no such file, or another one of this name.
//
// `live/app/provider.tf`:
// ```hcl
// prov<|>ider "aws" {
//   region = "eu-west-1"
// }
// ```
// `live/app/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
// ```
// `live/db/provider.tf`:
// ```hcl
// provider "aws" {
//   region = "eu-west-1"
// }
// ```
// `live/db/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
// ```
// `live/root.hcl`:
// ```hcl
// locals {
//   region = "eu-west-1"
// }
// ```
// ->
// `live/app/provider.tf`:
// ```hcl
// ```
// `live/db/provider.tf`:
// ```hcl
// ```
// `live/root.hcl`:
// ```hcl
// locals {
//   region = "eu-west-1"
// }
//
// generate "provider" {
//   path      = "provider.tf"
//   if_exists = "overwrite_terragrunt"
//   contents  = <<EOF
// provider "aws" {
//   region = "eu-west-1"
// }
// EOF
// }
// ```
import { touches } from "../../../base/range.js";
import { type SourceChange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import { partOfTerm, type Term } from "../../../model/terragrunt/term.js";
import { TerragruntWorkspace as State, terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { directoryOf, nameOf } from "../../../model/uri.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Block, SourceFile } from "../../../syntax/ast.js";
import { toIdentifier } from "../../rewriting/identifier.js";
import { changedUnit } from "../../terragrunt/preserved.js";
import { appendTop } from "../../terragrunt/sharedEdits.js";
import { sharingUnits } from "../../terragrunt/sharing.js";
import type { Refactor } from "../refactor.js";
import { uneditable } from "./hoisting.js";

/** What a generated file may hold: configuration that every root module needs, and no objects of its own. */
const generated: ReadonlySet<string> = new Set(["provider", "terraform"]);

export const generateFile: Refactor = {
  id: "generate-file",
  title: "Generate a file that stands alike beside Terragrunt units",
  kind: "refactor.move",
  inverse: "write-generated-file",
  unattended: false,
  run(ctx) {
    const { snapshot, file } = ctx;
    const workspace = terragruntWorkspace(snapshot);
    const links = workspace.isUsed ? workspace.linksOf(directoryOf(file.uri)) : undefined;
    const block = ctx.path.find(
      (node): node is Block => node.kind === "Block" && touches(node.header, ctx.selection.start),
    );
    if (!links || !block || !holdsOnly(file)) return;
    for (const { uri } of links.includes) {
      const shared = uri === undefined ? undefined : snapshot.file(uri);
      if (!shared || uri === undefined) continue;
      const units = sharingUnits(snapshot, workspace, uri).map(({ directory }) => directory);
      if (units.length < 2) continue;
      const title = `Generate \`${nameOf(file.uri)}\` in \`${nameOf(uri)}\`, for ${units.length} units`;
      const built = uneditable(workspace, uri) ?? build(snapshot, file, shared, units);
      if (typeof built === "string") ctx.refuse(title, block.header, built);
      else ctx.offer(title, block.header, () => built);
    }
  },
};

function holdsOnly({ body, errors }: SourceFile): boolean {
  return (
    errors.length === 0 &&
    body.items.length > 0 &&
    body.items.every((item) => item.kind === "Block" && generated.has(item.type.name) && !holdsBackend(item))
  );
}

/** Where the state is kept is `remote_state`'s to say. */
function holdsBackend(block: Block): boolean {
  return block.body.items.some((item) => item.kind === "Block" && ["backend", "cloud"].includes(item.type.name));
}

function build(
  snapshot: WorkspaceSnapshot,
  file: SourceFile,
  shared: SourceFile,
  units: readonly string[],
): SourceChange | string {
  const name = nameOf(file.uri);
  const other = units.find((directory) => snapshot.entry(`${directory}/${name}`)?.text !== file.text);
  if (other !== undefined) return `The unit \`${nameOf(other)}\` has no \`${name}\` that is the same.`;
  const mark = heredocMark(file.text);
  const label = toIdentifier(name.slice(0, name.indexOf(".")), "file");
  const escaped = file.text.split("${").join("$${").split("%{").join("%%{");
  const contents = escaped.endsWith("\n") ? escaped : `${escaped}\n`;
  const change = new SourceChangeBuilder();
  appendTop(
    change,
    shared,
    `generate "${label}" {\n  path      = "${name}"\n  if_exists = "overwrite_terragrunt"\n  contents  = <<${mark}\n${contents}${mark}\n}`,
  );
  for (const directory of units) change.operation({ kind: "delete", uri: `${directory}/${name}` });
  const built = change.build();
  return changed(snapshot, built, units, label, contents, name) ?? built;
}

/** A mark that no line of the text is. */
function heredocMark(text: string): string {
  const lines = new Set(text.split("\n").map((line) => line.trim()));
  let mark = "EOF";
  while (lines.has(mark)) mark += "_";
  return mark;
}

/** Why the units would not get the same file, as one sentence; undefined where they do and nothing else changes. */
function changed(
  snapshot: WorkspaceSnapshot,
  change: SourceChange,
  units: readonly string[],
  label: string,
  contents: string,
  name: string,
): string | undefined {
  const [before, after] = [new State(snapshot), new State(snapshot.after(change))];
  for (const directory of units) {
    const old = before.unit(directory)?.configuration.entries.get("generate")?.term;
    if (old && partOfTerm(old, label))
      return `The unit \`${nameOf(directory)}\` generates something as \`${label}\` already.`;
    const made = after.unit(directory)?.configuration.entries.get("generate")?.term;
    const part = made && partOfTerm(made, label);
    const [path, text] = [textAt(part, "path"), textAt(part, "contents")];
    if (nameOf(`/${path ?? ""}`) !== name || text !== contents.split("$${").join("${").split("%%{").join("%{")) {
      return `The unit \`${nameOf(directory)}\` would not get the same file.`;
    }
  }
  return changedUnit(snapshot, change, units, ["generate"]);
}

function textAt(term: Term | undefined, name: string): string | undefined {
  const part = term && partOfTerm(term, name);
  return part?.kind === "value" && part.value.type.kind === "string" && part.value.hasContent
    ? part.value.text
    : undefined;
}
