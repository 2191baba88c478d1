/** Where reports of our own mistakes go. The hosts set it; tests make it throw. */
export type BugReporter = (message: string, cause?: unknown) => void;

let reporter: BugReporter = (message, cause) => {
  throw new Error(`bug: ${message}`, { cause });
};
const seen = new Set<string>();

/** Sets what a report does: throw under test, log once in production. */
export function setBugReporter(next: BugReporter): void {
  reporter = next;
  seen.clear();
}

/** Reports a state that only a mistake of ours can bring about; never called for user input. Each message once. */
export function bug(message: string, cause?: unknown): void {
  if (seen.has(message)) return;
  reporter(message, cause);
  seen.add(message);
}
