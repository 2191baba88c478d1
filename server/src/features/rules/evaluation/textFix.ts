// Fixes that replace a stretch of text.

import type { TextRange } from "../../../base/range.js";
import { singleFileChange } from "../../../base/sourceChange.js";
import type { Fix } from "../../diagnostic.js";

/** Replaces a range of a file; unsafe unless `extra` says otherwise. */
export function textFix(uri: string, range: TextRange, newText: string, title: string, extra: Partial<Fix> = {}): Fix {
  return { title, safety: "unsafe", ...extra, change: () => singleFileChange(uri, [{ range, newText }]) };
}
