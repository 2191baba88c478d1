// How much of a file survives where people type: mutated files of the corpus, in the lowered tree at their own level.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BodyItem } from "../../../server/src/syntax/ast.js";
import { seededRandom } from "../../../test/harness/randomEdits.js";
import { isHclFile, listFiles } from "../inputs.js";
import { type Mutated, type Mutation, mutations, topLevelBlocks, type ValidFile } from "../mutations.js";
import { type Parse, parseProduct } from "../product.js";
import type { SetRunner } from "../set.js";

const fileCount = 200;
const otherBar = 99;

/** One case is one mutation over all files: it has passed where both of its shares reach their bars. */
export const recovery: SetRunner = {
  name: "recovery",
  source: "corpus",
  async run({ folder, tally }) {
    const parse = await parseProduct();
    const files = sample(folder, parse);
    tally.figure("files", files.length);
    const total = new Shares();
    for (const [i, mutation] of mutations.entries()) {
      const shares = new Shares();
      await tally.score({ id: mutation.name, input: "" }, () => {
        const random = seededRandom(1000 + i);
        for (const file of files) {
          const mutated = mutation.apply(file, random);
          if (mutated) shares.add(file, mutated, parse);
        }
        total.include(shares);
        return verdict(mutation, shares);
      });
    }
    tally.figure("other-blocks-%", total.others);
    tally.figure("siblings-%", total.siblings);
  },
};

/** Valid files with at least two blocks, spread over the corpus; the same ones in each run. */
function sample(folder: string, parse: Parse): ValidFile[] {
  const random = seededRandom(26);
  const paths = listFiles(folder, isHclFile);
  const order = paths.map((path) => ({ path, key: random() })).sort((a, b) => a.key - b.key);
  const files: ValidFile[] = [];
  for (const { path } of order) {
    if (files.length === fileCount) break;
    const text = readFileSync(join(folder, path), "utf8");
    const { body, errors } = parse(text);
    if (errors.length === 0 && topLevelBlocks(body).length >= 2) files.push({ path, text, body });
  }
  return files;
}

class Shares {
  #others = 0;
  #othersKept = 0;
  #siblings = 0;
  #siblingsKept = 0;

  /** Per cent of the other blocks that survive; of none, all do. */
  get others(): number {
    return percent(this.#othersKept, this.#others);
  }

  get siblings(): number {
    return percent(this.#siblingsKept, this.#siblings);
  }

  include(shares: Shares): void {
    this.#others += shares.#others;
    this.#othersKept += shares.#othersKept;
    this.#siblings += shares.#siblings;
    this.#siblingsKept += shares.#siblingsKept;
  }

  add(file: ValidFile, mutated: Mutated, parse: Parse): void {
    const { body, errors } = parse(mutated.text);
    const intact = (item: BodyItem): boolean =>
      !errors.some((error) => error.range.start < item.range.end && item.range.start < error.range.end);
    const textOf = (text: string, { range }: BodyItem): string => text.slice(range.start, range.end);

    const found = new Bag(body.items.filter(intact).map((item) => textOf(mutated.text, item)));
    for (const block of mutated.others) {
      this.#others++;
      if (found.take(textOf(file.text, block))) this.#othersKept++;
    }

    const { edited } = mutated;
    if (!edited) return;
    const header = textOf(file.text, { ...edited, range: edited.header });
    const now = topLevelBlocks(body).find(
      (block) => textOf(mutated.text, { ...block, range: block.header }) === header,
    );
    const inside = new Bag((now?.body.items ?? []).map((item) => textOf(mutated.text, item)));
    for (const item of edited.body.items) {
      if (mutated.touched.some(({ start, end }) => start < item.range.end && item.range.start < end)) continue;
      this.#siblings++;
      if (inside.take(textOf(file.text, item))) this.#siblingsKept++;
    }
  }
}

/** Texts with how often they occur. */
class Bag {
  readonly #counts = new Map<string, number>();

  constructor(texts: readonly string[]) {
    for (const text of texts) this.#counts.set(text, (this.#counts.get(text) ?? 0) + 1);
  }

  take(text: string): boolean {
    const count = this.#counts.get(text) ?? 0;
    if (count > 0) this.#counts.set(text, count - 1);
    return count > 0;
  }
}

function verdict({ siblingBar }: Mutation, shares: Shares): string | undefined {
  const complaints: string[] = [];
  if (shares.others < otherBar) complaints.push(`${shares.others.toFixed(2)} % of other blocks, not ${otherBar}`);
  if (siblingBar !== undefined && shares.siblings < siblingBar) {
    complaints.push(`${shares.siblings.toFixed(2)} % of siblings, not ${siblingBar}`);
  }
  return complaints.length > 0 ? complaints.join("; ") : undefined;
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : (part / whole) * 100;
}
