// An extension for the tests in the browser: a file system in memory, filled with what the page's server offers.
import * as vscode from "vscode";

/** The scheme of the files. */
export const scheme = "tofusmith-memory";

interface Entry {
  readonly changed: number;
  readonly bytes: Uint8Array;
}

class MemoryFiles implements vscode.FileSystemProvider {
  readonly #files = new Map<string, Entry>();
  readonly #changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changes.event;

  constructor(texts: Readonly<Record<string, string>>) {
    for (const [path, text] of Object.entries(texts)) {
      this.#files.set(path, { changed: Date.now(), bytes: new TextEncoder().encode(text) });
    }
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const entry = this.#files.get(uri.path);
    if (entry) {
      return { type: vscode.FileType.File, ctime: 0, mtime: entry.changed, size: entry.bytes.length };
    }
    if (this.#below(uri).length === 0) throw vscode.FileSystemError.FileNotFound(uri);
    return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
  }

  readDirectory(uri: vscode.Uri): [string, vscode.FileType][] {
    const below = this.#below(uri);
    if (below.length === 0) throw vscode.FileSystemError.FileNotFound(uri);
    const items = new Map<string, vscode.FileType>();
    for (const [name = "", ...more] of below) {
      items.set(name, more.length > 0 ? vscode.FileType.Directory : vscode.FileType.File);
    }
    return [...items];
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const entry = this.#files.get(uri.path);
    if (!entry) throw vscode.FileSystemError.FileNotFound(uri);
    return entry.bytes;
  }

  writeFile(uri: vscode.Uri, bytes: Uint8Array): void {
    const type = this.#files.has(uri.path) ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created;
    this.#files.set(uri.path, { changed: Date.now(), bytes });
    this.#changes.fire([{ type, uri }]);
  }

  delete(uri: vscode.Uri): void {
    this.#files.delete(uri.path);
    this.#changes.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
  }

  rename(): void {
    throw vscode.FileSystemError.NoPermissions("nothing is renamed in these tests");
  }

  createDirectory(): void {}

  /** The parts of the paths below a folder. */
  #below(uri: vscode.Uri): string[][] {
    const start = uri.path.endsWith("/") ? uri.path : `${uri.path}/`;
    return [...this.#files.keys()]
      .filter((path) => path.startsWith(start))
      .map((path) => path.slice(start.length).split("/"));
  }
}

/** Called by VS Code when the first file of the scheme is asked for. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const files = await fetch(vscode.Uri.joinPath(context.extensionUri, "../files.json").toString());
  const provider = new MemoryFiles((await files.json()) as Record<string, string>);
  context.subscriptions.push(vscode.workspace.registerFileSystemProvider(scheme, provider, { isCaseSensitive: true }));
}
