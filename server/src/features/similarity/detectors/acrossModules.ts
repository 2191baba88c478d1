// Detectors that compare modules with each other: backends, providers, declarations, sources, whole files.

import type { PieceKind } from "../fileShapes.js";
import {
  type Detector,
  directoriesOf,
  grouped,
  type LocatedPiece,
  type Pieces,
  type Suggestion,
  savings,
  sitesOf,
} from "../suggestion.js";

/** In how many modules the same text must stand before it is worth a word. */
const fewestModules = 3;

/** A detector of pieces of one kind that are equal in several modules. */
function equalAcross(
  id: string,
  pattern: string,
  kind: PieceKind,
  summary: string,
  title: (first: LocatedPiece, sites: number) => string,
): Detector {
  return {
    id,
    pattern,
    scope: "workspace",
    summary,
    find: ({ all }) =>
      grouped(
        all.filter(({ piece }) => piece.kind === kind),
        ({ piece }) => `${piece.exact} ${kind === "local" ? piece.name : ""}`,
      ).flatMap((group): Suggestion[] => {
        const [first] = group;
        if (!first || directoriesOf(group) < fewestModules) return [];
        const { score, tokensSaved } = savings(group.length, first.piece.size, 0, false);
        const key = String(first.piece.exact);
        return [
          { detector: id, pattern, key, title: title(first, group.length), score, tokensSaved, sites: sitesOf(group) },
        ];
      }),
  };
}

export const equalBackends = equalAcross(
  "A",
  "T-6",
  "backend",
  "Backends that differ in nothing but the place of the state.",
  ({ piece }, sites) => `${sites} \`${piece.name}\` backends differ in nothing but where the state lies`,
);

export const equalProviders = equalAcross(
  "B",
  "T-7",
  "provider",
  "Provider configurations that are the same in several modules.",
  ({ piece }, sites) => `the same configuration of the provider \`${piece.name}\` stands in ${sites} places`,
);

export const equalRequirements = equalAcross(
  "C",
  "T-8",
  "required_providers",
  "`required_providers` blocks that are the same in several modules.",
  (_, sites) => `the same \`required_providers\` stands in ${sites} modules`,
);

export const equalVariables = equalAcross(
  "D",
  "M-2",
  "variable",
  "Input variables that are declared alike in several modules.",
  ({ piece }, sites) => `the variable \`${piece.name}\` is declared alike in ${sites} modules`,
);

export const equalLocals = equalAcross(
  "D2",
  "M-2",
  "local",
  "Local values that are the same in several modules.",
  ({ piece }, sites) => `the local value \`${piece.name}\` is the same in ${sites} modules`,
);

export const equalData = equalAcross(
  "D3",
  "M-2",
  "data",
  "Data sources that are read alike in several modules.",
  ({ piece }, sites) => `the data source \`${piece.name}\` is read alike in ${sites} modules`,
);

export const repeatedSources: Detector = {
  id: "K",
  pattern: "M-1",
  scope: "workspace",
  summary: "Module sources that are written in many places, and the versions that have drifted apart.",
  find: ({ all }: Pieces) =>
    grouped(
      all.filter(({ piece }) => piece.kind === "source"),
      ({ piece }) => piece.name,
    ).flatMap((group): Suggestion[] => {
      const [first] = group;
      if (!first || group.length < fewestModules) return [];
      const pins = new Set(group.map(({ piece }) => piece.holes[0]));
      const drift = pins.size > 1 ? `, pinned to ${pins.size} different versions` : "";
      const { score, tokensSaved } = savings(group.length, first.piece.size, 0, false);
      const title = `the module \`${first.piece.name}\` is called in ${group.length} places${drift}`;
      return [
        { detector: "K", pattern: "M-1", key: first.piece.name, title, score, tokensSaved, sites: sitesOf(group) },
      ];
    }),
};

export const identicalFiles: Detector = {
  id: "L",
  pattern: "M-4",
  scope: "workspace",
  summary: "Files whose content is the same.",
  find: ({ files }: Pieces) =>
    grouped(
      files.filter(({ content }) => content !== 0),
      ({ content }) => String(content),
    ).flatMap((group): Suggestion[] => {
      if (group.length < 2) return [];
      const size = (group[0]?.size ?? 0) * 10;
      const start = { start: 0, end: 0 };
      const sites = group.map(({ uri }) => ({ uri, range: start }));
      const { score, tokensSaved } = savings(group.length, size, 0, false);
      return [
        {
          detector: "L",
          pattern: "M-4",
          key: String(group[0]?.content),
          title: `${group.length} files have the same content`,
          score,
          tokensSaved,
          sites,
        },
      ];
    }),
};
