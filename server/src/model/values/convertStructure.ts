// Conversions between collections and structures: each is decided once per pair of types, then applied to values.

import { type Conversion, conversionFor } from "./convert.js";
import { Failure, type Path, type PathStep } from "./failure.js";
import { mismatchMessage } from "./mismatch.js";
import {
  type CollectionType,
  dynamicType,
  isCollection,
  type ObjectType,
  type TupleType,
  type Type,
  typesEqual,
  withoutOptional,
} from "./type.js";
import { unify } from "./unify.js";
import {
  emptyCollection,
  haveOneType,
  lengthOf,
  mapValue,
  objectValue,
  sequenceValue,
  tupleValue,
  Value,
} from "./value.js";

/** `undefined`: no conversion; `"same"`: none is needed. */
function elementConversion(from: Type, to: Type, unsafe: boolean): Conversion | "same" | undefined {
  return typesEqual(from, to) ? "same" : conversionFor(from, to, unsafe);
}

function apply(conversion: Conversion | "same", value: Value, path: Path, step: PathStep): Value | Failure {
  return conversion === "same" ? value : conversion(value, [...path, step]);
}

/** Null values carry no optional attributes in their types. */
function plainNull(value: Value): Value {
  return value.isNull ? value.withType(withoutOptional(value.type)) : value;
}

/** List, set or map to a collection of the same kind, or between list and set. */
export function convertCollection(from: CollectionType, to: CollectionType, unsafe: boolean): Conversion | undefined {
  const conversion = elementConversion(from.element, to.element, unsafe);
  if (conversion === undefined) return undefined;
  const empty = to.element.kind === "dynamic" ? from.element : withoutOptional(to.element);
  if (to.kind === "map") return (value, path) => convertMapElements(value, conversion, to.element, empty, path);
  const kind = to.kind;
  return (value, path) => {
    if (kind === "list" && lengthOf(value) === undefined) return Value.unknown({ kind: "list", element: from.element });
    const elements: Value[] = [];
    for (const [index, element] of value.elements.entries()) {
      const converted = apply(conversion, element, path, { index });
      if (converted instanceof Failure) return converted;
      elements.push(plainNull(converted));
    }
    if (elements.length === 0) return emptyCollection(kind, empty);
    if (!haveOneType(elements)) return new Failure(`element types must all match for conversion to ${kind}`, path);
    return sequenceValue(kind, elements, empty);
  };
}

function convertMapElements(
  value: Value,
  conversion: Conversion | "same",
  element: Type,
  empty: Type,
  path: Path,
): Value | Failure {
  const entries: [string, Value][] = [];
  for (const [key, entry] of value.entries) {
    const converted = apply(conversion, entry, path, { key });
    if (converted instanceof Failure) return converted;
    entries.push([key, converted]);
  }
  if (entries.length === 0) return emptyCollection("map", empty);
  return mapOf(entries, element, false, path, "element types must all match for conversion to map");
}

function mapOf(entries: [string, Value][], element: Type, unsafe: boolean, path: Path, message: string) {
  let named = entries;
  if (isCollection(element) || element.kind === "object") {
    const unified = unifyElements(
      entries.map(([, value]) => value),
      unsafe,
      path,
      (i) => ({ key: (entries[i] as [string, Value])[0] }),
    );
    if (unified instanceof Failure) return unified;
    named = entries.map(([key], i) => [key, unified[i] as Value]);
  }
  return haveOneType(named.map(([, value]) => value)) ? mapValue(named) : new Failure(message, path);
}

// Elements converted to a constraint that leaves something open may have come out with different types.
function unifyElements(
  elements: readonly Value[],
  unsafe: boolean,
  path: Path,
  step: (index: number) => PathStep,
  blamed: Path = path,
): readonly Value[] | Failure {
  const type = unify(
    elements.map((element) => element.type),
    unsafe,
  );
  if (type === undefined) return new Failure("cannot find a common base type for all elements", blamed);
  const result: Value[] = [];
  for (const [index, element] of elements.entries()) {
    if (typesEqual(element.type, type)) {
      result.push(element);
      continue;
    }
    const converted = conversionFor(element.type, type, unsafe)?.(element, [...path, step(index)]);
    if (converted === undefined) return new Failure("cannot find a common base type for all elements", path);
    if (converted instanceof Failure) return converted;
    result.push(converted);
  }
  return result;
}

/** Tuple to list or set, object to map. */
export function convertStructureToCollection(
  from: TupleType | ObjectType,
  to: CollectionType,
  unsafe: boolean,
): Conversion | undefined {
  const types = from.kind === "tuple" ? from.elements : [...from.attributes.values()];
  if (types.length === 0) return () => emptyCollection(to.kind, withoutOptional(to.element));
  let element = to.element;
  if (element.kind === "dynamic") {
    const common = unify(types, unsafe);
    if (common === undefined) return undefined;
    // Nothing in common is no element type, unless nothing is known of any of them.
    if (common.kind === "dynamic" && to.kind !== "map" && types.some((type) => type.kind !== "dynamic"))
      return undefined;
    element = common;
  }
  const conversions: (Conversion | "same")[] = [];
  for (const type of types) {
    const conversion = elementConversion(type, element, unsafe);
    if (conversion === undefined) return undefined;
    conversions.push(conversion);
  }
  const names = from.kind === "object" ? [...from.attributes.keys()] : undefined;
  return (value, path) => {
    const elements: Value[] = [];
    for (const [index, part] of value.elements.entries()) {
      const step: PathStep = names ? { key: names[index] as string } : { index };
      const converted = apply(conversions[index] as Conversion | "same", part, path, step);
      if (converted instanceof Failure) return converted;
      elements.push(to.kind === "set" ? plainNull(converted) : converted);
    }
    if (names) {
      const entries = names.map((name, i): [string, Value] => [name, elements[i] as Value]);
      return mapOf(entries, element, unsafe, path, "attribute types must all match for conversion to map");
    }
    // cty blames the last element where the elements have nothing in common.
    const last = [...path, { index: elements.length - 1 }];
    const unified = to.kind === "list" ? unifyElements(elements, unsafe, path, (index) => ({ index }), last) : elements;
    if (unified instanceof Failure) return unified;
    const kind = to.kind === "list" ? "list" : "set";
    if (!haveOneType(unified)) return new Failure(`element types must all match for conversion to ${kind}`, path);
    return sequenceValue(kind, unified, element);
  };
}

/** Object to object: what is not wanted falls away, what is optional and absent becomes null. */
export function convertObject(from: ObjectType, to: ObjectType, unsafe: boolean): Conversion | undefined {
  const conversions = new Map<string, Conversion | "same">();
  for (const [name, wanted] of to.attributes) {
    const own = from.attributes.get(name);
    if (own === undefined) {
      if (to.optional.has(name)) continue;
      return undefined;
    }
    const conversion = elementConversion(own, wanted, unsafe);
    if (conversion === undefined) return undefined;
    conversions.set(name, conversion);
  }
  return (value, path) => {
    const entries: [string, Value][] = [];
    for (const [name, entry] of value.entries) {
      const conversion = conversions.get(name);
      if (conversion === undefined) continue;
      const converted = apply(conversion, entry, path, { attribute: name });
      if (converted instanceof Failure) return converted;
      entries.push([name, plainNull(converted)]);
    }
    for (const name of to.optional) {
      if (conversions.has(name)) continue;
      entries.push([name, Value.null(withoutOptional(to.attributes.get(name) ?? dynamicType))]);
    }
    return objectValue(entries);
  };
}

/** Map to object: every required attribute needs an element. Always unsafe. */
export function convertMapToObject(from: CollectionType, to: ObjectType): Conversion | undefined {
  const conversions = new Map<string, Conversion | "same" | undefined>();
  for (const [name, wanted] of to.attributes) {
    const conversion = elementConversion(from.element, wanted, true);
    if (conversion === undefined && !to.optional.has(name)) return undefined;
    conversions.set(name, conversion);
  }
  return (value, path) => {
    const entries = new Map<string, Value>();
    for (const [name, element] of value.entries) {
      const wanted = to.attributes.get(name);
      if (wanted === undefined) continue;
      const conversion = conversions.get(name);
      if (conversion === undefined) {
        const why = mismatchMessage(element.type, wanted);
        return new Failure(`map element type is incompatible with attribute "${name}": ${why}`, path);
      }
      const converted = apply(conversion, element, path, { key: name });
      if (converted instanceof Failure) return converted;
      entries.set(name, plainNull(converted));
    }
    for (const [name, wanted] of to.attributes) {
      if (entries.has(name)) continue;
      if (!to.optional.has(name)) return new Failure(`map has no element for required attribute "${name}"`, path);
      entries.set(name, Value.null(withoutOptional(wanted)));
    }
    return objectValue(entries);
  };
}

/** Tuple to tuple of the same length. */
export function convertTuple(from: TupleType, to: TupleType, unsafe: boolean): Conversion | undefined {
  if (from.elements.length !== to.elements.length) return undefined;
  const conversions: (Conversion | "same")[] = [];
  for (const [i, wanted] of to.elements.entries()) {
    const conversion = elementConversion(from.elements[i] as Type, wanted, unsafe);
    if (conversion === undefined) return undefined;
    conversions.push(conversion);
  }
  return (value, path) => {
    const elements: Value[] = [];
    for (const [index, element] of value.elements.entries()) {
      const converted = apply(conversions[index] as Conversion | "same", element, path, { index });
      if (converted instanceof Failure) return converted;
      elements.push(converted);
    }
    return tupleValue(elements);
  };
}
