// What a scoreboard set is: the type every runner has, the context it gets, and the tally it keeps.
import type { Exclusion } from "./exclusions.js";

/** One case of a set, as runners and exclusions see it. */
export interface OracleCase {
  readonly set: string;
  /** Names the case in `--failures`; no exclusion ever looks at it. */
  readonly id: string;
  /** The source text the product is given; of a directory, its files joined by line breaks. */
  readonly input: string;
  /** What the real tool answered, in the set's own form. */
  readonly expected?: unknown;
}

export interface Failure {
  readonly id: string;
  readonly how: string;
}

/** One row of the table. `cases` counts every case, those excluded too. */
export interface SetReport {
  readonly set: string;
  readonly cases: number;
  readonly passed: number;
  readonly excluded: number;
  /** How many cases each exclusion took, by its id. */
  readonly exclusions: Readonly<Record<string, number>>;
  /** Further figures: shares, counts, milliseconds. They are printed as they are. */
  readonly figures: Readonly<Record<string, number | string>>;
  readonly failures: readonly Failure[];
}

export interface RunContext {
  /** The set's own folder; for a set of the corpus, the corpus. */
  readonly folder: string;
  readonly oracleDir: string;
  readonly corpusDir: string;
  readonly tally: Tally;
  /** Says on standard error what could not be run and why. */
  note(message: string): void;
}

/**
 * Scores one set. To add one: a file in `sets/` that exports a `SetRunner`, and a line in `registry.ts`.
 * A runner calls the product's own modules, gives every case to `tally.score`, and decides nothing by a case's name.
 */
export interface SetRunner {
  /** The set's name: its folder's name, `terragrunt-…` for those inside `terragrunt/`, `corpus-…` over the corpus. */
  readonly name: string;
  /** Which directory it needs. A set whose folder is not there is not run. */
  readonly source: "oracle" | "corpus";
  /** What is missing on this machine to run it, as a sentence; undefined where nothing is. */
  missing?(): string | undefined;
  run(context: RunContext): Promise<void>;
}

/** Keeps the score of one set. */
export class Tally {
  readonly #set: string;
  readonly #exclusions: readonly Exclusion[];
  #cases = 0;
  #passed = 0;
  #excluded = 0;
  readonly #exclusionCounts: Record<string, number> = {};
  readonly #figures: Record<string, number | string> = {};
  readonly #failures: Failure[] = [];

  constructor(set: string, exclusions: readonly Exclusion[]) {
    this.#set = set;
    this.#exclusions = exclusions.filter((exclusion) => exclusion.sets.includes(set));
  }

  /**
   * Scores one case: `decide` returns undefined where the product's answer is right, else how it is wrong.
   * A case `decide` throws on has failed. A case under an exclusion is counted as such and not decided.
   */
  async score(
    oracleCase: Omit<OracleCase, "set">,
    decide: () => string | undefined | Promise<string | undefined>,
  ): Promise<void> {
    this.#cases++;
    const full: OracleCase = { ...oracleCase, set: this.#set };
    const exclusion = this.#exclusions.find((candidate) => candidate.applies(full));
    if (exclusion) {
      this.#excluded++;
      this.#exclusionCounts[exclusion.id] = (this.#exclusionCounts[exclusion.id] ?? 0) + 1;
      return;
    }
    let how: string | undefined;
    try {
      how = await decide();
    } catch (error) {
      how = `threw ${error instanceof Error ? `${error.message} ${error.stack?.split("\n")[1]?.trim() ?? ""}` : String(error)}`;
    }
    if (how === undefined) this.#passed++;
    else this.#failures.push({ id: oracleCase.id, how });
  }

  /** Sets a further figure of the set. */
  figure(name: string, value: number | string): void {
    this.#figures[name] = value;
  }

  /** Adds to a further figure that counts something. */
  count(name: string, by = 1): void {
    const before = this.#figures[name];
    this.#figures[name] = (typeof before === "number" ? before : 0) + by;
  }

  report(): SetReport {
    return {
      set: this.#set,
      cases: this.#cases,
      passed: this.#passed,
      excluded: this.#excluded,
      exclusions: this.#exclusionCounts,
      figures: this.#figures,
      failures: this.#failures,
    };
  }
}

/** The first place two texts differ, for a failure's text; undefined where they are equal. */
export function firstDifference(actual: string, expected: string): string | undefined {
  if (actual === expected) return undefined;
  let at = 0;
  while (at < actual.length && at < expected.length && actual[at] === expected[at]) at++;
  const line = expected.slice(0, at).split("\n").length;
  const around = (text: string): string => JSON.stringify(text.slice(Math.max(0, at - 20), at + 40));
  return `line ${line}: got ${around(actual)}, expected ${around(expected)}`;
}
