// What a module call passes, held against what the called module declares.
//
// Source: OpenTofu 1.12, `internal/tofu/eval_variable.go`. OpenTofu blames the variable's declaration; the place to
// mend is the call, so that is where these are reported.

import { blockOf } from "../../model/declarationSyntax.js";
import { admit } from "../../model/moduleValues/inputVariables.js";
import { moduleValues } from "../../model/moduleValues.js";
import { Failure } from "../../model/values/failure.js";
import { containsMark, type Value } from "../../model/values/value.js";
import type { Attribute, Block, SourceFile } from "../../syntax/ast.js";
import type { Mistake } from "./mistake.js";
import type { MistakeContext } from "./moduleMistakes.js";
import { failedMistake, failedValidations } from "./validations.js";
import { reportIgnoredAttributes } from "./variables.js";

/** Looks at one input of a `module` block. */
export function inputMistakes(
  context: MistakeContext,
  file: SourceFile,
  block: Block,
  attribute: Attribute,
  value: Value,
  report: (mistake: Mistake) => void,
): void {
  const { snapshot, values } = context;
  const callee = values.callee(block.labels[0]?.value ?? "");
  if (!callee) return;
  const name = attribute.name.name;
  const inner = moduleValues(snapshot, callee, "declared", values.language);
  const variable = inner.inputVariable(name);
  if (!variable || variable.constraint.diagnostics.length > 0) return;
  const declared = blockOf(snapshot, callee.declaration(`var.${name}`));
  const related = declared
    ? [{ uri: declared.file.uri, range: declared.node.header, message: `the variable \`${name}\` is declared here` }]
    : [];
  const { range } = attribute.value;
  const base = { uri: file.uri, range, name, related, phase: "validate" as const };
  const converted = admit(variable, value);
  if (converted instanceof Failure) {
    report({
      ...base,
      id: "invalid-input",
      severity: "error",
      summary: "Invalid value for input variable",
      why: converted.message,
    });
  } else if (converted.isNull && !variable.nullable && variable.required) {
    report({
      ...base,
      id: "invalid-input",
      severity: "error",
      summary: "Required variable not set",
      why: "it is null, and the variable is not nullable",
    });
  } else {
    reportIgnoredAttributes(file.uri, attribute.value, variable, "validate", report);
    for (const failed of failedValidations(inner, variable, converted)) {
      report(failedMistake(failed, name, file.uri, range, "validate"));
    }
  }
  if (containsMark(value, "ephemeral") && !variable.ephemeral) {
    report({
      ...base,
      id: "ephemeral-value-stored",
      severity: "error",
      summary: "Variable does not allow ephemeral value",
      why: `the variable \`${name}\` is not declared with \`ephemeral = true\``,
    });
  }
}
