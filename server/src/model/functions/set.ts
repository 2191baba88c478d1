// Functions over sets: union, intersection, difference, product.

import { convert } from "../values/convert.js";
import { equals } from "../values/equality.js";
import { argumentFailure, Failure } from "../values/failure.js";
import { dynamicType, listType, setType, type Type, tupleType, typesEqual } from "../values/type.js";
import { unify } from "../values/unify.js";
import {
  haveOneType,
  isWhollyKnown,
  lengthOf,
  listValue,
  type Marks,
  setValue,
  tupleValue,
  Value,
} from "../values/value.js";
import type { Implementation, Implementations } from "./implementation.js";

function commonSet(args: readonly Value[]): Type | Failure {
  const elements: Type[] = [];
  for (const { type, isKnown, elements: own } of args) {
    const element = type.kind === "set" ? type.element : dynamicType;
    // An empty set of no element type fits any other.
    if (element.kind === "dynamic" && isKnown && own.length === 0) continue;
    elements.push(element);
  }
  if (elements.length === 0) return setType(dynamicType);
  const common = unify(elements, true);
  return common ? setType(common) : new Failure("given sets must all have compatible element types");
}

function overSets(
  combine: (set: readonly Value[], other: readonly Value[]) => readonly Value[],
  takesUnknown: boolean,
): Implementation {
  return {
    type: commonSet,
    call: (args, type) => {
      let combined: readonly Value[] | undefined;
      for (const [i, arg] of args.entries()) {
        const set = convert(arg, type);
        if (set instanceof Failure) return argumentFailure(i, set.message);
        if (!takesUnknown && !isWhollyKnown(set)) return Value.unknown(type);
        combined = combined ? combine(combined, set.elements) : set.elements;
      }
      return setValue(combined ?? [], type.kind === "set" ? type.element : dynamicType);
    },
  };
}

function has(elements: readonly Value[], wanted: Value): boolean {
  return elements.some((element) => equals(element, wanted) === true);
}

/** Above this many combinations the result is left unknown: a server must not build millions of tuples. */
const productLimit = 100_000;

const setproduct: Implementation = {
  type: (args) => {
    if (args.length < 2) return new Failure("at least two arguments are required");
    const elements: Type[] = [];
    let sets = 0;
    for (const [i, { type }] of args.entries()) {
      if (type.kind === "set" || type.kind === "list") {
        elements.push(type.element);
        if (type.kind === "set") sets++;
      } else if (type.kind === "tuple") {
        const common = type.elements.length === 0 ? dynamicType : unify(type.elements, true);
        if (common === undefined) return argumentFailure(i, "all elements must be of the same type");
        elements.push(common);
      } else return argumentFailure(i, "a set or a list is required");
    }
    const element = tupleType(elements);
    return sets > 0 ? setType(element) : listType(element);
  },
  call: (args, type) => {
    const marks: Marks[] = args.map((arg) => arg.marks);
    const element = type.kind === "set" || type.kind === "list" ? type.element : dynamicType;
    const types = element.kind === "tuple" ? element.elements : [];
    let rows: Value[][] = [[]];
    if (args.some((arg) => !arg.isKnown || lengthOf(arg) === undefined)) return Value.unknown(type).withMarks(...marks);
    if (args.reduce((total, arg) => total * arg.elements.length, 1) > productLimit) return undefined;
    for (const [i, arg] of args.entries()) {
      const column: Value[] = [];
      for (const part of arg.elements) {
        const wanted = types[i] as Type;
        const converted = typesEqual(part.type, wanted) ? part : convert(part, wanted);
        if (converted instanceof Failure) return converted;
        column.push(converted);
      }
      rows = rows.flatMap((row) => column.map((part) => [...row, part]));
    }
    const tuples = rows.map(tupleValue);
    if (!haveOneType(tuples)) return undefined; // OpenTofu itself breaks on these.
    return (type.kind === "list" ? listValue(tuples, element) : setValue(tuples, element)).withMarks(...marks);
  },
};

export const setFunctions: Implementations = {
  setintersection: overSets((set, other) => set.filter((element) => has(other, element)), false),
  setproduct,
  setsubtract: overSets((set, other) => set.filter((element) => !has(other, element)), false),
  setunion: overSets((set, other) => [...set, ...other], true),
};
