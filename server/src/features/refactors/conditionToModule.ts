// # condition-to-module
//
// Moves the selected blocks, which share a condition, into a module that has the condition once, on its call.
//
// The call has `enabled` where OpenTofu knows it (1.11), and `count` for older versions, for Terraform, and for a
// condition that may be sensitive.
//
// ```hcl
// variable "logs" {
//   default = true
// }
//
// <|resource "terraform_data" "group" {
//   count = var.logs ? 1 : 0
//   input = "g"
// }
//
// resource "terraform_data" "role" {
//   count = var.logs ? 1 : 0
//   input = terraform_data.group[0].output
// }|>
//
// output "role" {
//   value = one(terraform_data.role[*].output)
// }
// ```
// ->
// ```hcl
// variable "logs" {
//   default = true
// }
//
// module "group" {
//   source = "./modules/group"
//
//   lifecycle {
//     enabled = var.logs
//   }
// }
//
// output "role" {
//   value = one(module.group[*].terraform_data_role.output)
// }
// ```
//
// `modules/group/main.tf`:
// ```hcl
// resource "terraform_data" "group" {
//   input = "g"
// }
//
// resource "terraform_data" "role" {
//   input = terraform_data.group.output
// }
// ```
//
// `modules/group/outputs.tf`:
// ```hcl
// output "terraform_data_role" {
//   value = terraform_data.role
// }
// ```
//
// `moved.tf`:
// ```hcl
// moved {
//   from = terraform_data.group[0]
//   to   = module.group.terraform_data.group
// }
//
// moved {
//   from = terraform_data.role[0]
//   to   = module.group.terraform_data.role
// }
// ```
import type { Block } from "../../syntax/ast.js";
import {
  type Condition,
  conditionExpressions,
  conditionOf,
  conditionText,
  countText,
  toggleOf,
} from "../rewriting/conditions.js";
import { localValues } from "../rewriting/declarationNodes.js";
import { withoutParentheses } from "../rewriting/expressionShape.js";
import { normalForm } from "../rewriting/normalForm.js";
import { judgeSensitivity, knowsEnabled } from "./countToEnabled.js";
import { planExtraction, type SharedCondition } from "./extraction/planExtraction.js";
import { movableBlocks } from "./extractModule.js";
import type { Refactor, RefactorContext } from "./refactor.js";
import { repetitionOf } from "./repetitionTarget.js";

const title = "Extract the blocks to a module with one condition";

export const conditionToModule: Refactor = {
  id: "condition-to-module",
  title,
  kind: "refactor.extract",
  inverse: "inline-module",
  unattended: false,
  run(ctx) {
    const blocks = movableBlocks(ctx);
    const [first] = blocks;
    const shared = first && sharedCondition(ctx, blocks);
    if (!first || !shared) return;
    const planned = planExtraction(ctx, blocks, shared);
    if (typeof planned === "string") ctx.refuse(title, first.header, planned);
    else ctx.offer(title, first.header, planned);
  },
};

/** The condition of the first block, where all have one that means the same, as `count` or as `enabled`. */
function sharedCondition(ctx: RefactorContext, blocks: readonly Block[]): SharedCondition | undefined {
  let form: string | undefined;
  let first: Condition | undefined;
  const held: { name: "count" | "enabled"; attribute: SharedCondition["held"][number]["attribute"] }[] = [];
  for (const block of blocks) {
    const own = conditionOfBlock(ctx, block);
    if (!own) return undefined;
    const text = formOf(ctx, own.condition);
    if (form !== undefined && form !== text) return undefined;
    form = text;
    first ??= own.condition;
    held.push(own);
  }
  if (!first) return undefined;
  // `enabled` rejects a sensitive condition, which `count` takes.
  const sensitivity = judgeSensitivity(ctx.snapshot, ctx.module, first);
  const isPlain = "assumption" in sensitivity && sensitivity.assumption === "";
  const hasEnabled = held.some(({ name }) => name === "enabled");
  const name = hasEnabled || (isPlain && knowsEnabled(ctx.product)) ? "enabled" : "count";
  return { name, text: name === "count" ? countText(first) : conditionText(first), held };
}

/** The condition under which a block is there, from its `count` of 0 or 1 or from `enabled`. */
export function conditionOfBlock(ctx: RefactorContext, block: Block) {
  const { snapshot, module, file } = ctx;
  const count = repetitionOf(block, "count");
  if (count) {
    const condition = toggleOf(count.attribute.value, file.text, localValues(snapshot, module));
    return condition && { name: "count" as const, attribute: count.attribute, condition };
  }
  const enabled = repetitionOf(block, "enabled");
  if (!enabled) return undefined;
  const { attribute } = enabled;
  return { name: "enabled" as const, attribute, condition: conditionOf(attribute.value, file.text) };
}

/** What conditions are compared by: a choice between conditions by its text, a plain condition by what it means. */
export function formOf({ snapshot, module, file }: RefactorContext, condition: Condition): string {
  const [expression] = conditionExpressions(condition);
  const isPlain = (condition.kind === "text" || condition.kind === "not") && expression !== undefined;
  if (!isPlain) return countText(condition);
  const normal = normalForm(snapshot, module, withoutParentheses(expression), file.text);
  return `${normal.negated !== (condition.kind === "not") ? "!" : ""}${normal.text}`;
}
