// # hoist-local
//
// Moves a local value that units with the same include define alike into the included file, and reads it from there.
//
// The units' references become `include.LABEL.locals.NAME`, for which the include is exposed. Refused where the value
// means something else in the included file, or is used where includes cannot be read.
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
import { SourceChangeBuilder } from "../../../base/sourceChange.js";
import { rootsFor } from "../../../model/builtins/terragrunt/references.js";
import type { TerragruntReferenceFact } from "../../../model/terragrunt/facts.js";
import { type TerragruntWorkspace, terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { nameOf } from "../../../model/uri.js";
import { addLocalsTo, exposeInclude, removeLocalFrom } from "../../terragrunt/sharedEdits.js";
import { localIn, type SharingUnit, saysTheSame, written } from "../../terragrunt/sharing.js";
import type { Refactor } from "../refactor.js";
import { commonFiles, intoFile, offerPreserving } from "./hoisting.js";

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
    const common = commonFiles(ctx.snapshot, workspace, unit.directory, ({ file }) => {
      const other = localIn(file, name);
      return other !== undefined && saysTheSame(other.attribute, own.attribute);
    });
    for (const each of common) {
      const { file, equal } = each;
      offerPreserving(ctx, `Move \`local.${name}\` to ${intoFile(each)}`, fact.range, () => {
        const known = localIn(file, name);
        if (known && !saysTheSame(known.attribute, own.attribute)) {
          return "The included file has another local value of this name.";
        }
        const change = new SourceChangeBuilder();
        if (!known) addLocalsTo(change, file, [{ name, value: written(ctx.file, own.attribute.value) }]);
        for (const sharing of equal) {
          const refusal = useIncluded(change, workspace, sharing, name);
          if (refusal !== undefined) return refusal;
          removeLocalFrom(change, sharing.file, [name]);
        }
        return change.confirm().build();
      });
    }
  },
};

/** Reads a local value through the include; why that cannot be done, as one sentence. */
function useIncluded(
  change: SourceChangeBuilder,
  workspace: TerragruntWorkspace,
  { file, include, label }: SharingUnit,
  name: string,
): string | undefined {
  const uses = (workspace.facts(file.uri)?.references ?? []).filter(
    ({ root, names }) => root === "local" && names[0] === name,
  );
  const read = label === "" ? `include.locals.${name}` : `include.${label}.locals.${name}`;
  for (const use of uses) {
    if (!mayRead(file.body.items[use.item], use)) {
      return `\`${nameOf(file.uri)}\` uses it where includes cannot be read.`;
    }
    change.replace(file.uri, { start: use.range.start, end: use.places[1] ?? use.range.end }, read);
  }
  if (uses.length > 0) exposeInclude(change, file, include);
  return undefined;
}

function mayRead(item: SharingUnit["file"]["body"]["items"][number] | undefined, _: TerragruntReferenceFact): boolean {
  const top = item?.kind === "Block" ? item.type.name : item?.name.name;
  return top !== undefined && rootsFor(top).includes("include");
}
