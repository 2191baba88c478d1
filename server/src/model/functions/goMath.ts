// Logarithms and powers in doubles, rounding as Go's package math does: the last digits differ from JavaScript's.

const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;

// Minimax coefficients of (log(1+f) - 2s) / s for s = f / (2+f), the published ones of the FreeBSD library.
const odd = [0.6666666666666735, 0.2857142874366239, 0.1818357216161805, 0.14798198605116586];
const even = [0.3999999999940942, 0.22222198432149784, 0.15313837699209373];

/** The natural logarithm. */
export function goLog(x: number): number {
  if (Number.isNaN(x) || x === Infinity) return x;
  if (x < 0) return Number.NaN;
  if (x === 0) return -Infinity;
  let [fraction, exponent] = split(x);
  if (fraction < Math.SQRT1_2) {
    fraction *= 2;
    exponent--;
  }
  const f = fraction - 1;
  const s = f / (2 + f);
  const s2 = s * s;
  const s4 = s2 * s2;
  // From the innermost term of each series outwards.
  const t1 = s2 * odd.reduceRight((sum, term) => term + s4 * sum);
  const t2 = s4 * even.reduceRight((sum, term) => term + s4 * sum);
  const half = 0.5 * f * f;
  return exponent * ln2High - (half - (s * (half + (t1 + t2)) + exponent * ln2Low) - f);
}

/** x to the power of y: by repeated squaring for the whole part of y, by exp and log for its fraction. */
export function goPow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (y === 1) return x;
  if (Number.isNaN(x) || Number.isNaN(y) || x === 0 || !Number.isFinite(x) || !Number.isFinite(y)) return x ** y;
  if (y === 0.5) return Math.sqrt(x);
  if (y === -0.5) return 1 / Math.sqrt(x);
  const size = Math.abs(y);
  let whole = Math.trunc(size);
  let fraction = size - whole;
  if (fraction !== 0 && x < 0) return Number.NaN;
  if (whole >= 2 ** 63) return x ** y;
  let mantissa = 1;
  let exponent = 0;
  if (fraction !== 0) {
    if (fraction > 0.5) {
      fraction--;
      whole++;
    }
    mantissa = Math.exp(fraction * goLog(x));
  }
  let [base, power] = split(x);
  for (let rest = BigInt(whole); rest !== 0n; rest >>= 1n) {
    if (power < -4096 || power > 4096) {
      exponent += power;
      break;
    }
    if ((rest & 1n) === 1n) {
      mantissa *= base;
      exponent += power;
    }
    base *= base;
    power *= 2;
    if (base < 0.5) {
      base += base;
      power--;
    }
  }
  if (y < 0) {
    mantissa = 1 / mantissa;
    exponent = -exponent;
  }
  return scale(mantissa, exponent);
}

/** A number as fraction × 2^exponent with a fraction from 0.5 up to 1. */
function split(value: number): [number, number] {
  let fraction = value;
  let exponent = 0;
  while (Math.abs(fraction) >= 1) {
    fraction /= 2;
    exponent++;
  }
  while (Math.abs(fraction) < 0.5) {
    fraction *= 2;
    exponent--;
  }
  return [fraction, exponent];
}

function scale(value: number, exponent: number): number {
  const limited = Math.max(-3000, Math.min(3000, exponent));
  const third = Math.trunc(limited / 3);
  return value * 2 ** third * 2 ** third * 2 ** (limited - 2 * third);
}
