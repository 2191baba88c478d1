// Whether a value may be sensitive, which `enabled` and `for_each` reject and `count` lets pass.
//
// Source: OpenTofu 1.12.6; marks pass through every operation and through module inputs and outputs, `nonsensitive`
// takes them off.

import { argument } from "../../model/extract.js";
import type { Module } from "../../model/module.js";
import { type ReferenceOrigin, visitReferences } from "../../model/references.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Body, Expression } from "../../syntax/ast.js";
import { declaredBlock, declaredLocal } from "./declarationNodes.js";
import { descendants } from "./expressionShape.js";

/** `never` and `always` are known for sure; `unknown` names the value that decides. */
export type Sensitivity =
  | { readonly kind: "never" }
  | { readonly kind: "unknown"; readonly of: string }
  | { readonly kind: "always"; readonly of: string };

const never: Sensitivity = { kind: "never" };

/** Whether an expression of a module may have a sensitive value. */
export function sensitivityOf(snapshot: WorkspaceSnapshot, module: Module, expression: Expression): Sensitivity {
  return judge(snapshot, module, expression, new Set());
}

function judge(snapshot: WorkspaceSnapshot, module: Module, expression: Expression, visited: Set<string>): Sensitivity {
  let worst: Sensitivity = never;
  const note = (found: Sensitivity): void => {
    if (worst.kind === "never" || (worst.kind === "unknown" && found.kind === "always")) worst = found;
  };
  const cleared: Expression[] = [];
  for (const node of descendants(expression)) {
    if (node.kind !== "FunctionCallExpr") continue;
    if (node.name === "nonsensitive" || node.name === "issensitive") cleared.push(node);
    else if (node.name === "sensitive" && !cleared.some((outer) => covers(outer, node))) {
      note({ kind: "always", of: "sensitive()" });
    }
  }
  visitReferences(expression, "expression", [], (origin) => {
    if (cleared.some((call) => covers(call, origin.expression))) return;
    note(judgeReference(snapshot, module, origin, visited));
  });
  return worst;
}

function covers(outer: Expression, inner: Expression): boolean {
  return outer.range.start <= inner.range.start && inner.range.end <= outer.range.end;
}

function judgeReference(
  snapshot: WorkspaceSnapshot,
  module: Module,
  origin: ReferenceOrigin,
  visited: Set<string>,
): Sensitivity {
  const { address, key } = origin;
  if (!address) return key === "each" ? { kind: "unknown", of: "each" } : never;
  const place = `${module.directory} ${key}`;
  if (address.kind !== "module" && visited.has(place)) return never;
  visited.add(place);
  switch (address.kind) {
    case "variable":
      return judgeVariable(snapshot, module, address.name, visited);
    case "local": {
      const local = declaredLocal(snapshot, module, address.name);
      return local ? judge(snapshot, module, local.attribute.value, visited) : never;
    }
    case "module":
      return judgeOutput(snapshot, module, origin, visited);
    case "resource":
      return { kind: "unknown", of: readText(origin) };
    default:
      return never;
  }
}

function judgeVariable(snapshot: WorkspaceSnapshot, module: Module, name: string, visited: Set<string>): Sensitivity {
  const declared = declaredBlock(snapshot, module.declaration(`var.${name}`));
  if (declared) {
    const mark = flag(declared.block.body, "sensitive");
    if (mark === "set") return { kind: "always", of: `var.${name}` };
    if (mark === "unknown") return { kind: "unknown", of: `var.${name}` };
  }
  for (const caller of snapshot.callersOf(module)) {
    const call = declaredBlock(snapshot, caller.module.declaration(caller.key));
    const input = call && argument(call.block.body, name);
    if (!input) continue;
    const found = judge(snapshot, caller.module, input.value, visited);
    // What one caller passes may be sensitive without every caller's being so.
    if (found.kind !== "never") return { kind: found.kind, of: `var.${name} (set by ${caller.key})` };
  }
  return never;
}

function judgeOutput(
  snapshot: WorkspaceSnapshot,
  module: Module,
  origin: ReferenceOrigin,
  visited: Set<string>,
): Sensitivity {
  const output = origin.accessors.find((accessor) => accessor.kind === "attr");
  const of = readText(origin);
  const callee = snapshot.callee(module, module.declaration(origin.key)?.fact.source);
  if (!callee || output?.kind !== "attr") return { kind: "unknown", of };
  const place = `${callee.directory} output.${output.name}`;
  if (visited.has(place)) return never;
  visited.add(place);
  const declared = declaredBlock(snapshot, callee.declaration(`output.${output.name}`));
  const value = declared && argument(declared.block.body, "value");
  if (!declared || !value) return { kind: "unknown", of };
  const mark = flag(declared.block.body, "sensitive");
  if (mark === "set") return { kind: "always", of };
  const found = mark === "unknown" ? { kind: "unknown" as const, of } : judge(snapshot, callee, value.value, visited);
  return found.kind === "never" ? never : { kind: found.kind, of };
}

/** Whether a bool argument is set to a literal `true`, is not, or cannot be known from the text. */
function flag(body: Body, name: string): "set" | "unset" | "unknown" {
  const found = argument(body, name);
  if (!found) return "unset";
  const { value } = found;
  if (value.kind !== "LiteralValueExpr" || value.value.type !== "bool") return "unknown";
  return value.value.value ? "set" : "unset";
}

/** The reference as a person writes it, up to its first attribute. */
function readText(origin: ReferenceOrigin): string {
  const attribute = origin.accessors.find((accessor) => accessor.kind === "attr");
  return attribute?.kind === "attr" ? `${origin.key}.${attribute.name}` : origin.key;
}
