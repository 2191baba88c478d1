// What may not leave a module through an output.
//
// Source: OpenTofu 1.12, `internal/tofu/node_output.go`.

import { effectiveArgument } from "../../model/declarationSyntax.js";
import { evaluate } from "../../model/evaluate/evaluate.js";
import { containsMark, type Value } from "../../model/values/value.js";
import type { Attribute, Block, SourceFile } from "../../syntax/ast.js";
import type { Mistake } from "./mistake.js";
import type { MistakeContext } from "./moduleMistakes.js";

/** Looks at the value of one output. */
export function outputMistakes(
  context: MistakeContext,
  file: SourceFile,
  block: Block,
  attribute: Attribute,
  value: Value,
  report: (mistake: Mistake) => void,
): void {
  const name = block.labels[0]?.value ?? "";
  if (!context.values.isDeclaredOnce(`output.${name}`)) context.values.untracked();
  const flag = (argumentName: string): boolean => {
    const placed = effectiveArgument(context.snapshot, context.module, `output.${name}`, argumentName);
    return placed !== undefined && evaluate(placed.node.value).value.isTrue;
  };
  const base = { uri: file.uri, severity: "error" as const, name, phase: "validate" as const };
  if (context.isRoot && containsMark(value, "sensitive") && !flag("sensitive")) {
    report({
      ...base,
      id: "sensitive-output",
      summary: "Output refers to sensitive values",
      range: block.header,
    });
  }
  const isEphemeral = flag("ephemeral");
  if (isEphemeral && context.isRoot) {
    report({ ...base, id: "ephemeral-root-output", summary: "Invalid output configuration", range: block.header });
  } else if (!isEphemeral && containsMark(value, "ephemeral")) {
    report({
      ...base,
      id: "ephemeral-value-stored",
      summary: "Output does not allow ephemeral value",
      range: attribute.value.range,
      why: `the output \`${name}\` is not declared with \`ephemeral = true\``,
    });
  }
}
