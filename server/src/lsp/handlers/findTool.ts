// `tofusmith/findTool`: the program that the client's commands start for a file's module.

import { ProtocolRequestType } from "vscode-languageserver";
import { normalizeUri } from "../../model/uri.js";
import type { FindToolParams, FoundTool, Methods } from "../../protocol.js";
import { requestHandler } from "../handler.js";
import { programNames } from "../programs.js";

const method: Methods["findTool"] = "tofusmith/findTool";

export const findTool = requestHandler(
  new ProtocolRequestType<FindToolParams, FoundTool | null, never, void, void>(method),
  {
    fallback: null as FoundTool | null,
    document: ({ textDocument }) => textDocument.uri,
    positional: false,
    async run({ textDocument }, { session }) {
      if (!session.findProgram || !session.trusted) return null;
      const tried = programNames(session, normalizeUri(textDocument.uri));
      return { program: (await session.findProgram(tried)) ?? null, tried };
    },
  },
);
