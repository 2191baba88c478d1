// Reads directories and files through the host, and says once what cannot be read.

import type { DirectoryItem, WorkspaceHost } from "./workspaceHost.js";

/** A file's text, as a change of the workspace. */
export interface LoadedFile {
  readonly kind: "loaded";
  readonly uri: string;
  readonly text: string;
}

export class FileReader {
  readonly #host: WorkspaceHost;
  readonly #log: (message: string) => void;
  readonly #logged = new Set<string>();

  /** `log` is told once of each file or folder that cannot be read. */
  constructor(host: WorkspaceHost, log: (message: string) => void) {
    this.#host = host;
    this.#log = log;
  }

  /** What a directory holds; undefined where there is none. */
  async list(directory: string): Promise<readonly DirectoryItem[] | undefined> {
    const listing = await this.#host.listDirectory(directory);
    if (listing.kind === "items") return listing.items;
    if (listing.kind === "missing") return undefined;
    if (listing.kind === "refused") this.logOnce(`${directory} ${listing.reason}.`);
    return [];
  }

  /** The texts of those files that are there and can be analysed. */
  async readAll(uris: readonly string[]): Promise<LoadedFile[]> {
    const contents = await Promise.all(uris.map((uri) => this.#host.readFile(uri)));
    return contents.flatMap((content, i) => {
      const uri = uris[i] ?? "";
      if (content.kind === "refused") this.logOnce(`${uri} ${content.reason}.`);
      if (content.kind !== "text") return [];
      if (!content.validUtf8) this.logOnce(`${uri} is not valid UTF-8; the bytes that are not are read as U+FFFD.`);
      return [{ kind: "loaded", uri, text: content.text }];
    });
  }

  /** Says something once. */
  logOnce(message: string): void {
    if (this.#logged.has(message)) return;
    this.#logged.add(message);
    this.#log(message);
  }
}
