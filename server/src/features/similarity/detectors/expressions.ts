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
/** The brackets around the only element of a list. */
const wrapperTokens = 2;

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
  const tags = grouped(
    pieces.filter(({ piece }) => piece.kind === "tags"),
    ({ piece }) => String(piece.exact),
  );
  return groups.flatMap((group): Suggestion[] => {
    const [first] = group;
    if (!first) return [];
    // A piece of a larger repetition with as many sites adds nothing to it.
    const isPart = group.every((each) =>
      (byFile.get(each.uri) ?? []).some(
        (other) =>
          other !== each &&
          other.piece.size > each.piece.size &&
          contains(other.range, each.range) &&
          (sizeOf.get(other.piece.exact) ?? 0) >= group.length,
      ),
    );
    if (isPart || group.every((each) => isInTags(tags, each, group.length))) return [];
    // Little more than a part that stands elsewhere as well, a list of it alone: the part is what deserves the name.
    const isWrapper = (byFile.get(first.uri) ?? []).some(
      (other) =>
        other !== first &&
        contains(first.range, other.range) &&
        first.piece.size - other.piece.size <= wrapperTokens &&
        (sizeOf.get(other.piece.exact) ?? 0) > group.length,
    );
    if (isWrapper) return [];
    // A part that has more sites gets its name first, and what is left of the expression is shorter then.
    const parts = (byFile.get(first.uri) ?? []).filter(
      (other) =>
        other !== first &&
        other.piece.size < first.piece.size &&
        contains(first.range, other.range) &&
        (sizeOf.get(other.piece.exact) ?? 0) >= mostOften * group.length,
    );
    const named = Math.max(0, ...parts.map(({ piece }) => piece.size - nameTokens));
    const size = first.piece.size - named;
    if (size < fewestTokens) return [];
    const longer = group.filter((each) => isBegun.has(each)).length;
    // A short text is about as long as `local.` and a name for it, unless it has one.
    const isShort = first.range.end - first.range.start < shortestText && group.length < fewestOfShort;
    if (isShort && longer === 0 && group.every(({ piece }) => piece.name !== wholeLocal)) return [];
    const { score, tokensSaved } = savings(group.length, size, 0, false, longer * beginningTokens);
    if (score < (longer === group.length ? lowestAlike : lowestScore)) return [];
    const title = titleOf(group.length, longer);
    const key = String(first.piece.exact);
    return [{ detector: "I", pattern: "R-5", key, title, score, tokensSaved, sites: sitesOf(group) }];
  });
}

/** True within tags that are repeated at least as often: the tags as a whole are what is repeated. */
function isInTags(tags: readonly (readonly LocatedPiece[])[], { uri, range }: LocatedPiece, sites: number): boolean {
  return tags.some(
    (group) => group.length >= sites && group.some((each) => each.uri === uri && contains(each.range, range)),
  );
}

/** `longer` of the places are beginnings of longer texts. */
function titleOf(places: number, longer: number): string {
  if (longer === 0) return `the same expression is written ${places} times`;
  if (longer === places) return `${places} texts begin alike`;
  return `the same text is written ${places} times, ${longer} of them as the beginning of a longer one`;
}
