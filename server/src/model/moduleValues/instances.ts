// How many instances an object has, and under which keys it is referred to.

import type { Attribute } from "../../syntax/ast.js";
import { effectiveArgument, effectiveDeclarations, type Placed } from "../declarationSyntax.js";
import type { Module } from "../module.js";
import type { WorkspaceSnapshot } from "../workspace.js";

/** `single` has no repetition argument; `enabled` has one instance or none, without a key. */
export interface Instances {
  readonly kind: "single" | "count" | "for_each" | "enabled";
  /** The argument that decides; undefined for `single` and where its syntax cannot be had. */
  readonly argument: Placed<Attribute> | undefined;
}

/**
 * The repetition of a resource or module call by its key. Override files may set `count` and `for_each`, while OpenTofu
 * passes over their `enabled` (`internal/configs/module_merge.go`). Undefined for what is not declared.
 */
export function instancesOf(snapshot: WorkspaceSnapshot, module: Module, key: string): Instances | undefined {
  const base = module.declaration(key);
  if (!base) return undefined;
  for (const { fact, uri } of effectiveDeclarations(module, key)) {
    const { repetition } = fact;
    if (!repetition || (repetition === "enabled" && (fact !== base.fact || uri !== base.uri))) continue;
    const argument =
      repetition === "enabled"
        ? effectiveArgument(snapshot, module, key, "enabled", "lifecycle")
        : effectiveArgument(snapshot, module, key, repetition);
    return { kind: repetition, argument };
  }
  return { kind: "single", argument: undefined };
}
