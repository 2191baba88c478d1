// Findings of what looks at all modules at once: rules, and the search for repetition. It runs in the background,
// between the person's edits.

import { Cancelled, type Checkpoint } from "../base/cancellation.js";
import type { Diagnostic } from "../features/diagnostic.js";
import { checkWorkspace } from "../features/diagnostics.js";
import { rules } from "../features/rules/registry.js";
import { repetitionFindings } from "../features/similarity/repetitionFindings.js";
import type { FileEntry } from "../model/workspace.js";
import { ignoringFix, searchRepetition } from "./repetition.js";
import type { Session } from "./session.js";

/** How long nothing may change before the rules run, in milliseconds. */
const quiet = 800;
/** How long they run before other messages get a turn. */
const turn = 8;

interface FindingsInFile {
  /** The file they were found in: findings in an older text have no place in a newer one. */
  readonly entry: FileEntry;
  readonly diagnostics: Diagnostic[];
}

export class WorkspaceFindings {
  readonly #session: Session;
  readonly #onFound: () => void;
  #found = new Map<string, FindingsInFile>();
  /** The workspace's revision that the findings speak of. */
  #revision = -1;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #run = 0;

  /** `onFound` is called when the findings are others than before. */
  constructor(session: Session, onFound: () => void) {
    this.#session = session;
    this.#onFound = onFound;
  }

  /** Findings in a file as it is now. */
  of(uri: string): readonly Diagnostic[] {
    const found = this.#found.get(uri);
    return found && found.entry === this.#session.snapshot().entry(uri) ? found.diagnostics : [];
  }

  /** As `of`, with fixes that can still be made: none once anything has changed, until the next run. */
  fixable(uri: string): readonly Diagnostic[] {
    return this.#revision === this.#session.snapshot().revision ? this.of(uri) : [];
  }

  /** Has everything run again, once nothing has changed for a while. */
  schedule(): void {
    this.#run++;
    clearTimeout(this.#timer);
    if (!this.#hints && !rules.some((rule) => rule.scope === "workspace")) return;
    this.#timer = setTimeout(() => void this.#check(), quiet);
  }

  get #hints(): boolean {
    return this.#session.settings.in(undefined).settings["dry.hints"];
  }

  async #repetition(checkpoint: Checkpoint): Promise<readonly Diagnostic[]> {
    if (!this.#hints || this.#session.documents.all().length === 0) return [];
    const session = this.#session;
    const suggestions = await searchRepetition(session, checkpoint);
    return repetitionFindings(
      session.snapshot(),
      suggestions,
      (uri) => session.settingsFor(uri),
      (suggestion) => ignoringFix(session, suggestion),
      checkpoint,
    );
  }

  async #check(): Promise<void> {
    const run = this.#run;
    let since = performance.now();
    const checkpoint: Checkpoint = async () => {
      if (performance.now() - since > turn) {
        await new Promise<void>((resolve) => setTimeout(resolve, 0));
        since = performance.now();
      }
      if (run !== this.#run) throw new Cancelled();
    };
    try {
      const snapshot = this.#session.snapshot();
      const diagnostics = [
        ...(await checkWorkspace(snapshot, this.#session.settings.in(undefined).check, checkpoint)),
        ...(await this.#repetition(checkpoint)),
      ];
      const found = new Map<string, FindingsInFile>();
      for (const diagnostic of diagnostics) {
        const entry = snapshot.entry(diagnostic.uri);
        if (!entry) continue;
        const inFile = found.get(diagnostic.uri);
        if (inFile) inFile.diagnostics.push(diagnostic);
        else found.set(diagnostic.uri, { entry, diagnostics: [diagnostic] });
      }
      const isNews = found.size > 0 || this.#found.size > 0;
      this.#found = found;
      this.#revision = snapshot.revision;
      if (isNews) this.#onFound();
    } catch (error) {
      if (!(error instanceof Cancelled)) this.#session.reportFailure("checking the workspace failed", error);
    }
  }
}
