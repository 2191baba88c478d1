// Calls that take a list and get a resource without `count`, which is one object.
//
// Nothing is known of the attributes of a provider's resource, but that a single one is an object is certain: a call is
// wrong where no object would do.

import { addressKey } from "../../model/address.js";
import { evaluate } from "../../model/evaluate/evaluate.js";
import type { Scope } from "../../model/evaluate/scope.js";
import { visitReferences } from "../../model/references.js";
import { dynamicValue, objectValue } from "../../model/values/value.js";
import type { Attribute, Block, Expression, FunctionCallExpr, SourceFile } from "../../syntax/ast.js";
import { walkExpressions } from "../../syntax/visit.js";
import type { Mistake } from "./mistake.js";
import type { MistakeContext } from "./moduleMistakes.js";

/** Some object, of whose attributes nothing is known. */
const someObject = objectValue([["id", dynamicValue]]);

/** Looks at the calls in one argument. */
export function objectAsListMistakes(
  context: MistakeContext,
  file: SourceFile,
  attribute: Attribute,
  blocks: readonly Block[],
  report: (mistake: Mistake) => void,
): void {
  walkExpressions(attribute, (expression) => {
    if (expression.kind !== "FunctionCallExpr" || expression.name === "try" || expression.name === "can") return;
    for (const arg of expression.args) {
      const key = singleObject(context, arg);
      if (key === undefined || !refusesObject(context, file, attribute, blocks, expression, arg)) continue;
      report({
        id: "object-as-list",
        severity: "error",
        summary: "Error in function call",
        uri: file.uri,
        range: { start: expression.nameRange.start, end: expression.openParen.end },
        phase: "plan",
        name: expression.name,
        why: key,
      });
    }
  });
}

/** The key of the resource that an argument is, where it has no `count` or `for_each`. */
function singleObject({ values }: MistakeContext, arg: Expression): string | undefined {
  if (arg.kind !== "ScopeTraversalExpr") return undefined;
  let found: string | undefined;
  visitReferences(arg, "expression", [], ({ address, accessors }) => {
    if (address?.kind !== "resource" || accessors.length > 0) return;
    const key = addressKey(address);
    const kind = values.instances(key)?.kind;
    if (kind === "single" || kind === "enabled") found = key;
  });
  return found;
}

function refusesObject(
  { values }: MistakeContext,
  file: SourceFile,
  attribute: Attribute,
  blocks: readonly Block[],
  call: FunctionCallExpr,
  arg: Expression,
): boolean {
  const plain = values.scopeAt(file, blocks, attribute);
  const withObject: Scope = {
    ...(plain.functions ? { functions: plain.functions } : {}),
    lookup: (traversal) =>
      traversal === arg ? { value: someObject, consumed: traversal.steps.length } : plain.lookup(traversal),
  };
  const fails = (scope: Scope): boolean =>
    evaluate(call, scope).diagnostics.some(
      ({ id }) => id === "invalid-function-argument" || id === "function-call-failed",
    );
  return fails(withObject) && !fails(plain);
}
