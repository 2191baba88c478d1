// # invalid-config-path
//
// Reports a dependency whose `config_path` can be no directory.
//
// `terragrunt.hcl`:
// ```hcl
// dependency "vpc" {
//   config_path = 123
// #               ^^^ error[invalid-config-path]: the dependency `vpc` needs the path of a directory, as a string
// }
//
// dependency "db" {
//   config_path = ""
// #               ^^ error[invalid-config-path]: the path of the dependency `db` is empty
// }
// ```
import { literalString } from "../../../model/access.js";
import type { FileView } from "../../../model/terragrunt/fileView.js";
import type { Rule, TerragruntRuleContext } from "../rule.js";
import { contextsOf } from "../units/contexts.js";
import { attributeOf, blocksOf } from "../units/names.js";

export const invalidConfigPath: Rule = {
  id: "invalid-config-path",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  check(ctx) {
    for (const { labels, body } of blocksOf(ctx.file, "dependency")) {
      const path = attributeOf(body.items, "config_path");
      const enabled = attributeOf(body.items, "enabled")?.value;
      const isOff = enabled?.kind === "LiteralValueExpr" && enabled.value.type === "bool" && !enabled.value.value;
      if (!path || isOff) continue;
      const name = labels[0]?.value ?? "";
      const summary = `dependency "${name}" has invalid config_path`;
      const { value } = path;
      if (value.kind === "LiteralValueExpr" || value.kind === "TupleConsExpr" || value.kind === "ObjectConsExpr") {
        ctx.report(value.range, `the dependency \`${name}\` needs the path of a directory, as a string`, { summary });
      } else if (isGeneratedEmpty(ctx, name)) {
        ctx.report(
          value.range,
          `the path of the dependency \`${name}\` is empty with the values that the stack gives`,
          {
            summary,
          },
        );
      } else if (literalString(value)?.trim() === "" && isWhole(ctx, name)) {
        ctx.report(value.range, `the path of the dependency \`${name}\` is empty`, { summary });
      }
    }
  },
};

/** Whether nothing else can fill in a path: no include of the unit, and no unit that includes the file. */
function isWhole(ctx: TerragruntRuleContext, name: string): boolean {
  if (ctx.entry.type?.kind !== "terragrunt-unit") return false;
  const count = blocksOf(ctx.file, "include").length;
  if (count === 0) return true;
  const contexts = contextsOf(ctx);
  return contexts.length > 0 && contexts.every(({ view }) => view.includes.length === count && isOwn(ctx, view, name));
}

/** Whether all that a file includes is known, and has no dependency of a name. */
function isOwn({ snapshot }: TerragruntRuleContext, { includes }: FileView, name: string): boolean {
  return includes.every(({ uri }) => {
    const facts = uri === undefined ? undefined : snapshot.facts(uri);
    if (!facts?.terragrunt || facts.hasErrors) return false;
    return !facts.terragrunt.blocks.some(({ type, label }) => type === "dependency" && label === name);
  });
}

/** Whether a stack's values leave a path empty. */
function isGeneratedEmpty(ctx: TerragruntRuleContext, name: string): boolean {
  return contextsOf(ctx).some(({ unit, view }) => {
    if (view.context.role !== "unit" || !unit.origin.generatedBy) return false;
    const dependency = unit.dependencies.find(({ label, uri }) => label === name && uri === ctx.file.uri);
    return dependency?.enabled === true && dependency.path.kind === "path" && dependency.path.text.trim() === "";
  });
}
