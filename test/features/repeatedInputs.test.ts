// The search for inputs that many units are given alike: what it finds, and that its work grows with the units alone.

import { expect, test } from "vitest";
import { repeatedInputs } from "../../server/src/features/similarity/detectors/terragrunt.js";
import type { LocatedPiece } from "../../server/src/features/similarity/suggestion.js";

const size = 30;

/** The pieces of so many units with one input alike, and how often it was asked where one of them stands. */
function estate(units: number): { readonly all: readonly LocatedPiece[]; readonly asked: () => number } {
  let asked = 0;
  const all = Array.from({ length: units }, (_, i) => `file:///live/${i % 2 === 0 ? "dev" : "prod"}/unit-${i}`).flatMap(
    (directory) =>
      (["unit", "input"] as const).map((kind): LocatedPiece => {
        const range = { start: 0, end: 9 };
        const piece = { kind, name: "tags", exact: 7, shape: 7, size, holes: [], item: 0, parent: 0, range };
        return {
          uri: `${directory}/terragrunt.hcl`,
          range,
          get directory() {
            asked++;
            return directory;
          },
          piece,
        };
      }),
  );
  return { all, asked: () => asked };
}

test("an input of thousands of units is counted once, not once for each unit", () => {
  const units = 2_000;
  const { all, asked } = estate(units);
  const found = repeatedInputs.find({ all, files: [], byDirectory: new Map() });
  expect(found.map(({ detector, sites }) => [detector, sites.length])).toEqual([["T4", units]]);
  expect(found[0]?.title).toContain(`all ${units} units below`);
  expect(asked()).toBeLessThan(20 * units);
});
