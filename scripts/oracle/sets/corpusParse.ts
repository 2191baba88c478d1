// Every HCL file of the corpus: we find a syntax error exactly where Go's HCL does, as `terraform fmt` shows.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isHclFile, listFiles } from "../inputs.js";
import { parseProduct } from "../product.js";
import type { SetRunner } from "../set.js";
import { terraformAccepts, terraformMissing } from "../terraformFmt.js";

export const corpusParse: SetRunner = {
  name: "corpus-parse",
  source: "corpus",
  missing: terraformMissing,
  async run({ folder, tally }) {
    const parse = await parseProduct();
    const files = listFiles(folder, isHclFile);
    const inputs = files.map((path) => readFileSync(join(folder, path), "utf8"));
    const accepted = terraformAccepts(inputs);
    tally.figure("valid", accepted.filter((isValid) => isValid).length);
    for (const [i, path] of files.entries()) {
      const input = inputs[i] ?? "";
      await tally.score({ id: path, input, expected: accepted[i] }, () => {
        const [error] = parse(input).errors;
        if (error && accepted[i]) return `false error at ${error.range.start}: ${error.message}`;
        return !error && !accepted[i] ? "accepted, and Go's HCL rejects it" : undefined;
      });
    }
  },
};
