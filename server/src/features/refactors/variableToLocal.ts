// # variable-to-local
//
// Makes an input variable that nobody sets a local value, with its default.
//
// ```hcl
// variable <|>"size" {
//   type    = number
//   default = 3
// }
//
// resource "terraform_data" "x" {
//   input = var.size
// }
// ```
// ->
// ```hcl
// resource "terraform_data" "x" {
//   input = local.size
// }
//
// locals {
//   size = 3
// }
// ```

import { slice } from "../../base/range.js";
import { SourceChangeBuilder } from "../../base/sourceChange.js";
import { bareName } from "../../model/access.js";
import { argument, nestedBlock } from "../../model/extract.js";
import type { Block, Expression } from "../../syntax/ast.js";
import { wholeBlock } from "../rewriting/blockEdits.js";
import { declaredBlock } from "../rewriting/declarationNodes.js";
import { addLocal } from "../rewriting/newDeclarations.js";
import { bringsMistakes, newMistake } from "../rewriting/newMistakes.js";
import { hiddenReferences, placeText } from "../rewriting/referenceRewriter.js";
import { sitesOf } from "../rewriting/sites.js";
import { literalType } from "./extractVariable.js";
import type { Refactor, RefactorContext } from "./refactor.js";
import { blockAtHeader } from "./singleToForEach.js";

const title = "Make it a local value";
const converted = "Its type makes something else of the default, and a local value would be what is written there.";

export const variableToLocal: Refactor = {
  id: "variable-to-local",
  title,
  kind: "refactor.rewrite",
  inverse: "local-to-variable",
  unattended: false,
  run(ctx) {
    const block = blockAtHeader(ctx);
    const label = block?.labels[0]?.value;
    if (block?.type.name !== "variable" || label === undefined) return;
    const standard = argument(block.body, "default")?.value;
    const value = exactDefault(ctx, block);
    if (!standard) return;
    const reason = whySet(ctx, label) ?? whyNot(block) ?? (value ? undefined : converted);
    if (reason !== undefined || !value) {
      ctx.refuse(title, block.header, reason ?? converted);
      return;
    }
    const build = () => {
      const { file, module, snapshot } = ctx;
      const change = new SourceChangeBuilder();
      const name = module.freeName("local", label);
      for (const site of sitesOf(snapshot, module, `var.${label}`)) {
        change.replace(site.uri, site.origin.addressRange, `local.${name}`);
      }
      change.remove(file.uri, wholeBlock(file, block));
      addLocal(change, snapshot, module, file, name, slice(file.text, value.range));
      return change.build();
    };
    if (bringsMistakes(ctx, ctx.module, build())) ctx.refuse(title, block.header, newMistake);
    else ctx.offer(`${title} (assumes that nobody sets it from outside)`, block.header, build);
  },
};

/** A variable's default, where the variable is that very value: one of no type, or a literal of its type. */
export function exactDefault(ctx: RefactorContext, block: Block): Expression | undefined {
  const value = argument(block.body, "default")?.value;
  const type = argument(block.body, "type")?.value;
  // Without a type, or with `any` alone, nothing is converted.
  if (value && (type === undefined || bareName(type) === "any")) return value;
  // A default is converted to the type; only a literal of that very type is certain to stay what it is.
  const kind = value && literalType(value);
  return kind !== undefined && type && slice(ctx.file.text, type.range) === kind ? value : undefined;
}

/** Why a variable is more than its default. */
export function whyNot(block: Block): string | undefined {
  for (const name of ["sensitive", "ephemeral", "deprecated", "const"]) {
    if (argument(block.body, name)) return `It is marked ${name}, which a local value cannot be.`;
  }
  return nestedBlock(block.body, "validation") ? "It has a validation, which a local value cannot have." : undefined;
}

/** Where the workspace gives the variable a value; undefined where it does not. */
export function whySet(ctx: RefactorContext, name: string): string | undefined {
  const { snapshot, module } = ctx;
  const key = `var.${name}`;
  const hidden = hiddenReferences(snapshot, module, [key]);
  if (hidden) return hidden;
  if ((module.declarations.get(key)?.length ?? 0) !== 1 || module.overriding.has(key))
    return `${key} is declared more than once; keep one declaration first.`;
  const tests = snapshot
    .testsOf(module)
    .flatMap(({ entry, facts }) => facts.references.map((fact) => ({ uri: entry.uri, fact })));
  const set = [...module.referencesTo(key), ...tests].find(({ fact }) => fact.key === key && fact.place === "value");
  if (set) return `It is set at ${placeText(snapshot, { uri: set.uri, range: set.fact.range }, module.directory)}.`;
  for (const caller of snapshot.callersOf(module)) {
    const call = declaredBlock(snapshot, caller.module.declaration(caller.key));
    const input = call && argument(call.block.body, name);
    if (call && input)
      return `It is set at ${placeText(snapshot, { uri: call.file.uri, range: input.range }, module.directory)}.`;
  }
  return undefined;
}
