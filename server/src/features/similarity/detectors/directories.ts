// Detectors that compare whole files and folders: identical files, and folders that differ in a few literals.

import { derived } from "../../../model/derived.js";
import { directoryOf, nameOf } from "../../../model/uri.js";
import { environmentNames } from "../environmentNames.js";
import {
  type ComparedFile,
  commonDirectory,
  type Detector,
  grouped,
  type Pieces,
  type Suggestion,
  varyingColumns,
} from "../suggestion.js";
import { inOtherVersions, listed } from "./titles.js";

/** Below this nobody misses the shared file. */
const fewestTokens = 60;

/** Two files may be equal for now, or on purpose. */
const fewestFolders = 3;

/** What identical files must hold, by the number of folders that have them. */
function fewestTokensOf(folders: number): number {
  return folders < 6 ? 150 : fewestTokens;
}

/** Units are compared by what they deploy. */
const unitName = "terragrunt.hcl";

export const identicalFiles: Detector = {
  id: "L",
  pattern: "M-4",
  scope: "workspace",
  summary: "Files whose content is the same, taken together where the same folders share them.",
  find: (pieces) => {
    const { files } = pieces;
    const equal = grouped(
      files.filter(({ content, isSettings, uri }) => content !== 0 && !isSettings && nameOf(uri) !== unitName),
      ({ content }) => String(content),
    ).filter((group) => group.length >= fewestFolders);
    const directories = (group: readonly ComparedFile[]): string[] => group.map(({ directory }) => directory).sort();
    const found = grouped(equal, (group) => directories(group).join("\n")).flatMap((groups): EqualFiles[] => {
      const [first = []] = groups;
      const size = groups.reduce((sum, [file]) => sum + (file?.size ?? 0), 0);
      return size < fewestTokensOf(first.length) ? [] : [{ groups, size, folders: directories(first) }];
    });
    const alike = likeFolders(pieces).map(({ own }) => new Set(own.map(({ directory }) => directory)));
    // Folders that are alike as a whole are told of as such.
    const apart = found.filter(({ folders }) => !alike.some((own) => folders.every((folder) => own.has(folder))));
    const names = namesIn(pieces);
    return versionsOf(apart, names).map(([most, ...others]): Suggestion => {
      const { groups, size, folders } = most;
      const tokensSaved = (folders.length - 1) * size;
      const sites = groups.flat().map(({ uri }) => ({ uri, range: { start: 0, end: 0 } }));
      const counts = others.map((other) => other.folders.length);
      const title = `${titleOf(groups, folders)}${others.length === 0 ? "" : `; ${inOtherVersions(counts, "folders", "it")}`}`;
      const key = groups.map(([file]) => file?.content).join(" ");
      const score = tokensSaved - 10 * folders.length;
      const suggestion = { detector: "L", pattern: "M-4", key, title, score, tokensSaved, sites };
      // A library keeps its modules apart, so that each can be taken alone; only whole copies are one too many.
      return folders.every(isInLibrary) ? { ...suggestion, needs: "edit" } : suggestion;
    });
  },
};

/** Files that are the same in the same folders. */
interface EqualFiles {
  readonly groups: readonly (readonly ComparedFile[])[];
  readonly size: number;
  readonly folders: readonly string[];
}

/** What is declared in each file. */
function namesIn({ all }: Pieces): ReadonlyMap<string, ReadonlySet<string>> {
  const declared = all.filter(({ piece: { kind } }) => kind === "data" || kind === "local" || kind === "variable");
  return new Map(
    grouped(declared, ({ uri }) => uri).map((group) => [
      group[0]?.uri ?? "",
      new Set(group.map(({ piece }) => `${piece.kind} ${piece.name}`)),
    ]),
  );
}

/** Fewer declarations than these may have the same names by chance. */
const fewestNames = 5;

/** Equal files with those that are another version of them, of one name and with the same declarations: the most first. */
function versionsOf(
  found: readonly EqualFiles[],
  names: ReadonlyMap<string, ReadonlySet<string>>,
): (readonly [EqualFiles, ...EqualFiles[]])[] {
  const firstOf = ({ groups }: EqualFiles) => groups[0]?.[0]?.uri ?? "";
  const isVersion = (one: EqualFiles, other: EqualFiles): boolean => {
    if (one.groups.length > 1 || other.groups.length > 1) return false;
    if (nameOf(firstOf(one)) !== nameOf(firstOf(other))) return false;
    const a = names.get(firstOf(one)) ?? new Set<string>();
    const b = names.get(firstOf(other)) ?? new Set<string>();
    const both = [...a].filter((name) => b.has(name)).length;
    return both >= fewestNames && both === Math.min(a.size, b.size);
  };
  const result: [EqualFiles, ...EqualFiles[]][] = [];
  for (const each of [...found].sort((a, b) => b.folders.length - a.folders.length)) {
    const known = result.find(([most]) => isVersion(most, each));
    if (known) known.push(each);
    else result.push([each]);
  }
  return result;
}

/** True for a module that lies among others for anybody to call. */
function isInLibrary(directory: string): boolean {
  return nameOf(directoryOf(directory)) === "modules";
}

function titleOf(groups: readonly (readonly ComparedFile[])[], directories: readonly string[]): string {
  const names = groups.map(([file]) => file?.uri ?? "");
  const where =
    new Set(directories).size === 1 ? "in one folder" : `in ${directories.length} folders: ${listed(directories)}`;
  const [first = []] = groups;
  const isOneName = new Set(first.map(({ uri }) => nameOf(uri))).size === 1;
  if (!isOneName && groups.length === 1)
    return `${first.length} files have the same content: ${listed(first.map(({ uri }) => uri))}`;
  return `${groups.length === 1 ? `the file ${listed(names)} is` : `${groups.length} files (${listed(names)}) are`} the same ${where}`;
}

/** What the values of a call may be, before a module of its own has more inputs than sense. */
const mostValues = 12;

export const similarDirectories: Detector = {
  id: "M",
  pattern: "M-3",
  scope: "workspace",
  summary: "Folders of configuration that differ in a few literals, such as those of environments.",
  find: (pieces) =>
    likeFolders(pieces).map(({ own, shape, columns, score, tokensSaved }): Suggestion => {
      const sites = own.map(({ files: [file] }) => ({ uri: file?.uri ?? "", range: { start: 0, end: 0 } }));
      const values = columns === 1 ? "one value" : `${columns} values`;
      const title = `${own.length} folders differ in ${values}: ${listed(own.map(({ directory }) => directory))}`;
      return { detector: "M", pattern: "M-3", key: shape, title, score, tokensSaved, sites, needs: "shorter" };
    }),
};

/** Folders that differ in a few literals. */
interface LikeFolders {
  readonly own: readonly { readonly directory: string; readonly files: readonly ComparedFile[] }[];
  readonly shape: string;
  /** In how many values they differ. */
  readonly columns: number;
  readonly score: number;
  readonly tokensSaved: number;
}

const likeFolders = derived(({ files }: Pieces): readonly LikeFolders[] => {
  const configuration = files.filter(({ isConfiguration }) => isConfiguration);
  const directories = grouped(configuration, ({ directory }) => directory).map((inDirectory) => ({
    directory: inDirectory[0]?.directory ?? "",
    files: [...inDirectory].sort((a, b) => (a.uri < b.uri ? -1 : 1)),
  }));
  const shapeOf = ({ files: own }: (typeof directories)[number]): string =>
    own.map((file) => `${nameOf(file.uri)} ${file.shape}`).join("\n");
  return grouped(directories, shapeOf).flatMap((group): LikeFolders[] => {
    const apart = withinOneStep(group.map(({ directory }) => directory));
    const own = group.filter(({ directory }) => apart.includes(directory));
    const [first] = own;
    if (!first || own.length < 2) return [];
    const size = first.files.reduce((sum, file) => sum + file.size, 0);
    const objects = first.files.reduce((sum, file) => sum + file.objects, 0);
    const columns = varyingColumns(own.map((one) => one.files.flatMap((file) => file.holes))).length;
    if (objects === 0 || columns === 0 || columns > mostValues) return [];
    const n = own.length;
    const tokensSaved = (n - 1) * size;
    const call = callTokens + movedTokens * objects + 3 * columns;
    const score = tokensSaved - n * call - moduleTokens;
    return score < fewestTokens ? [] : [{ own, shape: shapeOf(first), columns, score, tokensSaved }];
  });
});

/** What each folder has afterwards: a call and a `moved` block for each object; and what the module has besides. */
const callTokens = 9;
const movedTokens = 9;
const moduleTokens = 20;

/**
 * The folders that stand beside each other or differ in one step of their paths, where that step names an environment
 * or there are three of them.
 */
function withinOneStep(directories: readonly string[]): readonly string[] {
  if (directories.length < 2) return [];
  const common = commonDirectory(directories).split("/").length;
  const [first = ""] = directories;
  const rest = first
    .split("/")
    .slice(common + 1)
    .join("/");
  const alike = directories.filter(
    (directory) =>
      directory
        .split("/")
        .slice(common + 1)
        .join("/") === rest,
  );
  const steps = alike.map((directory) => directory.split("/")[common] ?? "");
  const areEnvironments = steps.every((step) => environmentNames.has(step));
  return alike.length >= (areEnvironments ? 2 : 3) ? alike : [];
}
