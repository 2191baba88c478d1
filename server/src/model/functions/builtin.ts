// The table of all built-in functions: each signature with what computes it.

import type { FunctionDefinition } from "../evaluate/scope.js";
import { Failure } from "../values/failure.js";
import { dynamicType } from "../values/type.js";
import { assumeFunctions } from "./assume.js";
import { builtinProviderFunctions } from "./builtinProvider.js";
import { cidrFunctions } from "./cidr.js";
import { conversionFunctions } from "./conversion.js";
import { csvFunctions } from "./csv.js";
import { encodingFunctions } from "./encoding.js";
import { fileFunctions } from "./file.js";
import { formatFunctions } from "./format.js";
import { hashFunctions } from "./hash.js";
import type { Implementation, Implementations } from "./implementation.js";
import { jsonFunctions } from "./json.js";
import { mappingFunctions } from "./mapping.js";
import { numericFunctions } from "./numeric.js";
import { patternFunctions } from "./pattern.js";
import { rsaFunctions } from "./rsa.js";
import { sequenceFunctions } from "./sequence.js";
import { setFunctions } from "./set.js";
import type { Signature } from "./signature.js";
import { builtinProviderSignatures, signatures, upcomingSignatures } from "./signatures.js";
import { textFunctions } from "./text.js";
import { timeFunctions } from "./time.js";
import { yamlDecodeFunctions } from "./yamlDecode.js";
import { yamlEncodeFunctions } from "./yamlEncode.js";

const implementations: Implementations = {
  ...cidrFunctions,
  ...conversionFunctions,
  ...csvFunctions,
  ...encodingFunctions,
  ...fileFunctions,
  ...formatFunctions,
  ...hashFunctions,
  ...jsonFunctions,
  ...mappingFunctions,
  ...numericFunctions,
  ...patternFunctions,
  ...rsaFunctions,
  ...sequenceFunctions,
  ...setFunctions,
  ...textFunctions,
  ...timeFunctions,
  ...yamlDecodeFunctions,
  ...yamlEncodeFunctions,
};

/** Evaluated by the evaluator itself, because their arguments are expressions. */
const lazyFunctions: ReadonlySet<string> = new Set(["can", "try"]);

/** Functions whose calls are checked and typed, but always unknown here, with the reason. */
export const notImplemented: Readonly<Record<string, string>> = {
  base64gzip: "the compressed bytes depend on the compressor of Go's standard library",
  bcrypt: "its result contains a random salt",
  plantimestamp: "it reads the clock",
  timestamp: "it reads the clock",
  uuid: "it is random",
};

const definitions = new Map<string, FunctionDefinition>();
for (const [name, signature] of Object.entries(signatures)) {
  definitions.set(name, define(signature, implementations[name]));
}

function define(signature: Signature, implementation: Implementation | undefined): FunctionDefinition {
  return { signature, implementation };
}

const laterDefinitions = new Map<string, FunctionDefinition>();
for (const [name, signature] of Object.entries(upcomingSignatures)) {
  laterDefinitions.set(name, define(signature, assumeFunctions[name]));
}
for (const [name, signature] of Object.entries(builtinProviderSignatures)) {
  laterDefinitions.set(name, define(signature, builtinProviderFunctions[name]));
}

/** A function that is to come, by its plain name, or one of the built-in provider, by its whole name. */
export function laterFunction(name: string): FunctionDefinition | undefined {
  return laterDefinitions.get(name);
}

/** Functions of the distant past: a call is told what to write instead. They are no names to suggest or complete. */
const removedFunctions = new Map([
  ["list", removed("list", "tolist([ ... ]) syntax to write a literal list")],
  ["map", removed("map", "tomap({ ... }) syntax to write a literal map")],
]);

function removed(name: string, instead: string): FunctionDefinition {
  const params = { name: "vals", type: dynamicType, allowNull: true, allowUnknown: true, allowDynamic: true };
  const message = `the "${name}" function was deprecated in Terraform v0.12 and is not available in OpenTofu; use ${instead}`;
  return {
    signature: { params: [], variadic: params, returns: dynamicType },
    implementation: { type: () => new Failure(message), call: () => new Failure(message) },
  };
}

/** The definition of a built-in function by its plain name, without `core::`; undefined for any other name. */
export function builtinFunction(name: string): FunctionDefinition | undefined {
  return definitions.get(name) ?? removedFunctions.get(name);
}

/** All names of built-in functions, sorted. */
export const builtinFunctionNames: readonly string[] = [...definitions.keys()].sort();

/** True for a function whose result can be computed here, given known arguments. */
export function isImplemented(name: string): boolean {
  return lazyFunctions.has(name) || definitions.get(name)?.implementation !== undefined;
}
