// Checks the judge against a real program: on random modules both must give the same objects and outputs.

import { describe, expect, it } from "vitest";
import { testParser } from "../harness/parser.js";
import { judge } from "./judge.js";
import { PlanDirectory, planProgram, settingsOf } from "./planOracle.js";
import { randomModule, seeded } from "./randomModule.js";

const program = planProgram();
const modules = Number(process.env.JUDGE_MODULES ?? 40);

describe.skipIf(program === undefined)(`the judge beside ${program ?? "tofu or terraform (neither is here)"}`, () => {
  it(`agrees on ${modules} random modules`, { timeout: 600_000 }, async () => {
    const parser = await testParser();
    let agreed = 0;
    for (let seed = 1; seed <= modules; seed++) {
      const random = seeded(seed);
      const files = randomModule(random, false);
      const settings = settingsOf(["a", "b"]);
      const values = settings[Math.floor(random() * settings.length)] ?? {};
      const rules = { shortCircuits: program === "tofu", movesModules: program === "tofu" };
      let judged: ReturnType<typeof judge>;
      try {
        judged = judge(parser, files, values, new Map(), rules);
      } catch (error) {
        judged = {
          error: String(error),
          objects: new Map(),
          outputs: new Map(),
          state: new Map(),
          created: [],
          destroyed: [],
        };
      }
      const directory = new PlanDirectory(program ?? "");
      try {
        directory.write(files);
        const failure = directory.apply(values);
        const what = `seed ${seed}, ${JSON.stringify(values)}\n${[...files.values()].join("\n")}\n${failure ?? ""}\n${judged.error ?? ""}`;
        expect(judged.error === undefined, what).toBe(failure === undefined);
        if (failure !== undefined) continue;
        const real = directory.state();
        expect([...judged.objects.keys()].sort(), what).toEqual([...real.resources.keys()].sort());
        // Ids are made up by both: each of the program's is written as ours.
        let outputs = sorted(Object.fromEntries(real.outputs));
        let objects = sorted(Object.fromEntries(real.resources));
        for (const [address, json] of real.resources) {
          const { id } = JSON.parse(json) as { id: string };
          const mine = (JSON.parse(judged.objects.get(address) ?? "{}") as { id: string }).id;
          outputs = outputs.replaceAll(id, mine);
          objects = objects.replaceAll(id, mine);
        }
        expect(sorted(Object.fromEntries(judged.outputs)), what).toBe(outputs);
        expect(sorted(Object.fromEntries(judged.objects)), what).toBe(objects);
        agreed++;
      } finally {
        directory.dispose();
      }
    }
    expect(agreed).toBeGreaterThan(modules * 0.6);
  });
});

/** JSON texts by name as one text, with the keys of all objects in order and absent values left out. */
function sorted(texts: Readonly<Record<string, string>>): string {
  const order = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(order);
    if (typeof value !== "object" || value === null) return value;
    const pairs = Object.entries(value).filter(([, inner]) => inner !== null);
    return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, order(inner)]));
  };
  return JSON.stringify(
    order(Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, JSON.parse(text)]))),
    null,
    1,
  );
}
