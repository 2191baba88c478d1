// # invalid-type
//
// Reports a variable's `type` that is not a type constraint.
//
// ```hcl
// variable "names" {
//   type = lst(string)
// #        ^^^^^^^^^^^ error[invalid-type]: there is no type constructor `lst`; there are `list`, `set`, `map`, `object` and `tuple`
// }
// ```
import { literalString } from "../../../model/access.js";
import { parseVariableType } from "../../../model/evaluate/typeConstraint.js";
import type { Rule } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";
import { replaceFix } from "../structure/fixes.js";

export const invalidType: Rule = {
  id: "invalid-type",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    for (const { body, schema } of schemaBodies(ctx)) {
      for (const item of body.items) {
        if (item.kind !== "Attribute" || schema.attributes[item.name.name]?.expr !== "type-expr") continue;
        if (item.value.kind === "ErrorExpr") continue;
        for (const { severity, summary, detail, range } of parseVariableType(item.value).diagnostics) {
          if (severity !== "error") continue;
          const modern = modernForm(literalString(item.value));
          ctx.report(range, detail, {
            summary,
            fixes:
              modern === undefined
                ? []
                : [replaceFix(ctx.file.uri, item.value.range, modern, `Change to \`${modern}\``, { preferred: true })],
          });
        }
      }
    }
  },
};

/** What a quoted type of Terraform 0.11 is written as today. */
function modernForm(quoted: string | undefined): string | undefined {
  if (quoted === "string") return "string";
  return quoted === "list" || quoted === "map" ? `${quoted}(string)` : undefined;
}
