// Compares what our TextMate grammar takes for code, string and comment with HCL's own tokens, per character.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readJsonLines, sharedDir } from "../../scripts/oracle/inputs.js";
import { type CharacterClass, classOf, loadGrammar, tokenize } from "./textMate.js";

/** A token of HCL's scanner: its type and its range in UTF-8 bytes. */
type ScannedToken = readonly [type: string, start: number, end: number];

interface ScannedCase {
  readonly id: string;
  readonly src: string;
  readonly tokens: readonly ScannedToken[];
}

function classOfToken(type: string): CharacterClass {
  switch (type) {
    case "TokenComment":
      return "comment";
    case "TokenOQuote":
    case "TokenCQuote":
    case "TokenQuotedLit":
    case "TokenStringLit":
    case "TokenOHeredoc":
    case "TokenCHeredoc":
      return "string";
    default:
      return "code";
  }
}

/** The class of each UTF-8 byte of a source, by its tokens. */
function classesByByte(source: Buffer, tokens: readonly ScannedToken[]): readonly CharacterClass[] {
  const classes = new Array<CharacterClass>(source.length).fill("code");
  for (const [type, start, end] of tokens) classes.fill(classOfToken(type), start, end);
  return classes;
}

interface Agreement {
  compared: number;
  readonly differing: string[];
}

/** Compares every character but blanks and line breaks, whose class shows nowhere. */
async function compare(grammarName: string, { id, src, tokens }: ScannedCase, agreement: Agreement): Promise<void> {
  const scanned = classesByByte(Buffer.from(src, "utf8"), tokens);
  let byte = 0;
  const lines = tokenize(await loadGrammar(grammarName), src);
  const breaks = src.match(/\r?\n/g) ?? [];
  for (const [index, { text, scopes }] of lines.entries()) {
    let unit = 0;
    for (const character of text) {
      if (character.trim() !== "") {
        agreement.compared++;
        const ours = classOf(scopes[unit]!);
        if (ours !== scanned[byte]) {
          agreement.differing.push(`${id}:${index + 1}:${unit + 1}: ${character} is ${scanned[byte]}, not ${ours}`);
        }
      }
      unit += character.length;
      byte += Buffer.byteLength(character);
    }
    byte += breaks[index]?.length ?? 0;
  }
}

describe.each(["hcl-tokens-ast", "hcl-scan-tokens"])("agreement with HCL's scanner on %s", (set) => {
  const path = join(sharedDir(), "oracle", set, "cases.jsonl");

  test.skipIf(!existsSync(path))("per character", async () => {
    const cases = readJsonLines<ScannedCase>(path).filter(({ src }) => typeof src === "string");
    const agreement: Agreement = { compared: 0, differing: [] };
    for (const scanned of cases) await compare("hcl", scanned, agreement);
    console.log(`${set}: ${agreement.compared} characters, ${agreement.differing.length} differ`);
    expect(agreement.compared).toBeGreaterThan(100);
    expect(agreement.differing.filter((line) => !line.startsWith(nestedSameTag))).toEqual([]);
  });
});

/** A heredoc in its own heredoc's template with the same tag: the grammar lets the first closing tag end the outer one. */
const nestedSameTag = "scan_tokens_test.go:1717:";
