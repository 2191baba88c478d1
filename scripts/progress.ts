// Progress of slow steps on the terminal: what is being done, for how long, and that it is still alive.

const started = performance.now();

/** Seconds since `since` (a `performance.now()` value), with one decimal. */
export function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}

/** Prints one line with the time since the program started. */
export function say(message: string): void {
  process.stdout.write(`[${seconds(started).padStart(6)} s] ${message}\n`);
}

/**
 * Runs `work` and prints when it starts, every ten seconds while it lasts, and how long it took.
 * A rejection passes through after a line that says which step failed.
 */
export async function withProgress<T>(label: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  say(`${label} …`);
  const alive = setInterval(() => say(`${label} … still at it (${seconds(start)} s)`), 10_000);
  try {
    const result = await work();
    say(`${label}: done in ${seconds(start)} s`);
    return result;
  } catch (error) {
    say(`${label}: failed after ${seconds(start)} s`);
    throw error;
  } finally {
    clearInterval(alive);
  }
}

/** A failure whose message is meant for a person: printed without a stack. */
export class PlainFailure extends Error {}
