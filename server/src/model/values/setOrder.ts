// The elements of a set: without duplicates, in the order in which OpenTofu iterates them.

import { equals } from "./equality.js";
import { formatNumber } from "./numberText.js";
import { compareText, goQuote } from "./text.js";
import type { Value } from "./value.js";

/** Drops duplicates and sorts: unknown after known, null last, primitives by value, others by cty's written form. */
export function sortedSet(elements: readonly Value[]): readonly Value[] {
  const buckets = new Map<string, Value[]>();
  for (const element of elements) {
    const key = hashText(element);
    const bucket = buckets.get(key);
    if (bucket === undefined) buckets.set(key, [element]);
    else if (!bucket.some((other) => equals(element, other) === true)) bucket.push(element);
  }
  const keyed: { key: string; value: Value }[] = [];
  for (const [key, bucket] of buckets) for (const value of bucket) keyed.push({ key, value });
  return keyed.sort(compare).map(({ value }) => value);
}

function compare(a: { key: string; value: Value }, b: { key: string; value: Value }): number {
  const [left, right] = [a.value, b.value];
  if (left.isNull !== right.isNull) return left.isNull ? 1 : -1;
  if (left.isKnown !== right.isKnown) return left.isKnown ? -1 : 1;
  if (!left.hasContent) return 0;
  switch (left.type.kind) {
    case "string":
      return compareText(left.text, right.text);
    case "number":
      return left.number.compare(right.number);
    case "bool":
      return Number(left.isTrue) - Number(right.isTrue);
    default:
      return compareText(a.key, b.key);
  }
}

// Equal values have equal texts; the order of compound elements is the order of these texts.
function hashText(value: Value): string {
  if (!value.isKnown) return "?";
  if (value.isNull) return "~";
  switch (value.type.kind) {
    case "number":
      return formatNumber(value.number, "g", 10);
    case "bool":
      return value.isTrue ? "T" : "F";
    case "string":
      return goQuote(value.text);
    case "map": {
      let text = "{";
      for (const [name, element] of value.entries) text += `${goQuote(name)}:${hashText(element)};`;
      return `${text}}`;
    }
    case "list":
    case "set":
      return `[${value.elements.map((element) => `${hashText(element)};`).join("")}]`;
    default:
      return `<${value.elements.map((element) => `${hashText(element)};`).join("")}>`;
  }
}
