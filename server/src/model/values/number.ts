// Numbers as OpenTofu has them: binary floating point with a precision of its own per number, up to 512 bits.
//
// Go's `big.Float` decides what `1/3` or `11 % 5.1` is, digit by digit, so a decimal library gives other last digits.
// A number is ±mantissa × 2^exponent with an odd mantissa (or zero); results round to nearest, ties to even.
// A number in source text or converted from a string has 512 bits, a counted one (a length, an index) 64 bits.

export const sourcePrecision = 512;
export const countPrecision = 64;
const doublePrecision = 53;

export class BigNumber {
  private constructor(
    readonly negative: boolean,
    readonly mantissa: bigint,
    readonly exponent: number,
    readonly precision: number,
    readonly infinite: boolean,
  ) {}

  /** ±mantissa × 2^exponent, rounded to `precision` bits. */
  static make(negative: boolean, mantissa: bigint, exponent: number, precision: number): BigNumber {
    if (mantissa === 0n) return new BigNumber(negative, 0n, 0, precision, false);
    let digits = mantissa;
    let power = exponent;
    const excess = bitLength(digits) - precision;
    if (excess > 0) {
      const shift = BigInt(excess);
      const remainder = digits & ((1n << shift) - 1n);
      digits >>= shift;
      power += excess;
      const half = 1n << (shift - 1n);
      if (remainder > half || (remainder === half && (digits & 1n) === 1n)) digits += 1n;
    }
    const zeros = trailingZeros(digits);
    if (zeros === 0) return new BigNumber(negative, digits, power, precision, false);
    return new BigNumber(negative, digits >> BigInt(zeros), power + zeros, precision, false);
  }

  static infinity(negative: boolean, precision = sourcePrecision): BigNumber {
    return new BigNumber(negative, 0n, 0, precision, true);
  }

  /** A whole number; one wider than 64 bits keeps all its bits. */
  static fromInteger(value: bigint | number): BigNumber {
    const whole = BigInt(value);
    const size = whole < 0n ? -whole : whole;
    return BigNumber.make(whole < 0n, size, 0, Math.max(countPrecision, bitLength(size)));
  }

  /** A double, with its 53 bits; NaN has no number and gives undefined. */
  static fromDouble(value: number): BigNumber | undefined {
    if (Number.isNaN(value)) return undefined;
    if (!Number.isFinite(value)) return BigNumber.infinity(value < 0, doublePrecision);
    let exponent = 0;
    let size = Math.abs(value);
    while (!Number.isInteger(size)) {
      size *= 2;
      exponent--;
    }
    return BigNumber.make(value < 0 || Object.is(value, -0), BigInt(size), exponent, doublePrecision);
  }

  /**
   * Reads a decimal number: digits with an optional point, and an optional exponent (`e` of ten, `p` of two), or `Inf`.
   * Undefined where Go's `big.ParseFloat` in base 10 would refuse the text.
   */
  static parse(text: string): BigNumber | undefined {
    let at = 0;
    let negative = false;
    if (text[at] === "+" || text[at] === "-") negative = text[at++] === "-";
    const rest = text.slice(at);
    if (rest === "Inf" || rest === "inf") return BigNumber.infinity(negative);
    let digits = "";
    let fraction = 0;
    let seenPoint = false;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code >= 48 && code <= 57) {
        digits += text[at];
        if (seenPoint) fraction++;
      } else if (code === 46 && !seenPoint) seenPoint = true;
      else break;
    }
    if (digits === "") return undefined;
    let ten = -fraction;
    let two = 0;
    const marker = text[at];
    if (marker !== undefined) {
      if (marker !== "e" && marker !== "E" && marker !== "p" && marker !== "P") return undefined;
      const power = parseExponent(text.slice(at + 1));
      if (power === undefined) return undefined;
      if (marker === "e" || marker === "E") ten += power;
      else two = power;
    }
    // Digits beyond the precision only decide the rounding, and so many more never do.
    const mantissa = BigInt(digits.length > largestPower ? digits.slice(0, largestPower) : digits);
    if (digits.length > largestPower) ten += digits.length - largestPower;
    if (Math.abs(two) > largestPower)
      return two > 0 ? BigNumber.infinity(negative) : BigNumber.make(negative, 0n, 0, sourcePrecision);
    if (mantissa === 0n) return BigNumber.make(negative, 0n, 0, sourcePrecision);
    // OpenTofu's own limit is far higher, and far above the numbers of any configuration.
    if (ten > largestPower) return BigNumber.infinity(negative);
    if (ten < -largestPower) return BigNumber.make(negative, 0n, 0, sourcePrecision);
    if (ten >= 0) return BigNumber.make(negative, mantissa * 10n ** BigInt(ten), two, sourcePrecision);
    return quotient(negative, mantissa, 10n ** BigInt(-ten), two, sourcePrecision);
  }

  get isZero(): boolean {
    return !this.infinite && this.mantissa === 0n;
  }

  /** -1, 0 or 1. */
  get sign(): -1 | 0 | 1 {
    if (this.isZero) return 0;
    return this.negative ? -1 : 1;
  }

  get isInteger(): boolean {
    return !this.infinite && (this.mantissa === 0n || this.exponent >= 0);
  }

  /** How many bits the mantissa needs. */
  get minimalPrecision(): number {
    return bitLength(this.mantissa);
  }

  withPrecision(precision: number): BigNumber {
    if (this.infinite) return BigNumber.infinity(this.negative, precision);
    return BigNumber.make(this.negative, this.mantissa, this.exponent, precision);
  }

  /** The whole number towards zero; 0 for an infinity. */
  truncate(): bigint {
    if (this.infinite) return 0n;
    const size = this.exponent >= 0 ? this.mantissa << BigInt(this.exponent) : this.mantissa >> BigInt(-this.exponent);
    return this.negative ? -size : size;
  }

  /** The nearest double; an infinity where it is out of range. */
  toDouble(): number {
    if (this.infinite) return this.negative ? -Infinity : Infinity;
    const rounded = BigNumber.make(this.negative, this.mantissa, this.exponent, doublePrecision);
    const size = Number(rounded.mantissa);
    // Two steps keep the power itself in range where the exponent is extreme.
    const half = Math.trunc(rounded.exponent / 2);
    const value = size * 2 ** half * 2 ** (rounded.exponent - half);
    return this.negative ? -value : value;
  }

  negate(): BigNumber {
    return new BigNumber(!this.negative, this.mantissa, this.exponent, this.precision, this.infinite);
  }

  absolute(): BigNumber {
    return this.negative ? this.negate() : this;
  }

  /** -1, 0 or 1 by exact value. */
  compare(other: BigNumber): -1 | 0 | 1 {
    if (this.exponent === 0 && other.exponent === 0 && !this.infinite && !other.infinite) {
      const [left, right] = [signed(this), signed(other)];
      return left === right ? 0 : left < right ? -1 : 1;
    }
    if (this.infinite || other.infinite) {
      const left = this.infinite ? (this.negative ? -1 : 1) : 0;
      const right = other.infinite ? (other.negative ? -1 : 1) : 0;
      return left === right ? 0 : left < right ? -1 : 1;
    }
    const low = Math.min(this.exponent, other.exponent);
    const left = signed(this) << BigInt(this.exponent - low);
    const right = signed(other) << BigInt(other.exponent - low);
    return left === right ? 0 : left < right ? -1 : 1;
  }

  /** The sum, at the wider of both precisions; undefined for opposing infinities. */
  add(other: BigNumber): BigNumber | undefined {
    const precision = Math.max(this.precision, other.precision);
    if (this.infinite || other.infinite) {
      if (this.infinite && other.infinite && this.negative !== other.negative) return undefined;
      return BigNumber.infinity(this.infinite ? this.negative : other.negative, precision);
    }
    if (this.isZero && other.isZero) return BigNumber.make(this.negative && other.negative, 0n, 0, precision);
    const low = Math.min(this.exponent, other.exponent);
    const sum = (signed(this) << BigInt(this.exponent - low)) + (signed(other) << BigInt(other.exponent - low));
    return BigNumber.make(sum < 0n, sum < 0n ? -sum : sum, low, precision);
  }

  /** The product at exactly `precision` bits; undefined for zero times infinity. */
  multiplyAt(other: BigNumber, precision: number): BigNumber | undefined {
    const negative = this.negative !== other.negative;
    if (this.infinite || other.infinite) {
      if (this.isZero || other.isZero) return undefined;
      return BigNumber.infinity(negative, precision);
    }
    return BigNumber.make(negative, this.mantissa * other.mantissa, this.exponent + other.exponent, precision);
  }

  /** The product as OpenTofu's `*` has it: exact up to 512 bits. */
  multiply(other: BigNumber): BigNumber | undefined {
    const product = this.multiplyAt(other, sourcePrecision);
    return product?.withPrecision(Math.max(this.precision, other.precision, product.minimalPrecision));
  }

  /** The quotient, at the wider of both precisions; x/0 is an infinity, 0/0 and ∞/∞ are undefined. */
  divide(other: BigNumber): BigNumber | undefined {
    const precision = Math.max(this.precision, other.precision);
    const negative = this.negative !== other.negative;
    if ((this.isZero && other.isZero) || (this.infinite && other.infinite)) return undefined;
    if (this.infinite || other.isZero) return BigNumber.infinity(negative, precision);
    if (this.isZero || other.infinite) return BigNumber.make(negative, 0n, 0, precision);
    return quotient(negative, this.mantissa, other.mantissa, this.exponent - other.exponent, precision);
  }

  /** The remainder of truncated division; x % 0 is x, as cty has it. Undefined where zero meets infinity. */
  modulo(other: BigNumber): BigNumber | undefined {
    if (this.infinite || other.infinite) return this.multiply(other);
    if (other.isZero) return this;
    const whole = (this.divide(other) as BigNumber).truncate();
    const times = BigNumber.make(whole < 0n, whole < 0n ? -whole : whole, 0, this.precision);
    const part = times.multiplyAt(other, this.precision) as BigNumber;
    return this.add(part.negate())?.withPrecision(this.precision);
  }

  /** The nearest whole number below (`up` false) or above, at this number's precision. */
  round(up: boolean): BigNumber {
    if (this.infinite || this.isInteger) return this;
    let whole = this.truncate();
    if (up && !this.negative) whole += 1n;
    if (!up && this.negative) whole -= 1n;
    return BigNumber.make(whole < 0n, whole < 0n ? -whole : whole, 0, this.precision);
  }
}

/** Of ten. Beyond it, a number is taken for infinity or zero. */
const largestPower = 10_000;

function parseExponent(text: string): number | undefined {
  let at = 0;
  let negative = false;
  if (text[at] === "+" || text[at] === "-") negative = text[at++] === "-";
  if (at === text.length) return undefined;
  let value = 0;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return undefined;
    value = Math.min(value * 10 + code - 48, 10_000_000);
  }
  return negative ? -value : value;
}

function quotient(negative: boolean, over: bigint, under: bigint, exponent: number, precision: number): BigNumber {
  // Two spare bits and a sticky one below them are enough to round as if the quotient were exact.
  const shift = Math.max(0, precision + 2 - (bitLength(over) - bitLength(under)));
  const shifted = over << BigInt(shift);
  const whole = shifted / under;
  const sticky = shifted % under === 0n ? 0n : 1n;
  return BigNumber.make(negative, (whole << 1n) | sticky, exponent - shift - 1, precision);
}

function signed(number: BigNumber): bigint {
  return number.negative ? -number.mantissa : number.mantissa;
}

/** How many bits a non-negative number has; 0 for zero. */
export function bitLength(value: bigint): number {
  if (value <= 0xffffffffn) return 32 - Math.clz32(Number(value));
  const hex = value.toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex[0] as string, 16)));
}

function trailingZeros(value: bigint): number {
  if (value <= 0x7fffffffn) {
    const small = Number(value);
    return 31 - Math.clz32(small & -small);
  }
  if ((value & 1n) === 1n) return 0;
  return bitLength(value & -value) - 1;
}
