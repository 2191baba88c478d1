// # version-of-other-source
//
// Reports a version for a module that does not come from a registry, or one that is given twice.
//
// `terragrunt.hcl`:
// ```hcl
// terraform {
//   source  = "../modules/vpc"
//   version = "~> 1.0"
// # ^^^^^^^ error[version-of-other-source]: only modules of a registry (`tfr://…`) have versions
// }
// ```
import { literalString } from "../../../model/access.js";
import type { Rule } from "../rule.js";
import { attributeOf, blocksOf } from "../units/names.js";

export const versionOfOtherSource: Rule = {
  id: "version-of-other-source",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  check(ctx) {
    for (const block of blocksOf(ctx.file, "terraform")) {
      const version = attributeOf(block.body.items, "version");
      const source = attributeOf(block.body.items, "source")?.value;
      const text = source && literalString(source);
      if (!version || text === undefined) continue;
      if (!text.startsWith("tfr:")) {
        ctx.report(version.name.range, "only modules of a registry (`tfr://…`) have versions");
      } else if (text.includes("?version=") || text.includes("&version=")) {
        ctx.report(version.name.range, "the source already says a version; leave one of the two out");
      }
    }
  },
};
