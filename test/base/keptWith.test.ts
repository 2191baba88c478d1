// Values that are kept with their keys.

import { expect, test } from "vitest";
import { KeptWith } from "../../server/src/base/keptWith.js";

test("tables know their own keys, and copies of a key are other keys", () => {
  const numbers = new KeptWith<object, number>();
  const names = new KeptWith<object, string>();
  const key = { a: 1 };
  expect(numbers.get(key)).toBeUndefined();
  numbers.set(key, 1);
  names.set(key, "one");
  numbers.set(key, 2);
  expect([numbers.get(key), names.get(key)]).toEqual([2, "one"]);
  expect(numbers.get({ ...key })).toBeUndefined();
  expect(Object.keys(key)).toEqual(["a"]);
  expect(JSON.stringify(key)).toBe('{"a":1}');
});
