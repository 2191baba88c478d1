// Checks the judge against a real program: on random modules both must give the same objects and outputs, and after a
// random change of what repeats them, with and without `moved` blocks, the same objects created and destroyed.

import { describe, expect, it } from "vitest";
import { testParser } from "../harness/parser.js";
import type { Files, Values } from "./judge/configuration.js";
import { type Judged, judge } from "./judge/judge.js";
import { type Batched, PlanBatch } from "./planBatch.js";
import { planProgram, settingsOf } from "./planOracle.js";
import { pick, seeded } from "./random/random.js";
import { drawnFiles, randomDraft, variantOf } from "./random/randomModule.js";

const program = planProgram();
const modules = Number(process.env.JUDGE_MODULES ?? 320);
/** So many modules are called by one root: a run costs the program about half a second, whatever it holds. */
const batchSize = 40;
const options = { onlyJudged: false };

interface Drawn extends Batched {
  readonly variant: Files;
}

function drawn(seed: number): Drawn {
  const random = seeded(seed);
  const draft = randomDraft(random, options);
  const values: Values = pick(random, settingsOf(["a", "b"]));
  const files = drawnFiles(random, draft, options);
  return { name: `s${seed}`, files, values, variant: drawnFiles(random, variantOf(random, draft, options), options) };
}

describe.skipIf(program === undefined)(`the judge (needs tofu or terraform)`, () => {
  it(`agrees with ${program} on ${modules} random modules`, { timeout: 900_000 }, async () => {
    const parser = await testParser();
    const rules = { shortCircuits: program === "tofu", movesModules: program === "tofu" };
    const judged = (files: Files, values: Values, state: Judged["state"]) => judge(parser, files, values, state, rules);
    const counts = { agreed: 0, failing: 0, changed: 0, changedFailing: 0, created: 0, destroyed: 0 };
    for (let first = 1; first <= modules; first += batchSize) {
      const all = Array.from({ length: Math.min(batchSize, modules - first + 1) }, (_, i) => drawn(first + i));
      const answers = new Map(all.map((one) => [one.name, judged(one.files, one.values, new Map())]));
      const failing = all.filter(({ name }) => answers.get(name)?.error !== undefined);
      const fine = all.filter(({ name }) => answers.get(name)?.error === undefined);
      const batch = new PlanBatch(program ?? "");
      try {
        expectFailures(batch, failing, [], answers);
        counts.failing += failing.length;

        batch.write(fine);
        expect(batch.apply(), `the program fails on one of ${fine.map(({ name }) => name).join()}`).toBeUndefined();
        const real = batch.state();
        for (const { name, files, values } of fine) {
          const what = `${name}, ${JSON.stringify(values)}\n${[...files.values()].join("\n")}`;
          const answer = answers.get(name) as Judged;
          expectSame(answer, ofModule(name, real.resources), ofModule(name, real.outputs), what);
          counts.agreed++;
        }

        const changes = fine.map((one) => {
          const changed = { ...one, files: one.variant };
          return {
            changed,
            kept: one,
            answer: judged(one.variant, one.values, (answers.get(one.name) as Judged).state),
          };
        });
        const worse = changes.filter(({ answer }) => answer.error !== undefined);
        const better = changes.filter(({ answer }) => answer.error === undefined);
        const later = new Map(changes.map(({ changed, answer }) => [changed.name, answer]));
        expectFailures(
          batch,
          worse.map(({ changed }) => changed),
          better.map(({ kept }) => kept),
          later,
        );
        counts.changedFailing += worse.length;

        batch.write([...better.map(({ changed }) => changed), ...worse.map(({ kept }) => kept)]);
        const planned = batch.planned();
        expect(planned.error).toBeUndefined();
        for (const { changed, kept, answer } of better) {
          const own = (addresses: readonly string[]) =>
            addresses
              .filter((one) => one.startsWith(`${changed.name} `))
              .map((one) => one.slice(changed.name.length + 1));
          const what = `${changed.name}\n${[...kept.files.values()].join("\n")}\n=====\n${[...changed.files.values()].join("\n")}`;
          expect([...answer.created].sort(), what).toEqual(own(planned.created).sort());
          expect([...answer.destroyed].sort(), what).toEqual(own(planned.destroyed).sort());
          counts.changed++;
          counts.created += answer.created.length;
          counts.destroyed += answer.destroyed.length;
        }
      } finally {
        batch.dispose();
      }
    }
    console.log(`the judge and ${program}: ${JSON.stringify(counts)}`);
    expect(counts.agreed).toBeGreaterThan(modules * 0.6);
    expect(counts.changed).toBeGreaterThan(modules * 0.3);
    // Changes that keep all objects would prove little.
    expect(Math.min(counts.created, counts.destroyed)).toBeGreaterThan(modules * 0.1);
  });
});

/** The program must fail on each of these; an error of one phase hides those of others, so what is hidden goes alone. */
function expectFailures(
  batch: PlanBatch,
  failing: readonly Batched[],
  beside: readonly Batched[],
  answers: ReadonlyMap<string, Judged>,
): void {
  for (const phase of ["static", "moves", "plan"] as const) {
    const same = failing.filter(({ name }) => answers.get(name)?.phase === phase);
    if (same.length === 0) continue;
    batch.write([...same, ...beside]);
    const found = batch.failing();
    for (const one of same) {
      const what = `${one.name}, ${JSON.stringify(one.values)}: ${answers.get(one.name)?.error}\n${[...one.files.values()].join("\n")}`;
      if (found.has(one.name)) continue;
      batch.write([one, ...beside]);
      expect(batch.apply(), what).toBeDefined();
    }
  }
}

function ofModule(name: string, texts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const own = [...texts].filter(([key]) => key.startsWith(`${name} `));
  return new Map(own.map(([key, value]) => [key.slice(name.length + 1), value]));
}

/** Ids are made up by both: each of the program's is written as the judge's. */
function expectSame(
  answer: Judged,
  realObjects: ReadonlyMap<string, string>,
  realOutputs: ReadonlyMap<string, string>,
  what: string,
): void {
  expect([...answer.objects.keys()].sort(), what).toEqual([...realObjects.keys()].sort());
  let outputs = sorted(realOutputs);
  let objects = sorted(realObjects);
  for (const [address, json] of realObjects) {
    const { id } = JSON.parse(json) as { id: string };
    const mine = (JSON.parse(answer.objects.get(address) ?? "{}") as { id: string }).id;
    outputs = outputs.replaceAll(id, mine);
    objects = objects.replaceAll(id, mine);
  }
  expect(sorted(answer.outputs), what).toBe(outputs);
  expect(sorted(answer.objects), what).toBe(objects);
}

/** JSON texts by name as one text, with the keys of all objects in order and absent values left out. */
function sorted(texts: ReadonlyMap<string, string>): string {
  const order = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(order);
    if (typeof value !== "object" || value === null) return value;
    const pairs = Object.entries(value).filter(([, inner]) => inner !== null);
    return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, order(inner)]));
  };
  return JSON.stringify(order(Object.fromEntries([...texts].map(([key, text]) => [key, JSON.parse(text)]))), null, 1);
}
