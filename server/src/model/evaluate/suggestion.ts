// "Did you mean …?" by OpenTofu's own rule.

/** The first candidate less than three edits away (Levenshtein); earlier candidates win, nearer ones do not. */
export function didYouMean(given: string, candidates: Iterable<string>): string | undefined {
  for (const candidate of candidates) if (editDistance(given, candidate) < 3) return candidate;
  return undefined;
}

/** How many single-character insertions, deletions and replacements turn one text into the other. */
export function editDistance(from: string, to: string): number {
  const source = [...from];
  const target = [...to];
  let row = target.map((_, i) => i + 1);
  row.unshift(0);
  for (const [i, character] of source.entries()) {
    const next = [i + 1];
    for (const [j, other] of target.entries()) {
      const replaced = (row[j] ?? 0) + (character === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[target.length] ?? 0;
}
