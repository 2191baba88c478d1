// How types are written: the names in OpenTofu's messages, and the constraint syntax of a `type` argument.

import { goQuote } from "./text.js";
import type { Type } from "./type.js";

/** The name in messages that speak of a value: "list of string", "object", "dynamic". Source: cty's FriendlyName. */
export function typeName(type: Type): string {
  switch (type.kind) {
    case "list":
    case "set":
    case "map":
      return `${type.kind} of ${typeName(type.element)}`;
    default:
      return type.kind;
  }
}

/** The name with its article: "a list of string", "an object". */
export function aType(type: Type): string {
  return `${type.kind === "object" ? "an" : "a"} ${typeName(type)}`;
}

/** The name in messages that speak of what is wanted: as `typeName`, with "any type" and "list of any single type". */
export function constraintName(type: Type): string {
  switch (type.kind) {
    case "list":
    case "set":
    case "map":
      return type.element.kind === "dynamic"
        ? `${type.kind} of any single type`
        : `${type.kind} of ${constraintName(type.element)}`;
    case "dynamic":
      return "any type";
    default:
      return type.kind;
  }
}

/** The type as a person writes it in a `type` argument: `map(object({ a = string, b = optional(number) }))`. */
export function printType(type: Type): string {
  switch (type.kind) {
    case "list":
    case "set":
    case "map":
      return `${type.kind}(${printType(type.element)})`;
    case "tuple":
      return `tuple([${type.elements.map(printType).join(", ")}])`;
    case "object": {
      if (type.attributes.size === 0) return "object({})";
      const parts: string[] = [];
      for (const [name, attribute] of type.attributes) {
        const written = printType(attribute);
        parts.push(
          `${isIdentifier(name) ? name : goQuote(name)} = ${type.optional.has(name) ? `optional(${written})` : written}`,
        );
      }
      return `object({ ${parts.join(", ")} })`;
    }
    case "dynamic":
      return "any";
    default:
      return type.kind;
  }
}

// HCL's identifiers: Unicode's XID classes and the dash. This reads a name, not HCL text.
const identifier = /^\p{ID_Start}[\p{ID_Continue}-]*$/u;

/** True for a name that can stand without quotes as an attribute name or an object key. */
export function isIdentifier(name: string): boolean {
  return identifier.test(name);
}
