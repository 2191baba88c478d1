// Keeps the mistakes of each top-level block with what evaluating it has read, so that an edit evaluates again only the
// block it is in and those that read something which it changes.

import type { FunctionTable } from "../../model/evaluate/scope.js";
import { Recording } from "../../model/moduleValues/recording.js";
import type { ModuleValues } from "../../model/moduleValues.js";
import type { BodyItem, SourceFile } from "../../syntax/ast.js";
import { originalOf, shiftRange } from "../../syntax/shift.js";
import type { Mistake } from "./mistake.js";
import type { MistakeContext } from "./moduleMistakes.js";

type Report = (mistake: Mistake) => void;

interface Kept {
  readonly functions: FunctionTable;
  readonly product: string;
  readonly isRoot: boolean;
  readonly recording: Recording<ModuleValues>;
  readonly mistakes: readonly Mistake[];
  /** How far the item was from where it was lowered. */
  readonly delta: number;
}

const keptOfFiles = new WeakMap<SourceFile, Kept>();
/** By the item as it was lowered, wherever edits have moved it since. */
const keptOfItems = new WeakMap<BodyItem, Kept>();

export class KeptMistakes {
  readonly #values: ModuleValues;
  readonly #product: string;
  readonly #isRoot: boolean;

  constructor({ values, product, isRoot }: MistakeContext) {
    this.#values = values;
    this.#product = product.product;
    this.#isRoot = isRoot;
  }

  /** Reports the mistakes of a configuration file; `find` is called for the items of which they are not known. */
  ofFile(file: SourceFile, report: Report, find: (item: BodyItem, report: Report) => void): void {
    let kept = this.#confirmed(keptOfFiles.get(file));
    if (!kept) {
      const mistakes: Mistake[] = [];
      const recording = new Recording<ModuleValues>();
      for (const item of file.body.items) {
        const ofItem = this.#ofItem(item, find);
        for (const mistake of ofItem.mistakes) mistakes.push(mistake);
        recording.include(ofItem.recording);
      }
      kept = this.#keep(recording, mistakes, 0);
      keptOfFiles.set(file, kept);
    }
    for (const mistake of kept.mistakes) report(mistake);
  }

  #ofItem(item: BodyItem, find: (item: BodyItem, report: Report) => void): Kept {
    const { item: original, delta } = originalOf(item);
    const known = this.#confirmed(keptOfItems.get(original));
    if (known?.delta === delta) return known;
    let kept: Kept;
    if (known) {
      kept = { ...known, mistakes: known.mistakes.map((mistake) => moved(mistake, delta - known.delta)), delta };
    } else {
      const mistakes: Mistake[] = [];
      const recording = this.#values.recorded(() => find(item, (mistake) => mistakes.push(mistake)));
      kept = this.#keep(recording, mistakes, delta);
    }
    keptOfItems.set(original, kept);
    return kept;
  }

  #keep(recording: Recording<ModuleValues>, mistakes: readonly Mistake[], delta: number): Kept {
    return {
      functions: this.#values.functions,
      product: this.#product,
      isRoot: this.#isRoot,
      recording,
      mistakes,
      delta,
    };
  }

  #confirmed(kept: Kept | undefined): Kept | undefined {
    const isSame =
      kept?.functions === this.#values.functions &&
      kept.product === this.#product &&
      kept.isRoot === this.#isRoot &&
      this.#values.confirms(kept.recording);
    return isSame ? kept : undefined;
  }
}

/** The mistake further on. What it relates to stands in other modules, which an edit of this one leaves alone. */
function moved(mistake: Mistake, delta: number): Mistake {
  return { ...mistake, range: shiftRange(mistake.range, delta) };
}
