// # invalid-pattern
//
// Reports a regular expression or a version constraint that Terragrunt cannot read.
//
// `terragrunt.hcl`:
// ```hcl
// terragrunt_version_constraint = "=> 1.0"
// #                               ^^^^^^^^ error[invalid-pattern]: `=>` is not an operator of version constraints; write `>= 1.0`.
//
// errors {
//   ignore "known" {
//     ignorable_errors = ["!.*permanent.*", "(timeout"]
// #                                         ^^^^^^^^^^ error[invalid-pattern]: this is not a regular expression: missing closing ): (timeout
//   }
// }
// ```
// -> fix "Change to `>= 1.0`"
// `terragrunt.hcl`:
// ```hcl
// terragrunt_version_constraint = ">= 1.0"
//
// errors {
//   ignore "known" {
//     ignorable_errors = ["!.*permanent.*", "(timeout"]
//   }
// }
// ```
import { literalString } from "../../../model/access.js";
import { parseConstraints } from "../../../model/constraint.js";
import { patternProblem } from "../../../model/functions/pattern.js";
import type { Expression } from "../../../syntax/ast.js";
import type { Rule, TerragruntRuleContext } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";
import { replaceFix } from "../structure/fixes.js";

export const invalidPattern: Rule = {
  id: "invalid-pattern",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  check(ctx) {
    for (const { body, schema } of schemaBodies(ctx)) {
      for (const item of body.items) {
        const known = item.kind === "Attribute" ? schema.attributes[item.name.name] : undefined;
        if (item.kind !== "Attribute" || !known) continue;
        if (known.meaning === "version-constraint") checkConstraint(ctx, item.value);
        if (known.meaning !== "regex" || item.value.kind !== "TupleConsExpr") continue;
        for (const element of item.value.elements) checkPattern(ctx, element, item.name.name === "ignorable_errors");
      }
    }
  },
};

function checkConstraint(ctx: TerragruntRuleContext, value: Expression): void {
  const text = literalString(value);
  const parsed = text === undefined ? undefined : parseConstraints(text);
  if (!parsed || parsed.ok || text === "") return;
  const [first] = parsed.errors;
  const better = parsed.errors.length === 1 && !text?.includes(",") ? first?.replacement : undefined;
  ctx.report(value.range, first?.message ?? "this is not a version constraint", {
    summary: "Malformed constraint",
    fixes:
      better === undefined
        ? []
        : [replaceFix(ctx.file.uri, value.range, `"${better}"`, `Change to \`${better}\``, { preferred: true })],
  });
}

/** A `!` in front of a pattern for errors to pass over turns it around. */
function checkPattern(ctx: TerragruntRuleContext, value: Expression, mayBeNegated: boolean): void {
  const text = literalString(value);
  if (text === undefined) return;
  const pattern = mayBeNegated && text.startsWith("!") ? text.slice(1) : text;
  const problem = patternProblem(pattern);
  if (problem !== undefined) ctx.report(value.range, `this is not a regular expression: ${problem}`);
}
