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
import { installedPlaceAt, installedTargets } from "../../features/navigation/installed.js";
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

/** `installed` says when the modules that `init` has installed are looked at, whose files are not part of the workspace. */
function targets(find: typeof findDefinition, installed: "first" | "last" | "never") {
  return {
    fallback: null as Location[] | LocationLink[] | null,
    document: ({ textDocument }: Params) => textDocument.uri,
    async run({ textDocument, position }: Params, { session }: RequestContext) {
      const uri = normalizeUri(textDocument.uri);
      const snapshot = session.snapshot();
      const entry = snapshot.entry(uri);
      if (!entry) return null;
      const offset = toOffset(linesOf(entry), position);
      const known = installed === "first" ? [] : find(snapshot, uri, offset);
      if (known.length > 0 || installed === "never") return toTargets(session, uri, known);
      const place = installedPlaceAt(snapshot, uri, offset, installed === "first");
      const read = place && (await session.installed.read(place.directory));
      const inside = read?.module(place?.directory ?? "");
      if (place && read && inside) return toTargets(session, uri, installedTargets(inside, place), read);
      return toTargets(session, uri, installed === "first" ? find(snapshot, uri, offset) : known);
    },
  };
}

export const definition = requestHandler(DefinitionRequest.type, {
  capabilities: () => ({ definitionProvider: true }),
  ...targets(findDefinition, "last"),
});

export const declaration = requestHandler(DeclarationRequest.type, {
  capabilities: () => ({ declarationProvider: true }),
  ...targets(findDefinition, "last"),
});

export const typeDefinition = requestHandler(TypeDefinitionRequest.type, {
  capabilities: () => ({ typeDefinitionProvider: true }),
  ...targets(findTypeDefinition, "first"),
});

export const implementation = requestHandler(ImplementationRequest.type, {
  capabilities: () => ({ implementationProvider: true }),
  ...targets(findImplementation, "never"),
});
