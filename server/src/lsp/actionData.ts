// What a code action remembers until it is resolved: enough to compute its edit again, from the state at that time.

import type { TextRange } from "../base/range.js";
import type { SourceChange } from "../base/sourceChange.js";
import { buildOffer, changeOfFix, fixesAt, fixesOf, type OfferedFix } from "../features/codeActions.js";
import { filesOfModule, filesOfWorkspace, fixesOfRule, safeFixes } from "../features/fixAll.js";
import { fieldOf } from "./fromProtocol.js";
import type { Session } from "./session.js";

/** Which edit is meant. */
export type ChosenAction =
  | { readonly kind: "fix"; readonly rule: string; readonly at: TextRange; readonly title: string }
  | { readonly kind: "refactor"; readonly refactor: string; readonly title: string }
  | { readonly kind: "fixRule"; readonly rule: string; readonly everywhere: boolean }
  | { readonly kind: "fixAll" };

export interface ActionData {
  readonly uri: string;
  readonly selection: TextRange;
  /** The workspace's revision at the time of the offer. */
  readonly revision: number;
  readonly chosen: ChosenAction;
}

/** The edit of an action in the state that the workspace has now; undefined where it is not to be had any more. */
export function changeOf(session: Session, { uri, selection, chosen }: ActionData): SourceChange | undefined {
  const snapshot = session.snapshot();
  const { check, refactor } = session.settingsFor(uri);
  switch (chosen.kind) {
    case "fixAll":
      return safeFixes(snapshot, uri, check);
    case "fixRule":
      return chosen.everywhere
        ? asked(fixesOfRule(snapshot, filesOfWorkspace(snapshot), chosen.rule, check))
        : fixesOfRule(snapshot, filesOfModule(snapshot, uri), chosen.rule, check);
    case "refactor":
      return buildOffer(snapshot, uri, selection, { ...check, refactor }, chosen);
    case "fix": {
      const offered = offeredFixes(session, uri, selection).find(
        ({ diagnostic, fix }) =>
          diagnostic.rule === chosen.rule &&
          diagnostic.range.start === chosen.at.start &&
          diagnostic.range.end === chosen.at.end &&
          fix.title === chosen.title,
      );
      return offered && changeOfFix(snapshot, offered.fix, refactor);
    }
  }
}

/** A change of files that nobody looks at is shown before it is made. */
function asked(change: SourceChange | undefined): SourceChange | undefined {
  return change && { ...change, needsConfirmation: true };
}

/** The fixes of everything that was found at a selection, in the background as well. */
export function offeredFixes(session: Session, uri: string, selection: TextRange): readonly OfferedFix[] {
  const { check } = session.settingsFor(uri);
  return [...fixesAt(session.snapshot(), uri, selection, check), ...fixesOf(session.findings.fixable(uri), selection)];
}

/** Reads what a client sends back; undefined for anything that is not ours. */
export function readActionData(value: unknown): ActionData | undefined {
  const uri = fieldOf(value, "uri");
  const selection = readRange(fieldOf(value, "selection"));
  const revision = fieldOf(value, "revision");
  const chosen = readChosen(fieldOf(value, "chosen"));
  if (typeof uri !== "string" || !selection || typeof revision !== "number" || !chosen) return undefined;
  return { uri, selection, revision, chosen };
}

function readChosen(value: unknown): ChosenAction | undefined {
  const title = fieldOf(value, "title");
  const rule = fieldOf(value, "rule");
  const refactor = fieldOf(value, "refactor");
  const at = readRange(fieldOf(value, "at"));
  switch (fieldOf(value, "kind")) {
    case "fixAll":
      return { kind: "fixAll" };
    case "fixRule":
      return typeof rule === "string"
        ? { kind: "fixRule", rule, everywhere: fieldOf(value, "everywhere") === true }
        : undefined;
    case "fix":
      return typeof title === "string" && typeof rule === "string" && at ? { kind: "fix", rule, at, title } : undefined;
    case "refactor":
      return typeof title === "string" && typeof refactor === "string"
        ? { kind: "refactor", refactor, title }
        : undefined;
    default:
      return undefined;
  }
}

function readRange(value: unknown): TextRange | undefined {
  const start = fieldOf(value, "start");
  const end = fieldOf(value, "end");
  return typeof start === "number" && typeof end === "number" ? { start, end } : undefined;
}
