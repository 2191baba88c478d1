// Reads files for the server through VS Code: in the browser, and in folders that are on no disk.
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type * as protocol from "../../server/src/protocol.js";

const listMethod: protocol.Methods["listDirectory"] = "tofusmith/listDirectory";
const readMethod: protocol.Methods["readFile"] = "tofusmith/readFile";

/** Makes a client answer the server's requests for files. What cannot be read is part of the answer, never an error. */
export function answerFileRequests(client: BaseLanguageClient): void {
  const asUri = (uri: string) => client.protocol2CodeConverter.asUri(uri);
  client.onRequest<protocol.ListDirectoryResult, void>(listMethod, ({ uri }: protocol.ListDirectoryParams) =>
    listDirectory(asUri(uri)),
  );
  client.onRequest<protocol.ReadFileResult, void>(readMethod, ({ uri, longest }: protocol.ReadFileParams) =>
    readFile(asUri(uri), longest),
  );
}

async function listDirectory(uri: vscode.Uri): Promise<protocol.ListDirectoryResult> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(uri);
    const items = entries.flatMap(([name, type]): protocol.ListedItem[] => {
      const link = (type & vscode.FileType.SymbolicLink) !== 0;
      if (type & vscode.FileType.File) return [{ name, kind: "file", link }];
      return type & vscode.FileType.Directory ? [{ name, kind: "directory", link }] : [];
    });
    return { kind: "items", items };
  } catch (error) {
    return unread(error);
  }
}

async function readFile(uri: vscode.Uri, longest: number): Promise<protocol.ReadFileResult> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if (!(type & vscode.FileType.File)) return { kind: "missing" };
    if (size > longest) return { kind: "tooLarge", bytes: size };
    return decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    return unread(error);
  }
}

function decode(bytes: Uint8Array): protocol.ReadFileResult {
  try {
    const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { kind: "text", text, validUtf8: true, ...(marked ? { marked } : {}) };
  } catch {
    return { kind: "text", text: new TextDecoder("utf-8").decode(bytes), validUtf8: false };
  }
}

function unread(error: unknown): protocol.UnreadResult {
  const code = error instanceof vscode.FileSystemError ? error.code : "";
  if (["FileNotFound", "FileNotADirectory", "FileIsADirectory"].includes(code)) return { kind: "missing" };
  if (code === "NoPermissions") return { kind: "refused", reason: "cannot be read: permission is denied" };
  return { kind: "refused", reason: `cannot be read: ${error instanceof Error ? error.message : String(error)}` };
}
