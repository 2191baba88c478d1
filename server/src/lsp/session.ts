// One client's session: what all handlers share.

import { CodeLensRefreshRequest, type Connection, MessageType, ShowMessageNotification } from "vscode-languageserver";
import { productOf } from "../features/diagnostics.js";
import type { ProductDecision, ProductEvidence } from "../model/product.js";
import { surroundingEvidence } from "../model/surroundings.js";
import { directoryOf, nameOf, normalizeUri } from "../model/uri.js";
import { Workspace, type WorkspaceChange, type WorkspaceSnapshot } from "../model/workspace.js";
import type { HclParser } from "../syntax/parser.js";
import type { ClientFeatures } from "./clientFeatures.js";
import { type DiagnosticsPublisher, pullingPublisher, pushingPublisher } from "./diagnosticsPublisher.js";
import { Discovery, type FactsIndexer } from "./discovery.js";
import { DocumentStore } from "./documentStore.js";
import { InstalledModules } from "./installedModules.js";
import type { FindProgram } from "./programs.js";
import { ProviderSchemaStore, type SchemaReader } from "./providerSchemas.js";
import { type ActiveSettings, SettingsStore } from "./settingsStore.js";
import { StatusReporter } from "./statusReporter.js";
import { WorkspaceFindings } from "./workspaceFindings.js";
import type { WorkspaceHost } from "./workspaceHost.js";

export interface SessionOptions {
  readonly connection: Connection;
  readonly client: ClientFeatures;
  readonly parser: HclParser;
  readonly host: WorkspaceHost;
  readonly indexer: FactsIndexer;
  /** Undefined where no program can be started. */
  readonly findProgram: FindProgram | undefined;
  readonly schemaReader: SchemaReader | undefined;
  /** The settings that came with `initialize`, for clients that have no other way. */
  readonly initialSettings: unknown;
  readonly trusted: boolean;
}

export class Session {
  readonly connection: Connection;
  readonly client: ClientFeatures;
  readonly documents: DocumentStore;
  readonly discovery: Discovery;
  readonly settings: SettingsStore;
  readonly findings: WorkspaceFindings;
  readonly diagnostics: DiagnosticsPublisher;
  readonly status: StatusReporter;
  readonly schemas: ProviderSchemaStore;
  readonly installed: InstalledModules;
  readonly findProgram: FindProgram | undefined;
  readonly parser: HclParser;
  /** Whether programs may be started and connections opened. */
  trusted: boolean;
  /** Resolved as soon as the first settings are known: nothing is answered by wrong ones. */
  configured: Promise<void> = Promise.resolve();
  /** Resolved when all folders have been read, or reading them was cancelled. */
  reading: Promise<void> = Promise.resolve();
  readonly #workspace: Workspace;
  readonly #listeners: ((changes: readonly WorkspaceChange[]) => void)[] = [];
  /** The revision that changed a file that was known before. */
  readonly #changedAt = new Map<string, number>();
  readonly #complaints = new Set<string>();

  constructor(options: SessionOptions) {
    const { connection, client, parser, host, indexer, initialSettings, trusted } = options;
    this.connection = connection;
    this.client = client;
    this.trusted = trusted;
    this.parser = parser;
    this.#workspace = new Workspace(parser);
    const apply = (changes: readonly WorkspaceChange[]) => this.#apply(changes);
    this.documents = new DocumentStore(apply, (message, cause) => this.reportFailure(message, cause));
    this.settings = new SettingsStore(
      {
        connection,
        asksClient: client.configuration,
        evidence: (directory) => this.#evidence(directory),
        pathBelow: (uri) => {
          const folder = this.discovery.folderOf(uri);
          if (folder !== undefined) return uri.slice(folder.length + 1);
          return this.discovery.folders.length === 0 ? nameOf(uri) : undefined;
        },
        complain: (complaint) => this.tellOnce(complaint),
      },
      initialSettings,
    );
    this.discovery = new Discovery({
      host,
      indexer,
      snapshot: () => this.snapshot(),
      apply,
      seen: (tree) => void this.#workspace.setSeen(tree),
      excluded: (uri) => this.settingsFor(uri).settings["index.exclude"],
      trusted: () => this.trusted,
      log: (message) => this.log(message),
    });
    this.findings = new WorkspaceFindings(this, () => this.diagnostics.refresh());
    this.diagnostics = client.pullsDiagnostics ? pullingPublisher(this) : pushingPublisher(this);
    this.status = new StatusReporter(this);
    this.findProgram = options.findProgram;
    this.installed = new InstalledModules(this);
    this.schemas = new ProviderSchemaStore(this, options.schemaReader);
  }

  snapshot(): WorkspaceSnapshot {
    return this.#workspace.snapshot();
  }

  /** The settings for a file or folder. */
  settingsFor(uri: string): ActiveSettings {
    return this.settings.in(this.discovery.folderOf(uri));
  }

  /** Resolves when all that the answers about a file depend on has been read. */
  async ready(uri: string): Promise<void> {
    await this.configured;
    await this.discovery.ready(uri);
  }

  /** Whether `ready` has resolved within a time in milliseconds. It goes on either way. */
  async readyWithin(uri: string, limit: number): Promise<boolean> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), limit);
    });
    const isReady = await Promise.race([this.ready(uri).then(() => true), late]);
    clearTimeout(timer);
    return isReady;
  }

  /** Calls `listener` after each change of the workspace. */
  onChange(listener: (changes: readonly WorkspaceChange[]) => void): void {
    this.#listeners.push(listener);
  }

  #apply(changes: readonly WorkspaceChange[]): void {
    const before = this.snapshot();
    const after = this.#workspace.apply(changes);
    if (after === before) return;
    for (const { uri } of changes) {
      const known = before.entry(uri);
      if (known && after.entry(uri)?.text !== known.text) this.#changedAt.set(uri, after.revision);
    }
    for (const listener of this.#listeners) listener(changes);
  }

  /** True where a file's text is another than it was at `revision`. */
  hasChangedSince(uri: string, revision: number): boolean {
    return (this.#changedAt.get(uri) ?? 0) > revision;
  }

  /** A file's URI as the client spells it. */
  clientUri(uri: string): string {
    return this.documents.get(uri)?.clientUri ?? uri;
  }

  /** The product of the module that a file belongs to; undefined for a file of no module. */
  productFor(uri: string): ProductDecision | undefined {
    const module = this.snapshot().moduleOf(normalizeUri(uri));
    return module && productOf(module, this.settingsFor(uri).check);
  }

  #evidence(directory: string): ProductEvidence[] {
    const languages = new Set(
      this.documents
        .all()
        .filter(({ uri }) => directoryOf(uri) === directory)
        .map(({ languageId }) => languageId),
    );
    return [
      ...[...languages].map((languageId) => ({ kind: "language", languageId }) as const),
      ...surroundingEvidence(this.snapshot(), directory, this.discovery.folderOf(directory)),
    ];
  }

  /** Has the client ask again for hints and lenses: something has changed that no document shows. */
  refreshShown(): void {
    const failed = (error: unknown) => this.reportFailure("Asking the client to refresh failed.", error);
    const { languages } = this.connection;
    if (this.client.refreshesInlayHints) languages.inlayHint.refresh().catch(failed);
    if (this.client.refreshesCodeLenses) this.connection.sendRequest(CodeLensRefreshRequest.type).catch(failed);
  }

  log(message: string): void {
    this.connection.console.info(message);
  }

  /** Writes a failure of ours to the log, with where it happened. */
  reportFailure(message: string, cause: unknown): void {
    const detail = cause instanceof Error ? (cause.stack ?? cause.message) : cause === undefined ? "" : String(cause);
    this.connection.console.error(detail === "" ? message : `${message}\n${detail}`);
  }

  /** Shows a message to the person, once per session. */
  tellOnce(message: string): void {
    if (this.#complaints.has(message)) return;
    this.#complaints.add(message);
    this.connection.console.warn(message);
    // As a notification: the connection's own function asks a question and waits for its answer.
    void this.connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
  }
}
