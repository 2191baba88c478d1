// `textDocument/inlayHint` and `inlayHint/resolve`.

import {
  type InlayHint,
  InlayHintKind,
  type InlayHintLabelPart,
  InlayHintRequest,
  InlayHintResolveRequest,
  MarkupKind,
} from "vscode-languageserver";
import { type InlayHint as Hint, inlayHints } from "../../features/inlayHints.js";
import { normalizeUri } from "../../model/uri.js";
import { fieldOf, toTextRange } from "../fromProtocol.js";
import { requestHandler } from "../handler.js";
import { toLocations } from "../locations.js";
import type { Session } from "../session.js";
import { linesOf, toPosition } from "../toProtocol.js";

/** The hints of the latest answer: tooltips are asked for one by one, where the client can. */
const latest = new WeakMap<Session, { readonly revision: number; readonly hints: readonly Hint[] }>();

export const inlayHint = requestHandler(InlayHintRequest.type, {
  capabilities: () => ({ inlayHintProvider: { resolveProvider: true } }),
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
      moduleVersions: settings["inlayHints.moduleVersions"],
      terragrunt: settings["inlayHints.terragrunt"],
    };
    const snapshot = session.snapshot();
    const hints = inlayHints(snapshot, uri, toTextRange(lines, range), check, show);
    latest.set(session, { revision: snapshot.revision, hints });
    return hints.map((hint, index) => ({
      position: toPosition(lines, hint.offset),
      label: labelOf(session, hint),
      kind: hint.kind === "type" ? InlayHintKind.Type : InlayHintKind.Parameter,
      ...(session.client.resolvesHintTooltips
        ? { data: { index, revision: snapshot.revision } }
        : tooltipOf(hint.tooltip)),
    }));
  },
});

/** A label that leads somewhere is a part of its own, which can be clicked. */
function labelOf(session: Session, { label, target }: Hint): string | InlayHintLabelPart[] {
  const [location] = target ? toLocations(session, [target]) : [];
  return location ? [{ value: label, location }] : label;
}

function tooltipOf(value: string | undefined): Pick<InlayHint, "tooltip"> {
  return value === undefined ? {} : { tooltip: { kind: MarkupKind.Markdown, value } };
}

export const inlayHintResolve = requestHandler(InlayHintResolveRequest.type, {
  fallback: { position: { line: 0, character: 0 }, label: "" } as InlayHint,
  run(hint, { session }) {
    const known = latest.get(session);
    const index = fieldOf(hint.data, "index");
    if (!known || typeof index !== "number" || fieldOf(hint.data, "revision") !== known.revision) return hint;
    return { ...hint, ...tooltipOf(known.hints[index]?.tooltip) };
  },
});
