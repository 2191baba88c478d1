// A body as parts that can be left out, added and put in another order: arguments, blocks, and comments that stand alone,
// each with what belongs to it.

import { slice, type TextRange } from "../../base/range.js";
import type { Attribute, Block, BodyItem, SourceFile } from "../../syntax/ast.js";
import { indentationAt, isBlank, lineStart, surroundings } from "./blockEdits.js";

export interface BodyPart {
  /** The argument or block; undefined for a comment that stands alone, and for what is new. */
  readonly item: BodyItem | undefined;
  /** The name of an argument. */
  readonly name: string | undefined;
  /** An argument's value, else the text as a whole. Its first line is not indented. */
  readonly text: string;
  /** The indentation that lines behind the first one have already. */
  readonly indentation: string;
  /** Comment lines above it. */
  readonly leading: readonly string[];
  /** A comment behind it on its last line. */
  readonly trailing: string | undefined;
  /** A blank line stands above it. */
  readonly isApart: boolean;
}

/** The parts of a file's body, or of a block's, in their order. */
export function bodyParts(file: SourceFile, block?: Block): readonly BodyPart[] {
  const { text } = file;
  const inside: TextRange = block
    ? { start: block.openBrace?.end ?? block.range.end, end: block.closeBrace?.start ?? block.range.end }
    : { start: 0, end: text.length };
  const taken: TextRange[] = [];
  const found: { readonly start: number; readonly part: BodyPart }[] = [];
  const isApart = (start: number): boolean => {
    const own = lineStart(text, start);
    return own > 0 && isBlank(text.slice(lineStart(text, own - 1), own));
  };
  for (const item of (block?.body ?? file.body).items) {
    const { leading, trailing, lines } = surroundings(file, item, block);
    const start = lines?.start ?? item.range.start;
    taken.push(lines ?? item.range);
    const shown = item.kind === "Attribute" ? item.value.range : item.range;
    const indentation = indentationAt(text, item.range.start);
    const name = item.kind === "Attribute" ? item.name.name : undefined;
    const part = { item, name, text: slice(text, shown), indentation, leading, trailing, isApart: isApart(start) };
    found.push({ start, part });
  }
  for (const { range } of file.comments) {
    const isOwn = inside.start <= range.start && range.end <= inside.end;
    if (!isOwn || taken.some(({ start, end }) => start <= range.start && range.end <= end)) continue;
    found.push({ start: range.start, part: { ...commentPart(slice(text, range)), isApart: isApart(range.start) } });
  }
  return found.sort((a, b) => a.start - b.start).map(({ part }) => part);
}

/** A comment as a part of its own. */
export function commentPart(comment: string): BodyPart {
  const alone = { item: undefined, name: undefined, leading: [], trailing: undefined, isApart: false };
  return { ...alone, text: comment.trimEnd(), indentation: "" };
}

/** Parts as lines, aligned as `tofu fmt` does; every line ends with a line break. */
export function bodyText(parts: readonly BodyPart[], indentation: string): string {
  const lines: string[] = [];
  for (const [i, part] of parts.entries()) {
    if (part.isApart && i > 0) lines.push("");
    lines.push(...part.leading.map((line) => indentation + line));
    const { name, trailing } = part;
    const start = name === undefined ? "" : `${name.padEnd(widthAt(parts, i))} = `;
    const text = isHeredoc(part) ? part.text : part.text.split(`\n${part.indentation}`).join(`\n${indentation}`);
    lines.push(`${indentation}${start}${text}${trailing === undefined ? "" : ` ${trailing}`}`);
  }
  return lines.map((line) => `${line}\n`).join("");
}

/** The lines of a heredoc are its value. */
function isHeredoc({ text }: BodyPart): boolean {
  return text.includes("<<");
}

/** The longest name among the arguments on the lines around one, each on a single line. */
function widthAt(parts: readonly BodyPart[], at: number): number {
  const isSingle = (part: BodyPart | undefined): part is BodyPart & { readonly name: string } =>
    part?.name !== undefined && !part.text.includes("\n");
  const continues = (i: number): boolean => {
    const part = parts[i];
    return isSingle(part) && isSingle(parts[i - 1]) && !part.isApart && part.leading.length === 0;
  };
  if (!isSingle(parts[at])) return 0;
  let first = at;
  while (continues(first)) first--;
  let end = at + 1;
  while (continues(end)) end++;
  return Math.max(...parts.slice(first, end).map(({ name = "" }) => name.length));
}

/** The attribute of a part, where it is one. */
export function attributeOf({ item }: BodyPart): Attribute | undefined {
  return item?.kind === "Attribute" ? item : undefined;
}
