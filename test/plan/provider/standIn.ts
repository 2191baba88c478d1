// The stand-in for providers: which ones a configuration needs, with a schema made from what the configuration says.

import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Body, Node } from "../../../server/src/syntax/ast.js";
import type { HclParser } from "../../../server/src/syntax/parser.js";
import { walk } from "../../../server/src/syntax/visit.js";
import type { Files } from "../judge/configuration.js";

/** A block of the schema: every attribute takes any value, and every nested block may be there any number of times. */
interface BlockSchema {
  readonly attributes: string[];
  /** Attributes that are read and never set. */
  readonly computed: string[];
  readonly blocks: Record<string, BlockSchema>;
}

/** What a program needs to know to run the stand-in. */
export interface StandIn {
  /** Sources such as `hashicorp/example`. */
  readonly sources: ReadonlySet<string>;
  readonly schema: {
    readonly provider: BlockSchema;
    readonly resources: Record<string, BlockSchema>;
    readonly data: Record<string, BlockSchema>;
    readonly ephemeral: Record<string, BlockSchema>;
  };
}

const builtIn = "terraform.io/builtin/terraform";
const metaArguments = new Set(["count", "for_each", "provider", "depends_on", "alias", "version"]);
const metaBlocks = new Set(["lifecycle", "provisioner", "connection"]);

/** The stand-in for several versions of a configuration; undefined where none of them needs a provider. */
export function standInFor(parser: HclParser, versions: readonly Files[]): StandIn | undefined {
  const sources = new Set<string>();
  const schema: StandIn["schema"] = { provider: empty(), resources: {}, data: {}, ephemeral: {} };
  const read: { readonly type: string; readonly name: string; readonly mode: string }[] = [];
  const modes = { resource: schema.resources, data: schema.data, ephemeral: schema.ephemeral };
  const bodies = versions.flatMap((files) =>
    [...files]
      .filter(([path]) => path.endsWith(".tf") || path.endsWith(".tofu"))
      .map(([path, text]) => parser.parse(path, 0, text).body),
  );
  const named = new Map<string, Set<string>>();
  for (const body of bodies) {
    walk(body, (node) => {
      if (node.kind === "Block" && node.type.name === "required_providers") collectSources(node.body, named);
      if (node.kind === "ScopeTraversalExpr") {
        const parts = [node.root, ...node.steps].flatMap((step) => ("name" in step ? [step.name] : []));
        const [mode, rest] =
          parts[0] === "data" || parts[0] === "ephemeral" ? [parts[0], parts.slice(1)] : ["resource", parts];
        const [type, , name] = rest;
        if (type !== undefined && name !== undefined) read.push({ type, name, mode });
      }
    });
  }
  for (const of of named.values()) for (const source of of) if (source !== builtIn) sources.add(source);
  const need = (name: string): void => {
    if (named.has(name) || name === "terraform") return;
    sources.add(`hashicorp/${name}`);
  };
  for (const body of bodies) {
    for (const block of body.items) {
      if (block.kind !== "Block") continue;
      const label = block.labels[0]?.value ?? "";
      if (block.type.name === "provider" && label !== "terraform") {
        need(label);
        extend(schema.provider, block.body);
      }
      const types = modes[block.type.name as keyof typeof modes];
      const provider = label.split("_")[0] ?? "";
      if (!types || provider === "terraform") continue;
      need(provider);
      types[label] ??= empty();
      extend(types[label], block.body);
    }
  }
  for (const { type, name, mode } of read) {
    const block = modes[mode as keyof typeof modes][type];
    const isSet = block?.attributes.includes(name) || block?.blocks[name] !== undefined;
    if (block && !isSet && !block.computed.includes(name)) block.computed.push(name);
  }
  for (const types of Object.values(modes)) {
    for (const block of Object.values(types)) if (!block.computed.includes("id")) block.computed.push("id");
  }
  return sources.size > 0 ? { sources, schema } : undefined;
}

function empty(): BlockSchema {
  return { attributes: [], computed: [], blocks: {} };
}

function collectSources(body: Body, named: Map<string, Set<string>>): void {
  for (const item of body.items) {
    if (item.kind !== "Attribute") continue;
    const { name } = item.name;
    const own = named.get(name) ?? new Set();
    named.set(name, own);
    let source = `hashicorp/${name}`;
    walk(item.value, (node: Node) => {
      if (node.kind === "ObjectItem" && node.name === "source" && node.value.kind === "TemplateExpr") {
        const [part] = node.value.parts;
        if (part?.kind === "TemplateLiteral") source = part.value;
      }
    });
    own.add(source);
  }
}

/** Adds what a body says to a schema. */
function extend(schema: BlockSchema, body: Body): void {
  for (const item of body.items) {
    if (item.kind === "Attribute") {
      const { name } = item.name;
      if (!metaArguments.has(name) && !schema.attributes.includes(name)) schema.attributes.push(name);
      continue;
    }
    const isDynamic = item.type.name === "dynamic";
    const name = isDynamic ? (item.labels[0]?.value ?? "") : item.type.name;
    if (metaBlocks.has(name)) continue;
    schema.blocks[name] ??= empty();
    const inner = schema.blocks[name];
    const content = isDynamic
      ? item.body.items.filter((one) => one.kind === "Block" && one.type.name === "content")
      : [item];
    for (const one of content) if (one.kind === "Block") extend(inner, one.body);
  }
}

/** Puts the stand-in into a folder and gives the environment with which a program finds it. Needs a system with `#!`. */
export function installStandIn({ sources, schema }: StandIn, folder: string): NodeJS.ProcessEnv {
  const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
  const mirror = join(folder, "mirror");
  for (const source of sources) {
    const name = source.split("/").at(-1) ?? "";
    for (const host of ["registry.terraform.io", "registry.opentofu.org"]) {
      const program = join(mirror, host, source, "1.0.0", platform, `terraform-provider-${name}_v1.0.0`);
      mkdirSync(dirname(program), { recursive: true });
      copyFileSync(join(import.meta.dirname, "standIn.cjs"), program);
      chmodSync(program, 0o755);
    }
  }
  const config = join(folder, "cli.tfrc");
  writeFileSync(
    config,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
  );
  const described = join(folder, "schema.json");
  writeFileSync(described, JSON.stringify(schema));
  return { TF_CLI_CONFIG_FILE: config, TOFUSMITH_STAND_IN: described, TF_DISABLE_PLUGIN_TLS: "1" };
}
