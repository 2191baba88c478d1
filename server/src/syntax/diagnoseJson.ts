// Finds what HCL's JSON parser would report first in a text that should be JSON.
//
// Source of the rules: hcl v2.20, `json/scanner.go` and `json/parser.go`. The first mistake is reported alone, since
// whatever follows it is read in a way that nobody meant.

import { range, type TextRange } from "../base/range.js";
import type { SyntaxError as HclSyntaxError } from "./ast.js";

type TokenType = "{" | "}" | "[" | "]" | "," | ":" | "=" | "string" | "number" | "keyword" | "invalid" | "end";

interface Token {
  readonly type: TokenType;
  readonly range: TextRange;
  readonly text: string;
}

/** The first mistake in a JSON text, and that its root is no object where that is not plain; empty where it is valid. */
export function diagnoseJson(text: string): HclSyntaxError[] {
  const reader = new JsonReader(text);
  const first = reader.peek();
  const isValid = reader.readValue();
  const rest = reader.peek();
  if (isValid && rest.type !== "end") {
    reader.report(rest.range, "Extraneous data after value", "the value is complete; nothing may follow it");
  }
  if (first.type !== "{" && first.type !== "[") {
    reader.report(
      first.range,
      "Root value must be object",
      "configuration in JSON is one object, or a list of objects",
    );
  }
  return reader.errors;
}

class JsonReader {
  readonly errors: HclSyntaxError[] = [];
  readonly #text: string;
  #at = 0;
  #next: Token | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  report(at: TextRange, summary: string, message: string): void {
    this.errors.push({ id: "json", summary, message, range: at });
  }

  peek(): Token {
    this.#next ??= this.#scan();
    return this.#next;
  }

  #read(): Token {
    const token = this.peek();
    this.#next = undefined;
    return token;
  }

  /** Reads one value; false where a mistake was found, and reading ends. */
  readValue(): boolean {
    const token = this.peek();
    switch (token.type) {
      case "{":
        return this.#readObject();
      case "[":
        return this.#readArray();
      case "number":
        this.#read();
        return (
          isJson(token.text) || this.#fail(token, "Invalid JSON number", `\`${token.text}\` is not a number in JSON`)
        );
      case "string":
        this.#read();
        return this.#checkString(token);
      case "keyword":
        this.#read();
        return this.#checkKeyword(token);
      case "}":
        return this.#fail(token, "Missing JSON value", "a value is missing before this brace");
      case "]":
        return this.#fail(token, "Missing array element value", "a value is missing before this bracket");
      case "end":
        return this.#fail(token, "Missing value", "the text ends where a value should begin");
      default:
        return this.#fail(token, "Invalid start of value", "no value begins like this in JSON");
    }
  }

  #fail({ range: at }: Token, summary: string, message: string): false {
    this.report(at, summary, message);
    return false;
  }

  #checkString(token: Token): boolean {
    if (isJson(token.text)) return true;
    return this.#fail(
      token,
      "Invalid JSON string",
      token.text.length > 1 && token.text.endsWith('"')
        ? "this string holds an escape or a character that JSON strings cannot hold"
        : "this string is not closed",
    );
  }

  #checkKeyword(token: Token): boolean {
    const { text } = token;
    if (text === "true" || text === "false" || text === "null") return true;
    const lower = text.toLowerCase();
    const hint =
      lower === "true" || lower === "false" || lower === "null"
        ? `; it is written \`${lower}\``
        : "; a string stands in double quotes";
    return this.#fail(token, "Invalid JSON keyword", `\`${text}\` has no meaning in JSON${hint}`);
  }

  #readObject(): boolean {
    const open = this.#read();
    while (this.peek().type !== "}") {
      const key = this.peek();
      if (!this.readValue()) return false;
      if (key.type !== "string") {
        return this.#fail(key, "Invalid object property name", "the name of a property stands in double quotes");
      }
      const colon = this.#read();
      if (colon.type !== ":") return this.#missingColon(colon);
      if (!this.readValue()) return false;
      const next = this.peek();
      if (next.type === ",") {
        this.#read();
        if (this.peek().type === "}") return this.#trailingComma(next, "object");
      } else if (next.type === "end") {
        return this.#fail(open, "Unclosed object", "this object has no `}`");
      } else if (next.type === "]") {
        return this.#fail(next, "Mismatched braces", "an object ends with `}`, not with `]`");
      } else if (next.type !== "}") {
        return this.#fail(next, "Missing attribute seperator comma", "a comma is missing before this property");
      }
    }
    this.#read();
    return true;
  }

  #missingColon(token: Token): false {
    if (token.type === "}" || token.type === ",") {
      return this.#fail(token, "Missing object value", "this property has no value: write `:` and one");
    }
    const message =
      token.type === "="
        ? "in JSON a colon stands between a name and its value, not an equals sign"
        : "a colon is missing between the name and the value";
    return this.#fail(token, "Missing property value colon", message);
  }

  #trailingComma(comma: Token, what: "object" | "array"): false {
    return this.#fail(comma, `Trailing comma in ${what}`, "in JSON no comma stands behind the last one; remove it");
  }

  #readArray(): boolean {
    const open = this.#read();
    while (this.peek().type !== "]") {
      if (!this.readValue()) return false;
      const next = this.peek();
      if (next.type === ",") {
        this.#read();
        if (this.peek().type === "]") return this.#trailingComma(next, "array");
      } else if (next.type === ":") {
        return this.#fail(next, "Invalid array value", "elements of a list have no names; an object stands in braces");
      } else if (next.type === "end") {
        return this.#fail(open, "Unclosed object", "this list has no `]`");
      } else if (next.type === "}") {
        return this.#fail(next, "Mismatched brackets", "a list ends with `]`, not with `}`");
      } else if (next.type !== "]") {
        return this.#fail(next, "Missing attribute seperator comma", "a comma is missing before this element");
      }
    }
    this.#read();
    return true;
  }

  #scan(): Token {
    const text = this.#text;
    while (" \t\r\n".includes(text[this.#at] ?? "x")) this.#at++;
    const start = this.#at;
    const first = text[start];
    if (first === undefined) return { type: "end", range: range(start, start), text: "" };
    let type: TokenType = "invalid";
    let end = start + 1;
    if (first === "{" || first === "}" || first === "[" || first === "]") type = first;
    else if (first === "," || first === ":" || first === "=") type = first;
    else if (first === '"') {
      type = "string";
      end = this.#endOfString(start);
    } else if (isDigit(first) || first === "-" || first === "+" || first === ".") {
      type = "number";
      while (end < text.length && isNumberPart(text[end] ?? "")) end++;
    } else if (isLetter(first)) {
      type = "keyword";
      while (end < text.length && (isLetter(text[end] ?? "") || isDigit(text[end] ?? ""))) end++;
    }
    this.#at = end;
    return { type, range: range(start, end), text: text.slice(start, end) };
  }

  /** Behind the closing quote, or where the text ends. */
  #endOfString(start: number): number {
    const text = this.#text;
    for (let at = start + 1; at < text.length; at++) {
      if (text[at] === "\\") at++;
      else if (text[at] === '"') return at + 1;
    }
    return text.length;
  }
}

function isDigit(character: string): boolean {
  return character >= "0" && character <= "9";
}

function isLetter(character: string): boolean {
  return (character >= "a" && character <= "z") || (character >= "A" && character <= "Z") || character === "_";
}

function isNumberPart(character: string): boolean {
  return isDigit(character) || "-+.eE".includes(character);
}

/** Whether the text of one token is JSON. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
