// # name-condition
//
// Gives the condition that several blocks share a name: a local value that all of them use.
//
// Conditions that differ in parentheses, double negations, the order of operands or a comparison with `true` are the same
// one; where null may tell two apart, only beside one that fails for null already.
//
// ```hcl
// resource "terraform_data" "x" {
//   <|>count = var.env == "production" ? 1 : 0
// }
//
// resource "terraform_data" "y" {
//   count = "production" != var.env ? 1 : 0
// }
//
// variable "env" {
//   default = "production"
// }
// ```
// ->
// ```hcl
// resource "terraform_data" "x" {
//   count = local.is_production ? 1 : 0
// }
//
// resource "terraform_data" "y" {
//   count = !local.is_production ? 1 : 0
// }
//
// variable "env" {
//   default = "production"
// }
//
// locals {
//   is_production = var.env == "production"
// }
// ```
import { type SourceChange, SourceChangeBuilder } from "../../base/sourceChange.js";
import { argument, nestedBlock } from "../../model/extract.js";
import { visitReferences } from "../../model/references.js";
import type { BinaryOpExpr, Block, Expression, SourceFile } from "../../syntax/ast.js";
import { localValues } from "../rewriting/declarationNodes.js";
import { descendants, standaloneText, withoutParentheses } from "../rewriting/expressionShape.js";
import { impureFunctions } from "../rewriting/impureFunctions.js";
import { addLocal } from "../rewriting/newDeclarations.js";
import { type ConditionForms, conditionForms, sharedConditions } from "../rewriting/normalForm.js";
import { conditionName, isCondition } from "./conditionName.js";
import type { Refactor, RefactorContext } from "./refactor.js";
import { type RepetitionTarget, repetitionTarget } from "./repetitionTarget.js";

export const nameCondition: Refactor = {
  id: "name-condition",
  title: "Name the condition",
  kind: "refactor.extract",
  inverse: "inline-local",
  unattended: true,
  tries: "count",
  run(ctx) {
    const target =
      repetitionTarget(ctx, "count") ?? repetitionTarget(ctx, "enabled") ?? repetitionTarget(ctx, "for_each");
    const condition = target && conditionOfTarget(target);
    if (!target || !condition || !isWorthAName(condition)) return;
    const all = conditionsOf(ctx);
    const wanted = all.find(({ expression }) => expression === condition);
    if (!wanted) return;
    const shared = sharedConditions(wanted, all);
    const known = knownName(ctx, shared.named.forms);
    if (known !== undefined) {
      const blocks = shared.sites.length === 1 ? "this block" : `${shared.sites.length} blocks`;
      ctx.offer(
        `Use \`${known.negated ? "!" : ""}local.${known.name}\` for the condition of ${blocks}`,
        target.range,
        () => use(known, shared),
      );
      return;
    }
    if (shared.sites.length < 2) return;
    const name = ctx.module.freeName("local", conditionName(shared.named.expression));
    ctx.offer(`Name the condition of ${shared.sites.length} blocks`, target.range, () =>
      build(ctx, condition, name, shared),
    );
  },
};

interface ConditionSite {
  readonly file: SourceFile;
  readonly expression: Expression;
  readonly forms: ConditionForms;
}

interface KnownName {
  readonly name: string;
  /** True where the local value is the opposite. */
  readonly negated: boolean;
}

/** The local value of the module that is the condition already. */
function knownName({ snapshot, module }: RefactorContext, { exact }: ConditionForms): KnownName | undefined {
  const localValue = localValues(snapshot, module);
  for (const { facts } of module.files) {
    for (const { kind, name } of facts.declarations) {
      const value = kind === "local" ? localValue(name) : undefined;
      if (!value || !isCondition(value.expression)) continue;
      const form = conditionForms(snapshot, module, value.expression, value.source).exact;
      if (form.text === exact.text) return { name, negated: form.negated !== exact.negated };
    }
  }
  return undefined;
}

function use(
  { name, negated }: KnownName,
  { sites }: ReturnType<typeof sharedConditions<ConditionSite>>,
): SourceChange {
  const change = new SourceChangeBuilder();
  for (const { site, isOpposite } of sites) {
    change.replace(site.file.uri, site.expression.range, isOpposite === negated ? `local.${name}` : `!local.${name}`);
  }
  return change.confirm().build();
}

function build(
  ctx: RefactorContext,
  condition: Expression,
  name: string,
  { named, sites }: ReturnType<typeof sharedConditions<ConditionSite>>,
): SourceChange {
  const change = new SourceChangeBuilder();
  for (const { site, isOpposite } of sites) {
    change.replace(site.file.uri, site.expression.range, isOpposite ? `!local.${name}` : `local.${name}`);
  }
  const value = standaloneText(named.file.text, withoutParentheses(named.expression));
  addLocal(change, ctx.snapshot, ctx.module, ctx.file, name, value);
  return change.startRenameIn(ctx.file.uri, condition.range, "local.".length).confirm().build();
}

/** The conditions of all blocks of the module, with their normal forms. */
function conditionsOf(ctx: RefactorContext): readonly ConditionSite[] {
  const { snapshot, module } = ctx;
  const found: ConditionSite[] = [];
  for (const { entry } of module.files) {
    const file = snapshot.file(entry.uri);
    for (const item of file?.body.items ?? []) {
      if (item.kind !== "Block" || !file) continue;
      for (const expression of blockConditions(item)) {
        found.push({ file, expression, forms: conditionForms(snapshot, module, expression, file.text) });
      }
    }
  }
  return found;
}

function blockConditions(block: Block): readonly Expression[] {
  const lifecycle = nestedBlock(block.body, "lifecycle");
  const enabled = lifecycle && argument(lifecycle.body, "enabled");
  const repeated = argument(block.body, "count") ?? argument(block.body, "for_each");
  const isRepeatable = ["resource", "data", "ephemeral", "module"].includes(block.type.name);
  if (!isRepeatable) return [];
  const conditional = repeated && conditionalOf(repeated.value);
  return [...(enabled ? [enabled.value] : []), ...(conditional ? [conditional] : [])];
}

function conditionOfTarget(target: RepetitionTarget): Expression | undefined {
  return target.attribute.name.name === "enabled" ? target.attribute.value : conditionalOf(target.attribute.value);
}

/** The condition of a conditional, perhaps within one conversion: `toset(c ? … : …)`. */
function conditionalOf(expression: Expression): Expression | undefined {
  const bare = withoutParentheses(expression);
  if (bare.kind === "ConditionalExpr") return bare.condition;
  if (bare.kind === "FunctionCallExpr" && bare.args.length === 1 && bare.args[0]) return conditionalOf(bare.args[0]);
  return undefined;
}

/** A name alone needs no other; what changes from call to call, or is known only in its block, cannot have one. */
function isWorthAName(condition: Expression): boolean {
  const bare = withoutParentheses(condition);
  const inner = bare.kind === "UnaryOpExpr" ? withoutParentheses(bare.operand) : bare;
  if (inner.kind === "ScopeTraversalExpr" || inner.kind === "LiteralValueExpr") return false;
  if (inner.kind === "BinaryOpExpr" && comparesWithBool(inner)) return false;
  for (const node of descendants(condition)) {
    if (node.kind === "FunctionCallExpr" && impureFunctions.has(node.name)) return false;
  }
  let isFree = true;
  visitReferences(condition, "expression", [], (origin) => {
    if (["each", "count", "self"].includes(origin.base.root.name)) isFree = false;
  });
  return isFree;
}

/** `local.x == true` says what `local.x` says, for which there is a refactor. */
function comparesWithBool({ operator, left, right }: BinaryOpExpr): boolean {
  if (operator !== "==" && operator !== "!=") return false;
  const [a, b] = [withoutParentheses(left), withoutParentheses(right)];
  const isBool = (side: Expression) => side.kind === "LiteralValueExpr" && side.value.type === "bool";
  return (isBool(a) && b.kind === "ScopeTraversalExpr") || (isBool(b) && a.kind === "ScopeTraversalExpr");
}
