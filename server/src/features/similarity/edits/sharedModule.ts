// M-2: a module for the local values and data sources that several modules declare alike. Each of them calls it and
// reads its outputs; what the declarations read of their module is passed.

import { SourceChangeBuilder } from "../../../base/sourceChange.js";
import type { Module } from "../../../model/module.js";
import { uriAt } from "../../../model/terragrunt/paths.js";
import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { isWithin, nameOf, relativePath } from "../../../model/uri.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import { callText, declaredSource, variablesText, versionsText } from "../../refactors/extraction/extractedFiles.js";
import { commonDirectory, foldersAbove } from "../suggestion.js";
import type { EditContext, EditOutcome } from "./edit.js";
import { handedOut } from "./handedOut.js";
import { chooseShared, type Shared, type Sharer, sharersOf } from "./sharedDeclarations.js";
import { readByShared, typedInputs } from "./sharedInputs.js";
import { mainText, takeOut } from "./sharedModuleText.js";
import { keptNames, outputNames, type RewrittenUses, rewriteUses } from "./sharedUses.js";

export function toSharedModule(ctx: EditContext): EditOutcome {
  const copied = handedOut(ctx.suggestion);
  if (copied !== undefined) return { refused: copied };
  const shared = chooseShared(ctx);
  if (typeof shared === "string") return { refused: shared };
  const { modules, keys, left } = shared;
  if (modules.some((module) => isCopiedAlone(ctx.snapshot, module, parentOf(ctx.snapshot, modules)))) {
    return { refused: "A unit of Terragrunt copies one of the modules without what lies beside it." };
  }
  const but = left === 0 ? "" : `, without ${left === 1 ? "one that has" : `${left} that have`} to stay`;
  return {
    refactor: "shared-module",
    title: `Share ${keys.length} declarations of ${modules.length} modules in one${but}`,
    build: () => {
      const change = new SourceChangeBuilder();
      return write(ctx, shared, change) ? change.build() : undefined;
    },
  };
}

/** Writes the new module and its calls; false where a reference cannot be rewritten. */
function write(ctx: EditContext, shared: Shared, change: SourceChangeBuilder): boolean {
  const { snapshot } = ctx;
  const sharers = sharersOf(snapshot, shared);
  const [first] = sharers;
  if (!first) return false;
  const { aliases, providers, own: within, ...read } = readByShared(snapshot, first.module, first.declared);
  const inputs = typedInputs(snapshot, sharers, read.inputs);
  if (!inputs) return false;
  const { name, directory } = placeOf(ctx, sharers, shared.subject);
  const names = outputNames(first.declared.map(({ key }) => key));
  const outputOf = (key: string): string => names.get(key) ?? key;
  const uses: RewrittenUses[] = [];
  for (const sharer of sharers) {
    const rewritten = rewriteUses(snapshot, sharer, name, outputOf);
    if (!rewritten) return false;
    uses.push(rewritten);
  }
  const kept = keptNames(uses);
  const needed = new Set(uses.flatMap((one) => [...one.read]));
  const create = (file: string, content: string): void => {
    if (content !== "") change.operation({ kind: "create", uri: `${directory}/${file}`, content });
  };
  create("main.tf", mainText(first, within));
  create("variables.tf", variablesText(inputs));
  const outputs = first.declared.filter(({ key }) => needed.has(key));
  create("outputs.tf", outputs.map(({ key }) => `output "${outputOf(key)}" {\n  value = ${key}\n}\n`).join("\n"));
  const sourceOf = (provider: string): string | undefined =>
    sharers.map(({ module }) => declaredSource(module, provider)).find((source) => source !== undefined);
  create("versions.tf", versionsText(sourceOf, { aliases, providers }));
  for (const [i, sharer] of sharers.entries()) {
    const own = uses[i];
    for (const [key, edits] of own?.edits ?? []) {
      if (kept.has(key)) continue;
      for (const [uri, list] of edits) for (const edit of list) change.replace(uri, edit.range, edit.newText);
    }
    const source = relativePath(sharer.module.directory, directory);
    const call = callText(name, source, { inputs, aliases }, undefined, "\n");
    const aliased = sharer.declared.map(({ key }) => key).filter((key) => kept.has(key) && own?.read.has(key));
    // Where nothing reads any of it, there is nothing to call the module for.
    const isCalled = [...(own?.counts.values() ?? [])].some((count) => count > 0);
    takeOut(change, sharer, isCalled ? [call, ...aliasesText(aliased, name, outputOf)].join("\n\n") : "");
  }
  return true;
}

/** A `locals` block in which local values keep their names. */
function aliasesText(keys: readonly string[], name: string, outputOf: (key: string) => string): readonly string[] {
  if (keys.length === 0) return [];
  const locals = keys.map((key) => key.slice("local.".length));
  const width = Math.max(...locals.map((local) => local.length));
  const lines = locals.map((local, i) => `  ${local.padEnd(width)} = module.${name}.${outputOf(keys[i] ?? "")}`);
  return [["locals {", ...lines, "}"].join("\n")];
}

/** What the module is called, and where it lies. */
function placeOf(
  { snapshot }: EditContext,
  sharers: readonly Sharer[],
  wanted: string,
): { readonly name: string; readonly directory: string } {
  const folders = [...snapshot.directories.keys()];
  const modules = sharers.map(({ module }) => module);
  const parent = parentOf(snapshot, modules);
  const isTaken = (name: string): boolean =>
    folders.some((each) => isWithin(each, `${parent}/${name}`)) ||
    modules.some(({ declarations }) => declarations.has(`module.${name}`));
  let name = wanted;
  for (let n = 2; isTaken(name); n++) name = `${wanted}_${n}`;
  return { name, directory: `${parent}/${name}` };
}

/** The nearest folder of modules above all that share the new one, or a new folder beside them. */
export function parentOf({ directories }: WorkspaceSnapshot, modules: readonly Module[]): string {
  const above = commonDirectory(modules.map(({ directory }) => directory));
  if (nameOf(above) === "modules") return above;
  const known = foldersAbove(above)
    .reverse()
    .find((folder) => [...directories.keys()].some((each) => each.startsWith(`${folder}/modules/`)));
  return `${known ?? above}/modules`;
}

/**
 * True for a module that Terragrunt takes to its cache without the folder of the new one: it copies the folder in front of
 * `//`, else that of the module alone.
 */
function isCopiedAlone(snapshot: WorkspaceSnapshot, module: Module, parent: string): boolean {
  const workspace = terragruntWorkspace(snapshot);
  return workspace.usersOfModule(module.directory).some((directory) => {
    const source = workspace.unit(directory)?.source;
    if (source?.kind !== "local" || source.text === undefined) return false;
    const path = source.text.startsWith("file://") ? source.text.slice("file://".length) : source.text;
    const mark = path.indexOf("//");
    return !isWithin(parent, mark < 0 ? module.directory : uriAt(directory, path.slice(0, mark)));
  });
}
