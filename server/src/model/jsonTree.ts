// JSON with the place of every value.

import { type Node, parseTree } from "jsonc-parser";

export type JsonNode = Node;

/** A property's key: a string node whose value is its text. */
export interface JsonKey extends Node {
  readonly value: string;
}

/** The value that a text holds, as far as it can be read; undefined for an empty one. */
export function parseJson(text: string): JsonNode | undefined {
  return parseTree(text);
}

/** The properties of an object node, comments (`"//"`) left out; none for any other node. */
export function jsonProperties(node: JsonNode): [JsonKey, JsonNode][] {
  if (node.type !== "object") return [];
  return (node.children ?? []).flatMap((property): [JsonKey, JsonNode][] => {
    const [key, value] = property.children ?? [];
    return key && value && typeof key.value === "string" && key.value !== "//" ? [[key as JsonKey, value]] : [];
  });
}
