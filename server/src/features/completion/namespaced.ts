// Functions in a namespace: `provider::NAME::FUNCTION` and `core::FUNCTION`, typed as far as to a pair of colons.
//
// A name with colons is no expression before its parentheses are there, so it is found by HCL's tokens.

import type { TextRange } from "../../base/range.js";
import { printType } from "../../model/values/typeName.js";
import type { SourceFile } from "../../syntax/ast.js";
import { scanPart } from "../../syntax/scan.js";
import { functionProviders, functionsOf, type ProviderFunction } from "../providerFunctions.js";
import type { CompletionRequest } from "./complete.js";
import type { CompletionItem } from "./item.js";
import { functionItems } from "./values.js";

/** A name with a namespace that is being typed: the whole of it, and its first part. */
export interface NamespacedName {
  readonly range: TextRange;
  readonly namespace: string;
}

/** The name with a namespace that ends at or holds an offset; undefined where there is none. */
export function namespacedAt(file: SourceFile, offset: number): NamespacedName | undefined {
  const { start, end } = file.lineIndex.line(file.lineIndex.position(offset).line);
  // Most lines hold no pair of colons, and need not be read.
  const colons = file.text.indexOf("::", start);
  if (colons < 0 || colons >= offset) return undefined;
  let run: { start: number; end: number; namespace: string; colons: number } | undefined;
  for (const { type, start: at, end: next } of scanPart(file.text, start, end)) {
    if (run && at === run.end && (type === "Ident" || type === "DoubleColon")) {
      run.end = next;
      if (type === "DoubleColon") run.colons++;
      continue;
    }
    if (run && run.colons > 0 && run.start < offset && offset <= run.end) break;
    run = type === "Ident" ? { start: at, end: next, namespace: file.text.slice(at, next), colons: 0 } : undefined;
  }
  if (!run || run.colons === 0 || offset <= run.start + run.namespace.length || offset > run.end) return undefined;
  return { range: { start: run.start, end: run.end }, namespace: run.namespace };
}

/** The functions that a namespace holds, with their whole names. */
export function namespacedItems(request: CompletionRequest, { range, namespace }: NamespacedName): CompletionItem[] {
  const hasParen = request.file.text[range.end] === "(";
  if (namespace === "core") {
    return functionItems(request, range, hasParen).map((item) => ({
      ...item,
      label: `core::${item.label}`,
      text: `core::${item.text}`,
    }));
  }
  return namespace === "provider" ? providerFunctionItems(request, range, hasParen) : [];
}

/** The functions of all providers that the module requires, as far as they are known. */
export function providerFunctionItems(
  request: CompletionRequest,
  range: TextRange,
  hasParen: boolean,
): CompletionItem[] {
  return functionProviders(request.module).flatMap((provider) =>
    functionsOf(request, request.module, request.product, provider).map(
      (each): CompletionItem => ({
        label: each.name,
        kind: "function",
        detail: parametersText(each),
        documentation: () => each.doc,
        range,
        ...(hasParen ? { text: each.name } : { text: `${each.name}($0)`, snippet: true }),
        rank: 6,
      }),
    ),
  );
}

/** `(name, parts…) → object`. */
export function parametersText({ params, variadic, returns }: ProviderFunction): string {
  const names = [...params.map(({ name }) => name), ...(variadic ? [`${variadic.name}…`] : [])];
  return `(${names.join(", ")}) → ${printType(returns)}`;
}
