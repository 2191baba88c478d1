// The formatter: the text of a file and its tokens in, the edits that format it out.
import { overlaps, type TextRange } from "../../base/range.js";
import type { TextEdit } from "../../base/textEdit.js";
import type { Token } from "../tokens.js";
import { type FormatToken, toFormatTokens } from "./formatToken.js";
import { layOut } from "./layout.js";
import { rewrite } from "./rewrites.js";

/**
 * `tofu` is `tofu fmt`: rewrites and whitespace. `hcl` is hclwrite's `Format`, as `terragrunt hcl fmt` runs it:
 * whitespace only.
 */
export type FormatStyle = "tofu" | "hcl";

/** File names `tofu fmt` formats (`fmtSupportedExts`); it knows no other, and JSON is never formatted. */
const tofuEndings: readonly string[] = [".tf", ".tofu", ".tfvars", ".tftest.hcl", ".tofutest.hcl"];

/** How a file of this name is formatted; undefined for one that is not HCL. Anything else in `.hcl` is Terragrunt's. */
export function formatStyleOf(fileName: string): FormatStyle | undefined {
  if (tofuEndings.some((ending) => fileName.endsWith(ending))) return "tofu";
  return fileName.endsWith(".hcl") ? "hcl" : undefined;
}

export interface FormatOptions {
  readonly style: FormatStyle;
  /** An offset on a blank line that is treated as if it were not there: the line the person is about to type on. */
  readonly ignoredBlankLine?: number;
}

/**
 * The edits that format a text, in order and disjoint. Each replaces the white space between two tokens, or a whole
 * construct that is rewritten, so that whatever is right already is not touched. `tokens` are those of HCL's scanner.
 * With the style `tofu` the text must have no syntax error; with `hcl` any tokens will do.
 */
export function formatEdits(text: string, tokens: readonly Token[], options: FormatOptions): TextEdit[] {
  const source = toFormatTokens(text, tokens);
  const { tokens: result, changed } =
    options.style === "tofu" ? rewrite(source) : { tokens: source, changed: [] as readonly TextRange[] };
  const blank = options.ignoredBlankLine;
  const ignored =
    blank === undefined ? undefined : source.find((token) => token.type === "Newline" && token.end > blank);
  layOut(result, trailingSpaces(text, source), ignored);
  return joinWithin(gapEdits(text, result, ignored), changed, text);
}

/** How many bytes stand between the last token and the end of the file; the byte order mark has three. */
function trailingSpaces(text: string, source: readonly FormatToken[]): number {
  const end = source.at(-1);
  if (end?.type !== "EOF") return 0;
  const before = source.at(-2);
  if (before) return end.start - before.end;
  return text.startsWith("\uFEFF") ? end.start + 2 : end.start;
}

function gapEdits(text: string, result: readonly FormatToken[], ignored: FormatToken | undefined): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  let pending = "";
  for (const token of result) {
    if (token.start < 0) {
      pending += " ".repeat(token.spaces) + token.text;
      continue;
    }
    const old = text.slice(at, token.start);
    const wanted = token === ignored ? old : pending + " ".repeat(token.spaces);
    if (old !== wanted) edits.push(trimmed(at, old, wanted));
    pending = "";
    at = token.end;
  }
  const rest = text.slice(at);
  if (rest !== pending) edits.push(trimmed(at, rest, pending));
  return edits;
}

/** An edit without what the old and the new text have in common at either end. */
function trimmed(start: number, old: string, wanted: string): TextEdit {
  let head = 0;
  while (head < old.length && head < wanted.length && old[head] === wanted[head]) head++;
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < wanted.length - head &&
    old[old.length - 1 - tail] === wanted[wanted.length - 1 - tail]
  ) {
    tail++;
  }
  // Neither end may part a surrogate pair.
  if (head > 0 && isHighSurrogate(old, head - 1)) head--;
  if (tail > 0 && isHighSurrogate(old, old.length - tail - 1)) tail--;
  return {
    range: { start: start + head, end: start + old.length - tail },
    newText: wanted.slice(head, wanted.length - tail),
  };
}

function isHighSurrogate(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800;
}

/** Joins the edits that touch a stretch to one, so that a range that holds only a part of it cannot tear it apart. */
function joinWithin(edits: readonly TextEdit[], stretches: readonly TextRange[], text: string): TextEdit[] {
  const joined: TextEdit[] = [];
  let next = 0;
  for (const edit of edits) {
    while (next < stretches.length && (stretches[next] as TextRange).end < edit.range.start) next++;
    const stretch = stretches[next];
    const last = joined.at(-1);
    if (stretch && last && overlaps(stretch, last.range) && overlaps(stretch, edit.range)) {
      joined[joined.length - 1] = {
        range: { start: last.range.start, end: edit.range.end },
        newText: last.newText + text.slice(last.range.end, edit.range.start) + edit.newText,
      };
    } else {
      joined.push(edit);
    }
  }
  return joined;
}
