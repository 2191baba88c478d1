// # units-to-stack
//
// Writes units that are the same, or differ in a few inputs, as one unit and a stack that generates them.
//
// The stack generates each unit into the directory that it has now, so that paths and the place of its state stay. What
// differs becomes a value of the stack. The directories are generated from now on; keep them out of version control.
// Files beside the units move with them where all have the same ones. Where the units stand alike in several environments,
// each of these gets a stack with the versions that it runs. Refused where a unit would come to something else.
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
//   source = "../../units/service"
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
//   source = "../../units/service"
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
//   source = "../../units/service"
//   path   = "web"
//
//   no_dot_terragrunt_stack = true
//
//   values = {
//     name = "web"
//   }
// }
// ```
// `units/service/terragrunt.hcl`:
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
import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import type { Block } from "../../../syntax/ast.js";
import type { Refactor } from "../refactor.js";
import { isOfCatalog, plannedStacks } from "./stackWriting.js";
import { familyOf, type Member } from "./unitFamilies.js";

const likeness = { wholeInputs: false, ownVersions: false };

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
    if (isOfCatalog(workspace, unit)) return;
    const include = unit.includes[0]?.uri;
    const candidates = include === undefined ? [...workspace.unitDirectories] : workspace.includedBy(include);
    const others = candidates.flatMap((directory): Member[] => {
      const file =
        directory === unit.directory ? undefined : ctx.snapshot.file(workspace.linksOf(directory)?.uri ?? "");
      return file && !workspace.isGenerated(directory) ? [{ directory, file }] : [];
    });
    const family = familyOf({ directory: unit.directory, file: ctx.file }, others, likeness);
    if (!family) return;
    const planned = plannedStacks(
      ctx.snapshot,
      family.members.map(({ file }) => file.uri),
    );
    const title = `Generate ${family.members.length} units from a stack`;
    if (typeof planned === "string") ctx.refuse(title, block.header, planned);
    else ctx.offer(titleOf(planned), block.header, () => planned.change);
  },
};

/** What an edit that writes stacks is called. */
export function titleOf({ units, stacks }: { readonly units: number; readonly stacks: number }): string {
  return `Generate ${units} units from ${stacks === 1 ? "a stack" : `${stacks} stacks`}`;
}
