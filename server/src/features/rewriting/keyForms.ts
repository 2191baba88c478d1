// What says a row's key in another form: as a number, with other marks between its words, or in another case. A value that
// does needs no column, and taking the row apart again gives the value back.

import { literalString } from "../../model/access.js";
import type { Expression, FunctionCallExpr } from "../../syntax/ast.js";
import { quoted } from "./addressPath.js";
import { isPlainInteger } from "./sharedText.js";

/** A form of all keys: what each is in it, and how it is written of an expression that is the key. */
export interface KeyForm {
  /** In the order of the keys. */
  readonly values: readonly string[];
  /** True for another case, which says by chance what a remark says. */
  readonly isCase: boolean;
  readonly written: (key: string) => string;
}

/** Marks between words of which one is written for another. */
const marks: readonly (readonly [string, string])[] = [
  ["_", "-"],
  ["-", "_"],
  ["-", " "],
  ["_", " "],
];

/** The forms of keys that are not the keys themselves. Of keys with characters beyond ASCII there are none. */
export function formsOf(keys: readonly string[]): readonly KeyForm[] {
  if (keys.some((key) => [...key].some((char) => char > "~"))) return [];
  const replaced = marks.map(
    ([from, to]): KeyForm => ({
      values: keys.map((key) => key.split(from).join(to)),
      isCase: false,
      written: (key) => `replace(${key}, ${quoted(from)}, ${quoted(to)})`,
    }),
  );
  const cased = ["title", "upper", "lower"].map(
    (name): KeyForm => ({
      values: keys.map((key) => changed(name, [key]) ?? key),
      isCase: true,
      written: (key) => `${name}(${key})`,
    }),
  );
  return [...replaced, ...cased].filter(({ values }) => values.some((value, i) => value !== keys[i]));
}

/** A key as the number that it is written as. */
export function asNumber(key: string): string {
  return `tonumber(${key})`;
}

/** What a call gives whose first argument is a key and whose others are literals; undefined for calls that write no form. */
export function formOfKey(call: Expression | undefined, key: string): string | undefined {
  if (call?.kind !== "FunctionCallExpr" || call.expandFinal) return undefined;
  const others = literals(call);
  if (!others) return undefined;
  if (call.name === "tonumber") return others.length === 0 && isPlainInteger(key) ? key : undefined;
  const value = [...key].some((char) => char > "~") ? undefined : changed(call.name, [key, ...others]);
  return value === undefined ? undefined : quoted(value);
}

function literals({ args }: FunctionCallExpr): readonly string[] | undefined {
  const found = args.slice(1).flatMap((arg) => literalString(arg) ?? []);
  return found.length === args.length - 1 ? found : undefined;
}

/** A text of ASCII as a function of OpenTofu changes it; undefined for functions that are not known here. */
function changed(name: string, [text = "", ...others]: readonly string[]): string | undefined {
  if (name === "upper" && others.length === 0) return text.toUpperCase();
  if (name === "lower" && others.length === 0) return text.toLowerCase();
  // A word begins behind everything that is no letter, digit or underscore, as for Go's strings.Title.
  if (name === "title" && others.length === 0) {
    return [...text].map((char, i) => (isInWord(text[i - 1]) ? char : char.toUpperCase())).join("");
  }
  const [from, to] = others;
  const isPlain = from !== undefined && to !== undefined && others.length === 2;
  return name === "replace" && isPlain && from !== "" && !from.startsWith("/") ? text.split(from).join(to) : undefined;
}

function isInWord(char: string | undefined): boolean {
  if (char === undefined) return false;
  return char === "_" || (char >= "0" && char <= "9") || char.toLowerCase() !== char.toUpperCase();
}
