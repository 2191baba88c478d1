// `textDocument/foldingRange`.

import { type FoldingRange, FoldingRangeKind, FoldingRangeRequest } from "vscode-languageserver";
import { foldingRanges } from "../../features/navigation/folding.js";
import { normalizeUri } from "../../model/uri.js";
import { requestHandler } from "../handler.js";

const kinds = { comment: FoldingRangeKind.Comment, region: FoldingRangeKind.Region, block: undefined } as const;

export const foldingRange = requestHandler(FoldingRangeRequest.type, {
  capabilities: () => ({ foldingRangeProvider: true }),
  fallback: null as FoldingRange[] | null,
  document: ({ textDocument }) => textDocument.uri,
  run({ textDocument }, { session }) {
    const file = session.snapshot().file(normalizeUri(textDocument.uri));
    if (!file) return null;
    return foldingRanges(file).map(({ startLine, endLine, kind }) => {
      const lspKind = kinds[kind];
      return { startLine, endLine, ...(lspKind === undefined ? {} : { kind: lspKind }) };
    });
  },
});
