// Lists, objects and `for` expressions, for `diagnose`.

import { range } from "../base/range.js";
import { diagnoseExpression, fails } from "./diagnoseExpression.js";
import type { TokenReader } from "./tokenReader.js";
import type { Token, TokenType } from "./tokens.js";

function beginsFor(reader: TokenReader): boolean {
  return reader.withNewlines(false, () => reader.isWord(reader.peek(), "for"));
}

/** Reads a list, or the `for` expression that makes one, from its bracket on. */
export function readTuple(reader: TokenReader): void {
  const open = reader.read();
  if (beginsFor(reader)) {
    readFor(reader, false);
    return;
  }
  reader.withNewlines(false, () => {
    for (;;) {
      if (reader.peek().type === "CBrack") {
        reader.read();
        return;
      }
      if (fails(reader, diagnoseExpression)) {
        reader.recoverTo("CBrack");
        return;
      }
      const next = reader.peek();
      if (next.type === "CBrack") {
        reader.read();
        return;
      }
      if (next.type !== "Comma") {
        if (next.type === "EOF") {
          reader.reportFirst(
            "unclosed-list",
            "Unterminated tuple constructor expression",
            `this list is not closed: its \`[\` on line ${reader.lineOf(open.start)} has no matching \`]\` before the end of the file`,
            open,
          );
        } else {
          reader.reportFirst(
            "missing-comma",
            "Missing item separator",
            `\`,\` or \`]\` is missing before \`${reader.textOf(next)}\``,
            next,
          );
        }
        reader.recoverTo("CBrack");
        return;
      }
      reader.read();
    }
  });
}

/** Reads an object, or the `for` expression that makes one, from its brace on. */
export function readObject(reader: TokenReader): void {
  const open = reader.read();
  if (beginsFor(reader)) {
    readFor(reader, true);
    return;
  }
  reader.withNewlines(true, () => {
    for (;;) {
      const next = reader.peek();
      if (next.type === "Newline") {
        reader.read();
        continue;
      }
      if (next.type === "CBrace") {
        reader.read();
        return;
      }
      if (!readObjectItem(reader, open)) {
        reader.recoverTo("CBrace");
        return;
      }
      const separator = reader.peek();
      if (separator.type === "CBrace") {
        reader.read();
        return;
      }
      if (separator.type !== "Comma" && separator.type !== "Newline") {
        if (separator.type === "EOF") {
          unclosedObject(reader, open);
        } else {
          reader.reportFirst(
            "missing-comma",
            "Missing attribute separator",
            `a line break or \`,\` is missing before \`${reader.textOf(separator)}\``,
            separator,
          );
        }
        reader.recoverTo("CBrace");
        return;
      }
      reader.read();
    }
  });
}

function unclosedObject(reader: TokenReader, open: Token): void {
  reader.reportFirst(
    "unclosed-object",
    "Unterminated object constructor expression",
    `this object is not closed: its \`{\` on line ${reader.lineOf(open.start)} has no matching \`}\` before the end of the file`,
    open,
  );
}

function readObjectItem(reader: TokenReader, open: Token): boolean {
  const key = reader.peek();
  if (fails(reader, diagnoseExpression)) return false;
  const separator = reader.peek();
  if (separator.type !== "Equal" && separator.type !== "Colon") {
    const name = reader.text.slice(key.start, reader.previous().end).trim();
    switch (separator.type) {
      case "Newline":
      case "Comma":
        reader.reportFirst(
          "missing-value",
          "Missing attribute value",
          `\`${name}\` has no value: write \`${name} = …\``,
          separator,
        );
        break;
      case "EOF":
        unclosedObject(reader, open);
        break;
      default:
        reader.reportFirst(
          "missing-separator",
          "Missing key/value separator",
          `\`=\` is missing between \`${name}\` and its value`,
          separator,
        );
    }
    return false;
  }
  reader.read();
  return !fails(reader, diagnoseExpression);
}

/** A `for` expression, from behind its bracket on. */
function readFor(reader: TokenReader, object: boolean): void {
  const closer: TokenType = object ? "CBrace" : "CBrack";
  reader.withNewlines(false, () => {
    reader.read();
    const bad = (token: Token, message: string) => {
      reader.reportFirst("for-expression", "Invalid 'for' expression", message, token);
      reader.recoverTo(closer);
    };
    if (reader.peek().type !== "Ident") {
      bad(reader.peek(), "a `for` expression needs a name: `for name in collection : value`");
      return;
    }
    reader.read();
    if (reader.peek().type === "Comma") {
      reader.read();
      if (reader.peek().type !== "Ident") {
        bad(reader.peek(), "a second name is missing after the comma: `for key, value in collection : …`");
        return;
      }
      reader.read();
    }
    if (!reader.isWord(reader.peek(), "in")) {
      bad(reader.peek(), "`in` and a collection are missing: `for name in collection : value`");
      return;
    }
    reader.read();
    if (fails(reader, diagnoseExpression)) {
      reader.recoverTo(closer);
      return;
    }
    if (reader.peek().type !== "Colon") {
      bad(reader.peek(), "`:` is missing between the collection and the result: `for name in collection : value`");
      return;
    }
    reader.read();
    const first = reader.peek().start;
    if (fails(reader, diagnoseExpression)) {
      reader.recoverTo(closer);
      return;
    }
    // The key where a `=>` follows, else the value.
    const keyOrValue = range(first, reader.previous().end);
    const hasKey = reader.peek().type === "FatArrow";
    if (hasKey) {
      reader.read();
      if (fails(reader, diagnoseExpression)) {
        reader.recoverTo(closer);
        return;
      }
    }
    const group = reader.peek().type === "Ellipsis" ? reader.read() : undefined;
    if (reader.isWord(reader.peek(), "if")) {
      reader.read();
      if (fails(reader, diagnoseExpression)) {
        reader.recoverTo(closer);
        return;
      }
    }
    const close = reader.peek();
    if (close.type !== closer) {
      bad(close, `\`${object ? "}" : "]"}\` is expected here, where the \`for\` expression ends`);
      return;
    }
    reader.read();
    const report = (message: string, at: { readonly start: number; readonly end: number }) =>
      reader.report("for-expression", "Invalid 'for' expression", message, at);
    if (!object && hasKey)
      report("a list has no keys: write `[for … : value]`, or `{for … : key => value}` for an object", keyOrValue);
    if (!object && group !== undefined)
      report("`...` groups the values of an object; a list has nothing to group", group);
    if (object && !hasKey) report("an object needs a key for each value: `{for … : key => value}`", keyOrValue);
  });
}
