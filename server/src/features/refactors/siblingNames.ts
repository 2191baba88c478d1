// What several blocks of one type are called as one, and what tells them apart: read from their names, and from what they
// have in common where their names share no word.

import { slice } from "../../base/range.js";
import { literalString } from "../../model/access.js";
import { argument } from "../../model/extract.js";
import type { Block, SourceFile } from "../../syntax/ast.js";
import { sameExpression } from "../rewriting/expressionShape.js";
import { isIdentifier } from "../rewriting/identifier.js";
import type { NamedKeys } from "../rewriting/rowTable.js";
import { isPlainInteger } from "../rewriting/sharedText.js";
import { generalLabels } from "./expressionWords.js";
import type { RefactorContext } from "./refactor.js";
import { wordsOf } from "./words.js";

/** The names of blocks taken apart. */
export interface SharedName extends NamedKeys {
  /** The words that all names share, if they make a name. */
  readonly name: string | undefined;
}

/** The words that all names begin and end with, and what is left of each. Words stay whole: `web_1` and `web_10` share `web`. */
export function sharedName(names: readonly string[]): SharedName {
  const all = withoutNumbers(names.map(wordsWithSeparators));
  const [first = []] = all;
  const shortest = Math.min(...all.map(({ length }) => length));
  const start = sharedStart(all);
  // `ecs_to_x_external` speaks of an external x: without it, `ecs_to_external` would speak of something else.
  const mayEnd = !prepositions.has(first[start - 1]?.word ?? "");
  let end = 0;
  const fromEnd = (words: readonly Word[], n: number): string | undefined => words[words.length - 1 - n]?.word;
  while (mayEnd && end < shortest - start && all.every((words) => fromEnd(words, end) === fromEnd(first, end))) end++;
  const textOf = (words: readonly Word[]): string =>
    words.map(({ separator, word }, i) => (i === 0 ? word : separator + word)).join("");
  // Names of as many words may share some in between: `cpu_alarm_blue` and `memory_alarm_green` with a word before.
  const isInBetween = (i: number): boolean =>
    mayEnd &&
    start + end > 0 &&
    i >= start &&
    i < first.length - end &&
    all.every((words) => words.length === first.length && words[i]?.word === first[i]?.word);
  const left = all.map((words) =>
    textOf(words.slice(start, words.length - end).filter((_, i) => !isInBetween(start + i))),
  );
  const behind = first.slice(first.length - end);
  const between = first.filter((_, i) => isInBetween(i));
  // A name does not begin with a digit: `9503_rule` is `rule_9503`.
  const named = start > 0 ? 0 : behind.findIndex(({ word }) => isIdentifier(word));
  const name = textOf([
    ...first.slice(0, start),
    ...between,
    ...behind.slice(Math.max(0, named)),
    ...behind.slice(0, named),
  ]);
  if (!isIdentifier(name)) return { name: undefined, keys: names, areSpeaking: true };
  const isLeft = left.every((key) => key !== "") && new Set(left).size === left.length;
  return { name, keys: isLeft ? left : names, areSpeaking: isLeft && !left.every(isPlainInteger) };
}

const prepositions: ReadonlySet<string> = new Set(["at", "by", "for", "from", "in", "of", "on", "to", "via", "with"]);

/** How many words all begin with. */
function sharedStart(all: readonly (readonly Word[])[]): number {
  const [first = []] = all;
  const shortest = Math.min(...all.map(({ length }) => length));
  let start = 0;
  while (start < shortest && all.every((words) => words[start]?.word === first[start]?.word)) start++;
  return start;
}

/** Takes numbers off the words that differ in nothing else: `rule_cp80` and `rule_cp443` share `rule_cp`. */
function withoutNumbers(all: readonly (readonly Word[])[]): readonly (readonly Word[])[] {
  const at = sharedStart(all);
  const lettersOf = (word: string): number => {
    let end = word.length;
    while (end > 0 && isPlainInteger(word.slice(end - 1, end))) end--;
    return end;
  };
  const cut = all.map((words) => words[at]?.word ?? "");
  const length = lettersOf(cut[0] ?? "");
  const isNumbered = (word: string): boolean =>
    word.length > length && lettersOf(word) === length && word.slice(0, length) === cut[0]?.slice(0, length);
  if (length < 2 || !cut.every(isNumbered)) return all;
  return all.map((words) =>
    words.flatMap((one, i) =>
      i === at
        ? [
            { separator: one.separator, word: one.word.slice(0, length) },
            { separator: "", word: one.word.slice(length) },
          ]
        : [one],
    ),
  );
}

interface Word {
  readonly separator: string;
  readonly word: string;
}

/** The words of a name, each with what stands before it. */
function wordsWithSeparators(name: string): readonly Word[] {
  const words: { separator: string; word: string }[] = [];
  let separator = "";
  for (const char of name) {
    const last = words.at(-1);
    if (char === "_" || char === "-") separator += char;
    else if (last && separator === "") last.word += char;
    else {
      words.push({ separator, word: char });
      separator = "";
    }
  }
  return words;
}

/** A name for blocks as one that no other object has, and why a person may want another. */
export interface ChosenName {
  readonly name: string;
  readonly doubt?: string;
}

/** Why a person has to find the name where there is none. */
const unnamed = {
  doubt: "Their names have no word in common, so one block for them needs a name that only you can give.",
};

/** Why a person has to find the name where most of the blocks that it fits are others. */
const ofOthers = "fits more other blocks than these, so one block for them needs a name of its own.";

/** True for the doubt of a name that fits others. */
export function fitsOthers(doubt: string): boolean {
  return doubt.endsWith(ofOthers);
}

/** Where a name is to be found: the address without it, the blocks' addresses, and the word before each one's key. */
export interface NamePlace {
  readonly stem: string;
  readonly keys: readonly string[];
  readonly before: string | undefined;
}

/**
 * The name of blocks that are written as one: what their names share; else what they all belong to or are, where that is
 * true of no other block of their type; else the plural of their type, where there are few others.
 */
export function chooseName(
  ctx: RefactorContext,
  blocks: readonly Block[],
  shared: string | undefined,
  { stem, keys, before }: NamePlace,
): ChosenName | undefined {
  const isFree = (name: string): boolean => keys.includes(stem + name) || !ctx.module.declarations.has(stem + name);
  const [first] = blocks;
  const noun = first && first.type.name !== "module" ? nounOf(first) : undefined;
  if (shared !== undefined) {
    const wider = noun === undefined || shared.endsWith(noun) ? [] : [`${shared}_${pluralOf(noun)}`];
    const name = [shared, ...wider, pluralOf(shared)].find(isFree);
    if (name === undefined) return undefined;
    const labels = blocks.map(labelOf);
    const isOfFamily = ({ block }: Located): boolean => sharedName([...labels, labelOf(block)]).name === shared;
    const family = othersOf(ctx, blocks).filter(isOfFamily);
    if (family.length <= blocks.length) return { name };
    const doubt = `The name that they share, \`${shared}\`, ${ofOthers}`;
    return { name, doubt };
  }
  const others = othersOf(ctx, blocks);
  const isOthers = (word: string): boolean =>
    others.some(({ file, block }) => slice(file.text, block.range).toLowerCase().includes(word));
  const word = before?.toLowerCase();
  const own = [
    ownerOf(ctx.file, blocks, others),
    sortOf(ctx.file, blocks, others),
    word !== undefined && word.length > 2 && word !== noun && !isOthers(word) ? word : undefined,
  ].find((name) => name !== undefined && isIdentifier(name) && isFree(name));
  if (own !== undefined) return { name: own };
  const plural = noun === undefined ? undefined : pluralOf(noun);
  const name = [plural ?? "all", "all"].find(isFree);
  if (name === undefined) return undefined;
  return plural === undefined || others.length * 3 > blocks.length ? { name, ...unnamed } : { name };
}

function labelOf({ labels }: Block): string {
  return labels.at(-1)?.value ?? "";
}

/** What a type says its objects are: its last word, where that is a noun for one. */
function nounOf({ labels }: Block): string | undefined {
  const all = (labels[0]?.value ?? "").split("_");
  // `kubernetes_namespace_v1` is a namespace.
  const words = ["v1", "v2", "v3"].includes(all.at(-1) ?? "") ? all.slice(0, -1) : all;
  const noun = words.at(-1) ?? "";
  return words.length < 2 || noun.length < 3 || noun.endsWith("s") || noun === "data" ? undefined : noun;
}

function pluralOf(name: string): string {
  if (name.endsWith("s")) return name;
  const isAfterConsonant = name.endsWith("y") && !"aeiou".includes(name.at(-2) ?? "a");
  return isAfterConsonant ? `${name.slice(0, -1)}ies` : `${name}s`;
}

/** The blocks of the same type in the module that are not among these. */
function othersOf({ snapshot, module }: RefactorContext, blocks: readonly Block[]): readonly Located[] {
  const [first] = blocks;
  return module.files.flatMap(({ entry }) => {
    const file = snapshot.file(entry.uri);
    return (file?.body.items ?? []).flatMap((item) => {
      const isOther =
        item.kind === "Block" &&
        item.type.name === first?.type.name &&
        (item.type.name === "module" || item.labels[0]?.value === first.labels[0]?.value) &&
        !blocks.includes(item);
      return isOther && file ? [{ file, block: item }] : [];
    });
  });
}

interface Located {
  readonly file: SourceFile;
  readonly block: Block;
}

/** The label of an object that all blocks name in one argument and no other of their type does: what they belong to. */
function ownerOf(file: SourceFile, blocks: readonly Block[], others: readonly Located[]): string | undefined {
  const [first] = blocks;
  for (const item of first?.body.items ?? []) {
    if (item.kind !== "Attribute" || item.value.kind !== "ScopeTraversalExpr") continue;
    const { root, steps } = item.value;
    const names = [root.name, ...steps.flatMap((step) => (step.kind === "AttrStep" ? [step.name] : []))];
    const label =
      root.name === "data" ? names[2] : ["var", "local", "each", "path"].includes(root.name) ? undefined : names[1];
    if (label === undefined || generalLabels.has(label) || names.length < 3) continue;
    const reads = (located: Located): boolean => {
      const theirs = argument(located.block.body, item.name.name);
      return theirs !== undefined && sameExpression(file.text, item.value, located.file.text, theirs.value);
    };
    if (blocks.every((block) => reads({ file, block })) && !others.some(reads)) return label;
  }
  return undefined;
}

/** Endings of arguments that say what sort of its type a block is. */
const sorts = ["type", "kind", "class", "category"];

/** What sort of their type all blocks are, and no other block of it. */
function sortOf(file: SourceFile, blocks: readonly Block[], others: readonly Located[]): string | undefined {
  const [first] = blocks;
  for (const item of first?.body.items ?? []) {
    if (item.kind !== "Attribute" || !sorts.some((ending) => item.name.name.endsWith(ending))) continue;
    const sort = literalString(item.value);
    const isOf = ({ block }: Located): boolean => {
      const theirs = argument(block.body, item.name.name);
      return theirs !== undefined && literalString(theirs.value) === sort;
    };
    if (sort !== undefined && blocks.every((block) => isOf({ file, block })) && !others.some(isOf)) {
      return wordsOf(sort).join("_");
    }
  }
  return undefined;
}
