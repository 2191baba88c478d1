// What a function takes and gives: the shape of the signature table.

import type { Type } from "../values/type.js";

/** One parameter. Without a flag, the function itself never sees such an argument: the call is decided before it. */
export interface Parameter {
  readonly name: string;
  /** Arguments are converted to it; `dynamic` takes any type as it is. */
  readonly type: Type;
  /** Null is an argument like any other; otherwise "argument must not be null". */
  readonly allowNull?: boolean;
  /** An unknown argument does not make the result unknown by itself. */
  readonly allowUnknown?: boolean;
  /** Nor does one whose type is unknown. */
  readonly allowDynamic?: boolean;
  /** The function deals with marks itself; otherwise all marks go to the result. */
  readonly allowMarked?: boolean;
}

export interface Signature {
  readonly params: readonly Parameter[];
  /** Takes all further arguments. */
  readonly variadic?: Parameter;
  /** The result's type, or `dynamic` where it depends on the arguments. */
  readonly returns: Type;
  /** The result is never null, even while unknown. */
  readonly notNull?: boolean;
}
