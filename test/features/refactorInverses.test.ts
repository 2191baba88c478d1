// Every refactor names the refactor that undoes it, or says why nothing does.

import { describe, expect, it } from "vitest";
import { refactors } from "../../server/src/features/refactors/registry.js";

describe("inverses", () => {
  const ids = new Set(refactors.map(({ id }) => id));

  it("are other refactors, or refactors that undo themselves", () => {
    const unknown = refactors.filter(({ inverse }) => typeof inverse === "string" && !ids.has(inverse));
    expect(unknown.map(({ id, inverse }) => `${id}: ${String(inverse)}`)).toEqual([]);
  });

  it("are missing for a reason that is a sentence", () => {
    const reasons = refactors.flatMap(({ id, inverse }) => (typeof inverse === "string" ? [] : [{ id, ...inverse }]));
    expect(reasons.length).toBeGreaterThan(0);
    for (const { id, none } of reasons) expect(none, id).toMatch(/^[A-Z`].{20,}\.$/);
  });
});
