// Addresses as `moved`, `removed`, `import` and test files write them, with what is wrong with one.
//
// Source of the rules: OpenTofu 1.12.6, `internal/addrs/parse_target.go`, `module_instance.go`, `remove_endpoint.go`.

import { cover, type TextRange } from "../../../base/range.js";
import type { ResourceMode } from "../../../model/address.js";
import type { IndexStep, ScopeTraversalExpr, TraversalStep } from "../../../syntax/ast.js";
import { keyText } from "../../rewriting/addressPath.js";

export interface TargetProblem {
  readonly summary: string;
  readonly message: string;
  readonly range: TextRange;
}

export interface TargetResource {
  readonly mode: ResourceMode;
  readonly type: string;
  readonly name: string;
  readonly instance: IndexStep | undefined;
}

export interface Target {
  readonly modules: readonly { readonly name: string; readonly instance: IndexStep | undefined }[];
  /** Undefined for the address of a module. */
  readonly resource: TargetResource | undefined;
  readonly range: TextRange;
}

export type ParsedTarget = { readonly target: Target } | { readonly problem: TargetProblem };

interface Name {
  readonly name: string | undefined;
  readonly range: TextRange;
  readonly step: TraversalStep | undefined;
}

/** Reads a traversal as the address of a module, a resource, or an instance of one. */
export function parseTarget(traversal: ScopeTraversalExpr): ParsedTarget {
  const names: Name[] = [
    { name: traversal.root.name, range: traversal.root.range, step: undefined },
    ...traversal.steps.map((step) => ({
      name: step.kind === "AttrStep" ? step.name : undefined,
      range: step.range,
      step,
    })),
  ];
  const modules: { name: string; instance: IndexStep | undefined }[] = [];
  let at = 0;
  while (names[at]?.name === "module") {
    const called = names[at + 1];
    if (called?.name === undefined) {
      return problem(
        "Invalid address operator",
        "`module` is followed by the name of a module call",
        called?.range ?? traversal.range,
      );
    }
    const next = names[at + 2]?.step;
    const instance = next?.kind === "IndexStep" ? next : undefined;
    modules.push({ name: called.name, instance });
    at += instance ? 3 : 2;
  }
  if (at >= names.length) return { target: { modules, resource: undefined, range: traversal.range } };
  return resourceTarget(traversal, names.slice(at), modules);
}

function resourceTarget(
  traversal: ScopeTraversalExpr,
  given: readonly Name[],
  modules: Target["modules"],
): ParsedTarget {
  const first = given[0]?.name;
  const mode: ResourceMode = first === "data" || first === "ephemeral" ? first : "managed";
  const names = mode === "managed" && first !== "resource" ? given : given.slice(1);
  const [type, name, ...rest] = names;
  if (!type || !name) {
    return problem(
      "Invalid address",
      "The address of a resource has a type and a name: `TYPE.NAME`",
      names.length > 0 ? cover(names[0]?.range ?? traversal.range, traversal.range) : traversal.range,
    );
  }
  if (type.name === undefined) return problem("Invalid address", "a resource type is needed here", type.range);
  if (name.name === undefined) return problem("Invalid address", "the name of the resource is needed here", name.range);
  const [key, extra] = rest;
  if (extra) return problem("Invalid address", "nothing may follow the address", extra.range);
  if (key && key.step?.kind !== "IndexStep") {
    return problem(
      "Invalid address",
      "Behind the name only an instance key may stand, in square brackets; attributes have no address",
      key.range,
    );
  }
  const instance = key?.step?.kind === "IndexStep" ? key.step : undefined;
  return {
    target: { modules, resource: { mode, type: type.name, name: name.name, instance }, range: traversal.range },
  };
}

function problem(summary: string, message: string, range: TextRange): ParsedTarget {
  return { problem: { summary, message, range } };
}

/** The address's text. */
export function targetText({ modules, resource }: Target): string {
  const parts = modules.map(({ name, instance }) => `module.${name}${stepText(instance)}`);
  if (resource) {
    const mode = resource.mode === "managed" ? "" : `${resource.mode}.`;
    parts.push(`${mode}${resource.type}.${resource.name}${stepText(resource.instance)}`);
  }
  return parts.join(".");
}

/** `[0]` or `["a"]`; empty without a key. */
export function stepText(step: IndexStep | undefined): string {
  if (!step) return "";
  if (step.key.type === "number") return keyText(Number(step.key.text));
  return step.key.type === "string" ? keyText(step.key.value) : `[${step.key.text}]`;
}
