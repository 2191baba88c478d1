// `textDocument/codeAction`: fixes of the findings at a selection, refactors, and the fix of everything that is safe.
//
// The light bulb comes with an automatic request after each move of the cursor. It gets quick fixes only, so that it
// shows where something is to be mended and not on every line.

import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionRequest,
  CodeActionTriggerKind,
  type Command,
  type Diagnostic as LspDiagnostic,
} from "vscode-languageserver";
import type { SourceChange } from "../../base/sourceChange.js";
import { fixesAt, refactorsAt } from "../../features/codeActions.js";
import { filesOfModule, fixableOfRule } from "../../features/fixAll.js";
import type { Offer } from "../../features/refactors/refactor.js";
import { normalizeUri } from "../../model/uri.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { ClientCommands } from "../../protocol.js";
import { type ActionData, type ChosenAction, changeOf, offeredFixes } from "../actionData.js";
import { offeredActionKinds } from "../clientFeatures.js";
import { toTextRange } from "../fromProtocol.js";
import { requestHandler } from "../handler.js";
import type { Session } from "../session.js";
import { diagnosticSource, linesOf } from "../toProtocol.js";
import { canApply, toWorkspaceEdit } from "../workspaceEdit.js";

const showRefusals = "tofusmith.showRefusals" satisfies keyof ClientCommands;

const fixAllKind = `${CodeActionKind.SourceFixAll}.tofusmith`;

export const codeAction = requestHandler(CodeActionRequest.type, {
  capabilities: (client) => ({
    codeActionProvider: client.codeActionLiterals
      ? { codeActionKinds: [...offeredActionKinds], resolveProvider: client.resolvesCodeActionEdits }
      : false,
  }),
  fallback: [] as (CodeAction | Command)[],
  document: ({ textDocument }) => textDocument.uri,
  run(params, { session }) {
    const uri = normalizeUri(params.textDocument.uri);
    const snapshot = session.snapshot();
    const entry = snapshot.entry(uri);
    if (!entry) return [];
    const selection = toTextRange(linesOf(entry), params.range);
    const { check, refactor } = session.settingsFor(uri);
    const wants = wantedKinds(params);
    const action = (title: string, kind: string, chosen: ChosenAction, extra: Partial<CodeAction> = {}) => {
      const data: ActionData = { uri, selection, revision: snapshot.revision, chosen };
      return complete(session, { title, kind, ...extra }, data);
    };
    const isLazy = session.client.resolvesCodeActionEdits;
    const actions: (CodeAction | undefined)[] = [];
    if (wants(CodeActionKind.QuickFix)) {
      for (const { diagnostic, fix } of offeredFixes(session, uri, selection)) {
        actions.push(
          action(
            fix.title,
            CodeActionKind.QuickFix,
            { kind: "fix", rule: diagnostic.rule, at: diagnostic.range, title: fix.title },
            { diagnostics: shown(params, diagnostic.rule), ...preferred(session, fix.preferred === true) },
          ),
        );
      }
    }
    if (wants(CodeActionKind.QuickFix)) {
      const mendable = new Set(fixesAt(snapshot, uri, selection, check).map(({ diagnostic }) => diagnostic.rule));
      for (const rule of mendable) {
        const count = fixableOfRule(snapshot, filesOfModule(snapshot, uri), rule, check);
        if (count > 1) {
          const title = `Fix all ${count} of \`${rule}\` in this module`;
          actions.push(action(title, CodeActionKind.QuickFix, { kind: "fixRule", rule, everywhere: false }));
        }
        // How many there are in all modules would have to be found out first: it is, once a person asks for it.
        if (count > 0 && isLazy && hasOtherModules(snapshot, uri)) {
          const title = `Fix all of \`${rule}\` in the workspace`;
          actions.push(action(title, CodeActionKind.QuickFix, { kind: "fixRule", rule, everywhere: true }));
        }
      }
    }
    for (const offer of refactorsAt(snapshot, uri, selection, { ...check, refactor })) {
      // A rule's fix and a refactor may be the same edit; in a menu that shows both kinds it stands once.
      if (!wants(offer.kind) || actions.some((known) => known?.title === offer.title)) continue;
      if ("disabled" in offer) actions.push(refusal(session, offer));
      else {
        actions.push(
          action(
            offer.title,
            offer.kind,
            { kind: "refactor", refactor: offer.refactor, title: offer.title },
            {
              ...(offer.fixes === undefined ? {} : { diagnostics: shown(params, offer.fixes) }),
              ...preferred(session, offer.preferred),
            },
          ),
        );
      }
    }
    if (wants(CodeActionKind.Refactor)) actions.push(reasons(session, params, actions));
    // Only on request: it speaks of the whole file, not of the place at hand.
    if (params.context.only !== undefined && wants(fixAllKind)) {
      actions.push(action("Fix everything that is safe to fix", fixAllKind, { kind: "fixAll" }));
    }
    return actions.filter((each) => each !== undefined);
  },
});

function hasOtherModules(snapshot: WorkspaceSnapshot, uri: string): boolean {
  const own = snapshot.moduleOf(uri);
  for (const module of snapshot.modules()) if (module !== own) return true;
  return false;
}

/** Which kinds the client wants; a kind contains those that start with it and a dot. */
function wantedKinds({ context }: CodeActionParams): (kind: string) => boolean {
  const { only, triggerKind } = context;
  if (only) return (kind) => only.some((wanted) => wanted === "" || kind === wanted || kind.startsWith(`${wanted}.`));
  if (triggerKind === CodeActionTriggerKind.Automatic) return (kind) => isQuickFix(kind);
  return () => true;
}

function isQuickFix(kind: string): boolean {
  return kind === CodeActionKind.QuickFix || kind.startsWith(`${CodeActionKind.QuickFix}.`);
}

/** The client's own copies of the findings that an action mends. */
function shown({ context }: CodeActionParams, rule: string): LspDiagnostic[] {
  return context.diagnostics.filter(({ source, code }) => source === diagnosticSource && code === rule);
}

function preferred(session: Session, isPreferred: boolean): Partial<CodeAction> {
  return isPreferred && session.client.preferredCodeActions ? { isPreferred } : {};
}

/** Adds the edit, or what is needed to compute it later. Undefined where there is no edit after all. */
function complete(session: Session, action: CodeAction, data: ActionData): CodeAction | undefined {
  // Whether there is anything to fix is asked now: an entry that does nothing is worse than none.
  if (session.client.resolvesCodeActionEdits && data.chosen.kind !== "fixAll") return { ...action, data };
  const change = changeOf(session, data);
  if (!change || !canApply(session, change)) return undefined;
  return session.client.resolvesCodeActionEdits
    ? { ...action, data }
    : { ...action, edit: editOf(session, change, action) };
}

function editOf(session: Session, change: SourceChange, { title }: CodeAction) {
  return toWorkspaceEdit(session, change, title);
}

/** What a person could expect here and cannot have, with the reason; only some clients can show it. */
function refusal(session: Session, offer: Extract<Offer, { readonly disabled: string }>): CodeAction | undefined {
  if (!session.client.disabledCodeActions) return undefined;
  return { title: offer.title, kind: offer.kind, disabled: { reason: offer.disabled } };
}

/**
 * An entry that shows all refusals with their reasons, for a client that has a place for them. VS Code hides what is
 * disabled behind "Show Disabled", and shows its title only.
 */
function reasons(
  session: Session,
  { context }: CodeActionParams,
  actions: readonly (CodeAction | undefined)[],
): CodeAction | undefined {
  if (context.only === undefined || !session.client.commands.has(showRefusals)) return undefined;
  const refusals = actions.flatMap((each) =>
    each?.disabled ? [{ title: each.title, reason: each.disabled.reason }] : [],
  );
  if (refusals.length === 0) return undefined;
  const what = refusals.length === 1 ? `"${refusals[0]?.title ?? ""}" is` : `${refusals.length} refactors are`;
  const title = `Why ${what} not possible here…`;
  const target: ClientCommands[typeof showRefusals] = [refusals];
  return { title, kind: CodeActionKind.Refactor, command: { title, command: showRefusals, arguments: target } };
}
