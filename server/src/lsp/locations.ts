// Places in files as the protocol's locations and links. A place in a file that is no longer known is left out.

import type { Location, LocationLink } from "vscode-languageserver";
import type { FileRange } from "../base/sourceChange.js";
import type { Target } from "../features/navigation/definition.js";
import type { WorkspaceSnapshot } from "../model/workspace.js";
import type { Session } from "./session.js";
import { linesOf, toRange } from "./toProtocol.js";

export function toLocations(
  session: Session,
  places: readonly FileRange[],
  files: WorkspaceSnapshot = session.snapshot(),
): Location[] {
  return places.flatMap(({ uri, range }) => {
    const entry = files.entry(uri);
    return entry ? [{ uri: session.clientUri(uri), range: toRange(linesOf(entry), range) }] : [];
  });
}

/**
 * Links where the client takes them, which name the text they start from; else plain locations. The targets' files are
 * those of `files`, which may be others than the session's.
 */
export function toTargets(
  session: Session,
  from: string,
  targets: readonly Target[],
  files: WorkspaceSnapshot = session.snapshot(),
): Location[] | LocationLink[] {
  if (!session.client.definitionLinks) {
    const places = targets.map(({ uri, selection }) => ({ uri, range: selection }));
    return toLocations(session, places, files);
  }
  const origin = session.snapshot().entry(from);
  return targets.flatMap((target): LocationLink[] => {
    const entry = files.entry(target.uri);
    if (!entry) return [];
    const lines = linesOf(entry);
    return [
      {
        targetUri: session.clientUri(target.uri),
        targetRange: toRange(lines, target.range),
        targetSelectionRange: toRange(lines, target.selection),
        ...(origin ? { originSelectionRange: toRange(linesOf(origin), target.origin) } : {}),
      },
    ];
  });
}
