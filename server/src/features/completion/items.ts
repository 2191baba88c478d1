// Block types and argument names, from the language's schema, from called modules and from what the workspace uses.

import type { TextRange } from "../../base/range.js";
import { availabilityRequirement, isAvailable } from "../../model/builtins/featureVersions.js";
import {
  type AttributeSchema,
  type BlockSchema,
  type BodySchema,
  rootSchema,
  schemaAt,
} from "../../model/builtins/schema.js";
import type { ValueShape } from "../../model/facts.js";
import { learnedShape } from "../../model/shapes.js";
import type { Block, Body } from "../../syntax/ast.js";
import type { CompletionRequest } from "./complete.js";
import type { CompletionContext } from "./context.js";
import { inputItems, valuesItems } from "./inputs.js";
import { type CompletionItem, escapeSnippet } from "./item.js";

type ItemContext = Extract<CompletionContext, { kind: "item" }>;

/** What may stand as an item of the body around the cursor. */
export function bodyItems(request: CompletionRequest, context: ItemContext): readonly CompletionItem[] {
  const { entry, file, product } = request;
  const kind = entry.type?.kind;
  if (!kind) return [];
  const steps = context.blocks.map((block) => ({
    type: block.type.name,
    labels: block.labels.map((label) => label.value),
  }));
  const [outer] = context.blocks;
  const inner = context.blocks[context.blocks.length - 1];
  const body = inner?.body ?? file.body;
  const present = namesIn(body, context.range);
  if (kind === "variables" && !inner) return valuesItems(request, context.range, present, context.hasValue);
  if (outer?.type.name === "variables" || (outer?.type.name === "run" && inner?.type.name === "variables")) {
    return valuesItems(request, context.range, present, context.hasValue);
  }
  const schema = steps.length === 0 ? rootSchema(kind, product.product) : schemaAt(kind, steps, product.product);
  const known = schema ? schemaItems(request, schema, body, context, present) : [];
  const calls = inner?.type.name === "module" && steps.length === 1 ? inputItems(request, inner, context, present) : [];
  const names = new Set([...known, ...calls].map((item) => item.label));
  const learned = learnedItems(request, context, present).filter((item) => !names.has(item.label));
  return [...calls, ...known, ...learned];
}

/** Names that the body has already, without the one that is being typed. */
function namesIn(body: Body, typed: TextRange): ReadonlySet<string> {
  return new Set(
    body.items.flatMap((item) => {
      const { name, range } = item.kind === "Attribute" ? item.name : item.type;
      return range.start === typed.start ? [] : [name];
    }),
  );
}

function schemaItems(
  request: CompletionRequest,
  schema: BodySchema,
  body: Body,
  context: ItemContext,
  present: ReadonlySet<string>,
): CompletionItem[] {
  const items: CompletionItem[] = [];
  for (const [name, attribute] of Object.entries(schema.attributes)) {
    if (present.has(name) || attribute.removed || attribute.reserved) continue;
    if (attribute.conflicts?.some((other) => present.has(other))) continue;
    if (attribute.experiment !== undefined) continue;
    items.push(attributeItem(request, name, attribute, context));
  }
  for (const [name, block] of Object.entries(schema.blocks)) {
    if (block.removed || block.reserved || block.experiment !== undefined) continue;
    if (block.max !== undefined && countBlocks(body, name, context.range) >= block.max && context.blocks.length > 0)
      continue;
    items.push(blockItem(request, name, block, context));
  }
  return items;
}

function countBlocks(body: Body, type: string, typed: TextRange): number {
  return body.items.filter(
    (item) => item.kind === "Block" && item.type.name === type && item.type.range.start !== typed.start,
  ).length;
}

function attributeItem(
  request: CompletionRequest,
  name: string,
  schema: AttributeSchema,
  { range, hasValue }: ItemContext,
): CompletionItem {
  const needs = availabilityRequirement(schema, request.product);
  const isRequired = schema.required === true;
  return {
    label: name,
    kind: "attribute",
    detail: [isRequired ? "required" : "", schema.type, needs ?? ""].filter((part) => part !== "").join(" · "),
    documentation: () => schema.doc,
    range,
    ...(hasValue ? { text: name } : { text: `${name} = ${valueSnippet(schema)}`, snippet: true }),
    rank: !isAvailable(schema, request.product) ? 8 : isRequired ? 1 : 3,
    ...(schema.deprecated ? { deprecated: true } : {}),
  };
}

function valueSnippet(schema: AttributeSchema): string {
  if (schema.meaning === "path" || schema.meaning === "module-source") return '"$0"';
  if (schema.expr === "static-traversal-list" || schema.expr === "keyword-list" || schema.expr === "refs-only")
    return "[$0]";
  if (schema.expr === "static-map" || schema.type.startsWith("object") || schema.type.startsWith("map"))
    return "{\n  $0\n}";
  if (schema.expr === "keyword" || schema.expr === "type-expr" || schema.expr === "static-traversal") return "$0";
  if (schema.type.startsWith("list") || schema.type.startsWith("set") || schema.type.startsWith("tuple")) return "[$0]";
  return schema.type === "string" && !schema.values ? '"$0"' : "$0";
}

function blockItem(
  request: CompletionRequest,
  name: string,
  schema: BlockSchema,
  context: ItemContext,
): CompletionItem {
  const needs = availabilityRequirement(schema, request.product);
  const labels = schema.labels.map((label, i) => ` "\${${i + 1}:${label.name}}"`).join("");
  return {
    label: name,
    kind: "block",
    detail: ["block", needs ?? ""].filter((part) => part !== "").join(" · "),
    documentation: () => schema.doc,
    range: context.range,
    ...(context.hasValue
      ? { text: name }
      : { text: `${escapeSnippet(name)}${labels} {\n${requiredArguments(schema)}}`, snippet: true }),
    rank: !isAvailable(schema, request.product) ? 8 : schema.min > 0 ? 1 : 4,
    ...(schema.deprecated ? { deprecated: true } : {}),
  };
}

/** Required arguments as lines of a snippet, or one empty line to write in. */
function requiredArguments(schema: BlockSchema): string {
  const required = Object.entries(schema.attributes).filter(([, attribute]) => attribute.required === true);
  if (required.length === 0) return "  $0\n";
  const width = Math.max(...required.map(([name]) => name.length));
  let stop = schema.labels.length;
  return required
    .map(([name, attribute]) => {
      stop++;
      const value = attribute.type === "string" ? `"$${stop}"` : `$${stop}`;
      return `  ${name.padEnd(width)} = ${value}\n`;
    })
    .join("");
}

/** Arguments and blocks that bodies of the same type have elsewhere in the workspace. */
function learnedItems(
  request: CompletionRequest,
  context: ItemContext,
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
