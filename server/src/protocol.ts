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
  /** The client answers `ListDirectoryParams` and `ReadFileParams`. */
  readonly files?: boolean;
  /** Commands of the client that may stand behind an edit, as listed in `ClientCommands`. */
  readonly commands?: readonly string[];
  /** The documents that the client sends us. */
  readonly documents?: readonly ServedDocuments[];
  /**
   * The client shows each edit that needs confirmation unticked, and leaves out what stays so, as VS Code does; all
   * others of the same preview are ticked.
   */
  readonly leavesOutUnconfirmed?: boolean;
  /** Language ids of which the editor itself reports the syntax errors of JSON. */
  readonly jsonCheckedLanguages?: readonly string[];
  /** Language ids that another extension's server answers for, too: for their documents we give only what it lacks. */
  readonly companionLanguages?: readonly string[];
}

/** Documents of one language in one kind of place. */
export interface ServedDocuments {
  readonly language: string;
  readonly scheme: string;
}

/** Commands that a client may provide, with their arguments. */
export interface ClientCommands {
  /** Applies a workspace edit of the Language Server Protocol, which goes with an accepted completion. */
  readonly "tofusmith.applyEdit": [unknown];
  /** Shows why refactors are not possible at a place: VS Code's menu greys such actions out and keeps the reason. */
  readonly "tofusmith.showRefusals": [readonly { readonly title: string; readonly reason: string }[]];
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

/** Client to server, a request: which modules call which, around the module of a document. */
export interface ModuleGraphParams {
  readonly textDocument: { readonly uri: string };
}

/** Modules that are connected by calls. An edge's ends are directories of nodes. */
export interface ModuleGraph {
  readonly nodes: readonly ModuleGraphNode[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly name: string }[];
  /** How many modules were left out, because no picture holds them all. */
  readonly omitted: number;
}

export interface ModuleGraphNode {
  readonly directory: string;
  /** Shortest part of the path that tells the module from the others. */
  readonly name: string;
  /** A file of the module to open. */
  readonly uri: string;
  /** The module that was asked about. */
  readonly current: boolean;
}

/** Client to server, a request answered with what decides whether the block at a position exists, or null. */
export interface ExplainConditionParams {
  readonly textDocument: { readonly uri: string };
  readonly position: { readonly line: number; readonly character: number };
}

export interface ConditionExplanation {
  /** The condition, where the explanation belongs. */
  readonly range: CopyAsParams["range"];
  readonly markdown: string;
}

/** Client to server, a request answered with a list: what is written more than once, the most worthwhile first. */
export type RepetitionParams = Readonly<Record<string, never>>;

/** A place of a repetition. */
export interface RepetitionSite {
  readonly uri: string;
  readonly range: CopyAsParams["range"];
  /** What tells the place from the others, such as its version. */
  readonly note?: string;
}

export interface RepetitionItem {
  /** Names the repetition in later requests, as long as what is repeated stays the same. */
  readonly id: string;
  /** The rule's id, by which it is turned off and silenced. */
  readonly rule: string;
  readonly title: string;
  /** What is repeated, on one line; absent where the title says enough. */
  readonly excerpt?: string;
  readonly score: number;
  readonly tokensSaved: number;
  readonly sites: readonly RepetitionSite[];
  /** False where there is no edit for this kind of repetition; else asking for it tells. */
  readonly mayHaveEdit: boolean;
}

/** Server to client, a notification while the list is made. */
export interface RepetitionProgressParams {
  readonly done: number;
  readonly total: number;
}

/** Client to server, a request answered with the edit that writes a repetition once, or with a baseline that names it. */
export interface RepetitionParamsOfOne {
  readonly id: string;
}

export type RepetitionEdit =
  /** `edit` is a `WorkspaceEdit` of the protocol. */
  | { readonly kind: "available"; readonly title: string; readonly edit: unknown }
  /** `reason` is a sentence. */
  | { readonly kind: "report-only"; readonly reason: string }
  | { readonly kind: "gone" };

/** The answer to `ignoreRepetition`, or null: the baseline with the repetition in it, for the client to write. */
export interface BaselineText {
  readonly uri: string;
  readonly text: string;
}

/** Client to server, a request: which program the commands start for the module of a document. */
export interface FindToolParams {
  readonly textDocument: { readonly uri: string };
}

/** The answer; null where no program may or can be started. */
export interface FoundTool {
  /** Full path; null where none of `tried` is there. */
  readonly program: string | null;
  readonly tried: readonly string[];
}

/** Server to client, a request answered with what a directory holds, for places that only the client can read. */
export interface ListDirectoryParams {
  readonly uri: string;
}

export type ListDirectoryResult = { readonly kind: "items"; readonly items: readonly ListedItem[] } | UnreadResult;

/** One entry of a directory. A link that leads nowhere is left out. */
export interface ListedItem {
  readonly name: string;
  readonly kind: "file" | "directory";
  /** It is a symbolic link to what `kind` says. */
  readonly link: boolean;
}

/** Server to client, a request answered with the text of a file, for places that only the client can read. */
export interface ReadFileParams {
  readonly uri: string;
  /** A file of more bytes is not read. */
  readonly longest: number;
}

export type ReadFileResult =
  /**
   * Without a byte order mark, which `marked` tells of; bytes that are not UTF-8 are U+FFFD, and `validUtf8` is false
   * where there are such.
   */
  | { readonly kind: "text"; readonly text: string; readonly validUtf8: boolean; readonly marked?: true }
  | { readonly kind: "tooLarge"; readonly bytes: number }
  | UnreadResult;

/** A file or directory that is not there, or cannot be read; `reason` is the end of a sentence that starts with its name. */
export type UnreadResult = { readonly kind: "missing" } | { readonly kind: "refused"; readonly reason: string };

/**
 * Where the server is a web worker, the first message to it: what lies beside its bundle, which it cannot fetch itself.
 * It answers with `WorkerStarted`; everything after that is the protocol.
 */
export interface WorkerStart {
  readonly runtimeWasm: Uint8Array;
  readonly grammarWasm: Uint8Array;
  /** The script of the index workers, as text: a worker may not start one from another origin. */
  readonly indexWorker: string;
}

/** The first message of a server that is a web worker. */
export type WorkerStarted = "started";

/** The methods these messages are sent under. */
export interface Methods {
  readonly listDirectory: "tofusmith/listDirectory";
  readonly readFile: "tofusmith/readFile";
  readonly trust: "tofusmith/trust";
  readonly status: "tofusmith/status";
  readonly syntaxTree: "tofusmith/syntaxTree";
  readonly pasteForms: "tofusmith/pasteForms";
  readonly copyAs: "tofusmith/copyAs";
  readonly moduleGraph: "tofusmith/moduleGraph";
  readonly explainCondition: "tofusmith/explainCondition";
  readonly repetition: "tofusmith/repetition";
  readonly repetitionProgress: "tofusmith/repetitionProgress";
  readonly repetitionEdit: "tofusmith/repetitionEdit";
  readonly ignoreRepetition: "tofusmith/ignoreRepetition";
  readonly findTool: "tofusmith/findTool";
}
