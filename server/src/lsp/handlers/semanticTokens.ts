// `textDocument/semanticTokens/full`, `full/delta` and `range`.

import {
  SemanticTokenModifiers,
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensDelta,
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
} from "vscode-languageserver";
import { overlaps, type TextRange } from "../../base/range.js";
import { semanticTokens, tokenTypes } from "../../features/semanticTokens.js";
import { normalizeUri } from "../../model/uri.js";
import type { ClientFeatures } from "../clientFeatures.js";
import { toTextRange } from "../fromProtocol.js";
import { requestHandler } from "../handler.js";
import { pushTokens, tokenNames } from "../semanticTokenData.js";
import type { Session } from "../session.js";
import { linesOf } from "../toProtocol.js";

/** Our own types where the client contributes them, else the standard ones behind them. */
function legend(client: ClientFeatures): string[] {
  return client.ownTokenTypes ? tokenNames : tokenNames.map((name) => tokenTypes[name]);
}

/** The data that was sent last for each document, so that a change costs only what differs. */
const builders = new WeakMap<Session, Map<string, SemanticTokensBuilder>>();

function builderOf(session: Session, uri: string): SemanticTokensBuilder {
  let known = builders.get(session);
  if (!known) {
    known = new Map();
    builders.set(session, known);
  }
  let builder = known.get(uri);
  if (!builder) {
    builder = new SemanticTokensBuilder();
    known.set(uri, builder);
  }
  return builder;
}

function push(session: Session, uri: string, builder: SemanticTokensBuilder, within: TextRange | undefined): boolean {
  const snapshot = session.snapshot();
  const entry = snapshot.entry(uri);
  const file = snapshot.file(uri);
  if (!entry || !file) return false;
  const tokens = semanticTokens(file);
  pushTokens(builder, linesOf(entry), within ? tokens.filter(({ range }) => overlaps(range, within)) : tokens);
  return true;
}

// Null where there is nothing to say, so that an editor takes another server's colours: empty ones would be taken for ours.
export const semanticTokensFull = requestHandler(SemanticTokensRequest.type, {
  capabilities: (client) => ({
    semanticTokensProvider: {
      legend: { tokenTypes: legend(client), tokenModifiers: [SemanticTokenModifiers.declaration] },
      full: { delta: true },
      range: true,
    },
  }),
  fallback: null as SemanticTokens | null,
  document: ({ textDocument }) => textDocument.uri,
  run({ textDocument }, { session }) {
    const uri = normalizeUri(textDocument.uri);
    const builder = builderOf(session, uri);
    // `previousResult` with an id that never was begins afresh.
    builder.previousResult("");
    return push(session, uri, builder, undefined) ? builder.build() : null;
  },
});

export const semanticTokensDelta = requestHandler(SemanticTokensDeltaRequest.type, {
  fallback: null as SemanticTokens | SemanticTokensDelta | null,
  document: ({ textDocument }) => textDocument.uri,
  run({ textDocument, previousResultId }, { session }) {
    const uri = normalizeUri(textDocument.uri);
    const builder = builderOf(session, uri);
    builder.previousResult(previousResultId);
    return push(session, uri, builder, undefined) ? builder.buildEdits() : null;
  },
});

export const semanticTokensRange = requestHandler(SemanticTokensRangeRequest.type, {
  fallback: null as SemanticTokens | null,
  document: ({ textDocument }) => textDocument.uri,
  run({ textDocument, range }, { session }) {
    const uri = normalizeUri(textDocument.uri);
    const entry = session.snapshot().entry(uri);
    if (!entry) return null;
    const builder = new SemanticTokensBuilder();
    return push(session, uri, builder, toTextRange(linesOf(entry), range)) ? builder.build() : null;
  },
});
