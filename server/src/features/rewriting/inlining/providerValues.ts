// Whether what an expression is worth is decided by providers and modules out of sight, whose values have fixed types.

import { argument } from "../../../model/extract.js";
import type { Module } from "../../../model/module.js";
import { inputVariable } from "../../../model/moduleValues/inputVariables.js";
import { type ReferenceOrigin, visitReferences } from "../../../model/references.js";
import { hasDynamic } from "../../../model/values/type.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Expression } from "../../../syntax/ast.js";
import { declaredBlock, declaredLocal } from "../declarationNodes.js";

/**
 * True where each value that an expression reads is constant, or told by a provider or a module out of sight. What a
 * variable of any type is given, and what `terraform_data` hands back, is neither.
 */
export function isToldByProviders(snapshot: WorkspaceSnapshot, module: Module, expression: Expression): boolean {
  return isTold(snapshot, module, expression, new Set());
}

function isTold(snapshot: WorkspaceSnapshot, module: Module, expression: Expression, visited: Set<string>): boolean {
  let told = true;
  visitReferences(expression, "expression", [], (origin) => {
    told &&= isToldReference(snapshot, module, origin, visited);
  });
  return told;
}

function isToldReference(
  snapshot: WorkspaceSnapshot,
  module: Module,
  origin: ReferenceOrigin,
  visited: Set<string>,
): boolean {
  const { address, key } = origin;
  if (!address) return ["path", "terraform", "tofu"].includes(key);
  const place = `${module.directory} ${key}`;
  if (address.kind !== "module" && visited.has(place)) return true;
  visited.add(place);
  switch (address.kind) {
    case "resource":
      return address.type !== "terraform_data" && address.type !== "terraform_remote_state";
    case "local": {
      const local = declaredLocal(snapshot, module, address.name);
      return local !== undefined && isTold(snapshot, module, local.attribute.value, visited);
    }
    case "variable": {
      const variable = inputVariable(snapshot, module, address.name);
      return variable !== undefined && !hasDynamic(variable.constraint.type);
    }
    case "module": {
      const callee = snapshot.callee(module, module.declaration(key)?.fact.source);
      if (!callee) return true;
      const output = origin.accessors.find((accessor) => accessor.kind === "attr");
      if (output?.kind !== "attr") return false;
      if (visited.has(`${callee.directory} output.${output.name}`)) return true;
      visited.add(`${callee.directory} output.${output.name}`);
      const declared = declaredBlock(snapshot, callee.declaration(`output.${output.name}`));
      const value = declared && argument(declared.block.body, "value");
      return value !== undefined && isTold(snapshot, callee, value.value, visited);
    }
    default:
      return false;
  }
}
