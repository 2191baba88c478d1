// Hosts the server's web worker in a page of a headless browser and speaks the protocol with it.

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  type Disposable,
  type Message,
} from "vscode-jsonrpc/node.js";
import { launchChromium, needChromium } from "../../scripts/editor/chromium.js";
import { ProtocolClient } from "../lsp/protocolClient.js";

const dist = join(import.meta.dirname, "../../dist");
const scripts = ["server.browser.js", "indexWorker.browser.js"];

/** A browser, and the address of what lies in dist/. */
export interface WebStage {
  readonly browser: Browser;
  readonly address: string;
  close(): Promise<void>;
}

/** Starts a browser and serves dist/ to it. Throws where nothing was built, or no browser is to be had. */
export async function openStage(): Promise<WebStage> {
  const missing = scripts.find((name) => !existsSync(join(dist, name)));
  if (missing !== undefined) throw new Error(`dist/${missing} is missing: run \`npm run build\` first`);
  const scratch = mkdtempSync(join(tmpdir(), "tofusmith-web-"));
  const server = await serveDist();
  const browser = await launchChromium(await needChromium(), scratch);
  return {
    browser,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
      rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function serveDist(): Promise<Server> {
  const server = createServer(({ url = "/" }, response) => {
    const name = url.slice(1);
    if (name === "") {
      response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Tofusmith</title>");
    } else if (/^[\w.-]+\.(js|wasm)$/.test(name) && existsSync(join(dist, name))) {
      const type = name.endsWith(".js") ? "text/javascript" : "application/wasm";
      response.writeHead(200, { "content-type": type }).end(readFileSync(join(dist, name)));
    } else {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

/** How a session in a page is started. */
export interface PageOptions {
  /** The files that the client reads for the server, by URI; undefined for a client that reads none. */
  readonly files?: Map<string, string>;
  readonly folders: readonly string[];
  readonly settings?: unknown;
  /** In place of the index worker's script. */
  readonly indexWorker?: string;
}

/** What a page offers to the functions that run in it. */
interface PageGlobals {
  fromServer(message: unknown): void;
  toServer?: (message: unknown) => void;
}

/** A client whose server runs in a page. */
export class PageClient extends ProtocolClient {
  readonly page: Page;

  private constructor(page: Page, reader: PageReader, log: string[]) {
    const died = new Promise<never>((_, reject) => {
      page.on("crash", () => reject(new Error("the page crashed")));
      page.on("pageerror", (error) => reject(error));
    });
    super(createMessageConnection(reader, new PageWriter(page)), died, log);
    this.page = page;
  }

  static async start({ browser, address }: WebStage, options: PageOptions): Promise<PageClient> {
    const page = await browser.newPage();
    const reader = new PageReader();
    await page.exposeFunction("fromServer", (message: Message) => reader.receive(message));
    await page.goto(address);
    await page.evaluate(startWorker, options.indexWorker);
    const client = new PageClient(page, reader, []);
    client.settings = options.settings;
    if (options.files) client.answerFileRequests(options.files);
    await client.initialize({
      folders: options.folders,
      initializationOptions: { trusted: true, ...(options.files ? { files: true } : {}) },
    });
    return client;
  }

  /** Ends the session as an editor does. Resolves when the worker has ended by itself. */
  async stop(): Promise<void> {
    const [worker] = this.page.workers();
    const ended = worker?.waitForEvent("close");
    await this.request("shutdown");
    await this.connection.sendNotification("exit");
    await ended;
    this.connection.dispose();
    await this.page.close();
  }
}

/** Runs in the page: does what the extension's browser entry does. */
async function startWorker(indexWorkerInstead: string | undefined): Promise<void> {
  const page = globalThis as unknown as PageGlobals;
  const bytes = async (name: string) => new Uint8Array(await (await fetch(`/${name}`)).arrayBuffer());
  const start = {
    runtimeWasm: await bytes("web-tree-sitter.wasm"),
    grammarWasm: await bytes("tree-sitter-hcl.wasm"),
    indexWorker: indexWorkerInstead ?? (await (await fetch("/indexWorker.browser.js")).text()),
  };
  const worker = new Worker("/server.browser.js");
  await new Promise<void>((resolve, reject) => {
    worker.onmessage = ({ data }) => (data === "started" ? resolve() : undefined);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(start);
  });
  worker.onmessage = ({ data }) => page.fromServer(data);
  page.toServer = (message) => worker.postMessage(message);
}

class PageReader extends AbstractMessageReader {
  #callback: DataCallback | undefined;

  listen(callback: DataCallback): Disposable {
    this.#callback = callback;
    return { dispose: () => undefined };
  }

  receive(message: Message): void {
    this.#callback?.(message);
  }
}

class PageWriter extends AbstractMessageWriter {
  readonly #page: Page;
  /** Messages arrive in the order in which they were sent. */
  #last: Promise<void> = Promise.resolve();

  constructor(page: Page) {
    super();
    this.#page = page;
  }

  write(message: Message): Promise<void> {
    this.#last = this.#last.then(() =>
      this.#page.evaluate((each) => (globalThis as unknown as PageGlobals).toServer?.(each), message as unknown),
    );
    return this.#last;
  }

  end(): void {}
}
