// Reads JSON or YAML as plain nodes with their comments. JSON is read as YAML, of which it is a part.

import { isAlias, isMap, isPair, isScalar, isSeq, type Node, parseAllDocuments } from "yaml";

/** A value with the comments that stand before it and behind it on its line. */
export type Structured = (
  | { readonly kind: "map"; readonly entries: readonly (readonly [string, Structured])[] }
  | { readonly kind: "list"; readonly items: readonly Structured[] }
  | { readonly kind: "string"; readonly value: string }
  /** A number, boolean or null as HCL writes it. */
  | { readonly kind: "literal"; readonly text: string }
) & { readonly before: readonly string[]; readonly behind: string | undefined };

/** The documents of a text, empty ones left out; undefined for what is no JSON or YAML object or list. */
export function readStructured(text: string): readonly Structured[] | undefined {
  if (text.trim() === "" || text.length > 2_000_000) return undefined;
  const documents = parseAllDocuments(text, { version: "1.2", merge: true, logLevel: "silent" });
  if (!Array.isArray(documents)) return undefined;
  const result: Structured[] = [];
  for (const document of documents) {
    if (document.errors.length > 0) return undefined;
    const { contents } = document;
    if (contents === null) continue;
    if (!isMap(contents) && !isSeq(contents)) return undefined;
    const value = structured(contents, [], document.toJS({ maxAliasCount: 100 }) === undefined ? 0 : 64);
    if (!value) return undefined;
    result.push({ ...value, before: [...linesOf(document.commentBefore), ...value.before] });
  }
  return result.length === 0 ? undefined : result;
}

function structured(node: unknown, before: readonly string[], depth: number): Structured | undefined {
  if (depth === 0) return undefined;
  const own = node as Partial<Node> & { commentBefore?: string | null; comment?: string | null };
  const comments = { before: [...before, ...linesOf(own?.commentBefore)], behind: linesOf(own?.comment)[0] };
  if (isMap(node)) {
    const entries: [string, Structured][] = [];
    for (const pair of node.items) {
      if (!isPair(pair) || !isScalar(pair.key)) return undefined;
      const key = pair.key as { value: unknown; commentBefore?: string | null };
      const value = structured(pair.value ?? null, linesOf(key.commentBefore), depth - 1);
      if (!value) return undefined;
      entries.push([String(key.value), value]);
    }
    return { kind: "map", entries, before: comments.before, behind: undefined };
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => structured(item, [], depth - 1));
    return items.every((item): item is Structured => item !== undefined)
      ? { kind: "list", items, before: comments.before, behind: undefined }
      : undefined;
  }
  // An anchor's value would have to be written twice; that is for a person to decide.
  if (isAlias(node)) return undefined;
  if (node === null) return { kind: "literal", text: "null", ...comments };
  if (!isScalar(node)) return undefined;
  const { value, source } = node;
  if (typeof value === "string") return { kind: "string", value, ...comments };
  if (typeof value === "boolean" || value === null) return { kind: "literal", text: String(value), ...comments };
  if (typeof value === "number" && Number.isFinite(value)) {
    return { kind: "literal", text: isDecimal(source) ? source : String(value), ...comments };
  }
  return typeof value === "bigint" ? { kind: "literal", text: String(value), ...comments } : undefined;
}

/** True for a number that HCL writes in the same way, so that no digit is lost. */
function isDecimal(source: string | undefined): source is string {
  return source !== undefined && /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/.test(source);
}

function linesOf(comment: string | null | undefined): string[] {
  return comment
    ? comment
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "")
    : [];
}
