// # sensitive-output
//
// Reports an output of a root module that shows a sensitive value.
//
// ```hcl
// variable "password" {
//   type      = string
//   sensitive = true
// }
//
// output "login" {
// #<^^^^^^^^^^^^ error[sensitive-output]: the value is sensitive, so this output must be declared with `sensitive = true`
//   value = "user:${var.password}"
// }
// ```
import { singleFileChange } from "../../../base/sourceChange.js";
import { addFirst } from "../../rewriting/argumentEdits.js";
import { evaluationRule } from "../evaluation/evaluationRule.js";

export const sensitiveOutput = evaluationRule({
  id: "sensitive-output",
  message: () => "the value is sensitive, so this output must be declared with `sensitive = true`",
  fixes({ uri, range }, ctx) {
    const file = ctx.snapshot.file(uri);
    const block = file?.body.items.find((item) => item.range.start === range.start);
    if (!file || block?.kind !== "Block") return [];
    return [
      {
        title: "Add `sensitive = true`",
        safety: "unsafe",
        preferred: true,
        change: () => singleFileChange(uri, addFirst(file, block, { name: "sensitive", value: "true" })),
      },
    ];
  },
});
