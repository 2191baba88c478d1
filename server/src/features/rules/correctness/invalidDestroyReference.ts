// # invalid-destroy-reference
//
// Reports a reference in a provisioner that runs on destroying, or in its connection, to anything but the object itself.
//
// When an object is destroyed, what it refers to may already be gone. Only `self`, `count.index`, `each.key`, `path` and
// `terraform` are still there; anything else can be kept in an attribute of the object and read through `self`.
//
// ```hcl
// resource "terraform_data" "a" {
//   provisioner "local-exec" {
//     when    = destroy
//     command = "echo ${var.name}"
//   #           ^^^^^^^^^^^^^^^^^^ error[invalid-destroy-reference]: `var` may be gone when the object is destroyed; only `self`, `count.index`, `each.key`, `path` and `terraform` can be used here
//   }
// }
//
// variable "name" {}
// ```
import { literalString } from "../../../model/access.js";
import { keywordOf } from "../../../model/evaluate/evaluate.js";
import { argument } from "../../../model/extract.js";
import { visitReferences } from "../../../model/references.js";
import type { Block, ScopeTraversalExpr } from "../../../syntax/ast.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";

export const invalidDestroyReference: Rule = {
  id: "invalid-destroy-reference",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    for (const { block, path } of schemaBodies(ctx)) {
      if (block && path.length === 1 && (path[0] === "resource" || path[0] === "removed")) checkObject(ctx, block);
    }
  },
};

function checkObject(ctx: FileRuleContext, block: Block): void {
  const nested = block.body.items.filter((item): item is Block => item.kind === "Block");
  const onDestroy = nested.filter((item) => item.type.name === "provisioner" && runsOnDestroy(item));
  if (onDestroy.length === 0) return;
  for (const item of nested) if (item.type.name === "connection") checkBody(ctx, item);
  for (const provisioner of onDestroy) {
    checkBody(ctx, provisioner);
    for (const item of provisioner.body.items) {
      if (item.kind === "Block" && item.type.name === "connection") checkBody(ctx, item);
    }
  }
}

function runsOnDestroy(provisioner: Block): boolean {
  const when = argument(provisioner.body, "when")?.value;
  return when !== undefined && (keywordOf(when) ?? literalString(when)) === "destroy";
}

function checkBody(ctx: FileRuleContext, block: Block): void {
  for (const item of block.body.items) {
    if (item.kind !== "Attribute" || item.name.name === "when" || item.name.name === "on_failure") continue;
    visitReferences(item.value, "expression", [], ({ base }) => {
      if (isStillThere(base)) return;
      ctx.report(
        item.value.range,
        `\`${base.root.name}\` may be gone when the object is destroyed; only \`self\`, \`count.index\`, \`each.key\`, \`path\` and \`terraform\` can be used here`,
        { summary: "Invalid reference from destroy provisioner" },
      );
    });
  }
}

function isStillThere({ root, steps }: ScopeTraversalExpr): boolean {
  const [first] = steps;
  const name = steps.length === 1 && first?.kind === "AttrStep" ? first.name : undefined;
  switch (root.name) {
    case "self":
    case "path":
    case "terraform":
    case "tofu":
      return true;
    case "count":
      return name === "index";
    case "each":
      return name === "key";
    default:
      return false;
  }
}
