// Places in files as the protocol's locations and links. A place in a file that is no longer known is left out.

import type { Location, LocationLink } from "vscode-languageserver";
import type { FileRange } from "../base/sourceChange.js";
import type { Target } from "../features/navigation/definition.js";
import type { Session } from "./session.js";
import { linesOf, toRange } from "./toProtocol.js";

export function toLocations(session: Session, places: readonly FileRange[]): Location[] {
  return places.flatMap(({ uri, range }) => {
    const entry = session.snapshot().entry(uri);
    return entry ? [{ uri: session.clientUri(uri), range: toRange(linesOf(entry), range) }] : [];
  });
}

/** Links where the client takes them, which name the text they start from; else plain locations. */
export function toTargets(session: Session, from: string, targets: readonly Target[]): Location[] | LocationLink[] {
  if (!session.client.definitionLinks) {
    return toLocations(
      session,
      targets.map(({ uri, selection }) => ({ uri, range: selection })),
    );
  }
  const origin = session.snapshot().entry(from);
  return targets.flatMap((target): LocationLink[] => {
    const entry = session.snapshot().entry(target.uri);
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
