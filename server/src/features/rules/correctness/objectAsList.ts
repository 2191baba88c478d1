// # object-as-list
//
// Reports a function that takes a list and gets a resource without `count`, which is one object.
//
// This is what remains after `count` was replaced by `enabled`.
//
// ```hcl
// resource "any_thing" "a" {}
//
// locals {
//   first = element(any_thing.a, 0)
// #         ^^^^^^^^ error[object-as-list]: `any_thing.a` is one object, and `element` cannot work with it; `any_thing.a[*]` is a list
// }
// ```
// -> fix "Use `any_thing.a[*]`"
// ```hcl
// resource "any_thing" "a" {}
//
// locals {
//   first = element(any_thing.a[*], 0)
// }
// ```

import { slice } from "../../../base/range.js";
import { pathAt } from "../../../syntax/visit.js";
import { evaluationRule } from "../evaluation/evaluationRule.js";
import { textFix } from "../evaluation/textFix.js";

export const objectAsList = evaluationRule({
  id: "object-as-list",
  message: ({ name, why }) => `\`${why}\` is one object, and \`${name}\` cannot work with it; \`${why}[*]\` is a list`,
  fixes({ uri, range, why = "" }, ctx) {
    const file = ctx.snapshot.file(uri);
    const call =
      file &&
      pathAt(file, range.start).find((node) => node.kind === "FunctionCallExpr" && node.range.start === range.start);
    if (!file || call?.kind !== "FunctionCallExpr") return [];
    const arg = call.args.find((each) => slice(file.text, each.range) === why);
    if (!arg) return [];
    return [
      textFix(uri, { start: arg.range.end, end: arg.range.end }, "[*]", `Use \`${why}[*]\``, { preferred: true }),
    ];
  },
});
