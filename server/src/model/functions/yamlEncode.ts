// yamlencode: block style, strings in double quotes or as literal blocks, as OpenTofu's YAML emitter writes it.

import { numberToText } from "../values/numberText.js";
import { utf8Encode } from "../values/text.js";
import { stringType } from "../values/type.js";
import { isWhollyKnown, stringValue, Value } from "../values/value.js";
import type { Implementation, Implementations } from "./implementation.js";

/** Past this column, a space in a quoted string becomes a line break. */
const width = 80;
/** A key longer than this many bytes, or of several lines, gets a question mark of its own. */
const longestKey = 128;

const breaks = "\n\r\u0085\u2028\u2029";

function isPrintable(code: number): boolean {
  if (code === 0x0a || (code >= 0x20 && code <= 0x7e)) return true;
  if (code < 0xa0 || code === 0xfeff || code === 0xfffe || code === 0xffff) return false;
  return code <= 0xffff && !(code >= 0xd800 && code <= 0xdfff);
}

const named: Readonly<Record<number, string>> = {
  0: "0",
  7: "a",
  8: "b",
  9: "t",
  10: "n",
  11: "v",
  12: "f",
  13: "r",
  27: "e",
  34: '"',
  92: "\\",
  133: "N",
  160: "_",
  8232: "L",
  8233: "P",
};

class Emitter {
  private text = "";
  private column = 0;

  /** The whole document. */
  document(value: Value): string {
    if (isNested(value)) this.node(value, 0, true);
    else {
      this.scalar(value, 0, false);
      // A plain word alone could go on, so its end is marked.
      if (!value.hasContent || value.type.kind !== "string") {
        if (!isEmptyCollection(value)) this.write("\n...");
      }
    }
    return this.text.endsWith("\n") ? this.text : `${this.text}\n`;
  }

  private write(text: string): void {
    this.text += text;
    const last = text.lastIndexOf("\n");
    this.column = last < 0 ? this.column + [...text].length : [...text.slice(last + 1)].length;
  }

  private newLine(indent: number): void {
    this.write(`${this.text.endsWith("\n") ? "" : "\n"}${" ".repeat(indent)}`);
  }

  /** A sequence or mapping with elements; `inline` where its first entry goes on the same line. */
  private node(value: Value, indent: number, inline: boolean): void {
    const entries = value.type.kind === "map" || value.type.kind === "object" ? value.entries : undefined;
    let first = true;
    const start = (): void => {
      if (!first || !inline) this.newLine(indent);
      first = false;
    };
    if (entries === undefined) {
      for (const element of value.elements) {
        start();
        this.write("-");
        this.after(element, indent, indent + 2, true);
      }
      return;
    }
    for (const [name, entry] of entries) {
      start();
      const isSequence = isNested(entry) && entry.type.kind !== "map" && entry.type.kind !== "object";
      if (isSimpleKey(name)) {
        this.quoted(name, indent + 2, false);
        this.write(":");
        // A sequence stands below its key without a deeper indent.
        this.after(entry, indent, isSequence ? indent : indent + 2, false);
      } else {
        this.write("?");
        this.after(stringValue(name), indent, indent + 2, true);
        this.newLine(indent);
        this.write(":");
        this.after(entry, indent, indent + 2, true);
      }
    }
  }

  /** What follows a dash, a colon or a question mark. */
  private after(value: Value, indent: number, nested: number, inline: boolean): void {
    if (!isNested(value)) {
      this.write(" ");
      this.scalar(value, indent, true);
      return;
    }
    if (inline) this.write(" ");
    this.node(value, nested, inline);
  }

  private scalar(value: Value, indent: number, nested: boolean): void {
    if (!value.hasContent) this.write("null");
    else if (value.type.kind === "number") this.write(numberToText(value.number));
    else if (value.type.kind === "bool") this.write(String(value.isTrue));
    else if (value.type.kind === "map" || value.type.kind === "object") this.write("{}");
    else if (value.type.kind !== "string") this.write("[]");
    else if (value.text.includes("\n") && isBlockAllowed(value.text)) this.literal(value.text, indent + 2);
    else this.quoted(value.text, nested || indent > 0 ? indent + 2 : 2, true);
  }

  private quoted(text: string, indent: number, mayBreak: boolean): void {
    this.write('"');
    const characters = [...text];
    let afterSpace = false;
    for (const [i, character] of characters.entries()) {
      const code = character.codePointAt(0) ?? 0;
      const isSpace = character === " ";
      if (!isSpace && (!isPrintable(code) || breaks.includes(character) || character === '"' || character === "\\")) {
        this.write(escaped(code));
      } else if (isSpace && mayBreak && !afterSpace && this.column > width && i > 0 && i < characters.length - 1) {
        this.newLine(indent);
        if (characters[i + 1] === " ") this.write("\\");
      } else this.write(character);
      afterSpace = isSpace;
    }
    this.write('"');
  }

  private literal(text: string, indent: number): void {
    const starts = text[0] === " " || breaks.includes(text[0] ?? " ");
    const ends = breaks.includes(text.at(-1) ?? " ");
    const keeps = ends && (text.length === 1 || breaks.includes(text.at(-2) ?? " "));
    this.write(`|${starts ? "2" : ""}${keeps ? "+" : ends ? "" : "-"}\n`);
    let atStart = true;
    for (const character of text) {
      if (breaks.includes(character)) {
        this.write(character);
        atStart = true;
        continue;
      }
      if (atStart) this.write(" ".repeat(indent));
      this.write(character);
      atStart = false;
    }
  }
}

function escaped(code: number): string {
  const name = named[code];
  if (name !== undefined) return `\\${name}`;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

function isEmptyCollection(value: Value): boolean {
  const { kind } = value.type;
  return value.hasContent && kind !== "string" && kind !== "number" && kind !== "bool" && value.elements.length === 0;
}

function isNested(value: Value): boolean {
  return value.hasContent && value.elements.length > 0;
}

function isSimpleKey(name: string): boolean {
  for (const character of name) if (breaks.includes(character)) return false;
  return utf8Encode(name).length <= longestKey;
}

/** A literal block keeps neither what is not printable nor a space at a line's end. */
function isBlockAllowed(text: string): boolean {
  let previous = "";
  for (const character of text) {
    if (!isPrintable(character.codePointAt(0) ?? 0)) return false;
    if (previous === " " && breaks.includes(character)) return false;
    previous = character;
  }
  return previous !== " ";
}

const yamlencode: Implementation = {
  call: (args) => {
    const value = args[0] as Value;
    if (!isWhollyKnown(value)) return Value.unknown(stringType);
    return stringValue(new Emitter().document(value));
  },
};

export const yamlEncodeFunctions: Implementations = { yamlencode };
