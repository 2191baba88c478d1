// Reads the whole workspace in the background, with progress that the person can see and end.

import { Cancelled } from "../base/cancellation.js";
import type { IndexProgress } from "./discovery.js";
import type { Session } from "./session.js";

/** How long reading goes on before other messages get a turn, in milliseconds. */
const turn = 8;
/** From how many files on the editor shows a progress bar. */
const many = 500;

const runs = new WeakMap<Session, number>();

/** Reads all folders. A later call ends an earlier one; files that are known already are not read again. */
export async function readWorkspace(session: Session): Promise<void> {
  const run = (runs.get(session) ?? 0) + 1;
  runs.set(session, run);
  const bar = new ProgressBar(session);
  let since = performance.now();
  const pause = async () => {
    if (performance.now() - since > turn) {
      await new Promise<void>((resolve) => setTimeout(resolve, 0));
      since = performance.now();
    }
    if (bar.cancelled) session.log("Reading the workspace was cancelled; other files are read when they are opened.");
    if (bar.cancelled || runs.get(session) !== run) throw new Cancelled();
  };
  let last: IndexProgress = { done: 0, total: 0 };
  try {
    await session.discovery.readWorkspace(pause, (progress) => {
      last = progress;
      session.status.index(progress);
      bar.show(progress);
    });
  } catch (error) {
    if (!(error instanceof Cancelled)) session.reportFailure("Reading the workspace failed.", error);
    session.status.index({ done: last.total, total: last.total });
  } finally {
    bar.end();
  }
  // Modules that call the ones at hand are known now, and the rules that look at all modules can run.
  session.diagnostics.refresh();
  session.findings.schedule();
  session.status.modules();
}

/** The editor's progress bar, for workspaces that take a while and clients that have one. */
class ProgressBar {
  readonly #session: Session;
  #bar: Awaited<ReturnType<Session["connection"]["window"]["createWorkDoneProgress"]>> | undefined;
  #state: "none" | "asked" | "shown" | "ended" = "none";

  constructor(session: Session) {
    this.#session = session;
  }

  get cancelled(): boolean {
    return this.#bar?.token.isCancellationRequested ?? false;
  }

  show({ done, total }: IndexProgress): void {
    if (this.#state === "none" && total >= many && this.#session.client.workDoneProgress) void this.#begin();
    this.#bar?.report(total === 0 ? 100 : Math.floor((done / total) * 100), `${done} of ${total} files`);
  }

  async #begin(): Promise<void> {
    this.#state = "asked";
    try {
      const bar = await this.#session.connection.window.createWorkDoneProgress();
      // It may have ended while the client was asked.
      if (this.#state !== "asked") return;
      bar.begin("Tofusmith: reading the workspace", 0, undefined, true);
      this.#bar = bar;
      this.#state = "shown";
    } catch {
      // A client that refuses the bar it announced goes without.
      this.#state = "ended";
    }
  }

  end(): void {
    this.#bar?.done();
    this.#bar = undefined;
    this.#state = "ended";
  }
}
