// # delete-declaration
//
// Deletes a variable, local value, output or data source that nothing uses; where it is used the places are named.
//
// ```hcl
// variable <|>"unused" {
//   default = 1
// }
//
// output "a" {
//   value = 1
// }
// ```
// ->
// ```hcl
// output "a" {
//   value = 1
// }
// ```

import { SourceChangeBuilder } from "../../base/sourceChange.js";
import { addressKey } from "../../model/address.js";
import { argument } from "../../model/extract.js";
import type { Block } from "../../syntax/ast.js";
import { removeItem } from "../rewriting/blockEdits.js";
import { declaredBlock, repeatableAddress } from "../rewriting/declarationNodes.js";
import { hiddenReferences, placeText } from "../rewriting/referenceRewriter.js";
import { removeBlock } from "../rewriting/removal.js";
import { sitesOf } from "../rewriting/sites.js";
import { localAt } from "./inlineLocal.js";
import type { Refactor, RefactorContext } from "./refactor.js";
import { blockAtHeader } from "./singleToForEach.js";

const title = "Delete the declaration";

export const deleteDeclaration: Refactor = {
  id: "delete-declaration",
  title,
  kind: "refactor.rewrite",
  inverse: { none: "What is gone cannot be read from the files." },
  unattended: false,
  run(ctx) {
    const local = localAt(ctx);
    if (local) {
      const { attribute, block } = local;
      const key = `local.${attribute.name.name}`;
      const reason = whyUsed(ctx, key);
      if (reason) ctx.refuse(title, attribute.name.range, reason);
      else if (block.body.items.length > 1) {
        ctx.offer(title, attribute.name.range, () => {
          const change = new SourceChangeBuilder();
          for (const edit of removeItem(ctx.file, block, attribute))
            change.replace(ctx.file.uri, edit.range, edit.newText);
          return change.build();
        });
      } else ctx.offer(title, attribute.name.range, () => removed(ctx, block));
      return;
    }
    const block = blockAtHeader(ctx);
    const key = block && keyOf(block);
    if (!block || key === undefined) return;
    const reason = whyUsed(ctx, key);
    // Nothing says who reads the outputs of a module that nobody here calls.
    const isSeen = !key.startsWith("output.") || ctx.snapshot.callersOf(ctx.module).length > 0;
    const assumes = isSeen ? "" : " (assumes that nobody reads it from outside)";
    if (reason) ctx.refuse(title, block.header, reason);
    else ctx.offer(title + assumes, block.header, () => removed(ctx, block));
  },
};

/** The address of a declaration that can go without changing a plan; resources and calls hold objects. */
function keyOf(block: Block): string | undefined {
  const label = block.labels[0]?.value;
  if (block.type.name === "variable" && label !== undefined) return addressKey({ kind: "variable", name: label });
  if (block.type.name === "output" && label !== undefined) return addressKey({ kind: "output", name: label });
  const address = repeatableAddress(block);
  return address?.kind === "resource" && address.mode !== "managed" ? addressKey(address) : undefined;
}

/** Where the declaration is used, as a sentence; undefined where it is not. */
function whyUsed(ctx: RefactorContext, key: string): string | undefined {
  const { snapshot, module } = ctx;
  const hidden = hiddenReferences(snapshot, module, [key]);
  if (hidden) return hidden;
  if ((module.declarations.get(key)?.length ?? 0) !== 1)
    return `${key} is declared more than once; keep one declaration first.`;
  if (module.overriding.has(key)) return `An override file changes ${key}.`;
  const tests = snapshot
    .testsOf(module)
    .flatMap(({ entry, facts }) =>
      facts.references.filter((fact) => fact.key === key).map((fact) => ({ uri: entry.uri, fact })),
    );
  const uses = [...module.referencesTo(key), ...tests].map(({ uri, fact }) =>
    placeText(snapshot, { uri, range: fact.range }, module.directory),
  );
  const name = key.split(".").pop() ?? "";
  if (key.startsWith("var.")) {
    for (const caller of snapshot.callersOf(module)) {
      const call = declaredBlock(snapshot, caller.module.declaration(caller.key));
      const input = call && argument(call.block.body, name);
      if (call && input) uses.push(placeText(snapshot, { uri: call.file.uri, range: input.range }, module.directory));
    }
  }
  if (key.startsWith("output.")) uses.push(...outputUses(ctx, name));
  const distinct = [...new Set(uses)];
  if (distinct.length === 0) return undefined;
  const more = distinct.length > 5 ? ` and ${distinct.length - 5} more` : "";
  return `${key} is used at ${distinct.slice(0, 5).join(", ")}${more}.`;
}

/** Where the module's callers read an output, or all outputs at once. */
function outputUses({ snapshot, module }: RefactorContext, name: string): readonly string[] {
  return snapshot.callersOf(module).flatMap((caller) =>
    sitesOf(snapshot, caller.module, caller.key)
      .filter(({ origin }) => origin.place === "expression")
      .filter(({ origin }) => {
        const attribute = origin.accessors.find((one) => one.kind === "attr");
        return attribute?.kind !== "attr" || attribute.name === name;
      })
      .map(({ uri, origin }) => placeText(snapshot, { uri, range: origin.range }, module.directory)),
  );
}

function removed({ file }: RefactorContext, block: Block) {
  const change = new SourceChangeBuilder();
  removeBlock(change, file, block);
  return change.build();
}
