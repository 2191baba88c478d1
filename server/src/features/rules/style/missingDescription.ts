// # missing-description
//
// Reports an input variable or output without a description. Off by default.
//
// ```hcl
// output "id" {
// #<^^^^^^^^^ hint[missing-description]: `description` says what this output is for
//   value = 1
// }
// ```
import { argument } from "../../../model/extract.js";
import type { Rule } from "../rule.js";

export const missingDescription: Rule = {
  id: "missing-description",
  group: "style",
  scope: "file",
  defaultLevel: "off",
  aliases: ["terraform_documented_variables", "terraform_documented_outputs"],
  check(ctx) {
    if (ctx.entry.type?.kind !== "configuration") return;
    for (const block of ctx.file.body.items) {
      if (block.kind !== "Block" || argument(block.body, "description")) continue;
      const what = block.type.name;
      if (what !== "variable" && what !== "output") continue;
      ctx.report(block.header, `\`description\` says what this ${what} is for`);
    }
  },
};
