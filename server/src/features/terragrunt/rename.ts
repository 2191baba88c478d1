// Renames what Terragrunt files declare, in all files that name it.

import { SourceChangeBuilder } from "../../base/sourceChange.js";
import { nameOf } from "../../model/uri.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import { isIdentifier } from "../rewriting/identifier.js";
import type { RenameResult } from "../rewriting/renaming.js";
import { terragruntOccurrences, waysToLocals } from "./occurrences.js";
import type { TerragruntSymbol } from "./symbol.js";
import { isComputed, valueFamily } from "./values.js";

/** Why a name cannot be renamed, as one sentence; undefined where it can. */
export function terragruntRenameObstacle(snapshot: WorkspaceSnapshot, symbol: TerragruntSymbol): string | undefined {
  const { what, home, name, workspace } = symbol;
  const occurrences = terragruntOccurrences(symbol);
  const declared = occurrences.filter(({ kind }) => kind === "declaration");
  if (declared.length === 0) return `Nothing declares \`${name}\`.`;
  if (what === "include" && name === "") return "An include without a label has no name; give it a label first.";
  if (what !== "value" && declared.length > 1) return `\`${name}\` is declared more than once.`;
  const others = what === "dependency" ? othersWith(symbol) : [];
  if (others.length > 0) {
    return `${nameOf(others[0] ?? "")} has a \`${what}\` block of the same name, which is merged with this one.`;
  }
  const broken = [home, ...occurrences.map(({ uri }) => uri)].find((uri) => snapshot.facts(uri)?.hasErrors);
  if (broken !== undefined) return `${nameOf(broken)} has syntax errors, so not all uses can be seen.`;
  if (what === "local" && usesWholeLocals(symbol)) {
    return "All local values of the file are used as one object somewhere, so not all uses can be seen.";
  }
  const computed =
    what === "value" ? valueFamily(workspace, symbol).givers.find((each) => isComputed(workspace, each)) : undefined;
  if (computed) return `${nameOf(computed.uri)} computes the values it gives, so not all of their names can be seen.`;
  return workspace.facts(home) ? undefined : `${nameOf(home)} cannot be read.`;
}

/** Files that are merged with the one that declares a dependency, and declare it as well. */
function othersWith({ workspace, home, what, name }: TerragruntSymbol): readonly string[] {
  const own = workspace.unitOf(home);
  const units = own ? [own.directory] : workspace.includedBy(home);
  const files = units.flatMap((directory) => {
    const links = workspace.linksOf(directory);
    return links ? [links.uri, ...links.includes.flatMap(({ uri }) => uri ?? [])] : [];
  });
  return [...new Set(files)].filter(
    (uri) => uri !== home && workspace.facts(uri)?.blocks.some((block) => block.type === what && block.label === name),
  );
}

/**
 * True where the file's local values are used as one object: `local` alone, `include.LABEL.locals` where the label is the
 * file's, or `local.READ.locals` where it is what has been read, without a name behind it; or where the file is
 * read in the middle of an expression.
 */
function usesWholeLocals(symbol: TerragruntSymbol): boolean {
  const { workspace, home } = symbol;
  const own = workspace.facts(home)?.references ?? [];
  if (own.some(({ root, names }) => root === "local" && names.length === 0)) return true;
  return waysToLocals(symbol).some(
    ({ uri, root, names }) =>
      names === undefined ||
      workspace
        .facts(uri)
        ?.references.some(
          (reference) =>
            reference.root === root &&
            reference.names.length <= names.length &&
            reference.names.every((name, i) => name === names[i]),
        ),
  );
}

/** The edits that give a symbol another name. */
export function renameTerragrunt(snapshot: WorkspaceSnapshot, symbol: TerragruntSymbol, newName: string): RenameResult {
  const obstacle = terragruntRenameObstacle(snapshot, symbol);
  if (obstacle !== undefined) return { refusal: obstacle };
  if (!isIdentifier(newName)) {
    return {
      refusal: `"${newName}" is no valid name: it must start with a letter or underscore and may hold only letters, digits, underscores and hyphens.`,
    };
  }
  if (newName !== symbol.name && isTaken(symbol, newName)) {
    return { refusal: `There is a \`${symbol.what}\` of the name \`${newName}\` already.` };
  }
  const change = new SourceChangeBuilder();
  const seen = new Set<string>();
  for (const { uri, range } of terragruntOccurrences(symbol)) {
    const at = `${uri} ${range.start}`;
    if (seen.has(at)) continue;
    seen.add(at);
    change.replace(uri, range, newName);
  }
  return { change: change.build() };
}

function isTaken(symbol: TerragruntSymbol, name: string): boolean {
  const other = { ...symbol, name };
  return (
    terragruntOccurrences(other).some(({ kind }) => kind === "declaration") ||
    (symbol.what === "dependency" && othersWith(other).length > 0)
  );
}
