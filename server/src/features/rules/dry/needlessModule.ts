// # needless-module
//
// Reports the only call of a local module that holds one small block, which would be shorter in the caller itself.
//
// Such a module costs a folder, a variable and an output for each value that passes, and one more step in every
// address. Only modules below the caller's folder are looked at, and only where nobody else in the workspace calls them.
//
// `main.tf`:
// ```hcl
// module "name" {
// #<^^^^^^^^^^^ hint[needless-module]: the module `./modules/name` holds one small block and is called nowhere else
//   source = "./modules/name"
//
//   prefix = "web"
// }
//
// output "name" {
//   value = module.name.name
// }
// ```
//
// `modules/name/main.tf`:
// ```hcl
// variable "prefix" {
//   type = string
// }
//
// resource "terraform_data" "name" {
//   input = var.prefix
// }
//
// output "name" {
//   value = terraform_data.name.output
// }
// ```
// -> fix "Inline the module call and delete its module"
// `main.tf`:
// ```hcl
// resource "terraform_data" "name" {
//   input = "web"
// }
//
// output "name" {
//   value = terraform_data.name.output
// }
// ```
//
// `modules/name/main.tf`:
// ```hcl
// ```
//
// `moved.tf`:
// ```hcl
// moved {
//   from = module.name.terraform_data.name
//   to   = terraform_data.name
// }
// ```
import { literalString } from "../../../model/access.js";
import { argument } from "../../../model/extract.js";
import type { Module } from "../../../model/module.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Block, SourceFile } from "../../../syntax/ast.js";
import { originalOf } from "../../../syntax/shift.js";
import { inlineModule } from "../../refactors/inlineModule.js";
import type { Rule } from "../rule.js";
import { inverseFix } from "./inverseFix.js";

/** More lines than these are worth a module of their own. */
const mostLines = 5;
/** Blocks that a module needs to be one; they go with it. */
const frame = new Set(["variable", "output", "terraform"]);

export const needlessModule: Rule = {
  id: "needless-module",
  group: "dry",
  scope: "module",
  defaultLevel: "hint",
  visit: {
    topLevel(block, where, ctx) {
      // Asked of the block as it was lowered, so that edits elsewhere do not have to move what is in it.
      const { item } = originalOf(block);
      if (item.kind !== "Block" || item.type.name !== "module") return;
      if (!ctx.module.files.some(({ entry }) => entry.uri === where.file.uri)) return;
      const source = argument(item.body, "source");
      const path = source && literalString(source.value);
      if (path === undefined || !path.startsWith("./")) return;
      const callee = ctx.snapshot.callee(ctx.module, path);
      if (!callee || callee === ctx.module || ctx.snapshot.callersOf(callee).length !== 1) return;
      const content = onlyBlock(ctx.snapshot, callee);
      if (content === undefined || content > mostLines || content > linesOf(block, where.file)) return;
      const fix = inverseFix(ctx, inlineModule, where.file, block.header.start);
      if (!fix) return;
      const message = `the module \`${path}\` holds one small block and is called nowhere else`;
      ctx.report(where.file.uri, block.header, message, { fixes: [fix] });
    },
  },
};

/** How many lines the one block of a module has; undefined where there is none, or more than one. */
function onlyBlock(snapshot: WorkspaceSnapshot, { files, overrides }: Module): number | undefined {
  if (overrides.length > 0 || files.length > 4) return undefined;
  const found: number[] = [];
  for (const { entry } of files) {
    const file = snapshot.file(entry.uri);
    if (!file || file.errors.length > 0) return undefined;
    for (const item of file.body.items) {
      if (item.kind !== "Block") return undefined;
      if (!frame.has(item.type.name)) found.push(linesOf(item, file));
    }
  }
  return found.length === 1 ? found[0] : undefined;
}

/** The lines of a block that are not empty. */
function linesOf({ range }: Block, file: SourceFile): number {
  return file.text
    .slice(range.start, range.end)
    .split("\n")
    .filter((line) => line.trim() !== "").length;
}
