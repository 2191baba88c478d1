// What the name at an offset stands for: a declaration of a module, or a name bound by `for` and `dynamic`.

import { type TextRange, touches } from "../../base/range.js";
import type { FileRange } from "../../base/sourceChange.js";
import type { ReferenceFact } from "../../model/facts.js";
import type { Declaration, Module, ModuleFile } from "../../model/module.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import { terragruntUses } from "../terragrunt/moduleUses.js";
import { terragruntOccurrences } from "../terragrunt/occurrences.js";
import { isTerragruntFile } from "../terragrunt/place.js";
import { type TerragruntSymbol, terragruntSymbolAt } from "../terragrunt/symbol.js";
import { type LocalName, localNameAt } from "./localNames.js";

/** A declared name, whoever refers to it. */
export interface DeclaredSymbol {
  readonly kind: "declared";
  /** The module that declares it, or would. */
  readonly module: Module;
  readonly key: string;
  /** The text under the cursor that names it. */
  readonly range: TextRange;
}

export type Symbol = DeclaredSymbol | LocalName | TerragruntSymbol;

/** One place that names a symbol. */
export interface Occurrence extends FileRange {
  readonly kind: "declaration" | "override" | "read" | "write";
}

/**
 * What the name at an offset stands for; undefined where there is no name. A name that nothing declares still gives a
 * symbol, so that its other uses can be found.
 */
export function symbolAt(snapshot: WorkspaceSnapshot, uri: string, offset: number): Symbol | undefined {
  const file = snapshot.file(uri);
  const facts = snapshot.facts(uri);
  if (!facts) return undefined;
  // Files of JSON syntax have facts but no tree.
  const local = file && localNameAt(file, offset);
  if (local) return local;
  if (isTerragruntFile(snapshot, uri)) return terragruntSymbolAt(snapshot, uri, offset);
  const module = snapshot.moduleOf(uri);
  if (!module) return undefined;
  for (const declaration of facts.declarations) {
    if (touches(declaration.nameRange, offset)) {
      return { kind: "declared", module, key: declaration.key, range: declaration.nameRange };
    }
    const input = declaration.inputs?.find((each) => touches(each.range, offset));
    const callee = input && snapshot.callee(module, declaration.source);
    if (input && callee) return { kind: "declared", module: callee, key: `var.${input.name}`, range: input.range };
  }
  let found: ReferenceFact | undefined;
  for (const reference of facts.references) {
    if (!touches(reference.range, offset)) continue;
    if (touches(reference.addressRange, offset)) found = reference;
    else if (reference.attribute && touches(reference.attribute.range, offset)) {
      const callee = calleeOf(snapshot, module, reference.key);
      const key = `output.${reference.attribute.name}`;
      if (callee) return { kind: "declared", module: callee, key, range: reference.attribute.range };
    }
  }
  return found && { kind: "declared", module, key: found.key, range: found.nameRange };
}

/** The module that a call's key (`module.m`) leads to, where it is in the workspace. */
export function calleeOf(snapshot: WorkspaceSnapshot, module: Module, key: string): Module | undefined {
  const call = module.declaration(key);
  return call?.fact.kind === "module" ? snapshot.callee(module, call.fact.source) : undefined;
}

/** All places of a symbol: its declarations first, then its uses in the module, its tests, its callers and its units. */
export function occurrencesOf(snapshot: WorkspaceSnapshot, symbol: Symbol): readonly Occurrence[] {
  if (symbol.kind === "bound") return symbol.occurrences;
  if (symbol.kind === "terragrunt") return terragruntOccurrences(symbol);
  const { module, key } = symbol;
  return [
    ...declarationsOf(module, key),
    ...usesWithin(snapshot, module, key),
    ...usesByCallers(snapshot, module, key),
    ...terragruntUses(snapshot, module, key),
  ];
}

function declarationsOf(module: Module, key: string): Occurrence[] {
  const place =
    (kind: "declaration" | "override") =>
    ({ uri, fact }: Declaration): Occurrence => ({ kind, uri, range: fact.nameRange });
  return [
    ...(module.declarations.get(key) ?? []).map(place("declaration")),
    ...(module.overriding.get(key) ?? []).map(place("override")),
  ];
}

function usesWithin(snapshot: WorkspaceSnapshot, module: Module, key: string): Occurrence[] {
  const uses = module.referencesTo(key).map(({ uri, fact }): Occurrence => use(uri, fact));
  const own = new Set(module.tests.map(({ entry }) => entry.uri));
  const inTests = snapshot.testsOf(module).filter(({ entry }) => !own.has(entry.uri));
  return [...uses, ...inTests.flatMap((file) => usesInFile(file, key))];
}

function usesInFile(file: ModuleFile, key: string): Occurrence[] {
  return file.facts.references.filter((fact) => fact.key === key).map((fact) => use(file.entry.uri, fact));
}

function use(uri: string, fact: ReferenceFact): Occurrence {
  return { kind: fact.place === "value" ? "write" : "read", uri, range: fact.nameRange };
}

/** Callers give values to input variables and read outputs; nothing else of a module is seen from outside. */
function usesByCallers(snapshot: WorkspaceSnapshot, module: Module, key: string): Occurrence[] {
  const variable = key.startsWith("var.") ? key.slice("var.".length) : undefined;
  const output = key.startsWith("output.") ? key.slice("output.".length) : undefined;
  if (variable === undefined && output === undefined) return [];
  const found: Occurrence[] = [];
  for (const caller of snapshot.callersOf(module)) {
    for (const call of caller.module.declarations.get(caller.key) ?? []) {
      for (const input of call.fact.inputs ?? []) {
        if (input.name === variable) found.push({ kind: "write", uri: call.uri, range: input.range });
      }
    }
    if (output === undefined) continue;
    for (const { uri, fact } of caller.module.referencesTo(caller.key)) {
      if (fact.attribute?.name === output) found.push({ kind: "read", uri, range: fact.attribute.range });
    }
  }
  return found;
}
