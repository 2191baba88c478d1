// What Terragrunt says of trees and single files: whether it refuses them, what for, and where.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileUri, uriPath } from "../../../server/src/model/uri.js";
import type { WorkspaceSnapshot } from "../../../server/src/model/workspace.js";
import { snapshotOfFiles } from "../checkProduct.js";
import type { SetRunner } from "../set.js";
import { snapshotOfTree, type TerragruntFinding, terragruntFindings, terragruntUris } from "../terragruntProduct.js";

interface Expectation {
  readonly code?: string;
  readonly name?: string;
  readonly names?: readonly string[];
  readonly summary?: string;
  readonly mentions?: string;
  readonly message?: string;
  readonly attr?: string;
  readonly severity?: string;
  readonly file?: string;
  readonly line?: number;
}

interface DirectoryCase {
  readonly fixture: string;
  readonly verdict: "ok" | "warning" | "error";
  readonly expect: readonly Expectation[];
}

interface InlineCase {
  readonly name: string;
  readonly file: string;
  readonly hcl: string;
  readonly verdict: "ok" | "warning" | "error";
  readonly expect: Expectation;
}

/** The rules that report what the set calls by a code of its own. */
const rulesByCode: Readonly<Record<string, readonly string[]>> = {
  "undefined-local": ["unknown-reference"],
  "undefined-value": ["unknown-reference"],
  "unknown-component": ["unknown-reference"],
  "duplicate-generate": ["duplicate-name", "generate-clash"],
  "dependency-invalid-config-path": ["invalid-config-path"],
  "parent-folder-not-found": ["missing-parent-file"],
  "source-references-dependency": ["reference-too-early"],
  "multiple-bare-includes": ["bare-include"],
  "bare-include": ["bare-include"],
  "root-terragrunt-hcl": ["root-terragrunt-hcl"],
  "dependency-cycle": ["dependency-cycle"],
  "dependencies-path-missing": ["missing-dependency"],
  "file-not-found": ["failing-expression"],
  "stack-empty-path": ["invalid-component"],
  "stack-no-components": ["invalid-component"],
  "stack-absolute-path": ["invalid-component"],
  "stack-path-outside": ["invalid-component"],
  "duplicate-locals": ["duplicate-block"],
  "source-not-found": ["missing-component-source"],
  "source-not-a-unit": ["missing-component-source"],
  "source-not-a-stack": ["missing-component-source"],
  "autoinclude-locals": ["unsupported-block"],
  enum: ["invalid-option"],
  experiment: ["experimental-feature"],
  "dependency-inputs-removed": ["removed-configuration"],
  "include-name-required": ["invalid-call"],
  "version-non-registry": ["version-of-other-source"],
};

/** One case is one tree or one file. It has passed where the verdict is the same for the same reasons and places. */
export const terragruntExpected: SetRunner = {
  name: "terragrunt-expected",
  source: "oracle",
  async run({ folder, tally }) {
    const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as {
      readonly diagDirs: readonly DirectoryCase[];
      readonly inline: readonly InlineCase[];
    };
    let verdicts = 0;
    let places = 0;
    let placed = 0;
    const score = async (
      id: string,
      verdict: string,
      expectations: readonly Expectation[],
      found: readonly TerragruntFinding[],
    ) => {
      if (verdictOf(found) === verdict) verdicts++;
      for (const expectation of expectations) {
        if (expectation.line === undefined) continue;
        places++;
        if (found.some((finding) => meets(finding, expectation))) placed++;
      }
      await tally.score({ id, input: "", expected: expectations }, () => failure(verdict, expectations, found));
    };
    for (const { fixture, verdict, expect } of expected.diagDirs) {
      const root = join(folder, "diag", fixture);
      const [tree = ""] = fixture.split("/");
      const snapshot = await snapshotOfTree(join(folder, "diag", tree), [join(folder, "diag", repositoryOf(fixture))]);
      await score(fixture, verdict, expect, findingsBelow(snapshot, root, join(folder, "diag", repositoryOf(fixture))));
    }
    for (const { name, file, hcl, verdict, expect } of expected.inline) {
      const root = "/inline/unit";
      const snapshot = await snapshotOfFiles(new Map([[`${root}/${file}`, hcl]]));
      const expectations = Object.keys(expect).length > 0 && verdict !== "ok" ? [expect] : [];
      await score(name, verdict, expectations, terragruntFindings(snapshot, fileUri(`${root}/${file}`), root));
    }
    tally.figure("verdicts", verdicts);
    tally.figure("places", `${placed} of ${places}`);
  },
};

/** Trees of errors of one kind hold a tree for each case; other cases are parts of one tree. */
function repositoryOf(fixture: string): string {
  const [first = "", second] = fixture.split("/");
  return first === "stacks_errors" && second !== undefined ? `${first}/${second}` : first;
}

function findingsBelow(snapshot: WorkspaceSnapshot, root: string, repository: string): TerragruntFinding[] {
  const below = terragruntUris(snapshot).filter((uri) => uriPath(uri).startsWith(`${root}/`));
  const own = below.flatMap((uri) => terragruntFindings(snapshot, uri, root));
  if (own.length > 0) return own;
  // A stack is also wrong where one of the units that it generates is.
  return below.some((uri) => uri.endsWith(".stack.hcl"))
    ? terragruntUris(snapshot)
        .filter((uri) => uriPath(uri).startsWith(`${repository}/`))
        .flatMap((uri) => terragruntFindings(snapshot, uri, root))
    : [];
}

function verdictOf(found: readonly TerragruntFinding[]): string {
  if (found.some(({ severity }) => severity === "error")) return "error";
  return found.some(({ severity }) => severity === "warning") ? "warning" : "ok";
}

const severities = ["error", "warning", "information", "hint"];

function meets(finding: TerragruntFinding, expectation: Expectation): boolean {
  const { code, summary, mentions, message, attr, name, names, file, line, severity } = expectation;
  const text = `${finding.summary}\n${finding.message}`.toLowerCase();
  const says = (words: string | undefined) => words === undefined || text.includes(words.toLowerCase());
  if (code === "syntax") return finding.severity === "error";
  if (code !== undefined && !rulesByCode[code]?.includes(finding.rule)) return false;
  // The one expectation with a severity is of a tree whose verdict is `error`: it says the least that is to be said.
  if (severity !== undefined && severities.indexOf(finding.severity) > severities.indexOf(severity)) return false;
  if (file !== undefined && finding.file !== file) return false;
  if (line !== undefined && finding.line !== line) return false;
  // Several names stand for several findings, each of which names one.
  const named = [...(names ?? []), ...(name === undefined ? [] : [name])];
  return [summary, mentions, message, attr].every(says) && (named.length === 0 || named.some(says));
}

function failure(
  verdict: string,
  expectations: readonly Expectation[],
  found: readonly TerragruntFinding[],
): string | undefined {
  const printed = found.map(({ file, line, rule, severity, summary, message }) => {
    return `${file}:${line} ${severity}[${rule}] ${summary === message ? message : `${summary}: ${message}`}`;
  });
  const got = verdictOf(found);
  if (got !== verdict) return [`the verdict is ${got} and should be ${verdict}`, ...printed].join("\n    ");
  for (const expectation of expectations) {
    const each = (expectation.names ?? [undefined]).map((name) => ({
      ...expectation,
      names: name === undefined ? [] : [name],
    }));
    const missed = each.find((one) => !found.some((finding) => meets(finding, one)));
    if (missed) return [`nothing meets ${JSON.stringify(missed)}`, ...printed].join("\n    ");
  }
  return undefined;
}
