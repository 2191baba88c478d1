// Random edits over files of the corpus: whatever the text, formatting it loses nothing.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formattingFault } from "../../../test/harness/formatProperties.js";
import { testParser } from "../../../test/harness/parser.js";
import { pick, randomEdit, seededRandom } from "../../../test/harness/randomEdits.js";
import { isHclFile, listFiles } from "../inputs.js";
import type { SetRunner } from "../set.js";

const edits = 100_000;
/** A text is edited this many times in a row before the next file is taken. */
const editsPerText = 3;
/** Longer files are cut to a piece of whole lines of about this many characters. */
const pieceLength = 1500;

/** One case is one edit. */
export const formatFuzz: SetRunner = {
  name: "corpus-fuzz-fmt",
  source: "corpus",
  async run({ folder, tally }) {
    const parser = await testParser();
    const random = seededRandom(100);
    const files = listFiles(folder, isHclFile);
    let text = "";
    for (let i = 0; i < edits; i++) {
      if (i % editsPerText === 0) text = piece(readFileSync(join(folder, pick(random, files) ?? ""), "utf8"), random);
      text = randomEdit(text, random);
      await tally.score({ id: JSON.stringify(text), input: text }, () => formattingFault(parser, text));
    }
  },
};

function piece(text: string, random: () => number): string {
  if (text.length <= pieceLength) return text;
  const start = text.indexOf("\n}\n", Math.floor(random() * (text.length - pieceLength)));
  if (start < 0) return text.slice(0, pieceLength);
  const end = text.indexOf("\n}\n", start + pieceLength / 2);
  return text.slice(start + 3, Math.min(end < 0 ? text.length : end + 3, start + 3 * pieceLength));
}
