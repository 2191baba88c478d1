// Input variables: whether their defaults, and the values of values files, fit their types.
//
// Source: OpenTofu 1.12, `internal/configs/named_values.go`.

import type { TextRange } from "../../base/range.js";
import { isAutoVariables } from "../../model/builtins/fileKinds.js";
import { didYouMean, sortedNames } from "../../model/builtins/suggest.js";
import { effectiveArgument } from "../../model/declarationSyntax.js";
import { evaluate, keywordOf } from "../../model/evaluate/evaluate.js";
import { parseVariableType } from "../../model/evaluate/typeConstraint.js";
import { argument } from "../../model/extract.js";
import { admit, type InputVariable } from "../../model/moduleValues/inputVariables.js";
import { Failure } from "../../model/values/failure.js";
import type { Type } from "../../model/values/type.js";
import type { Block, Expression, Identifier, SourceFile } from "../../syntax/ast.js";
import type { Phase } from "../diagnostic.js";
import { isReadable } from "../rules/references/context.js";
import type { Mistake } from "./mistake.js";
import { type MistakeContext, mistakeOf } from "./moduleMistakes.js";
import { failedMistake, failedValidations } from "./validations.js";

type Report = (mistake: Mistake) => void;

/** Looks at one `variable` block, in an override file or not. */
export function variableMistakes(context: MistakeContext, file: SourceFile, block: Block, report: Report): void {
  const name = block.labels[0]?.value;
  if (name === undefined) return;
  defaultMistakes(context, name, file, block, report);
}

function defaultMistakes(context: MistakeContext, name: string, file: SourceFile, block: Block, report: Report): void {
  const { values, snapshot, module } = context;
  if (!values.isDeclaredOnce(`var.${name}`)) values.untracked();
  const variable = values.inputVariable(name);
  const placed = effectiveArgument(snapshot, module, `var.${name}`, "default");
  if (!variable || !placed || variable.constraint.diagnostics.length > 0) return;
  const { value, diagnostics } = evaluate(placed.node.value);
  if (diagnostics.length > 0) return;
  const here = placed.blocks.includes(block);
  const ownType = argument(block.body, "type");
  // The type of an override file is held against the default where that type stands.
  const constraint = here ? (ownType ? parseVariableType(ownType.value) : undefined) : variable.constraint;
  const isOverride = module.overrides.some(({ entry }) => entry.uri === file.uri);
  // The default is judged where it stands, and again where an override file changes the type that it had.
  if (!here && !(isOverride && ownType && !argument(block.body, "default"))) return;
  const converted = constraint ? admit({ ...variable, constraint }, value) : value;
  const invalid = (why: string): Mistake => ({
    id: "invalid-variable-default",
    severity: "error",
    summary: "Invalid default value for variable",
    uri: file.uri,
    range: here ? placed.node.value.range : block.header,
    phase: isOverride ? "module" : "file",
    name,
    why,
  });
  if (converted instanceof Failure) {
    report(invalid(converted.message));
    return;
  }
  if (here && converted.isNull && !variable.nullable) report(invalid("it is null, and the variable is not nullable"));
  if (here && constraint)
    reportIgnoredAttributes(
      file.uri,
      placed.node.value,
      { ...variable, constraint },
      isOverride ? "module" : "file",
      report,
    );
}

/** Reports attributes of object literals that the variable's type does not have. */
export function reportIgnoredAttributes(
  uri: string,
  expression: Expression,
  variable: InputVariable,
  phase: Phase,
  report: Report,
): void {
  visitIgnored(expression, variable.constraint.type, (name, range, candidates) => {
    report({
      id: "ignored-object-attribute",
      severity: "warning",
      summary: "Object attribute is ignored",
      uri,
      range,
      phase,
      name,
      candidates,
      why: didYouMean(name, sortedNames(candidates)) ?? "",
    });
  });
}

function visitIgnored(
  expression: Expression,
  type: Type,
  report: (name: string, range: TextRange, candidates: readonly string[]) => void,
): void {
  if (expression.kind === "ParenthesesExpr") {
    visitIgnored(expression.expression, type, report);
    return;
  }
  switch (type.kind) {
    case "object": {
      if (expression.kind !== "ObjectConsExpr") return;
      for (const item of expression.items) {
        const name = item.name ?? keywordOf(item.key);
        if (name === undefined) continue;
        const inner = type.attributes.get(name);
        if (inner) visitIgnored(item.value, inner, report);
        else report(name, item.key.range, [...type.attributes.keys()]);
      }
      return;
    }
    case "map":
      if (expression.kind !== "ObjectConsExpr") return;
      for (const item of expression.items) visitIgnored(item.value, type.element, report);
      return;
    case "list":
    case "set":
      if (expression.kind !== "TupleConsExpr") return;
      for (const element of expression.elements) visitIgnored(element, type.element, report);
      return;
    case "tuple":
      if (expression.kind !== "TupleConsExpr") return;
      expression.elements.forEach((element, i) => {
        const inner = type.elements[i];
        if (inner) visitIgnored(element, inner, report);
      });
  }
}

/** Looks at a values file; one that is read without being told is held against the module's variables. */
export function valuesFileMistakes(context: MistakeContext, file: SourceFile, isAuto: boolean, report: Report): void {
  const { snapshot, module } = context;
  const isRead = module.files.length > 0 && isReadable(snapshot, module);
  for (const item of file.body.items) {
    if (item.kind !== "Attribute") continue;
    const { value, diagnostics } = evaluate(item.value);
    for (const diagnostic of diagnostics) report(mistakeOf(diagnostic, file.uri, "plan"));
    const variable = context.values.inputVariable(item.name.name);
    if (isAuto && !variable && isRead) report(undeclaredValue(context, file, item.name));
    if (!isAuto || !variable || diagnostics.length > 0 || variable.constraint.diagnostics.length > 0) continue;
    const converted = admit(variable, value);
    const invalid = (summary: string, why: string): Mistake => ({
      id: "invalid-input",
      severity: "error",
      summary,
      uri: file.uri,
      range: item.value.range,
      phase: "plan",
      name: item.name.name,
      why,
    });
    if (converted instanceof Failure) report(invalid("Invalid value for input variable", converted.message));
    else if (converted.isNull && !variable.nullable && variable.required) {
      report(invalid("Required variable not set", "it is null, and the variable is not nullable"));
    } else {
      reportIgnoredAttributes(file.uri, item.value, variable, "plan", report);
      if (!isLastValue(context, file, item.name.name)) continue;
      for (const failed of failedValidations(context.values, variable, converted)) {
        report(failedMistake(failed, item.name.name, file.uri, item.value.range, "plan"));
      }
    }
  }
}

/** Whether no values file that is read later gives the variable another value. */
function isLastValue({ snapshot, module }: MistakeContext, file: SourceFile, name: string): boolean {
  const giving = module.values.filter(
    ({ entry }) =>
      isAutoVariables(entry.name) && snapshot.facts(entry.uri)?.references.some(({ key }) => key === `var.${name}`),
  );
  return giving.at(-1)?.entry.uri === file.uri;
}

/** OpenTofu warns of it, and goes on without the value. */
function undeclaredValue({ module }: MistakeContext, file: SourceFile, { name, range }: Identifier): Mistake {
  return {
    id: "undeclared-value",
    severity: "warning",
    summary: "Value for undeclared variable",
    uri: file.uri,
    range,
    phase: "plan",
    name,
    candidates: [...module.declarationsOf("variable")].map(({ fact }) => fact.name),
  };
}
