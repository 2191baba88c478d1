// The detector of literals that mean one thing wherever they stand, and are written often in one module.

import type { LiteralClass } from "../../rewriting/literalClass.js";
import { type Detector, grouped, type Suggestion, savings, sitesOf } from "../suggestion.js";

/**
 * How often a literal must stand in one module. That two of them mean the same is not provable, so that only many of
 * them are worth a word; the shorter and the more usual a text is, the more.
 */
const fewest: Readonly<Record<LiteralClass, number>> = { account: 5, arn: 4, cidr: 24, region: 24 };

/** How many tokens each is long: an ARN is read part by part. */
const sizes: Readonly<Record<LiteralClass, number>> = { account: 4, arn: 12, cidr: 3, region: 3 };

const names: Readonly<Record<LiteralClass, string>> = {
  account: "account id",
  arn: "ARN",
  cidr: "address range",
  region: "region",
};

export const repeatedLiterals: Detector = {
  id: "N",
  pattern: "T-9",
  scope: "module",
  summary: "Account ids, ARNs, address ranges and regions that are written many times in one module.",
  find: ({ byDirectory }) =>
    [...byDirectory.values()].flatMap((pieces) =>
      grouped(
        pieces.filter(({ piece }) => piece.kind === "literal"),
        ({ piece }) => String(piece.exact),
      ).flatMap((group): Suggestion[] => {
        // Where a local value has it, its name is there to be used.
        const named = group.find(({ piece }) => !isClass(piece.name));
        const sites = group.filter((each) => isClass(each.piece.name) || each === named);
        const first = sites.find(({ piece }) => isClass(piece.name));
        if (!first || !isClass(first.piece.name) || sites.length < fewest[first.piece.name]) return [];
        const text = (first.piece.holes[0] ?? "").slice(2);
        return [
          {
            detector: "N",
            pattern: "T-9",
            key: String(first.piece.exact),
            title: `the ${names[first.piece.name]} \`${text}\` is written ${sites.length} times`,
            ...savings(sites.length, sizes[first.piece.name], 0, false),
            sites: sitesOf(sites),
          },
        ];
      }),
    ),
};

function isClass(name: string): name is LiteralClass {
  return name in names;
}
