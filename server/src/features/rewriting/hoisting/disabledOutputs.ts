// What the outputs of a module are worth while the variable that all its blocks depend on is off, and while it is on.

import { evaluate } from "../../../model/evaluate/evaluate.js";
import { argument } from "../../../model/extract.js";
import { numberToText } from "../../../model/values/numberText.js";
import { isPrimitive, type Type, typesEqual } from "../../../model/values/type.js";
import { containsMarked, type Value } from "../../../model/values/value.js";
import { quoted } from "../addressPath.js";
import { declaredBlock } from "../declarationNodes.js";
import { isIdentifier } from "../identifier.js";
import type { HoistedModule } from "./hoistedModule.js";
import { stateScope } from "./stateScope.js";

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
    return { kind: "unknown", reason: `the output "${name}" is no constant while the module is off` };
  }
  const on = evaluate(value, stateScope(hoisted, whileOn)).value.type;
  return { kind: "constant", text, isNull: off.value.isNull, keepsType: keepsType(on, off.value.type) };
}

function keepsType(on: Type, off: Type): boolean {
  return isPrimitive(on) && typesEqual(on, off);
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
