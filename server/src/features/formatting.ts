// Formatting of a document, of a range of it, and while typing.
//
// All three format the whole file in memory and differ in which of the edits they hand out, so that a file formatted
// piece by piece ends up as it would at once.
import { LineIndex } from "../base/lineIndex.js";
import type { TextRange } from "../base/range.js";
import type { TextEdit } from "../base/textEdit.js";
import type { SyntaxError as HclError } from "../syntax/ast.js";
import { formatEdits, formatStyleOf } from "../syntax/format/format.js";
import type { Token } from "../syntax/tokens.js";

/** What the formatter needs to know of a file. */
export interface FormattingInput {
  /** The file's name or URI: its ending decides by whose rules it is formatted. */
  readonly fileName: string;
  readonly text: string;
  /** What HCL's parser would reject; with any of them nothing is formatted. */
  readonly errors: readonly HclError[];
  /** HCL's tokens of the text. Called only where there are no errors. */
  tokens(text: string): readonly Token[];
}

/** The edits, disjoint and in order; or why there are none, and the first syntax error if that is why. */
export type Formatting =
  | { readonly kind: "edits"; readonly edits: readonly TextEdit[] }
  | { readonly kind: "refused"; readonly reason: string; readonly error?: HclError };

/** Formats a whole file as `tofu fmt` or, for Terragrunt's files, `terragrunt hcl fmt` would. */
export function formatDocument(input: FormattingInput): Formatting {
  return format(input);
}

/** Formats the lines a range touches. A rewrite that spans several lines is made if one of them is touched. */
export function formatRange(input: FormattingInput, range: TextRange): Formatting {
  const whole = format(input);
  if (whole.kind === "refused") return whole;
  const lines = new LineIndex(input.text);
  const first = lines.position(range.start).line;
  const end = lines.position(range.end);
  // A selection of whole lines ends at the start of the line after them, which is not selected.
  const last = end.column === 0 && end.line > first ? end.line - 1 : end.line;
  return withinLines(whole.edits, lines, first, last);
}

/** The characters after which an editor may ask for `formatOnType`. */
export const formatOnTypeCharacters: readonly string[] = ["\n", "}"];

/**
 * Formats what was just finished by typing `character`, with the cursor at `offset` behind it: after a line break the
 * line above, and its neighbours up to the next blank line since they are aligned with it; after `}` the lines from
 * the brace it closes. The line of the cursor after a line break is left alone, as it is about to be typed.
 * No edits where the file has syntax errors: while typing that is no news.
 */
export function formatOnType(input: FormattingInput, offset: number, character: string): readonly TextEdit[] {
  if (input.errors.length > 0) return [];
  const lines = new LineIndex(input.text);
  const { line } = lines.position(offset);
  if (character === "}") {
    const brace = openingBrace(input.tokens(input.text), offset);
    if (brace === undefined) return [];
    return editsWithin(format(input), lines, lines.position(brace).line, line);
  }
  if (character !== "\n" || line === 0) return [];
  const isBlank = (at: number): boolean => {
    const { start, end } = lines.line(at);
    return input.text.slice(start, end).trim() === "";
  };
  if (isBlank(line - 1)) return [];
  let first = line - 1;
  while (first > 0 && !isBlank(first - 1)) first--;
  if (!isBlank(line)) return editsWithin(format(input), lines, first, line - 1);
  let last = line;
  while (last + 1 < lines.lineCount && !isBlank(last + 1)) last++;
  const formatting = format(input, lines.line(line).start);
  return [...editsWithin(formatting, lines, first, line - 1), ...editsWithin(formatting, lines, line + 1, last)];
}

function format(input: FormattingInput, ignoredBlankLine?: number): Formatting {
  const style = formatStyleOf(input.fileName);
  if (style === undefined) return { kind: "refused", reason: "this kind of file is not formatted" };
  const [error] = input.errors;
  if (error) return { kind: "refused", reason: `not formatted because of a syntax error: ${error.message}`, error };
  const tokens = input.tokens(input.text);
  const options = ignoredBlankLine === undefined ? { style } : { style, ignoredBlankLine };
  return { kind: "edits", edits: formatEdits(input.text, tokens, options) };
}

function editsWithin(formatting: Formatting, lines: LineIndex, first: number, last: number): readonly TextEdit[] {
  const within = formatting.kind === "edits" ? withinLines(formatting.edits, lines, first, last) : formatting;
  return within.kind === "edits" ? within.edits : [];
}

function withinLines(edits: readonly TextEdit[], lines: LineIndex, first: number, last: number): Formatting {
  return {
    kind: "edits",
    edits: edits.filter(
      ({ range }) => lines.position(range.start).line <= last && lines.position(range.end).line >= first,
    ),
  };
}

/** Where the block or object starts that the `}` just before `offset` closes; undefined if that is no such brace. */
function openingBrace(tokens: readonly Token[], offset: number): number | undefined {
  const open: number[] = [];
  for (const token of tokens) {
    if (token.type === "OBrace") open.push(token.start);
    if (token.type !== "CBrace") continue;
    const start = open.pop();
    if (token.end === offset) return start;
  }
  return undefined;
}
