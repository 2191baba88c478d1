// Keys of objects: those that the argument's type has, and those that its siblings use.

import type { TextRange } from "../../base/range.js";
import type { CompletionRequest } from "./complete.js";
import type { CompletionContext, ValuePlace } from "./context.js";
import type { CompletionItem } from "./item.js";
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
  return candidates(request, where, range).filter((item) => !present.has(item.label));
}

function candidates(request: CompletionRequest, where: ValuePlace, range: TextRange): CompletionItem[] {
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
  const fields = attributeSchemaAt(request, where)?.fields ?? {};
  return Object.entries(fields).map(([label, field]) => ({
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
