// Explains what decides whether a block exists and how often: its condition, the values in it, and who depends on it.

import type { TextRange } from "../base/range.js";
import { accessOf, isAccess } from "../model/access.js";
import { evaluate } from "../model/evaluate/evaluate.js";
import type { Scope } from "../model/evaluate/scope.js";
import type { Module, Reference } from "../model/module.js";
import { moduleValues } from "../model/moduleValues.js";
import { nameOf } from "../model/uri.js";
import { printValue } from "../model/values/print.js";
import { isWhollyKnown, type Value } from "../model/values/value.js";
import type { WorkspaceSnapshot } from "../model/workspace.js";
import type { Expression, SourceFile } from "../syntax/ast.js";
import { walk } from "../syntax/visit.js";
import { type CheckOptions, productOf } from "./diagnostics.js";

/** What is said of a block's condition, and where the condition stands. */
export interface Explanation {
  readonly range: TextRange;
  readonly markdown: string;
}

/** A list in a message is no place for hundreds of lines. */
const mostLines = 12;

/**
 * The explanation for the resource, data source, ephemeral resource or module call at an offset; undefined elsewhere.
 * Values are those that defaults and values files give.
 */
export function explainCondition(
  snapshot: WorkspaceSnapshot,
  uri: string,
  offset: number,
  options: CheckOptions,
): Explanation | undefined {
  const module = snapshot.moduleOf(uri);
  const declared = snapshot
    .facts(uri)
    ?.declarations.find(({ kind, range }) => repeatable.has(kind) && range.start <= offset && offset <= range.end);
  if (!module || !declared) return undefined;
  const values = moduleValues(snapshot, module, "given", productOf(module, options));
  const instances = values.instances(declared.key);
  if (!instances) return undefined;
  const name = `\`${declared.key}\``;
  const dependants = dependantLines(snapshot, module, declared.key);
  if (instances.kind === "single" || !instances.argument) {
    const always = `${name} has no condition: it always exists, once.`;
    return { range: declared.header, markdown: [always, ...dependants].join("\n\n") };
  }
  const { node, file, blocks } = instances.argument;
  const scope = values.scopeAt(file, blocks, node);
  const { value } = evaluate(node.value, scope);
  const text = sliceOf(file, node.value);
  const head = `${name} ${frequency(instances.kind, value)}:\n\n\`\`\`hcl\n${instances.kind} = ${text}\n\`\`\``;
  const parts = partLines(file, node.value, scope);
  return {
    range: file.uri === uri ? node.range : declared.header,
    markdown: [head, ...(parts.length > 0 ? [`with\n\n${parts.join("\n")}`] : []), ...dependants].join("\n\n"),
  };
}

const repeatable: ReadonlySet<string> = new Set(["resource", "data", "ephemeral", "module"]);

/** Whether it exists and how often, as the end of a sentence that starts with the block's name. */
function frequency(kind: "count" | "for_each" | "enabled", value: Value): string {
  if (!isWhollyKnown(value)) return "exists as often as only the plan can tell";
  const shown = printValue(value);
  switch (kind) {
    case "enabled":
      return value.isTrue ? "exists, as its condition holds" : "does not exist, as its condition does not hold";
    case "count":
      return shown === "0"
        ? "does not exist"
        : shown === "1"
          ? "exists once, under the index 0"
          : `exists ${shown} times`;
    case "for_each":
      return shown === "{}" || shown === "[]" || shown === "toset([])" ? "does not exist" : "exists once for each key";
  }
}

/** The references of a condition, each once, with the values they have. */
function partLines(file: SourceFile, condition: Expression, scope: Scope): string[] {
  const lines = new Map<string, string>();
  walk(condition, (node, ancestors) => {
    if (!isExpression(node) || !isAccess(node)) return undefined;
    // Only the whole of `var.a.b`, not `var.a` in it.
    const parent = ancestors.at(-1);
    if (parent && isExpression(parent) && isAccess(parent) && parent.range.start === node.range.start) return undefined;
    if (accessOf(node).accessors.length === 0) return undefined;
    const text = sliceOf(file, node);
    if (!lines.has(text)) lines.set(text, `- \`${text}\` = ${shownValue(evaluate(node, scope).value)}`);
    return undefined;
  });
  return [...lines.values()].slice(0, mostLines);
}

function isExpression(node: { readonly kind: string }): node is Expression {
  return node.kind.endsWith("Expr");
}

function shownValue(value: Value): string {
  return isWhollyKnown(value)
    ? `\`${printValue(value)
        .split("\n")
        .map((line) => line.trim())
        .join(" ")}\``
    : "known only to the plan";
}

/** Who names the block, in its module, one line for each place. */
function dependantLines(snapshot: WorkspaceSnapshot, module: Module, key: string): string[] {
  const uses = module.referencesTo(key).filter(({ fact }) => fact.place !== "value");
  if (uses.length === 0) return ["Nothing refers to it."];
  const lines = uses.slice(0, mostLines).map((use) => useLine(snapshot, use));
  const more = uses.length > mostLines ? [`- and ${uses.length - mostLines} more`] : [];
  const head = uses.length === 1 ? "One place refers to it:" : `${uses.length} places refer to it:`;
  return [`${head}\n\n${[...lines, ...more].join("\n")}`];
}

function useLine(snapshot: WorkspaceSnapshot, { uri, fact }: Reference): string {
  const file = snapshot.file(uri);
  const line = file ? file.lineIndex.position(fact.range.start).line + 1 : 1;
  const text = file ? `\`${file.text.slice(fact.range.start, fact.range.end).split("\n")[0]}\`` : "";
  return `- [${nameOf(uri)}:${line}](${uri}#L${line}) ${text}`.trimEnd();
}

function sliceOf(file: SourceFile, { range }: Expression): string {
  return file.text.slice(range.start, range.end);
}
