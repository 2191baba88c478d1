// Files as the suites of Node see them, beside the editor: on the disk.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import type * as vscode from "vscode";

/** The text of a file as it is on disk. */
export function onDisk(uri: vscode.Uri): string {
  return readFileSync(uri.fsPath, "utf8");
}

/** The expected text of a file, from test/client/expected. */
export function expected(file: string): string {
  const folder = process.env.TOFUSMITH_EXPECTED;
  assert.ok(folder, "TOFUSMITH_EXPECTED names the folder of expected files");
  return readFileSync(path.join(folder, file), "utf8");
}
