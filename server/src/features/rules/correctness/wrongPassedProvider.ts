// # wrong-passed-provider
//
// Reports a module call that passes the wrong providers: one that the module does not take, one of another kind, or none
// where the module needs one.
//
// Only modules in directories of the workspace are looked at; others cannot be seen.
//
// ## An alias that is not passed
//
// `main.tf`:
// ```hcl
// module "peer" {
// #<^^^^^^^^^^^ error[wrong-passed-provider]: the module needs a configuration for `aws.peer`; pass one in `providers`
//   source = "./peer"
// }
// ```
// `peer/main.tf`:
// ```hcl
// terraform {
//   required_providers {
//     aws = {
//       source                = "hashicorp/aws"
//       configuration_aliases = [aws.peer]
//     }
//   }
// }
// ```
import type { Declaration, Module } from "../../../model/module.js";
import type { Block } from "../../../syntax/ast.js";
import type { Fix } from "../../diagnostic.js";
import { visibleCallee } from "../references/calls.js";
import { isConfiguration } from "../references/context.js";
import {
  addressOf,
  multiplyingArgument,
  type PassedProvider,
  passedProviders,
  providerConfigurations,
  requiredProviders,
} from "../references/providers.js";
import { requireProvider } from "../references/requireFix.js";
import type { ModuleRuleContext, Rule } from "../rule.js";
import { isDefaultProvider, shownAddress } from "../structure/providerSource.js";
import { providerReference } from "./invalidProviderReference.js";

export const wrongPassedProvider: Rule = {
  id: "wrong-passed-provider",
  group: "correctness",
  scope: "module",
  reads: "declarations",
  defaultLevel: "error",
  phase: "providers",
  visit: {
    block(block, where, ctx) {
      const name = block.labels[0]?.value;
      if (where.blocks.length > 0 || block.type.name !== "module" || !name) return;
      const { uri } = where.file;
      if (!isConfiguration(ctx.module, uri)) return;
      const callee = visibleCallee(ctx.snapshot, ctx.module, name);
      if (!callee) return;
      const passed = passedProviders(block);
      for (const each of passed) checkPassed(ctx, uri, callee, each);
      checkAliases(ctx, uri, block, callee, passed);
      checkLegacy(ctx, uri, block, callee);
    },
  },
};

function nameOf(value: PassedProvider["child"]): { readonly local: string; readonly name: string } | undefined {
  const reference = providerReference(value);
  if (!reference || reference.hasKey) return undefined;
  const { name, alias } = reference;
  return { local: name, name: alias === undefined ? name : `${name}.${alias}` };
}

function checkPassed(ctx: ModuleRuleContext, uri: string, callee: Module, { child, parent }: PassedProvider): void {
  if (providerReference(child)?.hasKey) {
    ctx.report(uri, child.range, "what the module names is one configuration; a key can only stand on the right", {
      summary: "Invalid module provider configuration",
    });
  }
  const inChild = nameOf(child);
  if (!inChild) return;
  const { local, name } = inChild;
  const required = requiredProviders(callee).get(local);
  const configured = providerConfigurations(ctx.snapshot, callee).get(name);
  if (configured && !configured.isEmpty) {
    ctx.report(
      uri,
      child.range,
      `the module configures \`${name}\` itself, so it cannot be given another configuration`,
      {
        summary: "Cannot override provider configuration",
        related: [
          { uri: configured.declaration.uri, range: configured.declaration.fact.header, message: "configured here" },
        ],
      },
    );
    return;
  }
  if (name !== local) {
    if (configured || required?.aliases.includes(name)) {
      checkType(ctx, uri, callee, local, parent);
      return;
    }
    // Such a name is taken for that of a default provider; any other would have to be asked for.
    const isDefault = isDefaultProvider(addressOf(callee, local));
    ctx.report(
      uri,
      child.range,
      `the module does not take a configuration for \`${name}\`; it would have to name it in \`configuration_aliases\``,
      { summary: "Reference to undefined provider", level: isDefault ? "warning" : "error" },
    );
    if (isDefault) checkType(ctx, uri, callee, local, parent);
    return;
  }
  if (!required && !configured) {
    ctx.report(
      uri,
      child.range,
      `the module does not say what \`${name}\` is, so it is taken for \`${shownAddress(addressOf(callee, name))}\`; name it in the module's \`required_providers\``,
      {
        summary: "Reference to undefined provider",
        level: "warning",
        fixes: [requireInChild(ctx, callee, name)],
      },
    );
  }
  checkParent(ctx, uri, parent);
  checkType(ctx, uri, callee, local, parent);
}

/** The name that the caller gives must be one that it knows. */
function checkParent(ctx: ModuleRuleContext, uri: string, parent: PassedProvider["parent"]): void {
  const reference = providerReference(parent);
  if (!reference || reference.alias !== undefined) return;
  const { name, nameRange } = reference;
  const { module } = ctx;
  const isKnown =
    requiredProviders(module).has(name) ||
    module.declarations.has(`provider.${name}`) ||
    [...module.declarationsOf("provider")].some(({ fact }) => fact.type === name);
  if (isKnown) return;
  ctx.report(
    uri,
    nameRange,
    `this module does not say what \`${name}\` is, so it is taken for \`${shownAddress(addressOf(module, name))}\`; name it in \`required_providers\``,
    {
      summary: "Reference to undefined provider",
      level: "warning",
      fixes: [requireProvider(ctx.snapshot, module, uri, name)],
    },
  );
}

function checkType(
  ctx: ModuleRuleContext,
  uri: string,
  callee: Module,
  local: string,
  parent: PassedProvider["parent"],
): void {
  const given = providerReference(parent);
  if (!given) return;
  const wanted = addressOf(callee, local);
  const actual = addressOf(ctx.module, given.name);
  if (wanted === actual) return;
  ctx.report(
    uri,
    given.nameRange,
    `\`${given.name}\` is the provider \`${shownAddress(actual)}\` here, and the module wants \`${shownAddress(wanted)}\``,
    { summary: "Provider type mismatch" },
  );
}

function checkAliases(
  ctx: ModuleRuleContext,
  uri: string,
  block: Block,
  callee: Module,
  passed: readonly PassedProvider[],
): void {
  const given = new Set(passed.map(({ child }) => nameOf(child)?.name));
  for (const [, { aliases }] of requiredProviders(callee)) {
    for (const alias of aliases) {
      if (given.has(alias) || providerConfigurations(ctx.snapshot, callee).get(alias)) continue;
      ctx.report(uri, block.header, `the module needs a configuration for \`${alias}\`; pass one in \`providers\``, {
        summary: "Missing required provider configuration",
      });
    }
  }
}

/** A module with configurations of its own, or that calls one, must stay a single instance. */
function checkLegacy(ctx: ModuleRuleContext, uri: string, block: Block, callee: Module): void {
  const multiplying = multiplyingArgument(block);
  const legacy = multiplying && legacyConfiguration(ctx, callee, new Set());
  if (!multiplying || !legacy) return;
  ctx.report(
    uri,
    multiplying.value.range,
    `the module configures a provider itself, so \`${multiplying.name.name}\` cannot be used with it; let the caller pass the configuration`,
    {
      summary: "Module is incompatible with count, for_each, enabled and depends_on",
      related: [{ uri: legacy.uri, range: legacy.fact.header, message: "configured here" }],
    },
  );
}

function legacyConfiguration(ctx: ModuleRuleContext, module: Module, seen: Set<Module>): Declaration | undefined {
  if (seen.has(module)) return undefined;
  seen.add(module);
  for (const { isEmpty, declaration } of providerConfigurations(ctx.snapshot, module).values()) {
    if (!isEmpty) return declaration;
  }
  for (const { fact } of module.declarationsOf("module")) {
    const callee = ctx.snapshot.callee(module, fact.source);
    const found = callee && legacyConfiguration(ctx, callee, seen);
    if (found) return found;
  }
  return undefined;
}

/** The same fix in the module that is called, under a title of its own. */
function requireInChild(ctx: ModuleRuleContext, callee: Module, name: string): Fix {
  const fix = requireProvider(ctx.snapshot, callee, callee.files[0]?.entry.uri ?? "", name);
  return { ...fix, title: `${fix.title} of the module` };
}
