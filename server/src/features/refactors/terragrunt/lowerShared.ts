// # lower-shared
//
// Writes a part of an included file into the units that include it: an input, a local value, a dependency, a hook.
//
// What is shared by few units, or differs soon, is easier to read where it is used.
//
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
//   <|>environment = "production"
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
//   environment = "production"
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
import { touches } from "../../../base/range.js";
import { type SourceChange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import { type TerragruntWorkspace, terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { nameOf } from "../../../model/uri.js";
import type { Attribute, Block, ObjectItem, SourceFile } from "../../../syntax/ast.js";
import { appendBehind, removeItem, wholeBlock } from "../../rewriting/blockEdits.js";
import { addInputsTo, addLocalsTo, appendTop, removeInputs, removeLocalFrom } from "../../terragrunt/sharedEdits.js";
import {
  blockIn,
  inputsIn,
  localIn,
  type SharingUnit,
  saysTheSame,
  sharingUnits,
  written,
} from "../../terragrunt/sharing.js";
import type { Refactor } from "../refactor.js";
import { offerPreserving, uneditable } from "./hoisting.js";

const parts: ReadonlySet<string> = new Set(["extra_arguments", "before_hook", "after_hook", "error_hook"]);

type Part =
  | { readonly kind: "input"; readonly name: string; readonly item: ObjectItem }
  | { readonly kind: "local"; readonly name: string; readonly attribute: Attribute }
  | { readonly kind: "block"; readonly name: string; readonly block: Block; readonly outer: Block | undefined };

export const lowerShared: Refactor = {
  id: "lower-shared",
  title: "Write a part of an included file into the units that include it",
  kind: "refactor.inline",
  inverse: { none: "What is moved decides: an input, a local value, and blocks each have a refactor of their own." },
  unattended: false,
  terragrunt: true,
  run(ctx) {
    const workspace = terragruntWorkspace(ctx.snapshot);
    const { file, selection } = ctx;
    if (workspace.includedBy(file.uri).length === 0) return;
    const part = partAt(file, selection.start);
    if (!part) return;
    const units = sharingUnits(ctx.snapshot, workspace, file.uri);
    const target =
      part.kind === "input"
        ? part.item.key.range
        : part.kind === "local"
          ? part.attribute.name.range
          : part.block.header;
    const title = `Write \`${part.name}\` into the ${units.length} ${units.length === 1 ? "unit" : "units"} that include \`${nameOf(file.uri)}\``;
    const refusal = uneditable(workspace, file.uri);
    if (refusal !== undefined) {
      ctx.refuse(title, target, refusal);
      return;
    }
    offerPreserving(ctx, title, target, () => lower(workspace, file, part, units));
  },
};

function partAt(file: SourceFile, offset: number): Part | undefined {
  const item = inputsIn(file)?.items.find(({ key, name }) => name !== undefined && touches(key.range, offset));
  if (item?.name) return { kind: "input", name: item.name, item };
  for (const block of file.body.items) {
    if (block.kind !== "Block") continue;
    if (block.type.name === "locals") {
      for (const attribute of block.body.items) {
        if (attribute.kind === "Attribute" && touches(attribute.name.range, offset)) {
          return { kind: "local", name: attribute.name.name, attribute };
        }
      }
    }
    if (block.type.name === "dependency" && touches(block.header, offset)) {
      return { kind: "block", name: block.labels[0]?.value ?? "", block, outer: undefined };
    }
    if (block.type.name !== "terraform") continue;
    for (const inner of block.body.items) {
      if (inner.kind === "Block" && parts.has(inner.type.name) && touches(inner.header, offset)) {
        return { kind: "block", name: inner.labels[0]?.value ?? "", block: inner, outer: block };
      }
    }
  }
  return undefined;
}

function lower(
  workspace: TerragruntWorkspace,
  file: SourceFile,
  part: Part,
  units: readonly SharingUnit[],
): SourceChange | string {
  const change = new SourceChangeBuilder().confirm();
  for (const unit of units) {
    const refusal = writeInto(change, workspace, file, part, unit);
    if (refusal !== undefined) return refusal;
  }
  switch (part.kind) {
    case "input": {
      const inputs = inputsIn(file);
      if (inputs) removeInputs(change, file, inputs, [part.item]);
      break;
    }
    case "local":
      if (workspace.facts(file.uri)?.references.some(({ root, names }) => root === "local" && names[0] === part.name)) {
        return `\`${nameOf(file.uri)}\` reads it itself, so that it has to stay there.`;
      }
      removeLocalFrom(change, file, [part.name]);
      break;
    case "block":
      if (!part.outer) change.remove(file.uri, wholeBlock(file, part.block));
      else if (part.outer.body.items.length === 1) change.remove(file.uri, wholeBlock(file, part.outer));
      else
        for (const edit of removeItem(file, part.outer, part.block)) change.replace(file.uri, edit.range, edit.newText);
  }
  return change.build();
}

function writeInto(
  change: SourceChangeBuilder,
  workspace: TerragruntWorkspace,
  file: SourceFile,
  part: Part,
  unit: SharingUnit,
): string | undefined {
  switch (part.kind) {
    case "input":
      if (inputsIn(unit.file)?.items.some(({ name }) => name === part.name)) return undefined;
      return addInputsTo(change, unit.file, [
        { name: written(file, part.item.key), value: written(file, part.item.value) },
      ])
        ? undefined
        : `The \`inputs\` of \`${nameOf(unit.directory)}\` are computed.`;
    case "local":
      return writeLocal(change, workspace, file, part, unit);
    case "block":
      writeBlock(change, file, part, unit);
      return undefined;
  }
}

function writeLocal(
  change: SourceChangeBuilder,
  workspace: TerragruntWorkspace,
  file: SourceFile,
  { name, attribute }: Part & { kind: "local" },
  unit: SharingUnit,
): string | undefined {
  const names = unit.label === "" ? ["locals", name] : [unit.label, "locals", name];
  const uses = (workspace.facts(unit.file.uri)?.references ?? []).filter(
    (reference) => reference.root === "include" && names.every((each, i) => reference.names[i] === each),
  );
  if (uses.length === 0) return undefined;
  const known = localIn(unit.file, name);
  if (known && !saysTheSame(known.attribute, attribute)) {
    return `\`${nameOf(unit.directory)}\` has another local value of this name.`;
  }
  if (!known) addLocalsTo(change, unit.file, [{ name, value: written(file, attribute.value) }]);
  for (const { range, places } of uses) {
    const end = places[2 * names.length - 1] ?? range.end;
    change.replace(unit.file.uri, { start: range.start, end }, `local.${name}`);
  }
  return undefined;
}

function writeBlock(
  change: SourceChangeBuilder,
  file: SourceFile,
  { block, outer }: Part & { kind: "block" },
  unit: SharingUnit,
): void {
  const text = written(file, block);
  const label = block.labels[0]?.value;
  if (!outer) {
    if (!blockIn(unit.file, block.type.name, label)) {
      const edit = appendBehind(unit.file, unit.include, text);
      change.replace(unit.file.uri, edit.range, edit.newText);
    }
    return;
  }
  const terraform = blockIn(unit.file, "terraform");
  if (!terraform) {
    appendTop(change, unit.file, `terraform {\n  ${text}\n}`);
    return;
  }
  const has = terraform.body.items.some(
    (item) => item.kind === "Block" && item.type.name === block.type.name && item.labels[0]?.value === label,
  );
  const last = terraform.body.items.at(-1);
  if (has || !last || !terraform.closeBrace) return;
  const at = terraform.closeBrace.start;
  change.insert(unit.file.uri, at, `\n  ${text}\n`);
}
