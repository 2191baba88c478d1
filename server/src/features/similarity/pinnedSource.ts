// A module's address that a unit writes with a version of its own, its `ref`.

import { slice, type TextRange } from "../../base/range.js";
import type { Expression, SourceFile } from "../../syntax/ast.js";
import { sourceAndRef } from "./sourceAddress.js";

export interface PinnedSource {
  /** The address without its version; where it is put together, as it is written. */
  readonly base: string;
  readonly isComputed: boolean;
  readonly ref: string;
  /** Where the version stands in the file, as plain text of a template. */
  readonly range: TextRange;
}

const mark = "ref=";

/** The address and version of a quoted source; undefined where it has no version, or puts that together as well. */
export function pinnedSource(file: SourceFile, value: Expression): PinnedSource | undefined {
  if (value.kind !== "TemplateExpr" || value.style !== "quoted") return undefined;
  const { parts } = value;
  const last = parts.at(-1);
  // With escapes in it, the text is not what stands in the file.
  if (last?.kind !== "TemplateLiteral" || slice(file.text, last.range) !== last.value) return undefined;
  const at = Math.max(last.value.lastIndexOf(`?${mark}`), last.value.lastIndexOf(`&${mark}`));
  const [ref = ""] = at < 0 ? [] : last.value.slice(at + 1 + mark.length).split("&");
  if (ref === "") return undefined;
  const start = last.range.start + at + 1 + mark.length;
  const isComputed = parts.length > 1;
  const written = slice(file.text, { start: value.range.start + 1, end: last.range.start + at });
  const base = isComputed ? written : sourceAndRef(last.value).base;
  return { base, isComputed, ref, range: { start, end: start + ref.length } };
}
