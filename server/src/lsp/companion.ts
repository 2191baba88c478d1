// Beside another extension's server for the same documents: what is left to it, so that nobody sees anything twice.

import type { Session } from "./session.js";

/** What every language server for these files gives. Findings, edits and the rest are ours alone. */
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
]);

/** True where another server answers the request for that document; `uri` is undefined for requests without one. */
export function isLeftToOthers({ client, documents }: Session, method: string, uri: string | undefined): boolean {
  const { companionLanguages } = client;
  if (companionLanguages.size === 0 || !givenByOthers.has(method)) return false;
  return uri === undefined || companionLanguages.has(documents.get(uri)?.languageId);
}
