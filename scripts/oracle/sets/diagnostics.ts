// Diagnostics against OpenTofu's own: by severity, summary and start.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { checkTree, type Found, readTree, snapshotOfFiles } from "../checkProduct.js";
import type { SetRunner, Tally } from "../set.js";
import { reached, type Until } from "../stages.js";

/** A diagnostic as the sets hold it. */
export interface Expected {
  readonly severity: string;
  readonly summary: string;
  readonly range?: {
    readonly filename: string;
    readonly start: { readonly line: number; readonly byte: number };
    readonly end: { readonly byte: number };
  };
}

const staticDiagnostics: SetRunner = {
  name: "opentofu-static-diagnostics",
  source: "oracle",
  async run({ folder, tally }) {
    const detection = new Detection(tally);
    for (const id of directories(folder)) {
      const directory = join(folder, id);
      const answers = readJson<Record<string, readonly Expected[] | undefined>>(join(directory, "expected.json"));
      const validate = answers.opentofu_1_12_6_validate ?? [];
      const plan = answers.opentofu_1_12_6_plan;
      const files = readTree(directory);
      const found = checkTree(await snapshotOfFiles(files, directory), directory);
      await tally.score({ id, input: textOf(files), expected: answers }, () => {
        const comparisons: [readonly Expected[], Until][] = [[validate, "validate"]];
        if (plan) comparisons.push([plan, "plan"]);
        const problems = comparisons.flatMap(([expected, until]) => differences(expected, reached(found, until)));
        if (comparisons.every(([expected, until]) => exactRanges(expected, reached(found, until)))) {
          tally.count("exact-ranges");
        }
        return problems.length > 0 ? problems.join("; ") : undefined;
      });
      detection.add([...validate, ...(plan ?? [])], found);
    }
    detection.finish();
  },
};

/** A set with one file per case: `expected.json` by file name, or files without one that must have no errors. */
function fileSet(name: string): SetRunner {
  return {
    name,
    source: "oracle",
    async run({ folder, tally }) {
      const detection = new Detection(tally);
      const answers = readJson<Record<string, { oracle?: readonly Expected[] }>>(join(folder, "expected.json"));
      for (const id of readdirSync(folder).sort()) {
        if (id === "expected.json" || !statSync(join(folder, id)).isFile()) continue;
        const text = readFileSync(join(folder, id), "utf8");
        const found = checkTree(await snapshotOfFiles(new Map([[join(folder, id), text]])), folder);
        const expected = answers[id]?.oracle ?? [];
        await tally.score({ id, input: text, expected }, () => {
          const problems = differences(expected, reached(found, "file"));
          return problems.length > 0 ? problems.join("; ") : undefined;
        });
        detection.add(expected, found);
      }
      detection.finish();
    },
  };
}

/** A set with one module per case, and `expected.json` by directory; `.` is the set's own directory. */
function moduleSet(name: string): SetRunner {
  return {
    name,
    source: "oracle",
    async run({ folder, tally }) {
      const detection = new Detection(tally);
      const answers = readJson<Record<string, readonly Expected[]>>(join(folder, "expected.json"));
      for (const [id, expected] of Object.entries(answers)) {
        const directory = join(folder, id);
        if (!existsSync(directory)) continue;
        const files = readTree(directory);
        const found = checkTree(await snapshotOfFiles(files, directory), directory);
        await tally.score({ id, input: textOf(files), expected }, () => {
          const problems = differences(expected, reached(found, "load"));
          return problems.length > 0 ? problems.join("; ") : undefined;
        });
        detection.add(expected, found);
      }
      detection.finish();
    },
  };
}

const validateJson: SetRunner = {
  name: "command-validate-json",
  source: "oracle",
  async run({ folder, tally }) {
    const detection = new Detection(tally);
    for (const group of directories(folder)) {
      for (const id of ["", ...directories(join(folder, group))]) {
        const directory = join(folder, group, id);
        const answer = [join(directory, "output.json"), join(folder, group, "output.json")].find(
          (path) => existsSync(path) && (id === "" || path.startsWith(directory) || group === "validate-valid"),
        );
        if (!existsSync(join(directory, "main.tf")) || answer === undefined) continue;
        const { diagnostics } = readJson<{ diagnostics: readonly Expected[] }>(answer);
        const files = new Map([[join(directory, "main.tf"), readFileSync(join(directory, "main.tf"), "utf8")]]);
        const found = checkTree(await snapshotOfFiles(files, directory), directory);
        const expected = diagnostics.map((one) =>
          one.range ? { ...one, range: { ...one.range, filename: "main.tf" } } : one,
        );
        await tally.score({ id: `${group}/${id}`, input: textOf(files), expected }, () => {
          const problems = differences(expected, reached(found, "validate"));
          return problems.length > 0 ? problems.join("; ") : undefined;
        });
        detection.add(expected, found);
      }
    }
    detection.finish();
  },
};

export const diagnosticSets: readonly SetRunner[] = [
  staticDiagnostics,
  ...["configs-valid-files", "configs-invalid-files", "configs-invalid-import-files", "configs-error-files"].map(
    fileSet,
  ),
  fileSet("configs-warning-files"),
  ...[
    "configs-valid-modules",
    "configs-invalid-modules",
    "configs-config-diagnostics",
    "configs-config-build",
    "configs-duplicate-local-name",
    "configs-ephemeral-blocks",
    "configs-escaping-blocks",
    "configs-nested-backend-warning",
    "configs-nested-cloud-warning",
    "configs-nested-errors",
    "configs-provider-reqs",
    "configs-provider_for_each",
    "configs-tofu-and-tf-files",
    "configs-tofu-only-files",
    "configs-uninit-module-and-provider-refs",
    "configs-variable-empty-deprecated",
  ].map(moduleSet),
  validateJson,
];

/** Cases in which at least one of OpenTofu's diagnostics was found, with its severity and summary. */
class Detection {
  readonly #tally: Tally;
  #cases = 0;
  #detected = 0;

  constructor(tally: Tally) {
    this.#tally = tally;
  }

  add(expected: readonly Expected[], found: readonly Found[]): void {
    if (expected.length === 0) return;
    this.#cases++;
    const matches = expected.some((one) =>
      found.some((each) => each.severity === one.severity && each.summary === one.summary),
    );
    if (matches) this.#detected++;
  }

  finish(): void {
    if (this.#cases > 0) this.#tally.figure("detected-%", Math.floor((this.#detected / this.#cases) * 1000) / 10);
  }
}

/** What is missing and what is too much; empty where both lists hold the same. */
export function differences(expected: readonly Expected[], found: readonly Found[]): string[] {
  const left = found.map((one) => [one.severity, orderless(one.summary), one.file, one.start].join("|"));
  const missing: string[] = [];
  for (const one of expected) {
    const hasPlace = one.range !== undefined && one.range.filename !== "" && one.range.start.line > 0;
    const key = [
      one.severity,
      orderless(one.summary),
      ...(hasPlace ? [one.range?.filename, one.range?.start.byte] : []),
    ].join("|");
    // Some of OpenTofu's diagnostics have no place; ours always do.
    const at = left.findIndex((each) => each === key || (!hasPlace && each.startsWith(`${key}|`)));
    if (at < 0) missing.push(`missing ${key}`);
    else left.splice(at, 1);
  }
  return [...missing, ...left.map((each) => `extra ${each}`)];
}

/** OpenTofu names the members of a cycle in no certain order. */
function orderless(summary: string): string {
  if (!summary.startsWith("Cycle: ")) return summary;
  return `Cycle: ${summary.slice("Cycle: ".length).split(", ").sort().join(", ")}`;
}

function exactRanges(expected: readonly Expected[], found: readonly Found[]): boolean {
  if (differences(expected, found).length > 0) return false;
  return expected.every(
    (one) =>
      !one.range?.filename ||
      found.some(
        ({ start, end, summary }) =>
          summary === one.summary && start === one.range?.start.byte && end === one.range.end.byte,
      ),
  );
}

export function directories(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8")) as T;
}

export function textOf(files: ReadonlyMap<string, string>): string {
  return [...files.values()].join("\n");
}
