// The one walk over a file that all rules with visitors share.

import { bug } from "../base/bug.js";
import { type ReferenceOrigin, visitAttributeReferences } from "../model/references.js";
import type { Attribute, Block, BodyItem, Expression, SourceFile } from "../syntax/ast.js";
import { walkExpressions } from "../syntax/visit.js";
import type { Rule, RuleVisitor, Where } from "./rules/rule.js";

/** One failing rule loses only itself. */
export function isolated(rule: Rule, run: () => void): void {
  try {
    run();
  } catch (error) {
    bug(`the rule ${rule.id} failed`, error);
  }
}

/** The visitors of some rules, each bound to its context and kept from failing the others. */
export interface BoundVisitors {
  readonly topLevel: readonly ((block: Block, where: Where) => void)[];
  readonly block: readonly ((block: Block, where: Where) => void)[];
  readonly attribute: readonly ((attribute: Attribute, where: Where) => void)[];
  readonly expression: readonly ((expression: Expression, where: Where) => void)[];
  readonly reference: readonly ((origin: ReferenceOrigin, where: Where) => void)[];
}

/** Binds the visitors of rules to their contexts. */
export function visitorsOf<Context>(
  contexts: ReadonlyMap<Rule & { readonly visit?: RuleVisitor<Context> }, Context>,
): BoundVisitors {
  const bound = { topLevel: [], block: [], attribute: [], expression: [], reference: [] } as {
    -readonly [K in keyof BoundVisitors]: BoundVisitors[K][number][];
  };
  for (const [rule, ctx] of contexts) {
    const { visit } = rule;
    if (visit?.topLevel) bound.topLevel.push(guarded(rule, visit.topLevel.bind(visit), ctx));
    if (visit?.block) bound.block.push(guarded(rule, visit.block.bind(visit), ctx));
    if (visit?.attribute) bound.attribute.push(guarded(rule, visit.attribute.bind(visit), ctx));
    if (visit?.expression) bound.expression.push(guarded(rule, visit.expression.bind(visit), ctx));
    if (visit?.reference) bound.reference.push(guarded(rule, visit.reference.bind(visit), ctx));
  }
  return bound;
}

/** Like `isolated`, for what is called for every node: it makes no function for each call. */
function guarded<Node, Context>(
  rule: Rule,
  visit: (node: Node, where: Where, ctx: Context) => void,
  ctx: Context,
): (node: Node, where: Where) => void {
  return (node, where) => {
    try {
      visit(node, where, ctx);
    } catch (error) {
      bug(`the rule ${rule.id} failed`, error);
    }
  };
}

/** Shows all that a file holds to the visitors, in the order of the text. */
export function walkFile(file: SourceFile, visitors: BoundVisitors): void {
  const { topLevel, block, attribute, expression, reference } = visitors;
  const goesDeeper = block.length + attribute.length + expression.length + reference.length > 0;
  if (topLevel.length === 0 && !goesDeeper) return;
  for (const item of file.body.items) {
    const where: Where = { file, path: [], blocks: [], attribute: undefined };
    if (item.kind === "Block") for (const visit of topLevel) visit(item, where);
    // An item that an edit has moved is brought up to date by looking into it.
    if (goesDeeper) walkItem(item, where, visitors);
  }
}

function walkItem(item: BodyItem, where: Where, visitors: BoundVisitors): void {
  if (item.kind === "Block") {
    for (const visit of visitors.block) visit(item, where);
    const inner = { ...where, path: [...where.path, item.type.name], blocks: [...where.blocks, item] };
    for (const child of item.body.items) walkItem(child, inner, visitors);
    return;
  }
  const inner = { ...where, attribute: item };
  for (const visit of visitors.attribute) visit(item, where);
  if (visitors.expression.length > 0) {
    walkExpressions(item, (expression) => {
      for (const visit of visitors.expression) visit(expression, inner);
    });
  }
  if (visitors.reference.length > 0) {
    visitAttributeReferences(item, where.blocks, (origin) => {
      for (const visit of visitors.reference) visit(origin, inner);
    });
  }
}
