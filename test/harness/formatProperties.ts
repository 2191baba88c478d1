// What must hold when any text at all is formatted.
import { applyEdits } from "../../server/src/base/textEdit.js";
import { formatDocument } from "../../server/src/features/formatting.js";
import { formatEdits } from "../../server/src/syntax/format/format.js";
import type { HclParser } from "../../server/src/syntax/parser.js";

/**
 * How formatting a text goes wrong; undefined where it does not. The whitespace pass keeps every character but blanks,
 * and in a valid text every token; the result of formatting a valid text is valid, and formatting that changes nothing.
 */
export function formattingFault(parser: HclParser, text: string): string | undefined {
  const spaced = applyEdits(text, formatEdits(text, parser.tokens(text), { style: "hcl" }));
  if (withoutBlanks(spaced) !== withoutBlanks(text)) return "the whitespace pass lost a character";
  const formatted = format(parser, text);
  if (formatted === undefined) return undefined;
  if (tokenTexts(parser, spaced) !== tokenTexts(parser, text)) return "the whitespace pass changed a token";
  const again = format(parser, formatted);
  if (again === undefined) return "the result is no longer valid";
  return again === formatted ? undefined : "formatting the result changes it again";
}

function format(parser: HclParser, text: string): string | undefined {
  const { errors } = parser.parse("file:///main.tf", 0, text);
  const formatting = formatDocument({ fileName: "main.tf", text, errors, tokens: (of) => parser.tokens(of) });
  return formatting.kind === "edits" ? applyEdits(text, formatting.edits) : undefined;
}

function withoutBlanks(text: string): string {
  return text.replaceAll(" ", "").replaceAll("\t", "").replaceAll("\uFEFF", "");
}

/** All tokens, without the white space between them. */
export function tokenTexts(parser: HclParser, text: string): string {
  return parser
    .tokens(text)
    .map(({ start, end }) => text.slice(start, end))
    .join("\0");
}
