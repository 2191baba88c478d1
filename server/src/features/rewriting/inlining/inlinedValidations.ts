// Whether the validations of an inlined module's variable may go: what is given has passed them, or will.

import { slice } from "../../../base/range.js";
import { applyEdits, type TextEdit } from "../../../base/textEdit.js";
import { evaluate } from "../../../model/evaluate/evaluate.js";
import type { Scope } from "../../../model/evaluate/scope.js";
import { argument } from "../../../model/extract.js";
import { admit, type InputVariable, inputVariable } from "../../../model/moduleValues/inputVariables.js";
import { visitReferences } from "../../../model/references.js";
import { typesEqual } from "../../../model/values/type.js";
import { isWhollyKnown, objectValue, Value } from "../../../model/values/value.js";
import type { Block, Expression, SourceFile } from "../../../syntax/ast.js";
import { declaredBlock } from "../declarationNodes.js";
import { withoutParentheses } from "../expressionShape.js";
import type { Given } from "./convertedText.js";
import type { InlinedCall } from "./inlinedCall.js";

/**
 * True where the validations can go: there are none, each value that may be given is a constant, which has passed
 * them, or what is given is a variable of the caller that has the same ones.
 */
export function isValidated(
  call: InlinedCall,
  { file, block }: { readonly file: SourceFile; readonly block: Block },
  name: string,
  given: Given,
): boolean {
  const validations = validationsOf(block);
  if (validations.length === 0) return true;
  const conditions: Expression[] = [];
  let isAlone = true;
  for (const validation of validations) {
    const condition = argument(validation.body, "condition")?.value;
    if (!condition) return false;
    conditions.push(condition);
    visitReferences(condition, "expression", [], (origin) => {
      if (origin.key !== `var.${name}`) isAlone = false;
    });
  }
  if (!isAlone) return false;
  const bare = withoutParentheses(given.expression);
  if (isWhollyKnown(evaluate(bare, given.scope).value)) return true;
  const variable = inputVariable(call.snapshot, call.callee, name);
  if (variable && choices(bare).every((one) => passes(one, variable, conditions, given.scope))) return true;
  return hasSameValidations(call, { file, conditions }, name, bare);
}

function validationsOf(block: Block): readonly Block[] {
  return block.body.items.filter((item): item is Block => item.kind === "Block" && item.type.name === "validation");
}

/** The results that a conditional may have; the expression itself where it is none. */
function choices(expression: Expression): readonly Expression[] {
  const bare = withoutParentheses(expression);
  return bare.kind === "ConditionalExpr" ? [...choices(bare.then), ...choices(bare.else)] : [bare];
}

function passes(
  expression: Expression,
  variable: InputVariable,
  conditions: readonly Expression[],
  scope: Scope | undefined,
): boolean {
  const { value } = evaluate(expression, scope);
  const admitted = isWhollyKnown(value) ? admit(variable, value) : undefined;
  if (!(admitted instanceof Value)) return false;
  const functions = scope?.functions;
  const known: Scope = {
    lookup: () => ({ value: objectValue([[variable.name, admitted]]), consumed: 0 }),
    ...(functions && { functions }),
  };
  return conditions.every((condition) => {
    const result = evaluate(condition, known);
    return result.diagnostics.length === 0 && result.value.hasContent && result.value.isTrue;
  });
}

/** True where a variable of the caller is handed on as it is, and was held to the same conditions. */
function hasSameValidations(
  call: InlinedCall,
  { file, conditions }: { readonly file: SourceFile; readonly conditions: readonly Expression[] },
  name: string,
  given: Expression,
): boolean {
  const step = given.kind === "ScopeTraversalExpr" && given.root.name === "var" ? given.steps[0] : undefined;
  if (given.kind !== "ScopeTraversalExpr" || given.steps.length !== 1 || step?.kind !== "AttrStep") return false;
  const declared = declaredBlock(call.snapshot, call.caller.declaration(`var.${step.name}`));
  const [own, other] = [call.caller, call.callee].map((module, i) =>
    inputVariable(call.snapshot, module, i === 0 ? step.name : name),
  );
  if (!declared || !own || !other || !typesEqual(own.constraint.type, other.constraint.type)) return false;
  const renamed = conditions.map((one) => withName(file.text, one, `var.${name}`, `var.${step.name}`));
  const theirs = validationsOf(declared.block).map((one) => {
    const condition = argument(one.body, "condition")?.value;
    return condition && withName(declared.file.text, condition, "", "");
  });
  return renamed.every((one) => theirs.includes(one));
}

/** The text of a condition with its variable called otherwise. */
function withName(source: string, condition: Expression, from: string, to: string): string {
  const edits: TextEdit[] = [];
  visitReferences(condition, "expression", [], (origin) => {
    if (origin.key !== from) return;
    const { start, end } = origin.addressRange;
    edits.push({ range: { start: start - condition.range.start, end: end - condition.range.start }, newText: to });
  });
  return applyEdits(slice(source, condition.range), edits);
}
