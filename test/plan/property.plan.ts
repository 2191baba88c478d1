// Random modules, a random refactor: the plan stays the same under every setting, or the refactor is refused.

import { describe, expect, it } from "vitest";
import { contains, slice } from "../../server/src/base/range.js";
import { refactorsAt } from "../../server/src/features/codeActions.js";
import { defaultCheckOptions } from "../../server/src/features/diagnostics.js";
import { sitesFor } from "../../server/src/features/refactors/everySite.js";
import { refactors } from "../../server/src/features/refactors/registry.js";
import { testParser } from "../harness/parser.js";
import { caseUri, filesAfter, snapshotOf, targetEvidence } from "../harness/workspace.js";
import { planDifference } from "./difference.js";
import type { Files } from "./judge/configuration.js";
import { settingsOf } from "./planOracle.js";
import { pick, seeded } from "./random/random.js";
import { randomModule } from "./random/randomModule.js";

const modules = Number(process.env.PROPERTY_MODULES ?? 300);

describe("refactors of random modules", () => {
  it(`keep the plan of ${modules} modules`, { timeout: 900_000 }, async () => {
    const parser = await testParser();
    const kept = new Map<string, number>();
    const refused = new Map<string, number>();
    let compared = 0;
    let roundTrips = 0;
    let sameBytes = 0;
    let samePlan = 0;
    for (let seed = 1; kept.size === 0 || sum(kept) + sum(refused) < modules; seed++) {
      const random = seeded(seed + 7_000_000);
      const files = randomModule(random, { onlyJudged: true });
      const refactor = pick(
        random,
        refactors.filter((each) => each.unattended),
      );
      const snapshot = await snapshotOf(files);
      const candidates = [...files.keys()].flatMap((path) => {
        const file = snapshot.file(caseUri(path));
        return file ? sitesFor(refactor, file).map((site) => ({ path, offset: site.offset })) : [];
      });
      if (candidates.length === 0) continue;
      const { path, offset } = pick(random, candidates);
      const options = {
        ...defaultCheckOptions,
        evidence: targetEvidence("opentofu@1.12"),
        refactor: { movedBlocks: pick(random, ["file", "beside"] as const) },
      };
      const [offer] = refactorsAt(snapshot, caseUri(path), { start: offset, end: offset }, options, [refactor]);
      if (!offer) continue;
      if ("disabled" in offer) {
        refused.set(offer.disabled, (refused.get(offer.disabled) ?? 0) + 1);
        continue;
      }
      const change = offer.build();
      expect(change).toBeDefined();
      if (!change) continue;
      const after = filesAfter(files, change);
      for (const values of settingsOf(["a", "b"])) {
        const difference = planDifference(parser, files, after, values);
        if (difference === "failed before") continue;
        compared++;
        const shown = [
          `seed ${seed}: ${refactor.id}, ${JSON.stringify(values)}`,
          text(files),
          "=====",
          text(after),
        ].join("\n");
        expect(difference, shown).toBeUndefined();
      }
      kept.set(refactor.id, (kept.get(refactor.id) ?? 0) + 1);
      const back = await inverted(refactor, files, after, path, offset, options);
      if (back !== undefined) {
        roundTrips++;
        if (back === "same bytes") sameBytes++;
        else if (back === "same plan") samePlan++;
        else
          expect
            .soft(back, `${refactor.id} and back, seed ${seed}\n${text(files)}\n====\n${text(after)}`)
            .toBe("same plan");
      }
    }
    const total = sum(kept) + sum(refused);
    console.log(`property test: ${total} sites, ${sum(refused)} refused, ${compared} plans compared`);
    console.log([...kept].map(([id, count]) => `  ${id}: ${count}`).join("\n"));
    console.log(
      [...refused]
        .sort((a, b) => b[1] - a[1])
        .map(([reason, count]) => `  refused ${count}: ${reason}`)
        .slice(0, 12)
        .join("\n"),
    );
    expect(compared).toBeGreaterThan(modules);
    console.log(
      `  there and back: ${roundTrips}, of these ${sameBytes} to the same bytes and ${samePlan} to the same plan`,
    );
    expect(roundTrips).toBeGreaterThan(0);
    expect(sum(refused) / total).toBeLessThanOrEqual(0.2);
  });
});

/**
 * Applies a refactor's inverse to what it made: whether the bytes of the configuration are the first ones again (moved
 * blocks, which keep the history, left aside), or at least the plan. Undefined where the inverse does not apply.
 */
async function inverted(
  refactor: (typeof refactors)[number],
  before: Files,
  after: Files,
  path: string,
  offset: number,
  options: Parameters<typeof refactorsAt>[3],
): Promise<string | undefined> {
  const inverse = refactors.find((each) => each.id === refactor.inverse);
  if (!inverse?.unattended || inverse.tries === "expressions") return undefined;
  const snapshot = await snapshotOf(after);
  const file = snapshot.file(caseUri(path));
  const header = before
    .get(path)
    ?.slice(0, offset)
    .split("\n")
    .findLast((line) => line.endsWith("{") && !line.startsWith(" "));
  const block = file?.body.items.find(
    (item) => header !== undefined && slice(file.text, item.range).startsWith(header),
  );
  if (!file || !block) return undefined;
  const site = sitesFor(inverse, file).find((each) => contains(block.range, { start: each.offset, end: each.offset }));
  if (!site) return undefined;
  const selection = { start: site.offset, end: site.offset };
  const [offer] = refactorsAt(snapshot, caseUri(path), selection, options, [inverse]);
  if (!offer || "disabled" in offer) return undefined;
  const change = offer.build();
  if (!change) return undefined;
  const back = filesAfter(after, change);
  const withoutMoves = (files: Files): string =>
    [...files]
      .filter(([name]) => name !== "moved.tf")
      .map((one) => one.join("\n"))
      .join("\n");
  if (withoutMoves(back) === withoutMoves(before)) return "same bytes";
  const parser = await testParser();
  for (const values of settingsOf(["a", "b"])) {
    const difference = planDifference(parser, after, back, values);
    if (difference !== undefined && difference !== "failed before") return difference;
  }
  return "same plan";
}

function text(files: Files): string {
  return [...files]
    .filter(([path]) => !path.startsWith("child"))
    .map(([path, content]) => `# ${path}\n${content}`)
    .join("\n");
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
