// Executed migrations: given the state before and the configuration after, the plan that OpenTofu made.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { refactorsAt } from "../../../server/src/features/codeActions.js";
import { predictPlan } from "../../../server/src/features/rewriting/movePrediction.js";
import type { HclParser } from "../../../server/src/syntax/parser.js";
import { walk } from "../../../server/src/syntax/visit.js";
import { testParser } from "../../../test/harness/parser.js";
import { caseUri, filesAfter, snapshotOf } from "../../../test/harness/workspace.js";
import { stepsOf } from "../addressSteps.js";
import { isHclFile, listFiles } from "../inputs.js";
import type { SetRunner } from "../set.js";

interface Expected {
  readonly before_state: readonly string[];
  readonly plan_after: readonly {
    readonly addr: string;
    readonly prev_addr?: string;
    readonly action: string;
    readonly reason?: string;
  }[];
  readonly diagnostics: readonly { readonly severity: string; readonly summary: string }[];
}

export const opentofuMigrations: SetRunner = {
  name: "opentofu-migrations",
  source: "oracle",
  async run({ folder, tally }) {
    const parser = await testParser();
    for (const id of readdirSync(folder).sort()) {
      const expectedFile = join(folder, id, "expected.json");
      if (!existsSync(expectedFile)) continue;
      const expected = JSON.parse(readFileSync(expectedFile, "utf8")) as Expected;
      const files = filesIn(join(folder, id, "after"));
      await tally.score({ id, input: [...files.values()].join("\n"), expected }, async () => {
        const wrong = await wrongPrediction(parser, files, expected);
        if (wrong !== undefined) return wrong;
        // Where a refactor makes such an edit, what it writes must come to the same plan. No refactor creates or destroys.
        if (expected.plan_after.some(({ action }) => /creat|delet|destr/i.test(action))) return undefined;
        let isMade = false;
        for (const [refactor, made] of await madeBefore(filesIn(join(folder, id, "before")))) {
          if (withoutMoves(parser, made) !== withoutMoves(parser, files)) continue;
          if (!isMade) tally.count("cases that a refactor makes");
          isMade = true;
          tally.count("made by refactors");
          const other = await wrongPrediction(parser, made, expected);
          if (other !== undefined) return `${refactor}: ${other}`;
        }
        return undefined;
      });
    }
  },
};

type Files = ReadonlyMap<string, string>;

function filesIn(folder: string): Files {
  if (!existsSync(folder)) return new Map();
  return new Map(listFiles(folder, isHclFile).map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

/** In what the predicted plan differs from the one that OpenTofu made; undefined where it does not. */
async function wrongPrediction(parser: HclParser, files: Files, expected: Expected): Promise<string | undefined> {
  const snapshot = await snapshotOf(files);
  const root = snapshot.module(caseUri("x").slice(0, -2));
  if (!root) return "no module";
  const state = expected.before_state.map((text) => stepsOf(parser, text));
  const prediction = predictPlan(snapshot, root, state);
  const mine = prediction.changes
    .map(({ address, previous, action, reason }) => [address, previous ?? "", action, reason ?? ""].join(" "))
    .sort();
  const theirs = expected.plan_after
    .map(({ addr, prev_addr, action, reason }) => [addr, prev_addr ?? "", action, reason ?? ""].join(" "))
    .sort();
  if (mine.join("\n") !== theirs.join("\n")) return `plan: got ${mine.join("; ")}, expected ${theirs.join("; ")}`;
  const said = prediction.diagnostics.map(({ severity, summary }) => `${severity} ${summary}`).sort();
  const wanted = expected.diagnostics.map(({ severity, summary }) => `${severity} ${summary}`).sort();
  return said.join("; ") === wanted.join("; ") ? undefined : `said ${said.join("; ")}, expected ${wanted.join("; ")}`;
}

/** What every refactor makes of a configuration, at each block and at each argument that repeats one. */
async function madeBefore(files: Files): Promise<readonly (readonly [string, Files])[]> {
  const snapshot = await snapshotOf(files);
  const options = { levels: new Map(), evidence: () => [{ kind: "target" as const, value: "opentofu@1.12" }] };
  const made: (readonly [string, Files])[] = [];
  for (const path of files.keys()) {
    const file = snapshot.file(caseUri(path));
    const places = new Set<number>();
    if (file) {
      walk(file.body, (node) => {
        if (node.kind === "Block" || node.kind === "Attribute") places.add(node.range.start);
      });
    }
    for (const start of places) {
      const selection = { start, end: start };
      for (const offer of refactorsAt(snapshot, caseUri(path), selection, {
        ...options,
        refactor: { movedBlocks: "file" },
      })) {
        const change = "build" in offer ? offer.build() : undefined;
        if (change) made.push([offer.refactor, filesAfter(files, change)]);
      }
    }
  }
  return made;
}

/** The blocks of a configuration without white space and without `moved` blocks. */
function withoutMoves(parser: HclParser, files: Files): string {
  const blocks = [...files].flatMap(([path, text]) =>
    parser
      .parse(path, 0, text)
      .body.items.filter((item) => item.kind === "Block" && item.type.name !== "moved")
      .map(({ range }) => text.slice(range.start, range.end).replaceAll(/\s/g, "")),
  );
  return blocks.sort().join("\n");
}
