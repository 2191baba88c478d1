// Types a file token by token into a workspace, as a person does, and asks everything at each step.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileUri } from "../../server/src/model/uri.js";
import { Workspace, type WorkspaceChange } from "../../server/src/model/workspace.js";
import type { HclParser } from "../../server/src/syntax/parser.js";
import { type Asked, askEverything } from "./everyRequest.js";

/** What one step gave: how much of the file was there, and what was asked. */
export interface Step {
  readonly path: string;
  /** Length of the prefix. */
  readonly end: number;
  readonly asked: readonly Asked[];
}

const read = [".tf", ".tofu", ".tfvars", ".hcl"];

/**
 * Steps through a file of a disk: every prefix that ends behind a token, each as an edit of the one before. Its
 * directory, and those that its module calls by local sources, are in the workspace as well.
 *
 * `keep` decides for each prefix, by its number, whether it is asked about; those in between are typed all the same.
 */
export function* typeThrough(parser: HclParser, path: string, keep: (index: number) => boolean): Iterable<Step> {
  const text = readFileSync(path, "utf8");
  const workspace = new Workspace(parser);
  const uri = fileUri(path);
  loadAround(workspace, path);
  workspace.apply([{ kind: "opened", uri, version: 0, text: "", languageId: "" }]);
  const ends = [...new Set(parser.tokens(text).map(({ end }) => end))].sort((a, b) => a - b);
  let known = 0;
  for (const [index, end] of ends.entries()) {
    const edits = [{ start: known, oldEnd: known, newEnd: end }];
    const snapshot = workspace.apply([{ kind: "edited", uri, version: index + 1, text: text.slice(0, end), edits }]);
    known = end;
    if (keep(index)) yield { path, end, asked: askEverything(snapshot, parser, uri, end) };
  }
}

/** Loads a file's directory and what is called from there, without the file itself. */
function loadAround(workspace: Workspace, path: string): void {
  const queue = [dirname(path)];
  for (const directory of queue) {
    const changes = readdirSync(directory)
      .filter((name) => read.some((ending) => name.endsWith(ending)) && join(directory, name) !== path)
      .map((name): WorkspaceChange => {
        const file = join(directory, name);
        return { kind: "loaded", uri: fileUri(file), text: readFileSync(file, "utf8") };
      });
    const module = workspace.apply(changes).module(fileUri(directory));
    for (const { fact } of module?.declarationsOf("module") ?? []) {
      if (!fact.source?.startsWith(".")) continue;
      const called = resolve(directory, fact.source);
      if (!queue.includes(called) && existsSync(called) && statSync(called).isDirectory()) queue.push(called);
    }
  }
}
