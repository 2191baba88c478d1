// Detector of the dependencies that several units of Terragrunt have alike.

import { dependencyBundles, isWorthTelling } from "../../terragrunt/dependencyBundles.js";
import { type Detector, grouped, type LocatedPiece, type Suggestion, sitesOf } from "../suggestion.js";

export const repeatedDependencies: Detector = {
  id: "T2",
  pattern: "T-5",
  scope: "workspace",
  summary:
    "`dependency` blocks that are the same in several units, and longer than the include that could replace them.",
  find: ({ all }) => {
    const pieces = all.filter(({ piece }) => piece.kind === "dependency");
    const byKey = new Map(grouped(pieces, keyOf).map((group) => [keyOf(group[0] as LocatedPiece), group]));
    const said = pieces.map((each) => ({ unit: each.directory, key: keyOf(each), size: each.piece.size }));
    return dependencyBundles(said, isWorthTelling).map(({ keys, units, tokensSaved }): Suggestion => {
      const own = new Set(units);
      const sites = keys.flatMap((key) => byKey.get(key) ?? []).filter(({ directory }) => own.has(directory));
      const names = keys.map((key) => `\`${byKey.get(key)?.[0]?.piece.name}\``);
      const what =
        names.length === 1
          ? `the same \`dependency "${sites[0]?.piece.name}"\``
          : `the same ${names.length} dependencies: ${names.join(", ")}`;
      const found = {
        detector: "T2",
        pattern: "T-5",
        key: keys.join(" "),
        title: `${units.length} units have ${what}`,
      };
      return { ...found, score: tokensSaved, tokensSaved, sites: sitesOf(sites) };
    });
  },
};

function keyOf({ piece }: LocatedPiece): string {
  return `${piece.name} ${piece.exact}`;
}
