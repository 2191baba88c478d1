// # provider-for-each-without-alias
//
// Reports a provider configuration with `for_each` and no `alias`.
//
// The instances are chosen as `NAME.ALIAS[KEY]`, so there must be an alias.
//
// ```hcl
// provider "aws" {
//   for_each = toset(["eu-west-1"])
// #            ^^^^^^^^^^^^^^^^^^^^ error[provider-for-each-without-alias]: a configuration with `for_each` is used as `NAME.ALIAS[KEY]`, so it needs an `alias`
// }
// ```
import { argument } from "../../../model/extract.js";
import type { Rule } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";
import { addArgumentFix } from "../structure/fixes.js";

export const providerForEachWithoutAlias: Rule = {
  id: "provider-for-each-without-alias",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    for (const { block, path } of schemaBodies(ctx)) {
      if (!block || path.length !== 1 || (path[0] !== "provider" && path[0] !== "mock_provider")) continue;
      const found = argument(block.body, "for_each");
      if (!found || argument(block.body, "alias")) continue;
      ctx.report(
        found.value.range,
        "a configuration with `for_each` is used as `NAME.ALIAS[KEY]`, so it needs an `alias`",
        {
          summary: 'Alias required when using "for_each"',
          fixes: [addArgumentFix(ctx.file, block, "alias", '"by_key"')],
        },
      );
    }
  },
};
