// format and formatlist: Go's verbs over the language's values.

import { convert } from "../values/convert.js";
import { argumentFailure, Failure } from "../values/failure.js";
import type { BigNumber } from "../values/number.js";
import { formatNumber } from "../values/numberText.js";
import { goQuote, graphemes, utf8Encode } from "../values/text.js";
import { boolType, isSequence, numberType, stringType } from "../values/type.js";
import { isWhollyKnown, lengthOf, listValue, stringValue, Value } from "../values/value.js";
import type { Implementation, Implementations } from "./implementation.js";
import { jsonText } from "./json.js";

interface Verb {
  /** From the percent sign to the letter. */
  raw: string;
  /** In bytes, as messages say it. */
  offset: number;
  mode: string;
  /** 1-based. */
  argument: number;
  flags: { zero: boolean; sharp: boolean; plus: boolean; minus: boolean; space: boolean };
  width: number | undefined;
  precision: number | undefined;
}

const flagNames = { "0": "zero", "#": "sharp", "+": "plus", "-": "minus", " ": "space" } as const;

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}

/** A wider field, or more digits, are not written: the result is then unknown. */
const widestField = 10_000;

/** The text a format string makes of the values, or what is wrong with it; undefined where it would be too long. */
function formatText(format: string, args: readonly Value[]): string | Failure | undefined {
  let result = "";
  let next = 1;
  let highest = 0;
  for (let at = 0; at < format.length; ) {
    const percent = format.indexOf("%", at);
    result += format.slice(at, percent < 0 ? undefined : percent);
    if (percent < 0) break;
    if (format[percent + 1] === "%") {
      result += "%";
      at = percent + 2;
      continue;
    }
    const verb = readVerb(format, percent, next);
    if (verb instanceof Failure) return verb;
    if ((verb.width ?? 0) > widestField || (verb.precision ?? 0) > widestField) return undefined;
    highest = Math.max(highest, verb.argument);
    const written = writeVerb(verb, args);
    if (written instanceof Failure) return written;
    result += written;
    next = verb.argument + 1;
    at = percent + verb.raw.length;
  }
  if (highest >= args.length) return result;
  return argumentFailure(
    highest + 1,
    highest === 0
      ? "too many arguments; no verbs in format string"
      : `too many arguments; only ${highest} used by format string`,
  );
}

function readVerb(format: string, start: number, next: number): Verb | Failure {
  let at = start + 1;
  const flags = { zero: false, sharp: false, plus: false, minus: false, space: false };
  for (let flag = format[at]; flag !== undefined && flag in flagNames; flag = format[++at]) {
    flags[flagNames[flag as keyof typeof flagNames]] = true;
  }
  const number = (): number => {
    const from = at;
    while (isDigit(format[at])) at++;
    return Number(format.slice(from, at) || "0");
  };
  const width = isDigit(format[at]) ? number() : undefined;
  let precision: number | undefined;
  if (format[at] === ".") {
    at++;
    precision = number();
  }
  let argument = next;
  if (format[at] === "[") {
    const open = at++;
    // An index has no leading zero.
    if (format[at] === "0") return unrecognized(format, at);
    argument = number();
    if (format[at] !== "]" || at === open + 1) return unrecognized(format, at);
    at++;
  }
  const mode = format[at];
  if (mode === undefined || !((mode >= "a" && mode <= "z") || (mode >= "A" && mode <= "Z"))) {
    return unrecognized(format, at);
  }
  const raw = format.slice(start, at + 1);
  return { raw, offset: byteLength(format.slice(0, start)), mode, argument, flags, width, precision };
}

function byteLength(text: string): number {
  return utf8Encode(text).length;
}

function unrecognized(format: string, at: number): Failure {
  const offset = byteLength(format.slice(0, at));
  const code = format.codePointAt(at);
  if (code === undefined) return new Failure(`invalid format string starting at offset ${offset}`);
  return new Failure(
    `unrecognized format character ${goQuoteCharacter(String.fromCodePoint(code))} at offset ${offset}`,
  );
}

function goQuoteCharacter(character: string): string {
  const quoted = goQuote(character).slice(1, -1);
  return character === "'" ? "'\\''" : `'${quoted === '\\"' ? '"' : quoted}'`;
}

function writeVerb(verb: Verb, args: readonly Value[]): string | Failure {
  const value = args[verb.argument - 1];
  const where = `${goQuote(verb.raw)} at ${verb.offset}`;
  if (value === undefined) {
    return new Failure(`not enough arguments for ${where}: need index ${verb.argument} but have ${args.length} total`);
  }
  if (verb.mode !== "v" && value.isNull) {
    return new Failure(`unsupported value for ${where}: null value cannot be formatted`);
  }
  const unsupported = (why: Failure | string): Failure =>
    new Failure(`unsupported value for ${where}: ${why instanceof Failure ? why.message : why}`);
  switch (verb.mode) {
    case "v":
      return pad(verb, asItIs(verb, value));
    case "t": {
      const converted = convert(value, boolType);
      return converted instanceof Failure ? unsupported(converted) : String(converted.isTrue);
    }
    case "b":
    case "d":
    case "o":
    case "x":
    case "X": {
      const converted = convert(value, numberType);
      if (converted instanceof Failure) return unsupported(converted);
      if (!converted.number.isInteger) return unsupported("an integer is required");
      return writeInteger(verb, converted.number.truncate());
    }
    case "e":
    case "E":
    case "f":
    case "g":
    case "G": {
      const converted = convert(value, numberType);
      return converted instanceof Failure ? unsupported(converted) : writeFraction(verb, converted.number);
    }
    case "s":
    case "q": {
      const converted = convert(value, stringType);
      if (converted instanceof Failure) return unsupported(converted);
      const text = verb.precision ? graphemes(converted.text).slice(0, verb.precision).join("") : converted.text;
      return pad(verb, verb.mode === "s" ? text : jsonText(stringValue(text)));
    }
    default:
      return new Failure(
        `unsupported format verb ${goQuoteCharacter(verb.mode)} in ${goQuote(verb.raw)} at offset ${verb.offset}`,
      );
  }
}

function asItIs(verb: Verb, value: Value): string {
  if (!verb.flags.sharp && value.hasContent) {
    if (value.type.kind === "string") return value.text;
    if (value.type.kind === "number") return formatNumber(value.number, "g", -1);
  }
  return jsonText(value);
}

function pad(verb: Verb, text: string): string {
  const missing = (verb.width ?? 0) - graphemes(text).length;
  if (missing <= 0) return text;
  const padding = (verb.flags.zero ? "0" : " ").repeat(missing);
  return verb.flags.minus ? text + padding : padding + text;
}

const bases: Readonly<Record<string, number>> = { b: 2, d: 10, o: 8, x: 16, X: 16 };
const basePrefixes: Readonly<Record<string, string>> = { b: "0b", d: "", o: "0", x: "0x", X: "0X" };

function sign(verb: Verb, negative: boolean): string {
  return negative ? "-" : verb.flags.plus ? "+" : verb.flags.space ? " " : "";
}

function writeInteger(verb: Verb, value: bigint): string {
  const size = value < 0n ? -value : value;
  let digits = size.toString(bases[verb.mode] ?? 10);
  if (verb.mode === "X") digits = digits.toUpperCase();
  if (size === 0n && verb.precision === 0) return "";
  const lead = sign(verb, value < 0n) + (verb.flags.sharp ? (basePrefixes[verb.mode] ?? "") : "");
  digits = digits.padStart(verb.precision ?? 0, "0");
  const missing = (verb.width ?? 0) - lead.length - digits.length;
  if (missing <= 0) return lead + digits;
  if (verb.flags.minus) return lead + digits + " ".repeat(missing);
  if (verb.flags.zero && verb.precision === undefined) return lead + "0".repeat(missing) + digits;
  return " ".repeat(missing) + lead + digits;
}

function writeFraction(verb: Verb, value: BigNumber): string {
  const mode = verb.mode as "e" | "E" | "f" | "g" | "G";
  const shortest = mode === "g" || mode === "G" ? -1 : 6;
  const written = formatNumber(value.absolute(), mode, verb.precision ?? shortest);
  const lead = value.infinite && !value.negative ? (verb.flags.space ? " " : "+") : sign(verb, value.negative);
  const body = value.infinite ? "Inf" : written;
  const missing = (verb.width ?? 0) - lead.length - body.length;
  if (missing <= 0) return lead + body;
  if (verb.flags.zero && !value.infinite) return lead + "0".repeat(missing) + body;
  return verb.flags.minus ? lead + body + " ".repeat(missing) : " ".repeat(missing) + lead + body;
}

const format: Implementation = {
  call: ([pattern, ...args]) => {
    if (!args.every(isWhollyKnown)) return Value.unknown(stringType);
    const text = formatText(pattern?.text ?? "", args);
    return typeof text === "string" ? stringValue(text) : text;
  },
};

const formatlist: Implementation = {
  call: ([pattern, ...args], type) => {
    const text = pattern?.text ?? "";
    if (args.length === 0) {
      const only = formatText(text, []);
      return typeof only === "string" ? listValue([stringValue(only)]) : only;
    }
    let count: number | undefined;
    let decider = 0;
    let unknown = false;
    const lists: (readonly Value[] | undefined)[] = [];
    for (const [i, arg] of args.entries()) {
      if (!isSequence(arg.type) || arg.isNull) {
        if (!arg.isKnown && arg.type.kind === "dynamic") unknown = true;
        lists.push(undefined);
        continue;
      }
      const length = lengthOf(arg);
      if (length === undefined) {
        unknown = true;
        continue;
      }
      if (count === undefined) {
        count = length;
        decider = i;
      } else if (length !== count) {
        return argumentFailure(
          i + 1,
          `argument ${i + 1} has length ${length}, which is inconsistent with argument ${decider + 1} of length ${count}`,
        );
      }
      if (!arg.isKnown) unknown = true;
      lists.push(arg.elements);
    }
    if (unknown) return Value.unknown(type);
    const results: Value[] = [];
    for (let i = 0; i < (count ?? 1); i++) {
      const row = args.map((arg, j) => lists[j]?.[i] ?? arg);
      if (!row.every(isWhollyKnown)) {
        results.push(Value.unknown(stringType, true));
        continue;
      }
      const written = formatText(text, row);
      if (written === undefined) return undefined;
      if (written instanceof Failure) return new Failure(`error on format iteration ${i}: ${written.message}`);
      results.push(stringValue(written));
    }
    return listValue(results, stringType);
  },
};

export const formatFunctions: Implementations = { format, formatlist };
