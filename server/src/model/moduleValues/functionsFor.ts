// Which functions the modules of a product and version can call.

import { NEVER } from "../builtins/define.js";
import { functionDocs, upcomingFunctions } from "../builtins/functions.js";
import type { Availability } from "../builtins/schema.js";
import type { FunctionDefinition, FunctionTable } from "../evaluate/scope.js";
import { laterFunction } from "../functions/builtin.js";
import { functionTable } from "../functions/table.js";
import type { ProductDecision } from "../product.js";
import { compareVersions, formatVersion, parseVersion } from "../version.js";

const corePrefix = "core::";

function plain(name: string): string {
  return name.startsWith(corePrefix) ? name.slice(corePrefix.length) : name;
}

const tables = new Map<string, FunctionTable>();

/**
 * The functions of the newest release that a module allows: a call is wrong only where no allowed version knows it.
 */
export function functionsFor(decision: Pick<ProductDecision, "product" | "newest">): FunctionTable {
  const key = `${decision.product} ${formatVersion(decision.newest)}`;
  const known = tables.get(key);
  if (known) return known;
  const has = (since: Availability | undefined): boolean => {
    const first = since?.[decision.product];
    if (first === undefined) return true;
    const version = first === NEVER ? undefined : parseVersion(first);
    return version !== undefined && compareVersions(decision.newest, version) >= 0;
  };
  const builtin = functionTable((name) => has(functionDocs.get(name)?.since));
  const newer = new Set([...upcomingFunctions].filter(([, { since }]) => has(since)).map(([name]) => name));
  const table: FunctionTable =
    newer.size === 0
      ? builtin
      : {
          names: [...builtin.names, ...newer, ...[...newer].map((name) => corePrefix + name)].sort(),
          find: (name): FunctionDefinition | undefined =>
            builtin.find(name) ?? (newer.has(plain(name)) ? laterFunction(plain(name)) : undefined),
        };
  tables.set(key, table);
  return table;
}
