// What units and stacks of Terragrunt's own fixtures come to: `merge/` and `stacks/`.
//
// A unit is evaluated with the mocks of its dependencies, as Terragrunt does before anything is applied.
import { existsSync } from "node:fs";
import { relative, sep } from "node:path";
import type { StackComponent } from "../../../server/src/model/terragrunt/component.js";
import { type Json, plainTerm, unknownKey } from "../../../server/src/model/terragrunt/term.js";
import { type TerragruntWorkspace, terragruntWorkspace } from "../../../server/src/model/terragrunt/workspace.js";
import { uriPath } from "../../../server/src/model/uri.js";
import { listFiles } from "../inputs.js";
import type { SetRunner } from "../set.js";
import { snapshotOfTree } from "../terragruntProduct.js";

/**
 * What Terragrunt's integration tests expect of the inputs below a folder. `include-multiple` says the same thing in
 * several ways, so that all of its units must come to the same.
 */
const expectedInputs: readonly (readonly [folder: string, inputs: Readonly<Record<string, Json>>])[] = [
  [
    "include-deep/child",
    {
      attribute: "mock",
      new_attribute: "new val",
      old_attribute: "old val",
      list_attr: ["hello", "mock"],
      map_attr: { bar: "baz", foo: "bar", test: "new val" },
    },
  ],
  [
    "include-multiple/",
    {
      attribute: "mock",
      new_attribute: "new val",
      old_attribute: "old val",
      list_attr: ["hello", "mock", "foo"],
      map_attr: { bar: "baz", foo: "bar", test: "new val" },
    },
  ],
  ["include-expose/single", { region: "us-west-1-test" }],
  ["include-expose/multiple", { region: "us-west-1-test" }],
  ["include-expose/mixed", { region: "us-west-1-test" }],
];

export const terragruntMerge: SetRunner = {
  name: "terragrunt-merge",
  source: "oracle",
  async run({ folder, tally }) {
    const workspace = terragruntWorkspace(await snapshotOfTree(folder));
    for (const directory of [...workspace.unitDirectories].sort()) {
      const id = pathBelow(folder, directory);
      const unit = workspace.mockedUnit(directory);
      const inputs = unit?.configuration.entries.get("inputs")?.term;
      if (!unit || !inputs) continue;
      await tally.score({ id, input: id }, () => {
        const missing = unit.includes.filter(({ uri }) => uri === undefined);
        if (missing.length > 0) return `does not find ${missing.map(({ label }) => `include "${label}"`).join(", ")}`;
        const plain = plainTerm(inputs) as Readonly<Record<string, Json>>;
        const wanted = expectedInputs.find(([start]) => id.startsWith(start))?.[1];
        if (!wanted) return unknownBeside(plain, "dependency");
        const wrong = Object.entries(wanted).find(([name, value]) => !isEqual(plain[name], value));
        return wrong && `${wrong[0]}: ${JSON.stringify(plain[wrong[0]])}, expected ${JSON.stringify(wrong[1])}`;
      });
    }
  },
};

export const terragruntStacks: SetRunner = {
  name: "terragrunt-stacks",
  source: "oracle",
  async run({ folder, tally }) {
    const cases = new Set(
      listFiles(folder, (name) => name === "terragrunt.stack.hcl").map((path) => path.split("/")[0] ?? ""),
    );
    for (const id of [...cases].sort()) {
      const workspace = terragruntWorkspace(await snapshotOfTree(`${folder}/${id}`));
      const stacks = [...workspace.stackFiles].sort();
      await tally.score({ id, input: id }, () => {
        const components = stacks.flatMap((uri) => workspace.components(uri));
        for (const component of components) {
          const how = misunderstood(component);
          if (how !== undefined) return `${component.kind} "${component.name}": ${how}`;
        }
        return misunderstoodUnit(workspace);
      });
      tally.count("components", stacks.flatMap((uri) => workspace.components(uri)).length);
      tally.count("generatedUnits", workspace.generatedUnits.size);
    }
  },
};

function misunderstood({ source, sourceFile, directory, enabled }: StackComponent): string | undefined {
  if (source.kind !== "path") return "its source is not known";
  // Some sources are no part of the fixtures.
  const isThere = sourceFile === undefined && existsSync(uriPath(source.uri));
  if (isThere) return `nothing is found in ${source.text}`;
  if (directory === undefined) return "where it is generated is not known";
  return enabled === undefined ? "whether it is enabled is not known" : undefined;
}

/** A unit that a stack with values generates has them, and finds what it includes and depends on. */
function misunderstoodUnit(workspace: TerragruntWorkspace): string | undefined {
  for (const [directory, origin] of workspace.generatedUnits) {
    const unit = workspace.unit(directory);
    if (!unit) return `there is no unit in ${directory}`;
    const lost = unit.includes.find(({ uri }) => uri === undefined);
    if (lost) return `${directory} does not find include "${lost.label}"`;
    for (const { label, directory: target } of unit.dependencies) {
      if (target === undefined) return `${directory} does not know where dependency "${label}" is`;
    }
    const inputs = unit.configuration.entries.get("inputs")?.term;
    const how = inputs && origin.values ? unknownBeside(plainTerm(inputs), "dependency") : undefined;
    if (how !== undefined) return `${directory}: ${how}`;
  }
  return undefined;
}

/** The first part that is unknown for another reason than an output of a dependency. */
function unknownBeside(plain: Json, reason: string): string | undefined {
  if (plain === null || typeof plain !== "object") return undefined;
  if (!Array.isArray(plain) && unknownKey in plain) {
    const source = (plain as Readonly<Record<string, Json>>)[unknownKey] ?? null;
    return JSON.stringify(source).includes(`"${reason}"`) ? undefined : `unknown: ${JSON.stringify(source)}`;
  }
  for (const part of Object.values(plain)) {
    const how = unknownBeside(part, reason);
    if (how !== undefined) return how;
  }
  return undefined;
}

function isEqual(a: Json | undefined, b: Json): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function pathBelow(folder: string, uri: string): string {
  return relative(folder, uriPath(uri)).split(sep).join("/");
}
