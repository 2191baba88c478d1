// Semantic tokens as the protocol's numbers.

import type { SemanticTokensBuilder } from "vscode-languageserver";
import type { LineIndex } from "../base/lineIndex.js";
import { type SemanticToken, type TokenType, tokenTypes } from "../features/semanticTokens.js";

/** The types in the order of the legend. */
export const tokenNames = Object.keys(tokenTypes) as TokenType[];

const numbers = new Map(tokenNames.map((name, i) => [name, i]));

/** Adds tokens, which are in the order of the text, to what a builder has. */
export function pushTokens(builder: SemanticTokensBuilder, lines: LineIndex, tokens: readonly SemanticToken[]): void {
  for (const { range, type, declares } of tokens) {
    const { line, column } = lines.position(range.start);
    builder.push(line, column, range.end - range.start, numbers.get(type) ?? 0, declares ? 1 : 0);
  }
}
