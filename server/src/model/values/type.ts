// The types a value of the language can have, and what can be asked of them.
//
// They are cty's types: three primitives, three collections of one element type, two structures with a type per
// element, and the dynamic type, which stands for "any" in a constraint and for "not known yet" as a value's type.

import { compareText } from "./text.js";

export type PrimitiveKind = "string" | "number" | "bool";
export type CollectionKind = "list" | "set" | "map";

export interface PrimitiveType {
  readonly kind: PrimitiveKind;
}
export interface DynamicType {
  readonly kind: "dynamic";
}
export interface CollectionType {
  readonly kind: CollectionKind;
  readonly element: Type;
}
export interface TupleType {
  readonly kind: "tuple";
  readonly elements: readonly Type[];
}
/** `optional` names attributes that may be absent; only constraints have any, never the type of a value. */
export interface ObjectType {
  readonly kind: "object";
  /** In the order of their names, as OpenTofu iterates them. */
  readonly attributes: ReadonlyMap<string, Type>;
  readonly optional: ReadonlySet<string>;
}
export type Type = PrimitiveType | DynamicType | CollectionType | TupleType | ObjectType;

export const stringType: PrimitiveType = { kind: "string" };
export const numberType: PrimitiveType = { kind: "number" };
export const boolType: PrimitiveType = { kind: "bool" };
/** `any` in a constraint; the type of a value whose type is not known. */
export const dynamicType: DynamicType = { kind: "dynamic" };

const noNames: ReadonlySet<string> = new Set();

export function listType(element: Type): CollectionType {
  return { kind: "list", element };
}

export function setType(element: Type): CollectionType {
  return { kind: "set", element };
}

export function mapType(element: Type): CollectionType {
  return { kind: "map", element };
}

/** A collection type of the same kind with another element type. */
export function collectionType(kind: CollectionKind, element: Type): CollectionType {
  return { kind, element };
}

export function tupleType(elements: readonly Type[]): TupleType {
  return { kind: "tuple", elements };
}

/** An object type; names are normalised to NFC and sorted, as OpenTofu does. */
export function objectType(attributes: Iterable<readonly [string, Type]>, optional?: Iterable<string>): ObjectType {
  const entries = [...attributes].map(([name, type]) => [name.normalize("NFC"), type] as const);
  entries.sort(([a], [b]) => compareText(a, b));
  return { kind: "object", attributes: new Map(entries), optional: optional ? new Set(optional) : noNames };
}

export const emptyObjectType: ObjectType = objectType([]);
export const emptyTupleType: TupleType = tupleType([]);

export function isPrimitive(type: Type): type is PrimitiveType {
  return type.kind === "string" || type.kind === "number" || type.kind === "bool";
}

export function isCollection(type: Type): type is CollectionType {
  return type.kind === "list" || type.kind === "set" || type.kind === "map";
}

/** True for lists, sets and tuples. */
export function isSequence(type: Type): type is CollectionType | TupleType {
  return type.kind === "list" || type.kind === "set" || type.kind === "tuple";
}

/** True where both describe the same type, optional attributes included. */
export function typesEqual(a: Type, b: Type): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case "list":
    case "set":
    case "map":
      return typesEqual(a.element, (b as CollectionType).element);
    case "tuple": {
      const other = (b as TupleType).elements;
      return a.elements.length === other.length && a.elements.every((type, i) => typesEqual(type, other[i] as Type));
    }
    case "object": {
      const other = b as ObjectType;
      if (a.attributes.size !== other.attributes.size || a.optional.size !== other.optional.size) return false;
      for (const [name, type] of a.attributes) {
        const otherType = other.attributes.get(name);
        if (otherType === undefined || !typesEqual(type, otherType)) return false;
        if (a.optional.has(name) !== other.optional.has(name)) return false;
      }
      return true;
    }
    default:
      return true;
  }
}

/** The type without any optional attribute, at every depth: what a converted value has. */
export function withoutOptional(type: Type): Type {
  switch (type.kind) {
    case "list":
    case "set":
    case "map": {
      const element = withoutOptional(type.element);
      return element === type.element ? type : { kind: type.kind, element };
    }
    case "tuple": {
      const elements = type.elements.map(withoutOptional);
      return elements.every((element, i) => element === type.elements[i]) ? type : tupleType(elements);
    }
    case "object": {
      let changed = type.optional.size > 0;
      const attributes = new Map<string, Type>();
      for (const [name, attribute] of type.attributes) {
        const plain = withoutOptional(attribute);
        if (plain !== attribute) changed = true;
        attributes.set(name, plain);
      }
      return changed ? { kind: "object", attributes, optional: noNames } : type;
    }
    default:
      return type;
  }
}

/** True where the type is dynamic or contains a dynamic type. */
export function hasDynamic(type: Type): boolean {
  switch (type.kind) {
    case "dynamic":
      return true;
    case "list":
    case "set":
    case "map":
      return hasDynamic(type.element);
    case "tuple":
      return type.elements.some(hasDynamic);
    case "object":
      return [...type.attributes.values()].some(hasDynamic);
    default:
      return false;
  }
}

/** True where a value of type `given` fits the constraint `wanted` without conversion; `dynamic` admits everything. */
export function conforms(given: Type, wanted: Type): boolean {
  if (wanted.kind === "dynamic") return true;
  if (given.kind !== wanted.kind) return false;
  switch (wanted.kind) {
    case "list":
    case "set":
    case "map":
      return conforms((given as CollectionType).element, wanted.element);
    case "tuple": {
      const elements = (given as TupleType).elements;
      return (
        elements.length === wanted.elements.length && elements.every((e, i) => conforms(e, wanted.elements[i] as Type))
      );
    }
    case "object": {
      const attributes = (given as ObjectType).attributes;
      if (attributes.size !== wanted.attributes.size) return false;
      for (const [name, type] of wanted.attributes) {
        const attribute = attributes.get(name);
        if (attribute === undefined || !conforms(attribute, type)) return false;
      }
      return true;
    }
    default:
      return true;
  }
}
