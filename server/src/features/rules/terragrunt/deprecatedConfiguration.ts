// # deprecated-configuration
//
// Reports what Terragrunt still accepts, but has replaced or no longer acts on.
//
// `terragrunt.hcl`:
// ```hcl
// terraform {
//   source          = "https://www.googleapis.com/storage/v1/modules/vpc.zip"
// #                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[deprecated-configuration]: put `gcs::` in front of this address; Terragrunt will not guess it for long
//   include_in_copy = ["files/**/*.tf"]
// #                    ^^^^^^^^^^^^^^^ warning[deprecated-configuration]: `files/**/*.tf` will not match files directly in `files` for long; write `files/{*.tf,**/*.tf}`
// }
// ```
// -> fix "Put `gcs::` in front"
// `terragrunt.hcl`:
// ```hcl
// terraform {
//   source          = "gcs::https://www.googleapis.com/storage/v1/modules/vpc.zip"
//   include_in_copy = ["files/**/*.tf"]
// }
// ```
import { slice } from "../../../base/range.js";
import { literalString } from "../../../model/access.js";
import type { Attribute, Block, Expression } from "../../../syntax/ast.js";
import type { Rule, TerragruntRuleContext } from "../rule.js";
import { removeItemFix, replaceFix } from "../structure/fixes.js";
import { attributeOf } from "../units/names.js";

export const deprecatedConfiguration: Rule = {
  id: "deprecated-configuration",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "warning",
  tags: ["deprecated"],
  visit: {
    attribute(attribute, { path, blocks }, ctx) {
      const block = blocks.at(-1);
      const where = [...path, attribute.name.name].join(".");
      if (where === "terraform.source") checkSource(ctx, attribute.value);
      else if (where === "terraform.include_in_copy" || where === "terraform.exclude_from_copy") {
        checkPatterns(ctx, attribute.value);
      } else if (path.length === 2 && attribute.name.name === "execute") checkTflint(ctx, attribute.value);
      else if (where === "remote_state.config") checkAccessLogging(ctx, attribute.value);
      else if (where === "dependency.mock_outputs_merge_with_state" && block) checkMocks(ctx, attribute, block);
    },
    expression(expression, _where, ctx) {
      if (expression.kind !== "FunctionCallExpr" || expression.name !== "get_env") return;
      const [name] = expression.args;
      if (!name || !literalString(name)?.startsWith("TERRAGRUNT_")) return;
      ctx.report(name.range, "Terragrunt's own environment variables begin with `TG_` now", { level: "hint" });
    },
  },
};

const publicStorage = "https://www.googleapis.com/storage/";

function checkSource(ctx: TerragruntRuleContext, value: Expression): void {
  if (value.kind !== "TemplateExpr" || value.style !== "quoted") return;
  const [first] = value.parts;
  if (first?.kind !== "TemplateLiteral" || !first.value.startsWith(publicStorage)) return;
  const at = { start: first.range.start, end: first.range.start };
  ctx.report(value.range, "put `gcs::` in front of this address; Terragrunt will not guess it for long", {
    fixes: [replaceFix(ctx.file.uri, at, "gcs::", "Put `gcs::` in front", { safety: "safe", preferred: true })],
  });
}

function checkPatterns(ctx: TerragruntRuleContext, value: Expression): void {
  if (value.kind !== "TupleConsExpr") return;
  for (const element of value.elements) {
    const pattern = literalString(element);
    if (pattern === undefined || slice(ctx.file.text, element.range) !== `"${pattern}"`) continue;
    const at = pattern.indexOf("/**/");
    if (at <= 0) continue;
    const directory = pattern.slice(0, at);
    const rest = pattern.slice(at + "/**/".length);
    if (rest === "" || rest.includes("**") || pattern.includes("{")) continue;
    const better = `${directory}/{${rest},**/${rest}}`;
    ctx.report(
      element.range,
      `\`${pattern}\` will not match files directly in \`${directory}\` for long; write \`${better}\``,
      {
        fixes: [
          replaceFix(ctx.file.uri, element.range, `"${better}"`, `Change to \`${better}\``, {
            safety: "safe",
            preferred: true,
          }),
        ],
      },
    );
  }
}

function checkTflint(ctx: TerragruntRuleContext, value: Expression): void {
  if (value.kind !== "TupleConsExpr") return;
  const [program, ...rest] = value.elements;
  if (!program || literalString(program) !== "tflint") return;
  const flag = "--terragrunt-external-tflint";
  if (rest.some((argument) => literalString(argument) === flag)) return;
  const at = { start: program.range.end, end: program.range.end };
  ctx.report(program.range, `the TFLint inside Terragrunt will go: install TFLint, and add \`${flag}\``, {
    fixes: [replaceFix(ctx.file.uri, at, `, "${flag}"`, `Add \`${flag}\``)],
  });
}

function checkAccessLogging(ctx: TerragruntRuleContext, value: Expression): void {
  if (value.kind !== "ObjectConsExpr") return;
  const entry = value.items.find(({ name }) => name === "skip_bucket_accesslogging");
  if (!entry) return;
  ctx.report(
    entry.key.range,
    "`skip_bucket_accesslogging` has no effect: access logging is on exactly where `accesslogging_bucket_name` is given",
    { level: "information", tags: ["deprecated", "unnecessary"] },
  );
}

function checkMocks(ctx: TerragruntRuleContext, attribute: Attribute, block: Block): void {
  const { file } = ctx;
  const strategy = "mock_outputs_merge_strategy_with_state";
  const { value } = attribute;
  const isOn = value.kind === "LiteralValueExpr" && value.value.type === "bool" ? value.value.value : undefined;
  const hasStrategy = attributeOf(block.body.items, strategy) !== undefined;
  const title = `Replace it by \`${strategy}\``;
  const fixes =
    hasStrategy || isOn === false
      ? [removeItemFix(file, block, attribute, `Remove \`${attribute.name.name}\``, { preferred: true })]
      : isOn
        ? [replaceFix(file.uri, attribute.range, `${strategy} = "shallow"`, title, { safety: "safe", preferred: true })]
        : [];
  ctx.report(
    attribute.name.range,
    `\`mock_outputs_merge_with_state\` is deprecated. Write \`${strategy} = "shallow"\` instead.`,
    {
      level: "information",
      fixes,
    },
  );
}
