// # condition-to-module
//
// Moves the selected blocks, which share a condition, into a module that has the condition once, on its call.
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
//   count = var.logs ? 1 : 0
//
//   source = "./modules/group"
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
//   to   = module.group[0].terraform_data.group
// }
//
// moved {
//   from = terraform_data.role[0]
//   to   = module.group[0].terraform_data.role
// }
// ```
import { overlaps } from "../../base/range.js";
import type { Block } from "../../syntax/ast.js";
import { conditionExpressions, countText, toggleOf } from "../rewriting/conditions.js";
import { localValues, repeatableAddress } from "../rewriting/declarationNodes.js";
import { withoutParentheses } from "../rewriting/expressionShape.js";
import { normalForm } from "../rewriting/normalForm.js";
import { planExtraction } from "./extractModule.js";
import type { Refactor, RefactorContext } from "./refactor.js";
import { repetitionOf } from "./repetitionTarget.js";

const title = "Extract the blocks to a module with one condition";

export const conditionToModule: Refactor = {
  id: "condition-to-module",
  title,
  kind: "refactor.extract",
  inverse: undefined,
  unattended: false,
  run(ctx) {
    if (ctx.selection.start === ctx.selection.end) return;
    const blocks = ctx.file.body.items.filter(
      (item): item is Block => item.kind === "Block" && overlaps(item.range, ctx.selection),
    );
    const [first] = blocks;
    if (!first || blocks.some((block) => repeatableAddress(block) === undefined)) return;
    const text = sharedCount(ctx, blocks);
    if (text === undefined) return;
    const planned = planExtraction(ctx, blocks, { text });
    if (typeof planned === "string") ctx.refuse(title, first.header, planned);
    else ctx.offer(title, first.header, planned);
  },
};

/** The `count` of the first block, where all have one that is 1 under the same condition and 0 otherwise. */
function sharedCount(ctx: RefactorContext, blocks: readonly Block[]): string | undefined {
  const { snapshot, module, file } = ctx;
  let form: string | undefined;
  let text: string | undefined;
  for (const block of blocks) {
    const count = repetitionOf(block, "count");
    const condition = count && toggleOf(count.attribute.value, file.text, localValues(snapshot, module));
    const value = count && withoutParentheses(count.attribute.value);
    if (!condition || !value) return undefined;
    const [expression] = conditionExpressions(condition);
    // A choice between conditions is compared by its text; a plain toggle by what it means.
    const isPlain = (condition.kind === "text" || condition.kind === "not") && expression !== undefined;
    const normal = isPlain ? normalForm(snapshot, module, expression, file.text) : undefined;
    const own = normal
      ? `${normal.negated !== (condition.kind === "not") ? "!" : ""}${normal.text}`
      : countText(condition);
    if (form !== undefined && form !== own) return undefined;
    form = own;
    text ??= countText(condition);
  }
  return text;
}
