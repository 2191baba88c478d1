// The functions that calls in one module can use.

import type { FunctionDefinition, FunctionTable } from "../evaluate/scope.js";
import { builtinFunction, builtinFunctionNames } from "./builtin.js";

const corePrefix = "core::";
const providerPrefix = "provider::";

/**
 * The table of the built-in functions, plain and as `core::name`, those left out that `available` refuses (by product
 * and version). A provider's functions are taken as they come: nothing is known of them here.
 */
export function functionTable(available: (name: string) => boolean = () => true): FunctionTable {
  const plain = builtinFunctionNames.filter(available);
  const names = new Set(plain);
  const isBuiltin = (name: string): boolean => builtinFunctionNames.includes(name);
  return {
    names: [...plain, ...plain.map((name) => corePrefix + name)].sort(),
    find: (name): FunctionDefinition | undefined => {
      if (name.startsWith(providerPrefix)) return { signature: undefined };
      const local = name.startsWith(corePrefix) ? name.slice(corePrefix.length) : name;
      return names.has(local) || !isBuiltin(local) ? builtinFunction(local) : undefined;
    },
  };
}
