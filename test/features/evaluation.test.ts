// Findings of evaluation are kept while nothing they refer to changes; they must never be older than their inputs.

import { describe, expect, it } from "vitest";
import { checkModule, defaultCheckOptions } from "../../server/src/features/diagnostics.js";
import { Workspace, type WorkspaceSnapshot } from "../../server/src/model/workspace.js";
import { testParser } from "../harness/parser.js";
import { casePath, caseUri } from "../harness/workspace.js";

const files: Readonly<Record<string, string>> = {
  "m/variables.tf": 'variable "size" {\n  type = number\n}\n',
  "m/locals.tf": "locals {\n  server = { size = var.size }\n  twice  = local.server.size * 2\n}\n",
  "m/outputs.tf":
    'output "size" {\n  value = local.server.size\n}\noutput "first" {\n  value = upper(local.twice)\n}\n',
  "m/calls.tf": 'module "net" {\n  source = "./net"\n  size   = local.twice\n}\n',
  "m/net/main.tf": 'variable "size" {\n  type = number\n}\noutput "size" {\n  value = var.size\n}\n',
};

/** Each edit replaces one file; the last ones put everything back. */
const edits: readonly (readonly [string, string])[] = [
  ["m/variables.tf", 'variable "size" {\n  type = list(string)\n}\n'],
  ["m/locals.tf", "locals {\n  server = { width = var.size }\n  twice  = [local.server.width]\n}\n"],
  ["m/net/main.tf", 'variable "size" {\n  type = bool\n}\n'],
  ["m/outputs.tf", 'output "size" {\n  value     = local.server.size\n  sensitive = true\n}\n'],
  ["m/variables.tf", 'variable "size" {\n  type      = number\n  sensitive = true\n}\n'],
  ["m/variables_override.tf", 'variable "size" {\n  type = bool\n}\n'],
  ["m/locals_override.tf", "locals {\n  twice = { a = 1 }\n}\n"],
  ["m/outputs.tf", files["m/outputs.tf"] as string],
  ["m/variables_override.tf", ""],
  ["m/locals_override.tf", ""],
  ["m/locals.tf", files["m/locals.tf"] as string],
  ["m/net/main.tf", files["m/net/main.tf"] as string],
  ["m/variables.tf", files["m/variables.tf"] as string],
];

function findings(snapshot: WorkspaceSnapshot): string[] {
  const module = snapshot.module(caseUri("m"));
  if (!module) throw new Error("no module");
  return checkModule(snapshot, module, defaultCheckOptions).map(
    ({ rule, uri, range, message }) => `${casePath(uri)}:${range.start} ${rule}: ${message}`,
  );
}

async function freshFindings(texts: ReadonlyMap<string, string>): Promise<string[]> {
  const workspace = new Workspace(await testParser());
  return findings(
    workspace.apply([...texts].map(([path, text]) => ({ kind: "loaded" as const, uri: caseUri(path), text }))),
  );
}

describe("findings of evaluation", () => {
  it("are after every edit those of a workspace that has never seen another text", async () => {
    const texts = new Map(Object.entries(files));
    const workspace = new Workspace(await testParser());
    workspace.apply([...texts].map(([path, text]) => ({ kind: "loaded" as const, uri: caseUri(path), text })));
    const seen = new Set<string>();
    for (const [path, text] of edits) {
      texts.set(path, text);
      const snapshot = workspace.apply([{ kind: "loaded", uri: caseUri(path), text }]);
      const found = findings(snapshot);
      expect(found.sort(), `after ${path}`).toEqual((await freshFindings(texts)).sort());
      for (const one of found) seen.add(one);
    }
    // The edits do bring findings of several rules and files about, and take them away again.
    expect([...seen].some((one) => one.startsWith("m/outputs.tf") && one.includes("unsupported-attribute"))).toBe(true);
    expect([...seen].some((one) => one.startsWith("m/locals.tf") && one.includes("invalid-operand"))).toBe(true);
    expect([...seen].some((one) => one.startsWith("m/calls.tf") && one.includes("invalid-input"))).toBe(true);
    expect([...seen].some((one) => one.startsWith("m/outputs.tf") && one.includes("sensitive-output"))).toBe(true);
    expect(
      findings(workspace.snapshot()).filter((one) => one.includes("invalid-") || one.includes("unsupported-")),
    ).toEqual([]);
  });
});
