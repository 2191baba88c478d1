// Names that lead into modules which `init` has installed. Their files are not part of the workspace: nothing is found
// in them, and nothing in them is changed.

import { type TextRange, touches } from "../../base/range.js";
import { argument } from "../../model/extract.js";
import { installedDirectory } from "../../model/installedModules.js";
import type { Module } from "../../model/module.js";
import { isLocalSource } from "../../model/moduleCalls.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Target } from "./definition.js";
import { mainFile } from "./mainFile.js";

/** A text that names an installed module, or something in it. */
export interface InstalledPlace {
  /** Where the module is installed. */
  readonly directory: string;
  /** What is named in it, such as `var.cidr` or `output.id`; undefined for the module as a whole. */
  readonly key: string | undefined;
  readonly origin: TextRange;
}

/**
 * What an offset names of an installed module: by the call's source, an input, or an output that is read; where
 * `byName`, by the call's name as well. Undefined elsewhere, and for modules of the workspace.
 */
export function installedPlaceAt(
  snapshot: WorkspaceSnapshot,
  uri: string,
  offset: number,
  byName: boolean,
): InstalledPlace | undefined {
  const file = snapshot.file(uri);
  const module = snapshot.moduleOf(uri);
  const facts = snapshot.facts(uri);
  if (!file || !module || !facts) return undefined;
  const place = (call: string, key: string | undefined, origin: TextRange): InstalledPlace | undefined => {
    const declared = module.declaration(call)?.fact;
    if (declared?.kind !== "module" || (declared.source !== undefined && isLocalSource(declared.source)))
      return undefined;
    const directory = installedDirectory(snapshot, module, declared.name);
    return directory === undefined ? undefined : { directory, key, origin };
  };
  for (const { kind, key, nameRange, inputs, item } of facts.declarations) {
    if (kind !== "module") continue;
    if (byName && touches(nameRange, offset)) return place(key, undefined, nameRange);
    const input = inputs?.find(({ range }) => touches(range, offset));
    if (input) return place(key, `var.${input.name}`, input.range);
    const block = file.body.items[item];
    const source = block?.kind === "Block" ? argument(block.body, "source")?.value : undefined;
    if (source && touches(source.range, offset)) return place(key, undefined, source.range);
  }
  for (const { key, attribute, nameRange } of facts.references) {
    if (!key.startsWith("module.")) continue;
    if (attribute && touches(attribute.range, offset)) return place(key, `output.${attribute.name}`, attribute.range);
    if (byName && touches(nameRange, offset)) return place(key, undefined, nameRange);
  }
  return undefined;
}

/** Where a place leads to in the module; for the module as a whole, its main file. */
export function installedTargets(module: Module, { key, origin }: InstalledPlace): readonly Target[] {
  if (key !== undefined) {
    return (module.declarations.get(key) ?? []).map(({ uri, fact }) => ({
      uri,
      range: fact.range,
      selection: fact.nameRange,
      origin,
    }));
  }
  const uri = mainFile(module);
  const start = { start: 0, end: 0 };
  return uri === undefined ? [] : [{ uri, range: start, selection: start, origin }];
}
