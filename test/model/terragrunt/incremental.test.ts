// What an edit changes in the Terragrunt model, and that it leaves the rest alone.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type TerragruntWorkspace, terragruntWorkspace } from "../../../server/src/model/terragrunt/workspace.js";
import { Workspace } from "../../../server/src/model/workspace.js";
import { parseMarkdown } from "../../harness/markdown.js";
import { testParser } from "../../harness/parser.js";
import { caseUri } from "../../harness/workspace.js";

const folder = fileURLToPath(new URL("cases/", import.meta.url));

const cases = readdirSync(folder).flatMap((name) =>
  parseMarkdown(name, readFileSync(join(folder, name), "utf8")).cases.map((one) => ({
    title: `${name}: ${one.title}`,
    files: new Map([...one.fences.map(({ path, text }) => [path, text] as const), [".git/HEAD", "ref\n"]]),
  })),
);

async function workspaceOf(files: ReadonlyMap<string, string>): Promise<Workspace> {
  const workspace = new Workspace(await testParser());
  workspace.setSeen({ isSeen: () => true });
  workspace.apply([...files].map(([path, text]) => ({ kind: "loaded" as const, uri: caseUri(path), text })));
  return workspace;
}

/** Everything the model says of a workspace. */
function everything(workspace: TerragruntWorkspace): unknown {
  const directories = [...workspace.allUnitDirectories()].sort();
  return {
    units: directories.map((directory) => [directory, workspace.unit(directory)?.render()]),
    links: directories.map((directory) => {
      const { reading: _, ...links } = workspace.linksOf(directory) ?? { reading: undefined };
      return links;
    }),
    dependents: directories.map((directory) => workspace.dependentsOf(directory)),
    roles: [...workspace.snapshot.directories.values()]
      .flatMap(({ files }) => [...files.keys()])
      .sort()
      .map((uri) => [uri, workspace.roleOf(uri), workspace.includedBy(uri), workspace.readBy(uri)]),
    generated: [...workspace.generatedUnits.keys()].sort(),
  };
}

/** A text without one of its lines. */
function withoutLine(text: string, line: number): string {
  return text
    .split("\n")
    .filter((_, i) => i !== line)
    .join("\n");
}

describe("after an edit", () => {
  it.each(cases)("the model is that of a fresh workspace: $title", async ({ files }) => {
    const workspace = await workspaceOf(files);
    everything(terragruntWorkspace(workspace.snapshot()));
    const current = new Map(files);
    let edits = 0;
    for (const [path, text] of files) {
      const uri = caseUri(path);
      const lines = text.split("\n").length;
      // Each second line taken out, the file taken away, and all put back.
      const versions: (string | undefined)[] = [];
      for (let line = 0; line < lines; line += 2) versions.push(withoutLine(text, line));
      for (const version of [...versions, undefined, text]) {
        if (version === undefined) {
          current.delete(path);
          workspace.apply([{ kind: "removed", uri }]);
        } else {
          current.set(path, version);
          workspace.apply([{ kind: "loaded", uri, text: version }]);
        }
        edits++;
        // What is asked in between must not change what is answered later.
        if (edits % 3 !== 0 && version !== text) {
          const state = terragruntWorkspace(workspace.snapshot());
          for (const directory of state.unitDirectories) if (edits % 3 === 1) state.linksOf(directory);
          continue;
        }
        const fresh = await workspaceOf(current);
        expect(everything(terragruntWorkspace(workspace.snapshot()))).toEqual(
          everything(terragruntWorkspace(fresh.snapshot())),
        );
      }
    }
    expect(edits).toBeGreaterThan(2);
  });

  const estate = new Map([
    [".git/HEAD", "ref\n"],
    ["root.hcl", "locals {\n  a = 1\n}\n"],
    ["module/main.tf", 'output "id" {\n  value = 1\n}\n'],
    ...["a", "b", "c"].map(
      (name) =>
        [`live/${name}/terragrunt.hcl`, 'include "root" {\n  path = find_in_parent_folders("root.hcl")\n}\n'] as const,
    ),
    [
      "live/d/terragrunt.hcl",
      'dependency "a" {\n  config_path = "../a"\n}\ninputs = {\n  x = dependency.a.outputs.y\n}\n',
    ],
  ]);

  it("only the units that have read the file are evaluated again", async () => {
    const workspace = await workspaceOf(estate);
    const before = terragruntWorkspace(workspace.snapshot());
    everything(before);
    const uri = caseUri("live/a/terragrunt.hcl");
    workspace.apply([{ kind: "loaded", uri, text: `${estate.get("live/a/terragrunt.hcl")}inputs = {\n  n = 1\n}\n` }]);
    const after = terragruntWorkspace(workspace.snapshot());
    const same = (name: string) => after.unit(caseUri(`live/${name}`)) === before.unit(caseUri(`live/${name}`));
    expect({ a: same("a"), b: same("b"), c: same("c"), d: same("d") }).toEqual({ a: false, b: true, c: true, d: true });
    const sameLinks = (name: string) =>
      after.linksOf(caseUri(`live/${name}`)) === before.linksOf(caseUri(`live/${name}`));
    // What `a` includes and depends on is what it was.
    expect({ a: sameLinks("a"), b: sameLinks("b") }).toEqual({ a: true, b: true });
  });

  it("an edit of an include leaves the links of its units, and a new include makes them anew", async () => {
    const workspace = await workspaceOf(estate);
    const before = terragruntWorkspace(workspace.snapshot());
    everything(before);
    workspace.apply([{ kind: "loaded", uri: caseUri("root.hcl"), text: "locals {\n  a = 2\n}\n" }]);
    const after = terragruntWorkspace(workspace.snapshot());
    expect(after.linksOf(caseUri("live/a"))).toBe(before.linksOf(caseUri("live/a")));
    workspace.apply([{ kind: "loaded", uri: caseUri("live/root.hcl"), text: "" }]);
    const nearer = terragruntWorkspace(workspace.snapshot());
    expect(nearer.includedBy(caseUri("live/root.hcl"))).toHaveLength(3);
    expect(nearer.includedBy(caseUri("root.hcl"))).toEqual([]);
  });
});
