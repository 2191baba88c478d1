// # access-of-null
//
// Reports an attribute, an index or a splat of a value that is certainly null.
//
// ```hcl
// locals {
//   nothing = null
//   name    = local.nothing.name
// #                        ^^^^^ error[access-of-null]: this value is null, so it has no attribute `name`
//   first   = local.nothing[0]
// #                        ^^^ error[access-of-null]: this value is null, so it has no elements
// }
// ```
import { evaluationRule } from "../evaluation/evaluationRule.js";

export const accessOfNull = evaluationRule({
  id: "access-of-null",
  mistakes: ["attribute-of-null", "index-of-null", "splat-of-null"],
  message: ({ id, name }) =>
    id === "attribute-of-null"
      ? `this value is null, so it has no attribute \`${name}\``
      : "this value is null, so it has no elements",
});
