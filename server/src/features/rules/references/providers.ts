// What a module says of providers: what it requires, configures and uses.

import { derived } from "../../../model/derived.js";
import { argument } from "../../../model/extract.js";
import type { Declaration, Module } from "../../../model/module.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Attribute, Block, Expression, ObjectItem } from "../../../syntax/ast.js";
import { declaredBlock } from "../../rewriting/declarationNodes.js";
import { providerAddress } from "../structure/providerSource.js";

export interface RequiredProvider {
  readonly address: string;
  /** `name.alias` for each configuration that callers must pass. */
  readonly aliases: readonly string[];
}

/** The providers that `required_providers` names. Override files replace whole entries. */
export const requiredProviders = derived((module: Module): ReadonlyMap<string, RequiredProvider> => {
  const result = new Map<string, RequiredProvider>();
  for (const { facts } of [...module.files, ...module.overrides]) {
    for (const { name, source, aliases } of facts.requiredProviders) {
      result.set(name, {
        address: providerAddress(source, name),
        aliases: aliases.map((alias) => `${name}.${alias}`),
      });
    }
  }
  return result;
});

export interface ProviderConfiguration {
  /** `name`, or `name.alias`. */
  readonly name: string;
  readonly local: string;
  readonly declaration: Declaration;
  /** True for a block without arguments, which in a called module only says that callers pass a configuration. */
  readonly isEmpty: boolean;
}

/** The `provider` blocks of a module, by `name` or `name.alias`. */
export function providerConfigurations(
  snapshot: WorkspaceSnapshot,
  module: Module,
): ReadonlyMap<string, ProviderConfiguration> {
  const result = new Map<string, ProviderConfiguration>();
  for (const declaration of module.declarationsOf("provider")) {
    const { key, type = "" } = declaration.fact;
    const name = key.slice("provider.".length);
    const block = declaredBlock(snapshot, declaration)?.block;
    const isEmpty = block?.body.items.every((item) => item.kind === "Attribute" && item.name.name === "alias") ?? false;
    if (!result.has(name)) result.set(name, { name, local: type, declaration, isEmpty });
  }
  return result;
}

/** The full address of the provider that a local name stands for in a module. */
export function addressOf(module: Module, name: string): string {
  return requiredProviders(module).get(name)?.address ?? providerAddress(undefined, name);
}

export interface PassedProvider {
  readonly item: ObjectItem;
  readonly child: Expression;
  readonly parent: Expression;
}

/** The entries of a call's `providers`. */
export function passedProviders(block: Block): readonly PassedProvider[] {
  const value = argument(block.body, "providers")?.value;
  if (value?.kind !== "ObjectConsExpr") return [];
  return value.items.map((item) => ({ item, child: item.key, parent: item.value }));
}

/** The argument of a call that makes several instances of it, or has it wait: none is allowed with a legacy module. */
export function multiplyingArgument(block: Block): Attribute | undefined {
  for (const name of ["count", "for_each", "depends_on"]) {
    const found = argument(block.body, name);
    if (found) return found;
  }
  for (const item of block.body.items) {
    if (item.kind === "Block" && item.type.name === "lifecycle") return argument(item.body, "enabled");
  }
  return undefined;
}
