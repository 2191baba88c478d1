// Every .tf, .tofu and .tfvars file of the corpus against `terraform fmt`, where that is installed.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatterProduct } from "../formatterProduct.js";
import { listFiles } from "../inputs.js";
import { firstDifference, type SetRunner } from "../set.js";
import { terraformAccepts, terraformFormatted, terraformMissing } from "../terraformFmt.js";

const endings = [".tf", ".tofu", ".tfvars"];

export const corpusFmt: SetRunner = {
  name: "corpus-fmt",
  source: "corpus",
  missing: terraformMissing,
  async run({ folder, tally }) {
    const product = await formatterProduct();
    const files = listFiles(folder, (name) => endings.some((ending) => name.endsWith(ending)));
    const inputs = files.map((path) => readFileSync(join(folder, path), "utf8"));
    const ours = inputs.map((input, i) => product.format(files[i] ?? "", input));
    const answers = terraformFormatted(inputs);
    const refused = [...files.keys()].filter((i) => ours[i]?.text === undefined);
    const accepted = terraformAccepts(refused.map((i) => inputs[i] ?? ""));
    const wronglyRefused = new Set(refused.filter((_, k) => accepted[k]));
    for (const [i, path] of files.entries()) {
      const input = inputs[i] ?? "";
      const expected = answers[i] ?? "";
      await tally.score({ id: path, input, expected }, () => {
        const { text, refusal } = ours[i] ?? {};
        if (wronglyRefused.has(i)) return `${refusal}, and terraform formats it`;
        if (text === undefined) return firstDifference(input, expected);
        const fault = product.faultOf(path, input, expected);
        if (fault !== undefined) {
          tally.count("upstream-bugs");
          return product.withoutSpace(text) === product.withoutSpace(input) ? undefined : `changed, though ${fault}`;
        }
        const difference = firstDifference(text, expected);
        if (difference !== undefined) return difference;
        const again = firstDifference(product.format(path, text).text ?? "", text);
        return again === undefined ? undefined : `not idempotent: ${again}`;
      });
    }
    tally.figure("refused", refused.length);
  },
};
