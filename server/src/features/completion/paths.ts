// Paths that functions read: `file("${path.module}/…`, `templatefile("./…`, `fileset("…`.
//
// What a folder holds is known to the host alone; so a place is found first, and items are made of the folder's listing.

import type { TextRange } from "../../base/range.js";
import { folderReader, pathReaders } from "../../model/builtins/fileReaders.js";
import type { Module } from "../../model/module.js";
import { resolveUri } from "../../model/uri.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { FunctionCallExpr, SourceFile, TemplateExpr } from "../../syntax/ast.js";
import { pathAt } from "../../syntax/visit.js";
import { isTerragruntFile } from "../terragrunt/place.js";
import type { CompletionItem, Rank } from "./item.js";

/** A part of a path that is being typed. */
export interface PathPlace {
  /** The folder whose entries may stand here. */
  readonly directory: string;
  /** The name that is there already. */
  readonly range: TextRange;
  readonly isTemplate: boolean;
  readonly onlyFolders: boolean;
}

/** An entry of a folder. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: "file" | "directory";
}

const templateEndings = [".tftpl", ".tpl", ".tmpl"];
/** How many calls lead from a module to its root at the most; a longer way is a circle. */
const deepest = 20;

/** The path that holds an offset, where a function reads it; undefined where it cannot be told what it starts from. */
export function pathPlaceAt(snapshot: WorkspaceSnapshot, uri: string, offset: number): PathPlace | undefined {
  const file = snapshot.file(uri);
  const module = snapshot.moduleOf(uri);
  if (!file || !module || isTerragruntFile(snapshot, uri)) return undefined;
  const nodes = pathAt(file, offset);
  const template = nodes.findLast((node): node is TemplateExpr => node.kind === "TemplateExpr");
  const call = nodes.findLast((node): node is FunctionCallExpr => node.kind === "FunctionCallExpr");
  if (!template || !call || !isReadPath(call, template)) return undefined;
  const written = writtenPath(file, template, offset);
  const base = written && baseOf(snapshot, module, template, written.text);
  if (!written || base === undefined) return undefined;
  const slash = written.text.lastIndexOf("/");
  const before = written.text.slice(0, slash + 1);
  return {
    directory: resolveUri(base, before === "" ? "." : `.${before.startsWith("/") ? "" : "/"}${before}`),
    range: { start: written.start + slash + 1, end: written.end },
    isTemplate: call.name === "templatefile",
    onlyFolders: call.name === folderReader,
  };
}

/** The path is a function's first argument. */
export function isReadPath({ name, args }: FunctionCallExpr, template: TemplateExpr): boolean {
  const plain = name.startsWith("core::") ? name.slice("core::".length) : name;
  return args[0] === template && template.style === "quoted" && pathReaders.has(plain);
}

/** What is written of a path before an offset, without what it starts from, and where the name at the offset ends. */
function writtenPath(
  { text }: SourceFile,
  { parts, range }: TemplateExpr,
  offset: number,
): { readonly text: string; readonly start: number; readonly end: number } | undefined {
  const literals = parts[0]?.kind === "TemplateInterpolation" ? parts.slice(1) : parts;
  if (literals.some(({ kind }) => kind !== "TemplateLiteral")) return undefined;
  const isClosed = range.end - range.start >= 2 && text[range.end - 1] === '"';
  const end = isClosed ? range.end - 1 : range.end;
  const start = literals[0]?.range.start ?? (literals === parts ? range.start + 1 : end);
  if (offset < start || offset > end) return undefined;
  const written = text.slice(start, offset);
  const slash = text.slice(offset, end).indexOf("/");
  return { text: written, start, end: slash < 0 ? end : offset + slash };
}

/** The folder that a path starts from. */
function baseOf(
  snapshot: WorkspaceSnapshot,
  module: Module,
  { parts }: TemplateExpr,
  written: string,
): string | undefined {
  const [first] = parts;
  if (first?.kind !== "TemplateInterpolation") {
    // OpenTofu takes a plain path from where it is run, which is the module only for a root module.
    return written.startsWith("/") || snapshot.callersOf(module).length > 0 ? undefined : module.directory;
  }
  const { expression } = first;
  if (!written.startsWith("/") || expression.kind !== "ScopeTraversalExpr" || expression.root.name !== "path") {
    return undefined;
  }
  const [step, ...more] = expression.steps;
  if (step?.kind !== "AttrStep" || more.length > 0) return undefined;
  if (step.name === "module") return module.directory;
  return step.name === "root" ? rootOf(snapshot, module)?.directory : undefined;
}

/** The one root module that leads to a module; undefined where there are several. */
function rootOf(snapshot: WorkspaceSnapshot, module: Module): Module | undefined {
  let at = module;
  for (let depth = 0; depth < deepest; depth++) {
    const callers = new Set(snapshot.callersOf(at).map((caller) => caller.module));
    if (callers.size === 0) return at;
    if (callers.size > 1) return undefined;
    [at = at] = callers;
  }
  return undefined;
}

/** The entries of the place's folder, without hidden ones and those whose names a string cannot hold as they are. */
export function pathItems(place: PathPlace, entries: readonly FolderEntry[]): readonly CompletionItem[] {
  return entries.flatMap(({ name, kind }): CompletionItem[] => {
    if (name.startsWith(".") || needsEscape(name) || (place.onlyFolders && kind === "file")) return [];
    const isWanted = place.isTemplate && templateEndings.some((ending) => name.endsWith(ending));
    const rank: Rank = isWanted ? 0 : kind === "file" ? 1 : 2;
    return [{ label: name, kind: kind === "file" ? "file" : "folder", range: place.range, text: name, rank }];
  });
}

function needsEscape(name: string): boolean {
  return name.includes('"') || name.includes("\\") || name.includes("${") || name.includes("%{");
}

/** What a path begins with that is read from the module, whoever calls it. */
export function moduleStart(range: TextRange): CompletionItem {
  const text = "${path.module}/";
  return { label: text, kind: "value", detail: "from this module's folder", range, text, rank: 0 };
}
