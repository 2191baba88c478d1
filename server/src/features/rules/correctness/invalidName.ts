// # invalid-name
//
// Reports a name that OpenTofu does not accept for what it names.
//
// Names start with a letter or `_` and hold letters, digits, `_` and `-`. The local name of a provider holds lower-case
// letters, digits and dashes only.
//
// ```hcl
// variable "1st" {
// #        ^^^^^ error[invalid-name]: `1st` is not a name: start with a letter or `_`, and go on with letters, digits, `_` or `-`
// }
// ```
import type { TextRange } from "../../../base/range.js";
import { bareName, literalString } from "../../../model/access.js";
import { argument } from "../../../model/extract.js";
import type { Block } from "../../../syntax/ast.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";
import { replaceFix } from "../structure/fixes.js";
import { isName, providerNameProblem } from "../structure/names.js";

/** What OpenTofu calls the labels that must be names, by block type. */
const labelSummaries: Readonly<Record<string, readonly string[]>> = {
  variable: ["Invalid variable name"],
  output: ["Invalid output name"],
  module: ["Invalid module instance name"],
  resource: ["Invalid resource type name", "Invalid resource name"],
  data: ["Invalid data source name", "Invalid data resource name"],
  ephemeral: ["Invalid ephemeral resource type name", "Invalid ephemeral resource name"],
  check: ["Invalid check block name"],
  run: ["Invalid run block name"],
};

export const invalidName: Rule = {
  id: "invalid-name",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    for (const { block, path, blocks } of schemaBodies(ctx)) {
      if (!block) continue;
      const type = block.type.name;
      const isTop = path.length === 1 || (path.length === 2 && path[0] === "check" && type === "data");
      if (isTop) checkLabels(ctx, block, labelSummaries[type] ?? []);
      if (isTop && (type === "provider" || type === "mock_provider")) checkProvider(ctx, block);
      if (type === "provider_meta" && blocks.length === 1) checkProviderLabel(ctx, block);
      if (path.length === 3 && path[1] === "encryption") checkEncryptionLabels(ctx, block);
      if (isTop && ["resource", "data", "ephemeral", "import"].includes(type)) checkProviderArgument(ctx, block);
      if (type === "required_providers" && path[0] === "terraform") checkRequiredProviders(ctx, block);
    }
  },
};

function notAName(name: string): string {
  return `\`${name}\` is not a name: start with a letter or \`_\`, and go on with letters, digits, \`_\` or \`-\``;
}

function checkLabels(ctx: FileRuleContext, block: Block, summaries: readonly string[]): void {
  summaries.forEach((summary, index) => {
    const label = block.labels[index];
    if (label && !isName(label.value)) ctx.report(label.range, notAName(label.value), { summary });
  });
}

function checkProvider(ctx: FileRuleContext, block: Block): void {
  if (block.type.name === "provider") checkProviderLabel(ctx, block);
  const value = argument(block.body, "alias")?.value;
  // Numbers and bools are taken as text, and are then no names.
  const alias =
    value?.kind === "LiteralValueExpr"
      ? ctx.file.text.slice(value.range.start, value.range.end)
      : value && literalString(value);
  if (alias === undefined || (isName(alias) && value?.kind !== "LiteralValueExpr") || !value) return;
  const what = block.type.name === "provider" ? "provider" : "mock provider";
  ctx.report(value.range, notAName(alias), { summary: `Invalid ${what} configuration alias` });
}

function checkProviderLabel(ctx: FileRuleContext, block: Block): void {
  const label = block.labels[0];
  if (label) checkProviderName(ctx, label.value, block.header, label.range, (name) => `"${name}"`);
}

function checkProviderArgument(ctx: FileRuleContext, block: Block): void {
  const value = argument(block.body, "provider")?.value;
  if (value?.kind !== "ScopeTraversalExpr" || (bareName(value) === undefined && value.steps.length > 2)) return;
  checkProviderName(ctx, value.root.name, value.root.range, value.root.range, (name) => name);
}

function checkRequiredProviders(ctx: FileRuleContext, block: Block): void {
  for (const item of block.body.items) {
    if (item.kind !== "Attribute") continue;
    const problem = providerNameProblem(item.name.name);
    // A name that cannot be normalised is reported by its own summary here.
    if (problem?.normalized !== undefined) {
      checkProviderName(ctx, item.name.name, item.value.range, item.name.range, (name) => name);
    } else if (problem) {
      ctx.report(item.value.range, problem.message, { summary: "Invalid provider name" });
    }
  }
}

function checkProviderName(
  ctx: FileRuleContext,
  name: string,
  range: TextRange,
  nameRange: TextRange,
  written: (name: string) => string,
): void {
  const problem = providerNameProblem(name);
  if (!problem) return;
  const { normalized } = problem;
  ctx.report(range, problem.message, {
    summary: "Invalid provider local name",
    fixes:
      normalized === undefined
        ? []
        : [
            replaceFix(ctx.file.uri, nameRange, written(normalized), `Change to \`${normalized}\``, {
              preferred: true,
            }),
          ],
  });
}

function checkEncryptionLabels(ctx: FileRuleContext, block: Block): void {
  const what = block.type.name === "key_provider" ? "key provider" : "encryption method";
  if (block.type.name !== "key_provider" && block.type.name !== "method") return;
  const summaries = ["type", "name"].map((part) => `The provided ${what} ${part} is invalid`);
  checkLabels(ctx, block, summaries);
}
