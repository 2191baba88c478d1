// Blocks under a condition that have counterparts under its opposite: one of both is always there.

import { circumstances } from "../../circumstances.js";
import { wordsOf } from "../../refactors/words.js";
import { grouped, type LocatedPiece, lowestScore, type Suggestion, sitesOf } from "../suggestion.js";

/** Fewer blocks that stand for each other are read as what they are. */
const fewestPairs = 2;
/** What is said twice is of about the same length. */
const leastAlike = 0.7;
/** Names of counterparts differ in no more words than these, besides those for environments. */
const mostWords = 2;

/** A block with its condition, as far as it is compared. */
interface Held {
  readonly located: LocatedPiece;
  readonly isAbsence: boolean;
  /** The type and the provider configuration, which no condition can choose. */
  readonly kind: string;
  readonly words: readonly string[];
  readonly size: number;
}

/**
 * What of conditions with a name has counterparts. `sizeOf` is the length of the resource that has the condition, and
 * undefined for anything else.
 */
export function counterparts(
  conditions: readonly LocatedPiece[],
  sizeOf: (condition: LocatedPiece) => number | undefined,
): readonly Suggestion[] {
  return grouped(conditions, ({ piece }) => String(piece.exact)).flatMap((all) => {
    const held = all.flatMap((located): Held[] => {
      const size = sizeOf(located);
      const [type = "", ofType = "", provider = "", label = ""] = (located.piece.label ?? "").split(" ");
      if (size === undefined || type !== "resource") return [];
      const words = wordsOf(label).filter((word) => !circumstances.has(word));
      return [{ located, isAbsence: located.piece.name.startsWith("not"), kind: `${ofType} ${provider}`, words, size }];
    });
    const absent = held.filter(({ isAbsence }) => isAbsence);
    const present = held.filter(({ isAbsence }) => !isAbsence);
    const pairs = present.flatMap((one) => {
      const [nearest] = absent
        .filter((other) => isCounterpart(one, other))
        .sort((a, b) => difference(one, a) - difference(one, b));
      return nearest ? [{ one, other: nearest }] : [];
    });
    const others = new Set(pairs.map(({ other }) => other));
    const tokensSaved = pairs.reduce((sum, { one, other }) => sum + Math.min(one.size, other.size), 0);
    const [first] = all;
    if (!first || others.size < fewestPairs || tokensSaved < lowestScore * 2) return [];
    const sites = [...pairs.map(({ one }) => one.located), ...[...others].map(({ located }) => located)];
    return {
      detector: "J",
      pattern: "R-6",
      key: `pairs ${first.piece.exact}`,
      title: `${pairs.length} blocks are there under a condition, and ${others.size} of the same types and names under its opposite`,
      score: tokensSaved - 10 * pairs.length,
      tokensSaved,
      sites: sitesOf(sites),
    };
  });
}

function isCounterpart(a: Held, b: Held): boolean {
  const isLong = Math.min(a.size, b.size) >= leastAlike * Math.max(a.size, b.size);
  const [few, many] = a.words.length < b.words.length ? [a.words, b.words] : [b.words, a.words];
  const isNamed = few.length > 0 && few.every((word) => many.includes(word));
  return a.kind === b.kind && isLong && isNamed && difference(a, b) <= mostWords;
}

function difference(a: Held, b: Held): number {
  return Math.abs(a.words.length - b.words.length);
}
