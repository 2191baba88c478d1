// # map-to-conditionals
//
// Writes a lookup in an object of literals as nested conditionals.
//
// ```hcl
// locals {
//   size = <|>lookup({ prod = 3, test = 2 }, terraform.workspace, 1)
// }
// ```
// ->
// ```hcl
// locals {
//   size = terraform.workspace == "prod" ? 3 : terraform.workspace == "test" ? 2 : 1
// }
// ```

import { quoted } from "../../rewriting/addressPath.js";
import { expressionRefactor } from "../expressionRefactor.js";
import { literalKind } from "./conditionalsToMap.js";

export const mapToConditionals = expressionRefactor(
  { id: "map-to-conditionals", title: "Use nested conditionals", inverse: "conditionals-to-map" },
  (ctx) => {
    const { expression } = ctx;
    if (expression.kind !== "FunctionCallExpr" || expression.name !== "lookup" || expression.expandFinal)
      return undefined;
    const [map, key, standard] = expression.args;
    if (map?.kind !== "ObjectConsExpr" || key?.kind !== "ScopeTraversalExpr" || !standard || ctx.isCaught)
      return undefined;
    if (map.items.length === 0 || ctx.typeOf(key).kind !== "string") return undefined;
    const kind = literalKind(standard);
    const names = new Set(map.items.map((item) => item.name));
    if (kind === undefined || names.has(undefined) || names.size < map.items.length) return undefined;
    if (map.items.some((item) => literalKind(item.value) !== kind)) return undefined;
    const subject = ctx.text(key.range);
    const tests = map.items.map(
      (item) => `${subject} == ${quoted(item.name ?? "")} ? ${ctx.text(item.value.range)} : `,
    );
    return { newText: tests.join("") + ctx.text(standard.range), level: 0 };
  },
);
