// Which providers a module's own blocks need, by local name.

import type { Declaration, Module } from "../../../model/module.js";

/** The local name of the provider that a resource type belongs to where nothing else is said: `aws` of `aws_vpc`. */
export function providerOfType(type: string): string {
  const underscore = type.indexOf("_");
  return underscore < 0 ? type : type.slice(0, underscore);
}

/** Each provider's first use: a resource, a data source, a configuration, a function. The last has no declaration. */
export function providersOf(module: Module): ReadonlyMap<string, Declaration | undefined> {
  const found = new Map<string, Declaration | undefined>();
  for (const { entry, facts } of [...module.files, ...module.overrides]) {
    for (const fact of facts.declarations) {
      const name =
        fact.kind === "provider"
          ? fact.type
          : fact.kind === "resource" || fact.kind === "data" || fact.kind === "ephemeral"
            ? providerOfType(fact.type ?? "")
            : undefined;
      if (name && !found.has(name)) found.set(name, { uri: entry.uri, fact });
    }
    for (const name of facts.functionProviders) if (!found.has(name)) found.set(name, undefined);
  }
  return found;
}
