// The Terragrunt model on the cases of `cases/*.md`: what units come to, what they depend on, what stacks generate.
//
// `UPDATE=1` writes the results into the expected fences.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { cycleThrough, dependencyCycles } from "../../../server/src/model/terragrunt/graph.js";
import { stateLocation } from "../../../server/src/model/terragrunt/state.js";
import { plainTerm } from "../../../server/src/model/terragrunt/term.js";
import type { Unit } from "../../../server/src/model/terragrunt/unit.js";
import { type TerragruntWorkspace, terragruntWorkspace } from "../../../server/src/model/terragrunt/workspace.js";
import { type Case, type Fence, parseMarkdown, replaceFences } from "../../harness/markdown.js";
import { casePath, caseUri, snapshotOf } from "../../harness/workspace.js";

const folder = fileURLToPath(new URL("cases/", import.meta.url));

function unitAt(workspace: TerragruntWorkspace, path: string): Unit {
  const unit = workspace.unit(caseUri(path));
  if (!unit) throw new Error(`there is no unit in ${path}`);
  return unit;
}

const paths = (uris: Iterable<string>): string[] => [...uris].map(casePath);

function linksOf(workspace: TerragruntWorkspace, path: string) {
  const links = workspace.linksOf(caseUri(path));
  if (!links) throw new Error(`there is no unit in ${path}`);
  return {
    includes: links.includes.map(({ label, uri, path: way, expose, strategy }) => ({
      label,
      file: uri === undefined ? way.kind : casePath(uri),
      expose: expose ?? "unknown",
      strategy,
    })),
    dependencies: links.dependencies.map(({ label, directory, uri, enabled }) => ({
      label,
      directory: directory === undefined ? "unknown" : casePath(directory),
      from: casePath(uri),
      enabled,
    })),
    waitsFor: paths(links.directories),
    reads: links.reads.map(({ uri }) => casePath(uri)),
    module: links.module === undefined ? null : casePath(links.module),
    dependents: paths(workspace.dependentsOf(caseUri(path))),
  };
}

/** The answer to what stands behind `->`. */
function answer(workspace: TerragruntWorkspace, words: string): unknown {
  const [what, path = ""] = words.split(" ");
  switch (what) {
    case "render":
      return unitAt(workspace, path).render();
    case "inputs":
      return Object.fromEntries(
        [...(unitAt(workspace, path).inputs ?? [])].map(([name, { term }]) => [name, plainTerm(term)]),
      );
    case "mocked": {
      const inputs = workspace.mockedUnit(caseUri(path))?.configuration.entries.get("inputs");
      return inputs ? plainTerm(inputs.term) : null;
    }
    case "links":
      return linksOf(workspace, path);
    case "state":
      return stateLocation(unitAt(workspace, path))?.plain ?? null;
    case "generated":
      return Object.fromEntries(
        [...workspace.generatedUnits].map(([directory, { uri }]) => [casePath(directory), casePath(uri)]),
      );
    case "includedBy":
      return paths(workspace.includedBy(caseUri(path)));
    case "readBy":
      return paths(workspace.readBy(caseUri(path)));
    case "role":
      return workspace.roleOf(caseUri(path)) ?? null;
    case "cycles":
      return dependencyCycles(workspace).map(paths);
    case "cycle":
      return paths(cycleThrough(workspace, caseUri(path)) ?? []);
    default:
      throw new Error(`nothing answers \`-> ${words}\``);
  }
}

async function workspaceOf(one: Case): Promise<TerragruntWorkspace> {
  const files = new Map(one.fences.map(({ path, text }) => [path, text]));
  if (one.options.get("repository") !== "no") files.set(".git/HEAD", "ref: refs/heads/main\n");
  return terragruntWorkspace(await snapshotOf(files));
}

for (const name of readdirSync(folder).sort()) {
  const path = join(folder, name);
  const original = readFileSync(path, "utf8");
  const document = parseMarkdown(path, original);
  const replacements = new Map<Fence, string>();
  describe(name, () => {
    for (const one of document.cases) {
      it(one.title, async () => {
        const workspace = await workspaceOf(one);
        expect(one.expectations.length).toBeGreaterThan(0);
        for (const { words, fences } of one.expectations) {
          const [fence] = fences;
          if (!fence) throw new Error(`\`-> ${words}\` has no fence`);
          const text = `${JSON.stringify(answer(workspace, words), null, 2)}\n`;
          if (process.env.UPDATE === "1") replacements.set(fence, text);
          else expect(text, words).toBe(fence.text);
        }
      });
    }
    if (process.env.UPDATE === "1") {
      it("writes the results", () => {
        writeFileSync(path, replaceFences(document, original, replacements));
        expect(replacements.size).toBeGreaterThan(0);
      });
    }
  });
}
