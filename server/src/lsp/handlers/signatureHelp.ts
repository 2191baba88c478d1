// `textDocument/signatureHelp`.

import { MarkupKind, type ParameterInformation, type SignatureHelp, SignatureHelpRequest } from "vscode-languageserver";
import { providerFunction } from "../../features/providerFunctions.js";
import { signatureHelp as findSignature } from "../../features/signatureHelp.js";
import { terragruntSignature } from "../../features/terragrunt/functionSignature.js";
import { isTerragruntFile } from "../../features/terragrunt/place.js";
import { normalizeUri } from "../../model/uri.js";
import { toOffset } from "../fromProtocol.js";
import { requestHandler } from "../handler.js";
import { linesOf } from "../toProtocol.js";

export const signatureHelp = requestHandler(SignatureHelpRequest.type, {
  capabilities: () => ({ signatureHelpProvider: { triggerCharacters: ["(", ","], retriggerCharacters: [")"] } }),
  fallback: null as SignatureHelp | null,
  document: ({ textDocument }) => textDocument.uri,
  run({ textDocument, position }, { session }) {
    const uri = normalizeUri(textDocument.uri);
    const entry = session.snapshot().entry(uri);
    const file = session.snapshot().file(uri);
    const module = session.snapshot().moduleOf(uri);
    const found =
      entry &&
      file &&
      findSignature(file, toOffset(linesOf(entry), position), (called) => {
        if (isTerragruntFile(session.snapshot(), uri)) return terragruntSignature(called);
        return module ? providerFunction({ schemas: session.schemas }, module, called) : undefined;
      });
    if (!found) return null;
    return {
      signatures: [
        {
          label: found.label,
          parameters: found.parameters.map(({ start, end }): ParameterInformation => ({ label: [start, end] })),
          ...(found.documentation === undefined
            ? {}
            : { documentation: { kind: MarkupKind.Markdown, value: found.documentation } }),
        },
      ],
      activeSignature: 0,
      activeParameter: found.active,
    };
  },
});
