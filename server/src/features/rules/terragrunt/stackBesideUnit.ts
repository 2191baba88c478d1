// # stack-beside-unit
//
// Reports a stack file in the directory of a unit, which Terragrunt refuses.
//
// `app/terragrunt.stack.hcl`:
// ```hcl
// unit "a" {
// #<^^^^^^ error[stack-beside-unit]: a directory is either a unit or a stack, and there is a `terragrunt.hcl` beside this file
//   source = "../units/a"
//   path   = "a"
// }
// ```
// `app/terragrunt.hcl`:
// ```hcl
// inputs = {}
// ```
import type { Rule } from "../rule.js";

export const stackBesideUnit: Rule = {
  id: "stack-beside-unit",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  check(ctx) {
    if (ctx.entry.type?.kind !== "terragrunt-stack") return;
    const unit = `${ctx.entry.directory}/terragrunt.hcl`;
    const [first] = ctx.file.body.items;
    if (!first || !ctx.snapshot.entry(unit)) return;
    ctx.report(
      first.kind === "Block" ? first.header : first.name.range,
      "a directory is either a unit or a stack, and there is a `terragrunt.hcl` beside this file",
      { related: [{ uri: unit, range: { start: 0, end: 0 }, message: "the unit" }] },
    );
  },
};
