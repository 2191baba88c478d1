// # invalid-lifecycle
//
// Reports what only managed resources may have in a data source or an ephemeral resource.
//
// Data sources and ephemeral resources are never created or destroyed by OpenTofu, so most of `lifecycle`, `provisioner`
// and `connection` has no meaning there. A data source inside `check` takes its instances from the check.
//
// ```hcl
// data "terraform_remote_state" "network" {
//   backend = "local"
//   lifecycle {
//     prevent_destroy = true
//   # ^^^^^^^^^^^^^^^ error[invalid-lifecycle]: `prevent_destroy` is for managed resources (`resource` blocks); a data source takes `enabled`, `precondition` and `postcondition`
//   }
// }
// ```
import { argument } from "../../../model/extract.js";
import type { Block } from "../../../syntax/ast.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { type SchemaBody, schemaBodies } from "../structure/bodies.js";
import { removeItemFix } from "../structure/fixes.js";

export const invalidLifecycle: Rule = {
  id: "invalid-lifecycle",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    for (const body of schemaBodies(ctx)) {
      const { block, path } = body;
      const key = path.join(".");
      if (!block) continue;
      if (key === "data.lifecycle" || key === "ephemeral.lifecycle") checkLifecycle(ctx, body, block);
      else if (key === "ephemeral") checkEphemeral(ctx, block);
      else if (key === "check.data") checkNested(ctx, block);
    }
  },
};

function checkLifecycle(ctx: FileRuleContext, { schema, path }: SchemaBody, block: Block): void {
  const isData = path[0] === "data";
  const reserved = block.body.items.filter(
    (item) => item.kind === "Attribute" && schema.attributes[item.name.name]?.reserved,
  );
  for (const item of reserved) {
    if (item.kind !== "Attribute") continue;
    const { name, range } = item.name;
    const what = isData ? "a data source" : "an ephemeral resource";
    ctx.report(
      isData ? range : block.header,
      `\`${name}\` is for managed resources (\`resource\` blocks); ${what} takes \`enabled\`, \`precondition\` and \`postcondition\``,
      {
        summary: isData
          ? "Invalid data resource lifecycle argument"
          : "Invalid lifecycle configuration for ephemeral resource",
        fixes: [removeItemFix(ctx.file, block, item, `Remove \`${name}\``, { preferred: true })],
      },
    );
  }
}

function checkEphemeral(ctx: FileRuleContext, block: Block): void {
  for (const item of block.body.items) {
    if (item.kind !== "Block" || (item.type.name !== "provisioner" && item.type.name !== "connection")) continue;
    ctx.report(
      item.header,
      `an ephemeral resource is never created on a machine, so \`${item.type.name}\` is for \`resource\` blocks only`,
      {
        summary: "Invalid configuration block for ephemeral resource",
        fixes: [removeItemFix(ctx.file, block, item, `Remove the \`${item.type.name}\` block`)],
      },
    );
  }
}

function checkNested(ctx: FileRuleContext, block: Block): void {
  for (const name of ["count", "for_each"]) {
    const found = argument(block.body, name);
    if (!found) continue;
    ctx.report(found.range, `a data source inside \`check\` is read once, so it has no \`${name}\``, {
      summary: `Invalid "${name}" attribute`,
      fixes: [removeItemFix(ctx.file, block, found, `Remove \`${name}\``)],
    });
  }
  for (const item of block.body.items) {
    if (item.kind !== "Block" || item.type.name !== "lifecycle") continue;
    ctx.report(item.header, "a data source inside `check` takes its life from the check, so it has no `lifecycle`", {
      summary: "Invalid lifecycle block",
      fixes: [removeItemFix(ctx.file, block, item, "Remove the `lifecycle` block")],
    });
  }
}
