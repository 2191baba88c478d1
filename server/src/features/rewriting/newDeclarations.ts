// Adds declarations to a module where a person would look for them.

import type { TextRange } from "../../base/range.js";
import type { SourceChangeBuilder } from "../../base/sourceChange.js";
import type { Module } from "../../model/module.js";
import { nameOf } from "../../model/uri.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Block, Expression, SourceFile } from "../../syntax/ast.js";
import { environmentIn } from "../circumstances.js";
import { wordsOf } from "../refactors/words.js";
import { addAligned, laterName } from "./argumentEdits.js";
import { appendToFile, lineStart, newLineOf, surroundings, withLineBreaks } from "./blockEdits.js";
import { descendants } from "./expressionShape.js";

/** Where a declaration was put. */
export interface Placed {
  readonly uri: string;
  /** The edit that holds it, where its file is there already. */
  readonly range: TextRange | undefined;
  /** Where its text begins within the edit, or within the new file. */
  readonly inner: number;
}

/** What is known of a new local value: where it is read, and what it reads itself. */
export interface LocalUses {
  /** How many places of each file read it. */
  readonly places: ReadonlyMap<string, number>;
  /** Names of local values that its value reads. */
  readonly reads?: readonly string[];
}

/** The uses of a local value with an expression's value, one in each of the files, which may repeat. */
export function usesAt(files: Iterable<SourceFile>, value: Expression): LocalUses {
  const places = new Map<string, number>();
  for (const { uri } of files) places.set(uri, (places.get(uri) ?? 0) + 1);
  const reads = [...descendants(value)].flatMap((node) => {
    const step = node.kind === "ScopeTraversalExpr" && node.root.name === "local" ? node.steps[0] : undefined;
    return step?.kind === "AttrStep" ? [step.name] : [];
  });
  return { places, reads };
}

/**
 * Adds a local value where a person would look for it. Where one file has all places that read it, or nearly all of them:
 * to its first `locals` block, else to the module's file of local values, else in a new block at its top. Else to the
 * module's file of local values (`locals.tf`, one with `locals` in its name, one that declares what the value reads,
 * the only file with nothing else, the one of its files that has most of them), else to a new `locals.tf`. A file that
 * other folders have as it is comes last, and a value of one environment stays in its file.
 */
export function addLocal(
  change: SourceChangeBuilder,
  snapshot: WorkspaceSnapshot,
  module: Module,
  preferred: SourceFile,
  name: string,
  value: string,
  uses: LocalUses = { places: new Map([[preferred.uri, 1]]) },
): Placed {
  const only = mainFile(snapshot, preferred, uses);
  const home = homeOf(snapshot, module, only, uses);
  const block = home && spreadLocals(home);
  if (home && block?.closeBrace) {
    const edits = addAligned(home, block, { name, value });
    for (const edit of edits) change.replace(home.uri, edit.range, edit.newText);
    const added = edits[edits.length - 1];
    const inner = added ? added.newText.length - added.newText.trimStart().length : 0;
    return { uri: home.uri, range: added?.range, inner };
  }
  const file = home ?? only;
  const newLine = newLineOf((file ?? preferred).text);
  const added = withLineBreaks(`locals {${newLine}  ${name} = ${value}${newLine}}`, newLine);
  if (file) return addAtTop(change, file, added) ?? append(change, file, added);
  const isTofu = module.files.every(({ entry }) => entry.name.endsWith(".tofu"));
  const uri = `${module.directory}/locals.${isTofu ? "tofu" : "tf"}`;
  change.operation({ kind: "create", uri, content: added + newLine });
  return { uri, range: undefined, inner: 0 };
}

/** The file that has at least this part of the places, where there are several. */
const nearlyAll = 2 / 3;

/** The file that alone, or nearly, has the places where a local value is read; undefined where several share them. */
function mainFile(snapshot: WorkspaceSnapshot, preferred: SourceFile, { places }: LocalUses): SourceFile | undefined {
  const all = [...places.values()].reduce((sum, each) => sum + each, 0);
  const [main] = [...places].sort((a, b) => b[1] - a[1]);
  if (!main || main[1] < nearlyAll * all) return places.size === 0 ? preferred : undefined;
  return main[0] === preferred.uri ? preferred : snapshot.file(main[0]);
}

/** The file that a new local value goes to; undefined where there is none yet. `only` is the file that alone reads it. */
function homeOf(
  snapshot: WorkspaceSnapshot,
  module: Module,
  only: SourceFile | undefined,
  { places: readers, reads = [] }: LocalUses,
): SourceFile | undefined {
  if (only && readers.size === 1 && spreadLocals(only)) return only;
  if (only && environmentIn(nameOf(only.uri)) !== undefined) return undefined;
  const candidates = module.files.flatMap(({ entry, facts }) => {
    const names = facts.declarations.flatMap((one) => (one.kind === "local" && one.name ? [one.name] : []));
    const isNamed = isLocalsFile(entry.name);
    if (environmentIn(entry.name) !== undefined || (names.length === 0 && !isNamed)) return [];
    const file = snapshot.file(entry.uri);
    if (!file) return [];
    const isCopy = isCopied(snapshot, module, file);
    return [{ file, names, isNamed, isCopy, isKnown: names.some((each) => reads.includes(each)) }];
  });
  const named = candidates.find(({ isNamed }) => isNamed);
  if (named) return named.file;
  if (only && spreadLocals(only) && !isCopied(snapshot, module, only)) return only;
  const own = candidates.filter(({ file, isCopy }) => !isCopy && spreadLocals(file));
  const all = own.reduce((sum, { names }) => sum + names.length, 0);
  const [onlyOfLocals, another] = own.flatMap(({ file }) => (isOfLocals(file) ? [file] : []));
  const rank = ({ file, names, isKnown }: (typeof own)[number]): number => {
    if (wordsOf(nameOf(file.uri)).some((word) => word === "local" || word === "locals")) return isKnown ? 4 : 3;
    if (isKnown && (!only || readers.has(file.uri))) return 2;
    if (only) return 0;
    if (file === onlyOfLocals && !another && names.length > 1) return 1;
    return (readers.has(file.uri) || isMain(nameOf(file.uri))) && names.length * 2 > all ? 1 : 0;
  };
  const [best] = own
    .map((each) => ({ ...each, rank: rank(each) }))
    .sort((a, b) => b.rank - a.rank || b.names.length - a.names.length);
  return best && best.rank > 0 ? best.file : undefined;
}

function isLocalsFile(name: string): boolean {
  return name === "locals.tf" || name === "locals.tofu";
}

/** True for a file that declares local values and nothing else. */
function isOfLocals({ body }: SourceFile): boolean {
  return body.items.every((item) => item.kind === "Block" && item.type.name === "locals");
}

function isMain(name: string): boolean {
  return name === "main.tf" || name === "main.tofu";
}

/** A file's first `locals` block that a line can be added to. */
function spreadLocals(file: SourceFile): Block | undefined {
  return file.body.items.find(
    (item): item is Block => item.kind === "Block" && item.type.name === "locals" && isSpread(file, item),
  );
}

/** Blocks that stand before everything else in a file. */
const openingBlocks: ReadonlySet<string> = new Set(["terraform", "provider", "variable", "moved", "import", "removed"]);

/** Puts a block before what a file declares first; undefined where it declares nothing, or something happens there. */
function addAtTop(change: SourceChangeBuilder, file: SourceFile, text: string): Placed | undefined {
  const first = file.body.items.find((item) => item.kind === "Block" && !openingBlocks.has(item.type.name));
  const at = first && surroundings(file, first).lines?.start;
  if (at === undefined) return undefined;
  const isTaken = change.editsOf(file.uri).some(({ range }) => range.start <= at && at <= range.end);
  if (isTaken) return undefined;
  const newLine = newLineOf(file.text);
  change.insert(file.uri, at, `${text}${newLine}${newLine}`);
  return { uri: file.uri, range: { start: at, end: at }, inner: 0 };
}

/** In this many other folders a file is as it is in all of them: someone copies it. */
const fewestCopies = 2;

/** Fewer names than these may be the same by chance. */
const fewestNames = 3;

/** A file that is no `locals.tf` is a copy where this part of its local values is the same. */
const mostNames = 3 / 4;

/** True for a file that other folders have with the same local values: the next copy would undo a change. */
function isCopied(snapshot: WorkspaceSnapshot, { directory }: Module, { uri }: SourceFile): boolean {
  const namesIn = (file: string): string[] =>
    (snapshot.facts(file)?.declarations ?? []).flatMap((one) => (one.kind === "local" && one.name ? one.name : []));
  const name = nameOf(uri);
  const own = namesIn(uri);
  if (own.length < fewestNames) return false;
  const fewestShared = isLocalsFile(name) ? own.length : mostNames * own.length;
  let copies = 0;
  for (const other of snapshot.directories.values()) {
    if (other.uri === directory) continue;
    const entry = other.files.get(`${other.uri}/${name}`);
    if (!entry) continue;
    const theirs = new Set(namesIn(entry.uri));
    const isSame = !isLocalsFile(name) || theirs.size === own.length;
    if (isSame && own.filter((each) => theirs.has(each)).length >= fewestShared && ++copies >= fewestCopies)
      return true;
  }
  return false;
}

/** Puts a block at a file's end; where the change removes what stands there, in its place. */
function append(change: SourceChangeBuilder, file: SourceFile, text: string): Placed {
  const added = withLineBreaks(text, newLineOf(file.text));
  const edit = appendToFile(file, added);
  const removed = change.editsOf(file.uri).find(({ range, newText }) => newText === "" && range.end > edit.range.start);
  if (!removed) {
    change.replace(file.uri, edit.range, edit.newText);
    return { uri: file.uri, range: edit.range, inner: edit.newText.indexOf(added) };
  }
  const newLine = newLineOf(file.text);
  const { start } = removed.range;
  const above = file.text.slice(0, start);
  const isApart = start === 0 || above.endsWith(newLine + newLine);
  const gap = isApart ? "" : newLine;
  change.insert(file.uri, start, `${gap}${added}${newLine}`);
  return { uri: file.uri, range: { start, end: start }, inner: gap.length };
}

/** True where the block's braces stand on lines of their own, so that a line can be put between. */
function isSpread(file: SourceFile, block: Block): boolean {
  if (!block.openBrace || !block.closeBrace) return false;
  const { lineIndex, text } = file;
  const isApart = lineIndex.position(block.openBrace.start).line < lineIndex.position(block.closeBrace.start).line;
  return isApart && text.slice(lineStart(text, block.closeBrace.start), block.closeBrace.start).trim() === "";
}

/**
 * Adds a top-level block named `label` to the file of this name (`variables.tf`), else to the one that has the most blocks of its
 * type, else to a new file of the name. Where the names of its blocks are in order, it goes between them.
 */
export function addBlock(
  change: SourceChangeBuilder,
  snapshot: WorkspaceSnapshot,
  module: Module,
  type: "variable" | "output",
  label: string,
  text: string,
): Placed {
  const stem = type === "variable" ? "variables" : "outputs";
  const named = module.files.find(({ entry }) => entry.name === `${stem}.tf` || entry.name === `${stem}.tofu`);
  const count = (facts: (typeof module.files)[number]["facts"]): number =>
    facts.declarations.filter((one) => one.kind === type).length;
  const best = [...module.files].sort((a, b) => count(b.facts) - count(a.facts))[0];
  const home = named ?? (best && count(best.facts) > 0 ? best : undefined);
  const file = home && snapshot.file(home.entry.uri);
  if (file) return addInOrder(change, file, type, label, text) ?? addBlockTo(change, file, text);
  const isTofu = module.files.length > 0 && module.files.every(({ entry }) => entry.name.endsWith(".tofu"));
  const uri = `${module.directory}/${stem}.${isTofu ? "tofu" : "tf"}`;
  // A new file has the line breaks of those beside it.
  const [beside] = module.files.flatMap(({ entry }) => snapshot.file(entry.uri) ?? []);
  const newLine = newLineOf(beside?.text ?? "");
  const content = `${withLineBreaks(text, newLine)}${newLine}`;
  change.operation({ kind: "create", uri, content });
  return { uri, range: undefined, inner: 0 };
}

/** Puts a block before the first one with a later name; undefined where there is none, or the names are in no order. */
function addInOrder(
  change: SourceChangeBuilder,
  file: SourceFile,
  type: string,
  label: string,
  text: string,
): Placed | undefined {
  const same = file.body.items.filter((item): item is Block => item.kind === "Block" && item.type.name === type);
  const next = laterName(same, ({ labels }) => labels[0]?.value ?? "", label);
  const at = next && surroundings(file, next).lines?.start;
  if (at === undefined) return undefined;
  const isTaken = change.editsOf(file.uri).some(({ range }) => range.start <= at && at <= range.end);
  if (isTaken) return undefined;
  const newLine = newLineOf(file.text);
  change.insert(file.uri, at, `${withLineBreaks(text, newLine)}${newLine}${newLine}`);
  return { uri: file.uri, range: { start: at, end: at }, inner: 0 };
}

/** Adds a top-level block at the end of a file. */
export function addBlockTo(change: SourceChangeBuilder, file: SourceFile, text: string): Placed {
  return append(change, file, text);
}
