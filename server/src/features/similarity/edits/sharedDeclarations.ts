// Which declarations go into a module that several modules share: the largest part of what they declare alike that can.
//
// What a declaration reads goes along where the modules have it alike as well; what stays behind is passed to it.

import { slice } from "../../../base/range.js";
import type { Module } from "../../../model/module.js";
import type { ReferenceOrigin } from "../../../model/references.js";
import { directoryOf } from "../../../model/uri.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Attribute, Block, SourceFile } from "../../../syntax/ast.js";
import { declaredSource, impliedSource } from "../../refactors/extraction/extractedFiles.js";
import { differencesOf } from "../../rewriting/antiUnify.js";
import { declaredBlock, declaredLocal } from "../../rewriting/declarationNodes.js";
import { sameExpression } from "../../rewriting/expressionShape.js";
import { hiddenReferences } from "../../rewriting/referenceRewriter.js";
import { lowestSharingScore, sharingScore } from "../detectors/declarations.js";
import { blockFingerprint, fingerprint } from "../fingerprint.js";
import { grouped } from "../suggestion.js";
import type { EditContext } from "./edit.js";
import { ownProblem, readByProvidersOf, readByShared, referencesOf } from "./sharedInputs.js";
import { subjectOf } from "./sharedSubject.js";
import { judgeUses, readElsewhere } from "./sharedUses.js";

/** A declaration that goes: a local value's argument, or a data source's block. */
export interface Declared {
  readonly key: string;
  readonly file: SourceFile;
  readonly block: Block;
  readonly attribute: Attribute | undefined;
}

/** One of the modules, with what goes from it. */
export interface Sharer {
  readonly module: Module;
  readonly declared: readonly Declared[];
}

/** What goes from which modules. */
export interface Shared {
  readonly modules: readonly Module[];
  /** The declarations' keys, in the order of the first module's files. */
  readonly keys: readonly string[];
  /** What they are together, as the name of a module. */
  readonly subject: string;
  /** Declarations that the suggestion names and that stay. */
  readonly left: number;
}

/** What a call of the module has, with each input and each provider configuration that it passes. */
const callTokens = 15;
const inputTokens = 4;
const aliasTokens = 8;

const unrelated =
  "The names of the declarations have no word in common to call a module by, and not all of them read each other, so that what goes together is a person's to choose.";

/** What can go of a suggestion's declarations, or why that is not worth a module. */
export function chooseShared(ctx: EditContext): Shared | string {
  const { snapshot, suggestion } = ctx;
  const modules = grouped(suggestion.sites, ({ uri }) => directoryOf(uri)).flatMap(
    ([site]) => snapshot.module(directoryOf(site?.uri ?? "")) ?? [],
  );
  const [first] = modules;
  if (!first || modules.length < 2) return "The edit does not apply here.";
  const asked = keysIn(ctx, first, suggestion.sites);
  const wanted = new Set([...asked, ...keysIn(ctx, first, suggestion.along ?? [])]);
  const reasons = new Map<string, string>();
  const rows = rowsOf(snapshot, modules, wanted, reasons);
  const named = new Set<string>();
  const used = new Set<string>();
  for (const module of modules) {
    const keys = new Set(rows.keys());
    const hidden = hiddenReferences(snapshot, module, [...keys]);
    if (hidden) return hidden;
    for (const [key, reason] of judgeUses(snapshot, module, keys, { named, used })) drop(rows, reasons, key, reason);
  }
  if (!asked.some((key) => used.has(key)))
    return "Nothing reads them in any of the modules, so they can be deleted instead.";
  settle(snapshot, modules, wanted, rows, reasons, named);
  const kept = asked.filter((key) => rows.has(key));
  const size = kept.reduce((sum, key) => sum + sizeOf(rows.get(key)), 0);
  if (kept.length === 0 || sharingScore(modules.length, kept.length, size) < lowestSharingScore) {
    const reason = asked.flatMap((key) => reasons.get(key) ?? [])[0];
    return reason ?? "What can be shared is too little to be worth a module.";
  }
  const { inputs, aliases } = readByShared(snapshot, first, [...rows.values()]);
  if (callTokens + 3 * kept.length + inputTokens * inputs.length + aliasTokens * aliases.length > size / 2) {
    return (
      asked.flatMap((key) => reasons.get(key) ?? [])[0] ?? "A call of a module would be as long as what it says once."
    );
  }
  const subject = subjectOf(kept.flatMap((key) => rows.get(key) ?? []));
  if (subject === undefined) return unrelated;
  const files = first.files.map(({ entry }) => entry.uri);
  const place = (key: string): readonly [number, number] => {
    const declared = rows.get(key);
    return [files.indexOf(declared?.file.uri ?? ""), (declared?.attribute ?? declared?.block)?.range.start ?? 0];
  };
  const keys = [...rows.keys()].sort((a, b) => place(a)[0] - place(b)[0] || place(a)[1] - place(b)[1]);
  return { modules, keys, subject, left: asked.length - kept.length };
}

/** The declarations that go, module by module: those of one are nodes of the same trees. */
export function sharersOf(snapshot: WorkspaceSnapshot, { modules, keys }: Shared): readonly Sharer[] {
  return modules.map((module) => ({
    module,
    declared: keys.flatMap((key) => declarationOf(snapshot, module, key) ?? []),
  }));
}

/** The keys of what a module declares at some of the sites. */
function keysIn({ snapshot }: EditContext, module: Module, sites: EditContext["suggestion"]["sites"]): string[] {
  return sites.flatMap(({ uri, range }) => {
    if (directoryOf(uri) !== module.directory) return [];
    const file = module.files.find(({ entry }) => entry.uri === uri);
    const found = file?.facts.declarations.filter(
      (fact) => fact.range.start === range.start && (fact.kind === "local" || fact.kind === "data"),
    );
    return (found ?? []).filter(({ key }) => declarationOf(snapshot, module, key)).map(({ key }) => key);
  });
}

/** A local value or data source that a module declares once, at its top, and that no override file changes. */
function declarationOf(snapshot: WorkspaceSnapshot, module: Module, key: string): Declared | undefined {
  const [declaration, ...others] = module.declarations.get(key) ?? [];
  if (!declaration || others.length > 0 || module.overriding.has(key)) return undefined;
  const { kind, name, nested } = declaration.fact;
  if (kind === "local") {
    const found = declaredLocal(snapshot, module, name);
    return found && { key, ...found };
  }
  const found = kind === "data" && nested === undefined ? declaredBlock(snapshot, declaration) : undefined;
  return found && { key, ...found, attribute: undefined };
}

/**
 * The declarations that all modules have alike, as the first one has them, with those that they read; what is not alike
 * gets a reason.
 */
function rowsOf(
  snapshot: WorkspaceSnapshot,
  modules: readonly Module[],
  wanted: Iterable<string>,
  reasons: Map<string, string>,
): Map<string, Declared> {
  const rows = new Map<string, Declared>();
  const [first, ...others] = modules;
  const seen = new Set(wanted);
  for (const key of seen) {
    const declared = first && declarationOf(snapshot, first, key);
    if (!first || !declared || !others.every((module) => hasSame(snapshot, module, declared, first))) {
      reasons.set(key, `The modules do not all declare ${key} once and alike.`);
      continue;
    }
    const problem = ownProblem(declared);
    if (problem !== undefined) {
      reasons.set(key, problem);
      continue;
    }
    rows.set(key, declared);
    for (const origin of referencesOf(declared)) if (isShareable(origin)) seen.add(origin.key);
  }
  return rows;
}

function isShareable({ address }: ReferenceOrigin): boolean {
  return address?.kind === "local" || (address?.kind === "resource" && address.mode === "data");
}

/** True where a module declares the same as the first, and what is read has as many instances. */
function hasSame(snapshot: WorkspaceSnapshot, module: Module, one: Declared, first: Module): boolean {
  const [declaration, ...others] = module.declarations.get(one.key) ?? [];
  if (!declaration || others.length > 0 || module.overriding.has(one.key)) return false;
  for (const { key } of referencesOf(one)) {
    const read = [first, module].map((each) => each.declaration(key)?.fact);
    if (read[0]?.repetition !== read[1]?.repetition || (read[0] === undefined) !== (read[1] === undefined))
      return false;
  }
  // Most are copies, for which their texts are enough.
  const node = one.attribute ?? one.block;
  const text = slice(snapshot.entry(declaration.uri)?.text ?? "", declaration.fact.range);
  if (text === slice(one.file.text, node.range) && declaration.fact.nested === undefined) return true;
  const other = declarationOf(snapshot, module, one.key);
  if (one.attribute && other?.attribute) {
    return sameExpression(one.file.text, one.attribute.value, other.file.text, other.attribute.value);
  }
  if (!other || one.attribute || other.attribute) return false;
  return differencesOf([one.file.text, other.file.text], [one.block, other.block])?.length === 0;
}

function drop(rows: Map<string, Declared>, reasons: Map<string, string>, key: string, reason: string): void {
  rows.delete(key);
  if (!reasons.has(key)) reasons.set(key, reason);
}

/**
 * Takes declarations out until all that is left can go: what cannot be passed to one, what needs providers that the
 * modules take from different places, and in the end what nothing reads that goes.
 */
function settle(
  snapshot: WorkspaceSnapshot,
  modules: readonly Module[],
  wanted: ReadonlySet<string>,
  rows: Map<string, Declared>,
  reasons: Map<string, string>,
  named: ReadonlySet<string>,
): void {
  const [first] = modules;
  for (let before = -1; first && before !== rows.size; ) {
    const needed = new Set([...wanted].filter((key) => rows.has(key)));
    for (const key of needed) {
      const declared = rows.get(key);
      for (const origin of declared ? referencesOf(declared) : []) if (rows.has(origin.key)) needed.add(origin.key);
    }
    for (const key of [...rows.keys()]) if (!needed.has(key)) rows.delete(key);
    before = rows.size;
    for (const module of modules) {
      // What other declarations read as well is theirs as much: it stays, and is passed.
      const elsewhere = readElsewhere(snapshot, module, new Set(rows.keys()));
      for (const key of elsewhere) if (!wanted.has(key)) rows.delete(key);
      const declared = [...rows.keys()].flatMap((key) => declarationOf(snapshot, module, key) ?? []);
      for (const key of readByProvidersOf(snapshot, module, declared)) {
        if (rows.has(key))
          drop(rows, reasons, key, `${key} is read to configure a provider that the module would be given.`);
      }
    }
    for (const [key, { attribute }] of rows) {
      if (attribute?.value.kind !== "ScopeTraversalExpr") continue;
      const isHandedBack = !referencesOf(rows.get(key) as Declared).some((origin) => rows.has(origin.key));
      if (isHandedBack) drop(rows, reasons, key, `${key} only names what the module would be passed.`);
    }
    const read = readByShared(snapshot, first, [...rows.values()]);
    for (const [key, reason] of read.problems) drop(rows, reasons, key, reason);
    for (const module of modules.slice(1)) {
      // What is the same here may lead to an ephemeral value there.
      if (!module.files.some(({ entry }) => entry.text.includes("ephemeral"))) continue;
      const declared = [...rows.keys()].flatMap((key) => declarationOf(snapshot, module, key) ?? []);
      for (const [key, reason] of readByShared(snapshot, module, declared).problems) drop(rows, reasons, key, reason);
    }
    for (const [provider, keys] of read.users) {
      const sources = modules.map((module) => declaredSource(module, provider) ?? impliedSource(provider));
      if (sources.every((source) => source === sources[0])) continue;
      const reason = `The modules take the provider ${provider} from different sources.`;
      for (const key of keys) drop(rows, reasons, key, reason);
    }
    if ([...named].some((key) => rows.has(key)) && modules.some((module) => read.waits(module))) {
      // What waits for a whole module waits for all that its inputs and its providers wait for.
      for (const key of named) {
        drop(rows, reasons, key, `A block depends on ${key}, and would wait for all that the new module reads.`);
      }
    }
  }
}

/** Tokens of a declaration, as the search counts them. */
function sizeOf(declared: Declared | undefined): number {
  if (!declared) return 0;
  const { attribute, block } = declared;
  return attribute ? fingerprint(attribute.value).size : blockFingerprint(block, 2).size;
}
