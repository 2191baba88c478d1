// `textDocument/inlayHint`.

import { type InlayHint, InlayHintKind, InlayHintRequest, MarkupKind } from "vscode-languageserver";
import { inlayHints } from "../../features/inlayHints.js";
import { normalizeUri } from "../../model/uri.js";
import { toTextRange } from "../fromProtocol.js";
import { requestHandler } from "../handler.js";
import { linesOf, toPosition } from "../toProtocol.js";

export const inlayHint = requestHandler(InlayHintRequest.type, {
  capabilities: () => ({ inlayHintProvider: true }),
  fallback: null as InlayHint[] | null,
  document: ({ textDocument }) => textDocument.uri,
  run({ textDocument, range }, { session }) {
    const uri = normalizeUri(textDocument.uri);
    const entry = session.snapshot().entry(uri);
    if (!entry) return null;
    const lines = linesOf(entry);
    const { check, settings } = session.settingsFor(uri);
    const show = {
      types: settings["inlayHints.types"],
      values: settings["inlayHints.values"],
      instances: settings["inlayHints.instances"],
      parameterNames: settings["inlayHints.parameterNames"],
      variableValues: settings["inlayHints.variableValues"],
      conditions: settings["inlayHints.conditions"],
    };
    return inlayHints(session.snapshot(), uri, toTextRange(lines, range), check, show).map(
      ({ offset, label, kind, tooltip }) => ({
        position: toPosition(lines, offset),
        label,
        kind: kind === "type" ? InlayHintKind.Type : InlayHintKind.Parameter,
        ...(tooltip === undefined ? {} : { tooltip: { kind: MarkupKind.Markdown, value: tooltip } }),
      }),
    );
  },
});
