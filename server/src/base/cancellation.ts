/** Thrown by `checkpoint` when the request it serves is no longer wanted. Only `lsp/` and `cli` catch it. */
export class Cancelled extends Error {
  constructor() {
    super("cancelled");
    this.name = "Cancelled";
  }
}

/**
 * Called between units of long work. Gives other work a turn from time to time and throws `Cancelled` when the
 * result is no longer wanted.
 */
export type Checkpoint = () => Promise<void>;

/** A checkpoint that never cancels and never yields; for tests and the command line. */
export const neverCancelled: Checkpoint = async () => {};
