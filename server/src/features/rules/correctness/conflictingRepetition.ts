// # conflicting-repetition
//
// Reports a block with more than one of `count`, `for_each` and `enabled`.
//
// Each of them alone decides how many instances there are, so two would contradict each other.
//
// ```hcl
// resource "terraform_data" "a" {
//   count    = 2
// # ^^^^^^^^^^^^ error[conflicting-repetition]: `count` and `for_each` exclude each other, since each alone decides how many instances there are. Keep one of them.
//   for_each = {}
// }
// ```
import { cover, type TextRange } from "../../../base/range.js";
import { argument, nestedBlock } from "../../../model/extract.js";
import type { Attribute, Block } from "../../../syntax/ast.js";
import type { Rule } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";
import { removeItemFix } from "../structure/fixes.js";
import { listed } from "../structure/words.js";

const repeatable: ReadonlySet<string> = new Set(["resource", "data", "ephemeral", "module"]);

export const conflictingRepetition: Rule = {
  id: "conflicting-repetition",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    for (const { block, path } of schemaBodies(ctx)) {
      if (!block || path.length !== 1 || !repeatable.has(block.type.name)) continue;
      const found = repetitions(block);
      if (found.length < 2) continue;
      const names = found.map(({ attribute }) => attribute.name.name).sort();
      const last = names.pop() ?? "";
      const rest = names.map((name) => `"${name}"`);
      const summary =
        rest.length === 1
          ? `Invalid combination of ${rest[0]} and "${last}"`
          : `Invalid combination of ${rest.join(", ")}, and "${last}"`;
      ctx.report(
        rangeOf(found.map(({ attribute }) => attribute)),
        `${listed([...names, last])} exclude each other, since each alone decides how many instances there are. Keep one of them.`,
        {
          summary,
          fixes: found.map(({ attribute, parent }) =>
            removeItemFix(ctx.file, parent, attribute, `Remove \`${attribute.name.name}\``),
          ),
        },
      );
    }
  },
};

/** The arguments that repeat a block, each with the block it stands in, in the order of the text. */
function repetitions(block: Block): readonly { readonly attribute: Attribute; readonly parent: Block }[] {
  const lifecycle = nestedBlock(block.body, "lifecycle");
  const found: { attribute: Attribute; parent: Block }[] = [];
  for (const name of ["count", "for_each"]) {
    const attribute = argument(block.body, name);
    if (attribute) found.push({ attribute, parent: block });
  }
  const enabled = lifecycle && argument(lifecycle.body, "enabled");
  if (enabled) found.push({ attribute: enabled, parent: lifecycle });
  return found.sort((a, b) => a.attribute.range.start - b.attribute.range.start);
}

/** From the first argument to the name of the last one, as OpenTofu has it. */
function rangeOf(attributes: readonly Attribute[]): TextRange {
  const [first] = attributes;
  const last = attributes[attributes.length - 1];
  return first && last ? cover(first.name.range, last.name.range) : { start: 0, end: 0 };
}
