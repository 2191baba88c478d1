// The places of a file where an unattended refactor may be tried: the command line and the corpus run use them.

import { addressKey } from "../../model/address.js";
import { argument, nestedBlock } from "../../model/extract.js";
import type { SourceFile } from "../../syntax/ast.js";
import { walkExpressions } from "../../syntax/visit.js";
import { repeatableAddress } from "../rewriting/declarationNodes.js";
import type { Refactor } from "./refactor.js";

/** A place to try; `name` stays the same while other places of the file are edited. */
export interface TrySite {
  readonly name: string;
  readonly offset: number;
}

/**
 * Places worth trying: every block's repetition argument, every local value and block, every expression. Refactors of
 * whole blocks look at the first three only, so that a large file is not tried once for each of its expressions.
 */
export function sitesFor(refactor: Refactor, file: SourceFile): readonly TrySite[] {
  const sites: TrySite[] = [];
  file.body.items.forEach((item, index) => {
    if (item.kind !== "Block") return;
    const address = repeatableAddress(item);
    const name = address ? addressKey(address) : `${item.type.name} ${item.labels[0]?.value ?? index}`;
    if (refactor.tries === "expressions") {
      let count = 0;
      walkExpressions(item, (expression) => {
        sites.push({ name: `${name} ${count++}`, offset: expression.range.start });
      });
      return;
    }
    const lifecycle = nestedBlock(item.body, "lifecycle");
    const argumentOf = refactor.tries === undefined ? undefined : refactor.tries;
    const found =
      argumentOf === "enabled"
        ? lifecycle && argument(lifecycle.body, "enabled")
        : argumentOf === undefined
          ? item
          : argument(item.body, argumentOf);
    if (found) sites.push({ name, offset: found.range.start });
  });
  return sites;
}
