// # always-run
//
// Takes a condition away that is always true: a constant, or an input variable that nobody sets and whose default is true.
//
// What stood the absence of the blocks goes with it: `one(x[*].a)` becomes `x.a`.
//
// - target: opentofu@1.11
//
// ```hcl
// variable "create_x" {
//   type    = bool
//   default = true
// }
//
// resource "terraform_data" "x" {
//   input = 1
//
//   lifecycle {
//     <|>enabled = var.create_x
//   }
// }
//
// output "x" {
//   value = one(terraform_data.x[*].output)
// }
// ```
// ->
// ```hcl
// resource "terraform_data" "x" {
//   input = 1
// }
//
// output "x" {
//   value = terraform_data.x.output
// }
// ```

import { SourceChangeBuilder } from "../../base/sourceChange.js";
import { argument, nestedBlock } from "../../model/extract.js";
import { type Condition, conditionOf, toggleOf } from "../rewriting/conditions.js";
import { countToEnabled } from "../rewriting/conversions/countToEnabled.js";
import { optionalToSingle } from "../rewriting/conversions/optionalToSingle.js";
import { replaceCountIndex } from "../rewriting/countIndex.js";
import { declaredBlock, localValues } from "../rewriting/declarationNodes.js";
import { withoutParentheses } from "../rewriting/expressionShape.js";
import { readHoisted, withoutArgument, withoutCondition, withoutEnabled } from "../rewriting/hoisting/hoistedModule.js";
import { keyedToggleOf } from "../rewriting/keyedToggle.js";
import { placeMoves } from "../rewriting/movedPlacement.js";
import { removeBlock } from "../rewriting/removal.js";
import type { Refactor, RefactorContext } from "./refactor.js";
import { impliesMove, planRepetitionChange, toggleTest } from "./repetitionChange.js";
import { type RepetitionTarget, repetitionTarget } from "./repetitionTarget.js";
import { blockAtHeader } from "./singleToForEach.js";
import { whyNot, whySet } from "./variableToLocal.js";

const title = "Always run";

export const alwaysRun: Refactor = {
  id: "always-run",
  title,
  kind: "refactor.rewrite",
  inverse: "run-only-if",
  unattended: false,
  run(ctx) {
    const target =
      repetitionTarget(ctx, "count") ?? repetitionTarget(ctx, "enabled") ?? repetitionTarget(ctx, "for_each");
    if (target) {
      const condition = conditionAt(ctx, target);
      const isConstant = condition?.kind === "constant" && condition.value;
      if (isConstant && target.attribute.name.name !== "for_each") withoutConstant(ctx, target);
      const variable = condition?.kind === "text" ? variableIn(condition) : undefined;
      if (variable !== undefined) withoutVariable(ctx, variable, target.range);
      return;
    }
    const block = blockAtHeader(ctx);
    const label = block?.type.name === "variable" ? block.labels[0]?.value : undefined;
    if (block && label !== undefined) withoutVariable(ctx, label, block.header);
  },
};

function conditionAt({ snapshot, module, file }: RefactorContext, target: RepetitionTarget): Condition | undefined {
  const { value, name } = target.attribute;
  if (name.name === "for_each") return keyedToggleOf(value, file.text)?.condition;
  return name.name === "count"
    ? toggleOf(value, file.text, localValues(snapshot, module))
    : conditionOf(value, file.text);
}

/** The variable that a condition is. */
function variableIn(condition: Extract<Condition, { kind: "text" }>): string | undefined {
  const bare = withoutParentheses(condition.expression);
  const [step] = bare.kind === "ScopeTraversalExpr" && bare.root.name === "var" ? bare.steps : [];
  return bare.kind === "ScopeTraversalExpr" && bare.steps.length === 1 && step?.kind === "AttrStep"
    ? step.name
    : undefined;
}

function withoutConstant(ctx: RefactorContext, target: RepetitionTarget): void {
  const { snapshot, module, file } = ctx;
  const { block, attribute, key, kind, range } = target;
  const isCounted = attribute.name.name === "count";
  const counted = countToEnabled(key, kind === "module", toggleTest(snapshot, module));
  const lifecycle = nestedBlock(block.body, "lifecycle");
  const planned = planRepetitionChange({
    snapshot,
    module,
    file,
    block,
    key,
    kind,
    conversion: optionalToSingle(isCounted ? "count" : "enabled", counted),
    moves: isCounted ? [{ from: { address: key, key: 0 }, to: { address: key, key: undefined } }] : [],
    implied: impliesMove(snapshot, module, target),
    blockEdits: () =>
      isCounted
        ? [...withoutArgument(file, block, attribute), ...replaceCountIndex(file, block, "0")]
        : lifecycle
          ? withoutEnabled(file, block, lifecycle, attribute)
          : [],
  });
  if ("refusal" in planned) ctx.refuse(title, range, planned.refusal);
  else ctx.offer(title, range, () => planned.build(ctx.options));
}

/** All blocks of the module that depend on the variable. */
function withoutVariable(ctx: RefactorContext, variable: string, range: RepetitionTarget["range"]): void {
  const { snapshot, module } = ctx;
  const hoisted = readHoisted(snapshot, module, variable, false);
  const declared = declaredBlock(snapshot, module.declaration(`var.${variable}`));
  const standard = declared && argument(declared.block.body, "default")?.value;
  if (hoisted === undefined || !declared) return;
  const isOn =
    standard?.kind === "LiteralValueExpr" &&
    standard.value.type === "bool" &&
    typeof hoisted !== "string" &&
    standard.value.value === hoisted.whileOn;
  const reason =
    typeof hoisted === "string"
      ? hoisted
      : isOn
        ? (whySet(ctx, variable) ?? whyNot(declared.block))
        : `var.${variable} is not ${hoisted.whileOn} by default.`;
  const planned = reason ?? (typeof hoisted === "string" ? hoisted : withoutCondition(hoisted));
  if (typeof hoisted === "string" || typeof planned === "string") {
    ctx.refuse(title, range, typeof planned === "string" ? planned : "");
    return;
  }
  ctx.offer(`${title} (assumes that nobody sets var.${variable} from outside)`, range, () => {
    const change = new SourceChangeBuilder();
    for (const [uri, list] of planned.edits) for (const edit of list) change.replace(uri, edit.range, edit.newText);
    removeBlock(change, planned.variable.file, planned.variable.block);
    const [first] = hoisted.blocks;
    if (first) placeMoves(change, snapshot, module, planned.moves, ctx.options.movedBlocks, first);
    return change.build();
  });
}
