// Functions over strings, those with patterns and formats apart.

import { argumentFailure, Failure } from "../values/failure.js";
import { compareText, graphemes } from "../values/text.js";
import { boolType, stringType } from "../values/type.js";
import { boolValue, isWhollyKnown, listValue, stringValue, trueValue, Value } from "../values/value.js";
import { longestText, wholeNumber } from "./arguments.js";
import type { Implementation, Implementations } from "./implementation.js";

const textAt = (args: readonly Value[], index: number): string => args[index]?.text ?? "";

function mapText(transform: (text: string) => string): Implementation {
  return { call: (args) => stringValue(transform(textAt(args, 0))) };
}

function mapTwo(transform: (text: string, other: string) => string): Implementation {
  return { call: (args) => stringValue(transform(textAt(args, 0), textAt(args, 1))) };
}

// Go maps one code point to one: a mapping to several, as of ß, is left out.
function mapCase(text: string, transform: (character: string) => string): string {
  let result = "";
  for (const character of text) {
    const mapped = transform(character);
    result += [...mapped].length === 1 ? mapped : character;
  }
  return result;
}

/** The text in upper case, as Go's strings.ToUpper. */
export function toUpper(text: string): string {
  return mapCase(text, (character) => greekCapital(character) ?? character.toUpperCase());
}

/** The one-character capital of a Greek vowel with an iota below, for which JavaScript has two characters. */
function greekCapital(character: string): string | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x1f80 && code <= 0x1faf && (code & 8) === 0) return String.fromCodePoint(code + 8);
  return code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3 ? String.fromCodePoint(code + 9) : undefined;
}

/** The text in lower case, as Go's strings.ToLower. */
export function toLower(text: string): string {
  return mapCase(text, (character) => (character === "\u0130" ? "i" : character.toLowerCase()));
}

/** Unicode's white space, which Go trims; JavaScript's own idea of it differs in two code points. */
export function isSpace(character: string): boolean {
  if (character === "\u0085") return true;
  return character !== "\ufeff" && character.trim() === "";
}

/** The text without the characters at both ends that the test holds for. */
export function trimWhere(text: string, drops: (character: string) => boolean): string {
  const characters = [...text];
  let start = 0;
  let end = characters.length;
  while (start < end && drops(characters[start] as string)) start++;
  while (end > start && drops(characters[end - 1] as string)) end--;
  return characters.slice(start, end).join("");
}

// Letters and digits of any script; not HCL text.
const wordCharacter = /^[\p{L}\p{Nd}_]$/u;

function title(text: string): string {
  let result = "";
  let previous = " ";
  for (const character of text) {
    result += startsWord(previous) ? toTitle(character) : character;
    previous = character;
  }
  return result;
}

// Go: any ASCII character that is no letter, digit or underscore separates; beyond ASCII only white space does.
function startsWord(previous: string): boolean {
  if (wordCharacter.test(previous)) return false;
  return (previous.codePointAt(0) ?? 0) < 0x80 || isSpace(previous);
}

// The three digraphs of Serbo-Croatian have a title case of their own.
const titleCases: ReadonlyMap<string, string> = new Map([
  ["\u01c4", "\u01c5"],
  ["\u01c6", "\u01c5"],
  ["\u01c7", "\u01c8"],
  ["\u01c9", "\u01c8"],
  ["\u01ca", "\u01cb"],
  ["\u01cc", "\u01cb"],
  ["\u01f1", "\u01f2"],
  ["\u01f3", "\u01f2"],
]);

function toTitle(character: string): string {
  return titleCases.get(character) ?? toUpper(character);
}

function chomp(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === "\n" || text[end - 1] === "\r")) end--;
  return text.slice(0, end);
}

const substr: Implementation = {
  call: (args) => {
    const clusters = graphemes(textAt(args, 0));
    const offset = wholeNumber(args[1] as Value);
    if (offset instanceof Failure) return offset;
    const length = wholeNumber(args[2] as Value);
    if (length instanceof Failure) return length;
    if (offset >= 0 && length === 0) return stringValue("");
    // A negative offset counts from the end; one past the beginning starts there.
    const start = Math.max(0, offset < 0 ? offset + clusters.length : offset);
    const rest = clusters.slice(start);
    if (length < 0) return stringValue(rest.join(""));
    // OpenTofu stops at the wanted count, which zero never meets.
    return stringValue((length === 0 ? rest : rest.slice(0, length)).join(""));
  },
};

const join: Implementation = {
  call: (args) => {
    const lists = args.slice(1);
    if (lists.length === 0) return new Failure("at least one list is required");
    if (!lists.every(isWhollyKnown)) return Value.unknown(stringType);
    const items: string[] = [];
    for (const [i, list] of lists.entries()) {
      for (const [j, item] of list.elements.entries()) {
        if (!item.isNull) items.push(item.text);
        else {
          const where = lists.length > 1 ? `element ${j} of list ${i + 1}` : `element ${j}`;
          return argumentFailure(i + 1, `${where} is null; cannot concatenate null values`);
        }
      }
    }
    const separator = textAt(args, 0);
    if (items.length * separator.length > longestText) return undefined;
    return stringValue(items.join(separator));
  },
};

const indent: Implementation = {
  call: (args) => {
    const spaces = wholeNumber(args[0] as Value);
    if (spaces instanceof Failure) return spaces;
    if (spaces < 0) return new Failure("panic in function implementation: strings: negative Repeat count");
    const text = textAt(args, 1);
    if (spaces * (text.split("\n").length - 1) > longestText) return undefined;
    return stringValue(text.replaceAll("\n", () => `\n${" ".repeat(spaces)}`));
  },
};

const split: Implementation = {
  call: (args) => {
    const [separator, text] = [textAt(args, 0), textAt(args, 1)];
    const parts = separator === "" ? [...text] : text.split(separator);
    return listValue(parts.map(stringValue), stringType);
  },
};

const sort: Implementation = {
  call: (args) => {
    const list = args[0] as Value;
    // The order is open, the length is not.
    if (!isWhollyKnown(list)) return list.isKnown ? unknownList(list.elements.length) : Value.unknown(list.type);
    for (const [i, element] of list.elements.entries()) {
      if (element.isNull) return new Failure(`given list element ${i} is null; a null string cannot be sorted`);
    }
    const sorted = [...list.elements].sort((a, b) => compareText(a.text, b.text));
    return listValue(sorted, stringType);
  },
};

function unknownList(length: number): Value {
  return listValue(new Array<Value>(length).fill(Value.unknown(stringType)), stringType);
}

export const textFunctions: Implementations = {
  chomp: mapText(chomp),
  endswith: { call: (args) => boolValue(textAt(args, 0).endsWith(textAt(args, 1))) },
  indent,
  join,
  lower: mapText(toLower),
  sort,
  split,
  startswith: {
    call: (args) => {
      const prefix = textAt(args, 1);
      if (!args[0]?.isKnown) return prefix === "" ? trueValue : Value.unknown(boolType);
      return boolValue(textAt(args, 0).startsWith(prefix));
    },
  },
  strcontains: { call: (args) => boolValue(textAt(args, 0).includes(textAt(args, 1))) },
  strrev: mapText((text) => graphemes(text).reverse().join("")),
  substr,
  title: mapText(title),
  trim: mapTwo((text, cutset) => {
    const dropped = new Set(cutset);
    return trimWhere(text, (character) => dropped.has(character));
  }),
  trimprefix: mapTwo((text, prefix) => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  trimspace: mapText((text) => trimWhere(text, isSpace)),
  trimsuffix: mapTwo((text, suffix) => (suffix !== "" && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text)),
  upper: mapText(toUpper),
};
