// The common type of several: for list elements, both results of a condition, arguments. Source: cty's convert.Unify.

import { conversionFor } from "./convert.js";
import {
  type CollectionType,
  collectionType,
  dynamicType,
  isPrimitive,
  listType,
  mapType,
  type ObjectType,
  objectType,
  type TupleType,
  type Type,
  tupleType,
  typesEqual,
} from "./type.js";

/**
 * The type that all the given ones convert to, or undefined where there is none. With `unsafe`, conversions count that
 * may fail for some values. Dynamic where some type is not known yet and could decide.
 */
export function unify(types: readonly Type[], unsafe: boolean): Type | undefined {
  if (types.length === 0) return undefined;
  const count = { map: 0, list: 0, set: 0, object: 0, tuple: 0, dynamic: 0, string: 0, number: 0, bool: 0 };
  for (const type of types) count[type.kind]++;
  const all = types.length;
  const unknown = count.dynamic > 0;
  for (const kind of ["map", "list", "set"] as const) {
    if (count[kind] > 0 && count[kind] + count.dynamic === all) {
      return unknown ? dynamicType : unifyCollections(types as readonly CollectionType[], unsafe);
    }
  }
  if (count.map > 0 && count.map + count.object + count.dynamic === all) {
    const common = unifyMixed(types, "object", unsafe);
    if (common) return common;
  }
  if (count.list > 0 && count.list + count.tuple + count.dynamic === all) {
    const common = unifyMixed(types, "tuple", unsafe);
    if (common) return common;
  }
  if (count.object > 0 && count.object + count.dynamic === all) {
    return unknown ? dynamicType : unifyObjects(types as readonly ObjectType[], unsafe);
  }
  if (count.tuple > 0 && count.tuple + count.dynamic === all) {
    return unknown ? dynamicType : unifyTuples(types as readonly TupleType[], unsafe);
  }
  if (count.object > 0 && count.tuple > 0) return undefined;
  return mostGeneral(types, unsafe);
}

function convertAll(types: readonly Type[], to: Type, unsafe: boolean): Type | undefined {
  return types.every((type) => typesEqual(type, to) || conversionFor(type, to, unsafe)) ? to : undefined;
}

function unifyCollections(types: readonly CollectionType[], unsafe: boolean): Type | undefined {
  const element = unify(
    types.map((type) => type.element),
    unsafe,
  );
  return element && convertAll(types, collectionType((types[0] as CollectionType).kind, element), unsafe);
}

// Objects beside maps are maps in disguise, tuples beside lists are lists.
function unifyMixed(types: readonly Type[], structure: "object" | "tuple", unsafe: boolean): Type | undefined {
  const structures = types.filter((type) => type.kind === structure);
  const wanted = structure === "object" ? "map" : "list";
  let common: Type | undefined;
  if (structures.length > 0) {
    common =
      structure === "object"
        ? objectsToMap(structures as ObjectType[], unsafe)
        : tuplesToList(structures as TupleType[], unsafe);
    if (common?.kind !== wanted) return undefined;
  }
  const unified = unify(
    types.map((type) => (type.kind === structure ? (common as Type) : type)),
    unsafe,
  );
  return unified?.kind === wanted ? unified : undefined;
}

function unifyObjects(types: readonly ObjectType[], unsafe: boolean): Type | undefined {
  const first = types[0] as ObjectType;
  for (const type of types) {
    if (type.attributes.size !== first.attributes.size) return objectsToMap(types, unsafe);
    for (const name of type.attributes.keys()) if (!first.attributes.has(name)) return objectsToMap(types, unsafe);
  }
  const attributes: [string, Type][] = [];
  for (const name of first.attributes.keys()) {
    const common = unify(
      types.map((type) => type.attributes.get(name) as Type),
      unsafe,
    );
    if (common === undefined) return undefined;
    attributes.push([name, common]);
  }
  return convertAll(types, objectType(attributes), unsafe) ?? objectsToMap(types, unsafe);
}

function objectsToMap(types: readonly ObjectType[], unsafe: boolean): Type | undefined {
  const element = unify(
    types.flatMap((type) => [...type.attributes.values()]),
    unsafe,
  );
  return element && convertAll(types, mapType(element), unsafe);
}

function unifyTuples(types: readonly TupleType[], unsafe: boolean): Type | undefined {
  const first = types[0] as TupleType;
  if (types.some((type) => type.elements.length !== first.elements.length)) return tuplesToList(types, unsafe);
  const elements: Type[] = [];
  for (const i of first.elements.keys()) {
    const common = unify(
      types.map((type) => type.elements[i] as Type),
      unsafe,
    );
    if (common === undefined) return undefined;
    elements.push(common);
  }
  return convertAll(types, tupleType(elements), unsafe) ?? tuplesToList(types, unsafe);
}

function tuplesToList(types: readonly TupleType[], unsafe: boolean): Type | undefined {
  const element = unify(
    types.flatMap((type) => type.elements),
    unsafe,
  );
  return element && convertAll(types, listType(element), unsafe);
}

// The first of the types, the more general before the more special, that all others convert to.
function mostGeneral(types: readonly Type[], unsafe: boolean): Type | undefined {
  for (const index of byGenerality(types)) {
    const wanted = types[index] as Type;
    const fits = types.every(
      (type, i) => i === index || typesEqual(type, wanted) || conversionFor(type, wanted, unsafe),
    );
    if (fits) return wanted;
  }
  return undefined;
}

function byGenerality(types: readonly Type[]): number[] {
  const below = types.map((): number[] => []);
  const waiting = types.map(() => 0);
  for (let i = 0; i < types.length; i++) {
    for (let j = i + 1; j < types.length; j++) {
      const order = compareGenerality(types[i] as Type, types[j] as Type);
      if (order === 0) continue;
      const [over, under] = order < 0 ? [i, j] : [j, i];
      (below[over] as number[]).push(under);
      waiting[under] = (waiting[under] ?? 0) + 1;
    }
  }
  const queue = [...types.keys()].filter((i) => waiting[i] === 0);
  for (const i of queue) {
    for (const j of below[i] as number[]) {
      waiting[j] = (waiting[j] ?? 0) - 1;
      if (waiting[j] === 0) queue.push(j);
    }
  }
  return queue;
}

const negated = (order: number): number => (order === 0 ? 0 : -order);

/** Negative where `a` is the more general, positive where `b` is, 0 where neither is above the other. */
function compareGenerality(a: Type, b: Type): number {
  if (a.kind === "dynamic" || b.kind === "dynamic") {
    if (a.kind === b.kind) return 0;
    return a.kind === "dynamic" ? 1 : -1;
  }
  if (isPrimitive(a) && isPrimitive(b)) {
    if (a.kind === b.kind) return 0;
    return a.kind === "string" ? -1 : b.kind === "string" ? 1 : 0;
  }
  if (a.kind === b.kind && (a.kind === "list" || a.kind === "set" || a.kind === "map")) {
    return compareGenerality(a.element, (b as CollectionType).element);
  }
  if (b.kind === "set" && (a.kind === "list" || a.kind === "tuple")) return -1;
  if (a.kind === "list" && b.kind === "tuple") return -1;
  if (a.kind === "map" && b.kind === "object") return -1;
  const mirrored =
    (a.kind === "set" && (b.kind === "list" || b.kind === "tuple")) ||
    (a.kind === "tuple" && b.kind === "list") ||
    (a.kind === "object" && b.kind === "map");
  if (mirrored) return negated(compareGenerality(b, a));
  if (a.kind === "object" && b.kind === "object") {
    if (a.attributes.size !== b.attributes.size) return 0;
    const pairs: [Type, Type][] = [];
    for (const [name, type] of a.attributes) {
      const other = b.attributes.get(name);
      if (other === undefined) return 0;
      pairs.push([type, other]);
    }
    return combined(pairs);
  }
  if (a.kind === "tuple" && b.kind === "tuple") {
    if (a.elements.length !== b.elements.length) return 0;
    return combined(a.elements.map((type, i) => [type, b.elements[i] as Type]));
  }
  return 0;
}

function combined(pairs: readonly [Type, Type][]): number {
  let above = false;
  let below = false;
  for (const [a, b] of pairs) {
    const order = compareGenerality(a, b);
    if (order < 0) above = true;
    if (order > 0) below = true;
  }
  return above === below ? 0 : above ? -1 : 1;
}
