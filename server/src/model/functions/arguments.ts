// Reading what functions are given: whole numbers in Go's ranges, redacted text for messages.

import { Failure } from "../values/failure.js";
import { goQuote } from "../values/text.js";
import type { Marks, Value } from "../values/value.js";

const lowest = -(2n ** 63n);
const highest = 2n ** 63n - 1n;

/** The value of a number argument as a 64-bit whole number, or why it is none. */
export function wholeNumber(value: Value): number | Failure {
  const whole = value.number.truncate();
  if (!value.number.isInteger || whole < lowest || whole > highest) {
    return new Failure(`value must be a whole number, between ${lowest} and ${highest}`);
  }
  return Number(whole);
}

/** The value of a number argument as a whole number of any size, or why it is none. */
export function bigWholeNumber(value: Value): bigint | Failure {
  return value.number.isInteger ? value.number.truncate() : new Failure("value must be a whole number");
}

/** A text for a message, or that it must not be told. */
export function redacted(text: string, ...marks: readonly Marks[]): string {
  return hidden(marks) ?? goQuote(text);
}

function hidden(marks: readonly Marks[]): string | undefined {
  const has = (mark: "sensitive" | "ephemeral"): boolean => marks.some((set) => set.has(mark));
  if (has("ephemeral")) return has("sensitive") ? "(ephemeral sensitive value)" : "(ephemeral value)";
  return has("sensitive") ? "(sensitive value)" : undefined;
}

/** Longer texts are not made; a function that would make one leaves its result unknown. */
export const longestText = 4_000_000;
