// Code lenses of Terragrunt's files: who includes a file, who depends on a unit, and how often a name is used.

import type { FileRange } from "../../base/sourceChange.js";
import { stackUses } from "../../model/terragrunt/stackLinks.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { CodeLens } from "../codeLenses.js";
import { terragruntOccurrences } from "./occurrences.js";
import { type TerragruntPlace, terragruntPlace } from "./place.js";
import type { TerragruntKind } from "./symbol.js";

const counted: ReadonlySet<string> = new Set(["dependency", "feature", "include"]);

/** The lenses of a Terragrunt file, in the order of the text. */
export function terragruntLenses(snapshot: WorkspaceSnapshot, uri: string): readonly CodeLens[] {
  const place = terragruntPlace(snapshot, uri);
  if (!place) return [];
  return [...fileLenses(place), ...nameLenses(place)];
}

function fileLenses({ workspace, uri, role, units, unit }: TerragruntPlace): CodeLens[] {
  const start = { start: 0, end: 0 };
  const uses = stackUses(workspace).get(uri) ?? [];
  if (uses.length > 0 && units.length === 0) {
    const places = uses.map(({ stack }) => ({ uri: stack.uri, range: start }));
    const title = `${role === "stack" ? "included by" : "read for"} ${counting(places.length, "stack")}`;
    return [{ range: start, places, title }];
  }
  const lens = (directories: readonly string[], title: string): CodeLens[] =>
    directories.length === 0 ? [] : [{ range: start, places: unitFiles(workspace, directories), title }];
  if (role === "include") return lens(units, `included by ${counting(units.length, "unit")}`);
  if (role === "read") return lens(units, `read for ${counting(units.length, "unit")}`);
  if (role !== "unit" || !unit || unit.uri !== uri) return [];
  const dependents = workspace.dependentsOf(unit.directory);
  return lens(dependents, counting(dependents.length, "dependent"));
}

function unitFiles(workspace: TerragruntPlace["workspace"], directories: readonly string[]): readonly FileRange[] {
  return directories.flatMap((directory) => {
    const uri = workspace.linksOf(directory)?.uri;
    return uri === undefined ? [] : [{ uri, range: { start: 0, end: 0 } }];
  });
}

function nameLenses(place: TerragruntPlace): CodeLens[] {
  const { workspace, uri, facts } = place;
  const names = [
    ...facts.locals.map(({ name, range }) => ({ what: "local" as TerragruntKind, name, range, at: range })),
    ...facts.blocks.flatMap(({ type, label, labelRange, header }) =>
      counted.has(type) && label !== undefined && labelRange && !(type === "include" && isHidden(place, label))
        ? [{ what: type as TerragruntKind, name: label, range: labelRange, at: header }]
        : [],
    ),
  ];
  return names
    .map(({ what, name, range, at }) => {
      const symbol = { kind: "terragrunt" as const, what, home: uri, name, range, workspace };
      const uses = terragruntOccurrences(symbol).filter(({ kind }) => kind !== "declaration");
      return { range: at, places: uses, title: counting(uses.length, "reference") };
    })
    .sort((a, b) => a.range.start - b.range.start);
}

/** An include that is not exposed is there to be merged; nothing can refer to it. */
function isHidden({ view }: TerragruntPlace, label: string): boolean {
  return view?.includes.find((each) => each.label === label)?.expose === false;
}

function counting(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
