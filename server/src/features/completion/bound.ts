// What stands behind names that are bound by `for`, `%{for}` and `dynamic`: parts of the elements of a collection.

import type { TextRange } from "../../base/range.js";
import { evaluate } from "../../model/evaluate/evaluate.js";
import { argument } from "../../model/extract.js";
import { moduleValues } from "../../model/moduleValues.js";
import { stringType, type Type } from "../../model/values/type.js";
import { printType } from "../../model/values/typeName.js";
import type { Block, Expression } from "../../syntax/ast.js";
import type { CompletionRequest } from "./complete.js";
import type { ValuePlace } from "./context.js";
import type { CompletionItem } from "./item.js";

/** The attributes behind a bound name and some names; empty where the collection's type is not known. */
export function boundFields(
  request: CompletionRequest,
  where: ValuePlace,
  root: string,
  path: readonly string[],
  range: TextRange,
): CompletionItem[] {
  return fieldsOfType(typeAlong(boundType(request, where, root), path), range);
}

/** The attributes of an object type as items. */
export function fieldsOfType(type: Type | undefined, range: TextRange): CompletionItem[] {
  if (type?.kind !== "object") return [];
  return [...type.attributes].map(([name, each]) => ({
    label: name,
    kind: "field",
    detail: printType(each),
    range,
    text: name,
    rank: 2,
  }));
}

/** The type of the part that some names lead to; undefined where one of them leads nowhere. */
export function typeAlong(type: Type | undefined, path: readonly string[]): Type | undefined {
  const [name, ...rest] = path;
  if (name === undefined || !type) return type;
  if (type.kind === "object") return typeAlong(type.attributes.get(name), rest);
  return type.kind === "map" ? typeAlong(type.element, rest) : undefined;
}

/** What the type of a bound name is computed from. */
type BoundRequest = Pick<CompletionRequest, "snapshot" | "module" | "file" | "product">;

type BoundPlace = Pick<ValuePlace, "nodes" | "blocks" | "attribute">;

/** The type of a name that is bound around a place; undefined where that of the collection is not known. */
export function boundType(request: BoundRequest, where: BoundPlace, name: string): Type | undefined {
  for (const node of [...where.nodes].reverse()) {
    if (node.kind !== "ForExpr" && node.kind !== "TemplateFor") continue;
    const isKey = node.keyVar?.name === name;
    if (!isKey && node.valueVar.name !== name) continue;
    const type = typeOf(request, where, node.collection);
    return isKey ? keyType(type) : elementType(type);
  }
  const maker = where.blocks.findLast((block) => iteratorOf(block) === name);
  const forEach = maker && argument(maker.body, "for_each");
  const element = forEach && typeOf(request, where, forEach.value);
  if (!element) return undefined;
  const value = elementType(element);
  return {
    kind: "object",
    attributes: new Map<string, Type>([
      ["key", keyType(element)],
      ["value", value ?? { kind: "dynamic" }],
    ]),
    optional: new Set(),
  };
}

/** The name that a `dynamic` block binds; undefined for any other block. */
function iteratorOf(block: Block): string | undefined {
  if (block.type.name !== "dynamic") return undefined;
  const iterator = argument(block.body, "iterator")?.value;
  return iterator?.kind === "ScopeTraversalExpr" ? iterator.root.name : block.labels[0]?.value;
}

function typeOf({ snapshot, module, file, product }: BoundRequest, where: BoundPlace, value: Expression): Type {
  const values = moduleValues(snapshot, module, "given", product);
  return evaluate(value, values.scopeAt(file, where.blocks, where.attribute)).value.type;
}

function keyType(type: Type): Type {
  return type.kind === "list" || type.kind === "tuple" ? { kind: "number" } : stringType;
}

/** The type of a collection's elements; of several types the first, since people write alike what they go through. */
function elementType(type: Type): Type | undefined {
  switch (type.kind) {
    case "list":
    case "set":
    case "map":
      return type.element;
    case "tuple":
      return type.elements[0];
    case "object":
      return [...type.attributes.values()][0];
    default:
      return undefined;
  }
}
