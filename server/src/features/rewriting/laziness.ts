// Whether an expression is evaluated whatever happens, and whether evaluating it can fail: what is moved to another
// place may be evaluated where it was not before.

import { evaluate } from "../../model/evaluate/evaluate.js";
import { argument, nestedBlock, repetition } from "../../model/extract.js";
import type { Module } from "../../model/module.js";
import { moduleValues } from "../../model/moduleValues.js";
import { isWhollyKnown } from "../../model/values/value.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Expression, Node, ScopeTraversalExpr, TemplatePart } from "../../syntax/ast.js";
import { declaredBlock } from "./declarationNodes.js";

/**
 * True where something around an expression may keep it from being evaluated, or catches its failure: a condition, the
 * repetition of its block, a loop over nothing, `try`. `path` are the nodes from the outermost down to the expression.
 */
export function isEvaluatedConditionally(path: readonly Node[], expression: Expression): boolean {
  return path.some((node, i) => {
    const inner = path[i + 1];
    if (inner === undefined || node === expression) return false;
    switch (node.kind) {
      case "Block":
        if (node.type.name === "dynamic") return inner.kind === "Body" && path[i + 2]?.kind === "Block";
        return isRepeatedOrDisabled(node) && !isOwnRepetition(path.slice(i + 1));
      case "ConditionalExpr":
        return inner !== node.condition;
      case "BinaryOpExpr":
        return (node.operator === "&&" || node.operator === "||") && inner === node.right;
      case "FunctionCallExpr":
        return node.name === "try" || node.name === "can";
      case "ForExpr":
        return inner !== node.collection;
      case "SplatExpr":
        return inner === node.each;
      case "TemplateIf":
        return inner !== node.condition;
      case "TemplateFor":
        return inner !== node.collection;
      default:
        return false;
    }
  });
}

function isRepeatedOrDisabled(block: Extract<Node, { kind: "Block" }>): boolean {
  const lifecycle = nestedBlock(block.body, "lifecycle");
  return repetition(block.body) !== undefined || (lifecycle && argument(lifecycle.body, "enabled")) !== undefined;
}

/** True for what stands in a block's own `count`, `for_each` or `enabled`, which is evaluated first. `path` begins with its body. */
function isOwnRepetition(path: readonly Node[]): boolean {
  const [, item, , inner] = path;
  if (item?.kind === "Attribute") return item.name.name === "count" || item.name.name === "for_each";
  if (item?.kind !== "Block" || item.type.name !== "lifecycle") return false;
  return inner?.kind === "Attribute" && inner.name.name === "enabled";
}

/** True where an expression surely has a value: what it reads exists, and no operation in it can be refused. */
export function surelyHasValue(snapshot: WorkspaceSnapshot, module: Module, expression: Expression): boolean {
  const all = (parts: readonly Expression[]): boolean => parts.every((part) => surelyHasValue(snapshot, module, part));
  switch (expression.kind) {
    case "LiteralValueExpr":
      return true;
    case "TemplateExpr":
      return expression.parts.every((part: TemplatePart) => part.kind === "TemplateLiteral");
    case "ParenthesesExpr":
      return surelyHasValue(snapshot, module, expression.expression);
    case "TupleConsExpr":
      return all(expression.elements);
    case "ObjectConsExpr":
      return expression.items.every(({ name, value }) => name !== undefined && surelyHasValue(snapshot, module, value));
    case "BinaryOpExpr":
      return (expression.operator === "==" || expression.operator === "!=") && all([expression.left, expression.right]);
    case "ScopeTraversalExpr":
      return surelyExists(snapshot, module, expression);
    case "FunctionCallExpr":
      return isConstant(snapshot, module, expression);
    default:
      return false;
  }
}

/** True for a call that reads nothing and comes to a value. */
function isConstant(snapshot: WorkspaceSnapshot, module: Module, expression: Expression): boolean {
  const { functions } = moduleValues(snapshot, module, "declared");
  const { value, diagnostics } = evaluate(expression, { lookup: () => undefined, functions });
  return isWhollyKnown(value) && diagnostics.length === 0;
}

/** True for an object of a key that exists once, whatever the settings. */
export function isAlwaysThere(snapshot: WorkspaceSnapshot, module: Module, key: string): boolean {
  const declared = declaredBlock(snapshot, module.declaration(key));
  return declared !== undefined && !isRepeatedOrDisabled(declared.block);
}

/** A variable or local value as it is, and a direct attribute of an object that is always there. */
function surelyExists(snapshot: WorkspaceSnapshot, module: Module, { root, steps }: ScopeTraversalExpr): boolean {
  if (root.name === "var" || root.name === "local") return steps.length === 1;
  const isData = root.name === "data";
  const names = steps.slice(0, isData ? 2 : 1).flatMap((step) => (step.kind === "AttrStep" ? [step.name] : []));
  if (!isAlwaysThere(snapshot, module, [root.name, ...names].join("."))) return false;
  return steps.length <= names.length + 1 && steps[names.length]?.kind !== "IndexStep";
}
