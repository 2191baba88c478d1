// Functions over lists and tuples.

import { convert } from "../values/convert.js";
import { equals } from "../values/equality.js";
import { argumentFailure, Failure } from "../values/failure.js";
import { graphemes } from "../values/text.js";
import {
  boolType,
  dynamicType,
  isCollection,
  isSequence,
  listType,
  numberType,
  stringType,
  type Type,
  tupleType,
} from "../values/type.js";
import { typeName } from "../values/typeName.js";
import { unify } from "../values/unify.js";
import {
  boolValue,
  dynamicValue,
  falseValue,
  integerValue,
  isWhollyKnown,
  lengthOf,
  listValue,
  type Marks,
  trueValue,
  tupleValue,
  Value,
} from "../values/value.js";
import { wholeNumber } from "./arguments.js";
import type { Implementation, Implementations } from "./implementation.js";

const at = (args: readonly Value[], index: number): Value => args[index] as Value;

const chunklist: Implementation = {
  type: (args) => listType(at(args, 0).type),
  call: (args) => {
    const [list, size] = [at(args, 0), at(args, 1)];
    const count = wholeNumber(size);
    if (count instanceof Failure) return new Failure(`invalid size: ${count.message}`);
    if (count < 0) return new Failure("the size argument must be positive");
    const chunks: Value[] = [];
    const { elements } = list;
    if (count === 0 && elements.length > 0) chunks.push(list.unmarked());
    for (let i = 0; count > 0 && i < elements.length; i += count) chunks.push(listValue(elements.slice(i, i + count)));
    return listValue(chunks, list.type).withMarks(list.marks, size.marks);
  },
};

const concat: Implementation = {
  type: (args) => {
    if (args.length === 0) return new Failure("at least one argument is required");
    if (args.every((arg) => arg.type.kind === "list")) {
      const common = unify(
        args.map((arg) => arg.type),
        true,
      );
      if (common) return common;
    }
    let elements: Type[] = [];
    for (const [i, { type, isKnown, elements: own }] of args.entries()) {
      if (type.kind === "tuple") elements = elements.concat(type.elements);
      else if (type.kind !== "list") {
        return argumentFailure(i, `all arguments must be lists or tuples; got ${typeName(type)}`);
      } else if (!isKnown) return dynamicType;
      else for (const _ of own) elements.push(type.element);
    }
    return tupleType(elements);
  },
  call: (args, type) => {
    let elements: Value[] = [];
    const marks: Marks[] = [];
    for (const [i, arg] of args.entries()) {
      const list = type.kind === "list" ? convert(arg, type) : arg;
      if (list instanceof Failure) return argumentFailure(i, list.message);
      marks.push(list.marks);
      elements = elements.concat(list.elements);
    }
    const joined = type.kind === "list" ? listValue(elements, type.element) : tupleValue(elements);
    return joined.withMarks(...marks);
  },
};

const contains: Implementation = {
  call: (args) => {
    const [list, wanted] = [at(args, 0), at(args, 1)];
    if (!isSequence(list.type)) return new Failure("argument must be list, tuple, or set");
    let unknown = false;
    for (const element of list.elements) {
      const equal = equals(wanted, element);
      if (equal) return trueValue;
      if (equal === undefined) unknown = true;
    }
    return unknown ? Value.unknown(boolType) : falseValue;
  },
};

const distinct: Implementation = {
  type: (args) => at(args, 0).type,
  call: (args, type) => {
    const list = at(args, 0);
    if (!isWhollyKnown(list)) return Value.unknown(type);
    const kept: Value[] = [];
    for (const element of list.elements) {
      if (!kept.some((other) => equals(other, element))) kept.push(element);
    }
    return listValue(kept, type.kind === "list" ? type.element : dynamicType);
  },
};

/** The index that `element` wraps around to; undefined for an empty list. */
function wrapped(index: number, length: number): number | undefined {
  return length === 0 ? undefined : ((index % length) + length) % length;
}

const noElements = new Failure("cannot use element function with an empty list");

const element: Implementation = {
  type: (args) => {
    const { type } = at(args, 0);
    if (type.kind === "list") return type.element;
    if (type.kind !== "tuple") return new Failure(`cannot read elements from ${typeName(type)}`);
    if (!at(args, 1).isKnown) return dynamicType;
    const index = wholeNumber(at(args, 1));
    if (index instanceof Failure) return new Failure(`invalid index: ${index.message}`);
    const position = wrapped(index, type.elements.length);
    return position === undefined ? noElements : (type.elements[position] as Type);
  },
  call: (args) => {
    const list = at(args, 0);
    const index = wholeNumber(at(args, 1));
    if (index instanceof Failure) return new Failure(`invalid index: ${index.message}`);
    const position = wrapped(index, list.elements.length);
    return position === undefined ? noElements : (list.elements[position] as Value).withMarks(list.marks);
  },
};

/** The elements of nested sequences in one row, with the marks met; undefined where a length is not known. */
function flattened(value: Value, marks: Marks[]): readonly Value[] | undefined {
  marks.push(value.marks);
  if (lengthOf(value) === undefined) return undefined;
  let row: Value[] = [];
  let known = true;
  for (const part of value.elements) {
    if (!part.isKnown && part.type.kind === "dynamic" && !part.isMarked) known = false;
    if (part.isNull || !isSequence(part.type)) {
      row.push(part);
      continue;
    }
    const inner = part.isKnown ? flattened(part, marks) : undefined;
    if (inner) row = row.concat(inner);
    else {
      marks.push(part.marks);
      known = false;
    }
  }
  return known ? row : undefined;
}

const flatten: Implementation = {
  type: (args) => {
    const list = at(args, 0);
    if (!isWhollyKnown(list)) return dynamicType;
    if (!isSequence(list.type)) return new Failure("can only flatten lists, sets and tuples");
    const row = flattened(list, []);
    return row ? tupleType(row.map((value) => value.type)) : dynamicType;
  },
  call: (args, type) => {
    const marks: Marks[] = [];
    const row = flattened(at(args, 0), marks);
    return (row ? tupleValue(row) : Value.unknown(type)).withMarks(...marks);
  },
};

const index: Implementation = {
  call: (args) => {
    const list = at(args, 0);
    if (list.type.kind !== "list" && list.type.kind !== "tuple") return new Failure("argument must be a list or tuple");
    if (list.elements.length === 0) return new Failure("cannot search an empty list");
    for (const [i, candidate] of list.elements.entries()) {
      const equal = equals(candidate, at(args, 1));
      if (equal === undefined) return Value.unknown(numberType);
      if (equal) return integerValue(i);
    }
    return new Failure("item not found");
  },
};

const length: Implementation = {
  type: (args) => {
    const { type } = at(args, 0);
    const countable = type.kind === "dynamic" || type.kind === "string" || type.kind === "object";
    if (countable || isSequence(type) || isCollection(type)) return numberType;
    return new Failure("argument must be a string, a collection type, or a structural type");
  },
  call: (args) => {
    const value = at(args, 0);
    if (value.type.kind === "string") {
      // A string is no collection, so all its marks go to the result in the usual way.
      const count = value.isKnown ? integerValue(graphemes(value.text).length) : Value.unknown(numberType, true);
      return count.withMarks(value.marks);
    }
    const count = lengthOf(value);
    return (count === undefined ? Value.unknown(numberType) : integerValue(count)).withMarks(value.marks);
  },
};

const reverse: Implementation = {
  type: (args) => {
    const { type } = at(args, 0);
    if (type.kind === "tuple") return tupleType([...type.elements].reverse());
    if (type.kind === "list" || type.kind === "set") return listType(type.element);
    return argumentFailure(0, `can only reverse list or tuple values, not ${typeName(type)}`);
  },
  call: (args, type) => {
    const value = at(args, 0);
    const turned = [...value.elements].reverse();
    const result = type.kind === "list" ? listValue(turned, type.element) : tupleValue(turned);
    return result.withMarks(value.marks);
  },
};

interface Bounds {
  readonly start: number;
  readonly end: number;
  readonly known: boolean;
}

function bounds(args: readonly Value[]): Bounds | Failure {
  const total = lengthOf(at(args, 0));
  const limits: number[] = [];
  for (const [i, name] of [[1, "start"] as const, [2, "end"] as const]) {
    const given = at(args, i);
    if (!given.isKnown) continue;
    const limit = wholeNumber(given);
    if (limit instanceof Failure) return argumentFailure(i, `invalid ${name} index: ${limit.message}`);
    if (limit < 0) return argumentFailure(i, `${name} index must not be less than zero`);
    if (total !== undefined && limit > total) {
      return argumentFailure(i, `${name} index must not be greater than the length of the list`);
    }
    limits[i - 1] = limit;
  }
  const [start, end] = limits;
  if (start === undefined || end === undefined) return { start: 0, end: 0, known: false };
  if (start > end) return argumentFailure(1, "start index must not be greater than end index");
  return { start, end, known: true };
}

const slice: Implementation = {
  type: (args) => {
    const { type } = at(args, 0);
    if (type.kind === "set") {
      return argumentFailure(
        0,
        "cannot slice a set, because its elements do not have indices; explicitly convert to a list if the ordering of the result is not important",
      );
    }
    if (type.kind !== "list" && type.kind !== "tuple") return argumentFailure(0, "must be a list or tuple value");
    const limits = bounds(args);
    if (limits instanceof Failure || type.kind !== "tuple") return limits instanceof Failure ? limits : type;
    return limits.known ? tupleType(type.elements.slice(limits.start, limits.end)) : dynamicType;
  },
  call: (args, type) => {
    const list = at(args, 0);
    const limits = bounds(args);
    if (limits instanceof Failure) return limits;
    const part = list.elements.slice(limits.start, limits.end);
    return (type.kind === "list" ? listValue(part, type.element) : tupleValue(part)).withMarks(list.marks);
  },
};

const compact: Implementation = {
  call: (args, type) => {
    const list = at(args, 0);
    if (!isWhollyKnown(list)) return Value.unknown(type);
    return listValue(
      list.elements.filter((value) => !value.isNull && value.text !== ""),
      stringType,
    );
  },
};

const one: Implementation = {
  type: (args) => {
    const { type } = at(args, 0);
    if (type.kind === "list" || type.kind === "set") return type.element;
    if (type.kind === "tuple" && type.elements.length < 2) return type.elements[0] ?? dynamicType;
    return notOne;
  },
  call: (args, type) => {
    const value = at(args, 0);
    const count = lengthOf(value);
    if (count === undefined) return Value.unknown(type);
    if (count === 0) return Value.null(type);
    return count === 1 ? (value.elements[0] ?? dynamicValue) : notOne;
  },
};

const notOne = argumentFailure(0, "must be a list, set, or tuple value with either zero or one elements");
const notNumbers = argumentFailure(0, "argument must be list, set, or tuple of number values");

const sum: Implementation = {
  call: (args) => {
    const list = at(args, 0);
    const { type } = list;
    if (!isCollection(type) && type.kind !== "tuple" && type.kind !== "object") {
      return argumentFailure(0, "cannot sum noniterable");
    }
    if (lengthOf(list) === 0) return argumentFailure(0, "cannot sum an empty list");
    if (!isSequence(type)) {
      return argumentFailure(0, `argument must be list, set, or tuple. Received ${typeName(type)}`);
    }
    if (!isWhollyKnown(list)) return Value.unknown(numberType);
    let total: Value | undefined;
    for (const part of list.elements) {
      const number = part.isNull ? notNumbers : convert(part, numberType);
      if (number instanceof Failure) return notNumbers;
      const added = total ? total.number.add(number.number) : number.number;
      if (added === undefined) return new Failure("can't compute sum of opposing infinities");
      total = Value.known(numberType, added);
    }
    return total;
  },
};

export const sequenceFunctions: Implementations = {
  alltrue: {
    call: (args) => {
      for (const value of at(args, 0).elements) {
        if (!value.isKnown) return Value.unknown(boolType);
        if (!value.isTrue) return falseValue;
      }
      return trueValue;
    },
  },
  anytrue: {
    call: (args) => {
      const { elements } = at(args, 0);
      if (elements.some((value) => value.isTrue)) return trueValue;
      return elements.every((value) => value.isKnown) ? boolValue(false) : Value.unknown(boolType);
    },
  },
  chunklist,
  compact,
  concat,
  contains,
  distinct,
  element,
  flatten,
  index,
  length,
  one,
  reverse,
  slice,
  sum,
};
