// Functions over maps and objects, and those that choose among their arguments.

import { convert } from "../values/convert.js";
import { equals } from "../values/equality.js";
import { argumentFailure, Failure } from "../values/failure.js";
import { compareText, goQuote } from "../values/text.js";
import {
  dynamicType,
  emptyObjectType,
  listType,
  mapType,
  objectType,
  stringType,
  type Type,
  tupleType,
  typesEqual,
} from "../values/type.js";
import { typeName } from "../values/typeName.js";
import { unify } from "../values/unify.js";
import {
  isWhollyKnown,
  listValue,
  type Marks,
  mapValue,
  objectValue,
  stringValue,
  tupleValue,
  Value,
} from "../values/value.js";
import { redacted } from "./arguments.js";
import type { Implementation, Implementations } from "./implementation.js";

const at = (args: readonly Value[], index: number): Value => args[index] as Value;
const elementOf = (type: Type): Type => (type.kind === "list" || type.kind === "map" ? type.element : dynamicType);

const keys: Implementation = {
  type: (args) => {
    const { type } = at(args, 0);
    if (type.kind === "map") return listType(stringType);
    if (type.kind === "object") return tupleType([...type.attributes.values()].map(() => stringType));
    return type.kind === "dynamic" ? dynamicType : argumentFailure(0, "must have map or object type");
  },
  call: (args, result) => {
    const { type, entries, isKnown, marks } = at(args, 0);
    // An object's names are known from its type alone.
    if (type.kind === "object") return tupleValue([...type.attributes.keys()].map(stringValue)).withMarks(marks);
    if (!isKnown) return Value.unknown(result).withMarks(marks);
    return listValue([...entries.keys()].map(stringValue), stringType).withMarks(marks);
  },
};

const values: Implementation = {
  type: (args) => {
    const { type } = at(args, 0);
    if (type.kind === "map") return listType(type.element);
    if (type.kind === "object") return tupleType([...type.attributes.values()]);
    return new Failure("values() requires a map as the first argument");
  },
  call: (args, type) => {
    const { elements, marks } = at(args, 0);
    return (type.kind === "list" ? listValue(elements, type.element) : tupleValue(elements)).withMarks(marks);
  },
};

const lookup: Implementation = {
  type: (args) => {
    if (args.length > 3) return new Failure(`lookup() takes two or three arguments, got ${args.length}`);
    const [mapping, key, fallback] = [at(args, 0), at(args, 1), args[2]];
    const { type } = mapping;
    if (type.kind === "object") {
      if (!key.isKnown) return dynamicType;
      const attribute = type.attributes.get(key.text) ?? fallback?.type;
      return attribute ?? argumentFailure(0, `the given object has no attribute ${goQuote(key.text)}`);
    }
    if (type.kind !== "map") return argumentFailure(0, "lookup() requires a map as the first argument");
    if (fallback && convert(fallback, type.element) instanceof Failure) {
      return argumentFailure(2, "the default value must have the same type as the map elements");
    }
    return type.element;
  },
  call: (args, type) => {
    const [mapping, key, fallback] = [at(args, 0), at(args, 1), args[2]];
    const marks = [mapping.marks, key.marks];
    const found = mapping.entries.get(key.text);
    if (found) return found.withMarks(...marks);
    if (fallback === undefined) return new Failure(`lookup failed to find key ${redacted(key.text, key.marks)}`);
    const converted = convert(fallback, type);
    return converted instanceof Failure ? converted : converted.withMarks(...marks);
  },
};

const merge: Implementation = {
  type: (args) => {
    const [first] = args;
    if (first === undefined) return emptyObjectType;
    const attributes = new Map<string, Type>();
    let complete = true;
    for (const { type, entries, isKnown, isNull } of args) {
      if (type.kind === "dynamic") return dynamicType;
      if (type.kind === "object") {
        if (!isNull) for (const [name, attribute] of type.attributes) attributes.set(name, attribute);
      } else if (type.kind !== "map") {
        return new Failure(`arguments must be maps or objects, got "${typeName(type)}"`);
      } else if (!isKnown) complete = false;
      else for (const name of entries.keys()) attributes.set(name, type.element);
    }
    if (args.every((arg) => typesEqual(arg.type, first.type))) return first.type;
    return complete ? objectType(attributes) : dynamicType;
  },
  call: (args, type) => {
    const entries = new Map<string, Value>();
    const marks: Marks[] = [];
    for (const arg of args) {
      if (arg.isNull) continue;
      marks.push(arg.marks);
      for (const [name, value] of arg.entries) entries.set(name, value);
    }
    return (type.kind === "map" ? mapValue(entries, type.element) : objectValue(entries)).withMarks(...marks);
  },
};

const zipmap: Implementation = {
  type: (args) => {
    const [names, given] = [at(args, 0), at(args, 1)];
    if (given.type.kind === "list") return mapType(given.type.element);
    if (given.type.kind !== "tuple") return new Failure("values argument must be a list or tuple value");
    if (!isWhollyKnown(names)) return dynamicType;
    const types = given.type.elements;
    if (names.elements.length !== types.length) return unevenZip(names.elements.length, types.length);
    const attributes: [string, Type][] = [];
    for (const [i, name] of names.elements.entries()) {
      if (name.isNull) return new Failure(`keys list has null value at index ${i}`);
      attributes.push([name.text, types[i] as Type]);
    }
    return objectType(new Map(attributes));
  },
  call: (args, type) => {
    const [names, given] = [at(args, 0), at(args, 1)];
    const marks: Marks[] = [names.marks, given.marks];
    if (!isWhollyKnown(names)) return Value.unknown(type).withMarks(...marks);
    if (names.elements.length !== given.elements.length) {
      return unevenZip(names.elements.length, given.elements.length);
    }
    const entries: [string, Value][] = [];
    for (const [i, name] of names.elements.entries()) {
      if (name.isNull) return new Failure("panic in function implementation: value is null");
      marks.push(name.marks);
      entries.push([name.text, at(given.elements, i)]);
    }
    return (type.kind === "map" ? mapValue(entries, type.element) : objectValue(entries)).withMarks(...marks);
  },
};

function unevenZip(names: number, given: number): Failure {
  return new Failure(`number of keys (${names}) does not match number of values (${given})`);
}

const transpose: Implementation = {
  call: (args, type) => {
    const mapping = at(args, 0);
    if (!isWhollyKnown(mapping)) return Value.unknown(type);
    const turned = new Map<string, string[]>();
    for (const [name, list] of mapping.entries) {
      if (list.isNull) return argumentFailure(0, `cannot use null list for [${goQuote(name)}]`);
      for (const [i, item] of list.elements.entries()) {
        if (item.isNull) return argumentFailure(0, `cannot use null string for [${goQuote(name)}][${i}]`);
        const names = turned.get(item.text);
        if (names) names.push(name);
        else turned.set(item.text, [name]);
      }
    }
    const entries = [...turned].map(([item, names]): [string, Value] => {
      return [item, listValue(names.sort(compareText).map(stringValue))];
    });
    return mapValue(entries, listType(stringType));
  },
};

const matchkeys: Implementation = {
  type: (args) => {
    const common = unify([at(args, 1).type, at(args, 2).type], true);
    return common ? at(args, 0).type : new Failure("keys and searchset must be of the same type");
  },
  call: (args, type) => {
    const given = at(args, 0);
    const element = elementOf(type);
    if (given.elements.length !== at(args, 1).elements.length) {
      return new Failure("length of keys and values should be equal");
    }
    const common = unify([at(args, 1).type, at(args, 2).type], true) ?? dynamicType;
    const names = convert(at(args, 1), common);
    const searched = convert(at(args, 2), common);
    if (names instanceof Failure || searched instanceof Failure || searched.elements.length === 0) {
      return listValue([], element);
    }
    if (!isWhollyKnown(given) || !isWhollyKnown(names)) return Value.unknown(type);
    const found: Value[] = [];
    for (const [i, name] of names.elements.entries()) {
      for (const candidate of searched.elements) {
        const equal = equals(name, candidate);
        if (equal === undefined) return listValue([], element);
        if (!equal) continue;
        found.push(at(given.elements, i));
        break;
      }
    }
    return listValue(found, element);
  },
};

const coalesce: Implementation = {
  type: (args) =>
    unify(
      args.map((arg) => arg.type),
      true,
    ) ?? new Failure("all arguments must have the same type"),
  call: (args, type) => {
    for (const arg of args) {
      const value = convert(arg, type);
      if (value instanceof Failure) continue;
      if (!value.isKnown) return Value.unknown(type);
      if (value.isNull || (type.kind === "string" && value.text === "")) continue;
      return value;
    }
    return new Failure("no non-null, non-empty-string arguments");
  },
};

const coalescelist: Implementation = {
  type: (args) => {
    const [first] = args;
    if (first === undefined) return new Failure("at least one argument is required");
    for (const { isKnown, type } of args) {
      if (!isKnown) return dynamicType;
      if (type.kind !== "list" && type.kind !== "tuple") {
        return new Failure("coalescelist arguments must be lists or tuples");
      }
    }
    return args.every((arg) => typesEqual(arg.type, first.type)) ? first.type : dynamicType;
  },
  call: (args, type) => {
    for (const arg of args) {
      if (!arg.isKnown) return Value.unknown(type);
      if (!arg.isNull && arg.elements.length > 0) return arg;
    }
    return new Failure("no non-null arguments");
  },
};

export const mappingFunctions: Implementations = {
  coalesce,
  coalescelist,
  keys,
  lookup,
  matchkeys,
  merge,
  transpose,
  values,
  zipmap,
};
