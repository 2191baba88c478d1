// # bare-include
//
// Reports an `include` block without a label.
//
// Terragrunt warns about it, and refuses a file with two of them. With a label, what the include holds is read as
// `include.LABEL`.
//
// `terragrunt.hcl`:
// ```hcl
// include {
// #<^^^^^ warning[bare-include]: an include without a label is deprecated: give it one, such as `include "root"`
//   path   = find_in_parent_folders("root.hcl")
//   expose = true
// }
//
// inputs = {
//   region = include.locals.region
// }
// ```
// -> fix "Give it the label `root`"
// `terragrunt.hcl`:
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
import { singleFileChange } from "../../../base/sourceChange.js";
import type { Rule } from "../rule.js";
import { includeLabel, labelIncludeEdits } from "../units/migrations.js";
import { blocksOf } from "../units/names.js";
import { unitReferences } from "../units/references.js";

export const bareInclude: Rule = {
  id: "bare-include",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "warning",
  tags: ["deprecated"],
  check(ctx) {
    if (ctx.entry.type?.kind === "terragrunt-stack") return;
    const [first, ...others] = blocksOf(ctx.file, "include").filter(({ labels }) => labels.length === 0);
    if (!first) return;
    for (const block of others) {
      ctx.report(block.type.range, "only one include may be without a label; give each of them one", {
        level: "error",
        tags: [],
        summary: "Multiple bare include blocks (include blocks without label) is not supported.",
        related: [{ uri: ctx.file.uri, range: first.type.range, message: "the first one" }],
      });
    }
    const label = includeLabel(ctx.file);
    ctx.report(
      first.type.range,
      `an include without a label is deprecated: give it one, such as \`include "${label}"\``,
      {
        fixes:
          others.length > 0
            ? []
            : [
                {
                  title: `Give it the label \`${label}\``,
                  safety: "safe",
                  preferred: true,
                  change: () =>
                    singleFileChange(ctx.file.uri, labelIncludeEdits(ctx.file, label, unitReferences(ctx.file))),
                },
              ],
      },
    );
  },
};
