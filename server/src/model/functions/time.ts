// formatdate, timeadd and timecmp.

import { argumentFailure, Failure } from "../values/failure.js";
import { goQuote } from "../values/text.js";
import { integerValue, stringValue, type Value } from "../values/value.js";
import type { Implementation, Implementations } from "./implementation.js";
import {
  type CalendarTime,
  calendarTime,
  offsetText,
  parseTimestamp,
  type Timestamp,
  timestampText,
} from "./timestamp.js";

const textAt = (args: readonly Value[], index: number): string => args[index]?.text ?? "";
const pad = (value: number, width: number): string => String(value).padStart(width, "0");

const months = "January February March April May June July August September October November December".split(" ");
const weekdays = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

/** What one letter, repeated so many times, stands for; a text that begins with a colon says why it is invalid. */
function writeVerb(verb: string, time: Timestamp, clock: CalendarTime): string | Failure {
  const count = verb.length;
  const wrong = (why: string): Failure => argumentFailure(0, `invalid date format verb ${goQuote(verb)}: ${why}`);
  const oneOrTwo = (value: number, what: string): string | Failure =>
    count <= 2 ? pad(value, count) : wrong(`${what} must either be "${verb[0]}" or "${verb[0]}${verb[0]}"`);
  switch (verb[0]) {
    case "Y":
      if (count === 2) return pad(clock.year % 100, 2);
      return count === 4 ? pad(clock.year, 4) : wrong('year must either be "YY" or "YYYY"');
    case "M": {
      if (count <= 2) return pad(clock.month, count);
      const name = months[clock.month - 1] ?? "";
      if (count === 3) return name.slice(0, 3);
      return count === 4 ? name : wrong('month must be "M", "MM", "MMM", or "MMMM"');
    }
    case "D":
      return oneOrTwo(clock.day, "day of month");
    case "E": {
      const name = weekdays[clock.weekday] ?? "";
      if (count === 3) return name.slice(0, 3);
      return count === 4 ? name : wrong('day of week must either be "EEE" or "EEEE"');
    }
    case "h":
      return oneOrTwo(clock.hour, "24-hour");
    case "H":
      return oneOrTwo(clock.hour % 12 || 12, "12-hour");
    case "A":
    case "a": {
      if (count !== 2) return wrong(`must be "${verb[0]}${verb[0]}"`);
      const half = clock.hour < 12 ? "am" : "pm";
      return verb[0] === "A" ? half.toUpperCase() : half;
    }
    case "m":
      return oneOrTwo(clock.minute, "minute");
    case "s":
      return oneOrTwo(clock.second, "second");
    case "Z":
      if (count === 1) return offsetText(time.offset, ":", "Z");
      if (count === 3) return offsetText(time.offset, "", "UTC");
      if (count === 4) return offsetText(time.offset, "", "+0000");
      return count === 5 ? offsetText(time.offset, ":", "+00:00") : wrong("timezone must be Z, ZZZZ, or ZZZZZ");
    default:
      return argumentFailure(0, `invalid date format verb ${goQuote(verb)}`);
  }
}

function isLetter(character: string): boolean {
  return (character >= "a" && character <= "z") || (character >= "A" && character <= "Z");
}

const formatdate: Implementation = {
  call: (args) => {
    const format = textAt(args, 0);
    const time = parseTimestamp(textAt(args, 1));
    if (time instanceof Failure) return argumentFailure(1, time.message);
    const clock = calendarTime(time);
    let result = "";
    for (let at = 0; at < format.length; ) {
      const character = format.charAt(at);
      let end = at + 1;
      if (character === "'") {
        const quoted = readQuoted(format, at);
        if (quoted === undefined) return argumentFailure(0, "unterminated literal '");
        result += quoted.text;
        at = quoted.end;
        continue;
      }
      if (!isLetter(character)) {
        result += character;
        at = end;
        continue;
      }
      while (format.charAt(end) === character) end++;
      const written = writeVerb(format.slice(at, end), time, clock);
      if (written instanceof Failure) return written;
      result += written;
      at = end;
    }
    return stringValue(result);
  },
};

/** A literal in single quotes, where two quotes stand for one; undefined where it does not end. */
function readQuoted(format: string, start: number): { text: string; end: number } | undefined {
  if (format[start + 1] === "'") return { text: "'", end: start + 2 };
  let text = "";
  for (let at = start + 1; at < format.length; at++) {
    if (format[at] !== "'") text += format[at];
    else if (format[at + 1] === "'") {
      text += "'";
      at++;
    } else return { text, end: at + 1 };
  }
  return undefined;
}

const second = 1_000_000_000n;
const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  "\u00b5s": 1000n,
  "\u03bcs": 1000n,
  ms: 1_000_000n,
  s: second,
  m: 60n * second,
  h: 3600n * second,
};

/** A duration such as `-1h30m` or `1.5s` in nanoseconds, or why it is none. Source: Go's time.ParseDuration. */
function parseDuration(text: string): bigint | Failure {
  const invalid = new Failure(`time: invalid duration ${goQuote(text)}`);
  const negative = text.startsWith("-");
  let at = negative || text.startsWith("+") ? 1 : 0;
  if (text.slice(at) === "0") return 0n;
  if (text.slice(at) === "") return invalid;
  let total = 0n;
  while (at < text.length) {
    const digits = (): string => {
      const from = at;
      while (text.charAt(at) >= "0" && text.charAt(at) <= "9") at++;
      return text.slice(from, at);
    };
    const whole = digits();
    let fraction = "";
    const dotted = text[at] === ".";
    if (dotted) {
      at++;
      fraction = digits();
    }
    if (whole === "" && fraction === "") return invalid;
    const from = at;
    while (at < text.length && text[at] !== "." && !(text.charAt(at) >= "0" && text.charAt(at) <= "9")) at++;
    const name = text.slice(from, at);
    if (name === "") return new Failure(`time: missing unit in duration ${goQuote(text)}`);
    const unit = units[name];
    if (unit === undefined) return new Failure(`time: unknown unit ${goQuote(name)} in duration ${goQuote(text)}`);
    total += BigInt(whole || "0") * unit;
    if (fraction !== "") total += (BigInt(fraction) * unit) / 10n ** BigInt(fraction.length);
    if (total > 2n ** 63n - (negative ? 0n : 1n)) return invalid;
  }
  return negative ? -total : total;
}

const timeadd: Implementation = {
  call: (args) => {
    const time = parseTimestamp(textAt(args, 0));
    if (time instanceof Failure) return time;
    const duration = parseDuration(textAt(args, 1));
    if (duration instanceof Failure) return duration;
    const total = BigInt(time.seconds) * second + BigInt(time.nanoseconds) + duration;
    const remainder = ((total % second) + second) % second;
    const seconds = Number((total - remainder) / second);
    return stringValue(timestampText({ seconds, nanoseconds: Number(remainder), offset: time.offset }));
  },
};

const timecmp: Implementation = {
  call: (args) => {
    const first = parseTimestamp(textAt(args, 0), true);
    if (first instanceof Failure) return argumentFailure(0, first.message);
    const other = parseTimestamp(textAt(args, 1), true);
    if (other instanceof Failure) return argumentFailure(1, other.message);
    return integerValue(Math.sign(first.seconds - other.seconds || first.nanoseconds - other.nanoseconds));
  },
};

export const timeFunctions: Implementations = { formatdate, timeadd, timecmp };
