// What is known of a block that a provider defines: from the provider's own schema, or, for the provider that is built
// in, from ours.

import { builtinDataSources, builtinProviderAddress, builtinResources } from "../model/builtins/builtinProvider.js";
import type { AttributeSchema, Named } from "../model/builtins/schema.js";
import { derived } from "../model/derived.js";
import type { Module } from "../model/module.js";
import { primitiveOf } from "../model/moduleValues/builtinObjects.js";
import type {
  ObjectKind,
  ProvidedAttribute,
  ProvidedBody,
  ProvidedObject,
  ProviderSchemas,
  ProviderVersion,
} from "../model/providerSchema.js";
import type { Block } from "../syntax/ast.js";

/** What a feature needs to know of providers. */
export interface ProviderKnowledge {
  /** Absent where no provider is known. */
  readonly schemas?: ProviderSchemas;
}

/** Where blocks of one type are described; undefined where neither a provider nor we know them. */
export function providedObject(
  { schemas }: ProviderKnowledge,
  module: Module,
  kind: ObjectKind,
  type: string,
): ProvidedObject | undefined {
  return schemas?.object(module, kind, type) ?? builtinObject(kind, type);
}

function builtinObject(kind: ObjectKind, type: string): ProvidedObject | undefined {
  const found = kind === "resource" ? builtinResources[type] : kind === "data" ? builtinDataSources[type] : undefined;
  return found && { provider: { address: builtinProviderAddress, version: "" }, body: builtinBody(found) };
}

const builtinBody = derived(
  (object: NonNullable<(typeof builtinResources)[string]>): ProvidedBody => ({
    attributes: new Map([
      ...attributesOf(object.attributes, { optional: true, computed: false }),
      ...attributesOf(object.results, { optional: false, computed: true }),
    ]),
    blocks: new Map(),
    doc: object.doc,
    deprecated: false,
  }),
);

function attributesOf(
  attributes: Named<AttributeSchema>,
  flags: { readonly optional: boolean; readonly computed: boolean },
): [string, ProvidedAttribute][] {
  return Object.entries(attributes).map(([name, { type, doc, required }]) => [
    name,
    {
      ...flags,
      type: primitiveOf(type),
      required: required === true,
      optional: flags.optional && required !== true,
      sensitive: false,
      writeOnly: false,
      deprecated: false,
      doc,
      nested: undefined,
    },
  ]);
}

/** Blocks that OpenTofu itself defines inside of those that a provider defines. */
const ownBlocks = new Set(["lifecycle", "connection", "provisioner", "_"]);

/** A body that a provider defines, as seen from a place in a file. */
export interface ProvidedPlace {
  readonly object: ProvidedObject;
  readonly body: ProvidedBody;
}

/**
 * The provider's body of the innermost of some blocks, which are given from the outside inwards; `dynamic` blocks count
 * as what they make. Undefined where the body is not a provider's, or nothing is known of it.
 */
export function providedPlace(
  knowledge: ProviderKnowledge,
  module: Module,
  blocks: readonly Block[],
): ProvidedPlace | undefined {
  const start = blocks.findIndex(({ type }) => objectKind(type.name) !== undefined);
  const root = blocks[start];
  const kind = root && objectKind(root.type.name);
  const type = root?.labels[0]?.value;
  if (!kind || type === undefined || type === "") return undefined;
  const object = providedObject(knowledge, module, kind, type);
  let body: ProvidedBody | undefined = object?.body;
  const inner = blocks.slice(start + 1);
  for (let i = 0; i < inner.length && body; i++) {
    const block: Block | undefined = inner[i];
    if (block?.type.name === "dynamic") {
      // Only what is inside of `content` is the provider's.
      if (inner[i + 1]?.type.name !== "content") return undefined;
      body = body.blocks.get(block.labels[0]?.value ?? "")?.body;
      i++;
    } else if (block) {
      body = ownBlocks.has(block.type.name) ? undefined : body.blocks.get(block.type.name)?.body;
    }
  }
  return object && body && { object, body };
}

/** The kind of object that a block declares; undefined for blocks that OpenTofu defines as a whole. */
export function objectKind(blockType: string): ObjectKind | undefined {
  switch (blockType) {
    case "resource":
    case "data":
    case "ephemeral":
    case "provider":
      return blockType;
    default:
      return undefined;
  }
}

/** `hashicorp/aws 6.30.0`: the address without a well-known host, and the version. */
export function providerName({ address, version }: ProviderVersion): string {
  const [host, ...rest] = address.split("/");
  const short = host === "registry.opentofu.org" || host === "registry.terraform.io" ? rest.join("/") : address;
  return version === "" ? "built in" : `${short} ${version}`;
}

/** The page about an object whose provider is not installed, by the source that the module requires or implies. */
export function presumedUrl(module: Module, kind: ObjectKind, type: string): string | undefined {
  const name = kind === "provider" ? type : (type.split("_")[0] ?? type);
  if (name === "" || name === "terraform") return undefined;
  const source = module.requiredProviders.get(name)?.[0]?.fact.source ?? `hashicorp/${name}`;
  const parts = source.split("/");
  const address = parts.length === 2 ? `registry.opentofu.org/${source}` : source;
  return documentationUrl({ address, version: "" }, kind, type);
}

/** The page of the registry's documentation about an object; undefined for providers of other hosts. */
export function documentationUrl(provider: ProviderVersion, kind: ObjectKind, type: string): string | undefined {
  const [host, namespace, name] = provider.address.split("/");
  if (host !== "registry.opentofu.org" && host !== "registry.terraform.io") return undefined;
  const version = provider.version === "" ? "latest" : `v${provider.version}`;
  const base = `https://search.opentofu.org/provider/${namespace}/${name}/${version}/docs`;
  const page = type.startsWith(`${name}_`) ? type.slice(`${name}_`.length) : type;
  switch (kind) {
    case "provider":
      return base;
    case "resource":
      return `${base}/resources/${page}`;
    case "data":
      return `${base}/datasources/${page}`;
    case "ephemeral":
      return `${base}/ephemeral/${page}`;
  }
}
