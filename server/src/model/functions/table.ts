// The functions that calls in one module can use.

import type { FunctionDefinition, FunctionTable } from "../evaluate/scope.js";
import { builtinFunction, builtinFunctionNames, laterFunction } from "./builtin.js";

const corePrefix = "core::";
const providerPrefix = "provider::";

/**
 * The table of the built-in functions, plain and as `core::name`, those left out that `available` refuses (by product
 * and version). Other functions of providers than of the one that is built in are taken as they come.
 */
export function functionTable(available: (name: string) => boolean = () => true): FunctionTable {
  const plain = builtinFunctionNames.filter(available);
  const names = new Set(plain);
  const isBuiltin = (name: string): boolean => builtinFunctionNames.includes(name);
  return {
    names: [...plain, ...plain.map((name) => corePrefix + name)].sort(),
    find: (name): FunctionDefinition | undefined => {
      if (name.startsWith(providerPrefix)) return laterFunction(name) ?? { signature: undefined };
      const local = name.startsWith(corePrefix) ? name.slice(corePrefix.length) : name;
      return names.has(local) || !isBuiltin(local) ? builtinFunction(local) : undefined;
    },
  };
}
