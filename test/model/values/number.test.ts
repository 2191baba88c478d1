// Properties of numbers: what they print reads back as the same number, and their order is that of doubles.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BigNumber } from "../../../server/src/model/values/number.js";
import { formatNumber, numberToText } from "../../../server/src/model/values/numberText.js";

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 60n), max: 10n ** 60n }), fc.integer({ min: -80, max: 80 }))
  .map(([digits, exponent]) => `${digits}e${exponent}`);

function parsed(text: string): BigNumber {
  const number = BigNumber.parse(text);
  if (number === undefined) throw new Error(`not a number: ${text}`);
  return number;
}

function ofDouble(value: number): BigNumber {
  const number = BigNumber.fromDouble(value);
  if (number === undefined) throw new Error(`not a number: ${value}`);
  return number;
}

describe("numbers", () => {
  it("print so that they read back as the same number", () => {
    fc.assert(
      fc.property(decimal, (text) => {
        const number = parsed(text);
        expect(parsed(numberToText(number)).compare(number)).toBe(0);
        expect(parsed(formatNumber(number, "e", -1)).compare(number)).toBe(0);
      }),
    );
  });

  it("keep a double exactly", () => {
    fc.assert(
      fc.property(finite, (value) => {
        expect(ofDouble(value).toDouble()).toBe(value);
      }),
    );
  });

  it("are written with the fewest digits, as doubles are", () => {
    // Left out: doubles of fewer bits, and powers of two, whose neighbours are not equally far.
    const usual = finite.filter((value) => Math.abs(value) > 1e-300 && ofDouble(value).mantissa !== 1n);
    fc.assert(
      fc.property(usual, (value) => {
        // JavaScript's shortest digits for a double are the same; only the notation differs.
        expect(Number(numberToText(ofDouble(value)))).toBe(value);
        const digits = (text: string): string =>
          text
            .replace(/e.*$/, "")
            .replace(/[^0-9]/g, "")
            .replace(/^0+|0+$/g, "");
        expect(digits(formatNumber(ofDouble(value), "e", -1))).toBe(digits(value.toExponential()));
      }),
    );
  });

  it("compare and negate like doubles", () => {
    fc.assert(
      fc.property(finite, finite, (a, b) => {
        expect(ofDouble(a).compare(ofDouble(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
        expect(ofDouble(a).negate().compare(ofDouble(-a))).toBe(0);
      }),
    );
  });

  it("add, multiply and divide whole numbers exactly", () => {
    const whole = fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n });
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        const [left, right] = [parsed(String(a)), parsed(String(b))];
        expect(left.add(right)?.truncate()).toBe(a + b);
        expect(left.multiply(right)?.truncate()).toBe(a * b);
        if (b !== 0n) expect(left.multiply(right)?.divide(right)?.truncate()).toBe(a);
      }),
    );
  });
});
