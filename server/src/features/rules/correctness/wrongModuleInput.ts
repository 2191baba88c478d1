// # wrong-module-input
//
// Reports a module call that gives an input the module does not have, or leaves out one that it needs.
//
// Only modules in directories of the workspace are looked at; others cannot be seen.
//
// ## An input that is not there
//
// `main.tf`:
// ```hcl
// module "network" {
//   source = "./network"
//   region = "eu-west-1"
//   zoness = 3
// # ^^^^^^ error[wrong-module-input]: the module has no variable `zoness`. Did you mean `zones`?
// }
// ```
// `network/main.tf`:
// ```hcl
// variable "region" {}
//
// variable "zones" {
//   default = 2
// }
// ```
// -> fix "Change to `zones`"
//
// `main.tf`:
// ```hcl
// module "network" {
//   source = "./network"
//   region = "eu-west-1"
//   zones  = 3
// }
// ```

import { slice } from "../../../base/range.js";
import { didYouMean } from "../../../model/builtins/suggest.js";
import { effectiveArgument } from "../../../model/declarationSyntax.js";
import { moduleMetaArguments } from "../../../model/extract.js";
import type { Module } from "../../../model/module.js";
import type { Attribute, Block, SourceFile } from "../../../syntax/ast.js";
import { callBodies, requiredInputs, visibleCallee } from "../references/calls.js";
import { isConfiguration } from "../references/context.js";
import { declareVariable } from "../references/declareFix.js";
import type { ModuleRuleContext, Rule } from "../rule.js";
import { addArgumentFix, addArgumentsFix, placeholder, removeItemFix, suggestionFix } from "../structure/fixes.js";
import { didYouMeanSentence } from "../structure/words.js";

export const wrongModuleInput: Rule = {
  id: "wrong-module-input",
  group: "correctness",
  scope: "module",
  reads: "declarations",
  defaultLevel: "error",
  phase: "graph",
  visit: {
    block(block, where, ctx) {
      const name = block.labels[0]?.value;
      if (where.blocks.length > 0 || block.type.name !== "module" || block.labels.length !== 1 || !name) return;
      if (!isConfiguration(ctx.module, where.file.uri)) return;
      const callee = visibleCallee(ctx.snapshot, ctx.module, name);
      if (callee) check(ctx, where.file, block, callee);
    },
  },
};

const ownBlocks: ReadonlySet<string> = new Set(["lifecycle", "_", "locals", "provider"]);

function check(ctx: ModuleRuleContext, file: SourceFile, block: Block, callee: Module): void {
  const inputs = requiredInputs(callee);
  const given = new Set<string>();
  const bodies = callBodies(block);
  for (const body of bodies) {
    for (const item of body.body.items) {
      if (item.kind === "Attribute") given.add(item.name.name);
    }
  }
  for (const body of bodies) {
    for (const item of body.body.items) {
      if (item.kind === "Block") {
        if (body === block && ownBlocks.has(item.type.name)) continue;
        ctx.report(file.uri, item.type.range, `a module takes arguments, not blocks; write \`${item.type.name} = …\``, {
          summary: "Unsupported block type",
        });
      } else if (!inputs.has(item.name.name) && !(body === block && moduleMetaArguments.has(item.name.name))) {
        reportUnknown(ctx, file, body, item, callee, given);
      }
    }
  }
  if (!block.openBrace || !block.closeBrace || file.errors.length > 0) return;
  const missing = [...inputs]
    .filter(([name, isRequired]) => isRequired && !given.has(name))
    .map(([name]) => ({ name, value: inputPlaceholder(ctx, callee, name) }));
  for (const { name, value } of missing) {
    const variable = callee.declaration(`var.${name}`);
    ctx.report(
      file.uri,
      { start: block.openBrace.start, end: block.openBrace.start },
      `the module needs a value for its variable \`${name}\``,
      {
        summary: "Missing required argument",
        related: variable ? [{ uri: variable.uri, range: variable.fact.header, message: "declared here" }] : [],
        fixes: [
          addArgumentFix(file, block, name, value),
          ...(missing.length > 1
            ? [addArgumentsFix(file, block, missing, `Add the ${missing.length} missing inputs`)]
            : []),
        ],
      },
    );
  }
}

/** A value of the variable's type, as far as that is written down. */
function inputPlaceholder(ctx: ModuleRuleContext, callee: Module, name: string): string {
  const type = effectiveArgument(ctx.snapshot, callee, `var.${name}`, "type");
  return placeholder(type ? slice(type.file.text, type.node.value.range) : "any");
}

function reportUnknown(
  ctx: ModuleRuleContext,
  file: SourceFile,
  body: Block,
  item: Attribute,
  callee: Module,
  given: ReadonlySet<string>,
): void {
  const { name, range } = item.name;
  const suggestion = didYouMean(
    name,
    [...requiredInputs(callee).keys()].filter((candidate) => !given.has(candidate)),
  );
  ctx.report(file.uri, range, `the module has no variable \`${name}\`.${didYouMeanSentence(suggestion)}`, {
    summary: "Unsupported argument",
    fixes: [
      ...(suggestion === undefined ? [] : [suggestionFix(file.uri, range, suggestion)]),
      removeItemFix(file, body, item, `Remove \`${name}\``),
      {
        ...declareVariable(ctx.snapshot, callee, callee.files[0]?.entry.uri ?? "", name),
        title: `Declare variable "${name}" in the module`,
      },
    ],
  });
}
