// The server's life: from `initialize` to `exit`. What it answers is in `handlers/`.

import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DocumentFormattingRequest,
  DocumentRangeFormattingRequest,
  type InitializeResult,
  RegistrationRequest,
  WatchKind,
} from "vscode-languageserver";
import { setBugReporter } from "../base/bug.js";
import { baselineName } from "../features/similarity/baseline.js";
import { installedModulesPath } from "../model/installedModules.js";
import { namedEndings } from "../model/namedFiles.js";
import { evidenceFiles } from "../model/surroundings.js";
import { dataEndings } from "../model/terragrunt/dataFiles.js";
import { settingsSection } from "../settings.js";
import type { HclParser } from "../syntax/parser.js";
import { clientFeatures } from "./clientFeatures.js";
import { clientFiles } from "./clientFiles.js";
import { isCompanion, soleDocuments } from "./companion.js";
import type { FactsIndexer } from "./discovery.js";
import { initialFolders } from "./folders.js";
import { fieldOf } from "./fromProtocol.js";
import { serverCapabilities } from "./handler.js";
import { handlers } from "./handlers/registry.js";
import { jsonRegistrations } from "./jsonDocuments.js";
import type { FindProgram } from "./programs.js";
import type { SchemaReader } from "./providerSchemas.js";
import { Session } from "./session.js";
import type { WorkspaceHost } from "./workspaceHost.js";
import { readWorkspace } from "./workspaceReading.js";

/** What the platform gives the server. */
export interface Platform {
  readonly version: string;
  /** Where files are read; `client` reads those that only the client can reach, and is undefined where it does not. */
  host(client: WorkspaceHost | undefined): WorkspaceHost;
  loadParser(): Promise<HclParser>;
  indexer(parser: HclParser, options: IndexerOptions): FactsIndexer;
  /** Finds programs, and asks providers for their schemas; absent where no program can be started. */
  readonly programs?: { readonly find: FindProgram; schemaReader(storage: string | undefined): SchemaReader };
}

/** What a platform's indexer is told. */
export interface IndexerOptions {
  /** A folder of the client's for this workspace, to keep things in between starts; undefined where there is none. */
  readonly storage: string | undefined;
  /** Takes complaints that the person can do nothing about. */
  log(message: string): void;
}

/** Serves one client over a connection, until it ends the session. */
export function startServer(connection: Connection, platform: Platform): void {
  let session: Session | undefined;
  // Loading starts before the client speaks: it is most of what there is to wait for.
  const loading = platform.loadParser();
  loading.catch(() => {
    // The failure is told in the answer to `initialize`.
  });
  setBugReporter((message, cause) => {
    const detail = cause instanceof Error ? `\n${cause.stack ?? cause.message}` : "";
    connection.console.error(`A mistake of Tofusmith: ${message}${detail}`);
  });

  connection.onInitialize(async (params): Promise<InitializeResult> => {
    const client = clientFeatures(params);
    const parser = await loading;
    const storage = fieldOf(params.initializationOptions, "storage");
    const folder = typeof storage === "string" ? storage : undefined;
    session = new Session({
      connection,
      client,
      parser,
      host: platform.host(client.readsFiles ? clientFiles(connection) : undefined),
      indexer: platform.indexer(parser, {
        storage: folder,
        log: (message) => connection.console.warn(message),
      }),
      findProgram: platform.programs?.find,
      schemaReader: platform.programs?.schemaReader(folder),
      initialSettings: fieldOf(params.initializationOptions, "settings"),
      // Without a word on trust nothing is started and nothing is fetched.
      trusted: fieldOf(params.initializationOptions, "trusted") === true,
    });
    session.discovery.setFolders(initialFolders(params));
    session.onChange((changes) => {
      // Files that are read in the background are told of once, when all have been.
      if (changes.some(({ kind }) => kind !== "loaded" && kind !== "removed")) session?.diagnostics.changed();
      session?.findings.schedule();
    });
    for (const handler of handlers) handler.register(session);
    return {
      capabilities: { ...serverCapabilities(handlers, client), positionEncoding: "utf-16" },
      serverInfo: { name: "Tofusmith", version: platform.version },
    };
  });

  connection.onInitialized(() => {
    if (!session) return;
    const started = session;
    started.configured = started.settings.load(started.discovery.folders);
    started.reading = started.configured.then(() => readWorkspace(started));
    void register(connection, started);
    started.status.trust();
  });
  connection.onShutdown(() => session?.schemas.stop());
  connection.listen();
}

/** Asks the client for what can only be asked for after the start. */
async function register(connection: Connection, { client, reportFailure }: Session): Promise<void> {
  try {
    if (client.registersConfigurationChanges) {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: settingsSection });
    }
    const formatted = soleDocuments(client);
    if (isCompanion(client) && client.registersFormatting && formatted.length > 0) {
      for (const type of [DocumentFormattingRequest.type, DocumentRangeFormattingRequest.type]) {
        await connection.client.register(type, { documentSelector: [...formatted] });
      }
    }
    const registrations = jsonRegistrations(client).map(({ method, options }) => ({
      id: `tofusmith-json-${method}`,
      method,
      registerOptions: options,
    }));
    if (registrations.length > 0) await connection.sendRequest(RegistrationRequest.type, { registrations });
    if (client.registersFileWatchers) {
      await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: fileWatchers() });
    }
  } catch (error) {
    reportFailure("Registering with the client failed.", error);
  }
}

function fileWatchers() {
  const endings = [
    "tf",
    "tofu",
    "tfvars",
    "hcl",
    "tf.json",
    "tofu.json",
    "tfvars.json",
    "tftest.json",
    "tofutest.json",
  ];
  const names = [...evidenceFiles.filter((name) => !name.endsWith(".hcl")), baselineName];
  return [
    { globPattern: `**/*.{${endings.join(",")}}` },
    { globPattern: `**/{${names.join(",")}}` },
    { globPattern: `**/${installedModulesPath}` },
    // Configuration reads such files with its functions; changes of those that it does not name are passed over.
    { globPattern: `**/*.{${[...new Set([...dataEndings, ...namedEndings])].join(",")}}` },
    // A folder that is deleted is reported without the files in it; whether there is a file of any name, Terragrunt asks.
    { globPattern: "**/*", kind: WatchKind.Create | WatchKind.Delete },
  ];
}
