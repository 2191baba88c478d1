// The sets that Go's HCL answered: tokens, trees and diagnostics of valid and broken text.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { walk } from "../../../server/src/syntax/visit.js";
import { testParser } from "../../../test/harness/parser.js";
import { type BodyView, type DiagnosticView, differencePath, HclView } from "../hclView.js";
import { listFiles, readJsonLines } from "../inputs.js";
import type { RunContext, SetRunner } from "../set.js";

interface GoDiagnostic {
  readonly summary: string;
  /** Line, column, byte. */
  readonly start: readonly [number, number, number];
  readonly end: readonly [number, number, number];
}

interface SyntaxCase {
  readonly id: string;
  readonly src: string;
  readonly tokens?: readonly (readonly [string, number, number])[];
  readonly ast?: BodyView;
  readonly diags?: readonly GoDiagnostic[];
  readonly lex_diags?: readonly GoDiagnostic[];
}

/**
 * Scores tokens, tree and diagnostics, as far as a case has them. The tree of a text with mistakes is not compared: Go
 * drops what it could not read, and ours is there to keep it.
 */
async function runCases({ folder, tally }: RunContext): Promise<void> {
  const parser = await testParser();
  let tokens = 0;
  let tokensRight = 0;
  for (const oracleCase of readJsonLines<SyntaxCase>(join(folder, "cases.jsonl"))) {
    const { id, src } = oracleCase;
    await tally.score({ id, input: src, expected: oracleCase }, () => {
      const view = new HclView(src);
      const mistakes: string[] = [];
      const add = (what: string, difference: string | undefined) => {
        if (difference !== undefined) mistakes.push(`${what} ${difference}`);
      };
      if (oracleCase.tokens !== undefined) {
        const got = view.tokens(parser.tokens(src));
        tokens += oracleCase.tokens.length;
        oracleCase.tokens.forEach((token, i) => {
          if (differencePath(got[i], token) === undefined) tokensRight++;
        });
        add("tokens", differencePath(got, oracleCase.tokens));
      }
      const file = parser.parse("file:///case.tf", 0, src);
      if (oracleCase.diags !== undefined) {
        add("diagnostics", differencePath(view.errors(file.errors), inOrder(oracleCase.diags)));
      }
      if (oracleCase.ast !== undefined && (oracleCase.diags ?? []).length === 0) {
        if (file.errors.length > 0) mistakes.push(`error ${file.errors[0]?.summary}`);
        add("tree", differencePath(view.file(file), oracleCase.ast));
      }
      return mistakes.length > 0 ? mistakes.join("; ") : undefined;
    });
  }
  if (tokens > 0) tally.figure("tokens-%", percent(tokensRight, tokens));
}

/** In the order of the text, as our errors are. */
function inOrder(diagnostics: readonly GoDiagnostic[]): DiagnosticView[] {
  return diagnostics
    .map(({ summary, start, end }) => ({ summary, start: start[2], end: end[2] }))
    .sort((a, b) => a.start - b.start);
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.round((part / whole) * 10000) / 100;
}

export const hclTokensAst: SetRunner = { name: "hcl-tokens-ast", source: "oracle", run: runCases };
export const hclScanTokens: SetRunner = { name: "hcl-scan-tokens", source: "oracle", run: runCases };
export const hclParserTests: SetRunner = { name: "hcl-parser-tests", source: "oracle", run: runCases };

/** A case has passed where we agree that there is a mistake, and on the first one's line and summary. */
export const hclBroken: SetRunner = {
  name: "hcl-broken",
  source: "oracle",
  async run({ folder, tally }) {
    const parser = await testParser();
    let cases = 0;
    let agreed = 0;
    let both = 0;
    let line = 0;
    let summary = 0;
    for (const { id, src, diags = [] } of readJsonLines<SyntaxCase>(join(folder, "cases.jsonl"))) {
      await tally.score({ id, input: src, expected: diags }, () => {
        const { errors, lineIndex } = parser.parse("file:///case.tf", 0, src);
        const first = errors[0];
        const expected = diags[0];
        cases++;
        if ((first === undefined) === (expected === undefined)) agreed++;
        if (first === undefined || expected === undefined) {
          return first === expected
            ? undefined
            : `got ${first?.summary ?? "no error"}, expected ${expected?.summary ?? "none"}`;
        }
        both++;
        const firstLine = lineIndex.position(first.range.start).line + 1;
        if (firstLine === expected.start[0]) line++;
        if (first.summary === expected.summary) summary++;
        return firstLine === expected.start[0] && first.summary === expected.summary
          ? undefined
          : `got ${first.summary} on line ${firstLine}, expected ${expected.summary} on line ${expected.start[0]}`;
      });
    }
    tally.figure("has-error-%", percent(agreed, cases));
    tally.figure("first-line-%", percent(line, both));
    tally.figure("first-summary-%", percent(summary, both));
  },
};

/** Only whether the text parses: a `.t` file whose diagnostics are HCL's own, not a schema's, says that it does not. */
export const hclSpecsuite: SetRunner = {
  name: "hcl-specsuite",
  source: "oracle",
  async run({ folder, tally }) {
    const parser = await testParser();
    for (const path of listFiles(folder, (name) => name.endsWith(".hcl"))) {
      const text = readFileSync(join(folder, path), "utf8");
      const verdict = join(folder, path.replace(/\.hcl$/, ".t"));
      const expectation = existsSync(verdict)
        ? parser.parse("file:///case.t", 0, readFileSync(verdict, "utf8"))
        : undefined;
      await tally.score({ id: path, input: text, expected: expectation?.text }, () => {
        const { errors, lineIndex } = parser.parse("file:///case.hcl", 0, text);
        const expected = expectedLines(expectation);
        const first = errors[0];
        if (first === undefined) return undefined;
        const line = lineIndex.position(first.range.start).line + 1;
        return expected.includes(line) ? undefined : `${first.summary} on line ${line}`;
      });
    }
  },
};

/** The lines on which a specsuite verdict expects errors. */
function expectedLines(verdict: ReturnType<Awaited<ReturnType<typeof testParser>>["parse"]> | undefined): number[] {
  const lines: number[] = [];
  for (const item of verdict?.body.items ?? []) {
    if (item.kind !== "Block" || item.type.name !== "diagnostics") continue;
    for (const error of item.body.items) {
      if (error.kind !== "Block") continue;
      for (const from of error.body.items) {
        if (from.kind !== "Block" || from.type.name !== "from") continue;
        for (const field of from.body.items) {
          const value = field.kind === "Attribute" && field.name.name === "line" ? field.value : undefined;
          if (value?.kind === "LiteralValueExpr" && value.value.type === "number") lines.push(Number(value.value.text));
        }
      }
    }
  }
  return lines;
}

/** Seeds of HCL's fuzzers: each is read, walked and cut into tokens without an exception, and no token is lost. */
export const hclFuzzCorpus: SetRunner = {
  name: "hcl-fuzz-corpus",
  source: "oracle",
  async run({ folder, tally }) {
    const parser = await testParser();
    for (const path of listFiles(folder, () => true)) {
      const text = readFileSync(join(folder, path), "utf8");
      await tally.score({ id: path, input: text }, () => {
        const { body } = parser.parse("file:///case.hcl", 0, text);
        walk(body, () => undefined);
        let end = 0;
        for (const token of parser.tokens(text)) {
          const between = text.slice(end, token.start);
          if (token.start < end || between.trim() !== "") return `nothing covers ${JSON.stringify(between)} at ${end}`;
          end = token.end;
        }
        return end === text.length ? undefined : `the tokens end at ${end}`;
      });
    }
  },
};
