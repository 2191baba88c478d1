// Loaded into a process before anything else (`node --require`): writes every process it starts and every socket it opens
// to the file named in TOFUSMITH_RECORD, one line of JSON each. With it a test can say that there were none.
import childProcess from "node:child_process";
import dgram from "node:dgram";
import { appendFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";

/** One recorded call. */
export interface RecordedCall {
  /** Base name of the script that the process runs. */
  readonly script: string;
  readonly call: string;
  readonly detail: string;
  readonly stack: string;
}

const file = process.env.TOFUSMITH_RECORD;
if (file) install(file);

function install(target: string): void {
  const script = path.basename(process.argv[1] ?? "");
  const note = (call: string, detail: unknown) => {
    const recorded: RecordedCall = { script, call, detail: describe(detail), stack: new Error().stack ?? "" };
    appendFileSync(target, `${JSON.stringify(recorded)}\n`);
  };
  // A line for the process itself proves that it was watched.
  note("loaded", process.version);
  for (const name of ["spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync", "fork"] as const) {
    wrap(childProcess, name, note);
  }
  wrap(net.Socket.prototype, "connect", note);
  wrap(net.Server.prototype, "listen", note);
  wrap(dgram, "createSocket", note);
}

function wrap(owner: object, name: string, note: (call: string, detail: unknown) => void): void {
  const holder = owner as Record<string, (...args: unknown[]) => unknown>;
  const original = holder[name];
  if (!original) return;
  holder[name] = function recorded(this: unknown, ...args: unknown[]) {
    note(name, args[0]);
    return original.apply(this, args);
  };
}

function describe(detail: unknown): string {
  try {
    return typeof detail === "string" ? detail : JSON.stringify(detail);
  } catch {
    return typeof detail;
  }
}
