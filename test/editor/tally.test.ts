// The counts that `npm test` prints.
import { describe, expect, it } from "vitest";
import { check, reasons, summary, total } from "../../scripts/tally.js";

describe("a tally", () => {
  it("is told as the last line of npm test", () => {
    expect(summary({ passed: 3, failed: ["x"], skipped: [] })).toBe("3 passed, 1 failed");
    expect(summary({ passed: 3, failed: [], skipped: ["no terraform"] })).toBe("3 passed, 0 failed, 1 skipped");
  });

  it("adds up over levels", () => {
    const sum = total([check(true, ""), check(false, "lint"), { passed: 2, failed: [], skipped: ["a", "b"] }]);
    expect(sum).toEqual({ passed: 3, failed: ["lint"], skipped: ["a", "b"] });
  });

  it("lists reasons for skipping by how often they were given", () => {
    expect(reasons(["a", "b", "b"])).toEqual([
      ["b", 2],
      ["a", 1],
    ]);
  });
});
