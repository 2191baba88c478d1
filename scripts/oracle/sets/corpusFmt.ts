// Every .tf, .tofu and .tfvars file of the corpus against `terraform fmt`, where that is installed.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatterProduct } from "../formatterProduct.js";
import { listFiles } from "../inputs.js";
import { firstDifference, type SetRunner } from "../set.js";

export const corpusFmt: SetRunner = {
  name: "corpus-fmt",
  source: "corpus",
  missing: () =>
    spawnSync("terraform", ["version"]).status === 0 ? undefined : "terraform is not installed to compare with",
  async run({ folder, tally, note }) {
    const product = await formatterProduct();
    const files = listFiles(folder, (name) => [".tf", ".tofu", ".tfvars"].some((ending) => name.endsWith(ending)));
    const copies = mkdtempSync(join(tmpdir(), "tofusmith-fmt-"));
    try {
      // Flat names keep ignored folders from being passed over; terraform does not know `.tofu`, whose rules are the same.
      const copyOf = (i: number, path: string): string =>
        join(copies, String(i % 64), `${i}${path.endsWith(".tfvars") ? ".tfvars" : ".tf"}`);
      for (let i = 0; i < 64; i++) mkdirSync(join(copies, String(i)));
      files.forEach((path, i) => {
        writeFileSync(copyOf(i, path), readFileSync(join(folder, path)));
      });
      const run = spawnSync("terraform", ["fmt", "-recursive", "-list=false", copies], { encoding: "utf8" });
      if (run.status !== 0) note("terraform refused some of the files; they must be left as they are");
      const refused = files.filter(
        (path) => product.format(path, readFileSync(join(folder, path), "utf8")).text === undefined,
      );
      const wronglyRefused = new Set(
        refused.filter((path) => formatsWithProbe(readFileSync(join(folder, path), "utf8"))),
      );
      for (const [i, path] of files.entries()) {
        const input = readFileSync(join(folder, path), "utf8");
        const expected = readFileSync(copyOf(i, path), "utf8");
        await tally.score({ id: path, input, expected }, () => {
          const fault = product.faultOf(path, input, expected);
          const { text, refusal } = product.format(path, input);
          if (wronglyRefused.has(path)) return `${refusal}, and terraform formats it`;
          if (fault !== undefined) {
            tally.count("upstream-bugs");
            return product.withoutSpace(text ?? "") === product.withoutSpace(input)
              ? undefined
              : `changed, though ${fault}`;
          }
          const difference = firstDifference(text ?? input, expected);
          if (difference !== undefined) return refusal === undefined ? difference : `${refusal}; ${difference}`;
          if (text === undefined) return undefined;
          const again = firstDifference(product.format(path, text).text ?? "", text);
          return again === undefined ? undefined : `not idempotent: ${again}`;
        });
      }
      tally.figure("refused", refused.length);
    } finally {
      rmSync(copies, { recursive: true, force: true });
    }
  },
};

/** True where terraform formats a text, told by an unformatted line before it: the rest may be formatted already. */
function formatsWithProbe(text: string): boolean {
  const probe = `probe=1\n\n${text}`;
  const run = spawnSync("terraform", ["fmt", "-"], { input: probe, encoding: "utf8" });
  return run.status === 0 && run.stdout !== probe;
}
