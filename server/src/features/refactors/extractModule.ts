// # extract-module
//
// Moves the selected blocks into a module of their own, with its inputs and outputs, the call, and a `moved` block for each object.
//
// ```hcl
// variable "size" {
//   type    = number
//   default = 1
// }
//
// <|resource "terraform_data" "web" {
//   input = var.size
// }|>
//
// output "web" {
//   value = terraform_data.web.output
// }
// ```
// ->
// ```hcl
// variable "size" {
//   type    = number
//   default = 1
// }
//
// module "web" {
//   source = "./modules/web"
//
//   size = var.size
// }
//
// output "web" {
//   value = module.web.terraform_data_web.output
// }
// ```
//
// `modules/web/main.tf`:
// ```hcl
// resource "terraform_data" "web" {
//   input = var.size
// }
// ```
//
// `modules/web/variables.tf`:
// ```hcl
// variable "size" {
//   type = number
// }
// ```
//
// `modules/web/outputs.tf`:
// ```hcl
// output "terraform_data_web" {
//   value = terraform_data.web
// }
// ```
//
// `moved.tf`:
// ```hcl
// moved {
//   from = terraform_data.web
//   to   = module.web.terraform_data.web
// }
// ```
import { overlaps } from "../../base/range.js";
import type { Block } from "../../syntax/ast.js";
import { repeatableAddress } from "../rewriting/declarationNodes.js";
import { planExtraction } from "./extraction/planExtraction.js";
import type { Refactor, RefactorContext } from "./refactor.js";

const title = "Extract the blocks to a module";

export const extractModule: Refactor = {
  id: "extract-module",
  title,
  kind: "refactor.extract",
  inverse: "inline-module",
  unattended: false,
  run(ctx) {
    const blocks = movableBlocks(ctx);
    const [first] = blocks;
    if (!first) return;
    const planned = planExtraction(ctx, blocks, undefined);
    if (typeof planned === "string") ctx.refuse(title, first.header, planned);
    else ctx.offer(title, first.header, planned.build);
  },
};

/** The selected blocks, where all can stand in a module: resources, data sources and module calls. */
export function movableBlocks(ctx: RefactorContext): readonly Block[] {
  if (ctx.selection.start === ctx.selection.end) return [];
  const blocks = ctx.file.body.items.filter(
    (item): item is Block => item.kind === "Block" && overlaps(item.range, ctx.selection),
  );
  return blocks.every((block) => repeatableAddress(block) !== undefined) ? blocks : [];
}
