// All reasons for which refactors refuse, read from their source: every sentence, and every fragment that becomes one.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A reason as the source has it; `…` stands for what differs from place to place. */
export interface SourceReason {
  readonly file: string;
  readonly pattern: string;
}

const features = join(import.meta.dirname, "../../../server/src/features");

/**
 * The reasons in the refactors and in what they are made of, in the order of files. Those of Terragrunt's refactors are
 * left out: no program that plans reads its files.
 */
export function sourceReasons(): readonly SourceReason[] {
  const found: SourceReason[] = [];
  for (const folder of ["refactors", "rewriting"]) {
    const names = readdirSync(join(features, folder), { recursive: true, encoding: "utf8" });
    for (const name of names.map((one) => one.replaceAll("\\", "/")).sort()) {
      if (!name.endsWith(".ts") || ofRename.has(name) || name.startsWith("terragrunt/")) continue;
      const text = readFileSync(join(features, folder, name), "utf8");
      for (const { before, words } of literals(text)) {
        const isNamed = /(\brefused\(|refusal: |reason: |missing\()\s*$/.test(before);
        // A clause about the reference, which the sentence "… cannot be rewritten: …" takes in.
        const isClause = /(\breturn|[?:]|missing =)\s*$/.test(before) && /^(it|its|nothing|var\.…) [a-z]+ /.test(words);
        const isFragment = isNamed || isClause;
        const isSentence = /^(…|[A-Z])[^\n]* [^\n]*\.$/.test(words) && !isNoReason.test(before);
        if ((isFragment && words.includes(" ")) || isSentence)
          found.push({ file: `${folder}/${name}`, pattern: words });
      }
    }
  }
  return found;
}

/** What these say is said by rename, which is no refactor of the catalogue. */
const ofRename = new Set(["renaming.ts", "rootConfiguration.ts"]);

/** Sentences that say something else: why there is no inverse. */
const isNoReason = /(?:none|doubt):\s*$/;

/** The string and template literals of TypeScript, each with the line of code before it. Comments are left out. */
function literals(text: string): readonly { readonly before: string; readonly words: string }[] {
  const found: { before: string; words: string }[] = [];
  let at = 0;
  const skipTo = (end: string): void => {
    const next = text.indexOf(end, at);
    at = next < 0 ? text.length : next + end.length;
  };
  const quoted = (quote: string): string => {
    let words = "";
    for (at++; at < text.length && text[at] !== quote; at++) {
      if (text[at] === "\\") {
        words += text[++at] === "n" ? "\n" : (text[at] ?? "");
      } else if (quote === "`" && text[at] === "$" && text[at + 1] === "{") {
        at += 2;
        code("}");
        words += "…";
      } else words += text[at] ?? "";
    }
    at++;
    return words;
  };
  /** Reads code up to the closing bracket, whose place `at` has then. */
  const code = (close: string): void => {
    for (let depth = 0; at < text.length; ) {
      const char = text[at] ?? "";
      if (text.startsWith("//", at)) skipTo("\n");
      else if (text.startsWith("/*", at)) skipTo("*/");
      else if (char === '"' || char === "`" || char === "'") {
        const before = text.slice(Math.max(0, at - 60), at);
        found.push({ before, words: quoted(char) });
      } else if (char === "/" && /[=(:,]\s*$/.test(text.slice(Math.max(0, at - 5), at))) {
        // A regular expression.
        for (at++; at < text.length && text[at] !== "/"; at++) if (text[at] === "\\") at++;
        at++;
      } else {
        if (char === "{") depth++;
        if (char === "}" && depth-- === 0 && close === "}") return;
        at++;
      }
    }
  };
  code("");
  return found;
}
