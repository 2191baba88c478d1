// What the outputs of a module are worth while the variable that all its blocks depend on is off, and while it is on.

import { evaluate } from "../../../model/evaluate/evaluate.js";
import type { Lookup, Scope } from "../../../model/evaluate/scope.js";
import { argument } from "../../../model/extract.js";
import { functionTable } from "../../../model/functions/table.js";
import { declaredValue, inputVariable } from "../../../model/moduleValues/inputVariables.js";
import { numberToText } from "../../../model/values/numberText.js";
import { isPrimitive, type Type, typesEqual } from "../../../model/values/type.js";
import {
  boolValue,
  containsMarked,
  dynamicValue,
  nullValue,
  tupleValue,
  type Value,
} from "../../../model/values/value.js";
import type { ScopeTraversalExpr } from "../../../syntax/ast.js";
import { quoted } from "../addressPath.js";
import { declaredBlock, declaredLocal } from "../declarationNodes.js";
import { isIdentifier } from "../identifier.js";
import type { HoistedModule } from "./hoistedModule.js";

/** An output while the module is off: a constant, an error, or something that is known later only. */
export type DisabledOutput =
  | {
      readonly kind: "constant";
      readonly text: string;
      readonly isNull: boolean;
      /** True where a conditional over this constant leaves the type of the output as it is. */
      readonly keepsType: boolean;
    }
  | { readonly kind: "fails" }
  | { readonly kind: "unknown"; readonly reason: string };

/** The value that an output has while the module is off. */
export function disabledOutput(hoisted: HoistedModule, name: string): DisabledOutput {
  const { snapshot, module, whileOn } = hoisted;
  const declared = declaredBlock(snapshot, module.declaration(`output.${name}`));
  const value = declared && argument(declared.block.body, "value")?.value;
  if (!declared || !value) return { kind: "unknown", reason: `there is no output "${name}"` };
  for (const mark of ["sensitive", "ephemeral"]) {
    if (argument(declared.block.body, mark)) return { kind: "unknown", reason: `the output "${name}" is ${mark}` };
  }
  const off = evaluate(value, stateScope(hoisted, !whileOn));
  if (off.diagnostics.length > 0) return { kind: "fails" };
  const text = containsMarked(off.value) ? undefined : literalText(off.value);
  if (text === undefined) {
    return { kind: "unknown", reason: `the output "${name}" is no constant while it is off` };
  }
  const on = evaluate(value, stateScope(hoisted, whileOn)).value.type;
  return { kind: "constant", text, isNull: off.value.isNull, keepsType: keepsType(on, off.value.type) };
}

function keepsType(on: Type, off: Type): boolean {
  return isPrimitive(on) && typesEqual(on, off);
}

/** The module's names with the variable at one value: its blocks are there, or are not. */
function stateScope(hoisted: HoistedModule, variableIs: boolean): Scope {
  const { snapshot, module, variable, whileOn } = hoisted;
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
          return { value: objectValue(`${root}.${first}.${second}`), consumed: 2 };
        case "path":
        case "terraform":
        case "tofu":
          return { value: dynamicValue, consumed: 1 };
        default:
          return { value: objectValue(`${root}.${first}`), consumed: 1 };
      }
    },
  };
  const objectValue = (key: string): Value => {
    const held = hoisted.blocks.find((block) => block.key === key)?.held.name;
    if (held === undefined) return dynamicValue;
    if (held === "count") return tupleValue(isThere ? [dynamicValue] : []);
    return isThere ? dynamicValue : nullValue;
  };
  return scope;
}

/** A wholly known value as an expression of exactly its type; undefined where there is none, as for an empty list. */
function literalText(value: Value): string | undefined {
  if (!value.isKnown) return undefined;
  if (value.isNull) return "null";
  const { type } = value;
  switch (type.kind) {
    case "string":
      return quoted(value.text);
    case "number":
      return numberToText(value.number);
    case "bool":
      return String(value.isTrue);
    case "tuple": {
      const elements = value.elements.map(literalText);
      return elements.includes(undefined) ? undefined : `[${elements.join(", ")}]`;
    }
    case "object": {
      const items = [...value.entries].map(([name, item]) => {
        const text = literalText(item);
        return text === undefined ? undefined : `${isIdentifier(name) ? name : quoted(name)} = ${text}`;
      });
      if (items.includes(undefined)) return undefined;
      return items.length === 0 ? "{}" : `{ ${items.join(", ")} }`;
    }
    default:
      return undefined;
  }
}
