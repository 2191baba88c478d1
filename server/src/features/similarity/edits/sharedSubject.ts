// What declarations that several modules share are about, in words: what a module of them is called. Declarations that
// are about nothing together make no module.

import { nameOf } from "../../../model/uri.js";
import { wordsOf } from "../../refactors/words.js";
import { isIdentifier } from "../../rewriting/identifier.js";
import type { Declared } from "./sharedDeclarations.js";
import { referencesOf } from "./sharedInputs.js";

/** Words of file names that say what kind of blocks a file has or who else has it, and not what they are for. */
const generalWords: ReadonlySet<string> = new Set(
  (
    "main locals local data variables versions providers provider outputs terraform backend modules module " +
    "platform shared common base general misc"
  ).split(" "),
);

/** Words of names that say nothing of what a module is for. */
const emptyWords: ReadonlySet<string> = new Set(
  (
    "account arn current config default env environment existing id ids key list map name names path prefix project " +
    "region selected tags this type types value values var vars"
  ).split(" "),
);

/**
 * The name of a module for declarations of one module: the words that all their names have, or what their file is called
 * after; where they read each other or the same things, what their types or what is read have in common. Undefined where
 * nothing says what they are together.
 */
export function subjectOf(declared: readonly Declared[]): string | undefined {
  const labels = declared.map(({ key }) => key.split(".").at(-1) ?? "");
  const named = wordsOfAll(labels) ?? wordOfFiles(declared);
  if (named !== undefined || !areConnected(declared)) return named;
  const types = declared.map(({ key }) => key.split(".").slice(1, -1).join("_").split("_").slice(1).join("_"));
  const read = [...outsideOf(declared)].filter((key) => /^(var|local)\./.test(key));
  return wordsOfAll(types) ?? wordsOfAll(read.map((key) => key.slice(key.indexOf(".") + 1)));
}

/** What declarations read that is none of them. */
function outsideOf(declared: readonly Declared[]): ReadonlySet<string> {
  const own = new Set(declared.map(({ key }) => key));
  const read = declared.flatMap(referencesOf).flatMap(({ key, address }) => (address ? [key] : []));
  return new Set(read.filter((key) => !own.has(key)));
}

/** True where each declaration reads another, or something that another reads, so that all hang together. */
function areConnected(declared: readonly Declared[]): boolean {
  const reads = declared.map(
    (one) => new Set([one.key, ...referencesOf(one).flatMap(({ key, address }) => (address ? [key] : []))]),
  );
  const [first] = reads;
  const reached = new Set(first);
  const left = new Set(reads.slice(1));
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const one of left) {
      if (![...one].some((key) => reached.has(key))) continue;
      for (const key of one) reached.add(key);
      left.delete(one);
    }
  }
  return left.size === 0;
}

/** The words that all names have, in the order of the first. */
export function wordsOfAll(names: readonly string[]): string | undefined {
  const [first = [], ...others] = names.map(wordsOf);
  const name = first
    .filter((word) => !generalWords.has(word) && !emptyWords.has(word) && others.every((all) => all.includes(word)))
    .join("_");
  return isIdentifier(name) ? name : undefined;
}

/** What the files are called that the declarations stand in, as far as all say the same. */
function wordOfFiles(declared: readonly Declared[]): string | undefined {
  const files = [...new Set(declared.map(({ file }) => nameOf(file.uri)))];
  const words = files.map((file) => wordsOf(file.split(".")[0] ?? "").filter((word) => !generalWords.has(word)));
  const [first = []] = words;
  const end = first.findIndex((word, i) => words.some((other) => other[i] !== word));
  const name = first.slice(0, end < 0 ? first.length : end).join("_");
  return isIdentifier(name) ? name : undefined;
}
