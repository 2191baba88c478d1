// # missing-variable-type
//
// Reports an input variable without a type, which takes any value and finds mistakes late.
//
// ```hcl
// variable "name" {
// #<^^^^^^^^^^^^^ information[missing-variable-type]: without `type`, this variable takes any value
//   description = "A name."
// }
// ```
import { argument } from "../../../model/extract.js";
import type { Rule } from "../rule.js";

export const missingVariableType: Rule = {
  id: "missing-variable-type",
  group: "style",
  scope: "file",
  defaultLevel: "information",
  aliases: ["terraform_typed_variables", "core:no-type-variable"],
  check(ctx) {
    if (ctx.entry.type?.kind !== "configuration") return;
    for (const block of ctx.file.body.items) {
      if (block.kind !== "Block" || block.type.name !== "variable" || argument(block.body, "type")) continue;
      if (block.labels.length === 1) ctx.report(block.header, "without `type`, this variable takes any value");
    }
  },
};
