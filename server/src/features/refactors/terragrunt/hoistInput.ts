// # hoist-input
//
// Moves an input that all units with the same include set alike into the included file.
//
// Inputs are merged by name, so the units get it as before. It is refused where a unit that includes the file would get
// another input than it has, or reads something that means something else there.
//
// `live/app/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
//
// inputs = {
//   <|>environment = "production"
//   name        = "app"
// }
// ```
// `live/db/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
//
// inputs = {
//   environment = "production"
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
//   name        = "app"
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
//
// inputs = {
//   environment = "production"
// }
// ```
import { touches } from "../../../base/range.js";
import { SourceChangeBuilder } from "../../../base/sourceChange.js";
import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { addInputTo, removeInput } from "../../terragrunt/sharedEdits.js";
import { inputsIn, saysTheSame, written } from "../../terragrunt/sharing.js";
import type { Refactor } from "../refactor.js";
import { commonFiles, intoFile, offerPreserving } from "./hoisting.js";

export const hoistInput: Refactor = {
  id: "hoist-input",
  title: "Set an input once, in the file that units include",
  kind: "refactor.move",
  inverse: "lower-shared",
  unattended: false,
  terragrunt: true,
  run(ctx) {
    const workspace = terragruntWorkspace(ctx.snapshot);
    const unit = workspace.unitOf(ctx.file.uri);
    const item = inputsIn(ctx.file)?.items.find(
      ({ key, name }) => name !== undefined && touches(key.range, ctx.selection.start),
    );
    if (!unit || !item?.name) return;
    const { name } = item;
    const common = commonFiles(ctx.snapshot, workspace, unit.directory, ({ file }) => {
      const own = inputsIn(file)?.items.find((each) => each.name === name);
      return own !== undefined && saysTheSame(own, item);
    });
    for (const each of common) {
      offerPreserving(ctx, `Move the input \`${name}\` to ${intoFile(each)}`, item.key.range, () => {
        if (inputsIn(each.file)?.items.some((other) => other.name === name)) {
          return "The included file sets this input already.";
        }
        const change = new SourceChangeBuilder();
        if (!addInputTo(change, each.file, written(ctx.file, item.key), written(ctx.file, item.value))) {
          return "The `inputs` of the included file are computed.";
        }
        for (const { file } of each.equal) {
          const inputs = inputsIn(file);
          const own = inputs?.items.find((other) => other.name === name);
          if (inputs && own) removeInput(change, file, inputs, own);
        }
        return change.confirm().build();
      });
    }
  },
};
