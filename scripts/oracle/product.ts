// The product's parser as the scoreboard uses it: its own modules, loaded once.
import type { SourceFile } from "../../server/src/syntax/ast.js";
import { testParser } from "../../test/harness/parser.js";

export type Parse = (text: string) => SourceFile;

/** The parser, for one text at a time. */
export async function parseProduct(): Promise<Parse> {
  const parser = await testParser();
  return (text) => parser.parse("file:///case.tf", 0, text);
}
