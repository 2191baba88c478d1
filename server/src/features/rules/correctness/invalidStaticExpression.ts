// # invalid-static-expression
//
// Reports an expression where OpenTofu takes only names: an address, a list of them, or a keyword.
//
// Such arguments are never evaluated, so calls, operators and computed lists mean nothing there.
//
// ```hcl
// resource "terraform_data" "a" {
//   depends_on = terraform_data.b
// #              ^^^^^^^^^^^^^^^^ error[invalid-static-expression]: `depends_on` takes a list of addresses, written out: `[a.b, c.d]`
// }
//
// resource "terraform_data" "b" {
//   depends_on = [upper("x")]
// #               ^^^^^^^^^^ error[invalid-static-expression]: `depends_on` takes an address, as it is: no quotes, no calls, no operators
// }
// ```
import { literalString } from "../../../model/access.js";
import { keywordOf } from "../../../model/evaluate/evaluate.js";
import { startRange } from "../../../model/evaluate/startRange.js";
import type { Attribute, Expression } from "../../../syntax/ast.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { type SchemaBody, schemaArguments } from "../structure/bodies.js";
import { replaceFix } from "../structure/fixes.js";
import { quotedTraversal } from "../structure/quoted.js";

export const invalidStaticExpression: Rule = {
  id: "invalid-static-expression",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    for (const { body, attribute, schema } of schemaArguments(ctx)) {
      if (!schema || schema.reserved) continue;
      switch (schema.expr) {
        case "static-traversal":
          // Provider references and encryption methods have rules of their own.
          if (schema.meaning !== "provider-reference" && schema.meaning !== "method-reference") {
            checkTraversal(ctx, attribute, attribute.value, false);
          }
          break;
        case "static-traversal-list":
          checkList(ctx, body, attribute);
          break;
        case "refs-only":
          if (attribute.value.kind !== "TupleConsExpr") reportList(ctx, attribute);
          break;
        case "static-map":
          if (attribute.value.kind !== "ObjectConsExpr" && !isBroken(attribute.value)) {
            ctx.report(
              startRange(attribute.value),
              `\`${attribute.name.name}\` takes an object of names, written out: \`{ a = b }\``,
              { summary: "Invalid expression" },
            );
          }
          break;
      }
    }
  },
};

function checkList(ctx: FileRuleContext, { path }: SchemaBody, attribute: Attribute): void {
  const { value } = attribute;
  const isIgnored = attribute.name.name === "ignore_changes" && path[path.length - 1] === "lifecycle";
  if (isIgnored && (keywordOf(value) === "all" || isQuotedAll(value))) return;
  if (value.kind !== "TupleConsExpr") {
    reportList(ctx, attribute);
    return;
  }
  const stars = isIgnored ? value.elements.filter((element) => literalString(element) === "*") : [];
  if (stars.length > 0) {
    ctx.report(value.range, '`["*"]` is no longer accepted; the keyword `all` ignores every change.', {
      summary: "Invalid ignore_changes wildcard",
      fixes: [replaceFix(ctx.file.uri, value.range, "all", "Change to `all`", { safety: "safe", preferred: true })],
    });
    if (value.elements.length > 1) {
      for (const star of stars) {
        ctx.report(star.range, '`"*"` means all attributes, so no others can be listed with it', {
          summary: "Invalid ignore_changes ruleset",
        });
      }
    }
  }
  for (const element of value.elements) if (!stars.includes(element)) checkTraversal(ctx, attribute, element, true);
}

/** `ignore_changes = "all"` is the old form of the keyword. */
function isQuotedAll(value: Expression): boolean {
  return literalString(value) === "all";
}

function reportList(ctx: FileRuleContext, attribute: Attribute): void {
  if (isBroken(attribute.value)) return;
  const uri = ctx.file.uri;
  const { range } = attribute.value;
  const isAddress = attribute.value.kind === "ScopeTraversalExpr";
  ctx.report(
    startRange(attribute.value),
    `\`${attribute.name.name}\` takes a list of addresses, written out: \`[a.b, c.d]\``,
    {
      summary: "Invalid expression",
      fixes: isAddress
        ? [
            replaceFix(uri, range, `[${ctx.file.text.slice(range.start, range.end)}]`, "Put it into a list", {
              preferred: true,
            }),
          ]
        : [],
    },
  );
}

function checkTraversal(ctx: FileRuleContext, attribute: Attribute, value: Expression, mayBeQuoted: boolean): void {
  if (value.kind === "ScopeTraversalExpr" || isBroken(value)) return;
  const quoted = quotedTraversal(value);
  if (mayBeQuoted && quoted !== undefined) return;
  ctx.report(value.range, `\`${attribute.name.name}\` takes an address, as it is: no quotes, no calls, no operators`, {
    summary: "Invalid expression",
    fixes:
      quoted === undefined
        ? []
        : [replaceFix(ctx.file.uri, value.range, quoted, "Remove the quotes", { preferred: true })],
  });
}

function isBroken(value: Expression): boolean {
  return value.kind === "ErrorExpr";
}
