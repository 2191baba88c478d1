// Every expression of the corpus, its names unknown: evaluation finds no fault in code that works, and never throws.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hasErrors } from "../../../server/src/model/evaluate/diagnostic.js";
import { evaluate } from "../../../server/src/model/evaluate/evaluate.js";
import type { Scope } from "../../../server/src/model/evaluate/scope.js";
import { parseVariableType } from "../../../server/src/model/evaluate/typeConstraint.js";
import { functionTable } from "../../../server/src/model/functions/table.js";
import { dynamicValue } from "../../../server/src/model/values/value.js";
import type { Attribute, Body } from "../../../server/src/syntax/ast.js";
import { testParser } from "../../../test/harness/parser.js";
import { listFiles } from "../inputs.js";
import type { SetRunner } from "../set.js";

/** What a newer OpenTofu says of types in quotes; the corpus has a few. */
const quotedType = "Invalid quoted type constraints";

export const corpusExpressions: SetRunner = {
  name: "corpus-expressions",
  source: "corpus",
  async run({ folder, tally }) {
    const parser = await testParser();
    const scope: Scope = {
      lookup: ({ steps }) => ({ value: dynamicValue, consumed: steps.length }),
      functions: functionTable(),
    };
    let expressions = 0;
    let milliseconds = 0;
    const files = listFiles(folder, (name) => name.endsWith(".tf") || name.endsWith(".tofu"));
    for (const path of files) {
      const input = readFileSync(join(folder, path), "utf8");
      await tally.score({ id: path, input }, () => {
        const { body, errors } = parser.parse(path, 0, input);
        if (errors.length > 0) return undefined;
        const before = performance.now();
        for (const { attribute, blocks } of attributesOf(body, [])) {
          // A module call's providers are addresses, not an object.
          if (attribute.name.name === "providers" && ["module", "run"].includes(blocks.join())) continue;
          expressions++;
          const isType = attribute.name.name === "type" && blocks.join() === "variable";
          const { diagnostics } = isType ? parseVariableType(attribute.value) : evaluate(attribute.value, scope);
          const [first] = diagnostics;
          if (first === undefined || !hasErrors(diagnostics)) continue;
          if (first.summary === quotedType) tally.count("types in quotes");
          else return `${attribute.name.name}: ${first.summary}: ${first.detail}`;
        }
        milliseconds += performance.now() - before;
        return undefined;
      });
    }
    tally.figure("expressions", expressions);
    tally.figure("ms", Math.round(milliseconds));
  },
};

function* attributesOf(
  body: Body,
  blocks: readonly string[],
): Iterable<{ attribute: Attribute; blocks: readonly string[] }> {
  for (const item of body.items) {
    if (item.kind === "Attribute") yield { attribute: item, blocks };
    else yield* attributesOf(item.body, [...blocks, item.type.name]);
  }
}
