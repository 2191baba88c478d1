// The expressions of `diagnose`: operators, terms, traversals and constructors, as HCL's parser reads them.

import { range } from "../base/range.js";
import { readObject, readTuple } from "./diagnoseConstructor.js";
import { checkNumber } from "./diagnoseNumber.js";
import { diagnoseTemplate } from "./diagnoseTemplate.js";
import { readTraversal } from "./diagnoseTraversal.js";
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
export function fails(reader: TokenReader, read: (reader: TokenReader) => void): boolean {
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
