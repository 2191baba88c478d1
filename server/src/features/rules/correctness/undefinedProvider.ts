// # undefined-provider
//
// Reports a provider configuration with an alias that no `provider` block of the module has, and that callers do not
// pass either.
//
// A module that gets the configuration from its caller says so with `configuration_aliases` in `required_providers`.
//
// ```hcl
// resource "aws_vpc" "main" {
//   provider = aws.europe
// #            ^^^^^^^^^^ error[undefined-provider]: this module neither configures `aws.europe` nor asks its callers for it in `configuration_aliases`
// }
// ```

import { didYouMean, sortedNames } from "../../../model/builtins/suggest.js";
import { argument } from "../../../model/extract.js";
import type { Block, Expression } from "../../../syntax/ast.js";
import { declaredBlock } from "../../rewriting/declarationNodes.js";
import { isConfiguration, isReadable } from "../references/context.js";
import { passedProviders, requiredProviders } from "../references/providers.js";
import type { ModuleRuleContext, Rule } from "../rule.js";
import { replaceFix } from "../structure/fixes.js";
import { didYouMeanSentence } from "../structure/words.js";
import { providerReference } from "./invalidProviderReference.js";

const objects: ReadonlySet<string> = new Set(["resource", "data", "ephemeral"]);

export const undefinedProvider: Rule = {
  id: "undefined-provider",
  group: "correctness",
  scope: "module",
  reads: "declarations",
  defaultLevel: "error",
  phase: "graph",
  visit: {
    block(block, where, ctx) {
      if (!isConfiguration(ctx.module, where.file.uri)) return;
      const isNested = where.path[0] === "check" && block.type.name === "data";
      if (where.blocks.length > 0 && !isNested) return;
      for (const value of usedProviders(block)) check(ctx, where.file.uri, value);
    },
  },
};

function usedProviders(block: Block): readonly Expression[] {
  if (block.type.name === "module") return passedProviders(block).map(({ parent }) => parent);
  const value = objects.has(block.type.name) ? argument(block.body, "provider")?.value : undefined;
  return value ? [value] : [];
}

/** Whether a caller passes a configuration under a name that the module does not ask for, which OpenTofu accepts. */
function isPassed(ctx: ModuleRuleContext, name: string): boolean {
  return ctx.snapshot.callersOf(ctx.module).some((caller) => {
    const call = declaredBlock(ctx.snapshot, caller.module.declaration(caller.key))?.block;
    return (
      call &&
      passedProviders(call).some(({ child }) => {
        const reference = providerReference(child);
        return reference && `${reference.name}.${reference.alias}` === name;
      })
    );
  });
}

function check(ctx: ModuleRuleContext, uri: string, value: Expression): void {
  const reference = providerReference(value);
  if (reference?.alias === undefined || reference.hasKey) return;
  const { module } = ctx;
  const { name, alias } = reference;
  const key = `provider.${name}.${alias}`;
  if (module.declarations.has(key) || module.overriding.has(key)) return;
  const asked = requiredProviders(module).get(name)?.aliases ?? [];
  const written = `${name}.${alias}`;
  if (asked.includes(written) || !isReadable(ctx.snapshot, module)) return;
  if (isPassed(ctx, written)) return;
  const known = [...module.declarationsOf("provider")]
    .filter(({ fact }) => fact.type === name && fact.key !== `provider.${name}`)
    .map(({ fact }) => fact.name);
  const suggestion = didYouMean(alias, sortedNames([...known, ...asked.map((each) => each.slice(name.length + 1))]));
  ctx.report(
    uri,
    value.range,
    `this module neither configures \`${written}\` nor asks its callers for it in \`configuration_aliases\`${suggestion === undefined ? "" : `.${didYouMeanSentence(suggestion)}`}`,
    {
      summary: "Provider configuration not present",
      fixes:
        suggestion === undefined || value.kind !== "ScopeTraversalExpr"
          ? []
          : [
              replaceFix(uri, value.range, `${name}.${suggestion}`, `Change to \`${name}.${suggestion}\``, {
                preferred: true,
              }),
            ],
    },
  );
}
