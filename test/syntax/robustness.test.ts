// Texts no one writes by hand: each has an answer, in bounded time and without an exception.

import { expect, test } from "vitest";
import { walk } from "../../server/src/syntax/visit.js";
import { testParser } from "../harness/parser.js";

const parser = await testParser();

function parse(text: string) {
  return parser.parse("file:///case.tf", 0, text);
}

test.each([
  ["lists", "a = ", "[", "", "]"],
  ["objects", "a = ", "{ a = ", "1", "}"],
  ["parentheses", "a = ", "(", "1", ")"],
  ["calls", "a = ", "f(", "", ")"],
  ["indexes", "a = b", "[c", "", "]"],
  ["negations", "a = ", "!", "b", ""],
  ["templates", "a = ", '"${', "b", '}"'],
  ["blocks", "", "a {\n", "", "}\n"],
  ["conditionals", "a = ", "b ? c : ", "d", ""],
])("%s nested 127 deep are read, 10,000 deep are reported", (_, before, open, inside, close) => {
  const nested = (depth: number) => `${before}${open.repeat(depth)}${inside}${close.repeat(depth)}\nz = 1\n`;
  expect(parse(nested(127)).errors).toEqual([]);
  const { errors, body } = parse(nested(10_000));
  expect(errors.map((error) => error.id)).toContain("nesting-too-deep");
  expect(() => walk(body, () => undefined)).not.toThrow();
  expect(parse(`${before}${open.repeat(10_000)}`).errors.length).toBeGreaterThan(0);
});

test("long chains that nest in the tree are read, or reported", () => {
  expect(parse(`a = b${".c".repeat(10_000)}\n`).errors).toEqual([]);
  expect(parse(`a = ${"1 + ".repeat(300)}1\n`).errors).toEqual([]);
  const { errors, body } = parse(`a = ${"1 + ".repeat(10_000)}1\n`);
  expect(errors.map((error) => error.id)).toEqual(["nesting-too-deep"]);
  expect(() => walk(body, () => undefined)).not.toThrow();
  expect(() => walk(parse(`a = b${"[*]".repeat(10_000)}\n`).body, () => undefined)).not.toThrow();
});

test("50,000 lines are read", () => {
  const file = parse('resource "a" "b" {\n  name = "x"\n  list = [1, 2]\n}\n\n'.repeat(10_000));
  expect(file.errors).toEqual([]);
  expect(file.body.items).toHaveLength(10_000);
});

test("a NUL is text in a string and no character outside", () => {
  expect(parse('a = "\0"\n').errors).toEqual([]);
  expect(parse("a = \0\n").errors.map((error) => error.summary)).toContain("Invalid character");
});

test("half a surrogate pair is text in a string and no character outside", () => {
  expect(parse('a = "\ud800"\nb = "\udc00x"\n').errors).toEqual([]);
  expect(parse("a = \ud800\n").errors.map((error) => error.summary)).toContain("Invalid character");
});

test("a carriage return counts with its line feed alone", () => {
  expect(parse("a = 1\r\nb {\r\n  c = <<E\r\nx\r\nE\r\n}\r\n").errors).toEqual([]);
  for (const text of [
    "a = 1\rb = 2\n",
    "\ra = 1\n",
    "a = <<E\nx\ry\nE\n",
    'a = "x\ry"\n',
    "# x\n\r# y\n",
    "a = [\r]\n",
  ]) {
    expect(parse(text).errors, JSON.stringify(text)).not.toEqual([]);
  }
  expect(parse("# x\ry\na = 1\n").errors).toEqual([]);
});

test("a byte order mark is passed over, and offsets count it", () => {
  const { errors, body } = parse("\ufeffa = 1\n");
  expect(errors).toEqual([]);
  expect(body.items[0]?.range).toEqual({ start: 1, end: 6 });
  expect(parse("a = \ufeff1\n").errors).not.toEqual([]);
});

test("edits that can not be right cost a full parse, not a wrong tree", () => {
  const open = parser.open("file:///case.tf", 1, "a = 1\n");
  const file = open.edit(2, "b = 22\n", [{ start: 0, oldEnd: 0, newEnd: 40 }]);
  open.dispose();
  expect(file.body).toEqual(parse("b = 22\n").body);
});
