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
import { isAddressPlace } from "../../model/places.js";
import { standaloneText } from "../rewriting/expressionShape.js";
import { toIdentifier } from "../rewriting/identifier.js";
import { addBlock } from "../rewriting/newDeclarations.js";
import { placeText } from "../rewriting/referenceRewriter.js";
import { sitesOf } from "../rewriting/sites.js";
import type { ExpressionContext } from "./expressionRefactor.js";
import { assumptionOf, selectedExpression, whyNot } from "./extractLocal.js";
import { suggestedName } from "./localName.js";
import type { Refactor, RefactorContext } from "./refactor.js";

const title = "Add an output value";

export const extractOutput: Refactor = {
  id: "extract-output",
  title,
  kind: "refactor.extract",
  inverse: "delete-declaration",
  unattended: false,
  run(ctx) {
    const found = selectedExpression(ctx);
    if (!found || found.expression.kind === "LiteralValueExpr") return;
    const reason = whyNot(ctx, found) ?? readWhole(ctx);
    if (reason) {
      ctx.refuse(title, found.expression.range, reason.split("local values").join("output values"));
      return;
    }
    const name = ctx.module.freeName("output", outputName(found));
    ctx.offer(`Add the output value \`${name}\`${assumptionOf(ctx, found)}`, found.expression.range, () => {
      const change = new SourceChangeBuilder();
      const value = standaloneText(ctx.file.text, found.expression);
      const placed = addBlock(
        change,
        ctx.snapshot,
        ctx.module,
        "output",
        name,
        [`output "${name}" {`, `  value = ${value}`, "}"].join("\n"),
      );
      const inner = placed.inner + 'output "'.length;
      if (placed.range) change.startRenameIn(placed.uri, placed.range, inner);
      else change.startRename(placed.uri, inner);
      return change.build();
    });
  },
};

/** Who reads a module's outputs as one value would see one more. */
function readWhole({ snapshot, module }: RefactorContext): string | undefined {
  for (const caller of snapshot.callersOf(module)) {
    for (const { origin, uri } of sitesOf(snapshot, caller.module, caller.key)) {
      if (isAddressPlace(origin.place) || origin.place === "depends_on") continue;
      if (origin.accessors.slice(0, 2).some((accessor) => accessor.kind === "attr")) continue;
      return `A new output would change what reads all outputs of the module as one value at ${placeText(snapshot, { uri, range: origin.range }, module.directory)}.`;
    }
  }
  return undefined;
}

/** For `aws_instance.web.private_ip` the name and the attribute; for all else the argument's name. */
function outputName(found: ExpressionContext): string {
  const { expression } = found;
  if (expression.kind !== "ScopeTraversalExpr") return suggestedName(found);
  const names = expression.steps.flatMap((step) => (step.kind === "AttrStep" ? [step.name] : []));
  const own = expression.root.name === "data" ? names.slice(1) : names;
  return toIdentifier(own.join("_"), suggestedName(found));
}
