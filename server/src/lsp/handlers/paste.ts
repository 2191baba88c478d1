// `tofusmith/pasteForms` and `tofusmith/copyAs`: JSON and YAML on their way in and out. The protocol has no such requests.

import { ProtocolRequestType } from "vscode-languageserver";
import { contextAt } from "../../features/completion/context.js";
import { pasteForms } from "../../features/paste/asHcl.js";
import { copyAs as copySelection } from "../../features/paste/copyAs.js";
import { normalizeUri } from "../../model/uri.js";
import type { CopyAsParams, Methods, PasteForm, PasteFormsParams } from "../../protocol.js";
import { toOffset, toTextRange } from "../fromProtocol.js";
import { requestHandler } from "../handler.js";
import { linesOf } from "../toProtocol.js";

const pasteMethod: Methods["pasteForms"] = "tofusmith/pasteForms";
const copyMethod: Methods["copyAs"] = "tofusmith/copyAs";

export const paste = requestHandler(
  new ProtocolRequestType<PasteFormsParams, readonly PasteForm[], never, void, void>(pasteMethod),
  {
    fallback: [] as readonly PasteForm[],
    document: ({ textDocument }) => textDocument.uri,
    run({ textDocument, position, text }, { session }) {
      const uri = normalizeUri(textDocument.uri);
      const entry = session.snapshot().entry(uri);
      const file = session.snapshot().file(uri);
      if (!entry || !file) return [];
      const lines = linesOf(entry);
      const offset = toOffset(lines, position);
      const context = contextAt(file, offset);
      const line = file.text.slice(lines.line(position.line).start, offset);
      const indent = line.slice(0, line.length - line.trimStart().length);
      return pasteForms(text, context !== undefined && context.kind !== "item" && context.kind !== "label", indent);
    },
  },
);

export const copyAs = requestHandler(
  new ProtocolRequestType<CopyAsParams, string | null, never, void, void>(copyMethod),
  {
    fallback: null as string | null,
    document: ({ textDocument }) => textDocument.uri,
    run({ textDocument, range, format }, { session }) {
      const uri = normalizeUri(textDocument.uri);
      const entry = session.snapshot().entry(uri);
      const file = session.snapshot().file(uri);
      if (!entry || !file) return null;
      return copySelection(file, toTextRange(linesOf(entry), range), format) ?? null;
    },
  },
);
