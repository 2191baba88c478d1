// Edits that write a form which Terragrunt has removed in the form that took its place.

import { slice } from "../../../base/range.js";
import { type SourceChange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import type { TextEdit } from "../../../base/textEdit.js";
import { literalString } from "../../../model/access.js";
import type { Attribute, SourceFile } from "../../../syntax/ast.js";
import type { Fix } from "../../diagnostic.js";
import { newLineOf, surroundings } from "../../rewriting/blockEdits.js";
import { attributeOf, blocksOf } from "./names.js";
import type { UnitReference } from "./references.js";

/** The attributes that became one `retry` block, with the argument each became and its default. */
const retryArguments = [
  ["retryable_errors", "retryable_errors", "get_default_retryable_errors()"],
  ["retry_max_attempts", "max_attempts", "3"],
  ["retry_sleep_interval_sec", "sleep_interval_sec", "5"],
] as const;

/** Fixes for a removed attribute at the top of a unit; none where the new form is there already. */
export function removedAttributeFixes(file: SourceFile, attribute: Attribute): Fix[] {
  const { name } = attribute.name;
  if (name === "skip") {
    if (blocksOf(file, "exclude").length > 0) return [];
    return [
      {
        title: "Replace `skip` by an `exclude` block",
        safety: "unsafe",
        preferred: true,
        change: () => skipToExclude(file, attribute),
      },
    ];
  }
  if (!retryArguments.some(([old]) => old === name) || blocksOf(file, "errors").length > 0) return [];
  return [
    {
      title: "Replace it by an `errors` block",
      safety: "unsafe",
      preferred: true,
      change: () => retryToErrors(file, attribute),
    },
  ];
}

function skipToExclude(file: SourceFile, attribute: Attribute): SourceChange {
  const nl = newLineOf(file.text);
  const value = slice(file.text, attribute.value.range);
  const block = ["exclude {", `  if      = ${value}`, '  actions = ["all"]', "}"].join(nl);
  return new SourceChangeBuilder().replace(file.uri, attribute.range, block).build();
}

function retryToErrors(file: SourceFile, at: Attribute): SourceChange {
  const nl = newLineOf(file.text);
  const change = new SourceChangeBuilder();
  const lines: string[] = [];
  for (const [old, name, fallback] of retryArguments) {
    const attribute = attributeOf(file.body.items, old);
    const value = attribute ? slice(file.text, attribute.value.range) : fallback;
    lines.push(`    ${name.padEnd("sleep_interval_sec".length)} = ${value.split(nl).join(`${nl}    `)}`);
    if (!attribute || attribute === at) continue;
    change.remove(file.uri, surroundings(file, attribute).lines ?? attribute.range);
  }
  const block = ["errors {", '  retry "default" {', ...lines, "  }", "}"].join(nl);
  return change.replace(file.uri, at.range, block).build();
}

/** Fixes for `dependency.NAME.inputs.INPUT`: the output of that name, or the other unit's file. */
export function dependencyInputsFixes(file: SourceFile, reference: UnitReference, isOutput: boolean): Fix[] {
  const [name, , input] = reference.names;
  const inputsRange = reference.nameRanges[1];
  if (name === undefined || !inputsRange) return [];
  const toOutputs: Fix = {
    title: "Read the output of that name",
    safety: "unsafe",
    ...(isOutput ? { preferred: true } : {}),
    change: () => new SourceChangeBuilder().replace(file.uri, inputsRange, "outputs").build(),
  };
  const path = configPathOf(file, name);
  if (path === undefined || input === undefined || reference.traversal.steps[1]?.kind !== "AttrStep")
    return [toOutputs];
  const range = { start: reference.traversal.root.range.start, end: inputsRange.end };
  const call = `read_terragrunt_config("${path}/terragrunt.hcl").inputs`;
  const toFile: Fix = {
    title: "Read the other unit's file",
    safety: "unsafe",
    change: () => new SourceChangeBuilder().replace(file.uri, range, call).build(),
  };
  return isOutput ? [toOutputs, toFile] : [toFile, toOutputs];
}

/** The directory of a dependency as written, where it is a plain string. */
function configPathOf(file: SourceFile, name: string): string | undefined {
  const block = blocksOf(file, "dependency").find(({ labels }) => labels[0]?.value === name);
  const value = block && attributeOf(block.body.items, "config_path")?.value;
  const text = value && literalString(value);
  if (!value || text === undefined || text === "") return undefined;
  const written = slice(file.text, value.range);
  // Escapes and heredocs are not copied into another string.
  return written === `"${text}"` ? text.replace(/\/+$/, "") : undefined;
}

/** Edits that give a bare include a label and rewrite what reads it in the same file. */
export function labelIncludeEdits(
  file: SourceFile,
  label: string,
  references: readonly UnitReference[],
): readonly TextEdit[] {
  const block = blocksOf(file, "include").find(({ labels }) => labels.length === 0);
  if (!block) return [];
  const at = block.type.range.end;
  const edits: TextEdit[] = [{ range: { start: at, end: at }, newText: ` "${label}"` }];
  for (const { root, traversal } of references) {
    if (root !== "include") continue;
    const behind = traversal.root.range.end;
    edits.push({ range: { start: behind, end: behind }, newText: `.${label}` });
  }
  return edits;
}

/** A label for the bare include of a file: the name of the included file, or `root`. */
export function includeLabel(file: SourceFile): string {
  const block = blocksOf(file, "include").find(({ labels }) => labels.length === 0);
  const taken = new Set(blocksOf(file, "include").flatMap(({ labels }) => labels[0]?.value ?? []));
  const value = block && attributeOf(block.body.items, "path")?.value;
  const argument = value?.kind === "FunctionCallExpr" ? value.args[0] : value;
  const path = argument ? (lastLiteral(argument) ?? "") : "";
  const stem = path.slice(path.lastIndexOf("/") + 1).replace(/\.hcl$/, "");
  const name = /^[A-Za-z_][\w-]*$/.test(stem) && stem !== "terragrunt" ? stem : "root";
  let label = name;
  for (let i = 2; taken.has(label); i++) label = `${name}_${i}`;
  return label;
}

/** The literal text that a string ends with. */
function lastLiteral(value: Parameters<typeof literalString>[0]): string | undefined {
  if (value.kind !== "TemplateExpr") return undefined;
  const last = value.parts.at(-1);
  return last?.kind === "TemplateLiteral" ? last.value : undefined;
}
