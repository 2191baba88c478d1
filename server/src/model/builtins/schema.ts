// The shape of built-in schema data, and the look-ups into it.
//
// The data says what a body may hold: which attributes and blocks, of which type, written how, since when.
// It describes OpenTofu 1.12; what only Terraform has is laid over it on request (see `terraformOnly.ts`).
// Its facts come from OpenTofu's and Terragrunt's own decoders; the wording of every `doc` is ours.

import type { Product } from "../product.js";
import { configurationSchema } from "./configuration.js";
import type { FileKind } from "./fileKinds.js";
import { lockFileSchema, variablesFileSchema } from "./otherFiles.js";
import { terraformOverlays } from "./terraformOnly.js";
import { stackSchema } from "./terragrunt/stack.js";
import { autoIncludeUnitSchema, includeSchema, unitSchema, valuesSchema } from "./terragrunt/unit.js";
import { mockFileSchema, testFileSchema } from "./testFile.js";

/**
 * How the value of an attribute may be written, which decides the errors it can give:
 * - `const`: a constant expression, without references and function calls;
 * - `keyword`, `keyword-list`: a bare word, or a tuple of bare words;
 * - `type-expr`: a type constraint;
 * - `static-traversal`, `static-traversal-list`, `static-map`: names and literal keys only, alone, in a tuple, or as the
 *   keys and values of an object;
 * - `refs-only`: a tuple of references, whose instance keys may use `count.index` and `each.key`;
 * - `address-with-dynamic-keys`: an address whose instance keys may be any expression;
 * - `early`: evaluated before there is any state: variables, locals, `path`, the workspace and pure functions;
 * - `dynamic`: any expression;
 * - `ignored`: accepted, and never looked at.
 */
export type ExpressionKind =
  | "const"
  | "keyword"
  | "keyword-list"
  | "type-expr"
  | "static-traversal"
  | "static-traversal-list"
  | "static-map"
  | "refs-only"
  | "address-with-dynamic-keys"
  | "early"
  | "dynamic"
  | "ignored";

/** What the value stands for where its type does not say it; completion, links and checks go by it. */
export type Meaning =
  | "provider-reference"
  | "provider-map"
  | "object-reference"
  | "managed-resource-reference"
  | "resource-address"
  | "module-address"
  | "object-address"
  | "attribute-path"
  | "module-source"
  | "version-constraint"
  | "provider-source"
  | "key-provider-reference"
  | "method-reference"
  | "checkable-reference"
  | "path"
  | "unit-path"
  | "regex"
  | "module-inputs"
  | "embedded-hcl"
  | "condition";

/**
 * Versions as text (`"1.11"`), per product, or `NEVER` where the product has never had it.
 * A product that is not named has had it in every version we know.
 */
export interface Availability {
  readonly opentofu?: string;
  readonly terraform?: string;
  readonly terragrunt?: string;
}

/** Who understands an attribute or a block, and since when. */
export interface Lifetime {
  readonly since?: Availability;
  /** The first version that no longer has it. */
  readonly until?: Availability;
  /** Still accepted, with a warning. The text says what to write instead, as one sentence. */
  readonly deprecated?: { readonly since?: Availability; readonly message: string; readonly replacement?: string };
  /** No longer accepted, named so that the error can say what to write instead. */
  readonly removed?: { readonly message: string; readonly replacement?: string };
  /** Accepted by the decoder only to be refused: the name is kept free for later versions. */
  readonly reserved?: true;
  /** Terragrunt accepts it only with this experiment switched on. */
  readonly experiment?: string;
}

export interface AttributeSchema extends Lifetime {
  /** A type constraint in OpenTofu's notation; `any` where it depends on something else. */
  readonly type: string;
  readonly expr: ExpressionKind;
  /** Markdown, one to three sentences. */
  readonly doc: string;
  /**
   * `true`: its absence is an error, except in override files, which only change what others say.
   * `elsewhere`: needed, but it may come from a command-line option, the environment or another block.
   */
  readonly required?: true | "elsewhere";
  readonly meaning?: Meaning;
  /** All values that are accepted. */
  readonly values?: readonly (string | number)[];
  /** Accepted values that give a warning, with what to write instead. */
  readonly deprecatedValues?: Named<{ readonly since: Availability; readonly message: string }>;
  /** Values worth offering, though others are accepted. */
  readonly suggestions?: readonly string[];
  readonly default?: string | number | boolean;
  /** Names in the same body that cannot be given together with it. */
  readonly conflicts?: readonly string[];
  /** The attributes of the object it takes, where `type` is an object. */
  readonly fields?: Named<AttributeSchema>;
  /** The attributes of each element, where it takes a map of objects. */
  readonly entryFields?: Named<AttributeSchema>;
  /** Environment variables that stand in for it, first match wins. */
  readonly environment?: readonly string[];
  readonly sensitive?: true;
  /** Reference roots that may stand in the value, where that is less than its expression kind allows. */
  readonly roots?: readonly string[];
}

/** A table by name without inherited entries: `table["constructor"]` is undefined. */
export type Named<T> = Readonly<Record<string, T>>;

/**
 * Where the rest of a body is defined when the built-in schema does not list all of it:
 * - `provider`: by the schema of the provider's resource, data source or configuration;
 * - `module-inputs`: by the input variables of the called module;
 * - `backend`, `provisioner`, `key-provider`, `method`: by the kind that the first label names (see `byLabel`);
 * - `unknown`: we cannot see it, and OpenTofu does not look at it either.
 */
export type OpenBody = "provider" | "module-inputs" | "backend" | "provisioner" | "key-provider" | "method" | "unknown";

/** How many of some names may or must be given in one body. */
export interface Choice {
  readonly kind: "exactly-one" | "at-most-one" | "at-least-one";
  readonly names: readonly string[];
}

export interface BodySchema {
  readonly doc: string;
  readonly attributes: Named<AttributeSchema>;
  readonly blocks: Named<BlockSchema>;
  /** Any attribute name is allowed and has the given meaning; blocks are not. */
  readonly freeform?: { readonly entry: AttributeSchema };
  readonly openBody?: OpenBody;
  readonly choices?: readonly Choice[];
}

export interface LabelSchema {
  readonly name: string;
  readonly doc: string;
  /** All values that are accepted, where the list is closed. */
  readonly values?: readonly string[];
  /** Old Terragrunt forms go without it. */
  readonly optional?: true;
}

export interface BlockSchema extends BodySchema, Lifetime {
  readonly labels: readonly LabelSchema[];
  readonly min: number;
  /** Undefined: any number. For top-level blocks of a configuration: per file. */
  readonly max: number | undefined;
  /** What the body holds besides, by the value of the first label. */
  readonly byLabel?: Named<LabelledBody>;
  /** First labels that are no longer accepted, and what to do about it. */
  readonly removedLabels?: Named<string>;
  /** False: an error in override files. */
  readonly inOverride?: false;
  /** The page of the product's documentation. */
  readonly url?: string;
}

export interface LabelledBody extends BodySchema, Lifetime {
  readonly url?: string;
}

/** One step of the way to a nested block. Labels matter only where the body depends on them. */
export interface BlockStep {
  readonly type: string;
  readonly labels?: readonly string[];
}

const emptyBody: BodySchema = {
  doc: "A file of another dialect; nothing is known about its content.",
  attributes: Object.create(null),
  blocks: Object.create(null),
  openBody: "unknown",
};

const openTofuSchemas: Readonly<Record<FileKind, BodySchema>> = {
  configuration: configurationSchema,
  test: testFileSchema,
  mock: mockFileSchema,
  variables: variablesFileSchema,
  lock: lockFileSchema,
  "cli-config": emptyBody,
  "terraform-only": emptyBody,
  "terragrunt-unit": unitSchema,
  "terragrunt-include": includeSchema,
  "terragrunt-stack": stackSchema,
  "terragrunt-values": valuesSchema,
  "terragrunt-autoinclude": autoIncludeUnitSchema,
  "terragrunt-autoinclude-stack": stackSchema,
  hcl: emptyBody,
};

const terraformSchemas = new Map<FileKind, BodySchema>();

/**
 * What may stand at the top of a file of the given kind.
 * For Terraform the result also holds what only Terraform has; what only OpenTofu has stays in it,
 * marked by `since.terraform = "never"`, so that a message can say which product knows it.
 */
export function rootSchema(kind: FileKind, product: Product = "opentofu"): BodySchema {
  const base = openTofuSchemas[kind];
  const overlay = product === "terraform" ? terraformOverlays[kind] : undefined;
  if (!overlay) return base;
  let merged = terraformSchemas.get(kind);
  if (!merged) {
    merged = overlaid(base, overlay);
    terraformSchemas.set(kind, merged);
  }
  return merged;
}

/**
 * The schema of the block at the end of `path`, which leads from the top of the file inwards; an empty path gives
 * undefined (see `rootSchema`). Undefined too where a step names a block that the schema does not know, which is a
 * mistake only if the body before it has no `openBody`.
 */
export function schemaAt(
  kind: FileKind,
  path: readonly BlockStep[],
  product: Product = "opentofu",
): BlockSchema | undefined {
  let body: BodySchema = rootSchema(kind, product);
  let block: BlockSchema | undefined;
  for (const step of path) {
    const found: BlockSchema | undefined = body.blocks[step.type];
    if (!found) return undefined;
    block = forLabels(found, step.labels ?? []);
    body = block;
  }
  return block;
}

const labelled = new WeakMap<BlockSchema, Map<string, BlockSchema>>();

/**
 * The block with what its first label adds (provisioners, backends, key providers, methods).
 * A block whose body does not depend on its labels, or whose label is unknown, is returned as it is; the unknown
 * label leaves `openBody` set, since nothing can be said about that body.
 */
export function forLabels(block: BlockSchema, labels: readonly string[]): BlockSchema {
  const label = labels[0];
  const extra = label === undefined ? undefined : block.byLabel?.[label];
  if (!extra || label === undefined) return block;
  let known = labelled.get(block);
  if (!known) {
    known = new Map();
    labelled.set(block, known);
  }
  let merged = known.get(label);
  if (!merged) {
    const { openBody: _open, byLabel: _bodies, ...rest } = block;
    merged = {
      ...rest,
      ...(extra.since && { since: extra.since }),
      ...(extra.until && { until: extra.until }),
      ...(extra.deprecated && { deprecated: extra.deprecated }),
      ...(extra.url && { url: extra.url }),
      ...(extra.openBody && { openBody: extra.openBody }),
      doc: extra.doc,
      attributes: joined(block.attributes, extra.attributes),
      blocks: joined(block.blocks, extra.blocks),
      choices: [...(block.choices ?? []), ...(extra.choices ?? [])],
    };
    known.set(label, merged);
  }
  return merged;
}

/** A partial body laid over another: new names are added, blocks of the same name are laid over each other. */
export interface Overlay {
  readonly attributes?: Named<AttributeSchema>;
  readonly blocks?: Named<BlockSchema>;
  readonly inside?: Named<Overlay>;
}

function overlaid<T extends BodySchema>(base: T, overlay: Overlay): T {
  const blocks: Record<string, BlockSchema> = joined(base.blocks, overlay.blocks ?? {});
  for (const [name, inner] of Object.entries(overlay.inside ?? {})) {
    const block = blocks[name];
    if (block) blocks[name] = overlaid(block, inner);
  }
  return { ...base, attributes: joined(base.attributes, overlay.attributes ?? {}), blocks };
}

function joined<T>(first: Named<T>, second: Named<T>): Record<string, T> {
  return Object.assign(Object.create(null), first, second);
}
