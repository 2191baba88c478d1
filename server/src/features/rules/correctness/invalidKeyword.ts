// # invalid-keyword
//
// Reports a value that is not one of the bare words its argument takes.
//
// ```hcl
// resource "terraform_data" "a" {
//   provisioner "local-exec" {
//     when    = sometimes
// #             ^^^^^^^^^ error[invalid-keyword]: `when` is one of the bare words `create` or `destroy`
//     command = "true"
//   }
// }
// ```
import { literalString } from "../../../model/access.js";
import { didYouMean } from "../../../model/builtins/suggest.js";
import { keywordOf } from "../../../model/evaluate/evaluate.js";
import type { Attribute } from "../../../syntax/ast.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { type SchemaBody, schemaArguments } from "../structure/bodies.js";
import { replaceFix, suggestionFix } from "../structure/fixes.js";
import { listed } from "../structure/words.js";

export const invalidKeyword: Rule = {
  id: "invalid-keyword",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    for (const { body, attribute, schema } of schemaArguments(ctx)) {
      if (schema?.expr === "keyword" && schema.values) checkKeyword(ctx, body, attribute, schema.values.map(String));
      if (schema?.expr === "keyword-list") checkExperiments(ctx, attribute);
    }
  },
};

function checkKeyword(
  ctx: FileRuleContext,
  { path }: SchemaBody,
  attribute: Attribute,
  values: readonly string[],
): void {
  const { value, name } = attribute;
  if (value.kind === "ErrorExpr") return;
  const isEdition = path[0] === "language";
  const mayBeQuoted = path[path.length - 1] === "provisioner";
  const text = literalString(value);
  const word = keywordOf(value) ?? (mayBeQuoted ? text : undefined);
  if (word !== undefined && values.includes(word)) return;
  const summary = !isEdition
    ? `Invalid "${name.name}" keyword`
    : word === undefined
      ? "Invalid language edition"
      : "Unsupported language edition";
  const suggestion = word === undefined ? undefined : didYouMean(word, values);
  const unquoted = text !== undefined && values.includes(text) ? text : undefined;
  const fixes = [
    ...(suggestion === undefined ? [] : [suggestionFix(ctx.file.uri, value.range, suggestion)]),
    ...(unquoted === undefined
      ? []
      : [replaceFix(ctx.file.uri, value.range, unquoted, "Remove the quotes", { preferred: true })]),
  ];
  ctx.report(value.range, messageFor(name.name, values), { summary, fixes });
}

function messageFor(name: string, values: readonly string[]): string {
  return values.length === 1
    ? `\`${name}\` is the bare word ${listed(values)}`
    : `\`${name}\` is one of the bare words ${listed(values, "or")}`;
}

function checkExperiments(ctx: FileRuleContext, attribute: Attribute): void {
  if (attribute.value.kind !== "TupleConsExpr") return;
  for (const element of attribute.value.elements) {
    const word = keywordOf(element);
    ctx.report(element.range, "OpenTofu has no experiments at present, so the list must be empty", {
      summary: word === undefined ? "Invalid experiment keyword" : "Unknown experiment keyword",
    });
  }
}
