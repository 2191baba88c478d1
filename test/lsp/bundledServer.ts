// Bundles the server, starts it as its own process and speaks the protocol with it over stdio.

import { type ChildProcess, spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node.js";
import { serverBundle } from "../../scripts/nodeBundle.js";
import { type ClientOptions, ProtocolClient } from "./protocolClient.js";

const root = join(import.meta.dirname, "../..");
const requireFromRoot = createRequire(join(root, "package.json"));

/** The newest change of any file below a folder, in milliseconds. */
function newest(folder: string): number {
  return Math.max(
    0,
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );
}

const temporary: string[] = [];
process.on("exit", () => {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

let bundled: Promise<string> | undefined;

/**
 * The folder with `server.cjs` and `cli.cjs`: `dist/` where it is newer than the sources, so that what ships is what is
 * tested; else a fresh bundle, so that a test run never speaks of old code.
 */
export function bundle(): Promise<string> {
  bundled ??= makeBundle();
  return bundled;
}

async function makeBundle(): Promise<string> {
  const dist = join(root, "dist");
  const built = join(dist, "cli.cjs");
  const sources = Math.max(newest(join(root, "server/src")), newest(join(root, "server/grammar")));
  if (existsSync(built) && statSync(built).mtimeMs > sources) return dist;
  const folder = mkdtempSync(join(tmpdir(), "tofusmith-bundle-"));
  temporary.push(folder);
  await build({
    entryPoints: {
      server: join(root, "server/src/node/startServer.ts"),
      serverCode: join(root, "server/src/main.node.ts"),
      cli: join(root, "server/src/cli.ts"),
      indexWorker: join(root, "server/src/node/indexWorker.ts"),
      schemaWorker: join(root, "server/src/node/schemaWorker.ts"),
    },
    outdir: folder,
    outExtension: { ".js": ".cjs" },
    ...serverBundle(true),
    sourcemap: false,
  });
  copyFileSync(requireFromRoot.resolve("web-tree-sitter/web-tree-sitter.wasm"), join(folder, "web-tree-sitter.wasm"));
  copyFileSync(join(root, "server/grammar/tree-sitter-hcl.wasm"), join(folder, "tree-sitter-hcl.wasm"));
  return folder;
}

/** A folder of files that is removed when the test process ends. Names may hold slashes. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "tofusmith-test-"));
  temporary.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export function uriOf(...parts: string[]): string {
  return pathToFileURL(join(...parts)).toString();
}

/** A client of the bundled server in a process of its own. */
export class TestClient extends ProtocolClient {
  readonly process: ChildProcess;
  exitCode: Promise<number | null>;

  /** Starts the server at a path, with further arguments. */
  constructor(server: string, args: readonly string[] = []) {
    const child = spawn(process.execPath, [server, "--stdio", ...args], { stdio: ["pipe", "pipe", "pipe"] });
    const log: string[] = [];
    const exitCode = new Promise<number | null>((resolve) => child.on("exit", (code) => resolve(code)));
    // A request to a server that has died must fail at once, with what the server said last.
    const died = exitCode.then((code) => {
      throw new Error(`the server ended with ${code}: ${log.slice(-3).join("").slice(-500)}`);
    });
    const { stdin, stdout, stderr } = child;
    stderr.on("data", (data: Buffer) => log.push(String(data)));
    // A server that ends closes its input; what the test learns from is its exit code.
    stdin.on("error", () => undefined);
    super(createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin)), died, log);
    this.process = child;
    this.exitCode = exitCode;
  }

  static async start(options: ClientOptions): Promise<TestClient> {
    const client = new TestClient(join(await bundle(), "server.cjs"), options.args);
    client.settings = options.settings;
    client.settingsByFolder = options.settingsByFolder ?? new Map();
    await client.initialize({ ...options, folders: options.folders.map((folder) => uriOf(folder)) });
    return client;
  }

  /** Ends the session as an editor does, and gives the exit code. */
  async stop(): Promise<number | null> {
    await this.request("shutdown");
    await this.connection.sendNotification("exit");
    const code = await this.exitCode;
    this.connection.dispose();
    return code;
  }
}
