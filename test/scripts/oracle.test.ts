// The scoreboard's own arithmetic: what counts as passed, failed and excluded, and how it is printed.
import { expect, test } from "vitest";
import type { Exclusion } from "../../scripts/oracle/exclusions.js";
import { firstDifference, Tally } from "../../scripts/oracle/set.js";
import { jsonLine, renderFailures, renderTable } from "../../scripts/oracle/table.js";

const undecidable: Exclusion = {
  id: "needs-network",
  sets: ["some-set"],
  rule: "It reads the network.",
  applies: ({ input }) => input.includes("http"),
};

async function score(set: string): Promise<Tally> {
  const tally = new Tally(set, [undecidable]);
  await tally.score({ id: "a", input: "x" }, () => undefined);
  await tally.score({ id: "b", input: "x" }, () => "wrong");
  await tally.score({ id: "c", input: "x" }, () => {
    throw new Error("boom");
  });
  await tally.score({ id: "d", input: "http" }, () => undefined);
  tally.count("edits", 2);
  tally.count("edits");
  return tally;
}

test("every case counts, a throw has failed, and an exclusion stands apart", async () => {
  const report = (await score("some-set")).report();
  expect(report).toMatchObject({ cases: 4, passed: 1, excluded: 1, exclusions: { "needs-network": 1 } });
  expect(report.failures.map(({ id }) => id)).toEqual(["b", "c"]);
  expect(report.failures[1]?.how).toContain("boom");
});

test("an exclusion holds only for its own sets", async () => {
  expect((await score("other-set")).report()).toMatchObject({ cases: 4, passed: 2, excluded: 0 });
});

test("the table shows the share of what can be decided, and the rule of each exclusion", async () => {
  const report = (await score("some-set")).report();
  const table = renderTable([report], [{ set: "third", why: "its inputs are not here" }], [undecidable]);
  expect(table).toContain("33.3 %");
  expect(table).toContain("edits 3");
  expect(table).toContain("needs-network (1): It reads the network.");
  expect(table).toContain("third: its inputs are not here");
  expect(renderFailures([report]).split("\n")[0]).toBe("some-set: b: wrong");
});

test("a line of JSON holds the set's counts and figures", async () => {
  const report = (await score("some-set")).report();
  expect(JSON.parse(jsonLine(report, false))).toEqual({ set: "some-set", cases: 4, passed: 1, excluded: 1, edits: 3 });
});

test("the first difference is told by its line", () => {
  expect(firstDifference("a\nb", "a\nb")).toBeUndefined();
  expect(firstDifference("a\nb", "a\nc")).toMatch(/^line 2/);
});
