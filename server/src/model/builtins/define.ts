// Short ways to write schema data: they fill in defaults and make name tables without inherited entries.

import type {
  AttributeSchema,
  BlockSchema,
  BodySchema,
  ExpressionKind,
  LabelledBody,
  LabelSchema,
  Named,
} from "./schema.js";

/** Stands for a version in `since` where a product has never had the thing. */
export const NEVER = "never";

type AttributeExtras = Omit<AttributeSchema, "type" | "expr" | "doc">;

/** One attribute. */
export function attribute(
  type: string,
  expr: ExpressionKind,
  doc: string,
  extras: AttributeExtras = {},
): AttributeSchema {
  return {
    ...extras,
    type,
    expr,
    doc,
    ...(extras.fields && { fields: named(extras.fields) }),
    ...(extras.entryFields && { entryFields: named(extras.entryFields) }),
  };
}

type BlockParts = Partial<Omit<BlockSchema, "doc" | "max">> & { readonly max?: number };

/** One block: without labels, content and limits unless they are given. */
export function block(doc: string, parts: BlockParts = {}): BlockSchema {
  const { max, ...rest } = parts;
  return {
    ...rest,
    doc,
    labels: parts.labels ?? [],
    min: parts.min ?? 0,
    max,
    attributes: named(parts.attributes ?? {}),
    blocks: named(parts.blocks ?? {}),
    ...(parts.byLabel && { byLabel: named(parts.byLabel) }),
    ...(parts.removedLabels && { removedLabels: named(parts.removedLabels) }),
  };
}

/** What stands at the top of a file, or what a label adds to a block. */
export function body(doc: string, parts: Partial<Omit<LabelledBody, "doc">> = {}): BodySchema & LabelledBody {
  return { ...parts, doc, attributes: named(parts.attributes ?? {}), blocks: named(parts.blocks ?? {}) };
}

/** A label with a name for messages and completion. */
export function label(name: string, doc: string, extras: Omit<LabelSchema, "name" | "doc"> = {}): LabelSchema {
  return { name, doc, ...extras };
}

/** The same entries in a table without inherited names. Accessors are kept, so that recursive blocks can be lazy. */
export function named<T>(entries: Named<T>): Named<T> {
  return Object.defineProperties(Object.create(null), Object.getOwnPropertyDescriptors(entries));
}
