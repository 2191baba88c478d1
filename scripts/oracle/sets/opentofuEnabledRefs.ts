// References to an object with `enabled`: what OpenTofu says before planning, with the object on, and with it off.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { nullSafety } from "../../../server/src/features/rewriting/nullSafety.js";
import {
  boolType,
  dynamicType,
  numberType,
  type ObjectType,
  objectType,
  stringType,
} from "../../../server/src/model/values/type.js";
import { testParser } from "../../../test/harness/parser.js";
import type { SetRunner } from "../set.js";

type Answer = "ok" | readonly (readonly string[])[];

interface Row {
  readonly expr: string;
  readonly validate: readonly (readonly string[])[];
  readonly "enabled=true": Answer;
  readonly "enabled=false": Answer;
}

/** The resource type of the set's provider, and the module's one output. */
const object: ObjectType = objectType([
  ["id", stringType],
  ["name", stringType],
  ["count_", numberType],
  ["flag", boolType],
]);
const module: ObjectType = objectType([["id", dynamicType]]);

export const opentofuEnabledRefs: SetRunner = {
  name: "opentofu-enabled-refs",
  source: "oracle",
  async run({ folder, tally }) {
    const parser = await testParser();
    for (const row of JSON.parse(readFileSync(join(folder, "matrix.json"), "utf8")) as Row[]) {
      await tally.score({ id: row.expr, input: row.expr, expected: row }, () => {
        const [item] = parser.parse("case.tf", 0, `value = ${row.expr}\n`).body.items;
        if (item?.kind !== "Attribute") return "not parsed";
        const isModule = row.expr.includes("module.m");
        const key = isModule ? "module.m" : "test_object.x";
        const got = nullSafety(item.value, key, isModule, isModule ? module : object);
        const wrong: string[] = [];
        const compare = (state: string, mine: string | undefined, failed: boolean): void => {
          if ((mine !== undefined) !== failed)
            wrong.push(`${state}: ${mine ?? "ok"}, expected ${failed ? "an error" : "ok"}`);
        };
        compare("validate", got.validate, row.validate.length > 0);
        compare("on", got.on, row["enabled=true"] !== "ok");
        compare("off", got.off, row["enabled=false"] !== "ok");
        return wrong.length > 0 ? wrong.join("; ") : undefined;
      });
    }
  },
};
