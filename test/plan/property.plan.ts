// Random modules, a random refactor: the plan stays the same under every setting, or the refactor is refused. And a
// refactor followed by its inverse gives the first bytes again, or differs for a reason that the pair is known for.

import { describe, expect, it } from "vitest";
import { refactors } from "../../server/src/features/refactors/registry.js";
import { testParser } from "../harness/parser.js";
import { filesAfter, snapshotOf } from "../harness/workspace.js";
import { planDifference } from "./difference.js";
import type { Files, Values } from "./judge/configuration.js";
import { settingsOf } from "./planOracle.js";
import { addressAt, back } from "./random/inverse.js";
import { pick, seeded } from "./random/random.js";
import { randomModule } from "./random/randomModule.js";
import { randomOptions, tryAnywhere } from "./random/randomRefactor.js";
import { chosenAgain, differences, oneWay, pairs } from "./random/sameBut.js";

const modules = Number(process.env.PROPERTY_MODULES ?? 2000);
/** Meant to change a plan: it has its own proof (runOnlyIf.plan.ts). */
/** Their purpose is to add or take away output values. */
const aboutOutputs = new Set(["extract-output", "delete-declaration"]);

const meantToChange = new Set(["run-only-if"]);
const candidates = refactors.filter(({ id }) => !meantToChange.has(id));

describe("refactors of random modules", () => {
  it(`keep the plan of ${modules} modules`, { timeout: 900_000 }, async () => {
    const parser = await testParser();
    const kept = new Counts();
    const refused = new Counts();
    const returned = new Counts();
    let compared = 0;
    let assumed = 0;
    let sameBytes = 0;
    for (let seed = 1; kept.total + refused.total < modules; seed++) {
      const random = seeded(seed + 7_000_000);
      const files = randomModule(random, { onlyJudged: true });
      const refactor = pick(random, candidates);
      const options = randomOptions(random);
      const tried = tryAnywhere(random, refactor, await snapshotOf(files), files, options);
      if (!tried) continue;
      const { offer, path, selection } = tried;
      if ("disabled" in offer) {
        refused.add(`${refactor.id}: ${offer.disabled.replace(/ at \S+:\d+/, "")}`);
        continue;
      }
      const change = offer.build();
      expect(change, `${refactor.id}, seed ${seed}: the offer gives no edit`).toBeDefined();
      if (!change) continue;
      const after = filesAfter(files, change);
      const what = `seed ${seed}: ${offer.title}`;
      for (const values of possibleSettings(after)) {
        const difference = planDifference(parser, files, after, values, aboutOutputs.has(refactor.id));
        if (difference === "failed before") continue;
        compared++;
        // What assumes something may fail where that does not hold; it must not destroy or change anything.
        if (difference?.startsWith("fails: ") && offer.title.includes("assumes")) assumed++;
        else
          expect(
            difference,
            `${what}, ${JSON.stringify(values)}\n${text(files)}\n=====\n${text(after)}`,
          ).toBeUndefined();
      }
      kept.add(refactor.id);
      if (typeof refactor.inverse !== "string" || chosenAgain.has(refactor.id)) continue;
      const address = addressAt(parser, files, path, selection);
      const reasonsFor = (again: Files) => differences(parser, files, again, address, pairs[refactor.id] ?? []);
      const again = await back(
        refactor,
        files,
        after,
        path,
        selection,
        options,
        (found) => reasonsFor(found) !== undefined,
      );
      if ("nothing" in again) {
        expect
          .soft(
            oneWay[refactor.id] !== undefined,
            `${what}: the way back is ${again.nothing}\n${text(files)}\n=====\n${text(after)}`,
          )
          .toBe(true);
        returned.add(`${refactor.id}: ${again.nothing}`);
        continue;
      }
      const shown = `${what}, and back\n${text(files)}\n=====\n${text(after)}\n=====\n${text(again.files)}`;
      for (const values of possibleSettings(after)) {
        const difference = planDifference(parser, after, again.files, values, aboutOutputs.has(refactor.id));
        if (difference !== "failed before") expect.soft(difference, shown).toBeUndefined();
      }
      const reasons = reasonsFor(again.files);
      expect.soft(reasons, shown).toBeDefined();
      if (reasons?.length === 0) sameBytes++;
      returned.add(`${refactor.id}: ${reasons?.length === 0 ? "same bytes" : `same but for ${reasons?.join(", ")}`}`);
    }
    const total = kept.total + refused.total;
    console.log(
      `property test: ${total} sites, ${refused.total} refused, ${compared} plans compared, ${assumed} failing as an offer assumes`,
    );
    console.log(
      `${kept}\nrefused:\n${refused}\nthere and back, ${sameBytes} of ${returned.total} to the same bytes:\n${returned}`,
    );
    expect(compared).toBeGreaterThan(modules);
    expect(returned.total).toBeGreaterThan(modules / 10);
    expect(refused.total / total).toBeLessThanOrEqual(0.2);
  });
});

/** Settings of the variables that the configuration has; one that is gone cannot be set, so it has its default. */
function possibleSettings(files: Files): readonly Values[] {
  const gone = ["a", "b"].filter((name) => ![...files.values()].some((one) => one.includes(`variable "${name}"`)));
  return settingsOf(["a", "b"]).filter((values) => gone.every((name) => values[name] === true));
}

class Counts {
  readonly #counts = new Map<string, number>();
  total = 0;

  add(key: string): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    this.total++;
  }

  toString(): string {
    const lines = [...this.#counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return lines.map(([key, count]) => `  ${String(count).padStart(4)} ${key}`).join("\n");
  }
}

function text(files: Files): string {
  return [...files].map(([path, content]) => `# ${path}\n${content}`).join("\n");
}
