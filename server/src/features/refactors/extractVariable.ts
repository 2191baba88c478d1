// # extract-variable
//
// Moves the selected literal into an input variable of its type, with the literal as the default.
//
// ```hcl
// resource "aws_instance" "web" {
//   instance_type = <|"t3.micro"|>
// }
// ```
// ->
// ```hcl
// resource "aws_instance" "web" {
//   instance_type = var.instance_type
// }
// ```
//
// `variables.tf`:
// ```hcl
// variable "instance_type" {
//   type    = string
//   default = "t3.micro"
// }
// ```
import { slice } from "../../base/range.js";
import { SourceChangeBuilder } from "../../base/sourceChange.js";
import { literalString } from "../../model/access.js";
import type { Expression } from "../../syntax/ast.js";
import { withoutParentheses } from "../rewriting/expressionShape.js";
import { addBlock } from "../rewriting/newDeclarations.js";
import { selectedExpression, suggestedName, whyNot } from "./extractLocal.js";
import type { Refactor } from "./refactor.js";

const title = "Extract to an input variable";

export const extractVariable: Refactor = {
  id: "extract-variable",
  title,
  kind: "refactor.extract",
  inverse: "inline-variable",
  unattended: false,
  run(ctx) {
    const found = selectedExpression(ctx);
    const type = found && literalType(found.expression);
    if (!found || type === undefined) return;
    const reason = whyNot(ctx, found);
    if (reason) {
      ctx.refuse(title, found.expression.range, reason.split("local values").join("variables"));
      return;
    }
    const name = ctx.module.freeName("var", suggestedName(found));
    ctx.offer(`Extract to \`var.${name}\``, found.expression.range, () => {
      const change = new SourceChangeBuilder();
      change.replace(ctx.file.uri, found.expression.range, `var.${name}`);
      const text = slice(ctx.file.text, found.expression.range);
      const lines = [`variable "${name}" {`, `  type    = ${type}`, `  default = ${text}`, "}"];
      addBlock(change, ctx.snapshot, ctx.module, "variable", lines.join("\n"));
      return change.build();
    });
  },
};

/** The type constraint of a literal; undefined for anything that is not one all through, and for null. */
export function literalType(expression: Expression): string | undefined {
  const bare = withoutParentheses(expression);
  switch (bare.kind) {
    case "LiteralValueExpr":
      return bare.value.type === "null" ? undefined : bare.value.type;
    case "UnaryOpExpr":
      return bare.operator === "-" ? literalType(bare.operand) : undefined;
    case "TemplateExpr":
      return literalString(bare) === undefined ? undefined : "string";
    case "TupleConsExpr": {
      const types = bare.elements.map(literalType);
      // A variable's list is of one type; a tuple keeps its elements' own types and so the plan.
      return types.includes(undefined) ? undefined : `tuple([${types.join(", ")}])`;
    }
    case "ObjectConsExpr": {
      const items = bare.items.map(({ name, value }) => {
        const type = literalType(value);
        return name === undefined || type === undefined ? undefined : `${name} = ${type}`;
      });
      const isPlain = bare.items.every(({ key }) => key.kind === "ScopeTraversalExpr");
      return items.includes(undefined) || !isPlain ? undefined : `object({ ${items.join(", ")} })`;
    }
    default:
      return undefined;
  }
}
