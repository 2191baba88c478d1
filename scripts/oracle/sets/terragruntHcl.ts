// Terragrunt's fixtures with what Go's HCL says of them: which are valid, and how the valid ones are formatted.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatterProduct } from "../formatterProduct.js";
import { readJsonLines } from "../inputs.js";
import { parseProduct } from "../product.js";
import { firstDifference, type SetRunner } from "../set.js";

interface Line {
  readonly file: string;
  readonly diags: readonly { readonly severity: string; readonly summary: string; readonly start: readonly number[] }[];
  /** The formatted text, where it is not the file's own. */
  readonly formatted?: string;
}

export const terragruntHcl: SetRunner = {
  name: "terragrunt-hcl",
  source: "oracle",
  async run({ folder, tally }) {
    const parse = await parseProduct();
    const { whitespace } = await formatterProduct();
    for (const { file, diags, formatted } of readJsonLines<Line>(join(folder, "oracle-hcl.jsonl"))) {
      const input = readFileSync(join(folder, file), "utf8");
      await tally.score({ id: file, input, expected: diags }, () => {
        const [ours] = parse(input).errors;
        const theirs = diags.find(({ severity }) => severity === "error");
        if (ours && !theirs) return `false error: ${ours.message}`;
        if (!ours && theirs) return `accepted, but: ${theirs.summary}`;
        if (!ours || !theirs) return firstDifference(whitespace(input), formatted ?? input);
        tally.count("rejected");
        if (lineOf(input, ours.range.start) === theirs.start[0]) tally.count("rejected-same-line");
        if (ours.summary === theirs.summary) tally.count("rejected-same-summary");
        return undefined;
      });
    }
  },
};

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
