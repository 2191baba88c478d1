// # undeclared-reference
//
// Reports a reference to something that the module does not declare.
//
// OpenTofu looks for it in all files of the module, and nowhere else: a variable of the caller must be passed on.
// Nothing is reported while a file cannot be read as a whole, since the declaration may be in it.
//
// ```hcl
// variable "region" {}
//
// output "region" {
//   value = var.regoin
// #         ^^^^^^^^^^ error[undeclared-reference]: this module has no variable `regoin`. Did you mean `region`?
// }
// ```
// -> fix "Change to `region`"
// ```hcl
// variable "region" {}
//
// output "region" {
//   value = var.region
// }
// ```
import { didYouMean, sortedNames } from "../../../model/builtins/suggest.js";
import type { Module } from "../../../model/module.js";
import type { ReferenceOrigin } from "../../../model/references.js";
import type { Fix } from "../../diagnostic.js";
import { canDeclare, isEvaluated, isReadable } from "../references/context.js";
import { declareLocal, declareVariable } from "../references/declareFix.js";
import { type ParsedReference, parseReference } from "../references/parsed.js";
import type { ModuleRuleContext, Rule, Where } from "../rule.js";
import { replaceFix, suggestionFix } from "../structure/fixes.js";
import { didYouMeanSentence } from "../structure/words.js";

export const undeclaredReference: Rule = {
  id: "undeclared-reference",
  group: "correctness",
  scope: "module",
  reads: "declarations",
  defaultLevel: "error",
  phase: "validate",
  visit: {
    reference(origin, where, ctx) {
      if (!isEvaluated(ctx, origin, where) || !isReadable(ctx.snapshot, ctx.module)) return;
      const parsed = parseReference(origin.base, false);
      switch (parsed.kind) {
        case "variable":
        case "local":
          checkNamed(ctx, where, origin, parsed.kind, parsed.name, parsed.range);
          break;
        case "module":
          if (!isDeclared(ctx.module, `module.${parsed.name}`)) reportModule(ctx, where, origin, parsed);
          break;
        case "resource":
          checkResource(ctx, where, parsed);
          break;
      }
    },
  },
};

/** Override files cannot declare anything new; what they add is reported there. */
function isDeclared(module: Module, key: string): boolean {
  return module.declarations.has(key) || module.overriding.has(key);
}

/** `check.c` may be a check, or a resource of the type `check`; an expression can only mean the latter. */
function isDeclaredResource(module: Module, key: string): boolean {
  const declarations = module.declarations.get(key) ?? module.overriding.get(key) ?? [];
  return declarations.some(({ fact }) => fact.type !== undefined && fact.kind !== "provider");
}

function checkNamed(
  ctx: ModuleRuleContext,
  where: Where,
  origin: ReferenceOrigin,
  kind: "variable" | "local",
  name: string,
  range: { readonly start: number; readonly end: number },
): void {
  const prefix = kind === "variable" ? "var" : "local";
  if (isDeclared(ctx.module, `${prefix}.${name}`)) return;
  const { uri } = where.file;
  const suggestion = suggestionFor(ctx.module, kind, name);
  const what = kind === "variable" ? "variable" : "local value";
  const fixes: Fix[] = [];
  if (suggestion !== undefined) fixes.push(suggestionFix(uri, origin.nameRange, suggestion));
  if (canDeclare(name)) {
    fixes.push(
      kind === "variable"
        ? declareVariable(ctx.snapshot, ctx.module, uri, name)
        : declareLocal(ctx.snapshot, uri, name),
    );
  }
  ctx.report(uri, range, `this module has no ${what} \`${name}\`.${didYouMeanSentence(suggestion)}`, {
    summary: `Reference to undeclared ${kind === "variable" ? "input variable" : "local value"}`,
    fixes,
  });
}

function suggestionFor(module: Module, kind: "variable" | "local" | "module", name: string): string | undefined {
  return didYouMean(name, sortedNames([...module.declarationsOf(kind)].map(({ fact }) => fact.name)));
}

function reportModule(
  ctx: ModuleRuleContext,
  where: Where,
  origin: ReferenceOrigin,
  parsed: Extract<ParsedReference, { kind: "module" }>,
): void {
  const suggestion = suggestionFor(ctx.module, "module", parsed.name);
  ctx.report(
    where.file.uri,
    parsed.range,
    `this module has no call \`module "${parsed.name}"\`.${didYouMeanSentence(suggestion)}`,
    {
      summary: "Reference to undeclared module",
      fixes: suggestion === undefined ? [] : [suggestionFix(where.file.uri, origin.nameRange, suggestion)],
    },
  );
}

function checkResource(
  ctx: ModuleRuleContext,
  where: Where,
  { mode, type, name, key, range }: Extract<ParsedReference, { kind: "resource" }>,
): void {
  const { module } = ctx;
  const { uri } = where.file;
  if (isDeclaredResource(module, key)) {
    checkScoped(ctx, where, key, range);
    return;
  }
  const asData = `data.${type}.${name}`;
  const isData = mode === "managed" && module.declarations.has(asData);
  const names = [...module.declarationsOf(mode === "managed" ? "resource" : mode)]
    .filter(({ fact }) => fact.type === type)
    .map(({ fact }) => fact.name);
  const suggestion = didYouMean(name, sortedNames(names));
  const word = mode === "managed" ? "resource" : mode;
  const hint = isData ? ` Did you mean the data source \`${asData}\`?` : didYouMeanSentence(suggestion);
  const fixes: Fix[] = [];
  if (isData)
    fixes.push(
      replaceFix(uri, { start: range.start, end: range.start }, "data.", `Change to \`${asData}\``, {
        preferred: true,
      }),
    );
  else if (suggestion !== undefined) {
    const prefix = key.slice(0, key.length - name.length);
    fixes.push(replaceFix(uri, range, prefix + suggestion, `Change to \`${suggestion}\``, { preferred: true }));
  }
  ctx.report(uri, range, `this module has no \`${word} "${type}" "${name}"\`.${hint}`, {
    summary: "Reference to undeclared resource",
    fixes,
  });
}

/** A data source inside a `check` exists for the assertions of that check only. */
function checkScoped(
  ctx: ModuleRuleContext,
  where: Where,
  key: string,
  range: { readonly start: number; readonly end: number },
): void {
  const declarations = ctx.module.declarations.get(key) ?? [];
  const scoped = declarations.find(({ fact }) => fact.nested !== undefined);
  if (!scoped || declarations.length > 1) return;
  const [top] = where.blocks;
  const isInside = top && scoped.uri === where.file.uri && where.file.body.items[scoped.fact.item] === top;
  if (isInside) return;
  ctx.report(
    where.file.uri,
    range,
    "this data source stands inside a `check` block, so only the assertions of that block can use it. Declare it at the top of a file instead.",
    {
      summary: "Reference to scoped resource",
      related: [{ uri: scoped.uri, range: scoped.fact.header, message: "declared here" }],
    },
  );
}
