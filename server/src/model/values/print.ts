// Values as text for a person to read: as `tofu console` prints them.

import { numberToText } from "./numberText.js";
import { goQuote } from "./text.js";
import type { Type } from "./type.js";
import { typeName } from "./typeName.js";
import { stringValue, type Value } from "./value.js";

/** The value in the language's syntax, with `tolist(…)` and the like where the type needs them; several lines. */
export function printValue(value: Value, indent = 0): string {
  if (!value.isKnown) return "(known after apply)";
  if (value.marks.has("sensitive")) return "(sensitive value)";
  if (value.marks.has("ephemeral")) return "(ephemeral value)";
  if (value.isNull) return printNull(value.type);
  switch (value.type.kind) {
    case "string":
      return value.text.includes("\n") ? printHeredoc(value.text, indent) : goQuote(value.text);
    case "number":
      return numberToText(value.number);
    case "bool":
      return value.isTrue ? "true" : "false";
    case "tuple":
      return printSequence(value, indent);
    case "list":
    case "set":
      return `to${value.type.kind}(${printSequence(value, indent)})`;
    case "map":
      return `tomap(${printEntries(value, indent)})`;
    default:
      return printEntries(value, indent);
  }
}

function printNull(type: Type): string {
  switch (type.kind) {
    case "dynamic":
      return "null";
    case "string":
    case "number":
    case "bool":
      return `to${type.kind}(null)`;
    case "list":
    case "set":
    case "map":
      return `to${type.kind}(null) /* of ${typeName(type.element)} */`;
    default:
      return `null /* ${type.kind} */`;
  }
}

function printHeredoc(text: string, indent: number): string {
  const lines = text.split("\n");
  let tag = "EOT";
  while (lines.some((line) => line.trim() === tag)) tag += "_";
  const margin = " ".repeat(indent);
  const body = lines.map((line) => `\n${margin}${line}`).join("");
  return `${indent > 0 ? "<<-" : "<<"}${tag}${body}\n${margin}${tag}`;
}

function printSequence(value: Value, indent: number): string {
  const margin = " ".repeat(indent + 2);
  const body = value.elements.map((element) => `\n${margin}${printValue(element, indent + 2)},`).join("");
  return body === "" ? "[]" : `[${body}\n${" ".repeat(indent)}]`;
}

function printEntries(value: Value, indent: number): string {
  const margin = " ".repeat(indent + 2);
  let body = "";
  for (const [name, entry] of value.entries) {
    body += `\n${margin}${printValue(stringValue(name), indent + 2)} = ${printValue(entry, indent + 2)}`;
  }
  return body === "" ? "{}" : `{${body}\n${" ".repeat(indent)}}`;
}
