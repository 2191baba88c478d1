// "Did you mean …?", by the rule that OpenTofu and HCL use.
//
// Source of the rule: OpenTofu's `internal/didyoumean` and HCL's `hclsyntax/didyoumean.go`.

/** A name is only ever suggested for one that differs by fewer edits than this. */
const limit = 3;

/**
 * The first candidate, in the order given, that is fewer than three edits away; undefined where there is none.
 * OpenTofu sorts the names of declared objects first (see `sortedNames`); block types and arguments it takes in the
 * order of the schema.
 */
export function didYouMean(given: string, candidates: Iterable<string>): string | undefined {
  for (const candidate of candidates) if (editDistance(given, candidate, limit) < limit) return candidate;
  return undefined;
}

/** Names in the order in which OpenTofu goes through them: by code points. */
export function sortedNames(names: Iterable<string>): string[] {
  return [...names].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/**
 * How many characters must be inserted, removed or replaced to make `b` of `a` (Levenshtein).
 * Stops early and returns `cap` where the distance is `cap` or more.
 */
export function editDistance(a: string, b: string, cap = Number.POSITIVE_INFINITY): number {
  const from = [...a];
  const to = [...b];
  if (Math.abs(from.length - to.length) >= cap) return cap;
  let row = to.map((_, i) => i + 1);
  row.unshift(0);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    let best = i + 1;
    for (let j = 0; j < to.length; j++) {
      const cost = Math.min(row[j + 1]! + 1, next[j]! + 1, row[j]! + (from[i] === to[j] ? 0 : 1));
      next.push(cost);
      best = Math.min(best, cost);
    }
    if (best >= cap) return cap;
    row = next;
  }
  return Math.min(row[to.length]!, cap);
}

/**
 * The most similar candidate, the first of those that are equally so; undefined where all are too different. For names
 * that OpenTofu does not suggest itself. Very short names are like too many others.
 */
export function closestName(given: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = given.length <= 2 ? 1 : limit;
  for (const candidate of candidates) {
    const distance = editDistance(given, candidate, least);
    if (distance >= least) continue;
    best = candidate;
    least = distance;
  }
  return best;
}
