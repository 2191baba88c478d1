// # duplicate-map-key
//
// Reports a key that an object literal gives twice; the last value wins without a word.
//
// ```hcl
// locals {
//   tags = {
//     Name = "a"
//     Env  = "dev"
//     Name = "b"
// #   ^^^^ warning[duplicate-map-key]: the key `Name` is given above as well, and only this value counts
//   }
// }
// ```
import type { Rule } from "../rule.js";

export const duplicateMapKey: Rule = {
  id: "duplicate-map-key",
  group: "style",
  scope: "file",
  terragrunt: true,
  defaultLevel: "warning",
  aliases: ["terraform_map_duplicate_keys"],
  visit: {
    expression(expression, where, ctx) {
      if (expression.kind !== "ObjectConsExpr") return;
      const path = where.path.join(".");
      // A repeated attribute of a type is an error of its own.
      if (path === "variable" && where.attribute?.name.name === "type") return;
      const seen = new Map<string, (typeof expression.items)[number]>();
      for (const item of expression.items) {
        if (item.name === undefined) continue;
        const first = seen.get(item.name);
        if (first) {
          ctx.report(item.key.range, `the key \`${item.name}\` is given above as well, and only this value counts`, {
            related: [{ uri: ctx.file.uri, range: first.key.range, message: "the first value" }],
          });
        } else seen.set(item.name, item);
      }
    },
  },
};
