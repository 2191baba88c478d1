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
import { schemaArguments } from "../structure/bodies.js";
import { replaceFix } from "../structure/fixes.js";

export const invalidType: Rule = {
  id: "invalid-type",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    for (const { attribute, schema } of schemaArguments(ctx)) {
      const { value } = attribute;
      if (schema?.expr !== "type-expr" || value.kind === "ErrorExpr") continue;
      for (const { severity, summary, detail, range } of parseVariableType(value).diagnostics) {
        if (severity !== "error") continue;
        const modern = modernForm(literalString(value));
        ctx.report(range, detail, {
          summary,
          fixes:
            modern === undefined
              ? []
              : [replaceFix(ctx.file.uri, value.range, modern, `Change to \`${modern}\``, { preferred: true })],
        });
      }
    }
  },
};

/** What a quoted type of Terraform 0.11 is written as today. */
function modernForm(quoted: string | undefined): string | undefined {
  if (quoted === "string") return "string";
  return quoted === "list" || quoted === "map" ? `${quoted}(string)` : undefined;
}
