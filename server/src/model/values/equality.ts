// Equality of values, three-valued: what is unknown may make the answer unknown. Source: cty's Value.Equals.

import { numberToText } from "./numberText.js";
import { placeOf } from "./placedText.js";
import { conforms, typesEqual } from "./type.js";
import type { Value } from "./value.js";

/** True or false where both answers are certain, undefined where an unknown value decides. Marks play no part. */
export function equals(a: Value, b: Value): boolean | undefined {
  if (a.isNull && b.isNotNull) return false;
  if (b.isNull && a.isNotNull) return false;
  if (!a.isKnown || !b.isKnown) return equalsUnknown(a, b);
  if (a.isNull || b.isNull) return a.isNull && b.isNull;
  if (containsUntyped(a) || containsUntyped(b)) {
    // While a type is open, only what can never become alike is told apart.
    return conforms(a.type, b.type) || conforms(b.type, a.type) ? undefined : false;
  }
  if (!typesEqual(a.type, b.type)) return false;
  switch (a.type.kind) {
    case "string":
      return a.text === b.text;
    case "bool":
      return a.isTrue === b.isTrue;
    case "number":
      return numbersEqual(a, b);
    case "set":
      return setsEqual(a, b);
    case "map":
    case "object": {
      if (a.entries.size !== b.entries.size) return false;
      const pairs: [Value, Value][] = [];
      for (const [name, left] of a.entries) {
        const right = b.entries.get(name);
        if (right === undefined) return false;
        pairs.push([left, right]);
      }
      return allEqual(pairs);
    }
    default: {
      const right = b.elements;
      if (a.elements.length !== right.length) return false;
      return allEqual(a.elements.map((left, i) => [left, right[i] as Value] as const));
    }
  }
}

/** True where something in the value is unknown even in its type. */
function containsUntyped(value: Value): boolean {
  if (!value.isKnown) return value.type.kind === "dynamic";
  return value.elements.some(containsUntyped);
}

function equalsUnknown(a: Value, b: Value): boolean | undefined {
  if (!a.isKnown && !b.isKnown) return undefined;
  const [known, unknown] = a.isKnown ? [a, b] : [b, a];
  if (known.isNull) return undefined;
  // However the unknown type turns out, it will keep what is known of it.
  return conforms(known.type, unknown.type) ? undefined : false;
}

// The first difference or uncertainty decides, in the order of the elements, as in cty.
function allEqual(pairs: readonly (readonly [Value, Value])[]): boolean | undefined {
  for (const [left, right] of pairs) {
    const equal = equals(left.unmarked(), right.unmarked());
    if (equal !== true) return equal;
  }
  return true;
}

/** Two numbers are equal where they are written alike, whatever their precision. */
function numbersEqual(a: Value, b: Value): boolean {
  const [left, right] = [a.number, b.number];
  if (left.sign !== right.sign) return false;
  if (left.sign === 0) return true;
  return left.compare(right) === 0 || numberToText(left) === numberToText(right);
}

function setsEqual(a: Value, b: Value): boolean | undefined {
  if ([...a.elements, ...b.elements].some((element) => !element.isKnown)) return undefined;
  const within = (elements: readonly Value[], others: readonly Value[]): boolean =>
    elements.every((element) => others.some((other) => equals(element, other) === true));
  return within(a.elements, b.elements) && within(b.elements, a.elements);
}

/** True where both are the same value in every respect: type, state, marks and content. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (!typesEqual(a.type, b.type) || a.state !== b.state || a.notNull !== b.notNull) return false;
  if (a.marks.size !== b.marks.size || [...a.marks].some((mark) => !b.marks.has(mark))) return false;
  if (placeOf(a) !== placeOf(b)) return false;
  if (!a.hasContent) return true;
  switch (a.type.kind) {
    case "string":
      return a.text === b.text;
    case "bool":
      return a.isTrue === b.isTrue;
    case "number":
      return numbersEqual(a, b);
    case "map":
    case "object": {
      if (a.entries.size !== b.entries.size) return false;
      for (const [name, left] of a.entries) {
        const right = b.entries.get(name);
        if (right === undefined || !sameValue(left, right)) return false;
      }
      return true;
    }
    default:
      return (
        a.elements.length === b.elements.length &&
        a.elements.every((left, i) => sameValue(left, b.elements[i] as Value))
      );
  }
}
