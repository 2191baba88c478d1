// # hoist-block
//
// Moves a dependency, a remote state, a hook or extra arguments that units with the same include have alike into the included file.
//
// Blocks of an include are merged into each unit, and relative paths in them still start at the unit. Where not all
// units that include the file have the dependency, it gets a file of its own, which those that have it include.
//
// `live/app/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
//
// depend<|>ency "vpc" {
//   config_path = "../vpc"
// }
//
// inputs = {
//   vpc_id = dependency.vpc.outputs.id
// }
// ```
// `live/db/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
//
// dependency "vpc" {
//   config_path = "../vpc"
// }
//
// inputs = {
//   vpc_id = dependency.vpc.outputs.id
// }
// ```
// `live/root.hcl`:
// ```hcl
// locals {
//   region = "eu-west-1"
// }
// ```
// ->
// `live/app/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
//
// inputs = {
//   vpc_id = dependency.vpc.outputs.id
// }
// ```
// `live/db/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
//
// inputs = {
//   vpc_id = dependency.vpc.outputs.id
// }
// ```
// `live/root.hcl`:
// ```hcl
// locals {
//   region = "eu-west-1"
// }
//
// dependency "vpc" {
//   config_path = "../vpc"
// }
// ```
import { touches } from "../../../base/range.js";
import { type SourceChange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { nameOf } from "../../../model/uri.js";
import type { Block, SourceFile } from "../../../syntax/ast.js";
import { appendBehind, lineStart, newLineOf, removeItem, wholeBlock } from "../../rewriting/blockEdits.js";
import { appendTop } from "../../terragrunt/sharedEdits.js";
import { blockIn, type SharingUnit, saysTheSame } from "../../terragrunt/sharing.js";
import type { Refactor } from "../refactor.js";
import { sharedDependencies } from "./hoistDependencies.js";
import { type Common, commented, commonFiles, intoFile, offerPreserving } from "./hoisting.js";

/** Blocks of `terraform` that are merged by their label. */
const parts: ReadonlySet<string> = new Set(["extra_arguments", "before_hook", "after_hook", "error_hook"]);

const dependencies: ReadonlySet<string> = new Set(["dependency"]);

export const hoistBlock: Refactor = {
  id: "hoist-block",
  title: "Write a dependency, a remote state, a hook or extra arguments once, in the file that units include",
  kind: "refactor.move",
  inverse: "lower-shared",
  unattended: false,
  terragrunt: true,
  run(ctx) {
    const workspace = terragruntWorkspace(ctx.snapshot);
    const unit = workspace.unitOf(ctx.file.uri);
    const [outer, inner] = ctx.path.filter((node): node is Block => node.kind === "Block");
    const block = outer?.type.name === "terraform" ? inner : outer;
    if (!unit || !outer || !block || !touches(block.header, ctx.selection.start)) return;
    const label = block.labels[0]?.value;
    const isPart = block !== outer;
    const isState = !isPart && block.type.name === "remote_state";
    if (!isState && (label === undefined || !(isPart ? parts : dependencies).has(block.type.name))) return;
    const common = commonFiles(ctx.snapshot, workspace, unit.directory, ({ file }) => {
      const own = find(file, block, isPart);
      return own !== undefined && saysTheSame(own.block, block);
    });
    for (const each of common) {
      const what = label === undefined ? `\`${block.type.name}\`` : `\`${block.type.name} "${label}"\``;
      if (label === undefined || isPart || each.equal.length === each.all.length) {
        offerPreserving(ctx, `Move ${what} to ${intoFile(each)}`, block.header, () => intoShared(each, block, isPart));
      } else {
        const path = `_deps/${label}.hcl`;
        offerPreserving(ctx, `Move ${what} to \`${path}\`, for ${each.equal.length} units`, block.header, () => {
          const files = each.equal.map(({ file }) => file);
          const shared = sharedDependencies(ctx.snapshot, files, [label]);
          return typeof shared === "string" ? shared : shared.change;
        });
      }
    }
  },
};

/** A block of the same type and label in a file, with the block around it. */
function find(file: SourceFile, { type, labels }: Block, isPart: boolean): { outer?: Block; block: Block } | undefined {
  const label = labels[0]?.value;
  if (!isPart) {
    const block = blockIn(file, type.name, label);
    return block && { block };
  }
  const outer = blockIn(file, "terraform");
  const block = outer?.body.items.find(
    (item): item is Block => item.kind === "Block" && item.type.name === type.name && item.labels[0]?.value === label,
  );
  return outer && block && { outer, block };
}

function intoShared(common: Common, block: Block, isPart: boolean): SourceChange | string {
  const { file, equal } = common;
  if (find(file, block, isPart)) {
    const same = block.labels.length > 0 ? " of this name" : "";
    return `\`${nameOf(file.uri)}\` has a \`${block.type.name}\`${same} already.`;
  }
  const change = new SourceChangeBuilder();
  const text = commented(
    equal.flatMap((unit) => {
      const own = find(unit.file, block, isPart);
      return own ? [{ file: unit.file, block: own.block }] : [];
    }),
  );
  if (!isPart) appendTop(change, file, text);
  else {
    const terraform = blockIn(file, "terraform");
    const last = terraform?.body.items.at(-1);
    const close = terraform?.closeBrace?.start ?? 0;
    const newLine = newLineOf(file.text);
    if (terraform && last?.kind === "Block") {
      const edit = appendBehind(file, last, `  ${text}`);
      change.replace(file.uri, edit.range, edit.newText);
    } else if (terraform && last && lineStart(file.text, close) > last.range.end) {
      change.insert(file.uri, lineStart(file.text, close), `${newLine}  ${text}${newLine}`);
    } else if (terraform && !last) change.insert(file.uri, close, `${newLine}  ${text}${newLine}`);
    else if (terraform) return `The \`terraform\` block of \`${nameOf(file.uri)}\` stands on one line.`;
    else appendTop(change, file, `terraform {\n  ${text}\n}`);
  }
  removeFrom(change, equal, block, isPart);
  return change.confirm().build();
}

function removeFrom(change: SourceChangeBuilder, units: readonly SharingUnit[], block: Block, isPart: boolean): void {
  for (const { file } of units) {
    const own = find(file, block, isPart);
    if (!own) continue;
    if (!own.outer) change.remove(file.uri, wholeBlock(file, own.block));
    else if (own.outer.body.items.length === 1) change.remove(file.uri, wholeBlock(file, own.outer));
    else for (const edit of removeItem(file, own.outer, own.block)) change.replace(file.uri, edit.range, edit.newText);
  }
}
