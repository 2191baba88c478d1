// The schemas of installed providers: which module needs which, and when they are read. Nothing waits for them.
//
// Only in trusted workspaces on a disk: reading runs the local `tofu` or `terraform`, and with it the providers.

import { RecentlyUsed } from "../model/derived.js";
import { type LockedProvider, lockedProviders, lockFileName } from "../model/lockFile.js";
import type { Module } from "../model/module.js";
import {
  dumpFor,
  type ObjectKind,
  type ProvidedBody,
  type ProvidedFunction,
  type ProvidedObject,
  type ProviderDump,
  type ProviderSchemas,
  type ProviderVersion,
  readProvidedBody,
  readProvidedFunctions,
} from "../model/providerSchema.js";
import { nameOf, resolveUri } from "../model/uri.js";
import type { WorkspaceSnapshot } from "../model/workspace.js";
import { programNames } from "./programs.js";
import type { Session } from "./session.js";

/** Reads the schemas of providers, where the platform can start programs. */
export interface SchemaReader {
  /** What is known of the providers of a root module. Never rejects. `onCancel` takes what ends the reading early. */
  read(request: SchemaRequest, onCancel: (end: () => void) => void): Promise<SchemaAnswer>;
}

export interface SchemaRequest {
  /** The root module's directory, a `file:` URI. */
  readonly directory: string;
  readonly providers: readonly LockedProvider[];
  /** Names or absolute paths of the programs that can tell, best first. */
  readonly programs: readonly string[];
}

export interface SchemaAnswer {
  readonly dumps: readonly ProviderDump[];
  /** Providers that the lock file names and that are not installed. */
  readonly notInstalled: readonly string[];
  /** Why some schemas could not be read, as one sentence; undefined where nothing went wrong. */
  readonly failure: string | undefined;
}

/** What is known of one root module's providers. */
interface RootSchemas {
  readonly lock: string;
  readonly dumps: readonly ProviderDump[];
  /** Providers may be installed later without a change of the lock file. */
  readonly incompleteSince: number | undefined;
}

/** How long a module's root is taken for the same, in milliseconds. */
const rootKept = 3000;
/** How long to wait before asking again whether a provider has been installed, in milliseconds. */
const retryAfter = 20_000;
/** A provider's object is looked at many times in a row. */
const bodiesKept = 200;

export class ProviderSchemaStore implements ProviderSchemas {
  readonly #session: Session;
  readonly #reader: SchemaReader | undefined;
  readonly #roots = new Map<string, RootSchemas>();
  readonly #rootOf = new Map<string, { readonly root: string | undefined; readonly at: number }>();
  readonly #bodies = new RecentlyUsed<string, ProvidedBody>(bodiesKept);
  readonly #functions = new WeakMap<ProviderDump, readonly ProvidedFunction[]>();
  readonly #reading = new Set<string>();
  readonly #said = new Set<string>();
  #queue: Promise<void> = Promise.resolve();
  #end: (() => void) | undefined;

  constructor(session: Session, reader: SchemaReader | undefined) {
    this.#session = session;
    this.#reader = reader;
  }

  /** Has the schemas for a file's module read, where they may be and are not yet. `uri` is normalised. */
  want(uri: string): void {
    const { trusted } = this.#session;
    if (!this.#reader || !trusted || !uri.startsWith("file:")) return;
    if (!this.#session.settingsFor(uri).settings.providerSchemas) return;
    const snapshot = this.#session.snapshot();
    const module = snapshot.moduleOf(uri);
    const root = module && this.#root(snapshot, module);
    if (root === undefined || this.#reading.has(root)) return;
    const lock = snapshot.entry(resolveUri(root, lockFileName))?.text ?? "";
    const known = this.#roots.get(root);
    const isStale = known?.incompleteSince !== undefined && performance.now() - known.incompleteSince > retryAfter;
    if (known && known.lock === lock && !isStale) return;
    this.#reading.add(root);
    // One program at a time: each may take a processor for a while.
    this.#queue = this.#queue.then(() => this.#read(uri, root, lock)).finally(() => this.#reading.delete(root));
  }

  /** Ends what is running, and forgets what is known: trust is gone, or the session ends. */
  stop(): void {
    this.#end?.();
    this.#roots.clear();
  }

  types(module: Module, kind: ObjectKind): readonly { readonly type: string; readonly provider: ProviderVersion }[] {
    if (kind === "provider") return [];
    return this.#dumps(module).flatMap((dump) => dump.types[kind].map((type) => ({ type, provider: dump })));
  }

  object(module: Module, kind: ObjectKind, type: string): ProvidedObject | undefined {
    const provider = dumpFor(this.#dumps(module), module, kind, type);
    if (!provider) return undefined;
    const key = `${provider.address} ${provider.version} ${kind} ${type}`;
    let body = this.#bodies.get(key);
    if (!body) {
      const schema = provider.read(kind, type);
      if (schema === undefined) return undefined;
      body = readProvidedBody(schema);
      this.#bodies.set(key, body);
    }
    return { provider, body };
  }

  functions(module: Module, provider: string): readonly ProvidedFunction[] {
    const dump = dumpFor(this.#dumps(module), module, "provider", provider);
    if (!dump) return [];
    let known = this.#functions.get(dump);
    if (!known) {
      known = readProvidedFunctions(dump.readFunctions());
      this.#functions.set(dump, known);
    }
    return known;
  }

  #dumps(module: Module): readonly ProviderDump[] {
    const root = this.#rootOf.get(module.directory)?.root;
    return (root === undefined ? undefined : this.#roots.get(root)?.dumps) ?? [];
  }

  /** The directory of the module with the lock file: the module itself, else the nearest that calls it. */
  #root(snapshot: WorkspaceSnapshot, module: Module): string | undefined {
    const known = this.#rootOf.get(module.directory);
    if (known && performance.now() - known.at < rootKept) return known.root;
    const root = rootOf(snapshot, module);
    this.#rootOf.set(module.directory, { root, at: performance.now() });
    return root;
  }

  async #read(uri: string, root: string, lock: string): Promise<void> {
    const { snapshot, trusted } = { snapshot: this.#session.snapshot(), trusted: this.#session.trusted };
    const file = snapshot.file(resolveUri(root, lockFileName));
    if (!this.#reader || !trusted || !file) return;
    const progress = new SchemaProgress(this.#session, nameOf(root));
    try {
      const { dumps, notInstalled, failure } = await this.#reader.read(
        { directory: root, providers: lockedProviders(file), programs: programNames(this.#session, uri) },
        (end) => {
          this.#end = end;
          progress.show(end);
        },
      );
      if (failure !== undefined) this.#sayOnce(`${nameOf(root)}: ${failure}`);
      const incompleteSince = notInstalled.length > 0 ? performance.now() : undefined;
      this.#roots.set(root, { lock, dumps, incompleteSince });
    } catch (error) {
      this.#session.reportFailure("Reading the schemas of the providers failed.", error);
      this.#roots.set(root, { lock, dumps: [], incompleteSince: undefined });
    } finally {
      this.#end = undefined;
      progress.end();
    }
  }

  #sayOnce(message: string): void {
    if (this.#said.has(message)) return;
    this.#said.add(message);
    this.#session.log(message);
  }
}

function rootOf(snapshot: WorkspaceSnapshot, module: Module): string | undefined {
  const queue = [module];
  const seen = new Set([module.directory]);
  for (const at of queue) {
    if (snapshot.entry(resolveUri(at.directory, lockFileName))) return at.directory;
    for (const { module: caller } of snapshot.callersOf(at)) {
      if (seen.has(caller.directory)) continue;
      seen.add(caller.directory);
      queue.push(caller);
    }
  }
  return undefined;
}

/** The editor's progress bar with its button to cancel, for clients that have one. */
class SchemaProgress {
  readonly #session: Session;
  readonly #name: string;
  #bar: Awaited<ReturnType<Session["connection"]["window"]["createWorkDoneProgress"]>> | undefined;
  #isOver = false;

  constructor(session: Session, name: string) {
    this.#session = session;
    this.#name = name;
  }

  /** Shows the bar; its button calls `cancel`. */
  show(cancel: () => void): void {
    if (this.#session.client.workDoneProgress && !this.#bar) void this.#begin(cancel);
  }

  async #begin(cancel: () => void): Promise<void> {
    try {
      const bar = await this.#session.connection.window.createWorkDoneProgress();
      // It may have ended while the client was asked.
      if (this.#isOver) return;
      bar.begin(`Tofusmith: reading the provider schemas of ${this.#name}`, undefined, undefined, true);
      bar.token.onCancellationRequested(cancel);
      this.#bar = bar;
    } catch {
      // A client that refuses the bar it announced goes without.
    }
  }

  end(): void {
    this.#isOver = true;
    this.#bar?.done();
  }
}
