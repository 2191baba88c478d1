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
import { functionDocs } from "../../../model/builtins/functions.js";
import { closestName } from "../../../model/builtins/suggest.js";
import {
  hasTerragruntFunction,
  outdatedFunctions,
  terragruntFunctions,
} from "../../../model/builtins/terragrunt/functions.js";
import type { Rule } from "../rule.js";
import { suggestionFix } from "../structure/fixes.js";
import { didYouMeanSentence } from "../structure/words.js";

export const unavailableFunction: Rule = {
  id: "unavailable-function",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  visit: {
    expression(expression, _where, ctx) {
      if (expression.kind !== "FunctionCallExpr" || hasTerragruntFunction(expression.name)) return;
      const { name, nameRange } = expression;
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

const candidates: readonly string[] = [
  ...terragruntFunctions.keys(),
  ...[...functionDocs.keys()].filter((name) => hasTerragruntFunction(name) && !outdatedFunctions.has(name)),
].sort();
