// Runs the detectors over a workspace.
//
// An edit costs its own file and the detectors of its module: everything else is kept by the identity of files and
// directories. What is compared between modules is put together anew, from pieces that are kept.

import type { Checkpoint } from "../../base/cancellation.js";
import { KeptWith } from "../../base/keptWith.js";
import { moduleFiles } from "../../model/builtins/fileKinds.js";
import { derived } from "../../model/derived.js";
import type { DirectoryEntry, FileEntry, WorkspaceSnapshot } from "../../model/workspace.js";
import { isSameElsewhere } from "../rewriting/copiedFiles.js";
import { ruleOf } from "./detectorNames.js";
import { conditionOfKey } from "./detectors/conditions.js";
import { handedOut } from "./edits/handedOut.js";
import { fileShapes, type Piece } from "./fileShapes.js";
import { isGeneratedText } from "./ownCode.js";
import { detectors } from "./registry.js";
import { readDigest, type SearchedShapes } from "./shapesDigest.js";
import { heard, type LocatedSilence, silencesOf } from "./silences.js";
import {
  type ComparedFile,
  type Detector,
  grouped,
  type LocatedPiece,
  type Pieces,
  type Suggestion,
} from "./suggestion.js";
import { terragruntShapes } from "./terragruntShapes.js";

/** The same object must stand for the same choices. */
export interface RepetitionOptions {
  /** Files that are looked at: those asked for, without examples and tests. */
  readonly wanted: (uri: string) => boolean;
}

/** How far a search is: directories that have been looked at, of all. */
export interface RepetitionProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * What is written more than once, the most worthwhile first. `checkpoint` is awaited between files and between
 * detectors; what was found in a module until it throws is kept for the next search.
 */
export async function findRepetition(
  snapshot: WorkspaceSnapshot,
  options: RepetitionOptions,
  checkpoint: Checkpoint,
  progress: (progress: RepetitionProgress) => void = () => {},
): Promise<readonly Suggestion[]> {
  const files: ComparedFile[] = [];
  const across: LocatedPiece[] = [];
  const silences: LocatedSilence[] = [];
  const found: Suggestion[] = [];
  let done = 0;
  // By name, not by when they became known: what is found must not depend on which file was read first.
  const directories = [...snapshot.directories.values()].sort((a, b) => (a.uri < b.uri ? -1 : 1));
  for (const directory of directories) {
    const inModule = await ofDirectory(snapshot, directory, options, checkpoint);
    files.push(...inModule.files);
    for (const piece of inModule.across) across.push(piece);
    found.push(...inModule.found);
    silences.push(...inModule.silences);
    progress({ done: ++done, total: snapshot.directories.size });
  }
  const pieces = piecesOf(files, across);
  for (const detector of detectorsOf("workspace")) {
    await checkpoint();
    found.push(...detector.find(heard(pieces, silences, ruleOf(detector.id), piecesOf)));
  }
  return withoutCopies(found.filter((each) => !isOfCopiedFiles(snapshot, each))).sort((a, b) => b.score - a.score);
}

/** A local value for fewer places than these is not worth it. */
const fewestOwn = 3;

/** True for a local value that hardly any place would read but those in files that are copied from folder to folder. */
function isOfCopiedFiles(snapshot: WorkspaceSnapshot, { detector, sites }: Suggestion): boolean {
  if (!copiedDetectors.has(detector)) return false;
  const copied = new Set(sites.map(({ uri }) => uri).filter((uri) => isSameElsewhere(snapshot, uri)));
  return copied.size > 0 && sites.filter(({ uri }) => !copied.has(uri)).length < fewestOwn;
}

/** Repetition that the same modules repeat is their likeness, not each one's own. */
const fewestCopies = 3;

/**
 * Takes what several modules repeat alike, as copies of each other do, once: at the first module. Conditions are left,
 * since a name for one is short and the blocks under it differ from module to module.
 */
function withoutCopies(found: readonly Suggestion[]): Suggestion[] {
  return grouped(found, ({ detector, key, sites }) => `${detector} ${key} ${sites.length}`).flatMap((copies) => {
    const [first] = copies;
    if (!first || !copiedDetectors.has(first.detector) || copies.length < fewestCopies) return copies;
    const title = `${first.title}, and likewise in ${copies.length - 1} other modules`;
    const everywhere = { ...first, title, sites: copies.flatMap(({ sites }) => sites) };
    // What keeps so many files alike has one place for all of them, which no module knows.
    return [handedOut(everywhere) ? everywhere : { ...first, title }];
  });
}

/**
 * Leaves out repeated expressions that are conditions of blocks as well: with the condition's name there is one to use at
 * the other places.
 */
function withoutConditions(found: readonly Suggestion[]): readonly Suggestion[] {
  const conditions = new Set(found.flatMap(({ detector, key }) => (detector === "J" ? conditionOfKey(key) : [])));
  return found.filter(({ detector, key }) => detector !== "I" || !conditions.has(key));
}

const copiedDetectors = new Set(["E", "I"]);

function detectorsOf(scope: Detector["scope"]): readonly Detector[] {
  return detectors.filter((detector) => detector.scope === scope);
}

function piecesOf(files: readonly ComparedFile[], all: readonly LocatedPiece[]): Pieces {
  const byDirectory = new Map<string, LocatedPiece[]>();
  for (const piece of all) {
    const known = byDirectory.get(piece.directory);
    if (known) known.push(piece);
    else byDirectory.set(piece.directory, [piece]);
  }
  return { files, all, byDirectory };
}

/** What one directory gives to the search; kept as long as no file in it changes. */
interface SearchedDirectory {
  readonly options: RepetitionOptions;
  readonly files: readonly ComparedFile[];
  readonly across: readonly LocatedPiece[];
  readonly silences: readonly LocatedSilence[];
  readonly found: readonly Suggestion[];
}

const searchedDirectories = new KeptWith<DirectoryEntry, SearchedDirectory>();

async function ofDirectory(
  snapshot: WorkspaceSnapshot,
  directory: DirectoryEntry,
  options: RepetitionOptions,
  checkpoint: Checkpoint,
): Promise<SearchedDirectory> {
  const known = searchedDirectories.get(directory);
  if (known?.options === options) return known;
  const files: ComparedFile[] = [];
  const across: LocatedPiece[] = [];
  const all: LocatedPiece[] = [];
  const silences: LocatedSilence[] = [];
  for (const entry of comparedOf(directory)) {
    if (!options.wanted(entry.uri)) continue;
    await checkpoint();
    const shapes = shapesOf(snapshot, entry);
    if (!shapes) continue;
    const { content, size, shape, holes, objects, isSettings } = shapes;
    const isConfiguration = entry.type?.kind === "configuration";
    const whole = { content, size, shape, holes, objects, isSettings, isConfiguration };
    files.push({ uri: entry.uri, directory: entry.directory, ...whole });
    const located = (piece: Piece) => ({ uri: entry.uri, range: piece.range, directory: entry.directory, piece });
    const comparedAcross = shapes.across.map(located);
    across.push(...comparedAcross);
    all.push(...comparedAcross);
    for (const piece of shapes.within()) all.push(located(piece));
    for (const silence of shapes.silences) silences.push({ uri: entry.uri, ...silence });
  }
  const pieces = piecesOf(files, all);
  const found: Suggestion[] = [];
  for (const detector of detectorsOf("module")) {
    await checkpoint();
    found.push(...detector.find(heard(pieces, silences, ruleOf(detector.id), piecesOf)));
  }
  const searched = { options, files, across, silences, found: withoutConditions(found) };
  searchedDirectories.set(directory, searched);
  return searched;
}

/**
 * The files of a directory that are compared: its configuration in OpenTofu's order, without files that it passes over
 * or merges, and then those of Terragrunt.
 */
const comparedOf = derived((directory: DirectoryEntry): readonly FileEntry[] => {
  const entries = [...directory.files.values()];
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const configuration = moduleFiles(byName.keys()).primary.flatMap((name) => byName.get(name) ?? []);
  const terragrunt = entries.filter(isTerragrunt).sort((a, b) => (a.name < b.name ? -1 : 1));
  return [...configuration, ...terragrunt].filter(({ type }) => type?.syntax === "native");
});

/** Any `.hcl` file may be one that units include. */
function isTerragrunt({ type }: FileEntry): boolean {
  return type !== undefined && (type.kind.startsWith("terragrunt-") || type.kind === "hcl");
}

/** Kept as long as the file is what it was; its syntax tree is not. `null` for generated code. */
const shapesByEntry = new KeptWith<FileEntry, SearchedShapes | null>();

/** The shapes of a file: those that came with it, or computed now. Undefined for generated code. */
export function shapesOf(snapshot: WorkspaceSnapshot, entry: FileEntry): SearchedShapes | undefined {
  const known = shapesByEntry.get(entry);
  if (known !== undefined) return known ?? undefined;
  const shapes = newShapes(snapshot, entry);
  shapesByEntry.set(entry, shapes ?? null);
  return shapes;
}

function newShapes(snapshot: WorkspaceSnapshot, entry: FileEntry): SearchedShapes | undefined {
  const digest = snapshot.digest(entry);
  if (digest !== undefined) return readDigest(digest);
  if (isGeneratedText(entry.text)) return undefined;
  const file = snapshot.file(entry.uri);
  if (!file) return undefined;
  const { type } = entry;
  const shapes =
    type?.kind === "configuration" ? fileShapes(file) : terragruntShapes(file, type?.kind === "terragrunt-unit");
  return { ...shapes, silences: silencesOf(file) };
}
