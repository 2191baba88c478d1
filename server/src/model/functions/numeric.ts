// abs, ceil, floor, log, max, min, parseint, pow, signum and range.

import { argumentFailure, Failure } from "../values/failure.js";
import { BigNumber } from "../values/number.js";
import { goQuote } from "../values/text.js";
import { numberType } from "../values/type.js";
import { typeName } from "../values/typeName.js";
import { integerValue, listValue, numberValue, type Value } from "../values/value.js";
import { wholeNumber } from "./arguments.js";
import { goLog, goPow } from "./goMath.js";
import type { Implementation, Implementations } from "./implementation.js";

const arg = (args: readonly Value[], index: number): Value => args[index] as Value;
const numberOf = (args: readonly Value[], index: number): BigNumber => arg(args, index).number;

function ofDoubles(compute: (a: number, b: number) => number): Implementation {
  return {
    call: (args) => {
      const operands = [numberOf(args, 0), numberOf(args, 1)];
      const [a, b] = operands.map((operand) => operand.toDouble()) as [number, number];
      for (const [i, double] of [a, b].entries()) {
        if (Number.isFinite(double) || operands[i]?.infinite) continue;
        const largest = BigNumber.fromDouble(Number.MAX_VALUE) as BigNumber;
        return new Failure(
          `value must be between -${largest.truncate()}.000000 and ${largest.truncate()}.000000 inclusive`,
        );
      }
      const result = BigNumber.fromDouble(compute(a, b));
      return result ? numberValue(result) : new Failure("the result is not a number");
    },
  };
}

function extreme(wanted: 1 | -1): Implementation {
  return {
    call: (args) => {
      if (args.length === 0) return new Failure("must pass at least one number");
      let best = BigNumber.infinity(wanted > 0);
      for (const value of args) if (value.number.compare(best) === wanted) best = value.number;
      return numberValue(best);
    },
  };
}

const digits = "0123456789abcdefghijklmnopqrstuvwxyz";

function parseInteger(text: string, base: number): bigint | undefined {
  const negative = text.startsWith("-");
  const body = negative || text.startsWith("+") ? text.slice(1) : text;
  if (body === "") return undefined;
  let value = 0n;
  for (const character of body) {
    let digit = digits.indexOf(character.toLowerCase());
    // Beyond 36, capitals are digits of their own.
    if (digit >= 10 && base > 36 && character !== character.toLowerCase()) digit += 26;
    if (digit < 0 || digit >= base || character.length !== 1) return undefined;
    value = value * BigInt(base) + BigInt(digit);
  }
  return negative ? -value : value;
}

const parseint: Implementation = {
  type: (args) => {
    const { type } = arg(args, 0);
    if (type.kind === "string") return numberType;
    return argumentFailure(0, `first argument must be a string, not ${typeName(type)}`);
  },
  call: (args) => {
    const [text, radix] = [arg(args, 0), arg(args, 1)];
    const base = wholeNumber(radix);
    if (base instanceof Failure) return argumentFailure(1, base.message);
    if (base < 2 || base > 62) return argumentFailure(1, "base must be a whole number between 2 and 62 inclusive");
    const parsed = parseInteger(text.text, base);
    if (parsed !== undefined) return integerValue(parsed);
    return argumentFailure(0, `cannot parse ${goQuote(text.text)} as a base ${base} integer`);
  },
};

const rangeLimit = 1024;

const range: Implementation = {
  call: (args) => {
    if (args.length < 1 || args.length > 3) return new Failure("must have one, two, or three arguments");
    const zero = BigNumber.fromInteger(0);
    const numbers = args.map((value) => value.number);
    const [start, end] = (args.length === 1 ? [zero, numbers[0]] : numbers) as [BigNumber, BigNumber];
    const step = numbers[2] ?? BigNumber.fromInteger(end.compare(start) < 0 ? -1 : 1);
    const down = step.sign < 0;
    if (down && end.compare(start) > 0) {
      return argumentFailure(1, "end must be less than start when step is negative");
    }
    if (!down && end.compare(start) < 0) {
      return argumentFailure(1, "end must be greater than start when step is positive");
    }
    const values: Value[] = [];
    for (
      let at: BigNumber | undefined = start;
      at && (down ? at.compare(end) > 0 : at.compare(end) < 0);
      at = at.add(step)
    ) {
      if (values.length >= rangeLimit) {
        return new Failure(
          "more than 1024 values were generated; either decrease the difference between start and end or use a smaller step",
        );
      }
      values.push(numberValue(at));
    }
    return listValue(values, numberType);
  },
};

export const numericFunctions: Implementations = {
  abs: { call: (args) => numberValue(numberOf(args, 0).absolute()).withMarks(arg(args, 0).marks) },
  ceil: { call: (args) => numberValue(numberOf(args, 0).round(true)) },
  floor: { call: (args) => numberValue(numberOf(args, 0).round(false)) },
  log: ofDoubles((value, base) => goLog(value) / goLog(base)),
  max: extreme(1),
  min: extreme(-1),
  parseint,
  pow: ofDoubles(goPow),
  range,
  signum: {
    call: (args) => {
      const whole = wholeNumber(arg(args, 0));
      return whole instanceof Failure ? whole : integerValue(Math.sign(whole));
    },
  },
};
