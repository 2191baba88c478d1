// Detectors that compare whole files and folders: identical files, and folders that differ in a few literals.

import { nameOf } from "../../../model/uri.js";
import { environmentNames } from "../environmentNames.js";
import {
  type ComparedFile,
  commonDirectory,
  type Detector,
  grouped,
  type Suggestion,
  varyingColumns,
} from "../suggestion.js";
import { listed } from "./acrossModules.js";

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
  find: ({ files }) => {
    const equal = grouped(
      files.filter(({ content, isSettings, uri }) => content !== 0 && !isSettings && nameOf(uri) !== unitName),
      ({ content }) => String(content),
    ).filter((group) => group.length >= fewestFolders);
    const directories = (group: readonly ComparedFile[]): string[] => group.map(({ directory }) => directory).sort();
    return grouped(equal, (group) => directories(group).join("\n")).flatMap((groups): Suggestion[] => {
      const [first = []] = groups;
      const size = groups.reduce((sum, [file]) => sum + (file?.size ?? 0), 0);
      if (size < fewestTokensOf(first.length)) return [];
      const tokensSaved = (first.length - 1) * size;
      const sites = groups.flat().map(({ uri }) => ({ uri, range: { start: 0, end: 0 } }));
      const title = titleOf(groups, directories(first));
      const key = groups.map(([file]) => file?.content).join(" ");
      const score = tokensSaved - 10 * first.length;
      return [{ detector: "L", pattern: "M-4", key, title, score, tokensSaved, sites }];
    });
  },
};

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
  find: ({ files }) => {
    const configuration = files.filter(({ isConfiguration }) => isConfiguration);
    const directories = grouped(configuration, ({ directory }) => directory).map((inDirectory) => ({
      directory: inDirectory[0]?.directory ?? "",
      files: [...inDirectory].sort((a, b) => (a.uri < b.uri ? -1 : 1)),
    }));
    const shape = ({ files: own }: (typeof directories)[number]): string =>
      own.map((file) => `${nameOf(file.uri)} ${file.shape}`).join("\n");
    return grouped(directories, shape).flatMap((group): Suggestion[] => {
      const apart = withinOneStep(group.map(({ directory }) => directory));
      const own = group.filter(({ directory }) => apart.includes(directory));
      const [first] = own;
      if (!first || own.length < 2) return [];
      const size = first.files.reduce((sum, file) => sum + file.size, 0);
      const objects = first.files.reduce((sum, file) => sum + file.objects, 0);
      const columns = varyingColumns(own.map((one) => one.files.flatMap((file) => file.holes)));
      if (objects === 0 || columns.length === 0 || columns.length > mostValues) return [];
      const n = own.length;
      const tokensSaved = (n - 1) * size;
      const score = tokensSaved - n * (columns.length * 3 + 9) - 10;
      if (score < fewestTokens) return [];
      const sites = own.map(({ files: [file] }) => ({ uri: file?.uri ?? "", range: { start: 0, end: 0 } }));
      const values = columns.length === 1 ? "one value" : `${columns.length} values`;
      const title = `${n} folders differ in ${values}: ${listed(own.map(({ directory }) => directory))}`;
      return [{ detector: "M", pattern: "M-3", key: shape(first), title, score, tokensSaved, sites }];
    });
  },
};

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
