// # unsupported-argument
//
// Reports an argument that its block does not have.
//
// OpenTofu stops at a name that it does not know, which is most often a typing error or an argument of another block.
// Arguments that a provider or a called module defines are not looked at here.
//
// ```hcl
// variable "region" {
//   defualt = "eu-west-1"
// # ^^^^^^^ error[unsupported-argument]: `variable` has no argument `defualt`. Did you mean `default`?
// }
// ```
// -> fix "Change to `default`"
// ```hcl
// variable "region" {
//   default = "eu-west-1"
// }
// ```
import { didYouMean } from "../../../model/builtins/suggest.js";
import type { Attribute, BodyItem } from "../../../syntax/ast.js";
import type { Fix } from "../../diagnostic.js";
import { isTerragrunt } from "../../terragruntFiles.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { type SchemaBody, schemaBodies } from "../structure/bodies.js";
import { removeItemFix, suggestionFix } from "../structure/fixes.js";
import { didYouMeanSentence } from "../structure/words.js";

export const unsupportedArgument: Rule = {
  id: "unsupported-argument",
  group: "correctness",
  scope: "file",
  terragrunt: true,
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    for (const body of schemaBodies(ctx)) {
      const { schema } = body;
      if (schema.freeform) continue;
      for (const item of body.body.items) {
        // What the parser could only guess at is not judged.
        if (item.kind !== "Attribute" || isBroken(ctx, item, body.body.items)) continue;
        const known = schema.attributes[item.name.name];
        if (
          known
            ? known.removed && !isTerragrunt(ctx.entry.type?.kind)
            : !schema.openBody && !isRefusedElsewhere(body, item.name.name)
        ) {
          report(ctx, body, item);
        }
      }
    }
  },
};

function isBroken(ctx: FileRuleContext, attribute: Attribute, siblings: readonly BodyItem[]): boolean {
  const { file } = ctx;
  const { range } = attribute;
  if (file.errors.length === 0) return false;
  if (file.errors.some((error) => error.range.start < range.end && range.start < error.range.end)) return true;
  if (file.errors.every((error) => error.range.start > range.start)) return false;
  // No file has arguments of its own: behind an error it is the content of a block that seemed to end early.
  if (file.body.items.includes(attribute)) return !isTerragrunt(ctx.entry.type?.kind);
  // Two arguments never share a line, so this is a part of the one before.
  const line = (offset: number) => file.lineIndex.position(offset).line;
  const previous = siblings[siblings.indexOf(attribute) - 1];
  return previous !== undefined && line(previous.range.end) === line(range.start);
}

/** A data source inside `check` decodes these, and refuses them with words of their own. */
function isRefusedElsewhere(body: SchemaBody, name: string): boolean {
  return body.path.length === 2 && body.path[0] === "check" && (name === "count" || name === "for_each");
}

function report(ctx: FileRuleContext, body: SchemaBody, attribute: Attribute): void {
  const { schema, block } = body;
  const { name, range } = attribute.name;
  const defined = new Set(body.body.items.map((item) => (item.kind === "Attribute" ? item.name.name : "")));
  const suggestion = didYouMean(
    name,
    Object.keys(schema.attributes).filter((candidate) => !defined.has(candidate)),
  );
  const where = block ? `\`${block.type.name}\`` : "The top of a file";
  const asBlock = suggestion === undefined && schema.blocks[name] !== undefined;
  const removed = schema.attributes[name]?.removed;
  const hint = removed
    ? ` ${removed.message}`
    : asBlock
      ? ` It is a block: write \`${name} { … }\` without the equals sign.`
      : didYouMeanSentence(suggestion);
  const fixes: Fix[] = [];
  if (suggestion !== undefined) fixes.push(suggestionFix(ctx.file.uri, range, suggestion));
  if (block) fixes.push(removeItemFix(ctx.file, block, attribute, `Remove \`${name}\``));
  ctx.report(range, `${where} has no argument \`${name}\`.${hint}`, {
    summary: "Unsupported argument",
    phase: body.phase,
    fixes,
  });
}
