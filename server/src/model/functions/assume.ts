// The functions that state something of a value: it is given back where that holds, and is an error where it does not.
//
// Source: OpenTofu's development branch for 1.13, `internal/lang/funcs/assume.go`.

import { convert } from "../values/convert.js";
import { equals } from "../values/equality.js";
import { argumentFailure, Failure } from "../values/failure.js";
import { typeName } from "../values/typeName.js";
import { containsMarked, unmarkDeep, Value } from "../values/value.js";
import type { Implementation, Implementations } from "./implementation.js";

const at = (args: readonly Value[], index: number): Value => args[index] as Value;

const notUpheld = () => argumentFailure(0, "assumption was not upheld");

/** Without sensitive and ephemeral parts, for comparison: what is assumed has marks of its own. */
function plain(value: Value): Value {
  return containsMarked(value) ? unmarkDeep(value, new Set()) : value;
}

const assumeequal: Implementation = {
  type: (args) => at(args, 1).type,
  call: (args) => {
    const [actual, expected] = [at(args, 0), at(args, 1)];
    const converted = convert(plain(actual), expected.type);
    if (converted instanceof Failure) {
      const types = `${typeName(actual.type)} does not match assumed value type ${typeName(expected.type)}`;
      return argumentFailure(0, `actual value type ${types}`);
    }
    const isEqual = equals(converted, plain(expected));
    return isEqual === false ? argumentFailure(0, "the actual value does not match the assumed value") : expected;
  },
};

const assumenotnull: Implementation = {
  type: (args) => at(args, 0).type,
  call: (args) => {
    const value = at(args, 0);
    if (value.type.kind === "dynamic") {
      const advice = 'consider using the "convert" function to specify a type to assume';
      return argumentFailure(0, `given value must have a known type; ${advice}`);
    }
    return value.isNull ? notUpheld() : value.refineNotNull();
  },
};

const assumestringprefix: Implementation = {
  call: (args) => {
    const [value, prefix] = [at(args, 0), at(args, 1)];
    if (!value.isKnown) return value;
    return value.hasContent && value.text.startsWith(prefix.text) ? value : notUpheld();
  },
};

/** How many elements a collection may have: the bounds are in the arguments that are named. */
function ofLength(bounds: { readonly least?: number; readonly most?: number }): Implementation {
  return {
    type: (args) => at(args, 0).type,
    call: (args) => {
      for (const index of [bounds.least, bounds.most]) {
        if (index === undefined || at(args, index).number.isInteger) continue;
        return argumentFailure(index, "must be a whole number between 0 and 9223372036854775807");
      }
      const value = at(args, 0);
      if (!value.isKnown) return value;
      if (!value.hasContent) return notUpheld();
      const count = value.elements.length;
      const bound = (index: number | undefined) =>
        index === undefined ? undefined : at(args, index).number.truncate();
      const [least, most] = [bound(bounds.least), bound(bounds.most)];
      // The number of a set's elements is open while one of them is unknown.
      const isOpen = value.type.kind === "set" && value.elements.some(({ isKnown }) => !isKnown);
      if (most !== undefined && BigInt(count) > most) return isOpen ? Value.unknown(value.type, true) : notUpheld();
      return least !== undefined && BigInt(count) < least ? notUpheld() : value;
    },
  };
}

const within = ofLength({ least: 1, most: 2 });
const atLeast = ofLength({ least: 1 });
const atMost = ofLength({ most: 1 });

export const assumeFunctions: Implementations = {
  assumeequal,
  assumenotnull,
  assumestringprefix,
  assumelistlength: within,
  assumelistlengthmin: atLeast,
  assumelistlengthmax: atMost,
  assumesetlength: within,
  assumesetlengthmin: atLeast,
  assumesetlengthmax: atMost,
  assumemaplength: within,
  assumemaplengthmin: atLeast,
  assumemaplengthmax: atMost,
};
