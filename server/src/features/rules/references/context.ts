// Where a reference stands, and what the module knows of what it names.

import { KeptWith } from "../../../base/keptWith.js";
import type { AttributeSchema } from "../../../model/builtins/schema.js";
import { derived } from "../../../model/derived.js";
import { argument } from "../../../model/extract.js";
import type { Module } from "../../../model/module.js";
import type { ReferenceOrigin } from "../../../model/references.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Attribute, Block, SourceFile } from "../../../syntax/ast.js";
import type { ModuleRuleContext, Where } from "../rule.js";
import { type SchemaBody, schemaBodies } from "../structure/bodies.js";
import { isName } from "../structure/names.js";

/** The schema of each attribute of a file that has one. */
export function attributeSchemas(
  ctx: ModuleRuleContext,
  file: SourceFile,
): ReadonlyMap<Attribute, AttributeSchema | undefined> {
  const entry = ctx.snapshot.entry(file.uri);
  if (!entry) return new Map();
  const bodies = schemaBodies({ file, entry, product: ctx.product });
  let known = schemasByBodies.get(bodies);
  if (!known) {
    const schemas = new Map<Attribute, AttributeSchema | undefined>();
    for (const { body, schema } of bodies) {
      for (const item of body.items) {
        if (item.kind === "Attribute") schemas.set(item, schema.attributes[item.name.name] ?? schema.freeform?.entry);
      }
    }
    known = schemas;
    schemasByBodies.set(bodies, known);
  }
  return known;
}

const schemasByBodies = new KeptWith<object, ReadonlyMap<Attribute, AttributeSchema | undefined>>();

/** Blocks of a configuration file whose content OpenTofu evaluates. */
const evaluatedBlocks: ReadonlySet<string> = new Set([
  "resource",
  "data",
  "ephemeral",
  "module",
  "provider",
  "locals",
  "output",
  "variable",
  "check",
  "import",
]);

/**
 * Whether OpenTofu evaluates a reference of a configuration file with the whole module at hand. Constants, addresses
 * and what is evaluated early have rules of their own.
 */
export function isEvaluated(ctx: ModuleRuleContext, origin: ReferenceOrigin, where: Where): boolean {
  if (origin.place !== "expression" && origin.place !== "depends_on") return false;
  const [top] = where.blocks;
  if (!top || !where.attribute || !evaluatedBlocks.has(top.type.name)) return false;
  if (!isConfiguration(ctx.module, where.file.uri)) return false;
  const expr = attributeSchemas(ctx, where.file).get(where.attribute)?.expr;
  if (expr === undefined) return isTaken(ctx, where);
  return expr === "dynamic" || expr === "static-traversal-list";
}

/** Whether an argument that the schema does not name belongs to a provider or a module; else OpenTofu looks no further. */
function isTaken(ctx: ModuleRuleContext, where: Where): boolean {
  const entry = ctx.snapshot.entry(where.file.uri);
  if (!entry) return true;
  const schemas = blockSchemas(schemaBodies({ file: where.file, entry, product: ctx.product }));
  for (const block of where.blocks.toReversed()) {
    const schema = schemas.get(block);
    if (schema) return schema.openBody !== undefined || schema.freeform !== undefined;
  }
  return false;
}

const blockSchemas = derived(
  (bodies: readonly SchemaBody[]) => new Map(bodies.map(({ block, schema }) => [block, schema])),
);

/** Whether a file is one of the module's own configuration, not a test or a values file. */
export function isConfiguration(module: Module, uri: string): boolean {
  return configurationUris(module).has(uri);
}

const configurationUris = derived(
  (module: Module) => new Set([...module.files, ...module.overrides].map(({ entry }) => entry.uri)),
);

/** The block whose instances an expression belongs to: the top-level block, or the data source inside a `check`. */
export function objectBlock(where: Where): Block | undefined {
  const [top, second] = where.blocks;
  return top?.type.name === "check" && second?.type.name === "data" ? second : top;
}

/** Whether an expression decides how many instances there are, and so cannot know which one it is for. */
export function isRepetition(where: Where): boolean {
  const name = where.attribute?.name.name ?? "";
  if (where.blocks.length === 1) return name === "count" || name === "for_each";
  return name === "enabled" && where.path[where.path.length - 1] === "lifecycle";
}

/** Whether `count.index` or `each.key` has a value where a reference stands. */
export function hasInstanceValue(where: Where, root: "count" | "each"): boolean {
  const block = objectBlock(where);
  if (!block || isRepetition(where)) return false;
  return argument(block.body, root === "count" ? "count" : "for_each") !== undefined;
}

/**
 * Whether all declarations of a module can be seen. Where a block is not closed, or text outside of blocks could not
 * be read, some may be hidden in it; beside a Terragrunt unit, files may be generated. Nothing is then said about what
 * is missing.
 */
export function isReadable(snapshot: WorkspaceSnapshot, module: Module): boolean {
  let known = readable.get(module);
  if (known === undefined) {
    known = readsAsWhole(snapshot, module);
    readable.set(module, known);
  }
  return known;
}

/** By the module alone, which is another as soon as any file of its directory is. */
const readable = new KeptWith<Module, boolean>();

function readsAsWhole(snapshot: WorkspaceSnapshot, module: Module): boolean {
  for (const { type } of snapshot.directories.get(module.directory)?.files.values() ?? []) {
    if (type?.kind === "terragrunt-unit" || type?.kind === "terragrunt-stack") return false;
  }
  return [...module.files, ...module.overrides].every(({ entry, facts }) => {
    const file = snapshot.file(entry.uri);
    return file ? isReadableFile(file) : !facts.hasErrors;
  });
}

const isReadableFile = derived((file: SourceFile): boolean => {
  if (file.errors.length === 0) return true;
  const items = file.body.items;
  if (items.some((item) => item.kind === "Block" && !item.closeBrace)) return false;
  // An argument outside of any block was inside one before the error.
  if (
    items.some((item) => item.kind === "Attribute" && file.errors.some(({ range }) => range.start < item.range.start))
  ) {
    return false;
  }
  const swallows = items.some(
    (item) =>
      item.kind === "Block" &&
      item.body.items.some(
        (child) => child.kind === "Block" && evaluatedBlocks.has(child.type.name) && !isNormal(item),
      ),
  );
  if (swallows) return false;
  return file.errors.every(({ range }) =>
    items.some((item) => item.kind === "Block" && item.range.start <= range.start && range.end <= item.range.end),
  );
});

/** `check` holds data sources, test runs hold modules; elsewhere a declaration inside a block was swallowed by it. */
function isNormal(block: Block): boolean {
  return block.type.name === "check" || block.type.name === "run";
}

/** Whether a name can be declared at all. */
export function canDeclare(name: string): boolean {
  return isName(name);
}
