// The detector of expressions that a module repeats, and of texts that begin alike.

import { contains } from "../../../base/range.js";
import { nameOf } from "../../../model/uri.js";
import { environmentIn } from "../../circumstances.js";
import { guarded, inRepeated, ofEnvironment, wholeLocal } from "../nameable.js";
import {
  type Detector,
  grouped,
  type LocatedPiece,
  lowestScore,
  type Suggestion,
  savings,
  sitesOf,
} from "../suggestion.js";
import { beginningTokens, lowestAlike, templateNames } from "./templateNames.js";

export const repeatedExpressions: Detector = {
  id: "I",
  pattern: "R-5",
  scope: "module",
  summary: "The same expression in several places of a module.",
  find: ({ byDirectory }) => [...byDirectory.values()].flatMap(expressionsOf),
};

/** A part that is there this many times as often as the whole is the repetition, not the whole. */
const mostOften = 1.5;
/** `local.name`. */
const nameTokens = 3;
const fewestTokens = 8;
/** In UTF-16 units. */
const shortestText = 30;
const fewestOfShort = 10;
/** The brackets around the only element of a list, or around the only item of an object with its key. */
const wrapperTokens = 4;
/** Where this part of its places stands in one larger repetition, a piece is that one's. */
const mostInside = 0.8;
/** Local values that are equal have a name each, and may have it for a reason: one of them is enough to refer to. */
function withOneName(group: readonly LocatedPiece[]): LocatedPiece[] {
  const named = group.find(({ piece }) => piece.name === wholeLocal);
  return group.filter((each) => each.piece.name !== wholeLocal || each === named);
}

/** True where one place has a value in any case, and a choice stands before less than half of them. */
function isCertain(group: readonly LocatedPiece[]): boolean {
  const behindChoice = group.filter(({ piece }) => piece.name === guarded).length;
  const isUncertain = ({ piece: { name } }: LocatedPiece) => name === inRepeated || name === guarded;
  return behindChoice * 2 < group.length && !group.every(isUncertain);
}

/** True for what each environment says of itself: it is the same today, and each may change alone. */
function isOfEnvironments(group: readonly LocatedPiece[]): boolean {
  const named = group.flatMap(({ piece: { name }, uri }) =>
    name.startsWith(ofEnvironment) ? name.slice(ofEnvironment.length) : (environmentIn(nameOf(uri)) ?? []),
  );
  return new Set(named).size > 1 && named.length * 2 > group.length;
}

/** Expressions that are repeated as they are, the largest ones only. */
function expressionsOf(pieces: readonly LocatedPiece[]): Suggestion[] {
  const { names, covered } = templateNames(pieces);
  const begun = names.flatMap((name) => name.begun);
  const isBegun = new Set(begun);
  const groups = grouped(
    [...pieces.filter(({ piece }) => piece.kind === "expression" && !covered.has(piece.exact)), ...begun],
    ({ piece }) => String(piece.exact),
  )
    .map(withOneName)
    .filter((group) => group.length >= 3 && isCertain(group) && !isOfEnvironments(group));
  const repeated = groups.flat();
  const byFile = new Map(grouped(repeated, ({ uri }) => uri).map((list) => [list[0]?.uri ?? "", list]));
  const sizeOf = new Map(groups.map((group) => [group[0]?.piece.exact ?? 0, group.length]));
  const hasName = new Set(repeated.flatMap(({ piece }) => (piece.name === wholeLocal ? [piece.exact] : [])));
  // Little more than a part that stands elsewhere as well, a list of it alone: the part is what deserves the name.
  const wrappers = new Set(
    groups.flatMap(([first, ...others]) => {
      const isWrapper =
        first &&
        (byFile.get(first.uri) ?? []).some(
          (other) =>
            other !== first &&
            contains(first.range, other.range) &&
            first.piece.size - other.piece.size <= wrapperTokens &&
            (sizeOf.get(other.piece.exact) ?? 0) > others.length + 1,
        );
      return isWrapper ? [first.piece.exact] : [];
    }),
  );
  const tags = grouped(
    pieces.filter(({ piece }) => piece.kind === "tags"),
    ({ piece }) => String(piece.exact),
  );
  return groups.flatMap((group): Suggestion[] => {
    const [first] = group;
    if (!first) return [];
    // A piece of a larger repetition with nearly as many sites adds nothing to it.
    const around = group.map((each) => ({
      each,
      larger: new Set(
        (byFile.get(each.uri) ?? []).flatMap((other) =>
          other !== each &&
          other.piece.size > each.piece.size &&
          contains(other.range, each.range) &&
          !wrappers.has(other.piece.exact)
            ? [other.piece.exact]
            : [],
        ),
      ),
    }));
    const isPart = [...new Set(around.flatMap(({ larger }) => [...larger]))].some((exact) => {
      const inside = around.filter(({ larger }) => larger.has(exact)).length;
      const isKnown = inside < group.length && group.some(({ piece }) => piece.name === wholeLocal);
      return !isKnown && inside >= mostInside * group.length && (sizeOf.get(exact) ?? 0) >= mostInside * group.length;
    });
    if (isPart || group.every((each) => isInTags(tags, each, group.length))) return [];
    if (wrappers.has(first.piece.exact)) return [];
    // Parts that have more sites, or a name already, get theirs first, and what is left of the expression is shorter then.
    const parts = (byFile.get(first.uri) ?? []).filter(
      (other) =>
        other !== first &&
        other.piece.size < first.piece.size &&
        contains(first.range, other.range) &&
        ((sizeOf.get(other.piece.exact) ?? 0) >= mostOften * group.length || hasName.has(other.piece.exact)),
    );
    const apart = parts.filter((part) => !parts.some((other) => other !== part && contains(other.range, part.range)));
    const named = apart.reduce((sum, { piece }) => sum + Math.max(0, piece.size - nameTokens), 0);
    const size = first.piece.size - named;
    if (size < fewestTokens || (apart.length > 0 && size - apart.length * nameTokens <= wrapperTokens)) return [];
    const longer = group.filter((each) => isBegun.has(each)).length;
    // A short text is about as long as `local.` and a name for it, unless it has one.
    const isShort = first.range.end - first.range.start < shortestText && group.length < fewestOfShort;
    if (isShort && longer === 0 && group.every(({ piece }) => piece.name !== wholeLocal)) return [];
    const { score, tokensSaved } = savings(group.length, size, 0, false, longer * beginningTokens);
    if (score < (longer === group.length ? lowestAlike : lowestScore)) return [];
    const title = titleOf(group.length, longer);
    const key = String(first.piece.exact);
    const found = { detector: "I", pattern: "R-5", key, title, score, tokensSaved, sites: sitesOf(group) };
    return [{ ...found, needs: "shorter" }];
  });
}

/** True within tags that are repeated at least as often: the tags as a whole are what is repeated. */
function isInTags(tags: readonly (readonly LocatedPiece[])[], { uri, range }: LocatedPiece, sites: number): boolean {
  return tags.some(
    (group) => group.length >= sites && group.some((each) => each.uri === uri && contains(each.range, range)),
  );
}

/** `longer` of the places are beginnings of longer texts, `within` stand in the middle of one. */
export function titleOf(places: number, longer: number, within = 0): string {
  if (within > 0) return `the same part is in ${places} texts, at the beginning of ${places - within} of them`;
  if (longer === 0) return `the same expression is written ${places} times`;
  if (longer === places) return `${places} texts begin alike`;
  return `the same text is written ${places} times, ${longer} of them as the beginning of a longer one`;
}
