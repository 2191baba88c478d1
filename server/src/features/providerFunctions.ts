// Functions that providers define, as far as they are known: from the providers' own schemas, and from ours for the
// provider that is built in.

import { builtinProviderAddress } from "../model/builtins/builtinProvider.js";
import { isAvailable } from "../model/builtins/featureVersions.js";
import { builtinProviderFunctionDocs } from "../model/builtins/functions.js";
import type { Module } from "../model/module.js";
import type { ProductDecision } from "../model/product.js";
import type { ProvidedParameter } from "../model/providerSchema.js";
import { dynamicType, stringType, type Type } from "../model/values/type.js";
import type { ProviderKnowledge } from "./providedObjects.js";

/** A function as it is called in a module. */
export interface ProviderFunction {
  /** `provider::NAME::FUNCTION`. */
  readonly name: string;
  readonly params: readonly ProvidedParameter[];
  readonly variadic: ProvidedParameter | undefined;
  readonly returns: Type;
  readonly doc: string;
}

const prefix = "provider::";
const builtinPrefix = "provider::terraform::";
const value = { name: "value", type: dynamicType };

/** Source: OpenTofu 1.12.6, `internal/builtin/providers/tf/provider_functions.go`. */
const builtinSignatures: ReadonlyMap<string, Pick<ProviderFunction, "params" | "returns">> = new Map([
  ["decode_tfvars", { params: [{ name: "content", type: stringType }], returns: dynamicType }],
  ["encode_tfvars", { params: [value], returns: stringType }],
  ["encode_expr", { params: [value], returns: stringType }],
]);

/** The local names of the providers that a module requires: only their functions may be called in it. */
export function functionProviders(module: Module): readonly string[] {
  return [...module.requiredProviders.keys()];
}

/** What is known of the functions of one provider, by its local name; empty where that is nothing. */
export function functionsOf(
  { schemas }: ProviderKnowledge,
  module: Module,
  product: ProductDecision | undefined,
  provider: string,
): readonly ProviderFunction[] {
  const source = module.requiredProviders.get(provider)?.at(0)?.fact.source;
  if (source === builtinProviderAddress) {
    return [...builtinProviderFunctionDocs.values()].flatMap((doc): ProviderFunction[] => {
      const name = doc.name.slice(builtinPrefix.length);
      const signature = builtinSignatures.get(name);
      const isThere = product === undefined || isAvailable(doc, product);
      return signature && isThere
        ? [{ ...signature, name: `${prefix}${provider}::${name}`, variadic: undefined, doc: doc.doc }]
        : [];
    });
  }
  return (schemas?.functions(module, provider) ?? []).map((each) => ({
    ...each,
    name: `${prefix}${provider}::${each.name}`,
  }));
}

/** The function that a call names, `provider::NAME::FUNCTION` or with an alias in between; undefined where unknown. */
export function providerFunction(
  known: ProviderKnowledge,
  module: Module,
  called: string,
): ProviderFunction | undefined {
  const parts = called.split("::");
  const [namespace, provider] = parts;
  if (namespace !== "provider" || provider === undefined || parts.length < 3 || parts.length > 4) return undefined;
  const plain = `${prefix}${provider}::${parts.at(-1)}`;
  return functionsOf(known, module, undefined, provider).find(({ name }) => name === plain);
}
