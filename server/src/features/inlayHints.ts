// Inlay hints: what is true of a place and cannot be read there, each kind with a setting of its own.

import { overlaps, type TextRange } from "../base/range.js";
import type { FileRange } from "../base/sourceChange.js";
import { isAutoVariables } from "../model/builtins/fileKinds.js";
import { effectiveArgument } from "../model/declarationSyntax.js";
import { evaluate } from "../model/evaluate/evaluate.js";
import { argument } from "../model/extract.js";
import { signatures } from "../model/functions/signatures.js";
import type { Module } from "../model/module.js";
import { type ModuleValues, moduleValues } from "../model/moduleValues.js";
import { printValue } from "../model/values/print.js";
import { printType } from "../model/values/typeName.js";
import { isWhollyKnown, iterate, type Value } from "../model/values/value.js";
import type { WorkspaceSnapshot } from "../model/workspace.js";
import type { Attribute, Block, FunctionCallExpr, SourceFile } from "../syntax/ast.js";
import { walk } from "../syntax/visit.js";
import { conditionHints } from "./conditionHints.js";
import { type CheckOptions, productOf } from "./diagnostics.js";
import { isComputed, shortened } from "./hintedValue.js";
import { moduleVersionHints } from "./moduleVersionHints.js";
import { terragruntHints } from "./terragrunt/hints.js";
import { isTerragruntFile } from "./terragrunt/place.js";

/** Which kinds are shown. */
export interface InlayHintOptions {
  /** Types of variables and local values that have none written. */
  readonly types: boolean;
  /** Values of local values that are computed from others. */
  readonly values: boolean;
  /** How many instances `count` and `for_each` make, and which. */
  readonly instances: boolean;
  /** Names of parameters before arguments that do not say what they are. */
  readonly parameterNames: boolean;
  /** The value that a variable gets from the values files. */
  readonly variableValues: boolean;
  /** When the objects that are referred to are disabled. */
  readonly conditions: boolean;
  /** The installed versions of registry modules. */
  readonly moduleVersions: boolean;
  /** In Terragrunt's files: where sources lead, the key of the state, how many inputs there are in all. */
  readonly terragrunt: boolean;
}

export interface InlayHint {
  /** The hint stands before this offset. */
  readonly offset: number;
  readonly label: string;
  readonly kind: "type" | "parameter";
  readonly tooltip: string | undefined;
  /** Where a click on the hint leads: to what it speaks of. */
  readonly target: FileRange | undefined;
}

/** The hints of a range of a file, in the order of the text. */
export function inlayHints(
  snapshot: WorkspaceSnapshot,
  uri: string,
  range: TextRange,
  options: CheckOptions,
  show: InlayHintOptions,
): readonly InlayHint[] {
  const file = snapshot.file(uri);
  if (isTerragruntFile(snapshot, uri)) return terragruntHints(snapshot, uri, range, show);
  const module = snapshot.moduleOf(uri);
  if (!file || !module) return [];
  const values = moduleValues(snapshot, module, "given", productOf(module, options));
  const hints: InlayHint[] = [];
  for (const item of file.body.items) {
    if (!overlaps(item.range, range) || item.kind !== "Block") continue;
    if (item.type.name === "locals") addLocals(item, values, show, hints);
    if (item.type.name === "variable")
      addVariable(item, values, show, hints, (name) => givenAt(snapshot, module, name));
    if (show.instances) addInstances(file, item, values, hints);
    if (show.parameterNames) addParameterNames(item, hints);
  }
  if (show.moduleVersions) hints.push(...moduleVersionHints(snapshot, module, file, range));
  if (show.conditions) hints.push(...conditionHints(snapshot, module, uri, range));
  return hints.filter(({ offset }) => offset >= range.start && offset <= range.end).sort((a, b) => a.offset - b.offset);
}

function addLocals(block: Block, values: ModuleValues, show: InlayHintOptions, into: InlayHint[]): void {
  for (const item of block.body.items) {
    if (item.kind !== "Attribute") continue;
    const value = values.local(item.name.name);
    if (show.types) addType(item.name.range.end, value, into);
    if (show.values && isComputed(item.value)) addValue(item.range.end, value, into);
  }
}

/** Where a variable gets its value from: the last of the values files that are read by themselves, else its default. */
function givenAt(snapshot: WorkspaceSnapshot, module: Module, name: string): FileRange | undefined {
  const files = module.values.filter(({ entry }) => isAutoVariables(entry.name));
  for (const { entry, facts } of files.reverse()) {
    const given = facts.references.find(({ key }) => key === `var.${name}`);
    if (given) return { uri: entry.uri, range: given.nameRange };
  }
  const fallback = effectiveArgument(snapshot, module, `var.${name}`, "default");
  return fallback && { uri: fallback.file.uri, range: fallback.node.range };
}

function addVariable(
  block: Block,
  values: ModuleValues,
  show: InlayHintOptions,
  into: InlayHint[],
  givenAt: (name: string) => FileRange | undefined,
): void {
  const name = block.labels[0]?.value;
  if (name === undefined || !block.openBrace) return;
  const value = values.variable(name);
  if (show.types && !argument(block.body, "type")) addType(block.header.end, value, into);
  if (show.variableValues) addValue(block.header.end, value, into, givenAt(name));
}

function addType(offset: number, value: Value, into: InlayHint[]): void {
  if (value.type.kind === "dynamic") return;
  const type = printType(value.type);
  into.push(hint(offset, `: ${shortened(type)}`, "type", type));
}

function addValue(offset: number, value: Value, into: InlayHint[], target?: FileRange): void {
  if (!isWhollyKnown(value) || value.marks.size > 0) return;
  const printed = printValue(value);
  into.push({ ...hint(offset, ` = ${shortened(printed)}`, "type", `\`\`\`hcl\n${printed}\n\`\`\``), target });
}

const repeatedBlocks = new Set(["resource", "data", "ephemeral", "module"]);

function addInstances(file: SourceFile, block: Block, values: ModuleValues, into: InlayHint[]): void {
  if (!repeatedBlocks.has(block.type.name)) return;
  for (const name of ["count", "for_each"]) {
    const found = argument(block.body, name);
    if (!found || found.value.kind === "LiteralValueExpr") continue;
    const label = instancesText(file, block, found, values);
    if (label !== undefined) into.push(hint(found.range.end, ` ${label}`, "type", undefined));
  }
}

/** How many instances a `count` or `for_each` makes, and which; undefined where that is not known, or not to be told. */
export function instancesText(
  file: SourceFile,
  block: Block,
  written: Attribute,
  values: ModuleValues,
): string | undefined {
  const { value } = evaluate(written.value, values.scopeAt(file, [block], written));
  return written.name.name === "count" ? countText(value) : keysText(written, value);
}

function countText(value: Value): string | undefined {
  if (!value.hasContent || value.type.kind !== "number" || value.marks.size > 0) return undefined;
  return instances(printValue(value));
}

function instances(count: string): string {
  return count === "0" ? "no instances" : `${count} ${count === "1" ? "instance" : "instances"}`;
}

function keysText({ value: written }: Attribute, value: Value): string | undefined {
  if (!value.hasContent || !isWhollyKnown(value) || value.marks.size > 0) return undefined;
  const { kind } = value.type;
  if (kind !== "map" && kind !== "object" && kind !== "set") return undefined;
  const keys = [...iterate(value)].map(([key]) => printValue(key));
  const isWritten = written.kind === "ObjectConsExpr";
  const list = keys.length > 0 && !isWritten ? `: ${shortened(keys.join(", "))}` : "";
  return `${instances(String(keys.length))}${list}`;
}

/** Names the parameters of numbers, booleans and nulls in calls with several parameters. */
function addParameterNames(block: Block, into: InlayHint[]): void {
  walk(block, (node) => {
    if (node.kind === "FunctionCallExpr") addCall(node, into);
  });
}

function addCall(call: FunctionCallExpr, into: InlayHint[]): void {
  const signature = signatures[call.name];
  if (!signature || signature.params.length < 2) return;
  call.args.forEach((arg, i) => {
    const param = signature.params[i];
    if (!param || arg.kind !== "LiteralValueExpr") return;
    into.push(hint(arg.range.start, `${param.name}: `, "parameter", undefined));
  });
}

function hint(offset: number, label: string, kind: InlayHint["kind"], tooltip: string | undefined): InlayHint {
  return { offset, label, kind, tooltip, target: undefined };
}
