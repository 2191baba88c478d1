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
import type { Unit } from "../../../model/terragrunt/unit.js";
import { type TerragruntWorkspace, terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { nameOf } from "../../../model/uri.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Expression, SourceFile } from "../../../syntax/ast.js";
import { addInputTo, addLocalTo, removeInput } from "../../terragrunt/sharedEdits.js";
import { inputsIn, localIn, saysTheSame, written } from "../../terragrunt/sharing.js";
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
    const isEqual = (file: SourceFile): boolean => {
      const own = inputsIn(file)?.items.find((each) => each.name === name);
      return own !== undefined && saysTheSame(own, item);
    };
    for (const target of dataOfUnit(ctx.snapshot, workspace, unit)) {
      const units = workspace.readBy(target.uri);
      const own = units.flatMap((directory) => ctx.snapshot.file(workspace.linksOf(directory)?.uri ?? "") ?? []);
      if (own.length < 2 || !own.every(isEqual)) continue;
      const title = `Move the input \`${name}\` to \`${nameOf(target.uri)}\`, for ${own.length} units`;
      offerPreserving(ctx, title, item.key.range, () => {
        if (localIn(target, name)) return `\`${nameOf(target.uri)}\` has a local value of this name already.`;
        const change = new SourceChangeBuilder();
        addLocalTo(change, target, name, written(ctx.file, item.value));
        for (const file of own) removeFrom(change, file, name);
        return change.confirm().build();
      });
    }
    for (const each of commonFiles(ctx.snapshot, workspace, unit.directory, ({ file }) => isEqual(file))) {
      offerPreserving(ctx, `Move the input \`${name}\` to ${intoFile(each)}`, item.key.range, () => {
        if (inputsIn(each.file)?.items.some((other) => other.name === name)) {
          return "The included file sets this input already.";
        }
        const change = new SourceChangeBuilder();
        if (!addInputTo(change, each.file, written(ctx.file, item.key), written(ctx.file, item.value))) {
          return "The `inputs` of the included file are computed.";
        }
        for (const { file } of each.equal) removeFrom(change, file, name);
        return change.confirm().build();
      });
    }
  },
};

function removeFrom(change: SourceChangeBuilder, file: SourceFile, name: string): void {
  const inputs = inputsIn(file);
  const own = inputs?.items.find((other) => other.name === name);
  if (inputs && own) removeInput(change, file, inputs, own);
}

/**
 * The files whose local values the included files hand on as inputs of a unit, such as `account.hcl` and `region.hcl`:
 * `inputs = merge(local.account.locals, …)` with `account = read_terragrunt_config(…)`.
 */
function dataOfUnit(snapshot: WorkspaceSnapshot, workspace: TerragruntWorkspace, unit: Unit): readonly SourceFile[] {
  const found: SourceFile[] = [];
  for (const { uri } of unit.includes) {
    const view = uri === undefined ? undefined : unit.viewOf(uri);
    const inputs = view?.attribute("inputs")?.value;
    if (!view || !inputs) continue;
    for (const name of handedOn(inputs)) {
      const call = view.localAttribute(name)?.value;
      if (call?.kind !== "FunctionCallExpr" || call.name !== "read_terragrunt_config" || !call.args[0]) continue;
      const { value: path } = view.evaluate(call.args[0]);
      const read = path.type.kind === "string" && path.hasContent ? view.read(path.text)?.uri : undefined;
      const file = read === undefined || workspace.isGenerated(read) ? undefined : snapshot.file(read);
      if (file) found.push(file);
    }
  }
  return found;
}

/** The names of local values whose `locals` are inputs. */
function handedOn(inputs: Expression): readonly string[] {
  if (inputs.kind === "FunctionCallExpr") return inputs.name === "merge" ? inputs.args.flatMap(handedOn) : [];
  if (inputs.kind !== "ScopeTraversalExpr" || inputs.root.name !== "local" || inputs.steps.length !== 2) return [];
  const [first, second] = inputs.steps;
  return first?.kind === "AttrStep" && second?.kind === "AttrStep" && second.name === "locals" ? [first.name] : [];
}
