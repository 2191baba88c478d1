// # missing-argument
//
// Reports a block without an argument or nested block that it must have.
//
// Override files may leave out what the overridden block has.
//
// ```hcl
// output "id" {
// #           ^ error[missing-argument]: `output` needs the argument `value`
// }
// ```
// -> fix "Add `value`"
// ```hcl
// output "id" {
//   value = null
// }
// ```
import { isOverride } from "../../../model/builtins/fileKinds.js";
import { nestedBlock } from "../../../model/extract.js";
import type { Block } from "../../../syntax/ast.js";
import type { Rule } from "../rule.js";
import { type SchemaBody, schemaBodies } from "../structure/bodies.js";
import { addArgumentFix, addArgumentsFix, placeholder } from "../structure/fixes.js";

/** Blocks of which override files give only parts. Conditions inside them are whole. */
const partialInOverrides: ReadonlySet<string> = new Set([
  "module",
  "output",
  "provider",
  "resource",
  "data",
  "ephemeral",
]);

export const missingArgument: Rule = {
  id: "missing-argument",
  group: "correctness",
  scope: "file",
  terragrunt: true,
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    const inOverride = isOverride(ctx.entry.name);
    for (const body of schemaBodies(ctx)) {
      const { block, schema } = body;
      if (!block?.openBrace || !block.closeBrace || isElsewhere(body)) continue;
      if (inOverride && body.path.length === 1 && partialInOverrides.has(block.type.name)) continue;
      if (ctx.file.errors.some(({ range }) => range.start < block.range.end && block.range.start < range.end)) continue;
      const given = new Set(body.body.items.map((item) => (item.kind === "Attribute" ? item.name.name : "")));
      if (block.type.name === "dynamic" && !nestedBlock(block.body, "content")) {
        const at = block.openBrace.start;
        ctx.report(
          { start: at, end: at },
          "a `dynamic` block needs a `content` block, the body of each block it makes",
          {
            summary: "Missing dynamic content block",
            phase: body.phase,
          },
        );
      }
      const missing = Object.entries(schema.attributes)
        .filter(([name, { required }]) => required === true && !given.has(name))
        .map(([name, { type }]) => ({ name, value: placeholder(type) }));
      for (const { name, value } of missing) {
        const at = block.openBrace.start;
        // The range is empty, as OpenTofu's own; it shows at the brace where the argument is expected.
        ctx.report({ start: at, end: at }, `\`${block.type.name}\` needs the argument \`${name}\``, {
          summary: summaryOf(block),
          phase: body.phase,
          fixes: [
            addArgumentFix(ctx.file, block, name, value),
            ...(missing.length > 1
              ? [addArgumentsFix(ctx.file, block, missing, `Add the ${missing.length} missing arguments`)]
              : []),
          ],
        });
      }
    }
  },
};

/** The `module` block of a test says this in words of its own; the inputs of other calls are not in the schema. */
function isElsewhere({ path }: SchemaBody): boolean {
  return path[0] === "run" && path[1] === "module";
}

/** Terragrunt looks for the default of a feature flag by itself, and has words of its own for it. */
function summaryOf({ type, labels }: Block): string {
  return type.name === "feature"
    ? `feature flag ${labels[0]?.value ?? ""} does not have a default value`
    : "Missing required argument";
}
