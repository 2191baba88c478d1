// Adds declarations to a module where a person would look for them.

import type { TextRange } from "../../base/range.js";
import type { SourceChangeBuilder } from "../../base/sourceChange.js";
import type { Module } from "../../model/module.js";
import { nameOf } from "../../model/uri.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Block, SourceFile } from "../../syntax/ast.js";
import { environmentIn } from "../circumstances.js";
import { addAligned, laterName } from "./argumentEdits.js";
import { appendToFile, lineStart, newLineOf, surroundings, withLineBreaks } from "./blockEdits.js";

/** Where a declaration was put. */
export interface Placed {
  readonly uri: string;
  /** The edit that holds it, where its file is there already. */
  readonly range: TextRange | undefined;
  /** Where its text begins within the edit, or within the new file. */
  readonly inner: number;
}

/**
 * Adds a local value: to the first `locals` block of `preferred`, else of `locals.tf`, else of the file with the most of
 * them, else in a new block of `preferred`. `uses` are the files that read it: where they are several, `locals.tf` comes
 * first. A file of one environment that is not the only one of them, and a file that other folders have as it is, come last.
 */
export function addLocal(
  change: SourceChangeBuilder,
  snapshot: WorkspaceSnapshot,
  module: Module,
  preferred: SourceFile,
  name: string,
  value: string,
  uses: ReadonlySet<string> = new Set([preferred.uri]),
): Placed {
  const withLocals = (file: SourceFile): Block | undefined =>
    file.body.items.find(
      (item): item is Block => item.kind === "Block" && item.type.name === "locals" && isSpread(file, item),
    );
  const files = [preferred, ...module.files.flatMap(({ entry }) => snapshot.file(entry.uri) ?? [])];
  const count = (file: SourceFile): number =>
    module.files.find(({ entry }) => entry.uri === file.uri)?.facts.declarations.filter((one) => one.kind === "local")
      .length ?? 0;
  const rank = (file: SourceFile): number => {
    const name = nameOf(file.uri);
    const isOnly = uses.size === 1 && uses.has(file.uri);
    if ((environmentIn(name) !== undefined && !isOnly) || isCopied(snapshot, module, file)) return 0;
    if (isOnly) return 4;
    if (name === "locals.tf" || name === "locals.tofu") return 3;
    return file === preferred ? 2 : 1;
  };
  const [home] = files
    .filter(withLocals)
    .map((file) => ({ file, rank: rank(file), locals: count(file) }))
    .sort((a, b) => b.rank - a.rank || b.locals - a.locals)
    .map(({ file }) => file);
  const block = home && withLocals(home);
  if (home && block?.closeBrace) {
    const edits = addAligned(home, block, { name, value });
    for (const edit of edits) change.replace(home.uri, edit.range, edit.newText);
    const added = edits[edits.length - 1];
    const inner = added ? added.newText.length - added.newText.trimStart().length : 0;
    return { uri: home.uri, range: added?.range, inner };
  }
  const newLine = newLineOf(preferred.text);
  return append(change, preferred, `locals {${newLine}  ${name} = ${value}${newLine}}`);
}

/** In this many other folders a file is as it is in all of them: someone copies it. */
const fewestCopies = 2;

/** Fewer names than these may be the same by chance. */
const fewestNames = 3;

/** True for a file that other folders have with the same local values: the next copy would undo a change. */
function isCopied(snapshot: WorkspaceSnapshot, { directory }: Module, { uri }: SourceFile): boolean {
  const namesIn = (file: string): string =>
    (snapshot.facts(file)?.declarations ?? []).flatMap((one) => (one.kind === "local" ? one.name : [])).join(" ");
  const name = nameOf(uri);
  const own = namesIn(uri);
  if (own.split(" ").length < fewestNames) return false;
  let copies = 0;
  for (const other of snapshot.directories.values()) {
    if (other.uri === directory) continue;
    const entry = other.files.get(name);
    if (entry && namesIn(entry.uri) === own && ++copies >= fewestCopies) return true;
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
