// The condition of a block as a piece that can be compared.

import { argument } from "../../model/extract.js";
import type { Block } from "../../syntax/ast.js";
import { countCondition, eachCondition, enabledCondition, unorderedHash } from "./countCondition.js";
import type { AddPiece } from "./fileShapes.js";
import { fingerprint, free } from "./fingerprint.js";

/** Ends the name of a condition's piece where `enabled` has it, and not `count`. */
export const heldByEnabled = " enabled";

/** The same where it chooses between what `for_each` has and nothing. */
export const heldByEach = " each";

/** Ends the name of a condition's piece where the condition is a reference to something that is one. */
export const namedCondition = " named";

/** Adds the condition of a block, if it has one that reads only what the module's top knows. */
export function addCondition(block: Block, item: number, add: AddPiece): void {
  const ofCount = countCondition(block);
  const ofEnabled = ofCount ? undefined : enabledCondition(block);
  const condition = ofCount ?? ofEnabled ?? eachCondition(block);
  if (condition) {
    const { expression, negated } = condition;
    const found = fingerprint(expression);
    // A condition that has a name already is written as one word.
    const named = expression.kind === "ScopeTraversalExpr" ? namedCondition : "";
    const name = `${negated ? "not" : ""}${named}${ofCount ? "" : ofEnabled ? heldByEnabled : heldByEach}`;
    const shape = unorderedHash(expression);
    const last = expression.kind === "ScopeTraversalExpr" ? expression.steps.at(-1) : undefined;
    const holes =
      expression.kind === "ScopeTraversalExpr" && last?.kind === "AttrStep" ? [last.name, expression.root.name] : [];
    if (found.bound === free)
      add("condition", name, expression.range, { ...found, shape, holes }, item, 0, kindAndName(block));
  }
}

/** The type, the provider configuration and the label of a block, with spaces between. */
function kindAndName({ type, labels, body }: Block): string {
  const provider = argument(body, "provider")?.value;
  const steps = provider?.kind === "ScopeTraversalExpr" ? provider.steps : [];
  const alias = steps.flatMap((step) => (step.kind === "AttrStep" ? [step.name] : [])).join(".");
  return [type.name, labels.at(-2)?.value ?? "", alias, labels.at(-1)?.value ?? ""].join(" ");
}
