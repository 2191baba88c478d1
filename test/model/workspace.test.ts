// The workspace model: facts, precedence, identity of what did not change, callers and callees.

import { describe, expect, it } from "vitest";
import { Workspace, type WorkspaceChange, type WorkspaceSnapshot } from "../../server/src/model/workspace.js";
import { testParser } from "../harness/parser.js";
import { casePath, caseUri, snapshotOf } from "../harness/workspace.js";

const module = (snapshot: WorkspaceSnapshot, path: string) => {
  const found = snapshot.module(caseUri(path));
  if (!found) throw new Error(`no module ${path}`);
  return found;
};

const network = new Map([
  ["root/main.tf", 'module "net" {\n  source = "../net"\n  cidr   = var.cidr\n}\nvariable "cidr" {}\n'],
  ["root/terraform.tfvars", 'cidr = "10.0.0.0/16"\n'],
  ["root/tests/a.tftest.hcl", 'run "first" {\n  variables {\n    cidr = "10.1.0.0/16"\n  }\n}\n'],
  ["net/main.tf", 'variable "cidr" {}\noutput "id" { value = "x" }\n'],
]);

describe("a module", () => {
  it("lists declarations and references of all its files by key", async () => {
    const root = module(await snapshotOf(network), "root");
    expect([...root.declarations.keys()]).toEqual(["module.net", "var.cidr"]);
    expect(root.referencesTo("var.cidr").map(({ uri, fact }) => `${casePath(uri)} ${fact.place}`)).toEqual([
      "root/main.tf expression",
      "root/terraform.tfvars value",
    ]);
  });

  it("leaves out what a .tofu file hides, and keeps override files apart", async () => {
    const snapshot = await snapshotOf(
      new Map([
        ["m/a.tf", 'variable "old" {}\n'],
        ["m/a.tofu", 'variable "new" {}\n'],
        ["m/a_override.tf", 'variable "new" { default = 1 }\n'],
      ]),
    );
    const found = module(snapshot, "m");
    expect([...found.declarations.keys()]).toEqual(["var.new"]);
    expect([...found.overriding.keys()]).toEqual(["var.new"]);
    expect([...found.hidden]).toEqual([[caseUri("m/a.tf"), "a.tofu"]]);
  });

  it("takes the test files of its tests folder as its own", async () => {
    const snapshot = await snapshotOf(network);
    const root = module(snapshot, "root");
    expect(snapshot.testsOf(root).map(({ entry }) => casePath(entry.uri))).toEqual(["root/tests/a.tftest.hcl"]);
    expect(snapshot.moduleOf(caseUri("root/tests/a.tftest.hcl"))).toBe(root);
  });

  it("knows its callers and what it calls", async () => {
    const snapshot = await snapshotOf(network);
    const root = module(snapshot, "root");
    const net = module(snapshot, "net");
    expect(snapshot.callee(root, "../net")).toBe(net);
    expect(snapshot.callersOf(net)).toEqual([{ module: root, key: "module.net" }]);
  });
});

describe("configuration in JSON", () => {
  it("declares and refers as native syntax does, with exact ranges", async () => {
    const text = `{
      "variable": { "on": { "default": true } },
      "resource": { "terraform_data": { "a": { "count": "\${var.on ? 1 : 0}", "depends_on": ["module.m"] } } },
      "module": { "m": { "source": "./m" } },
      "//": "a comment"
    }`;
    const found = module(await snapshotOf(new Map([["j/main.tf.json", text]])), "j");
    expect([...found.declarations.keys()]).toEqual(["var.on", "terraform_data.a", "module.m"]);
    expect(found.declaration("terraform_data.a")?.fact.repetition).toBe("count");
    const named = [...found.references.values()].flat().map(({ fact }) => text.slice(fact.range.start, fact.range.end));
    expect(named).toEqual(["var.on", "module.m"]);
  });
});

describe("an edit", () => {
  it("leaves other modules' tables untouched", async () => {
    const workspace = new Workspace(await testParser());
    const loaded = [...network].map(([path, text]): WorkspaceChange => ({ kind: "loaded", uri: caseUri(path), text }));
    const before = workspace.apply(loaded);
    const uri = caseUri("net/main.tf");
    const text = network.get("net/main.tf") ?? "";
    workspace.apply([{ kind: "opened", uri, version: 1, text, languageId: "opentofu" }]);
    const edited = `${text}# more\n`;
    const after = workspace.apply([
      {
        kind: "edited",
        uri,
        version: 2,
        text: edited,
        edits: [{ start: text.length, oldEnd: text.length, newEnd: edited.length }],
      },
    ]);
    expect(module(after, "root")).toBe(module(before, "root"));
    expect(module(after, "net")).not.toBe(module(before, "net"));
    expect(after.file(uri)?.version).toBe(2);
    expect(before.file(uri)?.text).toBe(text);
  });

  it("of a file's content on disk waits until its document is closed", async () => {
    const workspace = new Workspace(await testParser());
    const uri = caseUri("a.tf");
    workspace.apply([{ kind: "opened", uri, version: 1, text: "a = 1\n", languageId: "opentofu" }]);
    workspace.apply([{ kind: "loaded", uri, text: "b = 1\n" }]);
    expect(workspace.snapshot().entry(uri)?.text).toBe("a = 1\n");
    workspace.apply([{ kind: "closed", uri, text: "b = 1\n" }]);
    expect(workspace.snapshot().entry(uri)?.text).toBe("b = 1\n");
  });
});
