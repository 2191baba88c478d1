// Paths whose beginning is known by what it stands for and not by its text: `${path.module}/policy.json`.
//
// How `path.module` is spelled depends on where OpenTofu is started, so that such a text is unknown to conditions and
// comparisons; functions that read files can still find the file.

import type { Value } from "./value.js";

/** Stand, at the beginning of a placed text, for the directory of the module and for that of the root module. */
export const moduleMark = "\0module";
export const rootMark = "\0root";

const places = new WeakMap<Value, string>();

/** Notes what a string is with its first part named by a mark; gives the same value. */
export function place(value: Value, text: string): Value {
  places.set(value, text);
  return value;
}

/** The text that begins with a mark; undefined for any other value. */
export function placeOf(value: Value): string | undefined {
  return places.get(value);
}

/** What a function that reads files is given: a placed text or a known one; undefined where neither is known. */
export function pathText(value: Value): string | undefined {
  return places.get(value) ?? (value.hasContent ? value.text : undefined);
}

/** A path for a message, as it is where OpenTofu is started in the module's directory. */
export function shownPath(path: string): string {
  for (const mark of [moduleMark, rootMark]) if (path.startsWith(mark)) return `.${path.slice(mark.length)}`;
  return path;
}
