// # conditionals-to-map
//
// Writes nested conditionals that compare one string with texts as a lookup in a map.
//
// Offered where all results are literals of one type and the string is never null.
//
// ```hcl
// locals {
//   size = <|>terraform.workspace == "prod" ? 3 : terraform.workspace == "test" ? 2 : 1
// }
// ```
// ->
// ```hcl
// locals {
//   size = lookup({ prod = 3, test = 2 }, terraform.workspace, 1)
// }
// ```

import { literalString } from "../../../model/access.js";
import type { Expression } from "../../../syntax/ast.js";
import { quoted } from "../../rewriting/addressPath.js";
import { sameExpression, withoutParentheses } from "../../rewriting/expressionShape.js";
import { isIdentifier } from "../../rewriting/identifier.js";
import { expressionRefactor } from "../expressionRefactor.js";

export const conditionalsToMap = expressionRefactor(
  { id: "conditionals-to-map", title: "Use a map lookup", inverse: "map-to-conditionals" },
  (ctx) => {
    // Only the outermost conditional of a chain is the whole of it.
    const { expression, parents } = ctx;
    const around = parents[parents.length - 1];
    if (around?.kind === "ConditionalExpr" && around.else === expression) return undefined;
    const { text } = ctx.file;
    const items: { readonly key: string; readonly value: Expression }[] = [];
    let subject: Expression | undefined;
    let rest: Expression = expression;
    while (rest.kind === "ConditionalExpr") {
      const condition = withoutParentheses(rest.condition);
      if (condition.kind !== "BinaryOpExpr" || condition.operator !== "==") return undefined;
      const key = literalString(condition.right) ?? literalString(condition.left);
      const compared = literalString(condition.right) === undefined ? condition.right : condition.left;
      if (key === undefined || compared.kind !== "ScopeTraversalExpr") return undefined;
      if (subject && !sameExpression(text, subject, text, compared)) return undefined;
      // The first of equal keys decides in the chain; an object cannot have both.
      if (items.some((item) => item.key === key)) return undefined;
      subject = compared;
      items.push({ key, value: rest.then });
      rest = withoutParentheses(rest.else);
    }
    if (items.length < 2 || !subject) return undefined;
    // All values are computed in a map, so only literals keep a failing one from failing now; null cannot be looked up.
    const kind = literalKind(rest);
    if (kind === undefined || items.some((item) => literalKind(item.value) !== kind)) return undefined;
    const type = ctx.typeOf(subject);
    if (type.kind !== "string" || type.mayBeNull) return undefined;
    const written = items.map(({ key, value }) => {
      const isPlain = isIdentifier(key) && !reserved.has(key);
      return `${isPlain ? key : quoted(key)} = ${ctx.text(withoutParentheses(value).range)}`;
    });
    return { newText: `lookup({ ${written.join(", ")} }, ${ctx.text(subject.range)}, ${ctx.text(rest.range)})` };
  },
);

const reserved = new Set(["true", "false", "null", "for"]);

/** The type of a literal, null left out. */
export function literalKind(expression: Expression): "number" | "bool" | "string" | undefined {
  const bare = withoutParentheses(expression);
  if (bare.kind === "LiteralValueExpr") return bare.value.type === "null" ? undefined : bare.value.type;
  return bare.kind === "TemplateExpr" && bare.style === "quoted" && literalString(bare) !== undefined
    ? "string"
    : undefined;
}
