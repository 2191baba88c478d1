// Values and types in cty's own notation (`cty.ListVal([]cty.Value{…})`), exact in type, marks and unknownness.
//
// The reference results that tests compare with are written so.

import { formatNumber, numberToText } from "./numberText.js";
import { goQuote } from "./text.js";
import type { Type } from "./type.js";
import type { Mark, Value } from "./value.js";

const markNames: Readonly<Record<Mark, string>> = {
  sensitive: "marks.Sensitive",
  ephemeral: "marks.Ephemeral",
  deprecated: "marks.Deprecated",
};

/** The value as Go's `%#v` prints a cty value. */
export function valueNotation(value: Value): string {
  if (value.isMarked) {
    const names = [...value.marks].map((mark) => markNames[mark]).sort();
    const plain = valueNotation(value.unmarked());
    return names.length === 1
      ? `${plain}.Mark(${names[0]})`
      : `${plain}.WithMarks(cty.NewValueMarks(${names.join(", ")}))`;
  }
  const { type } = value;
  if (value.isNull) return `cty.NullVal(${typeNotation(type)})`;
  if (!value.isKnown) {
    if (type.kind === "dynamic") return "cty.DynamicVal";
    return `cty.UnknownVal(${typeNotation(type)})${value.notNull ? ".RefineNotNull()" : ""}`;
  }
  switch (type.kind) {
    case "string":
      return `cty.StringVal(${goQuote(value.text)})`;
    case "bool":
      return value.isTrue ? "cty.True" : "cty.False";
    case "number":
      return numberNotation(value);
    case "list":
    case "set": {
      const name = type.kind === "list" ? "List" : "Set";
      if (value.elements.length === 0) return `cty.${name}ValEmpty(${typeNotation(type.element)})`;
      return `cty.${name}Val([]cty.Value{${value.elements.map(valueNotation).join(", ")}})`;
    }
    case "tuple":
      if (value.elements.length === 0) return "cty.EmptyTupleVal";
      return `cty.TupleVal([]cty.Value{${value.elements.map(valueNotation).join(", ")}})`;
    case "map":
      if (value.entries.size === 0) return `cty.MapValEmpty(${typeNotation(type.element)})`;
      return `cty.MapVal(${entriesNotation(value)})`;
    default:
      return value.entries.size === 0 ? "cty.EmptyObjectVal" : `cty.ObjectVal(${entriesNotation(value)})`;
  }
}

function numberNotation(value: Value): string {
  const { number } = value;
  if (number.isInteger) return `cty.NumberIntVal(${formatNumber(number, "g", -1)})`;
  if (number.infinite || number.minimalPrecision <= 53) {
    return `cty.NumberFloatVal(${formatNumber(number.withPrecision(53), "g", -1)})`;
  }
  return `cty.MustParseNumberVal("${numberToText(number)}")`;
}

function entriesNotation(value: Value): string {
  const entries = [...value.entries].map(([name, entry]) => `${goQuote(name)}:${valueNotation(entry)}`);
  return `map[string]cty.Value{${entries.join(", ")}}`;
}

/** The type as Go's `%#v` prints a cty type. */
export function typeNotation(type: Type): string {
  switch (type.kind) {
    case "string":
      return "cty.String";
    case "number":
      return "cty.Number";
    case "bool":
      return "cty.Bool";
    case "dynamic":
      return "cty.DynamicPseudoType";
    case "list":
      return `cty.List(${typeNotation(type.element)})`;
    case "set":
      return `cty.Set(${typeNotation(type.element)})`;
    case "map":
      return `cty.Map(${typeNotation(type.element)})`;
    case "tuple":
      if (type.elements.length === 0) return "cty.EmptyTuple";
      return `cty.Tuple([]cty.Type{${type.elements.map(typeNotation).join(", ")}})`;
    default: {
      if (type.attributes.size === 0) return "cty.EmptyObject";
      const entries = [...type.attributes].map(([name, attribute]) => `${goQuote(name)}:${typeNotation(attribute)}`);
      return `cty.Object(map[string]cty.Type{${entries.join(", ")}})`;
    }
  }
}
