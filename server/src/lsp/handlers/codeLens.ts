// `textDocument/codeLens`. Off unless a setting asks for it.

import { type CodeLens, CodeLensRequest } from "vscode-languageserver";
import { codeLenses } from "../../features/codeLenses.js";
import { normalizeUri } from "../../model/uri.js";
import { requestHandler } from "../handler.js";
import { toLocations } from "../locations.js";
import { linesOf, toRange } from "../toProtocol.js";

/** The command that our client turns into its list of references. */
const showReferences = "tofusmith.showReferences";

export const codeLens = requestHandler(CodeLensRequest.type, {
  capabilities: () => ({ codeLensProvider: {} }),
  fallback: null as CodeLens[] | null,
  document: ({ textDocument }) => textDocument.uri,
  run({ textDocument }, { session }) {
    const uri = normalizeUri(textDocument.uri);
    const entry = session.snapshot().entry(uri);
    if (!entry || !session.settingsFor(uri).settings["codeLens.references"]) return null;
    const lines = linesOf(entry);
    return codeLenses(session.snapshot(), uri, session.settingsFor(uri).check).map(({ range, places, title }) => {
      const at = toRange(lines, range);
      // A command that the client does not know would show as a lens that fails on a click.
      const clickable = places.length > 0 && session.client.ownTokenTypes;
      const command = clickable ? showReferences : "";
      return {
        range: at,
        command: { title, command, arguments: [session.clientUri(uri), at.start, toLocations(session, places)] },
      };
    });
  },
});
