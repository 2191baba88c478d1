// # index-of-enabled-module
//
// Reports an instance key behind a module call that has `enabled`, and so has no instances to choose from.
//
// `tofu validate` lets it pass. Inside of `try` it even plans, with the fallback for ever: the mistake that remains when
// `count` has been replaced by `enabled`.
//
// - target: opentofu@1.11
//
// `main.tf`:
// ```hcl
// variable "create" {
//   type = bool
// }
//
// module "net" {
//   source = "./net"
//   lifecycle {
//     enabled = var.create
//   }
// }
//
// output "id" {
//   value = try(module.net[0].id, null)
// #                       ^^^ warning[index-of-enabled-module]: `module.net` is one object or null, so `[0]` always fails, and `try` hides it
// }
// ```
//
// `net/main.tf`:
// ```hcl
// output "id" {
//   value = 1
// }
// ```
//
// -> fix "Remove the key"
// `main.tf`:
// ```hcl
// variable "create" {
//   type = bool
// }
//
// module "net" {
//   source = "./net"
//   lifecycle {
//     enabled = var.create
//   }
// }
//
// output "id" {
//   value = try(module.net.id, null)
// }
// ```
import { slice } from "../../../base/range.js";
import { singleFileChange } from "../../../base/sourceChange.js";
import { disabledAccesses } from "../../presence/disabledAccess.js";
import type { Rule } from "../rule.js";

export const indexOfEnabledModule: Rule = {
  id: "index-of-enabled-module",
  group: "plan",
  scope: "module",
  defaultLevel: "error",
  check(ctx) {
    for (const { uri, key, range, kind, caught } of disabledAccesses(ctx.snapshot, ctx.module, ctx.product)) {
      const file = ctx.snapshot.file(uri);
      if (kind !== "index" || !file) continue;
      const index = slice(file.text, range);
      const message = `\`${key}\` is one object or null, so \`${index}\` always fails${caught ? ", and `try` hides it" : ""}`;
      ctx.report(uri, range, message, {
        summary: "Invalid index",
        level: caught ? "warning" : "error",
        phase: caught ? "never" : "plan",
        fixes: [
          {
            title: "Remove the key",
            safety: "unsafe",
            preferred: true,
            change: () => singleFileChange(uri, [{ range, newText: "" }]),
          },
        ],
      });
    }
  },
};
