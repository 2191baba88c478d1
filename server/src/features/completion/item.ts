// What completion offers, as plain data.

import type { TextRange } from "../../base/range.js";
import type { SourceChange } from "../../base/sourceChange.js";

export type CompletionKind =
  | "block"
  | "attribute"
  | "label"
  | "variable"
  | "local"
  | "resource"
  | "data"
  | "module"
  | "output"
  | "provider"
  | "function"
  | "keyword"
  | "type"
  | "value"
  | "folder"
  | "file"
  | "field"
  | "bound"
  | "snippet";

/** How near an item stands to what is wanted; lower comes first. Within a rank the label decides. */
export type Rank = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

export interface CompletionItem {
  readonly label: string;
  readonly kind: CompletionKind;
  /** A few words behind the label: a type, a count, a version. */
  readonly detail?: string;
  /** Markdown, computed only when the item is looked at. */
  readonly documentation?: () => string | undefined;
  /** Replaced by `text`. */
  readonly range: TextRange;
  /** With `$1`, `${2:name}` and `$0` where `snippet` is true. */
  readonly text: string;
  readonly snippet?: boolean;
  readonly rank: Rank;
  readonly deprecated?: boolean;
  /** Edits elsewhere that go with it, such as the declaration of a new variable; on request in the same file only. */
  readonly change?: (onlyThisFile: boolean) => SourceChange;
}

/** A snippet's text for what must stand as it is. */
export function escapeSnippet(text: string): string {
  let result = "";
  for (const character of text)
    result += character === "$" || character === "}" || character === "\\" ? `\\${character}` : character;
  return result;
}
