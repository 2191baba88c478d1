// # unknown-backend
//
// Reports a backend that OpenTofu does not have, or no longer has.
//
// ```hcl
// terraform {
//   backend "kubernets" {
// #         ^^^^^^^^^^^ error[unknown-backend]: there is no backend `kubernets`. Did you mean `kubernetes`?
//     secret_suffix = "state"
//   }
// }
// ```
// -> fix "Change to `kubernetes`"
// ```hcl
// terraform {
//   backend "kubernetes" {
//     secret_suffix = "state"
//   }
// }
// ```
import { didYouMean, sortedNames } from "../../../model/builtins/suggest.js";
import type { Rule } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";
import { replaceFix } from "../structure/fixes.js";
import { didYouMeanSentence } from "../structure/words.js";

export const unknownBackend: Rule = {
  id: "unknown-backend",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  check(ctx) {
    for (const { block, blockSchema, path } of schemaBodies(ctx)) {
      if (path.join(".") !== "terraform.backend" || !block || !blockSchema) continue;
      const [label] = block.labels;
      const known = blockSchema.labels[0]?.values;
      if (!label || !known || known.includes(label.value)) continue;
      const removed = blockSchema.removedLabels?.[label.value];
      const suggestion = removed === undefined ? didYouMean(label.value, sortedNames(known)) : undefined;
      ctx.report(
        label.range,
        removed === undefined
          ? `there is no backend \`${label.value}\`${suggestion === undefined ? "" : `.${didYouMeanSentence(suggestion)}`}`
          : `the backend \`${label.value}\` was removed. ${removed}`,
        {
          summary: "Unsupported backend type",
          fixes:
            suggestion === undefined
              ? []
              : [
                  replaceFix(ctx.file.uri, label.range, `"${suggestion}"`, `Change to \`${suggestion}\``, {
                    preferred: true,
                  }),
                ],
        },
      );
    }
  },
};
