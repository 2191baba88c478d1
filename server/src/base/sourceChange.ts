// What a fix or refactor does to files.

import type { TextRange } from "./range.js";
import type { TextEdit } from "./textEdit.js";

/** An operation on whole files that goes with a change's edits. It is carried out before the edits of the same file. */
export type FileOperation =
  | { readonly kind: "create"; readonly uri: string; readonly content: string }
  | { readonly kind: "rename"; readonly uri: string; readonly newUri: string }
  | { readonly kind: "delete"; readonly uri: string };

/** What one fix or refactor does: edits per file (by URI), and files made, renamed or deleted. */
export interface SourceChange {
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  readonly operations: readonly FileOperation[];
  /** A name the person may want to choose: the editor starts a rename there, in the text after the change. */
  readonly rename?: { readonly uri: string; readonly offset: number };
  /** True where the person should look before it is applied (files are created or deleted, or many are touched). */
  readonly needsConfirmation?: boolean;
}

/** A range in a file. */
export interface FileRange {
  readonly uri: string;
  readonly range: TextRange;
}

/** A change of one file's text only. */
export function singleFileChange(uri: string, edits: readonly TextEdit[]): SourceChange {
  return { edits: new Map([[uri, edits]]), operations: [] };
}

/** Collects edits of several files; used by fixes and refactors. */
export class SourceChangeBuilder {
  readonly #edits = new Map<string, TextEdit[]>();
  readonly #operations: FileOperation[] = [];
  /** `start` is where the edit begins in the text before the change. */
  #rename: { readonly uri: string; readonly start: number | undefined; readonly inner: number } | undefined;
  #needsConfirmation = false;

  replace(uri: string, range: TextRange, newText: string): this {
    const list = this.#edits.get(uri);
    if (list) list.push({ range, newText });
    else this.#edits.set(uri, [{ range, newText }]);
    return this;
  }

  insert(uri: string, offset: number, newText: string): this {
    return this.replace(uri, { start: offset, end: offset }, newText);
  }

  remove(uri: string, range: TextRange): this {
    return this.replace(uri, range, "");
  }

  operation(operation: FileOperation): this {
    this.#operations.push(operation);
    this.#needsConfirmation = true;
    return this;
  }

  /** Lets the person choose a name in a file that the change creates, `offset` characters into its content. */
  startRename(uri: string, offset: number): this {
    this.#rename = { uri, start: undefined, inner: offset };
    return this;
  }

  /**
   * Lets the person choose a name that stands in the new text of an edit: the one that was added for `range`, `inner`
   * characters into its text.
   */
  startRenameIn(uri: string, range: TextRange, inner: number): this {
    this.#rename = { uri, start: range.start, inner };
    return this;
  }

  confirm(): this {
    this.#needsConfirmation = true;
    return this;
  }

  /** The edits collected so far for one file. */
  editsOf(uri: string): readonly TextEdit[] {
    return this.#edits.get(uri) ?? [];
  }

  get isEmpty(): boolean {
    return this.#edits.size === 0 && this.#operations.length === 0;
  }

  build(): SourceChange {
    const rename = this.#rename && { uri: this.#rename.uri, offset: this.#offsetAfter(this.#rename) };
    return {
      edits: this.#edits,
      operations: this.#operations,
      ...(rename ? { rename } : {}),
      ...(this.#needsConfirmation ? { needsConfirmation: true } : {}),
    };
  }

  /** Where a name stands in the text after the change. */
  #offsetAfter({ uri, start, inner }: { uri: string; start: number | undefined; inner: number }): number {
    if (start === undefined) return inner;
    const before = this.editsOf(uri).filter(({ range }) => range.start < start && range.end <= start);
    return before.reduce((sum, { range, newText }) => sum + newText.length - (range.end - range.start), start + inner);
  }
}
