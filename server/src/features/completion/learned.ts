// Arguments and blocks that bodies of the same type have elsewhere in the workspace: all there is without a schema.

import type { ValueShape } from "../../model/facts.js";
import { learnedShape } from "../../model/shapes.js";
import type { Block } from "../../syntax/ast.js";
import type { CompletionRequest } from "./complete.js";
import type { CompletionContext } from "./context.js";
import { type CompletionItem, escapeSnippet } from "./item.js";

/** What is not there yet of that, with how often it was seen. */
export function learnedItems(
  request: CompletionRequest,
  context: Extract<CompletionContext, { kind: "item" }>,
  present: ReadonlySet<string>,
): CompletionItem[] {
  const key = learnedKey(context.blocks);
  if (key === undefined) return [];
  const { seen, attributes, blocks } = learnedShape(request.snapshot, key);
  const times = (count: number) => `seen in ${count} of ${seen} ${seen === 1 ? "block" : "blocks"}`;
  const items: CompletionItem[] = [];
  for (const [name, { seen: count, shape }] of attributes) {
    if (present.has(name)) continue;
    items.push({
      label: name,
      kind: "attribute",
      detail: times(count),
      documentation: () => "Learned from the configuration in this workspace; the provider's own schema is not known.",
      range: context.range,
      ...(context.hasValue ? { text: name } : { text: `${name} = ${shapeSnippet(shape)}`, snippet: true }),
      rank: count * 2 >= seen ? 2 : 3,
    });
  }
  for (const [name, count] of blocks) {
    items.push({
      label: name,
      kind: "block",
      detail: `block · ${times(count)}`,
      range: context.range,
      ...(context.hasValue ? { text: name } : { text: `${escapeSnippet(name)} {\n  $0\n}`, snippet: true }),
      rank: 4,
    });
  }
  return items;
}

/** The key under which the workspace's shapes stand for the body of the innermost block. */
export function learnedKey(blocks: readonly Block[]): string | undefined {
  const start = blocks.findIndex(({ type }) => ["resource", "data", "ephemeral", "provider"].includes(type.name));
  const root = blocks[start];
  const type = root?.labels[0]?.value;
  if (!root || type === undefined || type === "") return undefined;
  let key = `${root.type.name}.${type}`;
  const rest = blocks.slice(start + 1);
  for (let i = 0; i < rest.length; i++) {
    const block = rest[i];
    if (block?.type.name === "dynamic") {
      if (rest[i + 1]?.type.name !== "content") return undefined;
      key += `/${block.labels[0]?.value ?? ""}`;
      i++;
    } else if (block) {
      key += `/${block.type.name}`;
    }
  }
  return key;
}

function shapeSnippet(shape: ValueShape): string {
  switch (shape) {
    case "string":
      return '"$0"';
    case "list":
      return "[$0]";
    case "object":
      return "{\n  $0\n}";
    default:
      return "$0";
  }
}
