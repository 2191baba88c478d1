// The workspace's folders as the client announces them.

import type { InitializeParams } from "vscode-languageserver";
import { fileUri, normalizeUri } from "../model/uri.js";

/** A folder's normalised URI without a slash at its end. */
export function folderUri({ uri }: { readonly uri: string }): string {
  const normal = normalizeUri(uri);
  return normal.endsWith("/") ? normal.slice(0, -1) : normal;
}

/** The folders of `initialize`, in whichever of the protocol's three ways the client names them. */
export function initialFolders(params: InitializeParams): string[] {
  if (params.workspaceFolders) return params.workspaceFolders.map(folderUri);
  if (params.rootUri) return [folderUri({ uri: params.rootUri })];
  return params.rootPath ? [folderUri({ uri: fileUri(params.rootPath) })] : [];
}
