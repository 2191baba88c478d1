// # empty-deprecation
//
// Reports a `deprecated` argument without text.
//
// The text is all that callers read: it should say what to use instead.
//
// ```hcl
// output "old" {
//   value      = 1
//   deprecated = ""
// #              ^^ error[empty-deprecation]: `deprecated` must say what callers should do instead
// }
// ```
import { literalString } from "../../../model/access.js";
import { argument } from "../../../model/extract.js";
import type { Rule } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";
import { removeItemFix } from "../structure/fixes.js";

export const emptyDeprecation: Rule = {
  id: "empty-deprecation",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    for (const { block, path } of schemaBodies(ctx)) {
      if (!block || path.length !== 1 || (path[0] !== "variable" && path[0] !== "output")) continue;
      const found = argument(block.body, "deprecated");
      if (!found || literalString(found.value)?.trim() !== "") continue;
      const isOutput = path[0] === "output";
      const label = block.labels[0]?.range ?? block.header;
      ctx.report(isOutput ? found.value.range : label, "`deprecated` must say what callers should do instead", {
        summary: `Invalid \`deprecated\` ${isOutput ? "attribute" : "value"}`,
        fixes: [removeItemFix(ctx.file, block, found, "Remove `deprecated`")],
      });
    }
  },
};
