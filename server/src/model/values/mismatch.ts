// Why one type does not convert to another, in OpenTofu's words. Source: cty's convert.MismatchMessage.

import { conversionFor } from "./convert.js";
import { goQuote } from "./text.js";
import {
  type CollectionType,
  hasDynamic,
  isCollection,
  isPrimitive,
  type ObjectType,
  type Type,
  typesEqual,
} from "./type.js";
import { constraintName, typeName } from "./typeName.js";

/** The message for a value of type `got` where `wanted` is needed and no conversion exists; no capital, no full stop. */
export function mismatchMessage(got: Type, wanted: Type): string {
  if (got.kind === "object" && wanted.kind === "object") return objectMismatch(got, wanted);
  if (isCollection(wanted)) {
    const anyElement = wanted.element.kind === "dynamic";
    if (anyElement && got.kind === "tuple" && wanted.kind !== "map") {
      return `all ${wanted.kind} elements must have the same type`;
    }
    if (anyElement && got.kind === "object" && wanted.kind === "map") return "all map elements must have the same type";
    if (got.kind === "tuple" || got.kind === "object") return structureMismatch(got, wanted);
    if (isCollection(got)) return collectionMismatch(got, wanted);
  }
  if (isTelling(got, wanted)) return `${typeName(wanted)} required, but have ${typeName(got)}`;
  return `${constraintName(wanted)} required`;
}

// Both types are named only where that cannot confuse, as when both would have the same name.
function isTelling(got: Type, wanted: Type): boolean {
  if (isPrimitive(got) !== isPrimitive(wanted)) return true;
  if (wanted.kind === "string") return true;
  if (wanted.kind === "bool" && got.kind === "number") return true;
  if (wanted.kind === "number" && got.kind === "bool") return true;
  if (isCollection(got) && isCollection(wanted)) return !hasDynamic(got.element) && hasDynamic(wanted.element);
  return got.kind === "tuple" && wanted.kind === "object";
}

function objectMismatch(got: ObjectType, wanted: ObjectType): string {
  const missing: string[] = [];
  let unconvertible: string | undefined;
  let unsafe: string | undefined;
  for (const [name, type] of wanted.attributes) {
    const own = got.attributes.get(name);
    if (own === undefined) {
      if (!wanted.optional.has(name)) missing.push(goQuote(name));
      continue;
    }
    if (typesEqual(own, type) || unconvertible !== undefined) continue;
    const message = (): string => `attribute ${goQuote(name)}: ${mismatchMessage(own, type)}`;
    if (!conversionFor(own, type, true)) unconvertible = message();
    else if (unsafe === undefined && !conversionFor(own, type, false)) unsafe = message();
  }
  if (missing.length === 1) return `attribute ${missing[0]} is required`;
  if (missing.length === 2) return `attributes ${missing[0]} and ${missing[1]} are required`;
  if (missing.length > 2) return `attributes ${missing.slice(0, -1).join(", ")}, and ${missing.at(-1)} are required`;
  return unconvertible ?? unsafe ?? "incorrect object attributes";
}

function structureMismatch(got: Type, wanted: CollectionType): string {
  if (got.kind === "tuple" && wanted.kind !== "map") {
    for (const [i, element] of got.elements.entries()) {
      if (typesEqual(element, wanted.element) || conversionFor(element, wanted.element, true)) continue;
      return `element ${i}: ${mismatchMessage(element, wanted.element)}`;
    }
    return `all elements must be ${constraintName(wanted.element)}`;
  }
  if (got.kind === "object" && wanted.kind === "map") {
    for (const [name, attribute] of got.attributes) {
      if (typesEqual(attribute, wanted.element) || conversionFor(attribute, wanted.element, true)) continue;
      return `element ${goQuote(name)}: ${mismatchMessage(attribute, wanted.element)}`;
    }
    return `all elements must be ${constraintName(wanted.element)}`;
  }
  return `${constraintName(wanted)} required`;
}

function collectionMismatch(got: CollectionType, wanted: CollectionType): string {
  if ((got.kind === "map") !== (wanted.kind === "map")) return `${constraintName(wanted)} required`;
  return `incorrect ${wanted.kind} element type: ${mismatchMessage(got.element, wanted.element)}`;
}
