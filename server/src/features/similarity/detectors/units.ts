// Detector of Terragrunt's units that are the same: single ones, and those of whole environments.

import { derived } from "../../../model/derived.js";
import { directoryOf, nameOf } from "../../../model/uri.js";
import {
  type ComparedFile,
  commonDirectory,
  foldersAbove,
  grouped,
  type LocatedPiece,
  type Pieces,
  type Suggestion,
  savings,
  sitesOf,
  varyingColumns,
} from "../suggestion.js";
import { ofCatalog } from "../terragruntShapes.js";
import { listed } from "./titles.js";

/** A unit that has little beside its includes is as short as a unit of a stack. */
const smallestUnit = 20;
const mostValues = 4;

/** Units that are the same, or differ in a few inputs and their version, those of whole environments together. */
export const alikeUnitsOf = derived(({ all, files }: Pieces): readonly Suggestion[] => {
  const including = new Set(all.flatMap(({ piece, directory }) => (piece.kind === "include" ? [directory] : [])));
  const aboveIncluding = new Set([...including].flatMap(foldersAbove));
  // A file that includes nothing, with units below it that do: what they include, by the name that it had of old.
  const isRoot = (directory: string) => !including.has(directory) && aboveIncluding.has(directory);
  const units = all.filter(
    ({ piece, directory }) =>
      piece.kind === "unit" && piece.name !== ofCatalog && piece.size >= smallestUnit && !isRoot(directory),
  );
  const modules = ownModules(files);
  const alike = ({ piece, directory }: LocatedPiece) => `${piece.shape} ${modules.get(directory) ?? ""}`;
  const exactly = (group: readonly LocatedPiece[]): AlikeUnits[] =>
    grouped(group, ({ piece }) => String(piece.exact)).flatMap((same) => alikeUnits(same, 0));
  const groups = grouped(units, alike);
  const copies = placesOfCopies(groups.flatMap(exactly));
  const found = groups.flatMap((group): AlikeUnits[] => {
    const columns = varyingColumns(group.map(({ piece }) => piece.holes));
    if (columns.length === 0) return alikeUnits(group, 0);
    const same = exactly(group);
    // Environments that are copies of each other are that, whatever else some of their units are like.
    const areCopies = same.length > 0 && same.every(({ places }) => copies.has(places.join("\n")));
    return areCopies || columns.length > mostValues || !areAlike(group) ? same : alikeUnits(group, columns.length);
  });
  return grouped(found, ({ places }) => places.join("\n")).flatMap((together) =>
    together.length > 1 && together[0]?.places.length ? environments(together) : together.flatMap(unitSuggestion),
  );
});

/** So many units that are the same in some folders make these copies of each other. */
const fewestOfCopies = 5;

/** The places of folders that are copies of each other in most of what they have. */
function placesOfCopies(same: readonly AlikeUnits[]): ReadonlySet<string> {
  const together = grouped(same, ({ places }) => places.join("\n"));
  const many = together.filter((each) => each.length >= fewestOfCopies && (each[0]?.places.length ?? 0) > 1);
  return new Set(many.map(([first]) => first?.places.join("\n") ?? ""));
}

/** What the module beside each unit says, where there is one: units of different modules are not the same. */
function ownModules(files: readonly ComparedFile[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const own = files.filter(({ isConfiguration, objects }) => isConfiguration && objects > 0);
  for (const group of grouped(own, ({ directory }) => directory)) {
    const [first] = group;
    if (!first) continue;
    const parts = group.map(({ uri, content }) => `${nameOf(uri)} ${content}`);
    found.set(first.directory, parts.sort().join("\n"));
  }
  return found;
}

/** Units of one kind have one name in several places, or stand side by side; others look alike by chance. */
function areAlike(group: readonly LocatedPiece[]): boolean {
  const part = (of: (directory: string) => string) => new Set(group.map(({ directory }) => of(directory))).size === 1;
  return part(nameOf) || part(directoryOf);
}

/** Units that are the same, or differ in a few values. */
interface AlikeUnits {
  readonly group: readonly LocatedPiece[];
  /** In how many values they differ. */
  readonly columns: number;
  /** The folders that have the units at the same place below them, sorted; none where the places are not the same. */
  readonly places: readonly string[];
  readonly score: number;
  readonly tokensSaved: number;
}

function alikeUnits(group: readonly LocatedPiece[], columns: number): AlikeUnits[] {
  const [first] = group;
  if (!first || group.length < 2) return [];
  const amounts = savings(group.length, first.piece.size, columns, false);
  return [{ group, columns, places: placesOf(group.map(({ directory }) => directory)), ...amounts }];
}

/** What is left of the folders without the steps at their ends that all share: `dev` and `prod` of `dev/vpc`, `prod/vpc`. */
function placesOf(directories: readonly string[]): readonly string[] {
  const paths = directories.map((directory) => directory.split("/"));
  const [first = []] = paths;
  let shared = 0;
  while (shared < first.length && paths.every((steps) => steps.at(-1 - shared) === first.at(-1 - shared))) shared++;
  if (shared === 0) return [];
  const places = paths.map((steps) => steps.slice(0, -shared).join("/")).sort();
  const all = new Set(places);
  const isNested = places.some((place) => foldersAbove(place).some((folder) => folder !== place && all.has(folder)));
  return isNested ? [] : places;
}

/** Fewer tokens than these are soon read twice; units of whole environments are told of however short they are. */
const fewestUnitTokens = 40;
/** What a unit's block in a stack has more than the includes that it saves, alone and with values. */
const blockTokens = 3;
const valuesTokens = 5;
const valueTokens = 3;

function unitSuggestion({ group, columns, score, tokensSaved }: AlikeUnits): Suggestion[] {
  const [first] = group;
  const cost = blockTokens + (columns === 0 ? 0 : valuesTokens + valueTokens * columns);
  // Two that differ are told of where they are two of several in their environments.
  if (!first || (columns > 0 && group.length < 3)) return [];
  if (tokensSaved - group.length * cost < fewestUnitTokens) return [];
  const how = columns === 0 ? "are the same" : `differ in ${columns === 1 ? "one value" : `${columns} values`}`;
  const title = `${group.length} units ${how}: ${listed(group.map(({ directory }) => directory))}`;
  const key = String(first.piece.shape);
  return [{ detector: "T7", pattern: "T-1", key, title, score, tokensSaved, sites: sitesOf(group) }];
}

const ofEnvironments = "environments ";

/** Units that stand alike in the same environments: one thing to know, however many units there are. */
function environments(together: readonly AlikeUnits[]): Suggestion[] {
  const places = together[0]?.places ?? [];
  const score = together.reduce((sum, each) => sum + each.score, 0);
  if (together.every(({ group, columns }) => columns > 0 && group.length < 3) && score < fewestUnitTokens) return [];
  const differing = together.filter(({ columns }) => columns > 0).length;
  const how =
    differing === 0
      ? "the same"
      : differing < together.length
        ? "the same, or but for a few values,"
        : "alike but for a few values";
  const names = listed(places);
  const [one, other] = names.split(", ");
  const title =
    places.length === 2
      ? `${together.length} units of ${one} stand ${how} in ${other}`
      : `${together.length} units stand ${how} in each of ${names}`;
  const common = commonDirectory(places).length + 1;
  return [
    {
      detector: "T7",
      pattern: "T-1",
      // Which units there are changes from day to day; the environments that have them do not.
      key: `${ofEnvironments}${places.map((place) => place.slice(common)).join(" ")}`,
      title,
      score,
      tokensSaved: together.reduce((sum, each) => sum + each.tokensSaved, 0),
      sites: sitesOf(together.flatMap(({ group }) => group)),
    },
  ];
}
