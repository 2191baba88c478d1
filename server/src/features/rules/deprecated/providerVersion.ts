// # provider-version
//
// Reports a version constraint inside a `provider` block.
//
// OpenTofu still reads it, and warns: the place for versions is `required_providers`, where the source stands too.
//
// ```hcl
// provider "aws" {
//   version = "~> 5.0"
// #           ^^^^^^^^ warning[provider-version]: the version belongs into `terraform { required_providers { aws = { … } } }`
// }
// ```
import { argument } from "../../../model/extract.js";
import type { Rule } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";

export const providerVersion: Rule = {
  id: "provider-version",
  group: "deprecated",
  scope: "file",
  defaultLevel: "warning",
  tags: ["deprecated"],
  phase: "file",
  check(ctx) {
    for (const { block, path } of schemaBodies(ctx)) {
      if (!block || path.length !== 1 || path[0] !== "provider") continue;
      const found = argument(block.body, "version");
      if (!found) continue;
      const name = block.labels[0]?.value;
      ctx.report(
        found.value.range,
        `the version belongs into \`terraform { required_providers { ${name} = { … } } }\``,
        { summary: "Version constraints inside provider configuration blocks are deprecated" },
      );
    }
  },
};
