// Numbers as text: the shortest digits that read back as the same number, and Go's e, f and g notations.

import { type BigNumber, bitLength } from "./number.js";

/** Decimal digits of a non-negative number: 0.d₁d₂d₃… × 10^point, without trailing zeros; no digits for zero. */
interface Decimal {
  digits: string;
  point: number;
}

/** The number in plain notation with the fewest digits that read back as the same number: `0.1`, `1000000`, `+Inf`. */
export function numberToText(number: BigNumber): string {
  if (number.infinite) return number.negative ? "-Inf" : "+Inf";
  const sign = number.negative ? "-" : "";
  if (number.isInteger && bitLength(number.mantissa) + number.exponent <= 53) {
    return sign + (number.mantissa << BigInt(number.exponent)).toString();
  }
  const decimal = shortest(number);
  return sign + fixed(decimal, Math.max(decimal.digits.length - decimal.point, 0));
}

/**
 * The number in one of Go's notations: `e` (and `E`), `f`, or `g` (and `G`), which chooses by the size of the exponent.
 * `digits` after the point (significant digits for `g`), or -1 for the fewest that read back as the same number.
 */
export function formatNumber(number: BigNumber, notation: "e" | "E" | "f" | "g" | "G", digits: number): string {
  if (number.infinite) return number.negative ? "-Inf" : "+Inf";
  const sign = number.negative ? "-" : "";
  const brief = digits < 0;
  const decimal = brief ? shortest(number) : exact(number.mantissa, number.exponent);
  const count = decimal.digits.length;
  let precision = digits;
  if (notation === "f") {
    if (brief) precision = Math.max(count - decimal.point, 0);
    else roundTo(decimal, decimal.point + precision);
    return sign + fixed(decimal, precision);
  }
  if (notation === "e" || notation === "E") {
    if (brief) precision = count - 1;
    else roundTo(decimal, 1 + precision);
    return sign + scientific(decimal, precision, notation);
  }
  if (brief) precision = count;
  else {
    if (precision === 0) precision = 1;
    roundTo(decimal, precision);
  }
  let threshold = precision;
  if (threshold > decimal.digits.length && decimal.digits.length >= decimal.point) threshold = decimal.digits.length;
  if (brief) threshold = 6;
  const exponent = decimal.point - 1;
  if (exponent < -4 || exponent >= threshold) {
    return sign + scientific(decimal, Math.min(precision, decimal.digits.length) - 1, notation === "G" ? "E" : "e");
  }
  if (precision > decimal.point) precision = decimal.digits.length;
  return sign + fixed(decimal, Math.max(precision - decimal.point, 0));
}

function exact(mantissa: bigint, exponent: number): Decimal {
  if (mantissa === 0n) return { digits: "", point: 0 };
  let text: string;
  let shift = 0;
  if (exponent >= 0) text = (mantissa << BigInt(exponent)).toString();
  else {
    text = (mantissa * 5n ** BigInt(-exponent)).toString();
    shift = -exponent;
  }
  return trimmed(text, text.length - shift);
}

function trimmed(digits: string, point: number): Decimal {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === "0") end--;
  return end === 0 ? { digits: "", point: 0 } : { digits: digits.slice(0, end), point };
}

// Any decimal within half a unit of the last binary place reads back as the same number. Digit by digit, the exact
// expansion is compared with both ends of that interval, and cut where a shorter one falls inside.
function shortest(number: BigNumber): Decimal {
  const decimal = exact(number.mantissa, number.exponent);
  if (decimal.digits === "") return decimal;
  const widen = number.precision + 1 - bitLength(number.mantissa);
  const middle = widen >= 0 ? number.mantissa << BigInt(widen) : number.mantissa >> BigInt(-widen);
  const lower = exact(middle - 1n, number.exponent - widen).digits;
  const upper = exact(middle + 1n, number.exponent - widen).digits;
  // Ties read back to the even mantissa, so the ends belong to the interval only then.
  const inclusive = (middle & 2n) === 0n;
  for (let i = 0; i < decimal.digits.length; i++) {
    const digit = decimal.digits.charCodeAt(i) - 48;
    const low = i < lower.length ? lower.charCodeAt(i) - 48 : 0;
    const high = i < upper.length ? upper.charCodeAt(i) - 48 : 0;
    const mayCut = low !== digit || (inclusive && i + 1 === lower.length);
    const mayRaise = digit !== high && (inclusive || digit + 1 < high || i + 1 < upper.length);
    if (mayCut && mayRaise) roundTo(decimal, i + 1);
    else if (mayCut) Object.assign(decimal, trimmed(decimal.digits.slice(0, i + 1), decimal.point));
    else if (mayRaise) raise(decimal, i + 1);
    else continue;
    return decimal;
  }
  return decimal;
}

/** Rounds to `count` digits, half to even. */
function roundTo(decimal: Decimal, count: number): void {
  if (count < 0) {
    decimal.digits = "";
    decimal.point = 0;
    return;
  }
  if (count >= decimal.digits.length) return;
  const next = decimal.digits.charCodeAt(count) - 48;
  const half = next === 5 && count + 1 === decimal.digits.length;
  const up = half ? count > 0 && (decimal.digits.charCodeAt(count - 1) - 48) % 2 === 1 : next >= 5;
  if (up) raise(decimal, count);
  else Object.assign(decimal, trimmed(decimal.digits.slice(0, count), decimal.point));
}

function raise(decimal: Decimal, count: number): void {
  let end = count;
  while (end > 0 && decimal.digits[end - 1] === "9") end--;
  if (end === 0) {
    decimal.digits = "1";
    decimal.point += 1;
    return;
  }
  decimal.digits = decimal.digits.slice(0, end - 1) + String.fromCharCode(decimal.digits.charCodeAt(end - 1) + 1);
}

function fixed(decimal: Decimal, places: number): string {
  const { digits, point } = decimal;
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, "0") : "0";
  if (places <= 0) return whole;
  let fraction = "";
  for (let i = 0; i < places; i++) fraction += digits[point + i] ?? "0";
  return `${whole}.${fraction}`;
}

function scientific(decimal: Decimal, places: number, letter: "e" | "E"): string {
  const { digits, point } = decimal;
  const head = digits[0] ?? "0";
  const tail = places > 0 ? `.${digits.slice(1, 1 + places).padEnd(places, "0")}` : "";
  const exponent = digits === "" ? 0 : point - 1;
  return `${head}${tail}${letter}${exponent < 0 ? "-" : "+"}${Math.abs(exponent).toString().padStart(2, "0")}`;
}
