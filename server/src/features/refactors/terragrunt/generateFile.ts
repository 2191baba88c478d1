// # generate-file
//
// Lets the included file generate a file that stands alike beside all units that include it: providers, versions.
//
// What stands beside a unit is copied to its module before OpenTofu runs, and so is what Terragrunt generates. Where the
// files hold more, the block alone is taken out of them. It is refused where a unit has no such file or
// block, or another one.
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
import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { directoryOf, nameOf } from "../../../model/uri.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Block, SourceFile } from "../../../syntax/ast.js";
import { toIdentifier } from "../../rewriting/identifier.js";
import { sharingUnits } from "../../terragrunt/sharing.js";
import type { Refactor } from "../refactor.js";
import { canBeGenerated, type GeneratedBlock, generatedBlock, nameOfBlock } from "./generateBlock.js";
import { addGenerate, differingFile } from "./generatedContents.js";
import { mostComparedAtOnce, uneditable } from "./hoisting.js";

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
    if (!links || !block || file.errors.length > 0) return;
    const isWhole = holdsOnly(file);
    if (!isWhole && !canBeGenerated(block)) return;
    for (const { uri } of links.includes) {
      const shared = uri === undefined ? undefined : snapshot.file(uri);
      if (!shared || uri === undefined) continue;
      const units = sharingUnits(snapshot, workspace, uri).map(({ directory }) => directory);
      if (units.length < 2) continue;
      const refusal = uneditable(workspace, uri);
      const whole = isWhole ? (refusal ?? build(snapshot, file, shared, units)) : undefined;
      const intoFor = (count: number) => `in \`${nameOf(uri)}\`, for ${count} units`;
      if (whole !== undefined && (typeof whole !== "string" || !canBeGenerated(block))) {
        const title = `Generate \`${nameOf(file.uri)}\` ${intoFor(units.length)}`;
        if (typeof whole === "string") ctx.refuse(title, block.header, whole);
        else ctx.offer(title, block.header, () => whole);
        continue;
      }
      // Where the files hold more, or other things beside it, the block alone is taken out of them.
      const title = `Generate \`${nameOfBlock(block)}\``;
      const buildBlock = () => generatedBlock(snapshot, { file, block }, shared, units);
      if (refusal === undefined && units.length > mostComparedAtOnce) {
        ctx.offer(`${title} ${intoFor(units.length)}`, block.header, () => changeOf(buildBlock()));
        continue;
      }
      const built = refusal ?? buildBlock();
      if (typeof built === "string") ctx.refuse(`${title} ${intoFor(units.length)}`, block.header, built);
      else ctx.offer(`${title} ${intoFor(built.units)}`, block.header, () => built.change);
    }
  },
};

function changeOf(built: GeneratedBlock | string): SourceChange | undefined {
  return typeof built === "string" ? undefined : built.change;
}

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
  const label = toIdentifier(name.slice(0, name.indexOf(".")), "file");
  const contents = file.text.endsWith("\n") ? file.text : `${file.text}\n`;
  const change = new SourceChangeBuilder();
  addGenerate(change, shared, { label, path: name, contents });
  for (const directory of units) change.operation({ kind: "delete", uri: `${directory}/${name}` });
  const built = change.build();
  return differingFile(snapshot, built, units, { label, contents, name }) ?? built;
}
