// What a provider defines, as `tofu providers schema -json` tells it: types of objects, their arguments and blocks.
//
// It helps completion and hovers only; no finding is based on it. Source of the format: OpenTofu's `jsonprovider`
// package (format version 1.0). What is malformed in a dump counts as absent.

import type { Module } from "./module.js";
import {
  boolType,
  collectionType,
  dynamicType,
  numberType,
  objectType,
  stringType,
  type Type,
  tupleType,
} from "./values/type.js";

/** The kinds of blocks whose bodies providers define. */
export type ObjectKind = "resource" | "data" | "ephemeral" | "provider";

export interface ProvidedAttribute {
  /** The whole type; an attribute with nested attributes has the type of its objects. */
  readonly type: Type;
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  readonly sensitive: boolean;
  readonly writeOnly: boolean;
  readonly deprecated: boolean;
  /** The provider's own words, in Markdown; empty where it has none. */
  readonly doc: string;
  /** The attributes of the object it holds, or of each of its elements. */
  readonly nested: ReadonlyMap<string, ProvidedAttribute> | undefined;
}

export type NestingMode = "single" | "group" | "list" | "set" | "map";

export interface ProvidedBlock {
  readonly mode: NestingMode;
  readonly min: number;
  /** Undefined: any number. */
  readonly max: number | undefined;
  readonly body: ProvidedBody;
}

export interface ProvidedBody {
  readonly attributes: ReadonlyMap<string, ProvidedAttribute>;
  readonly blocks: ReadonlyMap<string, ProvidedBlock>;
  readonly doc: string;
  readonly deprecated: boolean;
}

/** A provider in the version that a lock file chooses. */
export interface ProviderVersion {
  /** With its host: `registry.opentofu.org/hashicorp/aws`. */
  readonly address: string;
  readonly version: string;
}

export interface ProvidedObject {
  readonly provider: ProviderVersion;
  readonly body: ProvidedBody;
}

/** A parameter of a provider's function, in the provider's own words. */
export interface ProvidedParameter {
  readonly name: string;
  readonly type: Type;
}

/** A function that a provider defines. */
export interface ProvidedFunction {
  readonly name: string;
  readonly params: readonly ProvidedParameter[];
  readonly variadic: ProvidedParameter | undefined;
  readonly returns: Type;
  readonly doc: string;
}

/** What the installed providers of modules are known to define. */
export interface ProviderSchemas {
  /** All types of a kind that the module's providers have; for the kind `provider` there is none. */
  types(module: Module, kind: ObjectKind): readonly { readonly type: string; readonly provider: ProviderVersion }[];
  /** The body of blocks of one type; for the kind `provider` the type is the provider's local name. */
  object(module: Module, kind: ObjectKind, type: string): ProvidedObject | undefined;
  /** The functions of a provider, by its local name in the module. */
  functions(module: Module, provider: string): readonly ProvidedFunction[];
}

/** Where no provider is known: in Restricted Mode, in the browser, without installed providers. */
export const noProviderSchemas: ProviderSchemas = { types: () => [], object: () => undefined, functions: () => [] };

/** One provider's dump. A single schema is read when it is asked for: the largest providers have thousands. */
export interface ProviderDump extends ProviderVersion {
  readonly types: Readonly<Record<Exclude<ObjectKind, "provider">, readonly string[]>>;
  /** The schema (`{ block: … }`) of one type, as it stands in the dump; undefined where it is not there. */
  read(kind: ObjectKind, type: string): unknown;
  /** The signatures of all functions by name, as they stand in the dump. */
  readFunctions(): unknown;
}

/** The dump that defines a type: of several, the one that the type's first part leads to in `required_providers`. */
export function dumpFor(
  dumps: readonly ProviderDump[],
  module: Module,
  kind: ObjectKind,
  type: string,
): ProviderDump | undefined {
  const localName = kind === "provider" ? type : (type.split("_")[0] ?? type);
  const required = module.requiredProviders.get(localName)?.at(0)?.fact.source;
  const source = required ?? (localName.includes("/") ? localName : `hashicorp/${localName}`);
  const own = dumps.find(({ address }) => address === source || address.endsWith(`/${source}`));
  if (kind === "provider") return own;
  return own?.types[kind].includes(type) ? own : dumps.find(({ types }) => types[kind].includes(type));
}

/** Reads one schema of a dump, of a resource or of the provider itself. */
export function readProvidedBody(schema: unknown): ProvidedBody {
  return readBlock(member(schema, "block"));
}

/** Reads the functions of a dump. */
export function readProvidedFunctions(signatures: unknown): readonly ProvidedFunction[] {
  return entries(signatures).map(([name, signature]) => {
    const params = member(signature, "parameters");
    const variadic = member(signature, "variadic_parameter");
    return {
      name,
      params: Array.isArray(params) ? params.map(readParameter) : [],
      variadic: variadic === undefined || variadic === null ? undefined : readParameter(variadic),
      returns: readType(member(signature, "return_type")),
      doc: text(member(signature, "description")) || text(member(signature, "summary")),
    };
  });
}

function readParameter(parameter: unknown): ProvidedParameter {
  return { name: text(member(parameter, "name")) || "value", type: readType(member(parameter, "type")) };
}

function readBlock(block: unknown): ProvidedBody {
  const blocks = new Map<string, ProvidedBlock>();
  for (const [name, nested] of entries(member(block, "block_types"))) {
    const max = member(nested, "max_items");
    const min = member(nested, "min_items");
    blocks.set(name, {
      mode: readMode(member(nested, "nesting_mode")),
      min: typeof min === "number" ? min : 0,
      max: typeof max === "number" && max > 0 ? max : undefined,
      body: readBlock(member(nested, "block")),
    });
  }
  return {
    attributes: readAttributes(member(block, "attributes")),
    blocks,
    doc: text(member(block, "description")),
    deprecated: member(block, "deprecated") === true,
  };
}

function readAttributes(attributes: unknown): ReadonlyMap<string, ProvidedAttribute> {
  return new Map(entries(attributes).map(([name, attribute]) => [name, readAttribute(attribute)]));
}

function readAttribute(attribute: unknown): ProvidedAttribute {
  const is = (name: string) => member(attribute, name) === true;
  const nestedType = member(attribute, "nested_type");
  const nested = nestedType === undefined ? undefined : readAttributes(member(nestedType, "attributes"));
  return {
    type: nested
      ? nestedObject(nested, readMode(member(nestedType, "nesting_mode")))
      : readType(member(attribute, "type")),
    required: is("required"),
    optional: is("optional"),
    computed: is("computed"),
    sensitive: is("sensitive"),
    writeOnly: is("write_only"),
    deprecated: is("deprecated"),
    doc: text(member(attribute, "description")),
    nested,
  };
}

function nestedObject(nested: ReadonlyMap<string, ProvidedAttribute>, mode: NestingMode): Type {
  const optional = [...nested].flatMap(([name, attribute]) => (attribute.required ? [] : [name]));
  const object = objectType(
    [...nested].map(([name, { type }]) => [name, type] as const),
    optional,
  );
  return mode === "list" || mode === "set" || mode === "map" ? collectionType(mode, object) : object;
}

function readMode(mode: unknown): NestingMode {
  const known: readonly NestingMode[] = ["single", "group", "list", "set", "map"];
  return known.find((each) => each === mode) ?? "single";
}

/** A type in cty's JSON notation: `"string"`, `["list", "string"]`, `["object", {…}, ["optional"]]`. */
export function readType(type: unknown): Type {
  if (type === "string") return stringType;
  if (type === "number") return numberType;
  if (type === "bool") return boolType;
  if (!Array.isArray(type)) return dynamicType;
  const [kind, inner, optional] = type as readonly unknown[];
  switch (kind) {
    case "list":
    case "set":
    case "map":
      return collectionType(kind, readType(inner));
    case "tuple":
      return tupleType(Array.isArray(inner) ? inner.map(readType) : []);
    case "object": {
      const names = Array.isArray(optional) ? optional.filter((name) => typeof name === "string") : [];
      return objectType(
        entries(inner).map(([name, each]) => [name, readType(each)] as const),
        names,
      );
    }
    default:
      return dynamicType;
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** One part of what belongs to a value of a known body: an attribute, or the objects of a nested block. */
export type ProvidedMember =
  | { readonly kind: "attribute"; readonly name: string; readonly attribute: ProvidedAttribute }
  | { readonly kind: "block"; readonly name: string; readonly block: ProvidedBlock }
  /** An attribute of an object type, of which no more is known than its type. */
  | { readonly kind: "field"; readonly name: string; readonly type: Type };

/**
 * What may stand behind an object followed by `path`, its steps by name; keys of instances and elements do not count.
 * Empty where the path leads nowhere.
 */
export function membersAt(body: ProvidedBody, path: readonly string[]): readonly ProvidedMember[] {
  const [name, ...rest] = path;
  if (name === undefined) {
    return [
      ...[...body.attributes].map(([each, attribute]) => ({ kind: "attribute", name: each, attribute }) as const),
      ...[...body.blocks].map(([each, block]) => ({ kind: "block", name: each, block }) as const),
    ];
  }
  const block = body.blocks.get(name);
  if (block) return membersAt(block.body, rest);
  const attribute = body.attributes.get(name);
  return attribute ? attributeMembers(attribute, rest) : [];
}

function attributeMembers({ nested, type }: ProvidedAttribute, path: readonly string[]): readonly ProvidedMember[] {
  const [name, ...rest] = path;
  if (!nested) return typeMembers(type, path);
  if (name === undefined) return [...nested].map(([each, attribute]) => ({ kind: "attribute", name: each, attribute }));
  const inner = nested.get(name);
  return inner ? attributeMembers(inner, rest) : [];
}

function typeMembers(type: Type, path: readonly string[]): readonly ProvidedMember[] {
  if (type.kind === "list" || type.kind === "set") return typeMembers(type.element, path);
  const [name, ...rest] = path;
  // The next name is a key that the schema does not know.
  if (type.kind === "map") return name === undefined ? [] : typeMembers(type.element, rest);
  if (type.kind !== "object") return [];
  if (name === undefined)
    return [...type.attributes].map(([each, inner]) => ({ kind: "field", name: each, type: inner }));
  const inner = type.attributes.get(name);
  return inner ? typeMembers(inner, rest) : [];
}
