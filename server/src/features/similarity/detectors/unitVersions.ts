// Detector of module versions that several units of Terragrunt write.

import { environmentOf } from "../environmentNames.js";
import {
  commonDirectory,
  type Detector,
  directoriesOf,
  grouped,
  type LocatedPiece,
  type Pieces,
  type Suggestion,
  savings,
  sitesOf,
} from "../suggestion.js";
import { amongLittleElse } from "./includes.js";

const fewestSourceTokens = 30;

/** Begins the name of a source that is put together: what it comes to may be another module in each unit. */
export const computedSource = "$";

export const repeatedUnitSources: Detector = {
  id: "T9",
  pattern: "M-1",
  scope: "workspace",
  summary: "Versions of a module that several units write: one in each environment, or different ones.",
  find: (pieces) => amongLittleElse(pieces, pinsOf(pieces)),
};

function pinsOf({ all }: Pieces): readonly Suggestion[] {
  return grouped(
    all.filter(({ piece }) => piece.kind === "unit-source"),
    ({ piece }) => piece.name,
  ).flatMap((group): Suggestion[] => {
    const [first] = group;
    if (!first || group.length < 3) return [];
    const below = commonDirectory(group.map(({ directory }) => directory)).length + 1;
    const environments = grouped(group, ({ directory }) => environmentOf(directory.slice(below)));
    const pins = grouped(group, pinOf);
    const { score, tokensSaved } = savings(group.length, first.piece.size, 0, false);
    const found = {
      detector: "T9",
      pattern: "M-1",
      key: first.piece.name,
      score,
      tokensSaved,
      sites: sitesOf(group),
    };
    const what = first.piece.name.includes(computedSource) ? "what they run" : `the module \`${first.piece.name}\``;
    if (pins.length > 1) {
      const where = pins.map((pinned) => `\`${pinOf(pinned[0])}\` in ${foldersBelow(pinned, below)}`).join("; ");
      return [{ ...found, title: `${group.length} units pin ${what} to ${pins.length} versions: ${where}` }];
    }
    // A single unit in each environment says what is promoted there, and nothing twice.
    const most = Math.max(...environments.map(directoriesOf));
    if (most < 2 || (group.length - 1) * first.piece.size < fewestSourceTokens) return [];
    const isPerEnvironment = environments.length > 1 && environments.every((each) => each.length > 1);
    const title = `${group.length} units pin ${what} to \`${pinOf(first)}\`${spread(environments, below)}`;
    return [{ ...found, title, ...(isPerEnvironment ? {} : { needs: "edit" as const }) }];
  });
}

/** The version of a unit's piece, without the mark of its type. */
function pinOf(located: LocatedPiece | undefined): string {
  return located?.piece.holes[0]?.slice("s:".length) ?? "";
}

const mostListed = 3;

function foldersBelow(pieces: readonly LocatedPiece[], below: number): string {
  const names = pieces.map(({ directory }) => `\`${decodeURIComponent(directory.slice(below))}\``);
  if (names.length <= mostListed) return names.join(", ");
  return `${names.slice(0, mostListed - 1).join(", ")} and ${names.length - mostListed + 1} others`;
}

const mostEnvironments = 4;

function spread(environments: readonly (readonly LocatedPiece[])[], below: number): string {
  if (environments.length < 2) return "";
  if (environments.length > mostEnvironments) return ` in ${environments.length} environments`;
  const counts = environments.map((group) => {
    const name = environmentOf(group[0]?.directory.slice(below) ?? "");
    return `${group.length} ${name === "" ? "elsewhere" : `in \`${name}\``}`;
  });
  return `, ${counts.join(", ")}`;
}
