// The templates of `diagnose`: quoted strings and heredocs with their sequences, as HCL's parser reads them.

import { range, type TextRange } from "../base/range.js";
import { diagnoseExpression } from "./diagnoseExpression.js";
import { readEscape } from "./lowerTemplate.js";
import type { TokenReader } from "./tokenReader.js";
import type { Token } from "./tokens.js";

/** A directive that opens, divides or closes a part of a template. */
interface Directive {
  readonly keyword: string;
  readonly token: TextRange;
}

/** Reads a template from behind its opening up to and with `closer`. */
export function diagnoseTemplate(reader: TokenReader, open: Token, closer: "CQuote" | "CHeredoc"): void {
  const directives: Directive[] = [];
  const before = reader.errors.length;
  for (;;) {
    const next = reader.read();
    if (next.type === closer) break;
    if (next.type === "QuotedLit") {
      checkEscapes(reader, next);
    } else if (next.type === "TemplateInterp") {
      reader.withNewlines(false, () => readInterpolation(reader, next, closer));
    } else if (next.type === "TemplateControl") {
      reader.withNewlines(false, () => readDirective(reader, next, directives));
    } else if (next.type !== "StringLit") {
      reader.reportFirst(
        "unclosed-string",
        "Unterminated template string",
        closer === "CQuote"
          ? `the quote that opens this string on line ${reader.lineOf(open.start)} is never closed`
          : `this heredoc is not closed: a line with its tag alone is missing, and it opens on line ${reader.lineOf(open.start)}`,
        next,
        [{ range: range(open.start, open.end), message: "it opens here" }],
      );
      reader.recoverTo(closer);
      break;
    }
  }
  if (reader.errors.length === before) checkDirectives(reader, directives);
}

function readInterpolation(reader: TokenReader, open: Token, closer: "CQuote" | "CHeredoc"): void {
  diagnoseExpression(reader);
  const close = reader.peek();
  if (close.type === "TemplateSeqEnd") {
    reader.read();
    return;
  }
  const quote = (close.type === "CQuote" || close.type === "OQuote") && closer === "CQuote";
  if (close.type === "EOF" || quote) {
    reader.reportFirst(
      "unclosed-interpolation",
      "Unclosed template interpolation sequence",
      `\`}\` is missing: the \`\${\` on line ${reader.lineOf(open.start)} is not closed`,
      open,
    );
  } else {
    reader.reportFirst(
      "interpolation",
      "Extra characters after interpolation expression",
      `\`}\` is expected here, not \`${reader.textOf(close)}\`; text of another language is written \`$\${…}\``,
      close,
    );
  }
  reader.recoverTo("TemplateSeqEnd");
}

function readDirective(reader: TokenReader, open: Token, directives: Directive[]): void {
  const keyword = reader.peek();
  if (keyword.type !== "Ident") {
    reader.reportFirst(
      "directive",
      "Invalid template directive",
      "a directive begins with `if`, `else`, `endif`, `for` or `endfor`; `%{` as text is written `%%{`",
      keyword,
    );
    reader.recoverTo("TemplateSeqEnd");
    return;
  }
  reader.read();
  const word = reader.textOf(keyword);
  switch (word) {
    case "if":
      diagnoseExpression(reader);
      break;
    case "else":
    case "endif":
    case "endfor":
      break;
    case "for":
      if (!readForNames(reader)) {
        reader.recoverTo("TemplateSeqEnd");
        return;
      }
      diagnoseExpression(reader);
      break;
    default:
      reader.reportFirst(
        "directive",
        "Invalid template control keyword",
        `\`${word}\` is no directive; those are \`if\`, \`else\`, \`endif\`, \`for\` and \`endfor\``,
        keyword,
      );
      reader.recoverTo("TemplateSeqEnd");
      return;
  }
  const close = reader.peek();
  if (close.type !== "TemplateSeqEnd") {
    reader.reportFirst(
      "directive",
      `Extra characters in ${word} marker`,
      `\`}\` is expected here, where the \`${word}\` directive ends`,
      close,
    );
    reader.recoverTo("TemplateSeqEnd");
    return;
  }
  reader.read();
  directives.push({ keyword: word, token: range(open.start, close.end) });
}

function readForNames(reader: TokenReader): boolean {
  const bad = (message: string) => {
    reader.reportFirst("directive", "Invalid 'for' directive", message, reader.peek());
    return false;
  };
  if (reader.peek().type !== "Ident") return bad("a `for` directive needs a name: `%{ for name in collection }`");
  reader.read();
  if (reader.peek().type === "Comma") {
    reader.read();
    if (reader.peek().type !== "Ident") return bad("a second name is missing after the comma");
    reader.read();
  }
  if (!reader.isWord(reader.peek(), "in")) return bad("`in` and a collection are missing behind the name");
  reader.read();
  return true;
}

/** Every `if` has its `endif`, every `for` its `endfor`, and an `else` stands once in an `if`. */
function checkDirectives(reader: TokenReader, directives: readonly Directive[]): void {
  const open: { directive: Directive; divided: boolean }[] = [];
  for (const directive of directives) {
    const around = open.at(-1);
    const unexpected = (message: string) =>
      reader.report("directive", `Unexpected ${directive.keyword} directive`, message, directive.token);
    switch (directive.keyword) {
      case "if":
      case "for":
        open.push({ directive, divided: false });
        break;
      case "else":
        if (around?.directive.keyword !== "if" || around.divided) {
          unexpected("an `else` belongs to an `if`, and an `if` has at most one");
          return;
        }
        around.divided = true;
        break;
      default: {
        const opener = directive.keyword === "endif" ? "if" : "for";
        if (around?.directive.keyword !== opener) {
          unexpected(`there is no open \`${opener}\` directive that this could end`);
          return;
        }
        open.pop();
      }
    }
  }
  const last = open.at(-1);
  if (last !== undefined) {
    reader.report(
      "directive",
      "Unexpected end of template",
      `the \`${last.directive.keyword}\` directive on line ${reader.lineOf(last.directive.token.start)} has no \`end${last.directive.keyword}\``,
      last.directive.token,
    );
  }
}

/** Reports the escapes of a quoted token that HCL does not know. */
export function checkEscapes(reader: TokenReader, token: Token): void {
  const text = reader.textOf(token);
  let at = text.indexOf("\\");
  while (at >= 0) {
    const sequence = readEscape(text, at);
    if (sequence.value === undefined) {
      reader.report(
        "invalid-escape",
        "Invalid escape sequence",
        escapeMessage(text, at),
        range(token.start + at, token.start + at + sequence.length),
      );
    }
    at = text.indexOf("\\", at + sequence.length);
  }
}

function escapeMessage(text: string, at: number): string {
  switch (text[at + 1]) {
    case "u":
      return "`\\u` needs four hexadecimal digits and stands for a character that exists";
    case "U":
      return "`\\U` needs eight hexadecimal digits and stands for a character that exists";
    default:
      return `\`${text.slice(at, at + 2)}\` is no escape of HCL's; a backslash is written \`\\\\\``;
  }
}
