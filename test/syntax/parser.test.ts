// The parser end to end: valid text lowers without errors, broken text keeps its neighbours.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pathAt } from "../../server/src/syntax/visit.js";
import { testParser } from "../harness/parser.js";

const sample = readFileSync(new URL("data/sample.tf", import.meta.url), "utf8");
const halfTyped = readFileSync(new URL("data/half-typed.tf", import.meta.url), "utf8");

test("valid text has no errors and all its items", async () => {
  const file = (await testParser()).parse("a.tf", 0, sample);
  expect(file.errors).toEqual([]);
  const [block] = file.body.items;
  expect(
    block?.kind === "Block" && block.body.items.map((item) => item.kind === "Attribute" && item.name.name),
  ).toEqual(["ami", "names", "tags", "text"]);
});

test("an unfinished attribute keeps its siblings", async () => {
  const file = (await testParser()).parse("a.tf", 0, halfTyped);
  const [block] = file.body.items;
  expect(file.errors.length).toBeGreaterThan(0);
  expect(
    block?.kind === "Block" &&
      block.body.items.map((item) => item.kind === "Attribute" && [item.name.name, item.value.kind]),
  ).toEqual([
    ["x", "ErrorExpr"],
    ["y", "LiteralValueExpr"],
    ["z", "TemplateExpr"],
    ["w", "ErrorExpr"],
  ]);
  expect(file.body.items).toHaveLength(2);
});

test("the path to an offset ends at the innermost node", async () => {
  const file = (await testParser()).parse("a.tf", 0, sample);
  const path = pathAt(file, sample.indexOf("var.ami") + 5);
  expect(path.map((node) => node.kind)).toEqual([
    "Body",
    "Block",
    "Body",
    "Attribute",
    "ScopeTraversalExpr",
    "AttrStep",
  ]);
});

test("an edit gives the same file as a fresh parse", async () => {
  const parser = await testParser();
  const open = parser.open("a.tf", 1, sample);
  const at = sample.indexOf("var.ami");
  const edited = `${sample.slice(0, at)}local.a${sample.slice(at + 7)}`;
  const file = open.edit(2, edited, [{ start: at, oldEnd: at + 7, newEnd: at + 7 }]);
  open.dispose();
  expect(file.body).toEqual(parser.parse("a.tf", 2, edited).body);
});
