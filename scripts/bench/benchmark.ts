// What a benchmark is: the type every one has.

/** What one benchmark measured. */
export interface BenchmarkReport {
  readonly name: string;
  /** Times in milliseconds, counts and ratios, by what they measure. */
  readonly figures: Readonly<Record<string, number>>;
}

/** To add one: a file beside this one that exports a `Benchmark`, and a line in `scripts/bench.ts`. */
export interface Benchmark {
  readonly name: string;
  /** What is missing to run it, as a sentence; undefined where nothing is. */
  missing(corpusDir: string): string | undefined;
  run(corpusDir: string): Promise<BenchmarkReport>;
}

/** The middle one of some numbers; of an even number of them, the mean of both. */
export function median(numbers: readonly number[]): number {
  return percentile(numbers, 0.5);
}

/** The number below which a share of the numbers lies, between neighbours in proportion. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}
