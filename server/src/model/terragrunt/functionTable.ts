// The functions that an expression of a Terragrunt file can call, evaluated as far as nothing has to be run.
//
// Source: Terragrunt 1.1.3, `pkg/config/config_helpers.go`. The environment, programs, clouds and encrypted files are
// never asked: `get_env`, `run_cmd` and their like are unknown.

import {
  hasTerragruntFunction,
  type TerragruntParameter,
  terragruntFunctions,
} from "../builtins/terragrunt/functions.js";
import { parseConstraints, satisfies } from "../constraint.js";
import { evaluate } from "../evaluate/evaluate.js";
import type { FunctionDefinition, FunctionTable } from "../evaluate/scope.js";
import { builtinFunction, builtinFunctionNames } from "../functions/builtin.js";
import type { Implementation } from "../functions/implementation.js";
import type { Parameter, Signature } from "../functions/signature.js";
import { Failure } from "../values/failure.js";
import { boolType, dynamicType, listType, mapType, stringType, type Type } from "../values/type.js";
import {
  boolValue,
  dynamicValue,
  isWhollyKnown,
  listValue,
  objectValue,
  stringValue,
  tupleValue,
  Value,
} from "../values/value.js";
import { parseVersion } from "../version.js";
import { attributesValue, type FileView } from "./fileView.js";
import { callPathFunction } from "./pathFunctions.js";
import { pathOf } from "./paths.js";

/** All names that a call in a Terragrunt file can use. */
export const terragruntFunctionNames: readonly string[] = [
  ...new Set([...terragruntFunctions.keys(), ...builtinFunctionNames.filter(hasTerragruntFunction)]),
].sort();

const signatures = new Map<string, Signature>();

/** The functions of a file in its context. */
export function functionsOf(view: FileView): FunctionTable {
  const definitions = new Map<string, FunctionDefinition>();
  return {
    names: terragruntFunctionNames,
    find: (name) => {
      const known = definitions.get(name);
      if (known) return known;
      const own = terragruntFunctions.get(name);
      // OpenTofu has the functions on strings and times as well, and computes the same.
      const builtin = hasTerragruntFunction(name) ? builtinFunction(name) : undefined;
      if (!own || builtin) return builtin;
      const definition = { signature: signatureOf(name), implementation: implementation(name, view) };
      definitions.set(name, definition);
      return definition;
    },
  };
}

function signatureOf(name: string): Signature {
  const known = signatures.get(name);
  if (known) return known;
  const own = terragruntFunctions.get(name);
  const parameters = own?.parameters ?? [];
  const required = parameters.filter(({ optional }) => !optional).map(parameter);
  const optional = parameters.find((candidate) => candidate.optional);
  const variadic = own?.variadic === undefined ? optional && parameter(optional) : { ...anything, name: "args" };
  const signature: Signature = {
    params: required,
    ...(variadic ? { variadic } : {}),
    returns: typeOfNotation(own?.returns ?? "any"),
  };
  signatures.set(name, signature);
  return signature;
}

const anything: Parameter = {
  name: "value",
  type: dynamicType,
  allowNull: true,
  allowUnknown: true,
  allowDynamic: true,
};

/** Unknown arguments are admitted, since a result may not depend on them. */
function parameter({ name, type }: TerragruntParameter): Parameter {
  return { ...anything, name, type: typeOfNotation(type) };
}

/** A type as the table of functions writes it. */
export function typeOfNotation(notation: string): Type {
  switch (notation) {
    case "string":
      return stringType;
    case "bool":
      return boolType;
    case "list(string)":
      return listType(stringType);
    case "map(any)":
      return mapType(dynamicType);
    default:
      return dynamicType;
  }
}

function implementation(name: string, view: FileView): Implementation | undefined {
  const own = terragruntFunctions.get(name);
  if (own?.value) return { call: () => listValue((own.value ?? []).map(stringValue)) };
  switch (name) {
    case "read_terragrunt_config":
      return { type: (args) => typeOfResult(readConfig(args, view)), call: (args) => readConfig(args, view) };
    case "read_tfvars_file":
      return { call: ([path]) => readVariables(path, view) };
    case "sops_decrypt_file":
      return { call: ([path]) => missingFile(path, view) };
    case "mark_as_read":
      return { call: ([path]) => (path?.isKnown ? path : undefined) };
    case "constraint_check":
      return { call: ([version, constraint]) => checkConstraint(version, constraint) };
    case "deep_merge":
      return { type: (args) => deepMerge(args)?.type ?? dynamicType, call: (args) => deepMerge(args) };
    default:
      return own?.evaluation === "paths" ? pathImplementation(name, view) : undefined;
  }
}

function pathImplementation(name: string, view: FileView): Implementation {
  return {
    call: (args) => {
      const texts = args.map((arg) => (arg.type.kind === "string" && arg.hasContent ? arg.text : undefined));
      const answer = callPathFunction(name, texts, view.place, view.host.reading);
      if (!answer || "unknown" in answer) return undefined;
      return "text" in answer ? stringValue(answer.text) : new Failure(answer.failure);
    },
  };
}

function readConfig([path, fallback]: readonly Value[], view: FileView): Value | Failure {
  if (path?.type.kind !== "string" || !path.hasContent) return dynamicValue;
  const values = view.generatedValues(path.text);
  if (values) return values;
  const read = view.read(path.text);
  // A file that is not known may yet exist, so that the second argument is no answer either.
  if (!read && isSurelyMissing(path.text, view)) {
    return fallback ?? new Failure(`there is no file ${pathOf(view.host.resolve(path.text, view))}`);
  }
  if (!read) return dynamicValue;
  return view.host.configValue(read);
}

function typeOfResult(result: Value | Failure): Type | Failure {
  return result instanceof Failure ? result : result.type;
}

/** Why a file cannot be decrypted that is not there; what is in one is never looked at. */
function missingFile(path: Value | undefined, view: FileView): Failure | undefined {
  if (!path?.hasContent) return undefined;
  const uri = view.host.resolve(path.text, view);
  const { reading } = view.host;
  return reading.isThere(uri) === false && !view.host.mayAppear(uri)
    ? new Failure(`there is no file ${pathOf(uri)}`)
    : undefined;
}

/** The values of a variables file as JSON text, as `jsonencode` writes it. */
function readVariables(path: Value | undefined, view: FileView): Value | Failure | undefined {
  if (!path?.hasContent) return undefined;
  const { reading } = view.host;
  const uri = view.host.resolve(path.text, view);
  if (uri.endsWith(".json")) return readJson(view.textAt(uri));
  if (isSurelyMissing(path.text, view)) return new Failure(`there is no file ${pathOf(uri)}`);
  const body = reading.isFile(uri) ? reading.file(uri)?.body : undefined;
  if (!body || reading.facts(uri)?.hasErrors === true) return undefined;
  const values = attributesValue(body, (expression) => evaluate(expression).value);
  const text = builtinFunction("jsonencode")?.implementation?.call([values], stringType, {});
  return isWhollyKnown(values) && !(text instanceof Failure) ? text : undefined;
}

/** JSON as Terragrunt hands it on: read, and written again. */
function readJson(text: string | undefined): Value | Failure | undefined {
  if (text === undefined || text === "missing") return undefined;
  const value = builtinFunction("jsondecode")?.implementation?.call([stringValue(text)], dynamicType, {});
  if (!(value instanceof Value)) return value;
  const written = builtinFunction("jsonencode")?.implementation?.call([value], stringType, {});
  return written instanceof Failure ? undefined : written;
}

/** True for a file that the workspace would know, and that no stack generates. */
function isSurelyMissing(path: string, view: FileView): boolean {
  const uri = view.host.resolve(path, view);
  return view.host.reading.isThere(uri) === false && !view.host.mayAppear(uri);
}

function checkConstraint(version: Value | undefined, constraint: Value | undefined): Value | undefined {
  if (!version?.hasContent || !constraint?.hasContent) return undefined;
  const parsed = parseVersion(version.text);
  const wanted = parseConstraints(constraint.text);
  return parsed && wanted.ok ? boolValue(satisfies(parsed, wanted.constraint)) : undefined;
}

/** Objects merged all the way down: lists are put one after the other, null is passed over. */
function deepMerge(args: readonly Value[]): Value | undefined {
  let merged: Value | undefined;
  for (const arg of args) {
    if (arg.isNull) continue;
    if (!isWhollyKnown(arg)) return undefined;
    merged = merged ? mergeTwo(merged, arg) : arg;
  }
  return merged ?? objectValue([]);
}

function mergeTwo(base: Value, over: Value): Value {
  const isMap = (value: Value) => value.hasContent && (value.type.kind === "object" || value.type.kind === "map");
  const isList = (value: Value) => value.hasContent && (value.type.kind === "tuple" || value.type.kind === "list");
  if (isMap(base) && isMap(over)) {
    const entries = new Map(base.entries);
    for (const [name, value] of over.entries) {
      const known = entries.get(name);
      entries.set(name, known ? mergeTwo(known, value) : value);
    }
    return objectValue(entries);
  }
  if (isList(base) && isList(over)) return tupleValue([...base.elements, ...over.elements]);
  return over;
}
