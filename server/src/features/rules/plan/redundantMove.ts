// # redundant-move
//
// Reports a `moved` block that moves an object to the address that it has.
//
// ```hcl
// resource "terraform_data" "a" {}
//
// moved {
// #<^^^ error[redundant-move]: this moves `terraform_data.a` to the same address
//   from = terraform_data.a
//   to   = terraform_data.a
// }
// ```
// -> fix "Remove this `moved` block"
// ```hcl
// resource "terraform_data" "a" {}
// ```
import { removeBlockFix } from "../lint/blockRemoval.js";
import type { Rule } from "../rule.js";
import { movesOf } from "./moveFacts.js";

export const redundantMove: Rule = {
  id: "redundant-move",
  group: "plan",
  scope: "module",
  defaultLevel: "error",
  phase: "plan",
  check(ctx) {
    for (const { uri, file, block, fromText, toText } of movesOf(ctx.snapshot, ctx.module)) {
      if (fromText !== toText) continue;
      ctx.report(uri, block.header, `this moves \`${fromText}\` to the same address`, {
        summary: "Redundant move statement",
        fixes: [removeBlockFix(file, block, "Remove this `moved` block", "safe")],
      });
    }
  },
};
