// Tells the client what its status item shows: products, versions, their evidence, trust, and the index's progress.

import { formatVersion } from "../model/version.js";
import type { Methods, ModuleStatus, StatusParams } from "../protocol.js";
import type { IndexProgress } from "./discovery.js";
import type { Session } from "./session.js";

const method: Methods["status"] = "tofusmith/status";

/** How often progress is reported at most, in milliseconds. */
const interval = 100;

export class StatusReporter {
  readonly #session: Session;
  readonly #modules = new Map<string, string>();
  #reported = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Reports the module of each open document, where its status is another than before. */
  modules(): void {
    const news: ModuleStatus[] = [];
    for (const { uri } of this.#session.documents.all()) {
      const entry = this.#session.snapshot().entry(uri);
      const decision = this.#session.productFor(uri);
      if (!entry || !decision) continue;
      const status: ModuleStatus = {
        directory: entry.directory,
        product: decision.product,
        version: decision.lowerBound ? formatVersion(decision.lowerBound) : null,
        evidence: decision.evidence,
      };
      const content = JSON.stringify(status);
      if (this.#modules.get(entry.directory) === content) continue;
      this.#modules.set(entry.directory, content);
      news.push(status);
    }
    if (news.length > 0) this.#send({ modules: news });
  }

  trust(): void {
    this.#send({ trusted: this.#session.trusted });
  }

  /** The first and the last report of a run always go out. */
  index(progress: IndexProgress): void {
    const now = performance.now();
    if (progress.done > 0 && progress.done < progress.total && now - this.#reported < interval) return;
    this.#reported = now;
    this.#send({ index: progress });
  }

  #send(params: StatusParams): void {
    void this.#session.connection.sendNotification(method, params);
  }
}
