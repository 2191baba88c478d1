// The beginnings of a quoted template that could be a template of their own: `"${var.app}-db"` of `"${var.app}-db/x"`.
//
// A template is cut between parts and between words, and only where the text means what it says: not within a literal
// with escapes, nor beside a `~` that takes white space from the other side of the cut.

import { slice, type TextRange } from "../../base/range.js";
import type { Expression, SourceFile, TemplateExpr, TemplateLiteral } from "../../syntax/ast.js";
import { pathAt } from "../../syntax/visit.js";

/**
 * What follows a cut: a separator that begins something within what was named (`/`, `:`), `-` or `_` by which the name
 * goes on, white space as in a sentence, or none, where the cut is behind a separator or within a word.
 */
export type CutKind = "within" | "onward" | "spaced" | "loose";

export interface TemplateCut {
  /** The offset in the text at which the beginning ends. */
  readonly end: number;
  /** How many parts of the template stand wholly before it. */
  readonly parts: number;
  /** How much of the value of the next part, a literal, stands before it; 0 where the cut is between parts. */
  readonly inside: number;
  readonly kind: CutKind;
  /** True where what goes on behind the cut goes on with the same name, whatever is before it. */
  readonly isSameName: boolean;
}

/** The cuts of a template that have an interpolation and something else before them, in the order of the text. */
export function templateCuts(text: string, template: TemplateExpr): readonly TemplateCut[] {
  if (template.style !== "quoted") return [];
  const { parts } = template;
  const cuts: TemplateCut[] = [];
  let hasInterpolation = false;
  for (const [i, part] of parts.entries()) {
    const next = parts[i + 1];
    if (part.kind === "TemplateInterpolation") {
      hasInterpolation = true;
      if (i === 0 || next === undefined || part.trimRight) continue;
      const first = next.kind === "TemplateLiteral" ? (text[next.range.start] ?? "") : "";
      const kind = first === "" ? "loose" : kindBefore(first);
      const isSameName = kind === "onward" || kind === "loose";
      cuts.push({ end: part.range.end, parts: i + 1, inside: 0, kind, isSameName });
    } else if (part.kind !== "TemplateLiteral") {
      return cuts;
    } else if (hasInterpolation && slice(text, part.range) === part.value) {
      cuts.push(...cutsInside(part, i));
    }
  }
  return cuts;
}

function cutsInside({ value, range }: TemplateLiteral, parts: number): TemplateCut[] {
  const cuts: TemplateCut[] = [];
  for (let inside = 1; inside < value.length; inside++) {
    const last = value[inside - 1] as string;
    const next = value[inside] as string;
    if (isWord(last) && isWord(next)) continue;
    if (last.trim() === "") continue;
    const isEnd = isWord(last);
    const kind = isEnd ? kindBefore(next) : "loose";
    const isSameName = isEnd ? kind === "onward" : joinsNames(last);
    cuts.push({ end: range.start + inside, parts, inside, kind, isSameName });
  }
  return cuts;
}

function kindBefore(char: string): CutKind {
  if (isWord(char)) return "loose";
  return joinsNames(char) ? "onward" : char.trim() === "" ? "spaced" : "within";
}

function isWord(char: string): boolean {
  const isLetter = (char >= "a" && char <= "z") || (char >= "A" && char <= "Z");
  return isLetter || (char >= "0" && char <= "9") || char > "\u007f";
}

function joinsNames(char: string): boolean {
  return char === "-" || char === "_";
}

/** The beginning of a template up to a cut, as a template whose range has no quotes. */
export function templatePrefix(template: TemplateExpr, { end, parts, inside }: TemplateCut): TemplateExpr {
  const whole = template.parts.slice(0, parts);
  const next = template.parts[parts];
  if (inside > 0 && next?.kind === "TemplateLiteral") {
    const range = { start: next.range.start, end };
    whole.push({ kind: "TemplateLiteral", range, value: next.value.slice(0, inside) });
  }
  return { kind: "TemplateExpr", style: "quoted", range: { start: template.range.start + 1, end }, parts: whole };
}

/** The text between the quotes of a quoted template, or of the beginning of one; undefined for any other expression. */
export function quotedContent(text: string, expression: Expression): string | undefined {
  if (expression.kind !== "TemplateExpr" || expression.style !== "quoted") return undefined;
  const own = slice(text, expression.range);
  return isPrefix(text, expression) ? own : own.slice(1, -1);
}

/** True for a template that `templatePrefix` made. */
export function isPrefix(text: string, expression: Expression): boolean {
  return expression.kind === "TemplateExpr" && expression.style === "quoted" && text[expression.range.start] !== '"';
}

/** The cut at which a template begins with a content; undefined where it does not, or not at a cut. */
export function cutBehind(text: string, template: TemplateExpr, content: string): TemplateCut | undefined {
  const end = template.range.start + 1 + content.length;
  if (end >= template.range.end - 1 || !text.startsWith(content, template.range.start + 1)) return undefined;
  return templateCuts(text, template).find((cut) => cut.end === end);
}

/** The template that stands from the opening quote up to a cut at exactly this range; undefined where there is none. */
export function prefixAt(
  file: SourceFile,
  { start, end }: TextRange,
): { readonly template: TemplateExpr; readonly prefix: TemplateExpr } | undefined {
  for (const node of pathAt(file, start)) {
    if (node.kind !== "TemplateExpr" || node.range.start + 1 !== start) continue;
    const cut = templateCuts(file.text, node).find((each) => each.end === end);
    if (cut) return { template: node, prefix: templatePrefix(node, cut) };
  }
  return undefined;
}
