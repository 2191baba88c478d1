// Runs a script from a cache of what V8 has compiled of it before: compiling is a large part of a start.
//
// Node has a compile cache of its own, but not in all versions that VS Code runs extensions with.

import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire, wrap } from "node:module";
import { basename, dirname, join } from "node:path";
import { Script } from "node:vm";
import { crc32 } from "node:zlib";

/** How long after the start the compiled code is kept: by then it holds what a session needs at first. */
const settled = 5000;
/** The script's size and time and the check sum of what follows, as three doubles. */
const headerLength = 24;

/**
 * Runs a CommonJS script, with its compiled code from `folder` where a start of the same script has left it there; a
 * start without it leaves it. Whatever is wrong with the folder, the script runs.
 */
export function runCached(path: string, folder: string): void {
  const { size, mtimeMs } = statSync(path);
  const cachePath = join(folder, `${basename(path)}.compiled`);
  // The bundler writes nothing but ASCII, and one byte per character is read in a fraction of the time.
  const source = readFileSync(path, "latin1");
  const cachedData = readCompiled(cachePath, size, mtimeMs);
  const script = new Script(wrap(source), { filename: path, ...(cachedData ? { cachedData } : {}) });
  const module = { exports: {} };
  const run = script.runInThisContext() as (...args: unknown[]) => void;
  run.call(module.exports, module.exports, createRequire(path), module, path, dirname(path));
  // V8 itself refuses what another version of it, or one with other flags, has compiled.
  if (cachedData && script.cachedDataRejected !== true) return;
  setTimeout(() => keepCompiled(cachePath, size, mtimeMs, script.createCachedData()), settled).unref();
}

function readCompiled(cachePath: string, size: number, mtimeMs: number): Buffer | undefined {
  let content: Buffer;
  try {
    content = readFileSync(cachePath);
  } catch {
    return undefined;
  }
  if (content.length <= headerLength) return undefined;
  const compiled = content.subarray(headerLength);
  const isWhole =
    content.readDoubleLE(0) === size &&
    content.readDoubleLE(8) === mtimeMs &&
    content.readDoubleLE(16) === crc32(compiled);
  return isWhole ? compiled : undefined;
}

function keepCompiled(cachePath: string, size: number, mtimeMs: number, compiled: Buffer): void {
  const header = Buffer.alloc(headerLength);
  header.writeDoubleLE(size, 0);
  header.writeDoubleLE(mtimeMs, 8);
  header.writeDoubleLE(crc32(compiled), 16);
  // A start beside this one never sees half a file: it is written beside and then put in place.
  const temporary = `${cachePath}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(cachePath), { recursive: true });
    writeFileSync(temporary, Buffer.concat([header, compiled]));
    renameSync(temporary, cachePath);
  } catch {
    // Without it the next start takes as long as this one.
    rmSync(temporary, { force: true });
  }
}
