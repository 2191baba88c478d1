// # duplicate-declaration
//
// Reports what a module declares a second time.
//
// Names are unique in a module, whichever files they stand in. Override files change a declaration instead of making
// another one.
//
// ```hcl
// variable "region" {}
//
// variable "region" {}
// #<^^^^^^^^^^^^^^^ error[duplicate-declaration]: this module already declares `variable "region"` in main.tf, line 1
// ```
import { literalString } from "../../../model/access.js";
import { derived } from "../../../model/derived.js";
import { argument } from "../../../model/extract.js";
import type { Declaration } from "../../../model/module.js";
import { nameOf } from "../../../model/uri.js";
import type { Block, SourceFile } from "../../../syntax/ast.js";
import { addressPathOf, keyText } from "../../rewriting/addressPath.js";
import type { ModuleRuleContext, Rule } from "../rule.js";
import { blockName } from "../structure/words.js";

export const duplicateDeclaration: Rule = {
  id: "duplicate-declaration",
  group: "correctness",
  scope: "module",
  defaultLevel: "error",
  phase: "module",
  check(ctx) {
    for (const declarations of ctx.module.declarations.values()) {
      const [first, ...others] = declarations;
      if (!first) continue;
      for (const other of others) reportDeclaration(ctx, first, other);
    }
    checkBlocks(ctx, new Set(ctx.module.files.map(({ entry }) => entry.uri)), "module");
    for (const { entry } of ctx.module.overrides) checkBlocks(ctx, new Set([entry.uri]), "override");
  },
};

/** What OpenTofu says of a second declaration; undefined for kinds that may occur again. */
function summaryOf({ kind, type, name }: Declaration["fact"]): string | undefined {
  switch (kind) {
    case "variable":
      return "Duplicate variable declaration";
    case "local":
      return "Duplicate local value definition";
    case "output":
      return "Duplicate output definition";
    case "module":
      return "Duplicate module call";
    case "resource":
      return `Duplicate resource "${type}" configuration`;
    case "data":
      return `Duplicate data "${type}" configuration`;
    case "ephemeral":
      return `Duplicate ephemeral resource "${type}" configuration`;
    case "provider":
      return "Duplicate provider configuration";
    case "check":
      return `Duplicate check "${name}" configuration`;
    default:
      return undefined;
  }
}

function reportDeclaration(ctx: ModuleRuleContext, first: Declaration, other: Declaration): void {
  const { fact } = other;
  const summary = summaryOf(fact);
  // Twice in one `locals` block is a mistake of syntax, and reported as such.
  const isSameBody = fact.kind === "local" && other.uri === first.uri && fact.item === first.fact.item;
  if (summary === undefined || isSameBody) return;
  const what = describe(fact);
  const hint = fact.kind === "provider" && fact.name === fact.type ? " Give one of them an `alias`, or remove it." : "";
  ctx.report(
    other.uri,
    fact.kind === "local" ? fact.range : fact.header,
    `this module already declares \`${what}\` in ${placeOf(ctx, first.uri, first.fact.header.start)}${hint === "" ? "" : `.${hint}`}`,
    {
      summary,
      related: [{ uri: first.uri, range: first.fact.header, message: "the first declaration" }],
    },
  );
}

function describe({ kind, type, name }: Declaration["fact"]): string {
  switch (kind) {
    case "local":
      return `local.${name}`;
    case "resource":
    case "data":
    case "ephemeral":
      return blockName(kind, [type ?? "", name]);
    case "provider":
      return type === undefined || type === name ? blockName(kind, [name]) : `${type}.${name}`;
    default:
      return blockName(kind, [name]);
  }
}

function placeOf(ctx: ModuleRuleContext, uri: string, offset: number): string {
  const line = ctx.snapshot.file(uri)?.lineIndex.position(offset).line;
  return line === undefined ? nameOf(uri) : `${nameOf(uri)}, line ${line + 1}`;
}

interface Found {
  readonly uri: string;
  readonly block: Block;
}

/** Blocks of which a module, or one override file, has only one. */
function checkBlocks(ctx: ModuleRuleContext, uris: ReadonlySet<string>, where: "module" | "override"): void {
  const seen = new Map<string, Found>();
  for (const file of ctx.files) {
    if (!uris.has(file.uri)) continue;
    for (const [key, summary, block] of uniqueBlocks(file, where)) {
      const earlier = seen.get(key);
      if (!earlier) seen.set(key, { uri: file.uri, block });
      else reportBlock(ctx, summary, { uri: file.uri, block }, earlier);
    }
    if (where === "module") checkImports(ctx, file, seen);
  }
  const backend = seen.get("backend");
  const cloud = seen.get("cloud");
  if (backend && cloud) {
    const [earlier, later] = isBefore(ctx, backend, cloud) ? [backend, cloud] : [cloud, backend];
    // OpenTofu looks for this last, and always points at the cloud block.
    reportBlock(
      ctx,
      "Both a backend and a cloud configuration are present",
      cloud,
      later === cloud ? earlier : backend,
    );
  }
}

function isBefore(ctx: ModuleRuleContext, a: Found, b: Found): boolean {
  if (a.uri === b.uri) return a.block.range.start < b.block.range.start;
  return ctx.files.findIndex(({ uri }) => uri === a.uri) < ctx.files.findIndex(({ uri }) => uri === b.uri);
}

const uniqueTypes: ReadonlySet<string> = new Set(["terraform", "language", "import"]);

/** The few blocks of a file that are looked at here, found once for each state of it. */
const candidates = derived((file: SourceFile): readonly Block[] =>
  file.body.items.filter((item): item is Block => item.kind === "Block" && uniqueTypes.has(item.type.name)),
);

function* uniqueBlocks(file: SourceFile, where: "module" | "override"): Iterable<[string, string, Block]> {
  for (const item of candidates(file)) {
    if (item.type.name === "language" && where === "module") {
      for (const child of item.body.items) {
        if (child.kind === "Block" && child.type.name === "compatible_with" && argument(child.body, "opentofu")) {
          yield [`compatible_with ${item.range.start} ${file.uri}`, "Duplicate compatible_with block", child];
        }
      }
    }
    if (item.type.name !== "terraform") continue;
    for (const child of item.body.items) {
      if (child.kind !== "Block") continue;
      switch (child.type.name) {
        case "required_providers":
          if (where === "module") yield ["required_providers", "Duplicate required providers configuration", child];
          break;
        case "backend":
          yield ["backend", "Duplicate backend configuration", child];
          break;
        case "cloud":
          yield ["cloud", "Duplicate cloud configurations", child];
          break;
        case "encryption":
          yield ["encryption", "Duplicate encryption configuration", child];
          break;
        case "provider_meta":
          if (where === "module") yield [`meta ${child.labels[0]?.value}`, "Duplicate provider_meta block", child];
          break;
      }
    }
  }
}

function reportBlock(ctx: ModuleRuleContext, summary: string, later: Found, earlier: Found): void {
  const type = later.block.type.name;
  const range = type === "compatible_with" ? enclosing(ctx, later) : later.block.header;
  const place = placeOf(ctx, earlier.uri, earlier.block.range.start);
  const what = blockName(
    type,
    later.block.labels.map(({ value }) => value),
  );
  const message =
    earlier.block.type.name === type
      ? `this module already has a \`${what}\` block in ${place}; there can be only one`
      : `\`${earlier.block.type.name}\` in ${place} already says where the state is kept, so \`${type}\` cannot`;
  ctx.report(later.uri, range, message, {
    summary,
    ...(type === "compatible_with" ? { phase: "file" as const } : {}),
    related: [{ uri: earlier.uri, range: earlier.block.header, message: "the first one" }],
  });
}

/** OpenTofu points at the `language` block around. */
function enclosing(ctx: ModuleRuleContext, { uri, block }: Found) {
  const items = ctx.snapshot.file(uri)?.body.items ?? [];
  const outer = items.find((item) => item.range.start <= block.range.start && block.range.end <= item.range.end);
  return outer?.kind === "Block" ? outer.header : block.header;
}

function checkImports(ctx: ModuleRuleContext, file: SourceFile, seen: Map<string, Found>): void {
  for (const item of candidates(file)) {
    if (item.type.name !== "import") continue;
    const address = importTarget(item);
    if (address === undefined) continue;
    const earlier = seen.get(`import ${address}`);
    if (!earlier) {
      seen.set(`import ${address}`, { uri: file.uri, block: item });
      continue;
    }
    ctx.report(
      file.uri,
      item.header,
      `\`${address}\` is already imported in ${placeOf(ctx, earlier.uri, earlier.block.range.start)}; one object can be imported only once`,
      {
        summary: `Duplicate import configuration for "${address}"`,
        related: [{ uri: earlier.uri, range: earlier.block.header, message: "the first import" }],
      },
    );
  }
}

/** The address an import names, where all its keys are literals. */
function importTarget(block: Block): string | undefined {
  const to = argument(block.body, "to");
  if (!to || literalString(to.value) !== undefined || argument(block.body, "for_each")) return undefined;
  const path = addressPathOf(to.value);
  if (!path) return undefined;
  const parts: string[] = [];
  for (const { key, instance } of path.steps) {
    if (instance?.key.kind === "dynamic") return undefined;
    parts.push(key + keyText(instance?.key.value));
  }
  return parts.join(".");
}
