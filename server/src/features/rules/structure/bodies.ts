// The bodies of a file whose content the built-in schema describes, each with that description.

import { KeptWith } from "../../../base/keptWith.js";
import { builtinDataSources, builtinResources } from "../../../model/builtins/builtinProvider.js";
import type { FileKind } from "../../../model/builtins/fileKinds.js";
import {
  type AttributeSchema,
  type BlockSchema,
  type BodySchema,
  forLabels,
  rootSchema,
} from "../../../model/builtins/schema.js";
import { argument } from "../../../model/extract.js";
import type { Product } from "../../../model/product.js";
import type { FileEntry } from "../../../model/workspace.js";
import type { Attribute, Block, Body, SourceFile } from "../../../syntax/ast.js";
import type { Phase } from "../../diagnostic.js";

/** One body with what the schema says of it. */
export interface SchemaBody {
  /** Undefined for the body of the file. */
  readonly block: Block | undefined;
  readonly body: Body;
  readonly schema: BodySchema;
  /** The schema of `block`. */
  readonly blockSchema: BlockSchema | undefined;
  /** Block types from the root down to `block`, which is the last. */
  readonly path: readonly string[];
  /** The enclosing blocks, outermost first, without `block`. */
  readonly blocks: readonly Block[];
  /** When OpenTofu looks at the names in this body. */
  readonly phase: Phase;
}

/** What decides the schema of a file: its content and kind, and the product. */
export interface FileSubject {
  readonly file: SourceFile;
  readonly entry: FileEntry;
  readonly product: { readonly product: Product };
}

const described: ReadonlySet<FileKind> = new Set([
  "configuration",
  "test",
  "variables",
  "terragrunt-unit",
  "terragrunt-include",
  "terragrunt-stack",
  "terragrunt-values",
  "terragrunt-autoinclude",
  "terragrunt-autoinclude-stack",
]);

const cache = new KeptWith<SourceFile, Map<string, readonly SchemaBody[]>>();

/**
 * All bodies that the schema knows, outer ones first, in the order of the text. Blocks of an unknown type, with a wrong
 * number of labels, or kept free by OpenTofu are left out with all they hold. Empty for files of other dialects.
 */
export function schemaBodies({ file, entry, product }: FileSubject): readonly SchemaBody[] {
  const kind = entry.type?.kind;
  if (kind === undefined || !described.has(kind)) return [];
  let known = cache.get(file);
  if (!known) {
    known = new Map();
    cache.set(file, known);
  }
  const key = `${kind} ${product.product}`;
  let bodies = known.get(key);
  if (!bodies) {
    const found: SchemaBody[] = [];
    const schema = rootSchema(kind, product.product);
    const root: SchemaBody = {
      block: undefined,
      body: file.body,
      schema,
      blockSchema: undefined,
      path: [],
      blocks: [],
      phase: "file",
    };
    collect(root, found);
    bodies = found;
    known.set(key, bodies);
  }
  return bodies;
}

/** An argument in a body that the schema describes; `schema` is undefined where it knows no such argument. */
export interface SchemaArgument {
  readonly body: SchemaBody;
  readonly attribute: Attribute;
  readonly schema: AttributeSchema | undefined;
}

/** The arguments of all bodies of `schemaBodies`, in its order. */
export function* schemaArguments(subject: FileSubject): Iterable<SchemaArgument> {
  for (const body of schemaBodies(subject)) {
    for (const attribute of body.body.items) {
      if (attribute.kind !== "Attribute") continue;
      yield { body, attribute, schema: body.schema.attributes[attribute.name.name] };
    }
  }
}

function collect(parent: SchemaBody, found: SchemaBody[]): void {
  found.push(parent);
  for (const item of parent.body.items) {
    if (item.kind !== "Block") continue;
    const schema = parent.schema.blocks[item.type.name];
    if (!schema || schema.reserved || !hasExpectedLabels(item, schema)) continue;
    const labelled = forLabels(
      schema,
      item.labels.map((label) => label.value),
    );
    const path = [...parent.path, item.type.name];
    collect(
      {
        block: item,
        body: item.body,
        schema: builtinObject(item, path, labelled) ?? labelled,
        blockSchema: labelled,
        path,
        blocks: parent.block ? [...parent.blocks, parent.block] : [],
        phase: phaseOf(item, path, parent.phase),
      },
      found,
    );
  }
}

/** Whether a block has as many labels as its schema wants. */
export function hasExpectedLabels(block: Block, schema: BlockSchema): boolean {
  const needed = schema.labels.filter((label) => !label.optional).length;
  return block.labels.length >= needed && block.labels.length <= schema.labels.length;
}

/** Of which part of a resource the built-in provider decides; undefined for the resources of other providers. */
function builtinObject(block: Block, path: readonly string[], schema: BlockSchema): BodySchema | undefined {
  const mode = path[path.length - 1];
  const isObject = path.length === 1 ? mode === "resource" || mode === "data" : path[0] === "check" && mode === "data";
  if (!isObject) return undefined;
  const type = block.labels[0]?.value ?? "";
  const object = mode === "resource" ? builtinResources[type] : builtinDataSources[type];
  if (!object || hasForeignProvider(block)) return undefined;
  const { openBody: _open, ...rest } = schema;
  return {
    ...rest,
    attributes: Object.assign(Object.create(null), schema.attributes, object.attributes, object.results),
    blocks: Object.assign(Object.create(null), schema.blocks, object.blocks),
  };
}

function hasForeignProvider(block: Block): boolean {
  const value = argument(block.body, "provider")?.value;
  if (!value) return false;
  return value.kind !== "ScopeTraversalExpr" || value.root.name !== "terraform";
}

/** Bodies that OpenTofu hands on undecoded are looked at later than the rest of the file. */
function phaseOf(block: Block, path: readonly string[], outer: Phase): Phase {
  const type = block.type.name;
  const isObject = type === "resource" || type === "data";
  if (isObject || type === "provisioner" || type === "connection" || type === "dynamic") return "validate";
  if (type === "lifecycle" || type === "precondition" || type === "postcondition") return "file";
  if (path.length === 2 && path[0] === "terraform" && type === "backend") return "plan";
  if (path[1] === "encryption" && (type === "key_provider" || type === "method")) return "plan";
  return outer;
}
