// `lifecycle.enabled`: what a plan says of it, and which references to a disabled object are safe.
import { join } from "node:path";
import { checkTree, type Found, readTree, snapshotOfFiles } from "../checkProduct.js";
import type { SetRunner } from "../set.js";
import { reached } from "../stages.js";
import { differences, directories, type Expected, readJson, textOf } from "./diagnostics.js";

interface Answers {
  readonly validate: readonly Expected[];
  readonly plan?: { readonly diagnostics: readonly Expected[] };
}

const enabledCases: SetRunner = {
  name: "opentofu-enabled-cases",
  source: "oracle",
  async run({ folder, tally }) {
    for (const id of directories(folder)) {
      const directory = join(folder, id);
      const answers = readJson<Answers>(join(directory, "expected.json"));
      const files = readTree(directory);
      const found = checkTree(await snapshotOfFiles(files), directory);
      await tally.score({ id, input: textOf(files), expected: answers }, () => {
        const problems = differences(answers.plan?.diagnostics ?? answers.validate, reached(found, "plan"));
        return problems.length > 0 ? problems.join("; ") : undefined;
      });
    }
  },
};

type Verdict = "safe" | "unsafe" | "error";

interface Row {
  readonly expr: string;
  readonly validate: readonly unknown[];
  readonly "enabled=true": "ok" | readonly unknown[];
  readonly "enabled=false": "ok" | readonly unknown[];
}

const enabledReferences: SetRunner = {
  name: "opentofu-enabled-refs",
  source: "oracle",
  async run({ folder, tally }) {
    const root = join(folder, "module");
    for (const row of readJson<readonly Row[]>(join(folder, "matrix.json"))) {
      const files = new Map([
        [join(root, "main.tofu"), configuration(row.expr)],
        [join(root, "m", "main.tofu"), 'output "id" {\n  value = "x"\n}\n'],
      ]);
      const found = checkTree(await snapshotOfFiles(files), root).filter(({ module }) => module === "");
      const verdict = verdictOf(found);
      await tally.score({ id: row.expr, input: row.expr, expected: row }, () => {
        const right = expectedVerdict(row);
        if (verdict === right) return undefined;
        const given = found.map(({ severity, rule }) => `${severity} ${rule}`).join(", ");
        return `${verdict} where it is ${right}${given === "" ? "" : ` (${given})`}`;
      });
    }
  },
};

function configuration(expression: string): string {
  return `
variable "on" {
  type = bool
}
resource "test_object" "x" {
  lifecycle {
    enabled = var.on
  }
}
module "m" {
  source = "./m"
  lifecycle {
    enabled = var.on
  }
}
output "o" {
  value = ${expression}
}
`;
}

/** An error of `validate`, something that fails while the object is disabled, or neither. */
function expectedVerdict(row: Row): Verdict {
  if (row.validate.length > 0) return "error";
  return row["enabled=false"] === "ok" ? "safe" : "unsafe";
}

function verdictOf(found: readonly Found[]): Verdict {
  const stages = found.filter(({ severity, phase }) => severity === "error" && phase !== undefined && phase !== "plan");
  if (stages.length > 0) return "error";
  return found.some(({ rule, phase }) => rule === "unguarded-access" || phase === "plan") ? "unsafe" : "safe";
}

export const enabledSets: readonly SetRunner[] = [enabledCases, enabledReferences];
