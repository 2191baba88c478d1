// How OpenTofu evaluates an argument, and what its value must be.

import { builtinDataSources, builtinResources } from "../../model/builtins/builtinProvider.js";
import { dynamicBlock } from "../../model/builtins/metaArguments.js";
import type { AttributeSchema, BodySchema } from "../../model/builtins/schema.js";
import { forLabels } from "../../model/builtins/schema.js";
import { primitiveOf } from "../../model/moduleValues/builtinObjects.js";
import { collectionType, type Type } from "../../model/values/type.js";
import type { Block } from "../../syntax/ast.js";

/**
 * - `constant`: without names and functions;
 * - `early`: before anything is planned;
 * - `dynamic`: with all that its place can see;
 * - `none`: it is read as something other than a value, or not at all.
 */
export type EvaluationKind = "constant" | "early" | "dynamic" | "none";

/** What is known of a body that the walk stands in; undefined where nothing is evaluated in it. */
export interface KnownBody {
  readonly schema: BodySchema | undefined;
  /** True where arguments that the schema does not name belong to a provider or module. */
  readonly open: boolean;
}

/** The body of a block inside another; undefined where OpenTofu would not accept the block. */
export function innerBody(outer: KnownBody, block: Block): KnownBody | undefined {
  const name = block.type.name;
  const found = outer.schema?.blocks[name] ?? (outer.open && name === "dynamic" ? dynamicBlock : undefined);
  if (!found) return outer.open && !outer.schema?.freeform ? { schema: undefined, open: true } : undefined;
  if (found.reserved || found.removed) return undefined;
  const label = block.labels[0]?.value;
  const schema = forLabels(
    found,
    block.labels.map(({ value }) => value),
  );
  const builtin =
    label === undefined
      ? undefined
      : name === "resource"
        ? builtinResources[label]
        : name === "data"
          ? builtinDataSources[label]
          : undefined;
  if (builtin) {
    const attributes = Object.assign(Object.create(null), builtin.attributes, schema.attributes);
    const blocks = Object.assign(Object.create(null), builtin.blocks, schema.blocks);
    return { schema: { ...schema, attributes, blocks }, open: false };
  }
  return { schema, open: schema.openBody !== undefined };
}

/** What the schema says of an argument; undefined where it says nothing. */
export function argumentSchema(body: KnownBody, name: string): AttributeSchema | undefined {
  return body.schema?.attributes[name] ?? body.schema?.freeform?.entry;
}

/** How an argument is evaluated; `none` as well for one that OpenTofu does not know. */
export function evaluationKind(body: KnownBody, name: string): EvaluationKind {
  const schema = argumentSchema(body, name);
  if (!schema) return body.open ? "dynamic" : "none";
  if (schema.reserved || schema.removed) return "none";
  switch (schema.expr) {
    case "const":
      return "constant";
    case "early":
    case "dynamic":
      return schema.expr;
    default:
      return "none";
  }
}

/** The type that the schema's notation (`list(string)`) stands for; dynamic for what it does not say. */
export function typeOfNotation(notation: string): Type {
  for (const kind of ["list", "set", "map"] as const) {
    if (notation.startsWith(`${kind}(`) && notation.endsWith(")")) {
      return collectionType(kind, typeOfNotation(notation.slice(kind.length + 1, -1)));
    }
  }
  return primitiveOf(notation);
}
