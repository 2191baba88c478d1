// Compares what our TextMate grammar takes for code, string and comment with HCL's tokens, per character.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isHclFile, listFiles, readJsonLines, repositoryRoot, sharedDir } from "../../scripts/oracle/inputs.js";
import type { Token, TokenType } from "../../server/src/syntax/tokens.js";
import { testParser } from "../harness/parser.js";
import { type CharacterClass, classOf, loadGrammar, tokenize } from "./textMate.js";

function classOfToken(type: TokenType): CharacterClass {
  switch (type) {
    case "Comment":
      return "comment";
    case "OQuote":
    case "CQuote":
    case "QuotedLit":
    case "StringLit":
    case "OHeredoc":
    case "CHeredoc":
      return "string";
    default:
      return "code";
  }
}

/** How many characters were compared, and a line for each whose class differs. */
interface Agreement {
  compared: number;
  readonly differing: string[];
}

/** Compares every character but blanks and line breaks, whose class shows nowhere. */
async function compare(id: string, text: string, tokens: readonly Token[], agreement: Agreement): Promise<void> {
  const truth = new Array<CharacterClass>(text.length).fill("code");
  for (const { type, start, end } of tokens) truth.fill(classOfToken(type), start, end);
  const lineBreaks = text.match(/\r?\n/g) ?? [];
  let offset = 0;
  for (const [line, { text: lineText, scopes }] of tokenize(await loadGrammar("hcl"), text).entries()) {
    for (let column = 0; column < lineText.length; column++, offset++) {
      const character = lineText.charAt(column);
      if (character.trim() === "") continue;
      agreement.compared++;
      const ours = classOf(scopes[column]!);
      if (ours !== truth[offset]) {
        agreement.differing.push(`${id}:${line + 1}:${column + 1}: ${character} is ${truth[offset]}, not ${ours}`);
      }
    }
    offset += lineBreaks[line]?.length ?? 0;
  }
}

const report = (what: string, { compared, differing }: Agreement) =>
  console.log(`${what}: ${compared} characters, ${differing.length} differ`);

/** A source with its tokens as HCL's own scanner gave them, their ranges in UTF-8 bytes. */
interface ScannedCase {
  readonly id: string;
  readonly src: string;
  readonly tokens: readonly (readonly [type: string, start: number, end: number])[];
}

function tokensOf({ src, tokens }: ScannedCase): readonly Token[] {
  const bytes = Buffer.from(src, "utf8");
  const offset = (byte: number) => bytes.subarray(0, byte).toString("utf8").length;
  return tokens.map(([type, start, end]) => ({
    type: type.slice("Token".length) as TokenType,
    start: offset(start),
    end: offset(end),
  }));
}

/** A heredoc in its own heredoc's template with the same tag: the first closing tag ends the outer one for us. */
const nestedSameTag = "scan_tokens_test.go:1717:";

for (const set of ["hcl-tokens-ast", "hcl-scan-tokens"]) {
  const path = join(sharedDir(), "oracle", set, "cases.jsonl");

  test.skipIf(!existsSync(path))(
    `every character of ${set} is what HCL's scanner takes it for (needs ../shared)`,
    async () => {
      const cases = readJsonLines<ScannedCase>(path).filter(({ src }) => typeof src === "string");
      const agreement: Agreement = { compared: 0, differing: [] };
      for (const scanned of cases) await compare(scanned.id, scanned.src, tokensOf(scanned), agreement);
      report(set, agreement);
      expect(agreement.compared).toBeGreaterThan(100);
      expect(agreement.differing.filter((line) => !line.startsWith(nestedSameTag))).toEqual([]);
    },
  );
}

async function compareFiles(directory: string, paths: readonly string[]): Promise<Agreement> {
  const parser = await testParser();
  const agreement: Agreement = { compared: 0, differing: [] };
  for (const path of paths) {
    // The grammar sees lines and so has no byte order mark to see.
    const text = readFileSync(join(directory, path), "utf8").replace(/^\uFEFF/, "");
    await compare(path, text, parser.tokens(text), agreement);
  }
  return agreement;
}

test("every character of the examples is what our lexer takes it for", async () => {
  const directory = join(repositoryRoot, "examples");
  const agreement = await compareFiles(directory, listFiles(directory, isHclFile));
  expect(agreement.compared).toBeGreaterThan(5000);
  expect(agreement.differing).toEqual([]);
});

const corpus = join(sharedDir(), "corpus");

/** Every so many files of the corpus are compared; 1 compares all of it. */
const stride = Number(process.env.TOFUSMITH_CORPUS_STRIDE ?? "20");

test.skipIf(!existsSync(corpus))(
  "nearly every character of the corpus is what our lexer takes it for (needs ../shared)",
  async () => {
    const paths = listFiles(corpus, isHclFile).filter((_, index) => index % stride === 0);
    const agreement = await compareFiles(corpus, paths);
    report(`${paths.length} files of the corpus`, agreement);
    expect(agreement.compared).toBeGreaterThan(100_000);
    expect(agreement.differing.slice(0, 30)).toEqual([]);
  },
  600_000,
);
