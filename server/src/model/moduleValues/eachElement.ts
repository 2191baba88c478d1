// The key and value of one element of a `for_each`, while it is not known which.

import type { Expression } from "../../syntax/ast.js";
import { evaluate } from "../evaluate/evaluate.js";
import type { Scope } from "../evaluate/scope.js";
import { stringType, type Type } from "../values/type.js";
import { unify } from "../values/unify.js";
import { dynamicValue, Value } from "../values/value.js";

/** Unknown values of the types that the elements have in common; dynamic where they have none. */
export function elementOfEach(forEach: Expression, scope: Scope): { readonly key: Value; readonly value: Value } {
  const { type, marks } = evaluate(forEach, scope).value;
  const some = (of: Type): Value => Value.unknown(of).withMarks(marks);
  switch (type.kind) {
    case "map":
      return { key: Value.unknown(stringType, true), value: some(type.element) };
    case "set":
      return { key: some(type.element), value: some(type.element) };
    case "list":
      return { key: dynamicValue, value: some(type.element) };
    case "object": {
      const common = unify([...type.attributes.values()], false);
      return { key: Value.unknown(stringType, true), value: common ? some(common) : dynamicValue };
    }
    case "tuple": {
      const common = unify(type.elements, false);
      return { key: dynamicValue, value: common ? some(common) : dynamicValue };
    }
    default:
      return { key: dynamicValue, value: dynamicValue };
  }
}
