// # invalid-expansion
//
// Reports an `expansion` that Terragrunt refuses: it needs one of `for_each` and `count`, and gives what that one gives.
//
// Source: Terragrunt 1.1.3, `internal/hclparse`: `for_each` takes a map or a set of strings and gives `each`, `count` takes
// a whole number and gives `count.index`. Instances of a unit or stack must not be generated into one directory.
//
// `terragrunt.stack.hcl`:
// ```hcl
// unit "app" {
//   source = "../units/app"
//   path   = "app-${each.key}"
// #                 ^^^^ error[invalid-expansion]: a block that is repeated by `count` has `count.index`, and no `each`
//
//   expansion {
//     count = 2
//   }
// }
// ```
// `terragrunt.stack.hcl`:
// ```hcl
// unit "app" {
//   source = "../units/app"
//   path   = "app-${count.index}"
//
//   expansion {
//     count = 2
//   }
// }
// ```
import { argument, nestedBlock } from "../../../model/extract.js";
import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import type { Block } from "../../../syntax/ast.js";
import type { Rule, TerragruntRuleContext } from "../rule.js";
import { unitReferences } from "../units/references.js";

/** The blocks that can be repeated. */
const repeatable: ReadonlySet<string> = new Set(["dependency", "unit", "stack"]);

export const invalidExpansion: Rule = {
  id: "invalid-expansion",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  check(ctx) {
    ctx.file.body.items.forEach((item, index) => {
      if (item.kind !== "Block" || !repeatable.has(item.type.name)) return;
      const expansion = nestedBlock(item.body, "expansion");
      if (expansion) checkExpansion(ctx, item, index, expansion);
    });
  },
};

function checkExpansion(ctx: TerragruntRuleContext, block: Block, index: number, expansion: Block): void {
  const [each, count] = [argument(expansion.body, "for_each"), argument(expansion.body, "count")];
  if (each && count) {
    ctx.report(count.name.range, "an `expansion` has either `for_each` or `count`, not both", {
      summary: "Invalid expansion block",
      related: [{ uri: ctx.file.uri, range: each.name.range, message: "`for_each` is here" }],
    });
    return;
  }
  if (!each && !count) {
    ctx.report(expansion.header, "an `expansion` needs `for_each` or `count`", { summary: "Invalid expansion block" });
    return;
  }
  if (each?.value.kind === "TupleConsExpr") {
    ctx.report(each.value.range, "`for_each` takes a map or a set of strings. Write `toset([…])`.", {
      summary: "Invalid for_each argument",
    });
  }
  checkReferences(ctx, block, each ? "count" : "each");
  if (block.type.name !== "dependency") checkPaths(ctx, block, index);
}

/** The name that the other way of repeating would give. */
function checkReferences(ctx: TerragruntRuleContext, block: Block, absent: "each" | "count"): void {
  for (const { root, traversal, blocks } of unitReferences(ctx.file)) {
    if (root !== absent || blocks[0] !== block) continue;
    const says =
      absent === "each"
        ? "a block that is repeated by `count` has `count.index`, and no `each`"
        : "a block that is repeated by `for_each` has `each.key` and `each.value`, and no `count`";
    ctx.report(traversal.root.range, says, { summary: "Unknown variable" });
  }
}

/** Instances that are generated into the same directory. */
function checkPaths(ctx: TerragruntRuleContext, block: Block, index: number): void {
  const path = argument(block.body, "path");
  if (!path || ctx.entry.type?.kind !== "terragrunt-stack") return;
  const own = terragruntWorkspace(ctx.snapshot)
    .components(ctx.file.uri)
    .filter(({ item, uri }) => item === index && uri === ctx.file.uri);
  const places = own.flatMap(({ directory }) => directory ?? []);
  const twice = places.find((place, i) => places.indexOf(place) !== i);
  if (twice === undefined) return;
  ctx.report(path.value.range, "every instance needs a path of its own, such as one with `each.key` in it", {
    summary: `duplicate ${block.type.name} path found`,
  });
}
