// # invalid-import-id
//
// Reports the `id` of an `import` block that can be no id: null, sensitive, ephemeral, or no text.
//
// ```hcl
// resource "terraform_data" "a" {}
//
// import {
//   to = terraform_data.a
//   id = null
// #      ^^^^ error[invalid-import-id]: unsuitable `id`: it is null
// }
// ```
import { because, evaluationRule } from "../evaluation/evaluationRule.js";

export const invalidImportId = evaluationRule({
  id: "invalid-import-id",
  phase: "plan",
  message: (mistake) => `unsuitable \`id\`${because(mistake)}`,
});
