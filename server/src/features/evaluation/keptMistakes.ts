// Keeps the mistakes of each top-level block with what evaluating it has read, so that an edit evaluates again only the
// block it is in and those that read something which it changes.

import { KeptWith } from "../../base/keptWith.js";
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
  /** What this and others have read, as one; undefined where it must not be kept. */
  union: Recording<ModuleValues> | undefined;
}

/** By the item as it was lowered, wherever edits have moved it since. */
const keptOfItems = new KeptWith<BodyItem, Kept>();
const keptOfFiles = new KeptWith<SourceFile, readonly Kept[]>();

export class KeptMistakes {
  readonly #values: ModuleValues;
  readonly #product: string;
  readonly #isRoot: boolean;
  /** Whether what several items have read is still the same. */
  readonly #compared = new Map<Recording<ModuleValues>, boolean>();
  /** What items that join are added to. */
  #union: Recording<ModuleValues> | undefined;

  constructor({ values, product, isRoot }: MistakeContext) {
    this.#values = values;
    this.#product = product.product;
    this.#isRoot = isRoot;
  }

  /** Reports the mistakes of a configuration file; `find` is called for the items of which they are not known. */
  ofFile(file: SourceFile, report: Report, find: (item: BodyItem, report: Report) => void): void {
    let kept = keptOfFiles.get(file);
    if (!kept?.every((each) => this.#holds(each))) {
      kept = file.body.items.map((item) => this.#ofItem(item, find));
      keptOfFiles.set(file, kept);
    }
    for (const { mistakes } of kept) for (const mistake of mistakes) report(mistake);
  }

  #ofItem(item: BodyItem, find: (item: BodyItem, report: Report) => void): Kept {
    const { item: original, delta } = originalOf(item);
    const known = keptOfItems.get(original);
    if (known && this.#holds(known)) {
      if (known.delta === delta) return known;
      const by = delta - known.delta;
      const kept = { ...known, mistakes: known.mistakes.map((mistake) => moved(mistake, by)), delta };
      keptOfItems.set(original, kept);
      return kept;
    }
    const mistakes: Mistake[] = [];
    const recording = this.#values.recorded(() => find(item, (mistake) => mistakes.push(mistake)));
    const kept: Kept = {
      functions: this.#values.functions,
      product: this.#product,
      isRoot: this.#isRoot,
      recording,
      mistakes,
      delta,
      union: undefined,
    };
    this.#join(kept);
    keptOfItems.set(original, kept);
    return kept;
  }

  /**
   * Most items of a module read the same few values. What they all have read is compared once, and only where that has
   * changed does each compare its own.
   */
  #holds(kept: Kept): boolean {
    const { functions, product, isRoot, recording, union } = kept;
    if (functions !== this.#values.functions || product !== this.#product || isRoot !== this.#isRoot) return false;
    if (!union) return false;
    if (this.#holdsUnion(union)) return true;
    if (!this.#values.confirms(recording)) return false;
    this.#join(kept);
    return true;
  }

  #holdsUnion(union: Recording<ModuleValues>): boolean {
    let holds = this.#compared.get(union);
    if (holds === undefined) {
      holds = this.#values.confirms(union);
      this.#compared.set(union, holds);
      if (holds) this.#union ??= union;
    }
    return holds;
  }

  #join(kept: Kept): void {
    if (kept.recording.isVolatile) return;
    if (!this.#union) {
      this.#union = new Recording();
      this.#compared.set(this.#union, true);
    }
    this.#union.include(kept.recording);
    kept.union = this.#union;
  }
}

/** The mistake further on. What it relates to stands in other modules, which an edit of this one leaves alone. */
function moved(mistake: Mistake, delta: number): Mistake {
  return { ...mistake, range: shiftRange(mistake.range, delta) };
}
