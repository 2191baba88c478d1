// HCL's own expression tests: the same value for every constant expression, the same kind and range for all others.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { evaluate } from "../../../server/src/model/evaluate/evaluate.js";
import { expressionPrefix } from "../../../server/src/model/evaluate/parseText.js";
import { valueNotation } from "../../../server/src/model/values/notation.js";
import type { Expression } from "../../../server/src/syntax/ast.js";
import type { HclParser } from "../../../server/src/syntax/parser.js";
import { testParser } from "../../../test/harness/parser.js";
import { firstDifference, type SetRunner } from "../set.js";

interface HclCase {
  readonly id: string;
  readonly src: string;
  readonly diags: readonly HclDiagnostic[];
  readonly eval_diags: readonly HclDiagnostic[];
  /** Byte offsets. */
  readonly expr_range: readonly [number, number];
  readonly expr_type: string;
  readonly value?: string;
}

interface HclDiagnostic {
  readonly summary: string;
  /** Line, column and byte. */
  readonly start: readonly [number, number, number];
}

/** hcl's names for what has another in the tree, or none. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  TemplateWrapExpr: ["TemplateExpr"],
  ExprSyntaxError: ["ErrorExpr"],
};

export const hclExpressions: SetRunner = {
  name: "hcl-expressions",
  source: "oracle",
  async run({ folder, tally }) {
    const parser = await testParser();
    const lines = readFileSync(join(folder, "cases.jsonl"), "utf8").split("\n").filter(Boolean);
    let constant = 0;
    let equal = 0;
    for (const line of lines) {
      const hclCase = JSON.parse(line) as HclCase;
      const { id, src, value } = hclCase;
      await tally.score({ id, input: src, expected: value ?? hclCase.diags }, () => {
        const parsed = parse(parser, src);
        if (value === undefined) return decideOther(hclCase, parsed);
        constant++;
        if (parsed.expression === undefined) return "not parsed as an expression";
        const { value: got, diagnostics } = evaluate(parsed.expression);
        const wrong = diagnostics[0]?.summary ?? firstDifference(valueNotation(got), value);
        if (wrong === undefined) equal++;
        return wrong;
      });
    }
    tally.figure("constant", constant);
    tally.figure("equal values", equal);
  },
};

interface Parsed {
  readonly expression: Expression | undefined;
  readonly hasErrors: boolean;
}

function parse(parser: HclParser, src: string): Parsed {
  // Within brackets, as hcl's tests have it, line breaks around an expression do not end it.
  const { body, errors } = parser.parse("case.hcl", 0, `value = (${src}\n)\n`);
  const [item] = body.items;
  const value = item?.kind === "Attribute" ? item.value : undefined;
  return {
    expression: value?.kind === "ParenthesesExpr" ? value.expression : undefined,
    hasErrors: errors.length > 0 || body.items.length !== 1,
  };
}

function decideOther(hclCase: HclCase, { expression, hasErrors }: Parsed): string | undefined {
  if (hclCase.diags.length > 0) return hasErrors ? undefined : `expected the error ${hclCase.diags[0]?.summary}`;
  if (hasErrors || expression === undefined) return "found an error where there is none";
  const name = hclCase.expr_type.slice(hclCase.expr_type.lastIndexOf(".") + 1);
  if (!(kinds[name] ?? [name]).includes(expression.kind)) return `is a ${expression.kind}, expected ${name}`;
  const before = expressionPrefix.length + 1;
  const [start, end] = [expression.range.start, expression.range.end].map((offset) =>
    Buffer.byteLength(hclCase.src.slice(0, offset - before)),
  );
  const [wantedStart, wantedEnd] = hclCase.expr_range;
  if (start !== wantedStart || end !== wantedEnd) return `at ${start}-${end}, expected ${wantedStart}-${wantedEnd}`;
  // The cases come from an hcl whose `&&` and `||` always need both sides; OpenTofu's does not.
  if (expression.kind === "BinaryOpExpr" && ["&&", "||"].includes(expression.operator)) return undefined;
  const found = evaluate(expression).diagnostics.map(({ summary }) => summary);
  return firstDifference(found.join(", "), hclCase.eval_diags.map(({ summary }) => summary).join(", "));
}
