// Input variables as arguments: of a module call, of a values file, of a test's `variables` block.

import type { TextRange } from "../../base/range.js";
import { literalString } from "../../model/access.js";
import { argument } from "../../model/extract.js";
import type { Declaration, Module } from "../../model/module.js";
import type { Block } from "../../syntax/ast.js";
import type { CompletionRequest } from "./complete.js";
import type { CompletionContext } from "./context.js";
import type { CompletionItem } from "./item.js";

/** The inputs of a called module that the call does not give yet, and one item for all that it must give. */
export function inputItems(
  request: CompletionRequest,
  call: Block,
  { range, hasValue }: Extract<CompletionContext, { kind: "item" }>,
  present: ReadonlySet<string>,
): CompletionItem[] {
  const source = argument(call.body, "source");
  const callee = source && request.snapshot.callee(request.module, literalString(source.value));
  if (!callee) return [];
  const missing = [...callee.declarationsOf("variable")].filter(({ fact }) => !present.has(fact.name));
  const items = missing.map((variable) => variableItem(request, variable, range, hasValue));
  const required = missing.filter(({ fact }) => !fact.hasDefault);
  if (required.length < 2 || hasValue) return items;
  const width = Math.max(...required.map(({ fact }) => fact.name.length));
  const lines = required.map(({ uri, fact }, i) => {
    const value = placeholder(typeText(request, { uri, fact }), i + 1);
    return `${fact.name.padEnd(width)} = ${value}`;
  });
  items.unshift({
    label: `all ${required.length} required inputs`,
    kind: "snippet",
    detail: required.map(({ fact }) => fact.name).join(", "),
    range,
    text: lines.join("\n"),
    snippet: true,
    rank: 0,
  });
  return items;
}

/** The variables of a module that a values file or a test does not set yet. */
export function valuesItems(
  request: CompletionRequest,
  range: TextRange,
  present: ReadonlySet<string>,
  hasValue: boolean,
): CompletionItem[] {
  return variablesOf(request.module)
    .filter(({ fact }) => !present.has(fact.name))
    .map((variable) => variableItem(request, variable, range, hasValue));
}

function variablesOf(module: Module): Declaration[] {
  return [...module.declarationsOf("variable")];
}

function variableItem(
  request: CompletionRequest,
  variable: Declaration,
  range: TextRange,
  hasValue: boolean,
): CompletionItem {
  const { fact } = variable;
  const type = typeText(request, variable);
  return {
    label: fact.name,
    kind: "variable",
    detail: [fact.hasDefault ? "" : "required", type].filter((part) => part !== "").join(" · "),
    documentation: () => fact.description,
    range,
    ...(hasValue ? { text: fact.name } : { text: `${fact.name} = ${placeholder(type, 0)}`, snippet: true }),
    rank: fact.hasDefault ? 3 : 1,
  };
}

/** A variable's type as written, on one line; "any" where it has none. */
export function typeText(request: Pick<CompletionRequest, "snapshot">, { uri, fact }: Declaration): string {
  const file = request.snapshot.file(uri);
  const block = file?.body.items[fact.item];
  const type = block?.kind === "Block" ? argument(block.body, "type") : undefined;
  if (!file || !type) return "any";
  const text = file.text.slice(type.value.range.start, type.value.range.end);
  return text
    .split("\n")
    .map((line) => line.trim())
    .join(" ");
}

function placeholder(type: string, stop: number): string {
  if (type === "string") return `"$${stop}"`;
  if (type.startsWith("list") || type.startsWith("set") || type.startsWith("tuple")) return `[$${stop}]`;
  if (type.startsWith("map") || type.startsWith("object")) return `{\n  $${stop}\n}`;
  return `$${stop}`;
}
