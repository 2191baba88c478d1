// M-4: local modules that are the same in several folders become one. The calls keep their names, so that no address
// changes; the other folders go. Files with nothing but local values and data sources are shared by the modules they
// stand in, as such declarations are (M-2).

import { type FileRange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import { literalString } from "../../../model/access.js";
import { argument } from "../../../model/extract.js";
import type { Module } from "../../../model/module.js";
import { isLocalSource } from "../../../model/moduleCalls.js";
import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { directoryOf, nameOf, relativePath } from "../../../model/uri.js";
import { quoted } from "../../rewriting/addressPath.js";
import { declaredBlock } from "../../rewriting/declarationNodes.js";
import type { Site } from "../suggestion.js";
import type { EditContext, EditOutcome } from "./edit.js";
import { handedOut } from "./handedOut.js";
import { referencesIn } from "./itemReferences.js";
import { toSharedModule } from "./sharedModule.js";

const apart =
  "What the files make lies in the state of each folder and reads what stands beside it: a module for it needs inputs, a call and `moved` blocks in each, which a person has to write.";

export function toOneOfIdentical(ctx: EditContext): EditOutcome {
  const { snapshot, suggestion } = ctx;
  const copied = handedOut(suggestion);
  if (copied !== undefined) return { refused: copied };
  const sites = declarationsIn(ctx);
  if (sites) return toSharedModule({ ...ctx, suggestion: { ...suggestion, sites } });
  const directories = [...new Set(suggestion.sites.map(({ uri }) => directoryOf(uri)))].sort();
  const modules = directories.flatMap((directory) => snapshot.module(directory) ?? []);
  const [kept, ...others] = modules;
  if (!kept || others.length === 0 || modules.length < directories.length) return { refused: apart };
  const textOf = (module: Module): string | undefined => {
    const entries = [...(snapshot.directories.get(module.directory)?.files.values() ?? [])];
    const isBelow = [...snapshot.directories.keys()].some((directory) => directory.startsWith(`${module.directory}/`));
    if (isBelow || entries.length > module.files.length) return undefined;
    return entries
      .map(({ name, text }) => `${name}\n${text.trim()}`)
      .sort()
      .join("\n");
  };
  const text = textOf(kept);
  if (text === undefined || others.some((other) => textOf(other) !== text)) return { refused: apart };
  if (modules.some((module) => snapshot.callersOf(module).length === 0)) return { refused: apart };
  const units = terragruntWorkspace(snapshot);
  if (others.some(({ directory }) => units.usersOfModule(directory).length > 0)) {
    return { refused: "A unit of Terragrunt takes one of the modules as its own." };
  }
  for (const { entry } of kept.files) {
    const file = snapshot.file(entry.uri);
    if (!file || file.errors.length > 0) return { refused: "One of the files has syntax errors." };
    for (const block of file.body.items) {
      if (block.kind !== "Block") continue;
      const source = block.type.name === "module" ? argument(block.body, "source") : undefined;
      const called = source && literalString(source.value);
      if (source && (called === undefined || isLocalSource(called))) {
        return { refused: "The module calls others by their place beside it." };
      }
      if (referencesIn(block).some(({ base }) => base.root.name === "path")) {
        return { refused: "The module reads path, which is another folder then." };
      }
    }
    if (entry.name.endsWith(".json")) return { refused: "The module has JSON files, which are not read for this." };
  }
  const sources: { readonly at: FileRange; readonly text: string }[] = [];
  for (const other of others) {
    for (const { module: caller, key } of snapshot.callersOf(other)) {
      const declared = declaredBlock(snapshot, caller.declaration(key));
      const source = declared && argument(declared.block.body, "source");
      if (!declared || !source) return { refused: "One of the calls cannot be rewritten." };
      const at = { uri: declared.file.uri, range: source.value.range };
      sources.push({ at, text: quoted(relativePath(caller.directory, kept.directory)) });
    }
  }
  return {
    refactor: "one-of-identical",
    title: `Call \`${nameOf(kept.directory)}\` instead of its ${others.length === 1 ? "copy" : `${others.length} copies`}`,
    build: () => {
      const change = new SourceChangeBuilder();
      for (const { at, text: source } of sources) change.replace(at.uri, at.range, source);
      for (const other of others) {
        for (const { entry } of other.files) change.operation({ kind: "delete", uri: entry.uri });
      }
      return change.build();
    },
  };
}

/** The local values and data sources of the files; undefined where they hold anything else, or stand in one folder. */
function declarationsIn({ snapshot, suggestion }: EditContext): readonly Site[] | undefined {
  const found: Site[] = [];
  for (const { uri } of suggestion.sites) {
    const file = snapshot.file(uri);
    if (!file || file.errors.length > 0 || file.body.items.length === 0) return undefined;
    for (const item of file.body.items) {
      if (item.kind !== "Block") return undefined;
      if (item.type.name === "data") found.push({ uri, range: item.range });
      else if (item.type.name !== "locals") return undefined;
      else found.push(...item.body.items.map(({ range }) => ({ uri, range })));
    }
  }
  const folders = new Set(suggestion.sites.map(({ uri }) => directoryOf(uri)));
  return folders.size > 1 && found.length > 0 ? found : undefined;
}
