// The default values of `optional(type, default)`, and how they fill in what a given value leaves out.

import { convert } from "./convert.js";
import { Failure } from "./failure.js";
import { dynamicType, type Type } from "./type.js";
import { unify } from "./unify.js";
import { haveOneType, listValue, mapValue, objectValue, setValue, tupleValue, type Value } from "./value.js";

/** The defaults of one type constraint. `children` are by attribute or index; a collection has one child, under "". */
export interface Defaults {
  readonly type: Type;
  readonly values: ReadonlyMap<string, Value>;
  readonly children: ReadonlyMap<string, Defaults>;
}

/** The value with absent and null attributes replaced by their defaults, at every depth; to be converted afterwards. */
export function applyDefaults(defaults: Defaults, value: Value): Value {
  if (!value.hasContent) return value;
  const plain = value.unmarked();
  const { type } = plain;
  if (type.kind === "list" || type.kind === "set" || type.kind === "tuple") {
    const elements = plain.elements.map((element, i) => applyToChild(defaults, String(i), "tuple", element));
    if (type.kind === "tuple") return tupleValue(elements).withMarks(value.marks);
    const unified = elements.length === 0 ? [] : unifyAll(elements);
    if (unified === undefined) return tupleValue(elements).withMarks(value.marks);
    const filled = type.kind === "list" ? listValue(unified, type.element) : setValue(unified, type.element);
    return filled.withMarks(value.marks);
  }
  if (type.kind === "map" || type.kind === "object") {
    const entries = new Map<string, Value>();
    for (const [name, entry] of plain.entries) entries.set(name, applyToChild(defaults, name, "object", entry));
    for (const [name, fallback] of defaults.values) fill(defaults, entries, name, fallback);
    if (type.kind === "map") {
      const names = [...entries.keys()];
      const unified = names.length === 0 ? [] : unifyAll([...entries.values()]);
      if (unified !== undefined) {
        return mapValue(
          names.map((name, i) => [name, unified[i] as Value]),
          type.element,
        ).withMarks(value.marks);
      }
    }
    return objectValue(entries).withMarks(value.marks);
  }
  return value;
}

function fill(defaults: Defaults, entries: Map<string, Value>, name: string, fallback: Value): void {
  const given = entries.get(name);
  if (given === undefined || given.isNull) {
    const child = defaults.children.get(name);
    entries.set(name, child ? applyDefaults(child, fallback) : fallback);
    return;
  }
  // A default that is not null rules out null for an unknown value as well.
  if (fallback.isNotNull && given.type.kind !== "dynamic") entries.set(name, given.refineNotNull());
}

function applyToChild(defaults: Defaults, key: string, keyed: "tuple" | "object", element: Value): Value {
  const child = defaults.children.get(defaults.type.kind === keyed ? key : "");
  return child ? applyDefaults(child, element) : element;
}

function unifyAll(values: readonly Value[]): readonly Value[] | undefined {
  const type = unify(
    values.map((value) => value.type),
    true,
  );
  if (type === undefined || (type.kind === dynamicType.kind && !haveOneType(values))) return undefined;
  const converted: Value[] = [];
  for (const value of values) {
    const result = convert(value, type);
    if (result instanceof Failure) return undefined;
    converted.push(result);
  }
  return haveOneType(converted) ? converted : undefined;
}
