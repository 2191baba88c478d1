// `tofusmith/trust`: the person has granted trust to the workspace while the server runs.

import { ProtocolNotificationType } from "vscode-languageserver";
import type { Methods, TrustParams } from "../../protocol.js";
import { notificationHandler } from "../handler.js";

const method: Methods["trust"] = "tofusmith/trust";

export const trust = notificationHandler(new ProtocolNotificationType<TrustParams, void>(method), {
  receive({ trusted }, session) {
    session.trusted = trusted === true;
    session.status.trust();
    // Files that functions name are read from now on.
    session.diagnostics.refresh();
    if (!session.trusted) session.schemas.stop();
    else for (const { uri } of session.documents.all()) session.schemas.want(uri);
  },
});
