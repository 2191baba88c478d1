// # invalid-call
//
// Reports a call that Terragrunt refuses: with too few or too many arguments, or about an include that there is not.
//
// Functions that speak of "the" include, such as `path_relative_to_include()`, need the label of one where a unit has
// several.
//
// `terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
//
// include "region" {
//   path = find_in_parent_folders("region.hcl")
// }
//
// locals {
//   key = path_relative_to_include()
// #       ^^^^^^^^^^^^^^^^^^^^^^^^ error[invalid-call]: this unit has several includes, so `path_relative_to_include` needs the label of one of them: "root" or "region"
// }
// ```
import { literalString } from "../../../model/access.js";
import { closestName } from "../../../model/builtins/suggest.js";
import { hasTerragruntFunction, terragruntFunctions } from "../../../model/builtins/terragrunt/functions.js";
import { builtinFunction } from "../../../model/functions/builtin.js";
import type { FunctionCallExpr } from "../../../syntax/ast.js";
import type { Fix } from "../../diagnostic.js";
import type { Rule, TerragruntRuleContext } from "../rule.js";
import { replaceFix } from "../structure/fixes.js";
import { didYouMeanSentence } from "../structure/words.js";
import { blocksOf } from "../units/names.js";

/** Functions whose one argument is the label of an include. */
const aboutIncludes: ReadonlySet<string> = new Set([
  "path_relative_to_include",
  "path_relative_from_include",
  "get_parent_terragrunt_dir",
]);

export const invalidCall: Rule = {
  id: "invalid-call",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  visit: {
    expression(expression, _where, ctx) {
      if (expression.kind !== "FunctionCallExpr" || !expression.closeParen) return;
      if (expression.args.some((argument) => argument.kind === "ErrorExpr")) return;
      if (expression.expandFinal || !checkCount(ctx, expression)) return;
      if (aboutIncludes.has(expression.name)) checkLabel(ctx, expression);
      if (expression.name === "run_cmd") checkCaching(ctx, expression);
    },
  },
};

/** Reports a wrong number of arguments; true where the number is right. */
function checkCount(ctx: TerragruntRuleContext, { name, nameRange, args }: FunctionCallExpr): boolean {
  const range = acceptedCount(name);
  if (!range || (args.length >= range.least && args.length <= range.most)) return true;
  const expected =
    range.most === Number.POSITIVE_INFINITY
      ? `at least ${range.least}`
      : range.least === range.most
        ? String(range.least)
        : `${range.least} to ${range.most}`;
  const noun = expected === "1" || expected === "at least 1" ? "argument" : "arguments";
  ctx.report(nameRange, `\`${name}\` takes ${expected === "0" ? "no" : expected} ${noun}, not ${args.length}`, {
    summary: "Error in function call",
  });
  return false;
}

function acceptedCount(name: string): { readonly least: number; readonly most: number } | undefined {
  const own = terragruntFunctions.get(name);
  if (own) {
    const least = own.parameters.filter((parameter) => !parameter.optional).length;
    return { least, most: own.variadic ? Number.POSITIVE_INFINITY : own.parameters.length };
  }
  const signature = hasTerragruntFunction(name) ? builtinFunction(name)?.signature : undefined;
  if (!signature) return undefined;
  const least = signature.params.length;
  return { least, most: signature.variadic ? Number.POSITIVE_INFINITY : least };
}

/** Only a file with includes of its own is judged: in a file that is included, these functions speak of that file. */
function checkLabel(ctx: TerragruntRuleContext, { name, nameRange, args, openParen }: FunctionCallExpr): void {
  const includes = blocksOf(ctx.file, "include");
  const labels = includes.flatMap((block) => block.labels[0]?.value ?? []);
  if (includes.length === 0 || labels.length !== includes.length) return;
  const [argument] = args;
  if (!argument) {
    if (includes.length === 1) return;
    const choices = labels.map((label) => `"${label}"`);
    const at = openParen.end;
    ctx.report(
      nameRange,
      `this unit has several includes, so \`${name}\` needs the label of one of them: ${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}`,
      {
        summary: `Expected 1 params for function ${name}, but got 0`,
        fixes: labels.map((label): Fix => {
          const title = `Pass "${label}"`;
          return replaceFix(ctx.file.uri, { start: at, end: at }, `"${label}"`, title);
        }),
      },
    );
    return;
  }
  const given = literalString(argument);
  if (given === undefined || labels.includes(given)) return;
  const suggestion = closestName(given, labels);
  ctx.report(argument.range, `this unit has no include "${given}".${didYouMeanSentence(suggestion)}`, {
    summary: `There is no include block in the current config with the label '${given}'`,
    fixes:
      suggestion === undefined
        ? []
        : [
            replaceFix(ctx.file.uri, argument.range, `"${suggestion}"`, `Change to "${suggestion}"`, {
              preferred: true,
            }),
          ],
  });
}

function checkCaching(ctx: TerragruntRuleContext, { args }: FunctionCallExpr): void {
  const flags: string[] = [];
  for (const argument of args) {
    const text = literalString(argument);
    if (!text?.startsWith("--terragrunt-")) break;
    flags.push(text);
    const both = flags.includes("--terragrunt-global-cache") && flags.includes("--terragrunt-no-cache");
    if (!both) continue;
    ctx.report(argument.range, "`--terragrunt-global-cache` and `--terragrunt-no-cache` cannot be given together");
    return;
  }
}
