// The subcommand `refactor`: the refactors of the editor without one, at a place or at every place of a folder.

import type { LineColumn } from "../base/lineIndex.js";
import type { SourceChange } from "../base/sourceChange.js";
import { applyEdits, areDisjoint } from "../base/textEdit.js";
import { refactorsAt } from "../features/codeActions.js";
import { sitesFor } from "../features/refactors/everySite.js";
import type { Offer, Refactor } from "../features/refactors/refactor.js";
import { refactors } from "../features/refactors/registry.js";
import { parseTarget } from "../model/product.js";
import { uriPath } from "../model/uri.js";
import { Workspace, type WorkspaceChange, type WorkspaceSnapshot } from "../model/workspace.js";
import type { CliIo } from "./io.js";
import { lineEdits } from "./lineEdits.js";
import { loadWorkspace } from "./loadedWorkspace.js";
import { readOptions } from "./options.js";
import type { CliPlatform, Subcommand } from "./subcommand.js";
import { unifiedDiff } from "./unifiedDiff.js";

/** Puts files on a disk; the entry of the command line provides it. */
export interface FileWriter {
  write(path: string, text: string): void;
  remove(path: string): void;
}

const usage = `tofusmith refactor ID FILE:LINE:COLUMN [OPTIONS]
tofusmith refactor ID FILE:LINE:COLUMN-LINE:COLUMN [OPTIONS]
tofusmith refactor ID --all DIR [OPTIONS]
tofusmith refactor --list

Applies a refactor at a place, to what is selected from one place to another, or at every place of a folder where it asks
nobody anything. Lines and columns start at 1.
Without --write it prints what would change.

  --all=DIR                  try every place of a folder
  --write                    write the files
  --diff                     print the change as a diff (default)
  --json                     print what was offered, refused and changed as JSON
  --offer=TITLE              which offer, where there are several
  --moved=file|beside        where moved blocks go (default file)
  --target=PRODUCT[@VERSION] what the configuration is written for (default: decided by the files)
  --list                     name the refactors
  --help                     print this

Exits with 0 where something was or would be changed, with 1 where nothing applies or all is refused, and with 2 where
the arguments are wrong.
`;

/** A place, or what is selected, in a file. */
interface Place {
  readonly path: string;
  readonly start: LineColumn;
  readonly end: LineColumn;
}

/** What became of one place. */
interface Outcome {
  readonly file: string;
  readonly line: number;
  readonly title: string;
  readonly refused?: string;
}

/** Makes the subcommand; `files` writes what `--write` asks for. */
export function refactorSubcommand(files: FileWriter): Subcommand {
  return {
    name: "refactor",
    summary: "change configuration without changing its plan",
    usage,
    run: (args, io, platform) => run(args, io, platform, files),
  };
}

async function run(args: readonly string[], io: CliIo, platform: CliPlatform, files: FileWriter): Promise<number> {
  const read = readOptions(
    {
      all: "value",
      write: "flag",
      diff: "flag",
      json: "flag",
      offer: "value",
      moved: "value",
      target: "value",
      list: "flag",
      help: "flag",
    },
    args,
  );
  if (typeof read === "string") return misuse(io, read);
  const { values, paths } = read;
  if (values.help) {
    io.stdout(usage);
    return 0;
  }
  if (values.list) {
    for (const { id, title, unattended } of refactors)
      io.stdout(`${id}  ${title}${unattended ? "" : "  (not with --all)"}\n`);
    return 0;
  }
  const [id, place] = paths;
  const refactor = refactors.find((each) => each.id === id);
  if (!refactor) return misuse(io, id === undefined ? "name a refactor" : `there is no refactor ${id}`);
  if ((values.all === undefined) === (place === undefined)) return misuse(io, "give one place, or --all with a folder");
  if (values.all !== undefined && !refactor.unattended)
    return misuse(io, `${refactor.id} needs a person: give a place`);
  if (values.target !== undefined && !parseTarget(values.target))
    return misuse(io, `--target=${values.target}: give a product`);
  if (values.moved !== undefined && values.moved !== "file" && values.moved !== "beside") {
    return misuse(io, `--moved=${values.moved}: file or beside`);
  }
  const at = place === undefined ? undefined : readPlace(place);
  if (place !== undefined && !at) return misuse(io, `${place}: give FILE:LINE:COLUMN, or FILE:LINE:COLUMN-LINE:COLUMN`);

  const parser = await platform.loadParser();
  const loaded = await loadWorkspace(
    { paths: [at?.path ?? values.all ?? "."], target: values.target, levels: new Map() },
    io,
    platform,
    parser,
  );
  for (const path of loaded.missing) io.stderr(`refactor: there is no file or folder ${path}\n`);
  if (loaded.missing.length > 0) return 2;
  const options = { ...loaded.options, refactor: { movedBlocks: values.moved ?? "file" } } as const;
  // A workspace of its own takes the changes, so that each place sees those before it.
  const workspace = new Workspace(parser);
  workspace.apply(
    [...loaded.snapshot.directories.values()].flatMap((directory) =>
      [...directory.files.values()].map(({ uri, text }): WorkspaceChange => ({ kind: "loaded", uri, text })),
    ),
  );
  workspace.setSeen(loaded.snapshot.tree);
  const outcomes: Outcome[] = [];
  const tryAt = (uri: string, offset: number, original = offset, end = offset): boolean => {
    const snapshot = workspace.snapshot();
    const offers = refactorsAt(snapshot, uri, { start: offset, end }, options, [refactor]);
    const offer = offers.find((each) => {
      const isAnswered = values.all === undefined || !("asks" in each && each.asks);
      return isAnswered && (values.offer === undefined || each.title === values.offer);
    });
    if (!offer) return false;
    outcomes.push(outcomeOf(loaded.snapshot, uri, original, offer, loaded.pathOf(uri)));
    const change = "build" in offer ? offer.build() : undefined;
    return change !== undefined && applyChange(workspace, change);
  };
  const uris = [...loaded.snapshot.directories.values()]
    .flatMap((directory) => [...directory.files.keys()])
    .filter((uri) => loaded.isAskedFor(uri) && loaded.snapshot.file(uri) !== undefined)
    .sort();
  let changed = false;
  if (at) {
    const uri = uris[0];
    const file = uri === undefined ? undefined : loaded.snapshot.file(uri);
    if (uri === undefined || !file) return misuse(io, `${at.path} is no configuration file`);
    const start = file.lineIndex.offset(at.start);
    changed = tryAt(uri, start, start, Math.max(start, file.lineIndex.offset(at.end)));
  } else {
    for (const uri of uris) changed = tryEverywhere(workspace, loaded.snapshot, refactor, uri, tryAt) || changed;
  }
  const before = loaded.snapshot;
  const after = workspace.snapshot();
  const texts = changedTexts(before, after);
  if (values.json) {
    const list = [...texts].map(([uri, text]) => ({ file: loaded.pathOf(uri), text: text ?? null }));
    io.stdout(`${JSON.stringify({ refactor: refactor.id, outcomes, files: list }, undefined, 2)}\n`);
  } else {
    for (const { file, line, refused } of outcomes)
      if (refused !== undefined) io.stderr(`${file}:${line}: ${refused}\n`);
  }
  for (const [uri, text] of texts) {
    if (values.write) {
      if (text === undefined) files.remove(uriPath(uri));
      else files.write(uriPath(uri), text);
    }
    if (!values.json && (values.diff || !values.write)) {
      const old = before.entry(uri)?.text ?? "";
      io.stdout(unifiedDiff(loaded.pathOf(uri), old, lineEdits(old, text ?? "")));
    }
  }
  if (outcomes.length === 0) io.stderr("refactor: it does not apply here\n");
  return changed ? 0 : 1;
}

/** Tries every place of a file; a change may move the places behind it, so they are looked for again. */
function tryEverywhere(
  workspace: Workspace,
  before: WorkspaceSnapshot,
  refactor: Refactor,
  uri: string,
  tryAt: (uri: string, offset: number, original?: number) => boolean,
): boolean {
  const tried = new Set<string>();
  let changed = false;
  for (;;) {
    const file = workspace.snapshot().file(uri);
    const site = file && sitesFor(refactor, file).find(({ name }) => !tried.has(name));
    if (!site) return changed;
    tried.add(site.name);
    // A person looks for the place in the file as it is.
    const old = before.file(uri);
    const original = old && sitesFor(refactor, old).find(({ name }) => name === site.name)?.offset;
    if (tryAt(uri, site.offset, original)) changed = true;
  }
}

function outcomeOf(snapshot: WorkspaceSnapshot, uri: string, offset: number, offer: Offer, file: string): Outcome {
  const line = (snapshot.file(uri)?.lineIndex.position(offset).line ?? 0) + 1;
  return { file, line, title: offer.title, ...("disabled" in offer ? { refused: offer.disabled } : {}) };
}

/** Takes a change into a workspace; false where it cannot be made. */
export function applyChange(workspace: Workspace, change: SourceChange): boolean {
  const snapshot = workspace.snapshot();
  const changes: WorkspaceChange[] = [];
  for (const operation of change.operations) {
    if (operation.kind === "create") changes.push({ kind: "loaded", uri: operation.uri, text: operation.content });
    if (operation.kind === "delete") changes.push({ kind: "removed", uri: operation.uri });
    if (operation.kind === "rename") {
      changes.push({ kind: "loaded", uri: operation.newUri, text: snapshot.entry(operation.uri)?.text ?? "" });
      changes.push({ kind: "removed", uri: operation.uri });
    }
  }
  for (const [uri, edits] of change.edits) {
    if (!areDisjoint(edits)) return false;
    const created = change.operations.find((operation) => operation.kind === "create" && operation.uri === uri);
    const text = created?.kind === "create" ? created.content : (snapshot.entry(uri)?.text ?? "");
    changes.push({ kind: "loaded", uri, text: applyEdits(text, edits) });
  }
  workspace.apply(changes);
  return true;
}

/** The files whose text differs, with their new text; undefined for those that are gone. */
function changedTexts(before: WorkspaceSnapshot, after: WorkspaceSnapshot): ReadonlyMap<string, string | undefined> {
  const texts = new Map<string, string | undefined>();
  for (const directory of after.directories.values()) {
    for (const { uri, text } of directory.files.values()) if (before.entry(uri)?.text !== text) texts.set(uri, text);
  }
  for (const directory of before.directories.values()) {
    for (const uri of directory.files.keys()) if (!after.entry(uri)) texts.set(uri, undefined);
  }
  return texts;
}

/** Reads `FILE:LINE:COLUMN` or `FILE:LINE:COLUMN-LINE:COLUMN`, from 1; undefined for anything else. */
function readPlace(place: string): Place | undefined {
  const parts = place.split(":");
  const last = parts.pop() ?? "";
  const end = parts.at(-1)?.includes("-") ? [parts.pop() ?? "", last] : undefined;
  const [column, endLine] = end?.[0]?.split("-") ?? [last];
  const line = parts.pop();
  const path = parts.join(":");
  const start = readPosition(line, column);
  const finish = end ? readPosition(endLine, end[1]) : start;
  return path === "" || !start || !finish ? undefined : { path, start, end: finish };
}

/** The position, from 0, that two numbers from 1 give; undefined for anything else. */
function readPosition(line: string | undefined, column: string | undefined): LineColumn | undefined {
  const [row, place] = [Number(line), Number(column)];
  const isPlace = Number.isInteger(row) && Number.isInteger(place) && row > 0 && place > 0;
  return isPlace ? { line: row - 1, column: place - 1 } : undefined;
}

function misuse(io: CliIo, complaint: string): number {
  io.stderr(`refactor: ${complaint}\n\n${usage}`);
  return 2;
}
