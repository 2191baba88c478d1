// Code lenses: how often each declaration is used, how many instances it has, and who calls the module.

import type { TextRange } from "../base/range.js";
import type { FileRange } from "../base/sourceChange.js";
import { argument } from "../model/extract.js";
import type { DeclarationFact } from "../model/facts.js";
import type { Module } from "../model/module.js";
import { moduleValues } from "../model/moduleValues.js";
import type { WorkspaceSnapshot } from "../model/workspace.js";
import { type CheckOptions, productOf } from "./diagnostics.js";
import { instancesText } from "./inlayHints.js";
import { occurrencesOf } from "./navigation/symbol.js";
import { terragruntLenses } from "./terragrunt/lenses.js";
import { isTerragruntFile } from "./terragrunt/place.js";

export interface CodeLens {
  readonly range: TextRange;
  /** What a click shows; empty for a lens that only informs. */
  readonly places: readonly FileRange[];
  readonly title: string;
}

/** Kinds of declarations that are worth counting; a `check` or `run` is not there to be used. */
const counted = new Set(["variable", "local", "output", "resource", "data", "ephemeral", "module", "provider"]);

/** The lenses of a file, in the order of the text. */
export function codeLenses(snapshot: WorkspaceSnapshot, uri: string, options: CheckOptions): readonly CodeLens[] {
  if (isTerragruntFile(snapshot, uri)) return terragruntLenses(snapshot, uri);
  const module = snapshot.moduleOf(uri);
  const facts = snapshot.facts(uri);
  if (!module || !facts) return [];
  const lenses: CodeLens[] = [];
  const callers = snapshot.callersOf(module).flatMap((caller) => {
    const call = caller.module.declaration(caller.key);
    return call ? [{ uri: call.uri, range: call.fact.nameRange }] : [];
  });
  if (callers.length > 0 && module.files[0]?.entry.uri === uri) {
    lenses.push({
      range: { start: 0, end: 0 },
      places: callers,
      title: counting(callers.length, "caller of this module", "callers of this module"),
    });
  }
  for (const declaration of facts.declarations) {
    if (!counted.has(declaration.kind)) continue;
    const symbol = { kind: "declared", module, key: declaration.key, range: declaration.nameRange } as const;
    const uses = occurrencesOf(snapshot, symbol).filter(({ kind }) => kind === "read" || kind === "write");
    lenses.push({ range: declaration.header, places: uses, title: counting(uses.length, "reference", "references") });
    const instances = instancesOf(snapshot, module, uri, declaration, options);
    if (instances !== undefined) lenses.push({ range: declaration.header, places: [], title: instances });
  }
  return lenses;
}

/** How many instances a declaration makes by `count` or `for_each`, where that is known. */
function instancesOf(
  snapshot: WorkspaceSnapshot,
  module: Module,
  uri: string,
  declaration: DeclarationFact,
  options: CheckOptions,
): string | undefined {
  const { repetition, item, nested } = declaration;
  if ((repetition !== "count" && repetition !== "for_each") || nested !== undefined) return undefined;
  const file = snapshot.file(uri);
  const block = file?.body.items[item];
  const written = block?.kind === "Block" ? argument(block.body, repetition) : undefined;
  if (!file || block?.kind !== "Block" || !written) return undefined;
  return instancesText(file, block, written, moduleValues(snapshot, module, "given", productOf(module, options)));
}

function counting(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
