// The sets of formatted text: hclwrite's own cases, those of `tofu fmt`, and Terragrunt's.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type FormatterProduct, formatterProduct } from "../formatterProduct.js";
import { listFiles, readJsonLines } from "../inputs.js";
import { firstDifference, type RunContext, type SetRunner } from "../set.js";

interface Pair {
  readonly id: string;
  readonly fileName: string;
  readonly input: string;
  readonly output: string;
}

/** hclwrite's `Format` takes any tokens, valid or not; so does our whitespace pass. */
export const hclwriteFormat: SetRunner = {
  name: "hclwrite-format",
  source: "oracle",
  async run({ folder, tally }) {
    const product = await formatterProduct();
    for (const { id, in: input, out } of readJsonLines<{ id: string; in: string; out: string }>(
      join(folder, "cases.jsonl"),
    )) {
      await tally.score({ id, input, expected: out }, () => firstDifference(product.whitespace(input), out));
    }
  },
};

export const tofuFmt: SetRunner = {
  name: "tofu-fmt",
  source: "oracle",
  async run(context) {
    const { folder } = context;
    const pairs: Pair[] = [];
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name);
      if (name.endsWith(".jsonl")) {
        readJsonLines<{ name?: string; in: string; out: string }>(path).forEach((line, i) => {
          pairs.push({ id: `${name}:${line.name ?? i + 1}`, fileName: "main.tf", input: line.in, output: line.out });
        });
      } else if (name.includes("_in.")) {
        const output = readFileSync(join(folder, name.replace("_in.", "_out.")), "utf8");
        pairs.push({ id: name, fileName: name, input: readFileSync(path, "utf8"), output });
      }
    }
    await scorePairs(context, await formatterProduct(), pairs);
  },
};

export const tofuFmtCorpus: SetRunner = {
  name: "tofu-fmt-corpus",
  source: "oracle",
  async run(context) {
    interface Line {
      readonly id: string;
      readonly kind: string;
      readonly in: string;
      readonly tofu_fmt: string;
      readonly hclwrite_format: string;
    }
    const product = await formatterProduct();
    const lines = readJsonLines<Line>(join(context.folder, "cases.jsonl"));
    const name = (line: Line): string => `${line.id} ${line.kind}`;
    await scorePairs(
      context,
      product,
      lines.map((line) => ({ id: name(line), fileName: "main.tf", input: line.in, output: line.tofu_fmt })),
    );
    let equal = 0;
    for (const line of lines) if (product.whitespace(line.in) === line.hclwrite_format) equal++;
    context.tally.figure("hclwrite-equal", equal);
  },
};

/** Every fixture of `hclfmt`: a folder with what its file is to become, beside the file and in folders below. */
export const terragruntFmt: SetRunner = {
  name: "terragrunt-fmt",
  source: "oracle",
  async run({ folder, tally }) {
    const product = await formatterProduct();
    for (const path of listFiles(folder, (name) => name.endsWith(".hcl") && name !== "expected.hcl")) {
      const input = readFileSync(join(folder, path), "utf8");
      const expectedPath = join(folder, path.split("/")[0] ?? "", "expected.hcl");
      if (dirname(path).split("/").includes("ignored")) {
        await tally.score({ id: path, input, expected: "left alone" }, () =>
          product.wouldVisit(path) ? "the command line formats a file of an ignored directory" : undefined,
        );
        continue;
      }
      if (!existsSync(expectedPath)) {
        // This fixture only shows what `--diff` prints; it is formatted as its neighbours are.
        const formatted = product.format(basename(path), input);
        await tally.score({ id: path, input }, () =>
          formatted.text === undefined
            ? formatted.refusal
            : firstDifference(product.format(basename(path), formatted.text).text ?? "", formatted.text),
        );
        continue;
      }
      const expected = readFileSync(expectedPath, "utf8");
      if (path.startsWith("hclfmt-check")) {
        // `--check` writes nothing; it fails for the fixture that has errors in its name.
        const isFormatted = !path.startsWith("hclfmt-check-errors");
        await tally.score({ id: path, input, expected: isFormatted }, () =>
          (product.format(basename(path), input).text === input) === isFormatted ? undefined : "--check would be wrong",
        );
        continue;
      }
      await tally.score({ id: path, input, expected }, () => judge(product, basename(path), input, expected));
    }
  },
};

async function scorePairs({ tally }: RunContext, product: FormatterProduct, pairs: readonly Pair[]): Promise<void> {
  for (const { id, fileName, input, output } of pairs) {
    await tally.score({ id, input, expected: output }, () => {
      const fault = product.faultOf(fileName, input, output);
      if (fault === undefined) return judge(product, fileName, input, output);
      tally.count("upstream-bugs");
      return judgeKept(product, fileName, input, fault);
    });
  }
}

/** Byte equality, and formatting again changes nothing. A file with errors must be left as it is. */
function judge(product: FormatterProduct, fileName: string, input: string, expected: string): string | undefined {
  const { text, refusal } = product.format(fileName, input);
  const result = text ?? input;
  const difference = firstDifference(result, expected);
  if (difference !== undefined) return refusal === undefined ? difference : `${refusal}; ${difference}`;
  if (text === undefined) return undefined;
  const again = firstDifference(product.format(fileName, result).text ?? "", result);
  return again === undefined ? undefined : `not idempotent: ${again}`;
}

/** Where the real answer is one of the upstream bugs: our answer parses, keeps every token, and is stable. */
function judgeKept(product: FormatterProduct, fileName: string, input: string, fault: string): string | undefined {
  const { text, refusal } = product.format(fileName, input);
  if (text === undefined) return refusal ?? "refused";
  if (product.withoutSpace(text) !== product.withoutSpace(input)) return `tokens changed although ${fault}`;
  return firstDifference(product.format(fileName, text).text ?? "", text);
}
