// `tofusmith/repetition` and its neighbours: the list behind the view of repetition, its edits, and its baseline.

import { ProtocolNotificationType, ProtocolRequestType } from "vscode-languageserver";
import { availableEdit, mayHaveEdit } from "../../features/similarity/availableEdit.js";
import { baselineName, idOf, ignoredForm } from "../../features/similarity/baseline.js";
import { ruleOf } from "../../features/similarity/detectorNames.js";
import { excerptOf } from "../../features/similarity/excerpt.js";
import type { Suggestion } from "../../features/similarity/suggestion.js";
import { resolveUri } from "../../model/uri.js";
import type {
  BaselineText,
  Methods,
  RepetitionEdit,
  RepetitionItem,
  RepetitionParams,
  RepetitionParamsOfOne,
  RepetitionProgressParams,
} from "../../protocol.js";
import { requestHandler } from "../handler.js";
import { baselineFolder, baselineWith, searchRepetition } from "../repetition.js";
import type { RequestContext } from "../request.js";
import type { Session } from "../session.js";
import { linesOf, toRange } from "../toProtocol.js";
import { canApply, toWorkspaceEdit } from "../workspaceEdit.js";

const listMethod: Methods["repetition"] = "tofusmith/repetition";
const progressMethod: Methods["repetitionProgress"] = "tofusmith/repetitionProgress";
const editMethod: Methods["repetitionEdit"] = "tofusmith/repetitionEdit";
const ignoreMethod: Methods["ignoreRepetition"] = "tofusmith/ignoreRepetition";

const progressType = new ProtocolNotificationType<RepetitionProgressParams, void>(progressMethod);
/** How often the client is told how far the search is, in milliseconds. */
const progressInterval = 100;

export const repetition = requestHandler(
  new ProtocolRequestType<RepetitionParams, RepetitionItem[], never, void, void>(listMethod),
  {
    fallback: [] as RepetitionItem[],
    needsAll: true,
    async run(_, ctx) {
      const { session } = ctx;
      // The client may have written a baseline a moment ago, before any watcher has seen it.
      for (const folder of session.discovery.folders) await session.discovery.reread(resolveUri(folder, baselineName));
      let told = 0;
      const found = await searchRepetition(session, ctx.checkpoint, (progress) => {
        if (performance.now() - told < progressInterval) return;
        told = performance.now();
        void session.connection.sendNotification(progressType, progress);
      });
      return [...identified(session, found)].map(([id, suggestion]) => toItem(session, id, suggestion));
    },
  },
);

export const repetitionEdit = requestHandler(
  new ProtocolRequestType<RepetitionParamsOfOne, RepetitionEdit, never, void, void>(editMethod),
  {
    fallback: { kind: "gone" } as RepetitionEdit,
    async run({ id }, { session, checkpoint }): Promise<RepetitionEdit> {
      const wanted = await suggestionOf(session, id, checkpoint);
      const uri = wanted?.sites[0]?.uri;
      if (!wanted || uri === undefined) return { kind: "gone" };
      await session.ready(uri);
      const { check, refactor } = session.settingsFor(uri);
      const edit = availableEdit(session.snapshot(), wanted, { ...check, refactor });
      if (edit.kind === "report-only") return edit;
      const change = edit.build();
      if (!change) return { kind: "gone" };
      if (!canApply(session, change)) {
        return { kind: "report-only", reason: "This editor does not create or delete files for a language server." };
      }
      // The client shows the edit, if the person wants to see it, and makes it as a whole.
      const whole = { ...change, needsConfirmation: false };
      return { kind: "available", title: edit.title, edit: toWorkspaceEdit(session, whole, edit.title) };
    },
  },
);

export const ignoreRepetition = requestHandler(
  new ProtocolRequestType<RepetitionParamsOfOne, BaselineText | null, never, void, void>(ignoreMethod),
  {
    fallback: null as BaselineText | null,
    async run({ id }, { session, checkpoint }): Promise<BaselineText | null> {
      const wanted = await suggestionOf(session, id, checkpoint);
      const folder = wanted && baselineFolder(session, wanted);
      if (!wanted || folder === undefined) return null;
      return baselineWith(session, folder, wanted);
    },
  },
);

async function suggestionOf(
  session: Session,
  id: string,
  checkpoint: RequestContext["checkpoint"],
): Promise<Suggestion | undefined> {
  return identified(session, await searchRepetition(session, checkpoint)).get(id);
}

/** Suggestions by an id that stays the same while what is repeated does; equal ones are numbered. */
function identified(session: Session, suggestions: readonly Suggestion[]): Map<string, Suggestion> {
  const byId = new Map<string, Suggestion>();
  for (const suggestion of suggestions) {
    const folder = baselineFolder(session, suggestion) ?? "";
    const base = `${folder} ${idOf(ignoredForm(suggestion, folder))}`;
    let id = base;
    for (let n = 2; byId.has(id); n++) id = `${base} ${n}`;
    byId.set(id, suggestion);
  }
  return byId;
}

function toItem(session: Session, id: string, suggestion: Suggestion): RepetitionItem {
  const { detector, title, score, tokensSaved } = suggestion;
  const sites = suggestion.sites.flatMap(({ uri, range, note }) => {
    const entry = session.snapshot().entry(uri);
    return entry
      ? [
          {
            uri: session.clientUri(uri),
            range: toRange(linesOf(entry), range),
            ...(note === undefined ? {} : { note }),
          },
        ]
      : [];
  });
  const excerpt = excerptOf(session.snapshot(), suggestion);
  const shown = { title, ...(excerpt === undefined ? {} : { excerpt }) };
  return { id, rule: ruleOf(detector), ...shown, score, tokensSaved, sites, mayHaveEdit: mayHaveEdit(detector) };
}
