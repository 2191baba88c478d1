// What can be followed with a click: module sources, files that functions read, and documentation.

import type { TextRange } from "../base/range.js";
import { literalString } from "../model/access.js";
import { fileReaders } from "../model/builtins/fileReaders.js";
import { derived } from "../model/derived.js";
import { argument, nestedBlock } from "../model/extract.js";
import { installedDirectory } from "../model/installedModules.js";
import { isLocalSource } from "../model/moduleCalls.js";
import { resolveUri } from "../model/uri.js";
import { parseVersion } from "../model/version.js";
import type { WorkspaceSnapshot } from "../model/workspace.js";
import type { Block, Expression, SourceFile, TemplateExpr } from "../syntax/ast.js";
import { walk } from "../syntax/visit.js";
import { terragruntLinks } from "./terragrunt/links.js";
import { isTerragruntFile } from "./terragrunt/place.js";

export interface DocumentLink {
  readonly range: TextRange;
  /** A file's URI or a web address. */
  readonly target: string;
  readonly tooltip: string;
  /** The directory that the module is installed in: a file of it is to be opened in place of the target. */
  readonly installed?: string;
}

/** A link to something in a directory, as far as one file tells. */
type Found =
  | { readonly kind: "module"; readonly range: TextRange; readonly source: string; readonly call: string }
  /** The version of a module from a registry, with the module's source. */
  | { readonly kind: "version"; readonly range: TextRange; readonly source: string; readonly version: string }
  | { readonly kind: "provider"; readonly range: TextRange; readonly source: string }
  | { readonly kind: "file"; readonly range: TextRange; readonly path: string };

/** The links of a file, in the order of the text. */
export function documentLinks(snapshot: WorkspaceSnapshot, uri: string): readonly DocumentLink[] {
  const file = snapshot.file(uri);
  const entry = snapshot.entry(uri);
  if (!file || !entry) return [];
  if (isTerragruntFile(snapshot, uri)) return terragruntLinks(snapshot, uri);
  return linksIn(file).flatMap((found): DocumentLink[] => {
    const { range } = found;
    if (found.kind === "file") {
      return [{ range, target: resolveUri(entry.directory, found.path), tooltip: "Open the file" }];
    }
    if (found.kind === "provider") {
      const page = providerPage(found.source);
      return page === undefined ? [] : [{ range, target: page, tooltip: "Open the provider's documentation" }];
    }
    if (found.kind === "version") {
      const page = registryPage(found.source, isExact(found.version) ? found.version : undefined);
      return page === undefined ? [] : [{ range, target: page, tooltip: "Open the module's documentation" }];
    }
    if (isLocalSource(found.source)) {
      const module = snapshot.module(resolveUri(entry.directory, found.source));
      const main = module?.files.find((each) => each.entry.name.startsWith("main.")) ?? module?.files[0];
      return main ? [{ range, target: main.entry.uri, tooltip: "Open the module" }] : [];
    }
    const page = registryPage(found.source);
    const module = snapshot.moduleOf(uri);
    const installed = module && installedDirectory(snapshot, module, found.call);
    if (page === undefined && installed === undefined) return [];
    const tooltip = page === undefined ? "Open the installed module" : "Open the module's documentation";
    return [{ range, target: page ?? installed ?? "", tooltip, ...(installed === undefined ? {} : { installed }) }];
  });
}

/** A version without operators: the constraint `1.2.3`. */
function isExact(version: string): boolean {
  return parseVersion(version) !== undefined;
}

const linksIn = derived((file: SourceFile): readonly Found[] => {
  const links: Found[] = [];
  for (const item of file.body.items) {
    if (item.kind === "Block" && item.type.name === "module") links.push(...sourceOf(item));
    if (item.kind === "Block" && item.type.name === "terraform") links.push(...requiredSources(item));
    walk(item, (node) => {
      if (node.kind !== "FunctionCallExpr" || !fileReaders.has(node.name)) return;
      const [path] = node.args;
      const read = path && pathRead(path);
      if (path && read) links.push({ kind: "file", range: inside(path.range), path: read.path });
    });
  }
  return links;
});

/** A path that a function reads, relative to the module. */
export interface PathRead {
  /** Without a slash at its start. */
  readonly path: string;
  /** The text that says it: all of it, or what stands behind `${path.module}`. */
  readonly written: TextRange;
  readonly isBelowModule: boolean;
}

/** The paths that the functions of a file read, as far as they are written out. */
export function pathsRead(file: SourceFile): readonly PathRead[] {
  const paths: PathRead[] = [];
  for (const item of file.body.items) {
    walk(item, (node) => {
      if (node.kind !== "FunctionCallExpr" || !fileReaders.has(node.name)) return;
      const [path] = node.args;
      const read = path && pathRead(path);
      if (read) paths.push(read);
    });
  }
  return paths;
}

function sourceOf(block: Block): Found[] {
  const written = argument(block.body, "source")?.value;
  const source = written && literalString(written);
  if (!written || source === undefined) return [];
  const call = block.labels[0]?.value ?? "";
  const found: Found[] = [{ kind: "module", range: inside(written.range), source, call }];
  const versioned = argument(block.body, "version")?.value;
  const version = versioned && literalString(versioned);
  if (versioned && version !== undefined) {
    found.push({ kind: "version", range: inside(versioned.range), source, version });
  }
  return found;
}

/** The sources of the entries of `required_providers`. */
function requiredSources(terraform: Block): Found[] {
  const required = nestedBlock(terraform.body, "required_providers");
  return (required?.body.items ?? []).flatMap((entry): Found[] => {
    if (entry.kind !== "Attribute" || entry.value.kind !== "ObjectConsExpr") return [];
    const written = entry.value.items.find(({ name }) => name === "source")?.value;
    const source = written && literalString(written);
    return written && source !== undefined ? [{ kind: "provider", range: inside(written.range), source }] : [];
  });
}

/** The registry's page of `namespace/name`, with or without a host of OpenTofu's or Terraform's registry. */
function providerPage(source: string): string | undefined {
  const parts = source.split("/");
  const known = parts[0] === "registry.terraform.io" || parts[0] === "registry.opentofu.org";
  const [namespace, name, more] = known ? parts.slice(1) : parts;
  return namespace && name && more === undefined && !namespace.includes(".")
    ? `https://search.opentofu.org/provider/${namespace}/${name}/latest`
    : undefined;
}

/** A path below the module: a plain relative one, or one that begins with `${path.module}/`. */
function pathRead(expression: Expression): PathRead | undefined {
  if (expression.kind !== "TemplateExpr" || expression.style !== "quoted") return undefined;
  const rest = afterModulePath(expression);
  const parts = rest ?? expression.parts;
  let path = "";
  for (const part of parts) {
    if (part.kind !== "TemplateLiteral") return undefined;
    path += part.value;
  }
  const { end } = inside(expression.range);
  if (rest !== undefined) {
    const start = rest[0]?.range.start ?? end;
    return path.startsWith("/") ? { path: path.slice(1), written: { start, end }, isBelowModule: true } : undefined;
  }
  // OpenTofu takes a plain path from where it is run, which is the module only for a root module.
  const isLocal = path.startsWith("./") || path.startsWith("../");
  return isLocal ? { path, written: inside(expression.range), isBelowModule: false } : undefined;
}

function afterModulePath(template: TemplateExpr): TemplateExpr["parts"] | undefined {
  const [first, ...rest] = template.parts;
  if (first?.kind !== "TemplateInterpolation" || first.expression.kind !== "ScopeTraversalExpr") return undefined;
  const { root, steps } = first.expression;
  const [step] = steps;
  return root.name === "path" && steps.length === 1 && step?.kind === "AttrStep" && step.name === "module"
    ? rest
    : undefined;
}

/** The registry's page of `namespace/name/system`, with or without a host of OpenTofu's or Terraform's registry. */
export function registryPage(source: string, version = "latest"): string | undefined {
  const [address = ""] = source.split("//");
  const parts = address.split("/");
  const [host] = parts;
  const known = host === "registry.terraform.io" || host === "registry.opentofu.org";
  const [namespace, name, system, more] = known ? parts.slice(1) : parts;
  if (!namespace || !name || !system || more !== undefined || address.includes(":") || namespace.includes(".")) {
    return undefined;
  }
  const page = version === "latest" ? version : `v${version}`;
  return `https://search.opentofu.org/module/${namespace}/${name}/${system}/${page}`;
}

function inside(range: TextRange): TextRange {
  return { start: range.start + 1, end: Math.max(range.start + 1, range.end - 1) };
}
