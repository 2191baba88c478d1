// Beside another extension's server for the same documents: what is left to it, so that nobody sees anything twice.

import type { Diagnostic } from "../features/diagnostic.js";
import type { ServedDocuments } from "../protocol.js";
import type { SourceFile } from "../syntax/ast.js";
import type { ClientFeatures } from "./clientFeatures.js";
import type { Session } from "./session.js";

/** What every language server for these files gives. Refactors, hints and the rest are ours alone. */
const givenByOthers: ReadonlySet<string> = new Set([
  "textDocument/completion",
  "textDocument/hover",
  "textDocument/signatureHelp",
  "textDocument/definition",
  "textDocument/declaration",
  "textDocument/references",
  "textDocument/documentSymbol",
  "workspace/symbol",
  "textDocument/documentLink",
  "textDocument/semanticTokens/full",
  "textDocument/semanticTokens/full/delta",
  "textDocument/semanticTokens/range",
  "textDocument/codeLens",
  "textDocument/formatting",
  // They have none for ranges; but whoever has one is asked for whole documents, too, and the person would have to choose.
  "textDocument/rangeFormatting",
]);

/** Rules that they have as well, beside the syntax errors of HCL's parser. Our fixes stay: they have none. */
const foundByOthers: ReadonlySet<string> = new Set([
  "wrong-labels",
  "missing-argument",
  "unsupported-argument",
  "unsupported-block",
  "duplicate-block",
]);

/** References that they look for: to variables and local values, and to nothing else. */
const referencesOfOthers: ReadonlySet<string> = new Set([
  "Reference to undeclared input variable",
  "Reference to undeclared local value",
]);

/** Whether another extension's server answers for some language, so that what is announced depends on the language. */
export function isCompanion({ companionLanguages }: ClientFeatures): boolean {
  return companionLanguages.size > 0;
}

/** Whether another extension's server answers for a document, which is open. */
export function isServedByOthers({ client, documents }: Session, uri: string): boolean {
  return client.companionLanguages.has(documents.get(uri)?.languageId);
}

/** True for a finding that another server for the same document reports in its own words. */
export function isFoundByOthers({ rule, summary }: Diagnostic, file: SourceFile | undefined): boolean {
  if (rule === "undeclared-reference") return referencesOfOthers.has(summary);
  return foundByOthers.has(rule) || (file?.errors.some(({ id }) => id === rule) ?? false);
}

/** The documents that nobody else formats. The client says which documents there are. */
export function soleDocuments({ companionLanguages, documents }: ClientFeatures): readonly ServedDocuments[] {
  return documents.filter(({ language }) => !companionLanguages.has(language));
}

/** True where another server answers the request for that document; `uri` is undefined for requests without one. */
export function isLeftToOthers({ client, documents }: Session, method: string, uri: string | undefined): boolean {
  const { companionLanguages } = client;
  if (companionLanguages.size === 0 || !givenByOthers.has(method)) return false;
  return uri === undefined || companionLanguages.has(documents.get(uri)?.languageId);
}
