// tostring and its relatives, and the functions that add or take marks.

import { conversionFor, convert } from "../values/convert.js";
import { argumentFailure, Failure } from "../values/failure.js";
import { goQuote } from "../values/text.js";
import {
  boolType,
  dynamicType,
  listType,
  mapType,
  numberType,
  setType,
  stringType,
  type Type,
  typesEqual,
} from "../values/type.js";
import { constraintName, typeName } from "../values/typeName.js";
import { boolValue, containsMark, type Mark, mapElements, Value } from "../values/value.js";
import type { Implementation, Implementations } from "./implementation.js";

const first = (args: readonly Value[]): Value => args[0] as Value;
const sensitive: ReadonlySet<Mark> = new Set(["sensitive"]);

function to(wanted: Type): Implementation {
  return {
    type: (args) => {
      const { type } = first(args);
      if (typesEqual(type, wanted) || conversionFor(type, wanted, true)) return wanted;
      return argumentFailure(0, `cannot convert ${typeName(type)} to ${constraintName(wanted)}`);
    },
    call: (args) => {
      const value = first(args);
      const converted = convert(value, wanted);
      return converted instanceof Failure ? argumentFailure(0, refusal(value, wanted)) : converted;
    },
  };
}

function refusal(value: Value, wanted: Type): string {
  const [from, target] = [typeName(value.type), constraintName(wanted)];
  if (containsMark(value, "ephemeral")) return `cannot convert this ephemeral ${from} to ${target}`;
  if (containsMark(value, "sensitive")) return `cannot convert this sensitive ${from} to ${target}`;
  if (value.type.kind === "string" && (wanted.kind === "bool" || wanted.kind === "number")) {
    const what = value.hasContent ? goQuote(value.text) : "string";
    return wanted.kind === "bool"
      ? `cannot convert ${what} to bool; only the strings "true" or "false" are allowed`
      : `cannot convert ${what} to number; given string must be a decimal representation of a number`;
  }
  return `cannot convert ${from} to ${target}`;
}

function without(value: Value, mark: Mark): Value {
  const kept = new Set(value.marks);
  kept.delete(mark);
  return value.unmarked().withMarks(kept);
}

function ephemeralAsNull(value: Value): Value {
  const inner = mapElements(value, ephemeralAsNull);
  if (!value.marks.has("ephemeral")) return inner;
  const plain = without(inner, "ephemeral");
  return value.hasContent ? Value.null(value.type).withMarks(plain.marks) : plain;
}

const sameType: Pick<Implementation, "type"> = { type: (args) => first(args).type };

export const conversionFunctions: Implementations = {
  ephemeralasnull: { ...sameType, call: (args) => ephemeralAsNull(first(args)) },
  issensitive: {
    call: (args) => {
      const value = first(args);
      return value.isKnown ? boolValue(value.marks.has("sensitive")) : Value.unknown(boolType);
    },
  },
  nonsensitive: { ...sameType, call: (args) => without(first(args), "sensitive") },
  sensitive: { ...sameType, call: (args) => first(args).withMarks(sensitive) },
  tobool: to(boolType),
  tolist: to(listType(dynamicType)),
  tomap: to(mapType(dynamicType)),
  tonumber: to(numberType),
  toset: to(setType(dynamicType)),
  tostring: to(stringType),
};
