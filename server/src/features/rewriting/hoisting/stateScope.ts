// What the names of a module stand for while a variable, on which its objects depend, has one value.

import { evaluate } from "../../../model/evaluate/evaluate.js";
import type { Lookup, Scope } from "../../../model/evaluate/scope.js";
import { functionTable } from "../../../model/functions/table.js";
import type { Module } from "../../../model/module.js";
import { declaredValue, inputVariable } from "../../../model/moduleValues/inputVariables.js";
import { numberToText } from "../../../model/values/numberText.js";
import {
  boolValue,
  dynamicValue,
  isIterable,
  nullValue,
  objectValue,
  tupleValue,
  type Value,
} from "../../../model/values/value.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Expression, ScopeTraversalExpr } from "../../../syntax/ast.js";
import { declaredLocal } from "../declarationNodes.js";

/** A module, the variable that its objects depend on, and how each of these is repeated. */
export interface StatefulModule {
  readonly snapshot: WorkspaceSnapshot;
  readonly module: Module;
  readonly variable: string;
  /** What the variable is while the objects are there. */
  readonly whileOn: boolean;
  /** By address key; objects that are there in any case are left out. */
  readonly objects: ReadonlyMap<string, "count" | "for_each" | "enabled">;
}

/** The module's names with the variable at one value: its objects may be there, or are not. */
export function stateScope(stateful: StatefulModule, variableIs: boolean): Scope {
  const { snapshot, module, variable, whileOn, objects } = stateful;
  const isThere = variableIs === whileOn;
  const open = new Set<string>();
  const scope: Scope = {
    functions: functionTable(),
    lookup(traversal: ScopeTraversalExpr): Lookup | undefined {
      const names = traversal.steps.map((step) => (step.kind === "AttrStep" ? step.name : ""));
      const root = traversal.root.name;
      const [first = "", second = ""] = names;
      switch (root) {
        case "var": {
          if (first === variable) return { value: boolValue(variableIs), consumed: 1 };
          const declared = inputVariable(snapshot, module, first);
          return { value: declared ? declaredValue(declared) : dynamicValue, consumed: 1 };
        }
        case "local": {
          const local = open.has(first) ? undefined : declaredLocal(snapshot, module, first);
          if (!local) return { value: dynamicValue, consumed: 1 };
          open.add(first);
          const { value } = evaluate(local.attribute.value, scope);
          open.delete(first);
          return { value, consumed: 1 };
        }
        case "data":
        case "ephemeral":
          return { value: valueOfObject(`${root}.${first}.${second}`), consumed: 2 };
        case "path":
        case "terraform":
        case "tofu":
          return { value: dynamicValue, consumed: 1 };
        default:
          return { value: valueOfObject(`${root}.${first}`), consumed: 1 };
      }
    },
  };
  const valueOfObject = (key: string): Value => {
    switch (objects.get(key)) {
      case "count":
        return isThere ? dynamicValue : tupleValue([]);
      case "for_each":
        return isThere ? dynamicValue : objectValue([]);
      case "enabled":
        return isThere ? dynamicValue : nullValue;
      default:
        return dynamicValue;
    }
  };
  return scope;
}

/** True where an argument that repeats an object leaves none of it in a scope. */
export function isNone(name: "count" | "for_each" | "enabled", expression: Expression, scope: Scope): boolean {
  const { value, diagnostics } = evaluate(expression, scope);
  if (diagnostics.length > 0 || !value.hasContent) return false;
  switch (name) {
    case "count":
      return value.type.kind === "number" && numberToText(value.number) === "0";
    case "enabled":
      return value.type.kind === "bool" && value.isFalse;
    case "for_each":
      return isIterable(value.type) && value.elements.length === 0;
  }
}
