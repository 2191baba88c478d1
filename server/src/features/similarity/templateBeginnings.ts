// The beginnings of templates as pieces to compare: those with which other templates begin as well.
//
// The beginning of a template up to a cut has the fingerprint that it would have as a template of its own, so that one
// that is written as a whole elsewhere is found with it. All of them together take one reading of the template.

import type { TextRange } from "../../base/range.js";
import type { Expression, TemplateExpr } from "../../syntax/ast.js";
import { type CutKind, type TemplateCut, templateCuts } from "../rewriting/templatePrefix.js";
import { type Fingerprint, free, mix, stringTag, templateOf } from "./fingerprint.js";

/** The beginning of a template, up to where it can be cut. */
export interface Beginning {
  readonly exact: number;
  /** In tokens, with quotes around it. */
  readonly size: number;
  /** Its length in the text, without quotes. */
  readonly length: number;
  readonly kind: CutKind;
  readonly isSameName: boolean;
  /** True where it puts two values together: what comes of that is worth a name by itself. */
  readonly isComposed: boolean;
}

/** Shorter beginnings are no longer than a name for them. */
const shortestText = 14;
const smallestSize = 8;
/** Of a long text this many cuts are compared. */
const mostBeginnings = 24;

/**
 * The beginnings of a template that are long enough for a name, as texts that `readBeginning` reads. `parts` are the
 * fingerprints of its parts. What stands behind the first part that reads what only its surroundings know is left out.
 */
export function beginningsOf(text: string, template: TemplateExpr, parts: readonly Fingerprint[]): readonly string[] {
  const cuts = templateCuts(text, template);
  const result: string[] = [];
  const start = template.range.start + 1;
  let values = 0;
  const add = ({ end, kind, isSameName }: TemplateCut, exact: number, size: number) => {
    const length = end - start;
    if (length < shortestText || size < smallestSize || result.length >= mostBeginnings) return;
    const letter = kind === "loose" && isSameName ? sameNameLetter : letters[kind];
    const said = values > 1 ? letter.toUpperCase() : letter;
    result.push([said, length.toString(36), size.toString(36), exact.toString(36)].join(" "));
  };
  let { exact, size } = templateOf([]);
  let at = 0;
  for (const [i, part] of template.parts.entries()) {
    if (at >= cuts.length) break;
    for (let cut = cuts[at]; cut?.parts === i && cut.inside === 0; cut = cuts[++at]) add(cut, exact, size);
    const own = parts[i];
    if (!own || own.bound < free) break;
    const inside: TemplateCut[] = [];
    for (let cut = cuts[at]; cut?.parts === i; cut = cuts[++at]) inside.push(cut);
    if (part.kind === "TemplateLiteral" && inside.length > 0) {
      const lengths = inside.map((cut) => stringTag.length + cut.inside);
      const hashes = beginningHashes(stringTag + part.value, lengths);
      for (const [j, cut] of inside.entries()) add(cut, mix(exact, hashes[j] ?? 0), size + 1);
    }
    exact = mix(exact, own.exact);
    size += own.size;
    if (part.kind === "TemplateInterpolation" && !isPlace(part.expression)) values++;
  }
  return result;
}

/** True for `path.module` and the like: what stands behind it is read as a path. */
function isPlace(expression: Expression): boolean {
  return expression.kind === "ScopeTraversalExpr" && expression.root.name === "path";
}

/** The fingerprints of a text's beginnings, by their lengths in rising order, as `textHash` gives them. */
function beginningHashes(text: string, lengths: readonly number[]): readonly number[] {
  const hashes: number[] = [];
  let low = 0x811c9dc5;
  let high = 0x3c6ef372;
  let read = 0;
  for (const length of lengths) {
    for (; read < length; read++) {
      low = Math.imul(low ^ text.charCodeAt(read), 0x01000193);
      high = Math.imul(high ^ text.charCodeAt(read), 0x5bd1e995);
    }
    hashes.push(((high >>> 0) & 0x1fffff) * 4294967296 + (low >>> 0));
  }
  return hashes;
}

const letters: Readonly<Record<CutKind, string>> = { within: "w", onward: "o", spaced: "p", loose: "l" };
const kinds = new Map(Object.entries(letters).map(([kind, letter]) => [letter, kind as CutKind]));
/** A cut within a word, or where no separator follows: the name goes on all the same. */
const sameNameLetter = "s";

/** A beginning as `beginningsOf` wrote it. */
export function readBeginning(written: string): Beginning {
  const [said = "", length = "", size = "", exact = ""] = written.split(" ");
  const letter = said.toLowerCase();
  const kind = kinds.get(letter) ?? "loose";
  const isSameName = letter === letters.onward || letter === sameNameLetter;
  const number = (digits: string) => Number.parseInt(digits, 36);
  return {
    exact: number(exact),
    size: number(size),
    length: number(length),
    kind,
    isSameName,
    isComposed: said !== letter,
  };
}

/** Where the beginning of a template stands. */
export function beginningRange({ start }: TextRange, { length }: Beginning): TextRange {
  return { start: start + 1, end: start + 1 + length };
}
