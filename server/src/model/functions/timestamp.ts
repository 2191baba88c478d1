// RFC 3339 timestamps: reading them with OpenTofu's messages, and calendar arithmetic without the platform's clock.

import { Failure } from "../values/failure.js";
import { goQuote } from "../values/text.js";

export interface Timestamp {
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly seconds: number;
  readonly nanoseconds: number;
  /** Minutes east of UTC. */
  readonly offset: number;
}

export interface CalendarTime {
  readonly year: number;
  /** 1 … 12. */
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const daySeconds = 86_400;

/** Days from 1970-01-01 to a date of the Gregorian calendar. */
function daysFrom(year: number, month: number, day: number): number {
  // Years begin in March here, so that the leap day is the last of its year.
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The date and time of day that a clock at the timestamp's offset shows. */
export function calendarTime(time: Timestamp): CalendarTime {
  const local = time.seconds + time.offset * 60;
  const days = Math.floor(local / daySeconds);
  const rest = local - days * daySeconds;
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
    weekday: (((days + 4) % 7) + 7) % 7,
    hour: Math.floor(rest / 3600),
    minute: Math.floor((rest % 3600) / 60),
    second: rest % 60,
  };
}

function daysIn(month: number, year: number): number {
  return daysFrom(month === 12 ? year + 1 : year, (month % 12) + 1, 1) - daysFrom(year, month, 1);
}

const pad = (value: number, width = 2): string => String(value).padStart(width, "0");

/** The timestamp as `2006-01-02T15:04:05Z07:00`; fractions of a second are not written. */
export function timestampText(time: Timestamp): string {
  const { year, month, day, hour, minute, second } = calendarTime(time);
  const date = `${year < 0 ? "-" : ""}${pad(Math.abs(year), 4)}-${pad(month)}-${pad(day)}`;
  return `${date}T${pad(hour)}:${pad(minute)}:${pad(second)}${offsetText(time.offset, ":", "Z")}`;
}

/** The offset as `+07:00` with the separator given, or `utc` for none. */
export function offsetText(offset: number, separator: string, utc: string): string {
  if (offset === 0) return utc;
  const size = Math.abs(offset);
  return `${offset < 0 ? "-" : "+"}${pad(Math.floor(size / 60))}${separator}${pad(size % 60)}`;
}

const prefix = "not a valid RFC3339 timestamp";

/** One part of a timestamp: how many digits, which values, and its name in messages. */
interface Part {
  readonly name: string;
  readonly digits: number;
  readonly lowest: number;
  readonly highest: number;
  /** What must follow. */
  readonly separator: string;
}

const parts: readonly Part[] = [
  { name: "year", digits: 4, lowest: 0, highest: 9999, separator: "-" },
  { name: "month", digits: 2, lowest: 1, highest: 12, separator: "-" },
  { name: "day of month", digits: 2, lowest: 1, highest: 31, separator: "T" },
  { name: "hour", digits: 2, lowest: 0, highest: 23, separator: ":" },
  { name: "minute", digits: 2, lowest: 0, highest: 59, separator: ":" },
  { name: "second", digits: 2, lowest: 0, highest: 59, separator: "" },
];

/**
 * Reads a timestamp, or says what is wrong with it in OpenTofu's words. `timecmp` words two mistakes more plainly than
 * the other functions do.
 */
export function parseTimestamp(text: string, plainly = false): Timestamp | Failure {
  const numbers: number[] = [];
  let at = 0;
  for (const part of parts) {
    const digits = text.slice(at, at + part.digits);
    if (!isNumber(digits) || digits.length < part.digits) return wrongPart(part.name, text.slice(at), plainly);
    const value = Number(digits);
    at += part.digits;
    // Go blames what follows the number that is out of range.
    if (value < part.lowest || value > part.highest) {
      return part.name === "day of month" ? dayOutOfRange : wrongPart(part.name, text.slice(at), plainly);
    }
    numbers.push(value);
    if (part.separator === "") break;
    if (text[at] !== part.separator) return missingSeparator(part.separator, text.slice(at));
    at++;
  }
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = numbers;
  let nanoseconds = 0;
  if (text[at] === "." && isNumber(text[at + 1] ?? "")) {
    let end = at + 1;
    while (isNumber(text[end] ?? "")) end++;
    nanoseconds = Number(
      text
        .slice(at + 1, end)
        .slice(0, 9)
        .padEnd(9, "0"),
    );
    at = end;
  }
  const offset = parseOffset(text.slice(at), plainly);
  if (offset instanceof Failure) return offset;
  if (day > daysIn(month, year)) return dayOutOfRange;
  const seconds = daysFrom(year, month, day) * daySeconds + hour * 3600 + minute * 60 + second - offset * 60;
  return { seconds, nanoseconds, offset };
}

const dayOutOfRange = new Failure(`${prefix}: day out of range`);

/** Minutes east of UTC. */
function parseOffset(zone: string, plainly: boolean): number | Failure {
  if (zone === "Z") return 0;
  const name = "UTC offset";
  if (zone.startsWith("Z")) return wrongPart("timestamp segment", zone.slice(1), plainly);
  const [hours, minutes, rest] = [zone.slice(1, 3), zone.slice(4, 6), zone.slice(6)];
  const sign = zone[0] === "+" ? 1 : zone[0] === "-" ? -1 : 0;
  const digits = hours.length === 2 && minutes.length === 2 && isNumber(hours + minutes);
  if (sign === 0 || zone[3] !== ":" || !digits) return wrongPart(name, zone, plainly);
  if (Number(hours) > 23 || Number(minutes) > 59) return wrongPart(name, rest, plainly);
  if (rest !== "") return wrongPart("timestamp segment", rest, plainly);
  return sign * (Number(hours) * 60 + Number(minutes));
}

function isNumber(text: string): boolean {
  if (text === "") return false;
  for (const character of text) if (character < "0" || character > "9") return false;
  return true;
}

function wrongPart(name: string, rest: string, plainly: boolean): Failure {
  if (rest === "") return new Failure(`${prefix}: end of string before ${name}`);
  if (!plainly && name === "hour") {
    // A single digit is the one mistake that Go's own parser lets pass.
    const single = isNumber(rest[0] ?? "") && rest[1] === ":";
    if (single) return new Failure(`${prefix}: hour must have exactly two digits`);
    if (rest.includes(":")) return new Failure(`${prefix}: hour must be between 0 and 23 inclusive`);
    if (rest.length !== 2) return new Failure(`${prefix}: hour must have exactly two digits`);
  }
  if (!plainly && name === "minute" && rest.length !== 2) {
    return new Failure(`${prefix}: minute must have exactly two digits`);
  }
  return new Failure(`${prefix}: cannot use ${goQuote(rest)} as ${name}`);
}

function missingSeparator(separator: string, rest: string): Failure {
  if (separator === "T") return new Failure(`${prefix}: missing required time introducer 'T'`);
  if (rest === "") return new Failure(`${prefix}: end of string where ${goQuote(separator)} is expected`);
  return new Failure(`${prefix}: found ${goQuote(rest)} where ${goQuote(separator)} is expected`);
}
