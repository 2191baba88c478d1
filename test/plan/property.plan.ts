// Random modules, a random refactor: the plan stays the same under every setting, or the refactor is refused.

import { describe, expect, it } from "vitest";
import { refactorsAt } from "../../server/src/features/codeActions.js";
import { defaultCheckOptions } from "../../server/src/features/diagnostics.js";
import { sitesFor } from "../../server/src/features/refactors/everySite.js";
import { refactors } from "../../server/src/features/refactors/registry.js";
import { testParser } from "../harness/parser.js";
import { caseUri, filesAfter, snapshotOf, targetEvidence } from "../harness/workspace.js";
import { planDifference } from "./difference.js";
import { type Files, settingsOf } from "./planOracle.js";
import { pick, randomModule, seeded } from "./randomModule.js";

const modules = Number(process.env.PROPERTY_MODULES ?? 300);

describe("refactors of random modules", () => {
  it(`keep the plan of ${modules} modules`, { timeout: 900_000 }, async () => {
    const parser = await testParser();
    const kept = new Map<string, number>();
    const refused = new Map<string, number>();
    let compared = 0;
    let inverted = 0;
    for (let seed = 1; kept.size === 0 || sum(kept) + sum(refused) < modules; seed++) {
      const random = seeded(seed + 7_000_000);
      const files = randomModule(random, true);
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
      if (refactor.inverse !== undefined) inverted++;
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
    expect(inverted).toBeGreaterThan(0);
    expect(sum(refused) / total).toBeLessThanOrEqual(0.2);
  });
});

function text(files: Files): string {
  return [...files]
    .filter(([path]) => !path.startsWith("child"))
    .map(([path, content]) => `# ${path}\n${content}`)
    .join("\n");
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
