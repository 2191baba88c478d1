// jsonencode and jsondecode: JSON as Go writes and reads it, numbers at full precision.

import { Failure } from "../values/failure.js";
import { BigNumber } from "../values/number.js";
import { numberToText } from "../values/numberText.js";
import { goQuote } from "../values/text.js";
import { dynamicType, stringType, typesEqual } from "../values/type.js";
import {
  boolValue,
  isWhollyKnown,
  nullValue,
  numberValue,
  objectValue,
  stringValue,
  tupleValue,
  Value,
} from "../values/value.js";
import type { Implementation, Implementations } from "./implementation.js";

// What Go escapes beyond JSON's own rules, so that the text is safe within HTML and JavaScript.
const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ["<", "\\u003c"],
  [">", "\\u003e"],
  ["&", "\\u0026"],
  ["\u2028", "\\u2028"],
  ["\u2029", "\\u2029"],
]);

function quote(text: string): string {
  let result = '"';
  for (const character of text) {
    const escaped = escapes.get(character);
    if (escaped !== undefined) result += escaped;
    else if (character < " ") result += `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
    else result += character;
  }
  return `${result}"`;
}

/** A wholly known value as JSON on one line, names in order. */
export function jsonText(value: Value): string {
  if (!value.hasContent) return "null";
  switch (value.type.kind) {
    case "string":
      return quote(value.text);
    case "number":
      return numberToText(value.number);
    case "bool":
      return String(value.isTrue);
    case "map":
    case "object":
      return `{${[...value.entries].map(([name, entry]) => `${quote(name)}:${jsonText(entry)}`).join(",")}}`;
    default:
      return `[${value.elements.map(jsonText).join(",")}]`;
  }
}

function hasInfinity(value: Value): boolean {
  return value.number.infinite || value.elements.some(hasInfinity);
}

const jsonencode: Implementation = {
  call: (args) => {
    const value = args[0] as Value;
    if (!isWhollyKnown(value)) return Value.unknown(stringType);
    if (hasInfinity(value)) return new Failure("cannot serialize infinity as JSON");
    return stringValue(jsonText(value));
  },
};

/** Deeper nesting than this is refused, so that no text can exhaust the stack. */
const deepest = 1000;

const betweenValues: ReadonlySet<string> = new Set([
  "looking for beginning of value",
  "",
  "after array element",
  "after object key",
  "after object key:value pair",
]);

class JsonReader {
  private at = 0;

  constructor(private readonly text: string) {}

  read(): Value | Failure {
    const value = this.value(0);
    if (value instanceof Failure) return value;
    this.skipSpace();
    if (this.at === this.text.length) return value;
    return new Failure("extraneous data after JSON object");
  }

  private skipSpace(): void {
    while (" \t\r\n".includes(this.text[this.at] ?? "x")) this.at++;
  }

  private unexpected(looking: string): Failure {
    const code = this.text.codePointAt(this.at);
    // Between values the text merely ends; within one, unexpectedly.
    if (code === undefined) return new Failure(betweenValues.has(looking) ? "EOF" : "unexpected EOF");
    const character = String.fromCodePoint(code);
    const quoted = character === "'" ? "\\'" : character === '"' ? '"' : goQuote(character).slice(1, -1);
    return new Failure(`invalid character '${quoted}'${looking === "" ? "" : ` ${looking}`}`);
  }

  private value(depth: number): Value | Failure {
    this.skipSpace();
    const character = this.text[this.at];
    if (depth > deepest) return new Failure("exceeded max depth");
    switch (character) {
      case "{":
        return this.object(depth);
      case "[":
        return this.array(depth);
      case '"': {
        const text = this.string();
        return text instanceof Failure ? text : stringValue(text);
      }
      case "t":
        return this.word("true", boolValue(true));
      case "f":
        return this.word("false", boolValue(false));
      case "n":
        return this.word("null", nullValue);
      default:
        return this.number();
    }
  }

  private word(word: string, value: Value): Value | Failure {
    for (const [i, letter] of [...word].entries()) {
      if (this.text[this.at] !== letter) return this.unexpected(`in literal ${word} (expecting '${word[i]}')`);
      this.at++;
    }
    return value;
  }

  private digits(): number {
    const start = this.at;
    while (isDigit(this.text[this.at])) this.at++;
    return this.at - start;
  }

  private number(): Value | Failure {
    const start = this.at;
    if (this.text[this.at] === "-") this.at++;
    const negative = this.at > start;
    if (this.text[this.at] === "0") this.at++;
    else if (this.digits() === 0) {
      return this.unexpected(negative ? "in numeric literal" : "looking for beginning of value");
    }
    if (this.text[this.at] === ".") {
      this.at++;
      if (this.digits() === 0) return this.unexpected("after decimal point in numeric literal");
    }
    if (this.text[this.at] === "e" || this.text[this.at] === "E") {
      this.at++;
      if (this.text[this.at] === "+" || this.text[this.at] === "-") this.at++;
      if (this.digits() === 0) return this.unexpected("in exponent of numeric literal");
    }
    const number = BigNumber.parse(this.text.slice(start, this.at));
    return number ? numberValue(number) : this.unexpected("looking for beginning of value");
  }

  private string(): string | Failure {
    let result = "";
    for (this.at++; this.at < this.text.length; this.at++) {
      const character = this.text[this.at] as string;
      if (character === '"') {
        this.at++;
        return result;
      }
      if (character < " ") return this.unexpected("in string literal");
      if (character !== "\\") {
        result += character;
        continue;
      }
      this.at++;
      const letter = this.text[this.at] ?? "";
      const plain = simpleEscapes[letter];
      if (plain !== undefined) result += plain;
      else if (letter !== "u") return this.unexpected("in string escape code");
      else {
        const hex = this.text.slice(this.at + 1, this.at + 5);
        if (hex.length < 4 && this.at + hex.length + 1 >= this.text.length) return new Failure("unexpected EOF");
        if (!isHex(hex)) return this.unexpected("in \\u hexadecimal character escape");
        result += String.fromCharCode(Number.parseInt(hex, 16));
        this.at += 4;
      }
    }
    return this.unexpected("in string literal");
  }

  private array(depth: number): Value | Failure {
    const elements: Value[] = [];
    this.at++;
    this.skipSpace();
    if (this.text[this.at] === "]") {
      this.at++;
      return tupleValue(elements);
    }
    for (;;) {
      const element = this.value(depth + 1);
      if (element instanceof Failure) return element;
      elements.push(element);
      this.skipSpace();
      const next = this.text[this.at];
      if (next !== "," && next !== "]") return this.unexpected("after array element");
      this.at++;
      if (next === "]") return tupleValue(elements);
    }
  }

  private object(depth: number): Value | Failure {
    const entries = new Map<string, Value>();
    this.at++;
    this.skipSpace();
    if (this.text[this.at] === "}") {
      this.at++;
      return objectValue(entries);
    }
    for (;;) {
      this.skipSpace();
      if (this.text[this.at] !== '"') return this.unexpected("");
      const name = this.string();
      if (name instanceof Failure) return name;
      this.skipSpace();
      if (this.text[this.at] !== ":") return this.unexpected("after object key");
      this.at++;
      const value = this.value(depth + 1);
      if (value instanceof Failure) return value;
      const before = entries.get(name);
      if (before && !typesEqual(before.type, value.type)) {
        return new Failure(`duplicate ${goQuote(name)} property in JSON object`);
      }
      entries.set(name, value);
      this.skipSpace();
      const next = this.text[this.at];
      if (next !== "," && next !== "}") return this.unexpected("after object key:value pair");
      this.at++;
      if (next === "}") return objectValue(entries);
    }
  }
}

const simpleEscapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}

function isHex(text: string): boolean {
  return text.length === 4 && [...text].every((c) => isDigit(c) || "abcdefABCDEF".includes(c));
}

const jsondecode: Implementation = {
  type: (args) => {
    const value = args[0] as Value;
    if (!value.isKnown) return dynamicType;
    const read = new JsonReader(value.text).read();
    return read instanceof Failure ? read : read.type;
  },
  call: (args) => new JsonReader((args[0] as Value).text).read(),
};

export const jsonFunctions: Implementations = { jsondecode, jsonencode };
