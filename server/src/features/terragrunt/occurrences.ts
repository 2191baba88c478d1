// All places that name what a Terragrunt file declares.

import type { TextRange } from "../../base/range.js";
import type { FileRange } from "../../base/sourceChange.js";
import type { TerragruntBlockFact } from "../../model/terragrunt/facts.js";
import type { FileView } from "../../model/terragrunt/fileView.js";
import { stackUses } from "../../model/terragrunt/stackLinks.js";
import type { TerragruntWorkspace } from "../../model/terragrunt/workspace.js";
import { dependentsOn, outputNames, stacksWith } from "./outputPath.js";
import { placeOf, sharing, type TerragruntSymbol } from "./symbol.js";
import { namesGiven, valueFamily } from "./values.js";

/** A place that names a symbol, with whether it declares it. */
export interface TerragruntOccurrence extends FileRange {
  readonly kind: "declaration" | "read" | "write";
}

/** All places that name a symbol: its declarations first. */
export function terragruntOccurrences(symbol: TerragruntSymbol): readonly TerragruntOccurrence[] {
  return [...declarationsOf(symbol), ...usesOf(symbol)];
}

function declarationsOf({ what, home, item, name, workspace }: TerragruntSymbol): TerragruntOccurrence[] {
  const facts = workspace.facts(home);
  if (!facts) return [];
  const at = (range: TextRange): TerragruntOccurrence => ({ kind: "declaration", uri: home, range });
  if (what === "local") return facts.locals.filter((each) => each.name === name).map(({ range }) => at(range));
  if (what === "value") {
    return valueFamily(workspace, { home, item }).givers.flatMap((giver) =>
      namesGiven(workspace, giver)
        .filter((each) => each.name === name)
        .map(({ range }): TerragruntOccurrence => ({ kind: "declaration", uri: giver.uri, range })),
    );
  }
  const blocks = item === undefined ? facts.blocks : workspace.blockFact(home, item)?.inner;
  return (blocks ?? [])
    .filter((block) => block.type === what && block.label === name)
    .flatMap(({ labelRange }) => (labelRange ? at(labelRange) : []));
}

function usesOf(symbol: TerragruntSymbol): TerragruntOccurrence[] {
  const { what, home, name, workspace } = symbol;
  switch (what) {
    case "local":
      return [...namesIn(symbol, home, "local", [name]), ...usesOfLocalElsewhere(symbol)];
    case "include":
      return namesIn(symbol, home, what, [name]);
    case "unit":
    case "stack":
      return [
        ...partsOfStack(workspace, home).flatMap((uri) => namesIn(symbol, uri, what, [name])),
        ...namedAsOutput(symbol),
      ];
    case "dependency":
    case "feature":
      // What a stack adds is seen by what stands beside it there.
      if (symbol.item !== undefined) return namesIn(symbol, home, what, [name], symbol.item);
      return [home, ...sharing(workspace, home)]
        .filter((uri) => uri === home || !declares(workspace.facts(uri)?.blocks, what, name))
        .flatMap((uri) => namesIn(symbol, uri, what, [name]));
    case "value":
      return valueFamily(workspace, symbol).readers.flatMap((uri) => namesIn(symbol, uri, "values", [name]));
  }
}

function declares(blocks: readonly TerragruntBlockFact[] | undefined, type: string, label: string): boolean {
  return blocks?.some((block) => block.type === type && block.label === label) ?? false;
}

/** A stack file, and those of stacks that include it: they name its units and stacks as their own. */
function partsOfStack(workspace: TerragruntWorkspace, home: string): readonly string[] {
  const including = [...workspace.stackFiles].filter(
    (uri) => uri !== home && workspace.components(uri).some((each) => each.uri === home),
  );
  return [home, ...including];
}

/** Where units that depend on a stack name one of its units or stacks, before its outputs. */
function namedAsOutput({ workspace, home, what, name }: TerragruntSymbol): readonly TerragruntOccurrence[] {
  return [...dependentsOn(workspace, stacksWith(workspace, home))].flatMap((directory) =>
    outputNames(workspace, directory, name).filter(({ owner }) =>
      owner.components?.some((each) => each.uri === home && each.kind === what && each.name === name),
    ),
  );
}

/** Places in a file where a root is followed by some names; the last of them is the place. */
function namesIn(
  { workspace }: TerragruntSymbol,
  uri: string,
  root: string,
  names: readonly string[],
  item?: number,
): TerragruntOccurrence[] {
  return (workspace.facts(uri)?.references ?? [])
    .filter((reference) => reference.root === root && names.every((name, i) => reference.names[i] === name))
    .filter((reference) => item === undefined || reference.item === item)
    .map((reference) => ({ kind: "read", uri, range: placeOf(reference, names.length - 1) }));
}

/** `include.LABEL.locals.NAME` in including units, and `local.READ.locals.NAME` where the file is read. */
function usesOfLocalElsewhere(symbol: TerragruntSymbol): TerragruntOccurrence[] {
  const found = new Map<string, TerragruntOccurrence>();
  for (const { uri, root, names } of waysToLocals(symbol)) {
    if (!names) continue;
    for (const each of namesIn(symbol, uri, root, [...names, symbol.name])) {
      found.set(`${each.uri} ${each.range.start}`, each);
    }
  }
  return [...found.values()];
}

/** What another file writes to come to the local values of a symbol's file: a root and the names up to `locals`. */
export interface WayToLocals {
  readonly uri: string;
  readonly root: "include" | "local";
  /** Undefined where the file is read in the middle of an expression, so that no name leads there. */
  readonly names: readonly string[] | undefined;
}

/** All ways in which other files come to the local values of a symbol's file, each once. */
export function waysToLocals({ home, workspace }: TerragruntSymbol): readonly WayToLocals[] {
  const found = new Map<string, WayToLocals>();
  const add = (way: WayToLocals) => found.set([way.uri, way.root, ...(way.names ?? ["-"])].join(" "), way);
  for (const directory of workspace.includedBy(home)) {
    const links = workspace.linksOf(directory);
    for (const { label, uri } of links?.includes ?? []) {
      if (!links || uri !== home) continue;
      add({ uri: links.uri, root: "include", names: label === "" ? ["locals"] : [label, "locals"] });
    }
  }
  const addReads = (view: FileView) => {
    for (const { name, isAll } of readersIn(view, home)) {
      if (name !== undefined) add({ uri: view.uri, root: "local", names: [name, "locals"] });
      if (!isAll) add({ uri: view.uri, root: "local", names: undefined });
    }
  };
  for (const { from } of stackUses(workspace).get(home) ?? []) addReads(from);
  for (const directory of workspace.readBy(home)) {
    const unit = workspace.unit(directory);
    for (const { uri, from } of workspace.linksOf(directory)?.reads ?? []) {
      const view = unit && (unit.viewOf(from) ?? unit.readView(from, unit.view));
      if (uri === home && view) addReads(view);
    }
  }
  return [...found.values()];
}

/**
 * Where a file reads another: the local value in which that stands, if any, and whether the value ends with it, so that it
 * holds all that was read.
 */
function readersIn(
  view: FileView,
  target: string,
): readonly { readonly name: string | undefined; readonly isAll: boolean }[] {
  const { facts } = view;
  return facts.calls.flatMap((call) => {
    const [path] = call.args;
    if (call.name !== "read_terragrunt_config" || path === undefined) return [];
    const found = view.callPath(path, view.context.directory);
    if (found.kind !== "path" || found.uri !== target) return [];
    const local = facts.locals.find(({ whole }) => whole.start <= call.range.start && call.range.end <= whole.end);
    return { name: local?.name, isAll: local?.whole.end === call.range.end };
  });
}
