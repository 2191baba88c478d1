// What tells states of a module apart by the keys that its changed items declare.

import { expect, test } from "vitest";
import { Workspace } from "../../server/src/model/workspace.js";
import { testParser } from "../harness/parser.js";

const uri = "file:///m/main.tf";

async function states(...texts: string[]) {
  const workspace = new Workspace(await testParser());
  workspace.apply([{ kind: "opened", uri, version: 0, text: texts[0] ?? "", languageId: "opentofu" }]);
  return texts.map((text, version) => {
    if (version > 0) workspace.apply([{ kind: "edited", uri, version, text, edits: [] }]);
    const snapshot = workspace.snapshot();
    const module = snapshot.module("file:///m");
    if (!module) throw new Error("there is no module");
    const { declarations, references } = snapshot.declaredIn(module);
    return { declarations, references };
  });
}

const two = (name: string, value: string) => `locals {\n  a = 1\n}\nvariable "${name}" {\n  default = ${value}\n}\n`;

test("a renamed declaration is known by both of its names", async () => {
  const [before, after] = await states(two("x", "1"), two("y", "1"));
  expect(after?.declarations.before?.since).toBe(before?.declarations);
  expect([...(after?.declarations.before?.keys ?? [])].sort()).toEqual(["var.x", "var.y"]);
  expect([...(after?.references.before?.keys ?? [])].sort()).toEqual(["var.x", "var.y"]);
});

test("what is named changes the item that names it, and nothing that is declared", async () => {
  const [before, after] = await states(two("x", "1"), two("x", "local.a"));
  expect(after?.declarations).toBe(before?.declarations);
  expect(after?.references).not.toBe(before?.references);
  expect([...(after?.references.before?.keys ?? [])]).toEqual(["var.x"]);
});

test("only the last step is told", async () => {
  const [, second, third] = await states(two("x", "1"), two("y", "1"), two("z", "1"));
  expect(third?.declarations.before?.since).toBe(second?.declarations);
  expect(second?.declarations.before).toBeUndefined();
});

test("nothing is told where others depend on what has no key", async () => {
  const [before, after] = await states(two("x", "1"), `${two("x", "1")}provider "aws" {}\n`);
  expect(after?.declarations).not.toBe(before?.declarations);
  expect(after?.declarations.before).toBeUndefined();
});
