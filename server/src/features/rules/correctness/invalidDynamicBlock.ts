// # invalid-dynamic-block
//
// Reports a `dynamic` block that cannot be expanded: its iterator is no name, it has labels to give, or two contents.
//
// ```hcl
// variable "ports" {
//   type = set(number)
// }
//
// resource "example_firewall" "web" {
//   dynamic "rule" {
//     for_each = var.ports
//     iterator = "port"
// #              ^^^^^^ error[invalid-dynamic-block]: `iterator` is a bare name, without quotes: `port`
//     content {
//       port = port.value
//     }
//   }
// }
// ```
// -> fix "Remove the quotes"
// ```hcl
// variable "ports" {
//   type = set(number)
// }
//
// resource "example_firewall" "web" {
//   dynamic "rule" {
//     for_each = var.ports
//     iterator = port
//     content {
//       port = port.value
//     }
//   }
// }
// ```
import { literalString } from "../../../model/access.js";
import { argument } from "../../../model/extract.js";
import type { Block } from "../../../syntax/ast.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { replaceFix } from "../structure/fixes.js";
import { isName } from "../structure/names.js";

/** Blocks whose bodies OpenTofu expands. Source of the rules: hcl's `ext/dynblock`. */
const expanded: ReadonlySet<string> = new Set(["resource", "data", "ephemeral", "provider", "check"]);

export const invalidDynamicBlock: Rule = {
  id: "invalid-dynamic-block",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "validate",
  visit: {
    block(block, where, ctx) {
      if (ctx.entry.type?.kind !== "configuration") return;
      if (block.type.name !== "dynamic" || !expanded.has(where.path[0] ?? "")) return;
      checkIterator(ctx, block);
      checkLabels(ctx, block);
      checkContent(ctx, block);
    },
  },
};

function checkIterator(ctx: FileRuleContext, block: Block): void {
  const value = argument(block.body, "iterator")?.value;
  if (!value || value.kind === "ErrorExpr") return;
  if (value.kind === "ScopeTraversalExpr") {
    if (value.steps.length === 0) return;
    ctx.report(
      value.range,
      "`iterator` is one name, and its `key` and `value` are written behind it where it is used",
      {
        summary: "Invalid dynamic iterator name",
      },
    );
    return;
  }
  const text = literalString(value);
  const name = text !== undefined && isName(text) ? text : undefined;
  ctx.report(
    value.range,
    name === undefined
      ? "`iterator` is a bare name, such as `port`"
      : `\`iterator\` is a bare name, without quotes: \`${name}\``,
    {
      summary: "Invalid expression",
      fixes:
        name === undefined
          ? []
          : [replaceFix(ctx.file.uri, value.range, name, "Remove the quotes", { safety: "safe", preferred: true })],
    },
  );
}

/** Blocks that a provider defines never have labels. */
function checkLabels(ctx: FileRuleContext, block: Block): void {
  const labels = argument(block.body, "labels")?.value;
  const first = labels?.kind === "TupleConsExpr" ? labels.elements[0] : undefined;
  if (!first) return;
  const type = block.labels[0]?.value ?? "";
  ctx.report(first.range, `\`${type}\` blocks have no labels, so there are none to give; remove \`labels\``, {
    summary: "Extraneous dynamic block label",
  });
}

function checkContent(ctx: FileRuleContext, block: Block): void {
  const [first, second] = block.body.items.filter(
    (item): item is Block => item.kind === "Block" && item.type.name === "content",
  );
  if (!first || !second) return;
  ctx.report(second.header, "a `dynamic` block has one `content` block, the body of each block it makes", {
    summary: "Extraneous dynamic content block",
    related: [{ uri: ctx.file.uri, range: first.header, message: "the first one" }],
  });
}
