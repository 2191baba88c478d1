// # invalid-override
//
// Reports what override files cannot do: change something that is not declared, or what cannot be changed.
//
// Files named `override.tf` or `*_override.tf` are merged into the blocks of the module's other files.
//
// ## A variable that nothing declares
//
// `main.tf`:
// ```hcl
// variable "region" {
//   default = "eu-west-1"
// }
// ```
// `override.tf`:
// ```hcl
// variable "regoin" {
// #<^^^^^^^^^^^^^^^ error[invalid-override]: an override file only changes what other files declare, and there is no `variable "regoin"`. Did you mean `region`?
//   default = "eu-west-2"
// }
// ```
import { didYouMean, sortedNames } from "../../../model/builtins/suggest.js";
import { argument, nestedBlock } from "../../../model/extract.js";
import type { Declaration } from "../../../model/module.js";
import type { Block } from "../../../syntax/ast.js";
import { isReadable } from "../references/context.js";
import type { ModuleRuleContext, Rule } from "../rule.js";
import { blockName, didYouMeanSentence } from "../structure/words.js";

const missingSummaries: Readonly<Record<string, string>> = {
  variable: "Missing base variable declaration to override",
  local: "Missing base local value definition to override",
  output: "Missing base output definition to override",
  module: "Missing module call to override",
  resource: "Missing resource to override",
  data: "Missing data resource to override",
  ephemeral: "Missing ephemeral resource to override",
  provider: "Missing base provider configuration for override",
};

export const invalidOverride: Rule = {
  id: "invalid-override",
  group: "correctness",
  scope: "module",
  defaultLevel: "error",
  phase: "module",
  check(ctx) {
    const { module } = ctx;
    if (isReadable(ctx.snapshot, module)) {
      for (const [key, declarations] of module.overriding) {
        if (module.declarations.has(key)) continue;
        for (const declaration of declarations) reportMissing(ctx, declaration);
      }
    }
    for (const { entry } of module.overrides) {
      const file = ctx.snapshot.file(entry.uri);
      for (const item of file?.body.items ?? []) {
        if (item.kind === "Block") checkBlock(ctx, entry.uri, item);
      }
    }
  },
};

function reportMissing(ctx: ModuleRuleContext, { uri, fact }: Declaration): void {
  const summary = missingSummaries[fact.kind];
  if (summary === undefined || fact.nested !== undefined) return;
  // A provider without alias has a configuration even where no block gives one.
  if (fact.kind === "provider" && fact.key === `provider.${fact.type}`) return;
  const names = [...ctx.module.declarationsOf(fact.kind)]
    .filter((other) => other.fact.type === fact.type)
    .map((other) => other.fact.name);
  const suggestion = didYouMean(fact.name, sortedNames(names));
  const labels = fact.type === undefined || fact.kind === "provider" ? [fact.name] : [fact.type, fact.name];
  const what =
    fact.kind === "local"
      ? `local.${fact.name}`
      : fact.kind === "provider"
        ? `${fact.type}.${fact.name}`
        : blockName(fact.kind, labels);
  ctx.report(
    uri,
    fact.kind === "local" ? fact.range : fact.header,
    `an override file only changes what other files declare, and there is no \`${what}\`.${didYouMeanSentence(suggestion)}`,
    { summary },
  );
}

function checkBlock(ctx: ModuleRuleContext, uri: string, block: Block): void {
  const report = (target: Block, summary: string, message: string, phase: "file" | "module" = "module") =>
    ctx.report(uri, target.header, message, { summary, phase });
  switch (block.type.name) {
    case "language":
      report(
        block,
        "Language selections in override file",
        "an override file cannot choose the language; put this block into a normal file",
        "file",
      );
      break;
    case "moved":
      report(block, "Cannot override 'moved' blocks", "`moved` blocks stand in normal files, not in override files");
      break;
    case "import":
      report(block, "Cannot override 'import' blocks", "`import` blocks stand in normal files, not in override files");
      break;
    case "removed":
      report(
        block,
        "Cannot override 'Removed' blocks",
        "`removed` blocks stand in normal files, not in override files",
      );
      break;
    case "check":
      report(block, "Can't override check blocks", "checks stand in normal files, not in override files", "file");
      break;
    case "resource":
    case "data":
    case "ephemeral":
      checkConditions(nestedBlock(block.body, "lifecycle"), report);
      checkDependsOn(ctx, uri, block);
      break;
    case "variable":
    case "output":
      checkConditions(block, report);
      checkDependsOn(ctx, uri, block);
      break;
    case "module":
      checkDependsOn(ctx, uri, block);
      break;
  }
}

function checkConditions(
  parent: Block | undefined,
  report: (target: Block, summary: string, message: string, phase: "file") => void,
): void {
  for (const item of parent?.body.items ?? []) {
    if (item.kind !== "Block") continue;
    const type = item.type.name;
    if (!["precondition", "postcondition", "validation"].includes(type)) continue;
    report(
      item,
      `Can't override ${type} blocks`,
      `\`${type}\` blocks stand in normal files, not in override files`,
      "file",
    );
  }
}

function checkDependsOn(ctx: ModuleRuleContext, uri: string, block: Block): void {
  const value = argument(block.body, "depends_on")?.value;
  const first = value?.kind === "TupleConsExpr" ? value.elements[0] : undefined;
  if (!first) return;
  ctx.report(uri, first.range, "`depends_on` cannot be overridden; put it into the block itself", {
    summary: "Unsupported override",
  });
}
