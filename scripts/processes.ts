// Child processes of the scripts: run to the end with output kept or shown, or stopped with everything they started.
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

/** How a finished process ended and what it printed. */
export interface Finished {
  /** Exit code; 128 where a signal ended it or it could not be started. */
  readonly code: number;
  /** Standard output and error in the order they came. */
  readonly output: string;
}

/**
 * Runs a program to its end. `show` prints its output as it comes; the output is kept in either case.
 * Never rejects: a program that cannot be started gives code 128 and the reason as output.
 */
export function run(
  command: string,
  args: readonly string[],
  options: SpawnOptions & { readonly show?: boolean } = {},
): Promise<Finished> {
  const { show, ...spawnOptions } = options;
  return new Promise((resolve) => {
    let output = "";
    // npm, npx and the `code` command are .cmd files on Windows, which only a shell can start.
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
      ...spawnOptions,
    });
    const keep = (chunk: Buffer) => {
      output += chunk.toString("utf8");
      if (show) process.stdout.write(chunk);
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.on("error", (error) => resolve({ code: 128, output: `${output}${error.message}\n` }));
    child.on("close", (code) => resolve({ code: code ?? 128, output }));
  });
}

/** Whether a process has not ended yet. */
export function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/**
 * Ends a process that was started with `detached: true`, together with everything it started.
 * Asks first and insists after `patience` milliseconds.
 */
export async function stopGroup(child: ChildProcess, patience = 3000): Promise<void> {
  const pid = child.pid;
  if (pid === undefined) return;
  signalGroup(pid, "SIGTERM");
  if (isRunning(child)) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patience);
      child.once("exit", () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
  // Members of the group that outlived their leader are ended too.
  signalGroup(pid, "SIGKILL");
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    if (process.platform === "win32") process.kill(pid, signal);
    else process.kill(-pid, signal);
  } catch {
    // The group has ended already: that is what was asked for.
  }
}
