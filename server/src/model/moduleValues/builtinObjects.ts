// Types of the objects that the built-in provider manages and reads.

import { builtinDataSources, builtinResources } from "../builtins/builtinProvider.js";
import { boolType, dynamicType, numberType, objectType, stringType, type Type } from "../values/type.js";

/** The type of a schema's attribute where it is a primitive type; dynamic for any other notation. */
export function primitiveOf(notation: string): Type {
  switch (notation) {
    case "string":
      return stringType;
    case "number":
      return numberType;
    case "bool":
      return boolType;
    default:
      return dynamicType;
  }
}

/** The type of one instance of a built-in resource or data source; undefined for every other provider's. */
export function builtinObjectType(mode: "managed" | "data" | "ephemeral", type: string): Type | undefined {
  if (!type.startsWith("terraform_")) return undefined;
  const schema = mode === "managed" ? builtinResources[type] : mode === "data" ? builtinDataSources[type] : undefined;
  if (!schema) return undefined;
  const attributes = Object.entries({ ...schema.attributes, ...schema.results }).map(
    ([name, attribute]): [string, Type] => [name, primitiveOf(attribute.type)],
  );
  return objectType(attributes);
}
