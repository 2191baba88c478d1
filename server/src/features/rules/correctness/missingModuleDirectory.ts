// # missing-module-directory
//
// Reports a module whose local source leads to no directory.
//
// Only directories that the file system has been asked for are judged. Where a workspace is on no disk, or the source
// is made of variables, nothing is reported.
//
// ## A name with a mistake
//
// - absent: modules/netwrok
//
// `main.tf`:
// ```hcl
// module "network" {
//   source = "./modules/netwrok"
// #          ^^^^^^^^^^^^^^^^^^^ error[missing-module-directory]: there is no directory `./modules/netwrok`. Did you mean `./modules/network`?
// }
// ```
// `modules/network/main.tf`:
// ```hcl
// resource "terraform_data" "a" {}
// ```
// -> fix "Change to "./modules/network""
//
// `main.tf`:
// ```hcl
// module "network" {
//   source = "./modules/network"
// }
// ```
import { effectiveArgument } from "../../../model/declarationSyntax.js";
import type { Rule } from "../rule.js";
import { replaceFix } from "../structure/fixes.js";
import { nearDirectories } from "../structure/nearDirectories.js";

export const missingModuleDirectory: Rule = {
  id: "missing-module-directory",
  group: "correctness",
  scope: "module",
  reads: "declarations",
  defaultLevel: "error",
  phase: "tree",
  check(ctx) {
    for (const { fact } of ctx.module.declarationsOf("module")) {
      const placed = effectiveArgument(ctx.snapshot, ctx.module, fact.key, "source");
      const { snapshot, module } = ctx;
      const source =
        module.overriding.get(fact.key)?.findLast((each) => each.fact.source !== undefined)?.fact.source ?? fact.source;
      if (!placed || source === undefined || !snapshot.missingDirectory(module, source)) continue;
      const { uri } = placed.file;
      const near = nearDirectories(snapshot, module, source);
      const hint = near[0] === undefined ? "" : `. Did you mean \`${near[0]}\`?`;
      ctx.report(uri, placed.node.value.range, `there is no directory \`${source}\`${hint}`, {
        summary: "Unreadable module directory",
        fixes: near.map((each) => replaceFix(uri, placed.node.value.range, `"${each}"`, `Change to "${each}"`)),
      });
    }
  },
};
