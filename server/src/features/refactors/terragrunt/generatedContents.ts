// A `generate` block that writes a text as it is, and the proof that the units that include it get that text.

import type { SourceChange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import { partOfTerm, type Term } from "../../../model/terragrunt/term.js";
import { TerragruntWorkspace as State } from "../../../model/terragrunt/workspace.js";
import { nameOf } from "../../../model/uri.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { SourceFile } from "../../../syntax/ast.js";
import { changedUnit } from "../../terragrunt/preserved.js";
import { appendTop } from "../../terragrunt/sharedEdits.js";

/** Adds a `generate` block to a file, whose text has a line break at its end. */
export function addGenerate(
  change: SourceChangeBuilder,
  shared: SourceFile,
  label: string,
  path: string,
  contents: string,
): void {
  const mark = heredocMark(contents);
  const escaped = contents.split("${").join("$${").split("%{").join("%%{");
  appendTop(
    change,
    shared,
    `generate "${label}" {\n  path      = "${path}"\n  if_exists = "overwrite_terragrunt"\n  contents  = <<${mark}\n${escaped}${mark}\n}`,
  );
}

/** A mark that no line of the text is. */
function heredocMark(text: string): string {
  const lines = new Set(text.split("\n").map((line) => line.trim()));
  let mark = "EOF";
  while (lines.has(mark)) mark += "_";
  return mark;
}

/** Why the units would not get the same file, as one sentence; undefined where they do and nothing else changes. */
export function differingFile(
  snapshot: WorkspaceSnapshot,
  change: SourceChange,
  units: readonly string[],
  { label, contents, name }: { readonly label: string; readonly contents: string; readonly name: string },
): string | undefined {
  const [before, after] = [new State(snapshot), new State(snapshot.after(change))];
  for (const directory of units) {
    const old = before.unit(directory)?.configuration.entries.get("generate")?.term;
    if (old && partOfTerm(old, label))
      return `The unit \`${nameOf(directory)}\` generates something as \`${label}\` already.`;
    const made = after.unit(directory)?.configuration.entries.get("generate")?.term;
    const part = made && partOfTerm(made, label);
    const [path, text] = [textAt(part, "path"), textAt(part, "contents")];
    if (nameOf(`/${path ?? ""}`) !== name || text !== contents) {
      return `The unit \`${nameOf(directory)}\` would not get the same file.`;
    }
  }
  return changedUnit(snapshot, change, units, ["generate"]);
}

function textAt(term: Term | undefined, name: string): string | undefined {
  const part = term && partOfTerm(term, name);
  return part?.kind === "value" && part.value.type.kind === "string" && part.value.hasContent
    ? part.value.text
    : undefined;
}
