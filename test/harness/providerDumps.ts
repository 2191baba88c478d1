// Provider schemas from a dump in memory, for cases that need no program and no disk.

import {
  dumpFor,
  type ObjectKind,
  type ProviderDump,
  type ProviderSchemas,
  readProvidedBody,
  readProvidedFunctions,
} from "../../server/src/model/providerSchema.js";

type Json = Readonly<Record<string, unknown>>;

const members = {
  resource: "resource_schemas",
  data: "data_source_schemas",
  ephemeral: "ephemeral_resource_schemas",
} as const;

/** The schemas of `providers schema -json`, known to every module. */
export function schemasOfDump(text: string, version: string): ProviderSchemas {
  const { provider_schemas } = JSON.parse(text) as { provider_schemas: Readonly<Record<string, Json>> };
  const dumps = Object.entries(provider_schemas).map(([address, provider]): ProviderDump => {
    const ofKind = (kind: keyof typeof members) => (provider[members[kind]] ?? {}) as Json;
    return {
      address,
      version,
      types: {
        resource: Object.keys(ofKind("resource")),
        data: Object.keys(ofKind("data")),
        ephemeral: Object.keys(ofKind("ephemeral")),
      },
      read: (kind: ObjectKind, type) => (kind === "provider" ? provider.provider : ofKind(kind)[type]),
      readFunctions: () => provider.functions,
    };
  });
  return {
    types: (_, kind) =>
      kind === "provider" ? [] : dumps.flatMap((dump) => dump.types[kind].map((type) => ({ type, provider: dump }))),
    functions(module, name) {
      return readProvidedFunctions(dumpFor(dumps, module, "provider", name)?.readFunctions());
    },
    object(module, kind, type) {
      const provider = dumpFor(dumps, module, kind, type);
      const schema = provider?.read(kind, type);
      return provider && schema !== undefined ? { provider, body: readProvidedBody(schema) } : undefined;
    },
  };
}
