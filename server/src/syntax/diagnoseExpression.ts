// The expressions of `diagnose`: operators, terms, traversals and constructors, as HCL's parser reads them.

import { range } from "../base/range.js";
import { diagnoseTemplate } from "./diagnoseTemplate.js";
import { maxNesting, type TokenReader } from "./tokenReader.js";
import type { Token, TokenType } from "./tokens.js";

/** HCL's binary operators, weakest first. */
const operators: readonly (readonly TokenType[])[] = [
  ["Or"],
  ["And"],
  ["EqualOp", "NotEqual"],
  ["GreaterThan", "GreaterThanEq", "LessThan", "LessThanEq"],
  ["Plus", "Minus"],
  ["Star", "Slash", "Percent"],
];

const strength = new Map<TokenType, number>(operators.flatMap((types, level) => types.map((type) => [type, level])));

/** Reads an expression and reports its mistakes. */
export function diagnoseExpression(reader: TokenReader): void {
  if (reader.depth >= maxNesting) {
    reader.giveUp(reader.peek());
    return;
  }
  reader.depth++;
  readConditional(reader);
  reader.depth--;
}

/** Whether reading by `read` found mistakes that leave the reader astray. */
function fails(reader: TokenReader, read: (reader: TokenReader) => void): boolean {
  const before = reader.errors.length;
  read(reader);
  return reader.recovery && reader.errors.length > before;
}

function readConditional(reader: TokenReader): void {
  if (fails(reader, readOperations)) return;
  if (reader.peek().type !== "Question") return;
  reader.read();
  if (fails(reader, diagnoseExpression)) return;
  const colon = reader.peek();
  if (colon.type !== "Colon") {
    reader.report(
      "missing-false-value",
      "Missing false expression in conditional",
      "a conditional has two values, `condition ? value : other`; `:` and the other value are missing",
      colon,
    );
    reader.recovery = true;
    return;
  }
  reader.read();
  diagnoseExpression(reader);
}

/** Operands with binary operators between them. Their strength matters to the result alone, not to what is valid. */
function readOperations(reader: TokenReader): void {
  if (fails(reader, readOperand)) return;
  while (strength.has(reader.peek().type)) {
    reader.read();
    if (fails(reader, readOperand)) return;
  }
}

function readOperand(reader: TokenReader): void {
  const before = reader.errors.length;
  readTerm(reader);
  if (!(reader.recovery && reader.errors.length > before)) readTraversal(reader);
}

function readTerm(reader: TokenReader): void {
  const start = reader.peek();
  switch (start.type) {
    case "OParen":
      readParentheses(reader);
      return;
    case "NumberLit":
      reader.read();
      checkNumber(reader, start);
      return;
    case "Ident": {
      reader.read();
      const next = reader.peek().type;
      if (next === "OParen" || next === "DoubleColon") readCall(reader, start);
      return;
    }
    case "OQuote":
    case "OHeredoc":
      reader.read();
      diagnoseTemplate(reader, start, start.type === "OQuote" ? "CQuote" : "CHeredoc");
      return;
    case "Minus":
    case "Bang":
      reader.read();
      if (reader.depth >= maxNesting) {
        reader.giveUp(start);
        return;
      }
      reader.depth++;
      readOperand(reader);
      reader.depth--;
      return;
    case "OBrack":
      readTuple(reader);
      return;
    case "OBrace":
      readObject(reader);
      return;
    case "EOF":
      reader.reportFirst("missing-value", "Missing expression", "a value is missing at the end of the file", start);
      reader.recovery = true;
      return;
    default:
      reader.reportFirst("missing-value", "Invalid expression", missingValue(reader, start), start);
      reader.recovery = true;
  }
}

function missingValue(reader: TokenReader, found: Token): string {
  switch (found.type) {
    case "Newline":
      return "a value is missing at the end of this line";
    case "CQuote":
    case "QuotedLit":
      return "a value is expected here, not text";
    default:
      return `a value is expected here, not \`${reader.textOf(found)}\``;
  }
}

/** HCL's scanner lets a number hold more dots than its parser does. */
function checkNumber(reader: TokenReader, token: Token): void {
  if (!isPlainNumber(reader.text, token.start, token.end)) {
    reader.report(
      "invalid-number",
      "Invalid number literal",
      `\`${reader.textOf(token)}\` is not a number; in a string it stands in double quotes`,
      token,
    );
  }
}

/** Digits, at most one dot with digits behind it, at most one exponent. */
export function isPlainNumber(text: string, start: number, end: number): boolean {
  let dots = 0;
  let exponents = 0;
  for (let at = start; at < end; at++) {
    const character = text[at];
    if (character === ".") {
      dots++;
      if (dots > 1 || exponents > 0) return false;
    } else if (character === "e" || character === "E") {
      exponents++;
    }
  }
  return exponents <= 1;
}

function readParentheses(reader: TokenReader): void {
  const open = reader.read();
  reader.withNewlines(false, () => {
    const before = reader.errors.length;
    diagnoseExpression(reader);
    if (reader.errors.length > before) {
      reader.recoverTo("CParen");
      return;
    }
    const close = reader.peek();
    if (close.type !== "CParen") {
      reader.report(
        "unclosed-parenthesis",
        "Unbalanced parentheses",
        `\`)\` is missing here: the \`(\` on line ${reader.lineOf(open.start)} is not closed`,
        close,
      );
      reader.recovery = true;
    }
    reader.read();
  });
}

function readCall(reader: TokenReader, name: Token): void {
  let open = reader.read();
  while (open.type === "DoubleColon") {
    const next = reader.read();
    if (next.type !== "Ident") {
      reader.reportFirst("function-name", "Missing function name", "a function's name is missing after `::`", next);
      reader.recoverOver("OParen", "CParen");
      return;
    }
    open = reader.read();
  }
  if (open.type !== "OParen") {
    reader.reportFirst(
      "function-name",
      "Missing open parenthesis",
      "a name with `::` is a function's name; `(` and its arguments are missing",
      open,
    );
    reader.recoverOver("OParen", "CParen");
    return;
  }
  reader.withNewlines(false, () => readArguments(reader, range(name.start, open.end)));
}

function readArguments(reader: TokenReader, start: { start: number; end: number }): void {
  for (;;) {
    if (reader.peek().type === "CParen") {
      reader.read();
      return;
    }
    if (fails(reader, diagnoseExpression)) {
      reader.recoverTo("CParen");
      return;
    }
    const separator = reader.read();
    switch (separator.type) {
      case "CParen":
        return;
      case "Comma":
        break;
      case "Ellipsis":
        if (reader.peek().type === "CParen") {
          reader.read();
          return;
        }
        reader.reportFirst(
          "arguments",
          "Missing closing parenthesis",
          "an argument with `...` is the last one; `)` is expected here",
          reader.peek(),
        );
        reader.recoverTo("CParen");
        return;
      case "EOF":
        reader.reportFirst(
          "unclosed-call",
          "Unterminated function call",
          `this call is not closed: its \`(\` on line ${reader.lineOf(start.end - 1)} has no matching \`)\` before the end of the file`,
          start,
        );
        reader.recoverTo("CParen");
        return;
      default:
        reader.reportFirst(
          "arguments",
          "Missing argument separator",
          `\`,\` or \`)\` is expected here, not \`${reader.textOf(separator)}\``,
          separator,
        );
        reader.recoverTo("CParen");
        return;
    }
  }
}

function readTraversal(reader: TokenReader): void {
  for (;;) {
    const next = reader.peek();
    if (next.type === "Dot") {
      reader.read();
      if (!readDotStep(reader)) return;
    } else if (next.type === "OBrack") {
      readBracketStep(reader);
    } else {
      return;
    }
  }
}

/** What follows a dot. False where it is no step, so that nothing behind it can be one. */
function readDotStep(reader: TokenReader): boolean {
  const step = reader.peek();
  switch (step.type) {
    case "Ident":
      reader.read();
      return true;
    case "NumberLit":
      reader.read();
      checkLegacyIndex(reader, step);
      return true;
    case "Star":
      reader.read();
      return readAttributeSplat(reader);
    default:
      reader.reportFirst(
        "missing-name",
        "Invalid attribute name",
        "an attribute's name is missing after the dot",
        step,
      );
      reader.recovery = true;
      return true;
  }
}

function checkLegacyIndex(reader: TokenReader, token: Token): void {
  const text = reader.textOf(token);
  if (text.includes(".")) {
    const proper = text.split(".").join("][");
    reader.report(
      "legacy-index",
      "Invalid legacy index syntax",
      `two indexes in a row need brackets: write \`[${proper}]\` instead of \`.${text}\``,
      token,
    );
  } else {
    checkNumber(reader, token);
  }
}

/** The names behind `.*`. */
function readAttributeSplat(reader: TokenReader): boolean {
  while (reader.peek().type === "Dot") {
    reader.read();
    const step = reader.peek();
    if (step.type === "NumberLit") {
      reader.read();
      checkLegacyIndex(reader, step);
      continue;
    }
    if (step.type !== "Ident") {
      if (step.type === "Star") {
        reader.reportFirst(
          "nested-splat",
          "Nested splat expression not allowed",
          "a `.*` cannot stand behind another; write the outer one as `[*]`",
          step,
        );
      } else {
        reader.reportFirst(
          "missing-name",
          "Invalid attribute name",
          "an attribute's name is missing after the dot",
          step,
        );
      }
      reader.recovery = true;
      return true;
    }
    reader.read();
  }
  return true;
}

function readBracketStep(reader: TokenReader): void {
  const open = reader.read();
  if (reader.peek().type === "Star") {
    reader.read();
    const close = reader.read();
    if (close.type !== "CBrack" && !reader.recovery) {
      reader.report(
        "unclosed-index",
        "Missing close bracket on splat index",
        "a splat is written `[*]`; `]` is missing behind the star",
        close,
      );
      reader.recoverTo("CBrack");
    }
    return;
  }
  reader.withNewlines(false, () => {
    if (fails(reader, diagnoseExpression)) {
      reader.recoverTo("CBrack");
      return;
    }
    const close = reader.read();
    if (close.type !== "CBrack" && !reader.recovery) {
      reader.report(
        "unclosed-index",
        "Missing close bracket on index",
        `\`]\` is missing here: the \`[\` on line ${reader.lineOf(open.start)} is not closed`,
        close,
      );
      reader.recoverTo("CBrack");
    }
  });
}

function beginsFor(reader: TokenReader): boolean {
  return reader.withNewlines(false, () => reader.isWord(reader.peek(), "for"));
}

function readTuple(reader: TokenReader): void {
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

function readObject(reader: TokenReader): void {
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
