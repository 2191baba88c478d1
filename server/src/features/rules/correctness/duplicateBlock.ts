// # duplicate-block
//
// Reports a nested block that its parent may hold only once.
//
// ```hcl
// resource "terraform_data" "a" {
//   lifecycle {
//     create_before_destroy = true
//   }
//   lifecycle {
// # ^^^^^^^^^ error[duplicate-block]: `resource` may hold only one `lifecycle` block; put both into one
//   }
// }
// ```
import type { Block } from "../../../syntax/ast.js";
import { isTerragrunt } from "../../terragruntFiles.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { type SchemaBody, schemaBodies } from "../structure/bodies.js";
import { removeItemFix } from "../structure/fixes.js";

export const duplicateBlock: Rule = {
  id: "duplicate-block",
  group: "correctness",
  scope: "file",
  terragrunt: true,
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    for (const body of schemaBodies(ctx)) checkBody(ctx, body);
  },
};

function checkBody(ctx: FileRuleContext, body: SchemaBody): void {
  const first = new Map<string, Block>();
  for (const item of body.body.items) {
    if (item.kind !== "Block") continue;
    const { name } = item.type;
    const earlier = first.get(name);
    if (!earlier) {
      first.set(name, item);
      continue;
    }
    const summary = isTerragrunt(ctx.entry.type?.kind) ? ofTerragrunt(body, name) : summaryOf(body, name);
    if (summary === undefined) continue;
    const parent = body.block ? `\`${body.block.type.name}\`` : "A file";
    ctx.report(item.header, `${parent} may hold only one \`${name}\` block; put both into one`, {
      summary,
      related: [{ uri: ctx.file.uri, range: earlier.header, message: "the first one" }],
      fixes: body.block && item.body.items.length === 0 ? [removeEmpty(ctx, body.block, item)] : [],
    });
  }
}

function removeEmpty(ctx: FileRuleContext, parent: Block, block: Block) {
  return removeItemFix(ctx.file, parent, block, `Remove the empty \`${block.type.name}\` block`, { safety: "safe" });
}

function ofTerragrunt({ schema }: SchemaBody, type: string): string | undefined {
  if (schema.blocks[type]?.max !== 1) return undefined;
  return type === "exclude" ? "only one exclude block is allowed" : `Duplicate ${type} block`;
}

/** OpenTofu's summary for a second block of a type in a body; undefined where it may stand there again. */
function summaryOf({ path, schema }: SchemaBody, type: string): string | undefined {
  const [root] = path;
  if (type === "_" && schema.blocks._) return "Duplicate escaping block";
  if (root === "language" && type === "compatible_with") return undefined;
  if (type === "lifecycle" && (path.length === 1 || root === "check")) {
    return schema.blocks.lifecycle && !schema.blocks.lifecycle.reserved ? "Duplicate lifecycle block" : undefined;
  }
  if (type === "connection") return schema.blocks.connection ? "Duplicate connection block" : undefined;
  if (root === undefined && schema.blocks.run && type === "variables") return 'Multiple "variables" blocks';
  if (root === "run" && path.length === 1 && ["plan_options", "variables", "module"].includes(type)) {
    return `Multiple "${type}" blocks`;
  }
  if (root === "terraform" && path[1] === "encryption") {
    return schema.blocks[type]?.max === 1 ? `Duplicate ${type} block` : undefined;
  }
  return undefined;
}
