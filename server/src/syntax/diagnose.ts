// Finds what HCL's own parser would report in a text, by its rules and in its order.
//
// The tree tells that a part of a file is broken, or may break a rule no grammar can state; only such parts are read
// here. The reading follows HCL's: what it expects where, what it reports, and where it goes on afterwards.

import { range } from "../base/range.js";
import type { SyntaxError as HclSyntaxError } from "./ast.js";
import { checkCharacters } from "./diagnoseCharacters.js";
import { diagnoseExpression } from "./diagnoseExpression.js";
import { checkEscapes } from "./diagnoseTemplate.js";
import { scanPart } from "./scan.js";
import { type FoundBlock, maxNesting, TokenReader } from "./tokenReader.js";
import type { Token } from "./tokens.js";

/** What HCL finds in a part of a text. */
export interface Diagnosed {
  /** In HCL's order: first those of its scanner, then those of its parser. Empty where HCL accepts the part. */
  readonly errors: HclSyntaxError[];
  /** Whether the part ended inside of a block or of brackets, so that HCL takes what follows as part of that. */
  readonly ranOut: boolean;
}

/** The mistakes in a part of a text that begins and ends between items of a body. */
export function diagnose(
  text: string,
  start: number,
  end: number,
  lineOf: (offset: number) => number,
  onBlock?: (block: FoundBlock, path: readonly FoundBlock[]) => void,
): Diagnosed {
  const tokens = scanPart(text, start, end);
  const reader = new TokenReader(text, tokens, lineOf);
  if (onBlock !== undefined) reader.onBlock = (block) => onBlock(block, reader.path);
  checkCharacters(reader, tokens);
  readBody(reader, "EOF", undefined);
  return { errors: reader.errors, ranOut: reader.ranOut };
}

/** Reads items up to and with `end`. `open` is the brace of the block, for an end of file that comes too early. */
function readBody(reader: TokenReader, end: "EOF" | "CBrace", open: Token | undefined): void {
  const names = new Map<string, Token>();
  for (;;) {
    const next = reader.peek();
    if (next.type === end) {
      reader.read();
      return;
    }
    if (next.type === "Newline") {
      reader.read();
      continue;
    }
    if (next.type === "Ident") {
      const attribute = readItem(reader);
      if (attribute === undefined) continue;
      const name = reader.textOf(attribute);
      const first = names.get(name);
      if (first === undefined) names.set(name, attribute);
      else reader.errors.push(redefined(name, attribute, first, reader.lineOf(first.start)));
      continue;
    }
    reader.read();
    if (next.type === "EOF") reader.ranOut = true;
    if (next.type === "OQuote") {
      reader.reportFirst("quoted-name", "Invalid argument name", "an argument's name stands without quotes here", next);
    } else if (next.type === "EOF" && open !== undefined) {
      unclosedBlock(reader, open);
    } else {
      reader.reportFirst(
        "item-required",
        "Argument or block definition required",
        next.type === "CBrace"
          ? "this `}` closes nothing; is a `{` missing above, or is there a `}` too many?"
          : "an argument (`name = value`) or a block (`name { … }`) begins with a name",
        next,
      );
    }
    reader.recoverTo(end);
    return;
  }
}

/** The error of an attribute whose name its body already has. */
export function redefined(
  name: string,
  again: { readonly start: number; readonly end: number },
  first: { readonly start: number; readonly end: number },
  firstLine: number,
): HclSyntaxError {
  return {
    id: "attribute-redefined",
    summary: "Attribute redefined",
    message: `\`${name}\` is already set on line ${firstLine}; remove one of the two`,
    range: range(again.start, again.end),
    related: [{ range: range(first.start, first.end), message: "first set here" }],
  };
}

function unclosedBlock(reader: TokenReader, open: Token): void {
  reader.reportFirst(
    "unclosed-block",
    "Unclosed configuration block",
    `this block is not closed: its \`{\` on line ${reader.lineOf(open.start)} has no matching \`}\` before the end of the file`,
    open,
  );
}

/** Reads an attribute or block from its name on. Gives the name of an attribute that could be read. */
function readItem(reader: TokenReader): Token | undefined {
  const name = reader.read();
  switch (reader.peek().type) {
    case "Equal":
      readAttribute(reader, false);
      return name;
    case "OQuote":
    case "OBrace":
    case "Ident":
      readBlock(reader, name);
      return undefined;
    default:
      itemRequired(reader, name);
      return undefined;
  }
}

function itemRequired(reader: TokenReader, name: Token): void {
  const word = reader.textOf(name);
  reader.report(
    "item-required",
    "Argument or block definition required",
    `\`${word}\` alone means nothing: set an argument with \`${word} = …\` or write a block \`${word} { … }\``,
    name,
  );
  reader.recoverAfterItem();
}

function readAttribute(reader: TokenReader, singleLine: boolean): void {
  reader.read();
  const before = reader.errors.length;
  diagnoseExpression(reader);
  if (reader.recovery && reader.errors.length > before) {
    reader.recoverAfterItem();
    return;
  }
  if (singleLine) return;
  const end = reader.peek();
  if (end.type === "Newline" || end.type === "EOF") {
    reader.read();
    return;
  }
  if (end.type === "Comma") {
    reader.reportFirst(
      "unexpected-comma",
      "Unexpected comma after argument",
      "arguments are separated by line breaks, not by commas; remove the comma",
      end,
    );
  } else {
    reader.reportFirst(
      "missing-newline",
      "Missing newline after argument",
      `a line break is missing: \`${shown(reader, end)}\` cannot follow the value on the same line`,
      end,
    );
  }
  reader.recoverAfterItem();
}

function shown(reader: TokenReader, token: Token): string {
  const text = reader.textOf(token);
  return text.length > 20 ? `${text.slice(0, 20)}…` : text;
}

function readBlock(reader: TokenReader, type: Token): void {
  let open: Token | undefined;
  const labels: string[] = [];
  while (open === undefined) {
    const token = reader.peek();
    switch (token.type) {
      case "OBrace":
        open = reader.read();
        break;
      case "OQuote":
        readLabel(reader);
        labels.push(reader.text.slice(token.end, reader.previous().start));
        break;
      case "Ident":
        labels.push(reader.textOf(reader.read()));
        break;
      default:
        badHeader(reader, token, reader.textOf(type));
        reader.recoverAfterItem();
        return;
    }
  }
  if (reader.depth >= maxNesting) {
    reader.giveUp(type);
    return;
  }
  const block: FoundBlock = { type: reader.textOf(type), labels, range: range(type.start, type.end) };
  reader.onBlock?.(block);
  reader.path.push(block);
  reader.depth++;
  const next = reader.peek().type;
  if (next === "Newline" || next === "EOF" || next === "CBrace") readBody(reader, "CBrace", open);
  else readSingleLineBody(reader, open);
  reader.depth--;
  reader.path.pop();
  const end = reader.peek();
  if (end.type === "Newline" || end.type === "EOF") {
    reader.read();
    return;
  }
  reader.reportFirst(
    "missing-newline",
    "Missing newline after block definition",
    `a line break is missing: \`${shown(reader, end)}\` cannot follow a block's \`}\` on the same line`,
    end,
  );
  reader.recoverAfterItem();
}

function badHeader(reader: TokenReader, token: Token, type: string): void {
  const summary = "Invalid block definition";
  if (token.type === "Equal") {
    const message = `an argument has one name and then \`=\`; a block has labels and then \`{\`. Remove \`=\` to write a block \`${type}\``;
    reader.reportFirst("block-header", summary, message, token);
  } else if (token.type === "Newline" || token.type === "EOF") {
    const message = `the \`{\` of block \`${type}\` is missing; it stands on the line of the block's name`;
    reader.reportFirst("block-header", summary, message, token);
  } else {
    const message = `a label in double quotes or the \`{\` of block \`${type}\` is expected here`;
    reader.reportFirst("block-header", summary, message, token);
  }
}

/** `{ name = value }`, from behind the brace. */
function readSingleLineBody(reader: TokenReader, open: Token): void {
  const name = reader.read();
  if (name.type !== "Ident") {
    reader.report(
      "item-required",
      "Argument or block definition required",
      "an argument (`name = value`) or a block (`name { … }`) begins with a name",
      name,
    );
    reader.recoverAfterItem();
  } else {
    const next = reader.peek();
    switch (next.type) {
      case "Equal":
        readAttribute(reader, true);
        break;
      case "OQuote":
      case "OBrace":
      case "Ident":
        reader.report(
          "single-line-block",
          "Argument definition required",
          `a block on one line holds one argument: set it with \`${reader.textOf(name)} = …\`, or put a nested block on a line of its own`,
          range(name.start, next.end),
        );
        reader.recoverAfterItem();
        break;
      default:
        itemRequired(reader, name);
    }
  }
  const end = reader.peek();
  const summary = "Invalid single-argument block definition";
  switch (end.type) {
    case "CBrace":
      reader.read();
      return;
    case "Comma":
      reader.report(
        "single-line-block",
        summary,
        "a block on one line holds one argument; put each argument on a line of its own",
        end,
      );
      break;
    case "Newline":
      reader.report(
        "single-line-block",
        summary,
        "a block whose argument stands on the line of its `{` is closed on that line too",
        end,
      );
      break;
    case "EOF":
      unclosedBlock(reader, open);
      break;
    default:
      reader.reportFirst("single-line-block", summary, "the `}` of this block is expected here", end);
  }
  reader.recoverTo("CBrace");
}

/** A quoted label, from its first quote on. */
function readLabel(reader: TokenReader): void {
  const open = reader.read();
  for (;;) {
    const token = reader.read();
    switch (token.type) {
      case "CQuote":
        return;
      case "QuotedLit":
        checkEscapes(reader, token);
        break;
      case "TemplateInterp":
      case "TemplateControl": {
        const sign = token.type === "TemplateInterp" ? "$" : "%";
        reader.report(
          "template-in-label",
          "Invalid string literal",
          `a label is a plain string; write \`${sign}${sign}{\` where it is to hold \`${sign}{\` as text`,
          token,
        );
        reader.recoverTo("TemplateSeqEnd");
        break;
      }
      case "EOF":
        reader.ranOut = true;
        reader.report(
          "unclosed-string",
          "Unterminated string literal",
          `the quote that opens this string on line ${reader.lineOf(open.start)} is never closed`,
          open,
        );
        return;
      default:
        reader.report("label", "Invalid string literal", "this has no meaning in a label", token);
        reader.recoverTo("CQuote");
        return;
    }
  }
}
