// The Terragrunt model on broken, circular and enormous files: it ends, and never throws.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { cycleThrough, dependencyCycles, dependencyGraph } from "../../../server/src/model/terragrunt/graph.js";
import { stateLocation } from "../../../server/src/model/terragrunt/state.js";
import { wantedDirectories } from "../../../server/src/model/terragrunt/wanted.js";
import { terragruntWorkspace } from "../../../server/src/model/terragrunt/workspace.js";
import type { WorkspaceSnapshot } from "../../../server/src/model/workspace.js";
import { parseMarkdown } from "../../harness/markdown.js";
import { pick, randomEdit, seededRandom } from "../../harness/randomEdits.js";
import { caseUri, snapshotOf } from "../../harness/workspace.js";

const folder = fileURLToPath(new URL("cases/", import.meta.url));
const cases = readdirSync(folder).flatMap(
  (name) => parseMarkdown(name, readFileSync(join(folder, name), "utf8")).cases,
);

/** Asks everything there is to ask; returns how many units answered. */
function askEverything(snapshot: WorkspaceSnapshot): number {
  const workspace = terragruntWorkspace(snapshot);
  let units = 0;
  for (const directory of workspace.allUnitDirectories()) {
    const unit = workspace.unit(directory);
    JSON.stringify(unit?.render());
    if (unit) stateLocation(unit);
    void workspace.mockedUnit(directory)?.configuration;
    workspace.linksOf(directory);
    wantedDirectories(snapshot, directory);
    cycleThrough(workspace, directory);
    for (const { name } of unit?.view.facts.locals ?? []) unit?.view.local(name);
    units++;
  }
  dependencyGraph(workspace);
  dependencyCycles(workspace);
  for (const { files } of snapshot.directories.values()) for (const uri of files.keys()) workspace.roleOf(uri);
  for (const uri of workspace.stackFiles) workspace.components(uri);
  return units;
}

describe("the model never throws", () => {
  it("on files after random edits", async () => {
    const random = seededRandom(20);
    let asked = 0;
    for (let round = 0; round < 150; round++) {
      const one = pick(random, cases);
      const files = new Map(one?.fences.map(({ path, text }) => [path, text]));
      for (let edit = 0; edit < 3; edit++) {
        const path = pick(random, [...files.keys()]);
        if (path !== undefined) files.set(path, randomEdit(files.get(path) ?? "", random));
      }
      asked += askEverything(await snapshotOf(files));
    }
    expect(asked).toBeGreaterThan(100);
  });

  it("where files include and read each other and themselves", async () => {
    const files = new Map([
      [
        "a/terragrunt.hcl",
        'include "b" {\n  path = "../b/terragrunt.hcl"\n  expose = true\n}\nlocals {\n  b = read_terragrunt_config("../b/terragrunt.hcl")\n  x = include.b.locals.x\n}\ninputs = local.b.inputs\n',
      ],
      [
        "b/terragrunt.hcl",
        'include "a" {\n  path = "../a/terragrunt.hcl"\n  expose = true\n}\nlocals {\n  a = read_terragrunt_config("../a/terragrunt.hcl")\n  self = read_terragrunt_config("terragrunt.hcl")\n  x = include.a.locals.x\n}\ndependency "b" {\n  config_path = "."\n}\ninputs = merge(local.a.inputs, local.self.inputs, dependency.b.outputs)\n',
      ],
    ]);
    expect(askEverything(await snapshotOf(files))).toBe(2);
  });

  it("on values that double from line to line", async () => {
    const lines = Array.from({ length: 60 }, (_, i) => `  l${i + 1} = [local.l${i}, local.l${i}]`);
    const text = `locals {\n  l0 = get_env("X")\n${lines.join("\n")}\n}\ninputs = {\n  all  = local.l60\n  text = "\${jsonencode(local.l40)}\${local.l0}"\n}\n`;
    const started = performance.now();
    expect(askEverything(await snapshotOf(new Map([["a/terragrunt.hcl", text]])))).toBe(1);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it("tells values apart that are too large to be written out", async () => {
    const lines = Array.from({ length: 30 }, (_, i) => `  l${i + 1} = [local.l${i}, local.l${i}]`).join("\n");
    const unit = (variable: string) =>
      `locals {\n  l0 = get_env("${variable}")\n${lines}\n}\ninputs = {\n  all = local.l30\n}\n`;
    const snapshot = await snapshotOf(
      new Map([
        ["a/terragrunt.hcl", unit("X")],
        ["b/terragrunt.hcl", unit("X")],
        ["c/terragrunt.hcl", unit("Y")],
      ]),
    );
    const inputs = (path: string) => {
      const rendered = terragruntWorkspace(snapshot).unit(caseUri(path))?.render();
      return JSON.stringify(rendered && typeof rendered === "object" && "inputs" in rendered ? rendered.inputs : null);
    };
    expect(inputs("a")).toContain("digest");
    expect(inputs("a")).toBe(inputs("b"));
    expect(inputs("a")).not.toBe(inputs("c"));
  });

  it("on thousands of inputs and deep nesting", async () => {
    const entries = Array.from(
      { length: 5000 },
      (_, i) => `  k${i} = { a = ["\${get_env("E${i}")}", ${i}], b = local.n }`,
    );
    const nested = `${"[".repeat(400)}1${"]".repeat(400)}`;
    const text = `locals {\n  n = ${nested}\n}\ninputs = {\n${entries.join("\n")}\n}\n`;
    const started = performance.now();
    expect(askEverything(await snapshotOf(new Map([["a/terragrunt.hcl", text]])))).toBe(1);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it("on stacks that generate each other without end", async () => {
    const stack = (other: string) =>
      `stack "s" {\n  source = "../${other}"\n  path = "s"\n}\nunit "u" {\n  source = "../unit"\n  path = "u"\n}\nunit "v" {\n  expansion {\n    count = 100000\n  }\n  source = "../unit"\n  path = "v/\${count.index}"\n}\n`;
    const files = new Map([
      ["one/terragrunt.stack.hcl", stack("two")],
      ["two/terragrunt.stack.hcl", stack("one")],
      ["unit/terragrunt.hcl", "inputs = {}\n"],
    ]);
    const workspace = terragruntWorkspace(await snapshotOf(files));
    expect(workspace.generatedUnits.size).toBeGreaterThan(0);
    expect(workspace.generatedUnits.size).toBeLessThan(25_000);
  });
});
