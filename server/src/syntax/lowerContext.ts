// What lowering one file, or a part of it, works with: the flat tree, the text, and what was noticed on the way.

import { range, type TextRange } from "../base/range.js";
import type { ErrorExpr, Identifier } from "./ast.js";
import type { FlatTree } from "./lowerKinds.js";
import { readEscape } from "./lowerTemplate.js";

/** Expressions nested deeper than this are not lowered; the validator reports them. */
export const maxDepth = 400;

export class LowerContext {
  readonly flat: FlatTree;
  readonly text: string;
  depth = 0;
  /** The first expression that was nested too deeply, if there is one. */
  tooDeep: TextRange | undefined;
  /** True where a rule that no grammar can state may be broken, so that HCL's rules must be asked. */
  suspect = false;

  constructor(flat: FlatTree, text: string) {
    this.flat = flat;
    this.text = text;
  }

  range(node: number): TextRange {
    return { start: this.flat.start(node), end: this.flat.end(node) };
  }

  slice(node: number): string {
    return this.text.slice(this.flat.start(node), this.flat.end(node));
  }

  /** The text between the quotes of a plain string. */
  inside(node: number): string {
    return this.text.slice(this.flat.start(node) + 1, this.flat.end(node) - 1);
  }

  identifier(node: number): Identifier {
    return { name: this.slice(node), range: this.range(node) };
  }

  /** Notes a backslash that may begin no escape. */
  checkEscapes(node: number): void {
    if (this.suspect) return;
    const text = this.slice(node);
    for (let at = text.indexOf("\\"); at >= 0; ) {
      const { length, value } = readEscape(text, at);
      if (value === undefined) {
        this.suspect = true;
        return;
      }
      at = text.indexOf("\\", at + length);
    }
  }
}

/** What stands for an expression that is not there. */
export function missing(at: number): ErrorExpr {
  return { kind: "ErrorExpr", range: range(at, at), reason: "missing", inner: [] };
}
