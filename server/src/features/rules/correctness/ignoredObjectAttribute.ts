// # ignored-object-attribute
//
// Reports an attribute in an object literal that the variable's type does not have, so that its value is lost.
//
// ```hcl
// variable "server" {
//   type    = object({ name = string })
//   default = { name = "a", nmae = "b" }
// #                         ^^^^ warning[ignored-object-attribute]: the type has no attribute `nmae`, so this value is ignored. Did you mean `name`?
// }
// ```
import { evaluationRule } from "../evaluation/evaluationRule.js";

export const ignoredObjectAttribute = evaluationRule({
  id: "ignored-object-attribute",
  defaultLevel: "warning",
  phase: "file",
  tags: ["unnecessary"],
  message: ({ name, why }) =>
    `the type has no attribute \`${name}\`, so this value is ignored${why ? `. Did you mean \`${why}\`?` : ""}`,
});
