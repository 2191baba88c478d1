// The files that a module reads with its functions, as far as its text tells: `file("${path.module}/policy.json")`.
//
// They are not searched for: only those that configuration names are read, and only those can its functions see.

import type { Expression, FunctionCallExpr } from "../syntax/ast.js";
import { fileTypeOf } from "./builtins/fileKinds.js";
import { folderReader, pathReaders } from "./builtins/fileReaders.js";
import { derived } from "./derived.js";
import type { NamedFileFact, PathPart } from "./facts.js";
import { cleanPath } from "./functions/file.js";
import type { Module } from "./module.js";
import { directoryOf, nameOf, resolveUri } from "./uri.js";

/** Endings of files whose text functions may be given. Their changes are watched; other files stay unknown. */
export const namedEndings: readonly string[] = [
  ...["cfg", "conf", "config", "crt", "csv", "cue", "env", "gotmpl", "graphql", "html", "ini", "j2", "js", "json"],
  ...["jsonc", "md", "pem", "policy", "properties", "ps1", "pub", "py", "rego", "rules", "service", "sh", "sql"],
  ...["template", "tftpl", "tmpl", "toml", "tpl", "ts", "txt", "userdata", "xml", "yaml", "yml"],
];

/** A longer text, in UTF-16 code units, is not taken in. */
export const longestNamed = 200_000;

const corePrefix = "core::";

/** What a call says of the files that it reads; undefined for a call that reads none, or from who knows where. */
export function namedFile(call: FunctionCallExpr): NamedFileFact | undefined {
  const name = call.name.startsWith(corePrefix) ? call.name.slice(corePrefix.length) : call.name;
  const [path, pattern] = call.args;
  if (!pathReaders.has(name) || !path) return undefined;
  const parts = pathParts(path);
  if (parts.every((part) => part === null)) return undefined;
  if (name !== folderReader) return { path: parts };
  const [only, ...more] = pattern ? pathParts(pattern) : [];
  return { path: parts, pattern: typeof only === "string" && more.length === 0 ? only : "**" };
}

/** The path that a local value stands for, where it is one that other paths may begin with. */
export function localPath(value: Expression): readonly PathPart[] | undefined {
  const parts = pathParts(value);
  const [only] = parts;
  if (parts.includes(null)) return undefined;
  if (parts.length === 1 && typeof only === "string") return only.includes("/") ? parts : undefined;
  return parts;
}

function pathParts(expression: Expression): readonly PathPart[] {
  switch (expression.kind) {
    case "ParenthesesExpr":
      return pathParts(expression.expression);
    case "TemplateExpr":
      if (expression.style !== "quoted") return [null];
      return expression.parts.flatMap((part) => {
        if (part.kind === "TemplateLiteral") return [part.value];
        return part.kind === "TemplateInterpolation" ? pathParts(part.expression) : [null];
      });
    case "ScopeTraversalExpr": {
      const [step, ...more] = expression.steps;
      if (step?.kind !== "AttrStep" || more.length > 0) return [null];
      if (expression.root.name === "local") return [{ local: step.name }];
      if (expression.root.name !== "path") return [null];
      return step.name === "module" || step.name === "root" ? [{ dir: step.name }] : [null];
    }
    default:
      return [null];
  }
}

/** The files and folders that a module names. */
export interface NamedFiles {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlyMap<string, NamedFolder>;
}

/** A folder in which files are listed, or read by names that are not known from the text. */
export interface NamedFolder {
  /** Whether its folders count as well. */
  readonly deep: boolean;
  /** Patterns of the files that are read. */
  readonly patterns: readonly string[];
}

const wildcard = "\0*";
const mostLocals = 4;

/** What a module names in its configuration. */
export const namedFilesOf = derived((module: Module): NamedFiles => {
  const files = new Set<string>();
  const folders = new Map<string, NamedFolder>();
  for (const { facts } of [...module.files, ...module.overrides]) {
    for (const fact of facts.namedFiles) add(module, fact, files, folders);
  }
  return { files, folders };
});

function add(module: Module, fact: NamedFileFact, files: Set<string>, folders: Map<string, NamedFolder>): void {
  const text = textOf(module, fact.path, mostLocals);
  if (text.startsWith("/") || text.startsWith("~") || text.startsWith(wildcard)) return;
  const at = text.indexOf(wildcard);
  if (at < 0 && fact.pattern === undefined) {
    const uri = resolveUri(module.directory, cleanPath(text));
    if (isNamedEnding(uri)) files.add(uri);
    return;
  }
  const end = at < 0 ? text.length : text.lastIndexOf("/", at) + 1;
  const uri = resolveUri(module.directory, cleanPath(text.slice(0, end)));
  const rest = text.slice(end).replaceAll(wildcard, "*");
  const pattern = at < 0 ? undefined : rest;
  // Any file of the module itself would be too many.
  if (pattern === "*" && uri === module.directory) return;
  if (at >= 0 && fact.pattern !== undefined) return;
  const isDeep = (fact.pattern ?? rest).includes("/") || (fact.pattern ?? rest).includes("**");
  const known = folders.get(uri);
  folders.set(uri, {
    deep: isDeep || known?.deep === true,
    patterns: [...(known?.patterns ?? []), ...(pattern === undefined ? [] : [pattern])],
  });
}

function textOf(module: Module, parts: readonly PathPart[], levels: number): string {
  return parts
    .map((part) => {
      if (part === null) return wildcard;
      if (typeof part === "string") return part;
      if ("dir" in part) return ".";
      const path = levels > 0 ? module.declaration(`local.${part.local}`)?.fact.path : undefined;
      return path ? textOf(module, path, levels - 1) : wildcard;
    })
    .join("");
}

/** True for the name of a file whose text functions may be given. */
export function isNamedEnding(uri: string): boolean {
  const name = nameOf(uri);
  return namedEndings.includes(name.slice(name.lastIndexOf(".") + 1)) || fileTypeOf(name) !== undefined;
}

/** Whether a module names a file, itself or by naming files of a folder that holds it. */
export function names(module: Module, uri: string): boolean {
  const { files, folders } = namedFilesOf(module);
  if (files.has(uri)) return true;
  if (folders.size === 0) return false;
  for (let at = directoryOf(uri); at.length >= 8; at = directoryOf(at)) if (folders.has(at)) return true;
  return false;
}

/** How many levels above a file a folder that was named counts. */
const mostLevels = 8;

/** Which directories' modules name a file or folder, so that they are replaced when it changes. */
export class NameTable {
  readonly #namers = new Map<string, Set<string>>();

  /** Takes in what a module names. */
  register(module: Module): void {
    const { files, folders } = namedFilesOf(module);
    for (const uri of [...files, ...folders.keys()]) {
      const known = this.#namers.get(uri);
      if (known) known.add(module.directory);
      else this.#namers.set(uri, new Set([module.directory]));
    }
  }

  /** The directories whose modules may see that something happened to a file or folder. */
  *namersOf(uri: string): Iterable<string> {
    if (this.#namers.size === 0) return;
    let at = uri;
    for (let level = 0; level < mostLevels; level++) {
      yield* this.#namers.get(at) ?? [];
      const above = directoryOf(at);
      if (above.length >= at.length) return;
      at = above;
    }
  }
}
