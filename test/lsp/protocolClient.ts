// A client of the protocol for tests, over any connection: what it can do, what it was told, and the shapes on the wire.

import type { MessageConnection } from "vscode-jsonrpc/node.js";

/** What is known of a diagnostic; the protocol's own shape. */
export interface WireDiagnostic {
  readonly range: WireRange;
  readonly severity: number;
  readonly code?: string;
  readonly message: string;
  readonly source?: string;
  readonly tags?: readonly number[];
  readonly codeDescription?: { readonly href: string };
  readonly relatedInformation?: readonly unknown[];
}

export interface WireRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface WireLocation {
  readonly uri: string;
  readonly range: WireRange;
}

export interface WireTextEdit {
  readonly range: WireRange;
  readonly newText: string;
  readonly annotationId?: string;
}

export interface WireAction {
  readonly title: string;
  readonly kind: string;
  readonly isPreferred?: boolean;
  readonly disabled?: { readonly reason: string };
  readonly diagnostics?: readonly WireDiagnostic[];
  readonly data?: unknown;
  readonly command?: { readonly command: string; readonly arguments?: readonly unknown[] };
  readonly edit?: {
    readonly documentChanges?: readonly {
      readonly kind?: string;
      readonly textDocument?: { readonly uri: string; readonly version: number | null };
      readonly edits?: readonly WireTextEdit[];
      readonly annotationId?: string;
    }[];
    readonly changeAnnotations?: Readonly<Record<string, { readonly needsConfirmation?: boolean }>>;
    readonly changes?: Readonly<Record<string, readonly WireTextEdit[]>>;
  };
}

/** The capabilities of a client that can do everything we make use of. */
export const fullClient = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ["create", "rename", "delete"],
      changeAnnotationSupport: { groupsOnLabel: true },
    },
  },
  textDocument: {
    diagnostic: { dynamicRegistration: false, relatedInformation: true, codeDescriptionSupport: true },
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true },
    hover: { contentFormat: ["markdown", "plaintext"] },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["", "quickfix", "refactor", "source"] } },
      dataSupport: true,
      disabledSupport: true,
      isPreferredSupport: true,
      resolveSupport: { properties: ["edit"] },
    },
  },
};

/** The same client without pulling: it waits for diagnostics to be published. */
export const pushedClient = {
  workspace: { ...fullClient.workspace, diagnostics: undefined },
  textDocument: { ...fullClient.textDocument, diagnostic: undefined },
};

export interface ClientOptions {
  readonly folders: readonly string[];
  readonly capabilities?: unknown;
  readonly settings?: unknown;
  readonly settingsByFolder?: ReadonlyMap<string, unknown>;
  readonly initializationOptions?: unknown;
  /** Further arguments of the server's process. */
  readonly args?: readonly string[];
}

/** A client of the protocol, as small as a test needs it, over a connection that does not listen yet. */
export class ProtocolClient {
  readonly connection: MessageConnection;
  readonly published = new Map<
    string,
    { readonly version?: number; readonly diagnostics: readonly WireDiagnostic[] }
  >();
  readonly publishedCounts = new Map<string, number>();
  readonly messages: string[] = [];
  readonly log: string[];
  readonly statuses: Record<string, unknown>[] = [];
  readonly registered: string[] = [];
  /** URIs of the files and directories that the server has asked for. */
  readonly asked: string[] = [];
  refreshes = 0;
  /** What `workspace/configuration` is answered with, by scope URI or "" for the window. */
  settings: unknown;
  settingsByFolder: ReadonlyMap<string, unknown> = new Map();
  capabilities: Record<string, unknown> = {};
  readonly #died: Promise<never>;
  readonly #versions = new Map<string, number>();

  /** `died` rejects when the server ends, so that requests to it fail at once; `log` takes what it says. */
  constructor(connection: MessageConnection, died: Promise<never>, log: string[]) {
    this.connection = connection;
    this.log = log;
    this.#died = died;
    this.#died.catch(() => undefined);
    this.connection.onNotification(
      "textDocument/publishDiagnostics",
      (params: { uri: string; diagnostics: WireDiagnostic[] }) => {
        this.published.set(params.uri, params);
        this.publishedCounts.set(params.uri, (this.publishedCounts.get(params.uri) ?? 0) + 1);
      },
    );
    this.connection.onNotification(
      "window/showMessage",
      ({ message }: { message: string }) => void this.messages.push(message),
    );
    this.connection.onNotification(
      "window/logMessage",
      ({ message }: { message: string }) => void this.log.push(message),
    );
    this.connection.onNotification(
      "tofusmith/status",
      (status: Record<string, unknown>) => void this.statuses.push(status),
    );
    this.connection.onRequest("workspace/configuration", ({ items }: { items: { scopeUri?: string }[] }) =>
      items.map(
        ({ scopeUri }) =>
          (scopeUri === undefined ? undefined : this.settingsByFolder.get(scopeUri)) ?? this.settings ?? null,
      ),
    );
    this.connection.onRequest(
      "client/registerCapability",
      ({ registrations }: { registrations: { method: string }[] }) => {
        this.registered.push(...registrations.map(({ method }) => method));
        return null;
      },
    );
    this.connection.onRequest("workspace/diagnostic/refresh", () => {
      this.refreshes++;
      return null;
    });
    this.connection.onRequest("window/workDoneProgress/create", () => null);
    this.connection.listen();
  }

  /** Starts the session with the folders' URIs. */
  async initialize({ folders, capabilities = fullClient, initializationOptions }: ClientOptions): Promise<void> {
    const answer: { capabilities: Record<string, unknown> } = await this.request("initialize", {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: folders.map((folder) => ({ uri: folder, name: folder })),
      capabilities,
      initializationOptions,
    });
    this.capabilities = answer.capabilities;
    await this.connection.sendNotification("initialized", {});
  }

  /** The answer to a request; rejects where the server ends before it has answered. */
  async request<Result>(method: string, params?: unknown): Promise<Result> {
    return Promise.race([this.connection.sendRequest<Result>(method, params), this.#died]);
  }

  /** Makes this client read files for the server, from texts by URI. */
  answerFileRequests(files: ReadonlyMap<string, string>): void {
    this.connection.onRequest("tofusmith/listDirectory", ({ uri }: { uri: string }) => {
      this.asked.push(uri);
      return listing(files, uri);
    });
    this.connection.onRequest("tofusmith/readFile", ({ uri, longest }: { uri: string; longest: number }) => {
      this.asked.push(uri);
      const text = files.get(uri);
      if (text === undefined) return { kind: "missing" };
      return text.length > longest ? { kind: "tooLarge", bytes: text.length } : { kind: "text", text, validUtf8: true };
    });
  }

  async open(uri: string, text: string, languageId = "opentofu"): Promise<void> {
    this.#versions.set(uri, 1);
    await this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Makes incremental edits, or sets the whole text. */
  async edit(
    uri: string,
    changes: readonly ({ readonly range: WireRange; readonly text: string } | { readonly text: string })[],
  ): Promise<void> {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    await this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: changes,
    });
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
  }

  /** The first report on a document, which may hold no more than its syntax errors while its module is being read. */
  async pullOnce(
    uri: string,
    previousResultId?: string,
  ): Promise<{ kind: string; resultId?: string; items: WireDiagnostic[] }> {
    return this.request("textDocument/diagnostic", {
      textDocument: { uri },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
  }

  /** The complete report on a document: one with an id. */
  async pull(
    uri: string,
    previousResultId?: string,
  ): Promise<{ kind: string; resultId?: string; items: WireDiagnostic[] }> {
    for (;;) {
      const report = await this.pullOnce(uri, previousResultId);
      if (report.resultId !== undefined) return report;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Published diagnostics that meet a condition, once there are such. Rejects after ten seconds. */
  async waitForPublished(
    uri: string,
    isMet: (diagnostics: readonly WireDiagnostic[]) => boolean,
  ): Promise<readonly WireDiagnostic[]> {
    return waitFor(`diagnostics of ${uri}`, () => {
      const diagnostics = this.published.get(uri)?.diagnostics;
      return diagnostics && isMet(diagnostics) ? diagnostics : undefined;
    });
  }

  async actions(uri: string, range: WireRange, context: Record<string, unknown> = {}): Promise<WireAction[]> {
    return this.request("textDocument/codeAction", {
      textDocument: { uri },
      range,
      context: { diagnostics: [], ...context },
    });
  }

  async resolve(action: WireAction): Promise<WireAction> {
    return this.request("codeAction/resolve", action);
  }
}

/** The entries of a directory, from the URIs of all files. */
function listing(files: ReadonlyMap<string, string>, directory: string): unknown {
  const items = new Map<string, { name: string; kind: string; link: boolean }>();
  for (const uri of files.keys()) {
    if (!uri.startsWith(`${directory}/`)) continue;
    const [name = "", ...below] = uri.slice(directory.length + 1).split("/");
    items.set(name, { name, kind: below.length > 0 ? "directory" : "file", link: false });
  }
  return items.size === 0 ? { kind: "missing" } : { kind: "items", items: [...items.values()] };
}

/** Waits until `get` gives something, and gives that. Rejects after `limit` milliseconds. */
export async function waitFor<Value>(what: string, get: () => Value | undefined, limit = 10_000): Promise<Value> {
  const end = performance.now() + limit;
  for (;;) {
    const value = get();
    if (value !== undefined) return value;
    if (performance.now() > end) throw new Error(`waited ${limit} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The empty range at a 0-based place. */
export function at(line: number, character: number): WireRange {
  return { start: { line, character }, end: { line, character } };
}
