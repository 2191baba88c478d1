// # useless-condition
//
// Reports a condition that can never fail or never be tested: one that refers to nothing, or to the object itself.
//
// A condition over constants is the same in every run. A precondition that reads its own object would have to be tested
// after what it guards; inside a postcondition the object is called `self`.
//
// ```hcl
// variable "size" {
//   validation {
//     condition     = 1 > 0
//   #                 ^^^^^ error[useless-condition]: this condition refers to nothing, so its result never changes
//   #                 ^^^^^ error[useless-condition]: a rule for `var.size` has to look at it: the condition does not mention `var.size`
//     error_message = "The size must be positive."
//   }
// }
// ```
import { isOverride } from "../../../model/builtins/fileKinds.js";
import { argument } from "../../../model/extract.js";
import { visitReferences } from "../../../model/references.js";
import type { Block, Expression, ScopeTraversalExpr } from "../../../syntax/ast.js";
import { parseReference } from "../references/parsed.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";

export const uselessCondition: Rule = {
  id: "useless-condition",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    const inOverride = isOverride(ctx.entry.name);
    for (const { block, path, blocks } of schemaBodies(ctx)) {
      if (!block) continue;
      const type = block.type.name;
      // Override files may not hold conditions at all, which is reported there.
      if (conditionBlocks.has(type) && path.length > 1 && !inOverride) checkCondition(ctx, block, path, blocks);
      if (path.length === 1 && type === "check" && !inOverride) checkCheck(ctx, block);
      if (path.length === 1 && type === "output") checkOutput(ctx, block);
    }
  },
};

const conditionBlocks: ReadonlySet<string> = new Set(["precondition", "postcondition", "validation", "assert"]);

function checkCondition(ctx: FileRuleContext, block: Block, path: readonly string[], blocks: readonly Block[]): void {
  const type = block.type.name;
  const condition = argument(block.body, "condition")?.value;
  const [top] = blocks;
  if (!top) return;
  if (condition && condition.kind !== "ErrorExpr") {
    const references = traversals(condition);
    if (references.length === 0) {
      ctx.report(condition.range, "this condition refers to nothing, so its result never changes", {
        summary: `Invalid ${type} expression`,
      });
    }
    const name = top.labels[0]?.value ?? "";
    if (type === "validation" && path[0] === "variable" && !references.some((each) => isVariable(each, name))) {
      ctx.report(
        condition.range,
        `a rule for \`var.${name}\` has to look at it: the condition does not mention \`var.${name}\``,
        { summary: "Invalid variable validation condition" },
      );
    }
  }
  if (path[1] !== "lifecycle") return;
  const mode = top.type.name === "resource" ? "" : `${top.type.name}.`;
  const own = `${mode}${top.labels[0]?.value}.${top.labels[1]?.value}`;
  for (const name of ["condition", "error_message"]) {
    const value = argument(block.body, name)?.value;
    if (!value || !traversals(value).some((each) => isResource(each, own))) continue;
    const instead =
      type === "postcondition" ? " Call it `self`." : " What it became is for a `postcondition`, as `self`.";
    ctx.report(value.range, `\`${own}\` cannot be used in its own ${type}.${instead}`, {
      summary: `Invalid reference in ${type}`,
    });
  }
}

/** The traversals of an expression whose roots it does not bind itself. */
function traversals(expression: Expression): readonly ScopeTraversalExpr[] {
  const found: ScopeTraversalExpr[] = [];
  visitReferences(expression, "expression", [], (origin) => found.push(origin.base));
  return found;
}

function isVariable(traversal: ScopeTraversalExpr, name: string): boolean {
  const parsed = parseReference(traversal, false);
  return parsed.kind === "variable" && parsed.name === name;
}

function isResource(traversal: ScopeTraversalExpr, key: string): boolean {
  const parsed = parseReference(traversal, false);
  return parsed.kind === "resource" && parsed.key === key;
}

function checkCheck(ctx: FileRuleContext, block: Block): void {
  const asserts = block.body.items.filter(
    (item): item is Block => item.kind === "Block" && item.type.name === "assert",
  );
  if (!asserts.some(isSound)) {
    ctx.report(block.header, "a `check` block needs at least one `assert` block that can fail", {
      summary: "Zero assert blocks",
    });
  }
  const [first, ...others] = block.body.items.filter(
    (item): item is Block => item.kind === "Block" && item.type.name === "data",
  );
  for (const other of others) {
    ctx.report(other.header, "a `check` block may hold only one data source; declare this one at the top of a file", {
      summary: "Multiple data resource blocks",
      related: first ? [{ uri: ctx.file.uri, range: first.header, message: "the first one" }] : [],
    });
  }
}

/** Whether OpenTofu takes an `assert` block as one; it drops those with mistakes. */
function isSound(block: Block): boolean {
  const condition = argument(block.body, "condition")?.value;
  const isKnown = block.body.items.every(
    (item) => item.kind === "Attribute" && (item.name.name === "condition" || item.name.name === "error_message"),
  );
  return (
    isKnown &&
    condition !== undefined &&
    argument(block.body, "error_message") !== undefined &&
    traversals(condition).length > 0
  );
}

function checkOutput(ctx: FileRuleContext, block: Block): void {
  for (const item of block.body.items) {
    if (item.kind !== "Block" || item.type.name !== "postcondition") continue;
    ctx.report(
      item.type.range,
      "nothing happens to an output after it is computed; only a `precondition` can guard it",
      {
        summary: "Postconditions are not allowed",
      },
    );
  }
}
