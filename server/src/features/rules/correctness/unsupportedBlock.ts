// # unsupported-block
//
// Reports a block of a type that cannot stand where it is.
//
// OpenTofu stops at a block type that it does not know. Nested blocks that a provider defines are not looked at here.
// After a mistake that leaves a block open, OpenTofu takes the blocks below to be in that one; the first is reported.
//
// ```hcl
// resource "terraform_data" "a" {
//   lifecycle {
//     pre_condition {
//   # ^^^^^^^^^^^^^ error[unsupported-block]: `lifecycle` has no block `pre_condition`. Did you mean `precondition`?
//       condition     = var.size > 0
//       error_message = "The size must be positive."
//     }
//   }
// }
//
// variable "size" {
//   type = number
// }
// ```
// -> fix "Change to `precondition`"
// ```hcl
// resource "terraform_data" "a" {
//   lifecycle {
//     precondition {
//       condition     = var.size > 0
//       error_message = "The size must be positive."
//     }
//   }
// }
//
// variable "size" {
//   type = number
// }
// ```

import { schemaAt } from "../../../model/builtins/schema.js";
import { didYouMean } from "../../../model/builtins/suggest.js";
import type { Block, BodyItem } from "../../../syntax/ast.js";
import type { Fix } from "../../diagnostic.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { type SchemaBody, schemaBodies } from "../structure/bodies.js";
import { replaceFix, suggestionFix } from "../structure/fixes.js";
import { didYouMeanSentence, listed } from "../structure/words.js";

export const unsupportedBlock: Rule = {
  id: "unsupported-block",
  group: "correctness",
  scope: "file",
  terragrunt: true,
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    for (const body of schemaBodies(ctx)) {
      const blocks = body.body.items.filter((item): item is Block => item.kind === "Block");
      if (body.schema.freeform) {
        reportFirst(ctx, body, blocks);
        continue;
      }
      for (const block of blocks) {
        checkDynamic(ctx, body, block);
        const known = body.schema.blocks[block.type.name];
        if (known ? known.removed : !body.schema.openBody && !isRefusedElsewhere(body, block.type.name)) {
          report(ctx, body, block);
        }
      }
    }
    reportSwallowed(ctx);
  },
};

/**
 * The first block that OpenTofu takes to be in another one which cannot hold it. There it would say the same of each
 * block below, which helps nobody to find the one mistake.
 */
function reportSwallowed(ctx: FileRuleContext): void {
  const kind = ctx.entry.type?.kind;
  // Terragrunt stops at the mistake itself.
  if (kind !== "configuration" && kind !== "test") return;
  for (const { block, path } of ctx.file.swallowed()) {
    const schema = schemaAt(kind, path, ctx.product.product);
    if (!schema || schema.openBody || (!schema.freeform && schema.blocks[block.type])) continue;
    const outer = path[path.length - 1];
    if (!outer) continue;
    const line = ctx.file.lineIndex.position(outer.range.start).line + 1;
    ctx.report(
      block.range,
      `OpenTofu takes this \`${block.type}\` to be inside of the \`${outer.type}\` of line ${line}, which a mistake above leaves open.`,
      {
        summary: schema.freeform ? `Unexpected "${block.type}" block` : "Unsupported block type",
        related: [{ uri: ctx.file.uri, range: outer.range, message: "still open here" }],
      },
    );
    return;
  }
}

/**
 * A `dynamic` block makes only blocks that the provider defines; of those, only the built-in provider's are known.
 * OpenTofu's own blocks, such as `lifecycle`, are taken out before providers see the rest.
 */
function checkDynamic(ctx: FileRuleContext, { schema, phase }: SchemaBody, block: Block): void {
  const label = block.labels[0];
  if (block.type.name !== "dynamic" || !label || !schema.blocks.dynamic) return;
  const own = schema.blocks[label.value];
  if (schema.openBody && (!own || label.value === "dynamic" || label.value === "_")) return;
  ctx.report(label.range, `there is no block \`${label.value}\` here that could be made`, {
    summary: "Unsupported block type",
    phase,
  });
}

/** Bodies that are read as a plain list of arguments say so once, at their first block. */
function reportFirst(ctx: FileRuleContext, body: SchemaBody, blocks: readonly Block[]): void {
  const [first] = blocks;
  if (!first) return;
  const { name, range } = first.type;
  const where = body.block ? `\`${body.block.type.name}\`` : "This kind of file";
  ctx.report(range, `${where} holds arguments only, not blocks. To set \`${name}\`, write \`${name} = …\`.`, {
    summary: `Unexpected "${name}" block`,
    phase: body.phase,
  });
}

/** Ephemeral resources and data sources inside `check` decode these, and refuse them with words of their own. */
function isRefusedElsewhere(body: SchemaBody, type: string): boolean {
  if (body.path.length === 2 && body.path[0] === "check") return type === "lifecycle";
  return body.path.length === 1 && body.path[0] === "ephemeral" && (type === "provisioner" || type === "connection");
}

function report(ctx: FileRuleContext, { schema, block: parent, phase }: SchemaBody, block: Block): void {
  const { name, range } = block.type;
  const suggestion = didYouMean(name, Object.keys(schema.blocks));
  const asArgument = suggestion === undefined && schema.attributes[name] !== undefined;
  const known = Object.keys(schema.blocks).filter((type) => !schema.blocks[type]?.reserved && type !== "_");
  const hint = asArgument
    ? ` It is an argument: write \`${name} = …\`.`
    : suggestion !== undefined
      ? didYouMeanSentence(suggestion)
      : parent && known.length > 0
        ? ` It may hold ${listed(known)}.`
        : "";
  const fixes: Fix[] = suggestion === undefined ? [] : [suggestionFix(ctx.file.uri, range, suggestion)];
  if (asArgument && block.openBrace && block.labels.length === 0 && block.body.items.every(isAttribute)) {
    const at = block.openBrace.start;
    fixes.push(
      replaceFix(ctx.file.uri, { start: at, end: at }, "= ", `Write \`${name} = { … }\``, { preferred: true }),
    );
  }
  const what = parent
    ? `\`${parent.type.name}\` has no block \`${name}\`.`
    : `There is no block type \`${name}\` at the top of a file.`;
  const summary =
    name === "autoinclude" && parent?.type.name === name
      ? "autoinclude must not contain another autoinclude block"
      : "Unsupported block type";
  ctx.report(range, what + hint, { summary, phase, fixes });
}

function isAttribute(item: BodyItem): boolean {
  return item.kind === "Attribute";
}
