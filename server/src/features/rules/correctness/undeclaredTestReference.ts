// # undeclared-test-reference
//
// Reports a reference in a test file to a run that has not been executed by then, or to an output that there is not.
//
// A run sees the outputs of the runs above it in the same file, and nothing of those below.
// OpenTofu says so when the test is run, and leaves out all that follows.
//
// `main.tftest.hcl`:
// ```hcl
// run "create" {
//   variables {
//     size = run.update.size
// #          ^^^^^^^^^^ error[undeclared-test-reference]: the run `update` stands below, so it has not been executed yet
//   }
// }
//
// run "update" {
// }
// ```
//
// `main.tf`:
// ```hcl
// variable "size" {
//   type    = number
//   default = 1
// }
//
// output "size" {
//   value = var.size
// }
// ```

import { literalString } from "../../../model/access.js";
import { didYouMean, sortedNames } from "../../../model/builtins/suggest.js";
import { argument, nestedBlock } from "../../../model/extract.js";
import type { Module } from "../../../model/module.js";
import type { Block, SourceFile, TraversalStep } from "../../../syntax/ast.js";
import { isReadable } from "../references/context.js";
import { parseReference } from "../references/parsed.js";
import type { ModuleRuleContext, Rule, Where } from "../rule.js";
import { suggestionFix } from "../structure/fixes.js";
import { didYouMeanSentence } from "../structure/words.js";

export const undeclaredTestReference: Rule = {
  id: "undeclared-test-reference",
  group: "correctness",
  scope: "module",
  defaultLevel: "error",
  visit: {
    reference(origin, where, ctx) {
      if (ctx.snapshot.entry(where.file.uri)?.type?.kind !== "test") return;
      const parsed = parseReference(origin.base, true);
      if (parsed.kind !== "run" && parsed.kind !== "output") return;
      const [top] = where.blocks;
      if (!top) return;
      if (parsed.kind === "run") checkRun(ctx, where, top, parsed);
      else if (top.type.name === "run") checkOutput(ctx, where, top, parsed);
    },
  },
};

interface Named {
  readonly name: string;
  readonly range: { readonly start: number; readonly end: number };
  readonly rest: readonly TraversalStep[];
}

function checkRun(ctx: ModuleRuleContext, where: Where, top: Block, { name, range, rest }: Named): void {
  const { uri } = where.file;
  const runs = runsOf(where.file);
  const run = runs.get(name);
  if (!run) {
    const others = sortedNames([...runs.keys()].filter((each) => each !== top.labels[0]?.value));
    const hint = didYouMeanSentence(didYouMean(name, others));
    ctx.report(uri, range, `this file has no run \`${name}\`.${hint}`, { summary: "Reference to unknown run block" });
    return;
  }
  if (top.type.name === "run" && run.range.start >= top.range.start) {
    const why =
      run === top
        ? "a run cannot read its own outputs this way"
        : `the run \`${name}\` stands below, so it has not been executed yet`;
    ctx.report(uri, range, run === top ? `${why}; write \`output\` instead of \`run.${name}\`` : why, {
      summary: "Reference to unavailable run block",
      related: [{ uri, range: run.header, message: "the run is here" }],
    });
    return;
  }
  const [step] = rest;
  const module = moduleOf(ctx, run);
  if (!module || step?.kind !== "AttrStep" || module.declarations.has(`output.${step.name}`)) return;
  const suggestion = suggestedOutput(module, step.name);
  ctx.report(
    uri,
    step.range,
    `the module that the run \`${name}\` tests has no output \`${step.name}\`.${didYouMeanSentence(suggestion)}`,
    {
      summary: "Unsupported attribute",
      fixes: suggestion === undefined ? [] : [suggestionFix(uri, step.nameRange, suggestion)],
    },
  );
}

function checkOutput(ctx: ModuleRuleContext, where: Where, run: Block, { name, range }: Named): void {
  const module = moduleOf(ctx, run);
  if (!module || module.declarations.has(`output.${name}`)) return;
  const hint = didYouMeanSentence(suggestedOutput(module, name));
  ctx.report(where.file.uri, range, `the module that is tested has no output \`${name}\`.${hint}`, {
    summary: "Reference to undeclared output value",
  });
}

function runsOf(file: SourceFile): ReadonlyMap<string, Block> {
  const runs = new Map<string, Block>();
  for (const item of file.body.items) {
    const label = item.kind === "Block" && item.type.name === "run" ? item.labels[0] : undefined;
    if (label && item.kind === "Block" && !runs.has(label.value)) runs.set(label.value, item);
  }
  return runs;
}

/** The module that a run tests, where all of it can be seen. */
function moduleOf(ctx: ModuleRuleContext, run: Block): Module | undefined {
  const block = nestedBlock(run.body, "module");
  const source = block && argument(block.body, "source")?.value;
  const module = block
    ? ctx.snapshot.callee(ctx.module, source ? literalString(source) : undefined)
    : ctx.module.files.length > 0
      ? ctx.module
      : undefined;
  return module && isReadable(ctx.snapshot, module) ? module : undefined;
}

function suggestedOutput(module: Module, name: string): string | undefined {
  return didYouMean(name, sortedNames([...module.declarationsOf("output")].map(({ fact }) => fact.name)));
}
