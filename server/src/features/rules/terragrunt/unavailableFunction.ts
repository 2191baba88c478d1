// # unavailable-function
//
// Reports a call to a function that Terragrunt does not have.
//
// Terragrunt has its own functions and those of Terraform 0.15.3, so some functions of OpenTofu do not exist in it.
//
// `terragrunt.hcl`:
// ```hcl
// locals {
//   name = urldecode("a%20b")
// #        ^^^^^^^^^ error[unavailable-function]: OpenTofu has the function `urldecode`, but Terragrunt does not
//   root = get_parent_terragrunt_dirs()
// #        ^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unavailable-function]: there is no function `get_parent_terragrunt_dirs`. Did you mean `get_parent_terragrunt_dir`?
// }
// ```

import { slice } from "../../../base/range.js";
import { literalString } from "../../../model/access.js";
import { functionDocs } from "../../../model/builtins/functions.js";
import { closestName } from "../../../model/builtins/suggest.js";
import {
  hasTerragruntFunction,
  outdatedFunctions,
  terragruntFunctions,
} from "../../../model/builtins/terragrunt/functions.js";
import type { FunctionCallExpr } from "../../../syntax/ast.js";
import type { Rule, TerragruntRuleContext } from "../rule.js";
import { replaceFix, suggestionFix } from "../structure/fixes.js";
import { didYouMeanSentence } from "../structure/words.js";

export const unavailableFunction: Rule = {
  id: "unavailable-function",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  visit: {
    expression(expression, _where, ctx) {
      if (expression.kind !== "FunctionCallExpr") return;
      const { name, nameRange } = expression;
      if (failing.has(name)) reportFailing(ctx, expression);
      if (hasTerragruntFunction(name)) return;
      const summary = "Call to unknown function";
      if (functionDocs.has(name)) {
        ctx.report(nameRange, `OpenTofu has the function \`${name}\`, but Terragrunt does not`, { summary });
        return;
      }
      if (name.includes("::")) {
        ctx.report(nameRange, "functions of providers cannot be called in Terragrunt", { summary });
        return;
      }
      const suggestion = closestName(name, candidates);
      ctx.report(nameRange, `there is no function \`${name}\`.${didYouMeanSentence(suggestion)}`, {
        summary,
        fixes: suggestion === undefined ? [] : [suggestionFix(ctx.file.uri, nameRange, suggestion)],
      });
    },
  },
};

/** Functions that exist only to say that they are gone. */
const failing: ReadonlySet<string> = new Set(["list", "map"]);

function reportFailing(ctx: TerragruntRuleContext, call: FunctionCallExpr): void {
  const { name, nameRange } = call;
  const newText = replacement(ctx, call);
  ctx.report(nameRange, `\`${name}\` is there no more. ${outdatedFunctions.get(name) ?? ""}`.trim(), {
    summary: "Error in function call",
    fixes:
      newText === undefined
        ? []
        : [replaceFix(ctx.file.uri, call.range, newText, `Write it with \`to${name}\``, { preferred: true })],
  });
}

/** The same value with the function of today; undefined where arguments are not all written out. */
function replacement(
  { file }: TerragruntRuleContext,
  { name, args, expandFinal, closeParen }: FunctionCallExpr,
): string | undefined {
  if (expandFinal || !closeParen) return undefined;
  const texts = args.map((argument) => slice(file.text, argument.range));
  if (name === "list") return `tolist([${texts.join(", ")}])`;
  if (texts.length % 2 === 1) return undefined;
  const entries: string[] = [];
  for (let i = 0; i < args.length; i += 2) {
    const key = args[i];
    if (!key) return undefined;
    entries.push(`${literalString(key) === undefined ? `(${texts[i]})` : texts[i]} = ${texts[i + 1]}`);
  }
  return entries.length === 0 ? "tomap({})" : `tomap({ ${entries.join(", ")} })`;
}

const candidates: readonly string[] = [
  ...terragruntFunctions.keys(),
  ...[...functionDocs.keys()].filter((name) => hasTerragruntFunction(name) && !outdatedFunctions.has(name)),
].sort();
