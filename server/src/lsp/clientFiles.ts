// Files that the client reads for the server: in the browser, and in workspaces that are on no disk.

import { type Connection, ProtocolRequestType } from "vscode-languageserver";
import type {
  ListDirectoryParams,
  ListDirectoryResult,
  Methods,
  ReadFileParams,
  ReadFileResult,
  UnreadResult,
} from "../protocol.js";
import { longestText, refusalOf, type WorkspaceHost } from "./workspaceHost.js";

const listMethod: Methods["listDirectory"] = "tofusmith/listDirectory";
const readMethod: Methods["readFile"] = "tofusmith/readFile";
const listType = new ProtocolRequestType<ListDirectoryParams, ListDirectoryResult, never, void, void>(listMethod);
const readType = new ProtocolRequestType<ReadFileParams, ReadFileResult, never, void, void>(readMethod);

/**
 * Reads through the client, which has to have said that it does that. Links to directories are left out: where they lead
 * cannot be asked for, and they may lead in a circle.
 */
export function clientFiles(connection: Connection): WorkspaceHost {
  return {
    async listDirectory(uri) {
      if (hasNoNeighbours(uri)) return { kind: "missing" };
      try {
        const listing = await connection.sendRequest(listType, { uri });
        if (listing.kind !== "items") return listing;
        const items = listing.items.filter(({ kind, link }) => kind === "file" || !link);
        return {
          kind: "items",
          items: items.map(({ name, kind }) => ({ name, kind })).sort((a, b) => (a.name < b.name ? -1 : 1)),
        };
      } catch (error) {
        return failure(error);
      }
    },

    async readFile(uri) {
      if (hasNoNeighbours(uri)) return { kind: "missing" };
      try {
        // UTF-8 needs at most three bytes for one UTF-16 code unit.
        const content = await connection.sendRequest(readType, { uri, longest: longestText * 3 });
        if (content.kind === "tooLarge") {
          const size = Math.round(content.bytes / 1e6);
          return { kind: "refused", reason: `is too large to be analysed: it has ${size} MB` };
        }
        const reason = content.kind === "text" ? refusalOf(content.text) : undefined;
        return reason === undefined ? content : { kind: "refused", reason };
      } catch (error) {
        return failure(error);
      }
    },

    realDirectory: async (uri) => uri,
  };
}

/** `disk` for files of this machine, and the client, where it reads files, for all others. */
export function hostByScheme(disk: WorkspaceHost, client: WorkspaceHost | undefined): WorkspaceHost {
  const hostOf = (uri: string) => (client === undefined || uri.startsWith("file:") ? disk : client);
  return {
    listDirectory: (uri) => hostOf(uri).listDirectory(uri),
    readFile: (uri) => hostOf(uri).readFile(uri),
    realDirectory: (uri) => hostOf(uri).realDirectory(uri),
  };
}

/** A document that was never saved lies in no directory. */
function hasNoNeighbours(uri: string): boolean {
  return uri.startsWith("untitled:");
}

function failure(error: unknown): UnreadResult {
  return { kind: "refused", reason: `cannot be read: ${error instanceof Error ? error.message : String(error)}` };
}
