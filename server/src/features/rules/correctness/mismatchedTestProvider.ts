// # mismatched-test-provider
//
// Reports a provider of a test file that stands for two different providers in its runs.
//
// A run takes the provider configurations of its file by name, or by the names in its `providers`. What a name stands
// for is decided by the `required_providers` of the module that the run tests.
//
// ## A configuration of another provider
//
// `main.tf`:
// ```hcl
// terraform {
//   required_providers {
//     aws = {
//       source = "hashicorp/aws"
//     }
//   }
// }
// ```
// `main.tofutest.hcl`:
// ```hcl
// provider "google" {}
//
// run "first" {
//   providers = {
//     aws = google
//   #       ^^^^^^ error[mismatched-test-provider]: `google` is the provider `hashicorp/google`, and the module wants `hashicorp/aws`
//   }
// }
// ```
import { literalString } from "../../../model/access.js";
import { argument, nestedBlock } from "../../../model/extract.js";
import type { Module } from "../../../model/module.js";
import type { Block, SourceFile } from "../../../syntax/ast.js";
import { addressOf, passedProviders, requiredProviders } from "../references/providers.js";
import type { ModuleRuleContext, Rule } from "../rule.js";
import { shownAddress } from "../structure/providerSource.js";
import { providerReference } from "./invalidProviderReference.js";

export const mismatchedTestProvider: Rule = {
  id: "mismatched-test-provider",
  group: "correctness",
  scope: "module",
  defaultLevel: "error",
  phase: "providers",
  check(ctx) {
    for (const { entry } of ctx.snapshot.testsOf(ctx.module)) {
      const file = ctx.snapshot.file(entry.uri);
      if (file) checkFile(ctx, file);
    }
  },
};

interface Run {
  readonly block: Block;
  readonly module: Module;
}

function checkFile(ctx: ModuleRuleContext, file: SourceFile): void {
  const blocks = file.body.items.filter((item): item is Block => item.kind === "Block");
  const runs = blocks
    .filter(({ type }) => type.name === "run")
    .flatMap((block): Run[] => {
      const module = testedModule(ctx, block);
      return module ? [{ block, module }] : [];
    });
  for (const run of runs) checkPassed(ctx, file, run);
  const implicit = runs.filter(({ block }) => !argument(block.body, "providers"));
  for (const block of blocks) if (block.type.name === "provider") checkImplicit(ctx, file, block, implicit);
}

/** The module that a run tests; undefined where its source cannot be seen. */
function testedModule(ctx: ModuleRuleContext, run: Block): Module | undefined {
  const other = nestedBlock(run.body, "module");
  if (!other) return ctx.module;
  const source = argument(other.body, "source");
  return source && ctx.snapshot.callee(ctx.module, literalString(source.value));
}

function checkPassed(ctx: ModuleRuleContext, file: SourceFile, { block, module }: Run): void {
  for (const { child, parent } of passedProviders(block)) {
    const wanted = providerReference(child);
    const given = providerReference(parent);
    if (!wanted || !given) continue;
    const address = addressOf(module, wanted.name);
    const actual = addressOf(ctx.module, given.name);
    if (address === actual) continue;
    ctx.report(
      file.uri,
      given.nameRange,
      `\`${given.name}\` is the provider \`${shownAddress(actual)}\`, and the module wants \`${shownAddress(address)}\``,
      { summary: "Provider type mismatch" },
    );
  }
}

/** The first run decides what a configuration is for. */
function checkImplicit(ctx: ModuleRuleContext, file: SourceFile, provider: Block, runs: readonly Run[]): void {
  const name = provider.labels[0]?.value;
  if (name === undefined) return;
  let first: string | undefined;
  for (const { module, block } of runs) {
    if (!usesProvider(module, name)) continue;
    const address = addressOf(module, name);
    first ??= address;
    if (address === first) continue;
    ctx.report(
      file.uri,
      provider.header,
      `\`${name}\` is the provider \`${shownAddress(first)}\` for an earlier run, and \`${shownAddress(address)}\` for run "${block.labels[0]?.value}"`,
      {
        summary: "Provider type mismatch",
        related: [{ uri: file.uri, range: block.header, message: "used by this run" }],
      },
    );
    return;
  }
}

function usesProvider(module: Module, name: string): boolean {
  if (requiredProviders(module).has(name)) return true;
  for (const { facts } of module.files) {
    for (const { kind, type } of facts.declarations) {
      if (kind === "provider" ? type === name : type?.split("_", 1)[0] === name) return true;
    }
  }
  return false;
}
