// `textDocument/definition`, `declaration`, `typeDefinition` and `implementation`: one question with four readings.

import {
  DeclarationRequest,
  DefinitionRequest,
  ImplementationRequest,
  type Location,
  type LocationLink,
  type Position,
  type TextDocumentIdentifier,
  TypeDefinitionRequest,
} from "vscode-languageserver";
import {
  definition as findDefinition,
  implementation as findImplementation,
  typeDefinition as findTypeDefinition,
} from "../../features/navigation/definition.js";
import { normalizeUri } from "../../model/uri.js";
import { toOffset } from "../fromProtocol.js";
import { requestHandler } from "../handler.js";
import { toTargets } from "../locations.js";
import type { RequestContext } from "../request.js";
import { linesOf } from "../toProtocol.js";

interface Params {
  readonly textDocument: TextDocumentIdentifier;
  readonly position: Position;
}

function targets(find: typeof findDefinition) {
  return {
    fallback: null as Location[] | LocationLink[] | null,
    document: ({ textDocument }: Params) => textDocument.uri,
    run({ textDocument, position }: Params, { session }: RequestContext) {
      const uri = normalizeUri(textDocument.uri);
      const snapshot = session.snapshot();
      const entry = snapshot.entry(uri);
      return entry ? toTargets(session, uri, find(snapshot, uri, toOffset(linesOf(entry), position))) : null;
    },
  };
}

export const definition = requestHandler(DefinitionRequest.type, {
  capabilities: () => ({ definitionProvider: true }),
  ...targets(findDefinition),
});

export const declaration = requestHandler(DeclarationRequest.type, {
  capabilities: () => ({ declarationProvider: true }),
  ...targets(findDefinition),
});

export const typeDefinition = requestHandler(TypeDefinitionRequest.type, {
  capabilities: () => ({ typeDefinitionProvider: true }),
  ...targets(findTypeDefinition),
});

export const implementation = requestHandler(ImplementationRequest.type, {
  capabilities: () => ({ implementationProvider: true }),
  ...targets(findImplementation),
});
