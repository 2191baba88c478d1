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
//   name = "app"
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
import { type TextRange, touches } from "../../../base/range.js";
import { SourceChangeBuilder } from "../../../base/sourceChange.js";
import type { Unit } from "../../../model/terragrunt/unit.js";
import { type TerragruntWorkspace, terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { nameOf } from "../../../model/uri.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Expression, ObjectItem, SourceFile } from "../../../syntax/ast.js";
import { addInputsTo, addLocalsTo, removeInputs } from "../../terragrunt/sharedEdits.js";
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
    const selected = (inputsIn(ctx.file)?.items ?? []).filter(
      ({ key, name }) => name !== undefined && isSelected(key.range, ctx.selection),
    );
    const [first] = selected;
    if (!unit || !first) return;
    for (const target of dataOfUnit(ctx.snapshot, workspace, unit)) {
      const units = workspace.readBy(target.uri);
      const own = units.flatMap((directory) => ctx.snapshot.file(workspace.linksOf(directory)?.uri ?? "") ?? []);
      const items = own.length < 2 ? [] : selected.filter((item) => own.every((file) => sets(file, item)));
      if (items.length === 0) continue;
      const title = `Move ${named(items)} to \`${nameOf(target.uri)}\`, for ${own.length} units`;
      offerPreserving(ctx, title, first.key.range, () => {
        const known = items.find(({ name }) => name !== undefined && localIn(target, name));
        if (known) return `\`${nameOf(target.uri)}\` has a local value \`${known.name}\` already.`;
        const change = new SourceChangeBuilder();
        addLocalsTo(
          change,
          target,
          items.map(({ name = "", value }) => ({ name, value: written(ctx.file, value) })),
        );
        for (const file of own) removeFrom(change, file, items);
        return change.confirm().build();
      });
    }
    // All that is selected goes together, or what stands first.
    const common = (items: readonly ObjectItem[]) =>
      commonFiles(ctx.snapshot, workspace, unit.directory, ({ file }) => items.every((item) => sets(file, item)));
    const together = common(selected);
    const items = together.length > 0 ? selected : [first];
    for (const each of together.length > 0 ? together : common(items)) {
      offerPreserving(ctx, `Move ${named(items)} to ${intoFile(each)}`, first.key.range, () => {
        const set = new Set(inputsIn(each.file)?.items.map(({ name }) => name));
        const known = items.find(({ name }) => set.has(name));
        if (known) return `\`${nameOf(each.uri)}\` sets the input \`${known.name}\` already.`;
        const change = new SourceChangeBuilder();
        const added = items.map(({ key, value }) => ({
          name: written(ctx.file, key),
          value: written(ctx.file, value),
        }));
        if (!addInputsTo(change, each.file, added))
          return `\`${nameOf(each.uri)}\` puts its \`inputs\` together, so that nothing can be added to them.`;
        for (const { file } of each.equal) removeFrom(change, file, items);
        return change.confirm().build();
      });
    }
  },
};

/** With a selection, the entries of which a part is in it; with a cursor, the one that it stands at. */
function isSelected(key: TextRange, selection: TextRange): boolean {
  return selection.start === selection.end
    ? touches(key, selection.start)
    : key.start < selection.end && selection.start < key.end;
}

function named(items: readonly ObjectItem[]): string {
  const names = items.map(({ name }) => `\`${name}\``).join(", ");
  return items.length === 1 ? `the input ${names}` : `the inputs ${names}`;
}

/** Whether a file sets an input to the same. */
function sets(file: SourceFile, item: ObjectItem): boolean {
  const own = inputsIn(file)?.items.find((each) => each.name === item.name);
  return own !== undefined && saysTheSame(own, item);
}

function removeFrom(change: SourceChangeBuilder, file: SourceFile, items: readonly ObjectItem[]): void {
  const inputs = inputsIn(file);
  const names = new Set(items.map(({ name }) => name));
  if (inputs)
    removeInputs(
      change,
      file,
      inputs,
      inputs.items.filter(({ name }) => names.has(name)),
    );
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
