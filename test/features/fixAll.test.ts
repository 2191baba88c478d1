// Many fixes as one change: the safe ones of a file, and those of one rule in a module.

import { describe, expect, it } from "vitest";
import { defaultCheckOptions } from "../../server/src/features/diagnostics.js";
import { filesOfModule, fixableOfRule, fixesOfRule, safeFixes } from "../../server/src/features/fixAll.js";
import { caseUri, filesAfter, snapshotOf } from "../harness/workspace.js";

const files = new Map([
  [
    "m/a.tf",
    'variable "zones" {\n  type = list(string)\n}\nlocals {\n  a = "${var.zones.0}"\n  b = "${var.zones}"\n}\n',
  ],
  ["m/b.tf", 'output "a" {\n  value = ["${local.a}", "${local.b}"]\n}\n'],
]);

describe("fixing many findings at once", () => {
  it("takes the safe fixes of a file that do not overlap; the others wait for the next time", async () => {
    const snapshot = await snapshotOf(files);
    const change = safeFixes(snapshot, caseUri("m/a.tf"), defaultCheckOptions);
    const after = change && filesAfter(files, change).get("m/a.tf");
    expect(after).toContain("b = var.zones\n");
    // Either of the two that overlap is taken, and not both.
    expect(after === undefined ? [] : [after.includes("a = var.zones.0"), after.includes("zones[0]")]).toEqual([
      true,
      false,
    ]);
  });

  it("takes the fixes of one rule in all files of the module, and says how many there are", async () => {
    const snapshot = await snapshotOf(files);
    const uris = filesOfModule(snapshot, caseUri("m/b.tf"));
    expect(fixableOfRule(snapshot, uris, "interpolation-only", defaultCheckOptions)).toBe(4);
    const change = fixesOfRule(snapshot, uris, "interpolation-only", defaultCheckOptions);
    const after = change ? filesAfter(files, change) : files;
    expect(after.get("m/a.tf")).toContain("a = var.zones.0\n  b = var.zones\n");
    expect(after.get("m/b.tf")).toContain("[local.a, local.b]");
  });

  it("leaves fixes alone that rewrite other places", async () => {
    const counted = new Map([
      [
        "m/a.tf",
        'variable "on" {\n  type = bool\n}\nresource "any_thing" "a" {\n  count = var.on ? 1 : 0\n}\nresource "any_thing" "b" {\n  count = var.on ? 1 : 0\n}\n',
      ],
    ]);
    const snapshot = await snapshotOf(counted);
    expect(fixableOfRule(snapshot, [caseUri("m/a.tf")], "count-instead-of-enabled", defaultCheckOptions)).toBe(0);
    expect(fixesOfRule(snapshot, [caseUri("m/a.tf")], "count-instead-of-enabled", defaultCheckOptions)).toBeUndefined();
  });
});
