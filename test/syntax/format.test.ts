// Runs the specs of the formatter, and checks what no Markdown can show: line ends, byte order marks, minimal edits.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { applyEdits, areDisjoint, type TextEdit } from "../../server/src/base/textEdit.js";
import {
  type Formatting,
  type FormattingInput,
  formatDocument,
  formatOnType,
  formatRange,
} from "../../server/src/features/formatting.js";
import { type Case, parseMarkdown } from "../harness/markdown.js";
import { testParser } from "../harness/parser.js";

const folder = join(import.meta.dirname, "../spec/format");

async function inputOf(fileName: string, text: string): Promise<FormattingInput> {
  const parser = await testParser();
  const { errors } = parser.parse(`file:///${fileName}`, 0, text);
  return { fileName, text, errors, tokens: (of) => parser.tokens(of) };
}

async function format(text: string, fileName = "main.tf"): Promise<string> {
  return applyEdits(text, editsOf(formatDocument(await inputOf(fileName, text))));
}

function editsOf(formatting: Formatting): readonly TextEdit[] {
  if (formatting.kind === "refused") throw new Error(formatting.reason);
  return formatting.edits;
}

for (const name of readdirSync(folder).sort()) {
  const document = parseMarkdown(name, readFileSync(join(folder, name), "utf8"));
  describe(document.name, () => {
    for (const one of document.cases) test(one.title, () => runCase(one));
  });
}

/** Markers make it a case of a range or of typing; without any the whole document is formatted. */
async function runCase({ fences, expectations, options }: Case): Promise<void> {
  const [fence] = fences;
  const [expectation] = expectations;
  if (!fence || !expectation) throw new Error("a case has one fence before `->`");
  const typed = options.get("typed");
  const cursor = typed ? fence.text.indexOf("<|>") : -1;
  const from = typed ? -1 : fence.text.indexOf("<|");
  const to = typed ? -1 : fence.text.indexOf("|>");
  const text = fence.text.replace("<|>", "").replace("<|", "").replace("|>", "");
  const input = await inputOf(fence.path, text);

  if (expectation.words === "refused") {
    expect(formatDocument(input)).toMatchObject({ kind: "refused", reason: expect.stringContaining("syntax error") });
    return;
  }
  let edits: readonly TextEdit[];
  if (typed) edits = formatOnType(input, cursor, typed === "brace" ? "}" : "\n");
  else if (from >= 0) edits = editsOf(formatRange(input, { start: from, end: to - 2 }));
  else edits = editsOf(formatDocument(input));
  expect(areDisjoint(edits)).toBe(true);
  const result = applyEdits(text, edits);
  expect(result).toBe(expectation.fences[0]?.text);
  if (!typed && from < 0) {
    expect(await format(result, fence.path)).toBe(result);
    if (result === text) expect(edits).toEqual([]);
  }
}

test("line breaks stay as they are", async () => {
  expect(await format("a=1\r\nbb=2 # c\r\nfoo {\r\n\tc=3\r\n}\r\n")).toBe(
    "a  = 1\r\nbb = 2 # c\r\nfoo {\r\n  c = 3\r\n}\r\n",
  );
});

test("a missing line break at the end is not added, and spaces there are kept", async () => {
  expect(await format("a=1")).toBe("a = 1");
  expect(await format("a=1\n   ")).toBe("a = 1\n   ");
  expect(await format("a=1\t")).toBe("a = 1 ");
});

test("a byte order mark is dropped", async () => {
  expect(await format("\uFEFFa=1\n")).toBe("a = 1\n");
});

test("blank lines are kept, spaces at line ends are not", async () => {
  expect(await format("\n\n a=1  \n \n\n b=2\n")).toBe("\n\na = 1\n\n\nb = 2\n");
});

test("an edit touches nothing but the space that is wrong", async () => {
  const formatting = formatDocument(await inputOf("main.tf", "a = 1\nb =  2\nc = 3\n"));
  expect(editsOf(formatting)).toEqual([{ range: { start: 10, end: 11 }, newText: "" }]);
});

test("a file that is no HCL is refused", async () => {
  expect(formatDocument(await inputOf("main.tf.json", "{}"))).toMatchObject({ kind: "refused" });
});
