// Who gives the values that a unit or stack reads, and who reads what a stack gives.

import { derived } from "../../model/derived.js";
import type { NameFact } from "../../model/terragrunt/facts.js";
import type { TerragruntWorkspace } from "../../model/terragrunt/workspace.js";
import { directoryOf } from "../../model/uri.js";

const valuesFile = "terragrunt.values.hcl";

/** A values file, or the component of a stack with the index of its top-level item there. */
export interface ValueGiver {
  readonly uri: string;
  readonly item: number | undefined;
}

/** A giver with the file that reads what it gives. */
interface ValueLink extends ValueGiver {
  readonly reader: string;
}

/** From each component of a stack to the file that it is generated from, each pair once. */
const componentLinks = derived((workspace: TerragruntWorkspace): readonly ValueLink[] => {
  const found = new Map<string, ValueLink>();
  const all = [
    ...[...workspace.stackFiles].map((uri) => workspace.components(uri)),
    ...workspace.generatedStacks.values(),
  ];
  for (const { uri, item, sourceFile } of all.flat()) {
    if (sourceFile !== undefined) found.set(`${uri} ${item} ${sourceFile}`, { uri, item, reader: sourceFile });
  }
  return [...found.values()];
});

/** Those who give values to a file, whichever values these are: the values file beside it, then components of stacks. */
export function giversOf(workspace: TerragruntWorkspace, reader: string): readonly ValueGiver[] {
  const beside = `${directoryOf(reader)}/${valuesFile}`;
  return [
    ...(workspace.facts(beside) ? [{ uri: beside, item: undefined }] : []),
    ...componentLinks(workspace).filter((link) => link.reader === reader),
  ];
}

/** The names that a giver writes. */
export function namesGiven(workspace: TerragruntWorkspace, { uri, item }: ValueGiver): readonly NameFact[] {
  const facts = workspace.facts(uri);
  return (item === undefined ? facts?.attributes : facts?.blocks.find((each) => each.item === item)?.keys) ?? [];
}

/** True where a component's values are not written out, so that their names are not known. */
export function isComputed(workspace: TerragruntWorkspace, { uri, item }: ValueGiver): boolean {
  const block = item === undefined ? undefined : workspace.blockFact(uri, item);
  return block?.attributes.some(({ name }) => name === "values") === true && (block.keys ?? []).length === 0;
}

/** All who give and read a value: what one unit reads may be given by several stacks, and each may give it to others. */
export function valueFamily(
  workspace: TerragruntWorkspace,
  { home, item }: { readonly home: string; readonly item?: number | undefined },
): { readonly givers: readonly ValueGiver[]; readonly readers: readonly string[] } {
  const givers = new Map<string, ValueGiver>();
  const readers = new Set<string>();
  const add = (giver: ValueGiver) => givers.set(`${giver.uri} ${giver.item}`, giver);
  add({ uri: home, item });
  for (const giver of givers.values()) {
    for (const reader of readersOf(workspace, giver)) {
      if (readers.has(reader)) continue;
      readers.add(reader);
      for (const other of giversOf(workspace, reader)) add(other);
    }
  }
  return { givers: [...givers.values()], readers: [...readers] };
}

function readersOf(workspace: TerragruntWorkspace, { uri, item }: ValueGiver): readonly string[] {
  if (item === undefined) {
    const directory = directoryOf(uri);
    return [`${directory}/terragrunt.hcl`, `${directory}/terragrunt.stack.hcl`].filter((each) => workspace.facts(each));
  }
  return componentLinks(workspace).flatMap((link) => (link.uri === uri && link.item === item ? link.reader : []));
}
