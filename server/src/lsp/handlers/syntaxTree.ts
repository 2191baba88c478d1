// `tofusmith/syntaxTree`: a document's syntax tree as text, to see how a file is understood.

import { LSPErrorCodes, ProtocolRequestType, ResponseError } from "vscode-languageserver";
import { printSyntaxTree } from "../../features/syntaxTree.js";
import { normalizeUri } from "../../model/uri.js";
import type { Methods, SyntaxTreeParams } from "../../protocol.js";
import { requestHandler } from "../handler.js";

const method: Methods["syntaxTree"] = "tofusmith/syntaxTree";

export const syntaxTree = requestHandler(new ProtocolRequestType<SyntaxTreeParams, string, never, void, void>(method), {
  fallback: "",
  document: ({ textDocument }) => textDocument.uri,
  run({ textDocument }, { session }) {
    const file = session.snapshot().file(normalizeUri(textDocument.uri));
    if (!file) {
      throw new ResponseError(LSPErrorCodes.RequestFailed, "This document holds no HCL, or it is not analysed.");
    }
    return printSyntaxTree(file);
  },
});
