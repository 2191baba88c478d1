// # wrong-labels
//
// Reports a block with too few or too many labels.
//
// Labels say what a block declares: `resource` takes a type and a name, `locals` takes none.
// OpenTofu does not read a block whose labels it cannot tell apart.
//
// ```hcl
// resource "aws_vpc" {
// #                  ^ error[wrong-labels]: `resource` needs 2 labels (type, name); the name is missing
// }
//
// output "a" "b" {
// #          ^^^ error[wrong-labels]: `output` has only one label (name)
//   value = 1
// }
// ```
import type { BlockSchema } from "../../../model/builtins/schema.js";
import type { Block } from "../../../syntax/ast.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";
import { replaceFix } from "../structure/fixes.js";

export const wrongLabels: Rule = {
  id: "wrong-labels",
  group: "correctness",
  scope: "file",
  terragrunt: true,
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    for (const { body, schema } of schemaBodies(ctx)) {
      for (const item of body.items) {
        const known = item.kind === "Block" ? schema.blocks[item.type.name] : undefined;
        if (item.kind === "Block" && known && !known.reserved) check(ctx, item, known);
      }
    }
  },
};

function check(ctx: FileRuleContext, block: Block, schema: BlockSchema): void {
  const needed = schema.labels.filter((label) => !label.optional).length;
  const type = block.type.name;
  // Only `dynamic` blocks are left to the decoding of the provider's own part.
  const phase = type === "dynamic" ? "validate" : "file";
  if (block.labels.length < needed) {
    if (!block.openBrace) return;
    const missing = schema.labels[block.labels.length]?.name ?? "label";
    ctx.report(block.openBrace, `\`${type}\` needs ${count(schema)}; the ${missing} is missing`, {
      phase,
      summary: `Missing ${missing} for ${type}`,
    });
  }
  const extra = block.labels[schema.labels.length];
  if (!extra) return;
  const last = block.labels[block.labels.length - 1] ?? extra;
  const before = block.labels[schema.labels.length - 1]?.range.end ?? block.type.range.end;
  const allowed = schema.labels.length === 0 ? "no labels" : `only ${count(schema)}`;
  ctx.report(extra.range, `\`${type}\` has ${allowed}`, {
    phase,
    summary: `Extraneous label for ${type}`,
    fixes: [replaceFix(ctx.file.uri, { start: before, end: last.range.end }, "", "Remove the extra labels")],
  });
}

function count({ labels }: BlockSchema): string {
  const names = labels.map((label) => label.name).join(", ");
  return labels.length === 1 ? `one label (${names})` : `${labels.length} labels (${names})`;
}
