// What units are made of is the same before and after a migration, also in repositories of other people.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { listFiles, sharedDir } from "../../scripts/oracle/inputs.js";
import { renameRoot } from "../../server/src/features/rewriting/rootConfiguration.js";
import { terragruntWorkspace } from "../../server/src/model/terragrunt/workspace.js";
import type { WorkspaceSnapshot } from "../../server/src/model/workspace.js";
import { filesAfter, snapshotOf } from "../harness/workspace.js";

const repository = join(sharedDir(), "corpus/insight-icon+terragrunt-icon-insight-p-rep");

/** The merged configuration of every unit, by its directory; roots are no units. */
function rendered(snapshot: WorkspaceSnapshot): Map<string, string> {
  const terragrunt = terragruntWorkspace(snapshot);
  const found = new Map<string, string>();
  for (const directory of terragrunt.unitDirectories) {
    const unit = terragrunt.unit(directory);
    if (unit && terragrunt.roleOf(unit.uri) === "unit") found.set(directory, JSON.stringify(unit.render()));
  }
  return found;
}

describe.skipIf(!existsSync(repository))("a repository of bare includes", () => {
  it("renders every unit the same after its roots are renamed", async () => {
    const isOurs = (name: string) => name.endsWith(".hcl") || name.endsWith(".tf");
    const texts = listFiles(repository, isOurs).map(
      (path) => [path, readFileSync(join(repository, path), "utf8")] as const,
    );
    let files = new Map<string, string>(texts);
    const before = rendered(await snapshotOf(files));
    let renamed = 0;
    for (;;) {
      const snapshot = await snapshotOf(files);
      const terragrunt = terragruntWorkspace(snapshot);
      const roots = [...terragrunt.unitDirectories].map((directory) => `${directory}/terragrunt.hcl`);
      const changes = roots.flatMap((root) => {
        if (terragrunt.includedBy(root).length === 0) return [];
        const renaming = renameRoot(snapshot, root);
        return "refused" in renaming ? [] : [renaming];
      });
      const [change] = changes;
      if (!change) break;
      files = filesAfter(files, change.build());
      renamed++;
    }
    const last = await snapshotOf(files);
    const after = rendered(last);
    expect(renamed).toBeGreaterThan(3);
    for (const [directory, text] of before) {
      // A unit without a bare include is rendered the same; where one was, only its label is new.
      if (after.has(directory)) expect(after.get(directory)).toBe(text);
    }
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
    // What is left is a unit that others include in turn, which Terragrunt refuses.
    const left = [...after].filter(([directory]) => {
      const unit = terragruntWorkspace(last).unit(directory);
      return unit?.includes.some(({ uri }) => uri?.endsWith("/terragrunt.hcl"));
    });
    expect(left.length).toBeLessThanOrEqual(2);
  });
});
