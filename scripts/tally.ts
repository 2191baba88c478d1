// Counts of one level of tests, and how they are added up and told.

/** What one level of tests has shown. */
export interface Tally {
  readonly passed: number;
  /** What failed, one line each. */
  readonly failed: readonly string[];
  /** Why each skipped test was skipped. */
  readonly skipped: readonly string[];
}

/** A level of one check: passed, or failed with `problem`. */
export function check(ok: boolean, problem: string): Tally {
  return ok ? { passed: 1, failed: [], skipped: [] } : { passed: 0, failed: [problem], skipped: [] };
}

/** The sum of several levels. */
export function total(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, tally) => sum + tally.passed, 0),
    failed: tallies.flatMap(({ failed }) => failed),
    skipped: tallies.flatMap(({ skipped }) => skipped),
  };
}

/** How often each reason for skipping was given, the most frequent first. */
export function reasons(skipped: readonly string[]): [reason: string, count: number][] {
  const counts = new Map<string, number>();
  for (const reason of skipped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** The last line of `npm test`. */
export function summary(tally: Tally): string {
  const skipped = tally.skipped.length > 0 ? `, ${tally.skipped.length} skipped` : "";
  return `${tally.passed} passed, ${tally.failed.length} failed${skipped}`;
}
