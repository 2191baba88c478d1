// # rename-root-configuration
//
// Calls a root configuration `root.hcl`, with every search for it and every path to it in the workspace.
//
// Terragrunt takes a directory with a `terragrunt.hcl` for a unit, and warns about roots of that name. Includes of it
// without a label get one, as these are deprecated too, and what reads them is rewritten. Nothing else changes: state
// keys and paths depend on the root's directory, which stays. It is refused where the root may be run as a unit, or
// where a search would find another file. Where the workspace has several roots, one edit can take them all.
//
// `live/app/terragrunt.hcl`:
// ```hcl
// include <|>{
//   path   = find_in_parent_folders()
//   expose = true
// }
//
// inputs = {
//   region = include.locals.region
// }
// ```
// `live/db/terragrunt.hcl`:
// ```hcl
// include "base" {
//   path = find_in_parent_folders("terragrunt.hcl")
// }
// ```
// `live/terragrunt.hcl`:
// ```hcl
// locals {
//   region = "eu-west-1"
// }
// ```
// ->
// `live/app/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path   = find_in_parent_folders("root.hcl")
//   expose = true
// }
//
// inputs = {
//   region = include.root.locals.region
// }
// ```
// `live/db/terragrunt.hcl`:
// ```hcl
// include "base" {
//   path = find_in_parent_folders("root.hcl")
// }
// ```
// `live/terragrunt.hcl`:
// ```hcl
// ```
// `live/root.hcl`:
// ```hcl
// locals {
//   region = "eu-west-1"
// }
// ```
import { overlaps } from "../../base/range.js";
import { terragruntWorkspace } from "../../model/terragrunt/workspace.js";
import { nameOf } from "../../model/uri.js";
import { renamableRoots, renameRoot, renameRoots } from "../rewriting/rootConfiguration.js";
import type { Refactor, RefactorContext } from "./refactor.js";

export const renameRootConfiguration: Refactor = {
  id: "rename-root-configuration",
  title: "Call the root configuration `root.hcl`",
  kind: "refactor.rewrite",
  inverse: { none: "Terragrunt has given the old name up." },
  unattended: true,
  terragrunt: true,
  run(ctx) {
    const found = rootAt(ctx);
    if (!found) return;
    const title = "Call the root configuration `root.hcl` everywhere";
    const renaming = renameRoot(ctx.snapshot, found.root);
    if ("refused" in renaming) ctx.refuse(title, found.target, renaming.refused);
    else ctx.offer(title, found.target, () => renaming.build(), { fixes: "root-terragrunt-hcl" });
    const roots = renamableRoots(ctx.snapshot);
    if (roots.length < 2 || !roots.includes(found.root)) return;
    ctx.offer(`Call all ${roots.length} root configurations \`root.hcl\``, found.target, () =>
      renameRoots(ctx.snapshot, roots),
    );
  },
};

/** The root that the selection is about: what an include leads to, or the file itself. */
function rootAt({ snapshot, file, selection }: RefactorContext) {
  const terragrunt = terragruntWorkspace(snapshot);
  for (const { item, uri } of terragrunt.unitOf(file.uri)?.includes ?? []) {
    const block = file.body.items[item];
    if (uri === undefined || nameOf(uri) !== "terragrunt.hcl" || !block) continue;
    if (overlaps(block.range, selection)) return { root: uri, target: block.range };
  }
  const [first] = file.body.items;
  const isRoot = nameOf(file.uri) === "terragrunt.hcl" && terragrunt.includedBy(file.uri).length > 0;
  if (!isRoot || !first || !overlaps(first.range, selection)) return undefined;
  return { root: file.uri, target: first.range };
}
