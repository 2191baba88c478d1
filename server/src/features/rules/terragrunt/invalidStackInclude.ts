// # invalid-stack-include
//
// Reports an include of a stack that Terragrunt refuses: the file is missing, or holds more than units and stacks.
//
// Source: Terragrunt 1.1.3, `internal/hclparse/stack.go`: what is included has neither local values nor includes, and its
// units and stacks must have other names than those of the stack.
//
// `live/terragrunt.stack.hcl`:
// ```hcl
// include "shared" {
//   path = "../shared.hcl"
// #        ^^^^^^^^^^^^^^^ error[invalid-stack-include]: `shared.hcl` has `locals`, and what a stack includes has units and stacks only
// }
// ```
// `shared.hcl`:
// ```hcl
// locals {
//   zone = "eu-west-1"
// }
//
// unit "app" {
//   source = "../units/app"
//   path   = "app"
// }
// ```
// `units/app/terragrunt.hcl`:
// ```hcl
// inputs = {}
// ```
import { argument } from "../../../model/extract.js";
import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { nameOf } from "../../../model/uri.js";
import type { Rule, TerragruntRuleContext } from "../rule.js";
import { isInSight } from "../units/contexts.js";
import { blocksOf } from "../units/names.js";

export const invalidStackInclude: Rule = {
  id: "invalid-stack-include",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  check(ctx) {
    if (ctx.entry.type?.kind !== "terragrunt-stack") return;
    const includes = blocksOf(ctx.file, "include");
    if (includes.length === 0) return;
    const seen = new Map<string, string>();
    for (const kind of ["unit", "stack"] as const) {
      for (const { labels } of blocksOf(ctx.file, kind)) seen.set(`${kind} ${labels[0]?.value ?? ""}`, ctx.file.uri);
    }
    const { view } = terragruntWorkspace(ctx.snapshot).stack(ctx.file.uri);
    for (const block of includes) {
      const path = argument(block.body, "path");
      const fact = view.facts.blocks.find(({ range }) => range.start === block.range.start);
      const resolved = fact && view.path(fact, "path", view.context.directory);
      if (!path || resolved?.kind !== "path") continue;
      const refusal = refusalOf(ctx, resolved.uri, seen);
      if (refusal) ctx.report(path.value.range, refusal.message, { summary: refusal.summary });
    }
  },
};

/** Why a file cannot be included; its units and stacks are added to those that are known. */
function refusalOf(
  ctx: TerragruntRuleContext,
  uri: string,
  seen: Map<string, string>,
): { readonly message: string; readonly summary: string } | undefined {
  const file = ctx.snapshot.file(uri);
  const name = nameOf(uri);
  if (!file) {
    const isMissing = isInSight(ctx, uri) && ctx.snapshot.entry(uri) === undefined;
    return isMissing ? { message: `there is no file \`${name}\` there`, summary: `${name} does not exist` } : undefined;
  }
  for (const item of file.body.items) {
    if (item.kind !== "Block") continue;
    const type = item.type.name;
    if (type === "locals" || type === "include") {
      const message = `\`${name}\` has \`${type}\`, and what a stack includes has units and stacks only`;
      return { message, summary: `included stack file ${name} must not define ${type}` };
    }
    const label = item.labels[0]?.value;
    if ((type !== "unit" && type !== "stack") || label === undefined) continue;
    const other = seen.get(`${type} ${label}`);
    if (other !== undefined && other !== uri) {
      const message = `the ${type} \`${label}\` of \`${name}\` has the name of one in \`${nameOf(other)}\``;
      return { message, summary: `duplicate ${type} name found: '${label}'` };
    }
    seen.set(`${type} ${label}`, uri);
  }
  return undefined;
}
