// A `generate` block that writes a text as it is, and the proof that the units that include it get that text.

import type { SourceChange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import { partOfTerm, type Term } from "../../../model/terragrunt/term.js";
import { TerragruntWorkspace as State } from "../../../model/terragrunt/workspace.js";
import { nameOf } from "../../../model/uri.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { SourceFile } from "../../../syntax/ast.js";
import { changedUnit } from "../../terragrunt/preserved.js";
import { appendTop } from "../../terragrunt/sharedEdits.js";

/** What a `generate` block says. */
interface Generated {
  readonly label: string;
  readonly path: string;
  /** It has a line break at its end. */
  readonly contents: string;
  /** The condition under which nothing is generated. */
  readonly disable?: string | undefined;
}

/** Adds a `generate` block to a file. */
export function addGenerate(
  change: SourceChangeBuilder,
  shared: SourceFile,
  { label, path, contents, disable }: Generated,
): void {
  const mark = heredocMark(contents);
  const escaped = contents.split("${").join("$${").split("%{").join("%%{");
  const unless = disable === undefined ? "" : `  disable   = ${disable}\n`;
  appendTop(
    change,
    shared,
    `generate "${label}" {\n  path      = "${path}"\n  if_exists = "overwrite_terragrunt"\n${unless}  contents  = <<${mark}\n${escaped}${mark}\n}`,
  );
}

/** A mark that no line of the text is. */
function heredocMark(text: string): string {
  const lines = new Set(text.split("\n").map((line) => line.trim()));
  let mark = "EOF";
  while (lines.has(mark)) mark += "_";
  return mark;
}

interface Wanted {
  readonly label: string;
  readonly contents: string;
  readonly name: string;
  /** Units for which nothing is to be generated. */
  readonly apart?: ReadonlySet<string>;
}

/** Why the units would not get the same file, as one sentence; undefined where they do and nothing else changes. */
export function differingFile(
  snapshot: WorkspaceSnapshot,
  change: SourceChange,
  units: readonly string[],
  { label, contents, name, apart }: Wanted,
): string | undefined {
  const [before, after] = [new State(snapshot), new State(snapshot.after(change))];
  for (const directory of units) {
    const old = before.unit(directory)?.configuration.entries.get("generate")?.term;
    if (old && partOfTerm(old, label))
      return `The unit \`${nameOf(directory)}\` generates something as \`${label}\` already.`;
    const made = after.unit(directory)?.configuration.entries.get("generate")?.term;
    const part = made && partOfTerm(made, label);
    const isDisabled = flagAt(part, "disable") === true;
    if (isDisabled && apart?.has(directory)) continue;
    const [path, text] = [textAt(part, "path"), textAt(part, "contents")];
    if (isDisabled || nameOf(`/${path ?? ""}`) !== name || text !== contents || apart?.has(directory)) {
      return `The unit \`${nameOf(directory)}\` would not get the same file.`;
    }
  }
  return changedUnit(snapshot, change, units, ["generate"]);
}

function flagAt(term: Term | undefined, name: string): boolean | undefined {
  const part = term && partOfTerm(term, name);
  return part?.kind === "value" && part.value.type.kind === "bool" ? part.value.isTrue : undefined;
}

function textAt(term: Term | undefined, name: string): string | undefined {
  const part = term && partOfTerm(term, name);
  return part?.kind === "value" && part.value.type.kind === "string" && part.value.hasContent
    ? part.value.text
    : undefined;
}
