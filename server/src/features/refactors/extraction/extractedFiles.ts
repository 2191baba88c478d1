// The files of a new module, and the call that takes the place of its blocks.

import { contains, slice, type TextRange } from "../../../base/range.js";
import { applyEdits, type TextEdit } from "../../../base/textEdit.js";
import type { Module } from "../../../model/module.js";
import type { Block, SourceFile } from "../../../syntax/ast.js";
import { quoted } from "../../rewriting/addressPath.js";
import { lineStart, nextLine, surroundings } from "../../rewriting/blockEdits.js";
import { paragraphs } from "../../rewriting/rowComments.js";
import { wordsOf } from "../words.js";
import type { ExtractedInputs, Input } from "./extractedInputs.js";

/** Edits without those within another: `[count.index]` goes as a whole. */
export function outermost(edits: readonly TextEdit[]): readonly TextEdit[] {
  return edits.filter(
    (edit) =>
      !edits.some((other) => other !== edit && contains(other.range, edit.range) && !contains(edit.range, other.range)),
  );
}

/**
 * The lines of all blocks that go to the module `name`. The first leaves its comments, which may speak of all; where a
 * heading goes along with a later one, so does the nearest above the first, unless it says no more than the name.
 */
export function linesOfAll(file: SourceFile, blocks: readonly Block[], name: string): readonly TextRange[] {
  const [first, ...others] = blocks;
  if (!first) return [];
  const gone = others.map((block, i) => linesGone(file, block, blocks[i]));
  const hasHeading = gone.some(({ start }, i) => {
    const block = others[i] as Block;
    return start < (surroundings(file, block).lines?.start ?? block.range.start);
  });
  const start = hasHeading ? (headingAbove(file, first, name) ?? first.range.start) : first.range.start;
  return [{ start, end: first.range.end }, ...gone];
}

/** Where the heading above a block starts; undefined where there is none, or where it may speak of the whole file. */
function headingAbove(file: SourceFile, block: Block, name: string): number | undefined {
  const previous = file.body.items[file.body.items.indexOf(block) - 1];
  const behind = previous ? nextLine(file.text, previous.range.end) : 0;
  const nearest = paragraphs(
    file,
    file.comments.filter(({ range }) => behind <= range.start && range.end <= block.range.start),
  );
  const heading = nearest.at(-1) ?? [];
  const [comment] = heading;
  if (!comment || (!previous && nearest.length === 1)) return undefined;
  const said = heading.flatMap(({ range }) => wordsOf(slice(file.text, range)));
  if (said.every((word) => wordsOf(name).includes(word))) return undefined;
  return lineStart(file.text, comment.range.start);
}

/**
 * The lines of a block that goes along with the one before it in the file, `previous`: with what stands between them,
 * which speaks of the block, as a heading does that a blank line follows. Without such a one, with the comments above it.
 */
function linesGone(file: SourceFile, block: Block, previous: Block | undefined): TextRange {
  const own = surroundings(file, block).lines ?? block.range;
  const { items } = file.body;
  if (!previous || items.indexOf(previous) + 1 !== items.indexOf(block)) return own;
  const between = surroundings(file, previous).lines?.end ?? own.start;
  const first = file.comments.find(({ range }) => range.start >= between && range.start < own.start);
  return first ? { start: lineStart(file.text, first.range.start), end: own.end } : own;
}

/** A block's text in its new module, within `lines`. */
export function blockText(file: SourceFile, lines: TextRange, edits: readonly TextEdit[]): string {
  const inside = edits
    .filter(({ range }) => lines.start <= range.start && range.end <= lines.end)
    .map(({ range, newText }) => ({
      range: { start: range.start - lines.start, end: range.end - lines.start },
      newText,
    }));
  return applyEdits(slice(file.text, lines), inside).trimEnd();
}

/** The text of the call of a module at `source`. `condition` is the argument that it has for all its blocks. */
export function callText(
  name: string,
  source: string,
  { inputs, aliases }: Pick<ExtractedInputs, "inputs" | "aliases">,
  condition: { readonly name: "count" | "enabled"; readonly text: string } | undefined,
  newLine: string,
): string {
  const width = Math.max(0, ...inputs.map((input) => input.name.length));
  const aliasWidth = Math.max(0, ...aliases.map((alias) => alias.length));
  const parts = [
    condition?.name === "count" ? [`  count = ${condition.text}`] : [],
    [`  source = ${quoted(source)}`],
    inputs.map((input) => `  ${input.name.padEnd(width)} = ${input.value}`),
    aliases.length === 0
      ? []
      : ["  providers = {", ...aliases.map((alias) => `    ${alias.padEnd(aliasWidth)} = ${alias}`), "  }"],
    condition?.name === "enabled" ? ["  lifecycle {", `    enabled = ${condition.text}`, "  }"] : [],
  ];
  const body = parts.filter((part) => part.length > 0).map((part) => part.join(newLine));
  return [`module "${name}" {`, body.join(newLine + newLine), "}"].join(newLine);
}

/** `variables.tf`; empty where there are no inputs. */
export function variablesText(inputs: readonly Input[]): string {
  return inputs
    .map((input) => `variable "${input.name}" {${input.type === undefined ? "" : `\n  type = ${input.type}\n`}}\n`)
    .join("\n");
}

/** The source of a provider that `required_providers` says nothing of. */
export function impliedSource(name: string): string {
  return name === "terraform" ? "terraform.io/builtin/terraform" : `hashicorp/${name}`;
}

/** The source of a provider as a module says it; undefined where it says nothing. */
export function declaredSource(module: Module, name: string): string | undefined {
  return module.requiredProviders.get(name)?.[0]?.fact.source;
}

/** `versions.tf`: the sources of the providers, where OpenTofu would take them for others, and the aliases. */
export function versionsText(
  sourceOf: (provider: string) => string | undefined,
  { aliases, providers }: Pick<ExtractedInputs, "aliases" | "providers">,
): string {
  const names = [...providers].sort();
  const entries = names.flatMap((name) => {
    const source = sourceOf(name);
    const own = aliases.filter((alias) => alias.startsWith(`${name}.`));
    if (source === undefined && own.length === 0) return [];
    const width = own.length > 0 ? "configuration_aliases".length : 0;
    const lines = [`      ${"source".padEnd(width)} = ${quoted(source ?? impliedSource(name))}`];
    if (own.length > 0) lines.push(`      configuration_aliases = [${own.join(", ")}]`);
    return [`    ${name} = {\n${lines.join("\n")}\n    }`];
  });
  return entries.length === 0 ? "" : `terraform {\n  required_providers {\n${entries.join("\n")}\n  }\n}\n`;
}
