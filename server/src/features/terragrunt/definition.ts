// Where a name or a path of a Terragrunt file leads.

import { touches } from "../../base/range.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Target } from "../navigation/definition.js";
import { terragruntLinks } from "./links.js";
import { terragruntOccurrences } from "./occurrences.js";
import { dependencyOf, fileBehind } from "./outputPath.js";
import { terragruntPlace } from "./place.js";
import type { TerragruntSymbol } from "./symbol.js";

/** The declarations of a name: the blocks and attributes that make it. */
export function declarationTargets(symbol: TerragruntSymbol): readonly Target[] {
  return terragruntOccurrences(symbol)
    .filter(({ kind }) => kind === "declaration")
    .map(({ uri, range }) => ({ uri, range: wholeOf(symbol, uri, range), selection: range, origin: symbol.range }));
}

/** The block or attribute around a declared name. */
function wholeOf({ workspace }: TerragruntSymbol, uri: string, name: { start: number; end: number }) {
  const facts = workspace.facts(uri);
  const wholes = [
    ...(facts?.locals ?? []).map(({ whole }) => whole),
    ...(facts?.attributes ?? []).map(({ whole }) => whole),
    ...(facts?.blocks ?? []).map(({ range }) => range),
  ];
  return wholes.find((whole) => whole.start <= name.start && name.end <= whole.end) ?? name;
}

/** The file that the path at an offset leads to. */
export function pathTargets(snapshot: WorkspaceSnapshot, uri: string, offset: number): readonly Target[] {
  const start = { start: 0, end: 0 };
  return terragruntLinks(snapshot, uri)
    .filter(({ range }) => touches(range, offset))
    .map(({ range, target }) => ({ uri: target, range: start, selection: start, origin: range }));
}

/** What is behind a name: the included file, the unit that is depended on, the unit or stack that is generated. */
export function behind(snapshot: WorkspaceSnapshot, symbol: TerragruntSymbol): readonly Target[] {
  const start = { start: 0, end: 0 };
  const to = (uri: string | undefined): readonly Target[] =>
    uri !== undefined && snapshot.entry(uri) ? [{ uri, range: start, selection: start, origin: symbol.range }] : [];
  const place = terragruntPlace(snapshot, symbol.home);
  switch (symbol.what) {
    case "include":
      return to(place?.view?.includes.find(({ label }) => label === symbol.name)?.uri);
    case "dependency": {
      const directory = place && dependencyOf(place, symbol.name, symbol.item)?.directory;
      return directory === undefined ? [] : to(fileBehind(symbol.workspace, directory));
    }
    case "unit":
    case "stack":
      return to(
        symbol.workspace
          .components(place?.unit?.uri ?? symbol.home)
          .find(({ kind, name, uri }) => kind === symbol.what && name === symbol.name && uri === symbol.home)
          ?.sourceFile,
      );
    default:
      return [];
  }
}
