// Addresses and keywords in quotes, as Terraform 0.11 had them.

import { literalString } from "../../../model/access.js";
import type { Expression } from "../../../syntax/ast.js";
import { isName } from "./names.js";

/** The address that a quoted string holds; undefined for every other expression. */
export function quotedTraversal(expression: Expression): string | undefined {
  if (expression.kind !== "TemplateExpr" || expression.style !== "quoted") return undefined;
  const text = literalString(expression);
  if (text === undefined) return undefined;
  return text.split(".").every((step, i) => isName(withoutKeys(step)) || (i > 0 && isNumber(step))) ? text : undefined;
}

/** A step without the instance keys behind it: `a` of `a[0]`. */
function withoutKeys(step: string): string {
  const at = step.indexOf("[");
  return at > 0 && step.endsWith("]") ? step.slice(0, at) : step;
}

function isNumber(step: string): boolean {
  return step !== "" && [...step].every((digit) => digit >= "0" && digit <= "9");
}
