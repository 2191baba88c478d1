// # hoist-local
//
// Moves a local value that units with the same include define alike into the included file, and reads it from there.
//
// The units' references become `include.LABEL.locals.NAME`, for which the include is exposed, and local values that it
// reads go with it. Refused where one of these is not the same in the units, where the value means something else in the
// included file, or is used where includes cannot be read.
//
// `live/app/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
//
// locals {
//   <|>environment = lower("PRODUCTION")
// }
//
// inputs = {
//   name = "app-${local.environment}"
// }
// ```
// `live/db/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
//
// locals {
//   environment = lower("PRODUCTION")
//   name        = "db"
// }
//
// inputs = {
//   name = "${local.name}-${local.environment}"
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
//   path   = find_in_parent_folders("root.hcl")
//   expose = true
// }
//
// inputs = {
//   name = "app-${include.root.locals.environment}"
// }
// ```
// `live/db/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path   = find_in_parent_folders("root.hcl")
//   expose = true
// }
//
// locals {
//   name = "db"
// }
//
// inputs = {
//   name = "${local.name}-${include.root.locals.environment}"
// }
// ```
// `live/root.hcl`:
// ```hcl
// locals {
//   region      = "eu-west-1"
//   environment = lower("PRODUCTION")
// }
// ```
import { touches } from "../../../base/range.js";
import { type SourceChange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import { rootsFor } from "../../../model/builtins/terragrunt/references.js";
import { type TerragruntWorkspace, terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { nameOf } from "../../../model/uri.js";
import type { BodyItem, SourceFile } from "../../../syntax/ast.js";
import { addLocalsTo, exposeInclude, removeLocalFrom } from "../../terragrunt/sharedEdits.js";
import { localIn, saysTheSame, written } from "../../terragrunt/sharing.js";
import type { Refactor, RefactorContext } from "../refactor.js";
import { type Common, commonFiles, intoFile, offerPreserving } from "./hoisting.js";

export const hoistLocal: Refactor = {
  id: "hoist-local",
  title: "Define a local value once, in the file that units include",
  kind: "refactor.move",
  inverse: "lower-shared",
  unattended: false,
  terragrunt: true,
  run(ctx) {
    const workspace = terragruntWorkspace(ctx.snapshot);
    const unit = workspace.unitOf(ctx.file.uri);
    const fact = workspace.facts(ctx.file.uri)?.locals.find(({ range }) => touches(range, ctx.selection.start));
    const own = fact && localIn(ctx.file, fact.name);
    if (!unit || !fact || !own) return;
    const { name } = fact;
    const names = readThrough(workspace, ctx.file.uri, name);
    const hasEqual = (file: SourceFile, each: string): boolean => {
      const [mine, other] = [localIn(ctx.file, each), localIn(file, each)];
      return mine === undefined
        ? other === undefined
        : other !== undefined && saysTheSame(other.attribute, mine.attribute);
    };
    const commonOf = (wanted: readonly string[]) =>
      commonFiles(ctx.snapshot, workspace, unit.directory, ({ file }) => wanted.every((each) => hasEqual(file, each)));
    const common = commonOf(names);
    if (common.length === 0) {
      const [alike] = commonOf([name]);
      const differing = names.filter((each) => alike?.equal.some(({ file }) => !hasEqual(file, each)));
      if (!alike || differing.length === 0) return;
      const title = `Move \`local.${name}\` to ${intoFile(alike)}`;
      const which = differing.map((each) => `\`local.${each}\``).join(", ");
      ctx.refuse(title, fact.range, `It reads ${which}, which is not the same in these units.`);
      return;
    }
    const others =
      names.length === 1 ? "" : names.length === 2 ? " and the one it reads" : ` and the ${names.length - 1} it reads`;
    for (const each of common) {
      offerPreserving(ctx, `Move \`local.${name}\`${others} to ${intoFile(each)}`, fact.range, () =>
        moved(ctx, workspace, each, name, names),
      );
    }
  },
};

/** A local value and those of its file that it reads, through others too, in the order of the text. */
function readThrough(workspace: TerragruntWorkspace, uri: string, name: string): readonly string[] {
  const facts = workspace.facts(uri);
  const found = new Set([name]);
  for (const each of found) {
    for (const { root, names, within } of facts?.references ?? []) {
      if (within === each && root === "local" && names[0] !== undefined) found.add(names[0]);
    }
  }
  const known = new Set(facts?.locals.map((local) => local.name));
  return [...known].filter((each) => found.has(each));
}

function moved(
  ctx: RefactorContext,
  workspace: TerragruntWorkspace,
  { uri, file, equal }: Common,
  name: string,
  names: readonly string[],
): SourceChange | string {
  const added: { name: string; value: string }[] = [];
  for (const each of names) {
    const [own, known] = [localIn(ctx.file, each), localIn(file, each)];
    if (!own) continue;
    if (!known) added.push({ name: each, value: written(ctx.file, own.attribute.value) });
    else if (!saysTheSame(known.attribute, own.attribute)) {
      return `\`${nameOf(uri)}\` has another local value \`${each}\`.`;
    }
  }
  const change = new SourceChangeBuilder();
  addLocalsTo(change, file, added);
  for (const sharing of equal) {
    const usesOf = (each: string) =>
      (workspace.facts(sharing.file.uri)?.references ?? []).filter(
        ({ root, names: [first] }) => root === "local" && first === each,
      );
    const canMove = (each: string) => usesOf(each).every((use) => mayRead(sharing.file.body.items[use.item]));
    if (!canMove(name))
      return `The unit \`${nameOf(sharing.directory)}\` reads it before includes are known, such as for the path of one.`;
    // What it reads stays as well where it is needed before includes are.
    const gone = names.filter(canMove);
    const uses = gone.flatMap((each) =>
      usesOf(each).filter(({ within }) => within === undefined || !gone.includes(within)),
    );
    const read = sharing.label === "" ? "include.locals" : `include.${sharing.label}.locals`;
    for (const {
      range,
      places,
      names: [each],
    } of uses) {
      change.replace(sharing.file.uri, { start: range.start, end: places[1] ?? range.end }, `${read}.${each}`);
    }
    if (uses.length > 0) exposeInclude(change, sharing.file, sharing.include);
    removeLocalFrom(change, sharing.file, gone);
  }
  return change.confirm().build();
}

function mayRead(item: BodyItem | undefined): boolean {
  const top = item?.kind === "Block" ? item.type.name : item?.name.name;
  return top !== undefined && rootsFor(top).includes("include");
}
