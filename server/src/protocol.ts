// Our own messages between client and server, beside those of the Language Server Protocol.
//
// The client imports this file for its types only, so that no server code reaches the editor's side.

/** What the client tells the server when it starts. */
export interface InitializationOptions {
  /** The client contributes our semantic token types. */
  readonly ownTokenTypes?: boolean;
  /** Whether the workspace is trusted: without it the server starts no process and opens no connection. */
  readonly trusted: boolean;
  /** A folder on the disk for this workspace alone, where the server may keep what saves work at the next start. */
  readonly storage?: string;
  /** Commands of the client that may stand behind an edit, as listed in `ClientCommands`. */
  readonly commands?: readonly string[];
}

/** Commands that a client may provide, with their arguments. */
export interface ClientCommands {
  /** Starts a rename at a place of a document, after an edit that has made up a name there. */
  readonly "tofusmith.startRename": [
    { readonly uri: string; readonly position: { readonly line: number; readonly character: number } },
  ];
}

/** Client to server, a notification: the person has granted trust while the server runs. */
export interface TrustParams {
  readonly trusted: boolean;
}

/** Server to client, a notification: what the status item shows. A part that is absent has not changed. */
export interface StatusParams {
  readonly modules?: readonly ModuleStatus[];
  /** Whether the server knows the workspace as trusted. */
  readonly trusted?: boolean;
  /** Progress of the workspace index; equal numbers mean that it is complete. */
  readonly index?: { readonly done: number; readonly total: number };
}

/** For which product and version the files of one directory are read, and why. */
export interface ModuleStatus {
  /** URI of the directory, without a slash at its end. */
  readonly directory: string;
  readonly product: "opentofu" | "terraform";
  /** Lower bound of the version, as in `1.11`; null where nothing bounds it and the newest release is meant. */
  readonly version: string | null;
  /** What the decision rests on, one sentence each; empty where nothing speaks for either product. */
  readonly evidence: readonly string[];
}

/** Client to server, a request answered with the syntax tree of a document as text. */
export interface SyntaxTreeParams {
  readonly textDocument: { readonly uri: string };
}

/** Client to server, a request: a text that is about to be pasted at a position. */
export interface PasteFormsParams {
  readonly textDocument: { readonly uri: string };
  readonly position: { readonly line: number; readonly character: number };
  readonly text: string;
}

/** One way to write the text as HCL; the answer is a list, best first. */
export interface PasteForm {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** Client to server, a request answered with the selected expression in another notation, or null. */
export interface CopyAsParams {
  readonly textDocument: { readonly uri: string };
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
  readonly format: "json" | "yaml";
}

/** The methods these messages are sent under. */
export interface Methods {
  readonly trust: "tofusmith/trust";
  readonly status: "tofusmith/status";
  readonly syntaxTree: "tofusmith/syntaxTree";
  readonly pasteForms: "tofusmith/pasteForms";
  readonly copyAs: "tofusmith/copyAs";
}
