// Timestamps in YAML: what the decoder takes for one, written as RFC 3339.

import { Failure } from "../values/failure.js";
import { parseTimestamp, timestampText } from "./timestamp.js";

/**
 * The timestamp that a plain scalar stands for, or undefined where it is none: a date alone, a date and time of day with
 * a `T` and an offset, or with a space and none. Months, days and hours may have one digit.
 */
export function yamlTimestamp(text: string): string | undefined {
  if (text[4] !== "-") return undefined;
  const separator = [..."Tt "].find((character) => text.includes(character));
  const [date = "", clock] = separator ? splitAt(text, text.indexOf(separator)) : [text];
  const day = date.split("-").map(twoDigits);
  if (day.length !== 3) return undefined;
  let rest = "T00:00:00Z";
  if (clock !== undefined) {
    const zoneAt = [...clock].findIndex((character) => "Z+-".includes(character));
    const zone = zoneAt < 0 ? "" : clock.slice(zoneAt);
    if ((separator === " ") !== (zone === "")) return undefined;
    const parts = (zoneAt < 0 ? clock : clock.slice(0, zoneAt)).split(":");
    if (parts.length !== 3) return undefined;
    const [seconds = "", fraction] = (parts[2] ?? "").split(".");
    const time = [parts[0] ?? "", parts[1] ?? "", seconds].map(twoDigits).join(":");
    rest = `T${time}${fraction === undefined ? "" : `.${fraction}`}${zone || "Z"}`;
  }
  const time = parseTimestamp(day.join("-") + rest);
  return time instanceof Failure ? undefined : timestampText(time);
}

function twoDigits(part: string): string {
  return part.length === 1 ? `0${part}` : part;
}

function splitAt(text: string, index: number): [string, string] {
  return [text.slice(0, index), text.slice(index + 1)];
}
