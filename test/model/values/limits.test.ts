// No configuration may hold up its editor: what would take too long, or too much, is unknown instead.

import { beforeAll, describe, expect, it } from "vitest";
import { evaluate } from "../../../server/src/model/evaluate/evaluate.js";
import { parseExpressionText } from "../../../server/src/model/evaluate/parseText.js";
import { isWhollyKnown, stringValue, tupleValue, type Value } from "../../../server/src/model/values/value.js";
import type { HclParser } from "../../../server/src/syntax/parser.js";
import { consoleScope } from "../../harness/console.js";
import { testParser } from "../../harness/parser.js";

let parser: HclParser;
beforeAll(async () => {
  parser = await testParser();
});

function evaluated(text: string, values: ReadonlyMap<string, Value> = new Map()): Value {
  const parsed = parseExpressionText(parser, text);
  if (parsed === undefined) throw new Error(`not an expression: ${text}`);
  return evaluate(parsed, consoleScope(parser, values)).value;
}

/** The value after so many rounds in each of which it is put into an expression twice. */
function doubled(start: Value, expression: string, rounds: number): Value {
  let value = start;
  for (let i = 0; i < rounds; i++) value = evaluated(expression, new Map([["x", value]]));
  return value;
}

describe("evaluation stops", () => {
  const loops = "[for a in range(1000): [for b in range(1000): [for c in range(1000): a + b + c]]]";
  const cases: Readonly<Record<string, () => Value>> = {
    "in nested loops": () => evaluated(loops),
    "in templates that double": () => doubled(stringValue("laugh"), '"$' + "{x}$" + '{x}"', 40),
    "in tuples that double": () => doubled(tupleValue([stringValue("laugh")]), "[x, x]", 40),
    "in lists that double": () => doubled(tupleValue([stringValue("laugh")]), "concat(x, x)", 40),
    "in replacements that multiply": () => doubled(stringValue("aaaaaaaaaa"), 'replace(x, "a", x)', 12),
    "in products that multiply": () => evaluated("setproduct(range(1000), range(1000), range(1000))"),
    "in wide fields": () => evaluated('format("%1000000000d", 1)'),
  };
  for (const [name, value] of Object.entries(cases)) {
    it(name, { timeout: 10_000 }, () => {
      expect(isWhollyKnown(value())).toBe(false);
    });
  }

  it("and not before", () => {
    expect(evaluated("length([for a in range(400): [for b in range(100): a * b]])").isKnown).toBe(true);
    expect(evaluated(new Array(300).fill("1").join(" + ")).number.toDouble()).toBe(300);
    expect(evaluated("1e9999 > 1e9998").isTrue).toBe(true);
  });
});
