// # extract-output
//
// Adds an output value of the selected expression.
//
// ```hcl
// resource "aws_instance" "web" {}
//
// locals {
//   address = <|aws_instance.web.private_ip|>
// }
// ```
// ->
// ```hcl
// resource "aws_instance" "web" {}
//
// locals {
//   address = aws_instance.web.private_ip
// }
// ```
//
// `outputs.tf`:
// ```hcl
// output "web_private_ip" {
//   value = aws_instance.web.private_ip
// }
// ```
import { SourceChangeBuilder } from "../../base/sourceChange.js";
import { standaloneText } from "../rewriting/expressionShape.js";
import { toIdentifier } from "../rewriting/identifier.js";
import { addBlock } from "../rewriting/newDeclarations.js";
import type { ExpressionContext } from "./expressionRefactor.js";
import { selectedExpression, suggestedName, whyNot } from "./extractLocal.js";
import type { Refactor } from "./refactor.js";

const title = "Add an output value";

export const extractOutput: Refactor = {
  id: "extract-output",
  title,
  kind: "refactor.extract",
  inverse: undefined,
  unattended: false,
  run(ctx) {
    const found = selectedExpression(ctx);
    if (!found || found.expression.kind === "LiteralValueExpr") return;
    const reason = whyNot(ctx, found);
    if (reason) {
      ctx.refuse(title, found.expression.range, reason.split("local values").join("output values"));
      return;
    }
    const name = ctx.module.freeName("output", outputName(found));
    ctx.offer(`Add the output value \`${name}\``, found.expression.range, () => {
      const change = new SourceChangeBuilder();
      const value = standaloneText(ctx.file.text, found.expression);
      addBlock(
        change,
        ctx.snapshot,
        ctx.module,
        "output",
        [`output "${name}" {`, `  value = ${value}`, "}"].join("\n"),
      );
      return change.build();
    });
  },
};

/** For `aws_instance.web.private_ip` the name and the attribute; for all else the argument's name. */
function outputName(found: ExpressionContext): string {
  const { expression } = found;
  if (expression.kind !== "ScopeTraversalExpr") return suggestedName(found);
  const names = expression.steps.flatMap((step) => (step.kind === "AttrStep" ? [step.name] : []));
  const own = expression.root.name === "data" ? names.slice(1) : names;
  return toIdentifier(own.join("_"), suggestedName(found));
}
