// Keys of objects: those that the argument's type has, and those that its siblings use.

import type { TextRange } from "../../base/range.js";
import type { AttributeSchema } from "../../model/builtins/schema.js";
import type { Type } from "../../model/values/type.js";
import { printType } from "../../model/values/typeName.js";
import type { ObjectConsExpr } from "../../syntax/ast.js";
import type { CompletionRequest } from "./complete.js";
import type { CompletionContext, ValuePlace } from "./context.js";
import { argumentType } from "./expected.js";
import type { CompletionItem } from "./item.js";
import { providedKeys, valueSnippet } from "./provided.js";
import { attributeSchemaAt, providerItems } from "./values.js";

/** Keys for the object at the cursor that it does not have yet. */
export function keyItems(
  request: CompletionRequest,
  { object, range, where }: Extract<CompletionContext, { kind: "key" }>,
): readonly CompletionItem[] {
  const present = new Set(
    object.items.flatMap((item) =>
      item.key.range.start === range.start || item.name === undefined ? [] : [item.name],
    ),
  );
  return candidates(request, where, object, range).filter((item) => !present.has(item.label));
}

function candidates(
  request: CompletionRequest,
  where: ValuePlace,
  object: ObjectConsExpr,
  range: TextRange,
): CompletionItem[] {
  if (where.place === "providers") {
    return providerItems(request, range).map((item) => ({ ...item, text: `${item.text} = ` }));
  }
  if (where.path[0] === "terraform" && where.path[1] === "required_providers") {
    return ["source", "version", "configuration_aliases"].map((label) => ({
      label,
      kind: "attribute",
      range,
      text: label === "configuration_aliases" ? `${label} = [$0]` : `${label} = "$0"`,
      snippet: true,
      rank: 1,
    }));
  }
  const schema = attributeSchemaAt(request, where);
  if (!schema && where.attribute) {
    const path = pathTo(where, object);
    const provided = providedKeys(request, where.blocks, path, range);
    return provided.length > 0 ? provided : typedKeys(argumentType(request, where), path.slice(1), range);
  }
  return fieldItems(schema, range);
}

/** The keys that an argument's object has by its schema, required ones first. */
export function fieldItems(schema: Pick<AttributeSchema, "fields"> | undefined, range: TextRange): CompletionItem[] {
  return Object.entries(schema?.fields ?? {}).map(([label, field]) => ({
    label,
    kind: "attribute",
    detail: field.type,
    documentation: () => field.doc,
    range,
    text: `${label} = $0`,
    snippet: true,
    rank: field.required === true ? 1 : 2,
  }));
}

/** The names that lead to an object: its argument, then the keys of the objects around it. */
function pathTo({ attribute, nodes }: ValuePlace, object: ObjectConsExpr): string[] {
  const around = nodes.slice(0, nodes.indexOf(object));
  const keys = around.flatMap((node) => (node.kind === "ObjectItem" ? (node.name ?? []) : []));
  return attribute ? [attribute.name.name, ...keys] : keys;
}

/** Keys of the object type at the end of a path of keys, required ones first. */
function typedKeys(type: Type | undefined, path: readonly string[], range: TextRange): CompletionItem[] {
  if (type?.kind === "list" || type?.kind === "set") return typedKeys(type.element, path, range);
  const [name, ...rest] = path;
  if (type?.kind === "map") return name === undefined ? [] : typedKeys(type.element, rest, range);
  if (type?.kind !== "object") return [];
  if (name !== undefined) return typedKeys(type.attributes.get(name), rest, range);
  return [...type.attributes].map(([label, each]) => ({
    label,
    kind: "attribute",
    detail: [type.optional.has(label) ? "" : "required", printType(each)].filter((part) => part !== "").join(" · "),
    range,
    text: `${label} = ${valueSnippet(each)}`,
    snippet: true,
    rank: type.optional.has(label) ? 2 : 1,
  }));
}
