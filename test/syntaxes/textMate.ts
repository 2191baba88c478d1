// Tokenises text with our TextMate grammars as VS Code would, for the tests in this folder.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import oniguruma from "vscode-oniguruma";
import textMate, { type IGrammar, type IRawGrammar } from "vscode-textmate";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** The languages a sample may be written in, and the grammar each of them starts with. */
export const scopeOfLanguage: ReadonlyMap<string, string> = new Map([
  ["hcl", "source.hcl"],
  ["opentofu", "source.hcl.opentofu"],
  ["terragrunt", "source.hcl.terragrunt"],
]);

/** The scopes of each character, outermost first; a scope list is shared by the characters of its token. */
export interface TokenizedLine {
  readonly text: string;
  /** One entry per UTF-16 unit of the line, without its line break. */
  readonly scopes: readonly (readonly string[])[];
}

interface ContributedGrammar {
  readonly scopeName: string;
  readonly path: string;
}

function contributedGrammars(): ReadonlyMap<string, string> {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly contributes: { readonly grammars: readonly ContributedGrammar[] };
  };
  return new Map(manifest.contributes.grammars.map((grammar) => [grammar.scopeName, join(root, grammar.path)]));
}

/**
 * A grammar in the place of the editor's own shell, JSON, YAML … grammars, which are not ours to ship.
 * Its strings know no end of line, so that it shows whether an unclosed one stays inside its heredoc.
 */
function standIn(scopeName: string): IRawGrammar {
  const suffix = scopeName.slice("source.".length);
  return {
    scopeName,
    patterns: [
      { name: `comment.line.${suffix}`, match: "#.*$" },
      { name: `string.quoted.${suffix}`, begin: '"', end: '"', patterns: [] },
      { name: `variable.other.${suffix}`, match: "\\$\\w+|\\$\\{[^}]*\\}" },
      { name: `support.word.${suffix}`, match: "\\b(?:echo|Version|runcmd|print)\\b" },
    ],
  } as unknown as IRawGrammar;
}

async function createRegistry(): Promise<textMate.Registry> {
  const wasm = createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm");
  await oniguruma.loadWASM(readFileSync(wasm));
  const paths = contributedGrammars();
  return new textMate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scopeName) => {
      const path = paths.get(scopeName);
      return path === undefined ? standIn(scopeName) : textMate.parseRawGrammar(readFileSync(path, "utf8"), path);
    },
  });
}

let registry: Promise<textMate.Registry> | undefined;

/** The grammar of `language` (see `scopeOfLanguage`); throws for another name. */
export async function loadGrammar(language: string): Promise<IGrammar> {
  const scope = scopeOfLanguage.get(language);
  if (scope === undefined) throw new Error(`no grammar for ${language}`);
  registry ??= createRegistry();
  const grammar = await (await registry).loadGrammar(scope);
  if (grammar === null) throw new Error(`the grammar ${scope} did not load`);
  return grammar;
}

/** Tokenises a whole file line by line, without a time limit. */
export function tokenize(grammar: IGrammar, text: string): readonly TokenizedLine[] {
  let stack = textMate.INITIAL;
  return text.split(/\r?\n/).map((line) => {
    const result = grammar.tokenizeLine(line, stack);
    stack = result.ruleStack;
    const scopes: (readonly string[])[] = [];
    for (const token of result.tokens) {
      for (let at = token.startIndex; at < Math.min(token.endIndex, line.length); at++) scopes.push(token.scopes);
    }
    return { text: line, scopes };
  });
}

/** What an editor takes a character for when it closes quotes and brackets. */
export type CharacterClass = "code" | "string" | "comment";

/** The class of a character: its innermost scope that speaks of one decides; embedded text is part of a string. */
export function classOf(scopes: readonly string[]): CharacterClass {
  let result: CharacterClass = "code";
  for (const scope of scopes) {
    if (scope.startsWith("meta.embedded.block.")) return embeddedClass(scopes);
    if (scope.startsWith("meta.interpolation.")) result = "code";
    else if (scope.startsWith("string.")) result = "string";
    else if (scope.startsWith("comment.")) result = "comment";
  }
  return result;
}

/** Within an embedded language only our own scopes count: its comments are text of the heredoc. */
function embeddedClass(scopes: readonly string[]): CharacterClass {
  const block = scopes.findLastIndex((scope) => scope.startsWith("meta.embedded.block."));
  const inner = scopes.slice(block + 1);
  const interpolation = inner.findIndex((scope) => scope.startsWith("meta.interpolation."));
  return interpolation < 0 ? "string" : classOf(inner.slice(interpolation));
}
