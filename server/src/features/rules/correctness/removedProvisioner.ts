// # removed-provisioner
//
// Reports a provisioner that OpenTofu no longer has.
//
// ```hcl
// resource "terraform_data" "a" {
//   provisioner "chef" {
// #             ^^^^^^ error[removed-provisioner]: This provisioner was removed; a machine image or `remote-exec` takes its place.
//   }
// }
// ```
import type { Rule } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";

export const removedProvisioner: Rule = {
  id: "removed-provisioner",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    for (const { body, schema } of schemaBodies(ctx)) {
      const removed = schema.blocks.provisioner?.removedLabels;
      if (!removed) continue;
      for (const item of body.items) {
        const label = item.kind === "Block" && item.type.name === "provisioner" ? item.labels[0] : undefined;
        const message = label && removed[label.value];
        if (!label || message === undefined) continue;
        ctx.report(label.range, message, { summary: `The "${label.value}" provisioner has been removed` });
      }
    }
  },
};
