// Conversion of values to a wanted type, with OpenTofu's results and messages. Source: cty's package convert.
//
// A safe conversion never fails and loses nothing (number to string); an unsafe one may do either (string to number,
// list to set). Assignments, arguments and operands convert unsafely; unification prefers what converts safely.

import {
  convertCollection,
  convertMapToObject,
  convertObject,
  convertStructureToCollection,
  convertTuple,
} from "./convertStructure.js";
import { Failure, type Path } from "./failure.js";
import { mismatchMessage } from "./mismatch.js";
import { BigNumber } from "./number.js";
import { numberToText } from "./numberText.js";
import {
  dynamicType,
  isCollection,
  isPrimitive,
  listType,
  mapType,
  objectType,
  type PrimitiveType,
  setType,
  stringType,
  type Type,
  tupleType,
  typesEqual,
  withoutOptional,
} from "./type.js";
import { unify } from "./unify.js";
import { falseValue, listValue, numberValue, stringValue, trueValue, Value } from "./value.js";

export type Conversion = (value: Value, path: Path) => Value | Failure;

/** Converts a value to a type as an assignment does: the converted value, or why there is none. Marks are kept. */
export function convert(value: Value, wanted: Type, path: Path = []): Value | Failure {
  if (typesEqual(value.type, withoutOptional(wanted))) return value;
  const conversion = conversionFor(value.type, wanted, true);
  return conversion ? conversion(value, path) : new Failure(mismatchMessage(value.type, wanted), path);
}

/** How values of one type become another, or undefined where none can. `unsafe` admits conversions that may fail. */
export function conversionFor(from: Type, to: Type, unsafe: boolean): Conversion | undefined {
  const inner = knownConversion(from, to, unsafe);
  return inner && ((value, path) => convertWith(inner, value, to, path));
}

function convertWith(inner: Conversion, value: Value, to: Type, path: Path): Value | Failure {
  if (value.isMarked) {
    const result = convertWith(inner, value.unmarked(), to, path);
    return result instanceof Failure ? result : result.withMarks(value.marks);
  }
  if (to.kind === "dynamic") return value;
  if (value.hasContent) return inner(value, path);
  const type = resultType(value.type, withoutOptional(to));
  if (value.isNull) return Value.null(type);
  // As many elements as the tuple has, each of them unknown.
  if (value.notNull && value.type.kind === "tuple" && type.kind === "list") {
    return listValue(
      value.type.elements.map(() => Value.unknown(type.element)),
      type.element,
    );
  }
  return Value.unknown(type, value.notNull);
}

function knownConversion(from: Type, to: Type, unsafe: boolean): Conversion | undefined {
  if (to.kind === "dynamic") return (value) => value;
  if (unsafe && from.kind === "dynamic") return (value, path) => convert(value, to, path);
  if (isPrimitive(from) && isPrimitive(to)) return primitiveConversion(from, to, unsafe);
  if (to.kind === "object") {
    if (from.kind === "object") return convertObject(from, to, unsafe);
    return from.kind === "map" && unsafe ? convertMapToObject(from, to) : undefined;
  }
  if (to.kind === "tuple") return from.kind === "tuple" ? convertTuple(from, to, unsafe) : undefined;
  if (!isCollection(to)) return undefined;
  if (from.kind === "tuple" || from.kind === "object") {
    return (from.kind === "object") === (to.kind === "map")
      ? convertStructureToCollection(from, to, unsafe)
      : undefined;
  }
  if (!isCollection(from) || (from.kind === "map") !== (to.kind === "map")) return undefined;
  // A set forgets the order and the duplicates of a list.
  if (from.kind === "list" && to.kind === "set" && !unsafe) return undefined;
  return convertCollection(from, to, unsafe);
}

function primitiveConversion(from: PrimitiveType, to: PrimitiveType, unsafe: boolean): Conversion | undefined {
  if (to.kind === "string") {
    if (from.kind === "number") return (value) => stringValue(numberToText(value.number));
    return from.kind === "bool" ? (value) => stringValue(value.isTrue ? "true" : "false") : undefined;
  }
  if (!unsafe || from.kind !== "string") return undefined;
  if (to.kind === "number") {
    return (value, path) => {
      const number = BigNumber.parse(value.text);
      return number ? numberValue(number) : new Failure("a number is required", path);
    };
  }
  return to.kind === "bool" ? (value, path) => parseBool(value.text, path) : undefined;
}

function parseBool(text: string, path: Path): Value | Failure {
  if (text === "true" || text === "1") return trueValue;
  if (text === "false" || text === "0") return falseValue;
  const lower = text.toLowerCase();
  return new Failure(
    lower === "true" || lower === "false"
      ? `a bool is required; to convert from string, use lowercase "${lower}"`
      : "a bool is required",
    path,
  );
}

/** The type a null or unknown value gets: the wanted one, with what it leaves open filled in from the value's own. */
export function resultType(from: Type, to: Type): Type {
  if (from.kind === "dynamic") return to;
  switch (to.kind) {
    case "dynamic":
      return from;
    case "list":
    case "set": {
      const element =
        from.kind === "list" || from.kind === "set"
          ? from.element
          : from.kind === "tuple"
            ? (unify(from.elements, true) ?? dynamicType)
            : undefined;
      if (element === undefined) return to;
      const filled = resultType(element, to.element);
      return to.kind === "list" ? listType(filled) : setType(filled);
    }
    case "map": {
      if (from.kind === "map") return mapType(resultType(from.element, to.element));
      if (from.kind !== "object") return to;
      return mapType(resultType(unify([...from.attributes.values()], true) ?? dynamicType, to.element));
    }
    case "object": {
      const attributes = [...to.attributes].map(([name, type]): [string, Type] => {
        const own = from.kind === "map" ? from.element : from.kind === "object" ? from.attributes.get(name) : undefined;
        return [name, own ? resultType(own, type) : type];
      });
      return objectType(attributes);
    }
    case "tuple":
      return from.kind === "tuple" && from.elements.length === to.elements.length
        ? tupleType(to.elements.map((type, i) => resultType(from.elements[i] as Type, type)))
        : to;
    default:
      return to;
  }
}

/** The text of a value in a message, where it converts to a string; undefined otherwise. */
export function textOf(value: Value): string | undefined {
  const converted = convert(value, stringType);
  return converted instanceof Failure || !converted.hasContent ? undefined : converted.text;
}
