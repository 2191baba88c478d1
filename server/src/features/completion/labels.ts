// Labels of blocks: resource types, providers, backends and whatever else a list is known of.

import { type BlockSchema, schemaAt } from "../../model/builtins/schema.js";
import type { ObjectKind } from "../../model/providerSchema.js";
import { learnedShape, learnedTypes } from "../../model/shapes.js";
import { documentationUrl, providedObject, providedPlace, providerName } from "../providedObjects.js";
import type { CompletionRequest } from "./complete.js";
import type { CompletionContext } from "./context.js";
import type { CompletionItem } from "./item.js";
import { learnedKey } from "./learned.js";

type LabelContext = Extract<CompletionContext, { kind: "label" }>;

/** Values for the label at the cursor. */
export function labelItems(request: CompletionRequest, context: LabelContext): readonly CompletionItem[] {
  const { block, index, blocks } = context;
  const kind = request.entry.type?.kind;
  if (!kind) return [];
  if (block.type.name === "dynamic" && index === 0) return dynamicLabels(request, context);
  const path = [...blocks, block].map((each) => ({ type: each.type.name, labels: [] }));
  const schema = schemaAt(kind, path, request.product.product);
  if (index === 0 && schema) {
    const closed = closedLabels(schema);
    if (closed.length > 0) return closed.map(([label, doc]) => item(context, label, "", doc, 1));
  }
  if (index !== 0) return [];
  switch (block.type.name) {
    case "resource":
    case "data":
    case "ephemeral":
      return typeLabels(request, context, block.type.name);
    case "provider":
      return providerLabels(request, context);
    default:
      return [];
  }
}

function closedLabels(schema: BlockSchema): [string, string | undefined][] {
  const [first] = schema.labels;
  const byLabel = Object.entries(schema.byLabel ?? {}).map(([label, body]): [string, string] => [label, body.doc]);
  return byLabel.length > 0 ? byLabel : (first?.values ?? []).map((value) => [value, undefined]);
}

function item(
  context: LabelContext,
  label: string,
  detail: string,
  doc: string | undefined,
  rank: 1 | 2 | 3,
): CompletionItem {
  return {
    label,
    kind: "label",
    detail,
    documentation: () => doc,
    range: context.range,
    text: context.quoted ? `${label}${context.closed ? "" : '"'}` : `"${label}"`,
    rank,
  };
}

function typeLabels(
  request: CompletionRequest,
  context: LabelContext,
  block: "resource" | "data" | "ephemeral",
): CompletionItem[] {
  const builtIn: Readonly<Record<string, string>> = { resource: "terraform_data", data: "terraform_remote_state" };
  const types = new Map(learnedTypes(request.snapshot, block));
  types.delete(context.block.labels[0]?.value ?? "");
  const own = builtIn[block];
  const found = [...types].map(([type, count]) =>
    item(context, type, `seen in ${count} ${count === 1 ? "block" : "blocks"}`, undefined, count > 9 ? 1 : 2),
  );
  const provided = (request.schemas?.types(request.module, block) ?? [])
    .filter(({ type }) => !types.has(type))
    .map(({ type, provider }): CompletionItem => item(context, type, providerName(provider), undefined, 3));
  const all = [...found, ...provided];
  if (own !== undefined && !all.some(({ label }) => label === own))
    all.push(item(context, own, "built in", undefined, 3));
  return all.map((each) => ({ ...each, documentation: () => typeDocumentation(request, block, each.label) }));
}

/** What the provider says of a type, with its page in the registry. */
function typeDocumentation(request: CompletionRequest, kind: ObjectKind, type: string): string | undefined {
  const object = providedObject(request, request.module, kind, type);
  if (!object) return undefined;
  const url = documentationUrl(object.provider, kind, type);
  return [object.body.doc, url === undefined ? "" : `[Documentation](${url})`]
    .filter((part) => part !== "")
    .join("\n\n");
}

function providerLabels(request: CompletionRequest, context: LabelContext): CompletionItem[] {
  const required = [...request.module.requiredProviders.keys()];
  const learned = learnedTypes(request.snapshot, "provider");
  return [
    ...required.map((name) => item(context, name, "required here", undefined, 1)),
    ...[...learned]
      .filter(([name]) => name !== "" && !required.includes(name))
      .map(([name, count]) =>
        item(context, name, `seen in ${count} ${count === 1 ? "block" : "blocks"}`, undefined, 2),
      ),
  ];
}

/** Blocks that a `dynamic` block can make: those that bodies of the type have elsewhere. */
function dynamicLabels(request: CompletionRequest, context: LabelContext): CompletionItem[] {
  const known = providedPlace(request, request.module, context.blocks);
  if (known) return [...known.body.blocks].map(([name, { body }]) => item(context, name, "block", body.doc, 1));
  const key = learnedKey(context.blocks);
  if (key === undefined) return [];
  const { blocks } = learnedShape(request.snapshot, key);
  return [...blocks].map(([name, count]) =>
    item(context, name, `seen in ${count} ${count === 1 ? "block" : "blocks"}`, undefined, 1),
  );
}
