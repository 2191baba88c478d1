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
import type { Body } from "../../syntax/ast.js";
import type { CompletionRequest } from "./complete.js";
import type { CompletionContext } from "./context.js";
import { inputItems, valuesItems } from "./inputs.js";
import { type CompletionItem, escapeSnippet } from "./item.js";
import { learnedItems } from "./learned.js";
import { providedItems } from "./provided.js";
import { requirementItems } from "./requirements.js";

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
  if (outer?.type.name === "terraform" && inner?.type.name === "required_providers") {
    return requirementItems(request, context.range, context.hasValue, present);
  }
  const schema = steps.length === 0 ? rootSchema(kind, product.product) : schemaAt(kind, steps, product.product);
  const known = schema ? schemaItems(request, schema, body, context, present) : [];
  const calls = inner?.type.name === "module" && steps.length === 1 ? inputItems(request, inner, context, present) : [];
  const names = new Set([...known, ...calls].map((item) => item.label));
  const count = (name: string) => (present.has(name) ? Math.max(1, countBlocks(body, name, context.range)) : 0);
  const provided =
    providedItems(request, context.blocks, context.range, context.hasValue, count) ??
    learnedItems(request, context, present);
  return [...calls, ...known, ...provided.filter((item) => !names.has(item.label))];
}

/** Names that the body has already, without the one that is being typed. */
export function namesIn(body: Body, typed: TextRange): ReadonlySet<string> {
  return new Set(
    body.items.flatMap((item) => {
      const { name, range } = item.kind === "Attribute" ? item.name : item.type;
      return range.start === typed.start ? [] : [name];
    }),
  );
}

/**
 * What a schema allows in a body and the body does not have yet. Only nested blocks are counted, unless `countsAll` says
 * that the file's own are as well.
 */
export function schemaItems(
  request: Pick<CompletionRequest, "product">,
  schema: BodySchema,
  body: Body,
  context: ItemContext,
  present: ReadonlySet<string>,
  countsAll = false,
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
    const isCounted = countsAll || context.blocks.length > 0;
    if (isCounted && block.max !== undefined && countBlocks(body, name, context.range) >= block.max) continue;
    items.push(blockItem(request, name, block, context));
  }
  return items;
}

function countBlocks(body: Body, type: string, typed: TextRange): number {
  return body.items.filter(
    (item) => item.kind === "Block" && item.type.name === type && item.type.range.start !== typed.start,
  ).length;
}

/** One argument as an item. */
export function attributeItem(
  request: Pick<CompletionRequest, "product">,
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

/** One block type as an item. */
export function blockItem(
  request: Pick<CompletionRequest, "product">,
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
