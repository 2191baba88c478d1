// # moved-object-still-declared
//
// Reports a `moved` block whose `from` is still declared, so that nothing can have moved away from it.
//
// A disabled object counts as declared.
//
// ```hcl
// resource "terraform_data" "a" {}
//
// resource "terraform_data" "b" {}
//
// moved {
// #<^^^ error[moved-object-still-declared]: `terraform_data.a` is still declared; remove its block, or this move
//   from = terraform_data.a
//   to   = terraform_data.b
// }
// ```
import { addressKey } from "../../../model/address.js";
import { blockOf } from "../../../model/declarationSyntax.js";
import type { Module } from "../../../model/module.js";
import { instancesOf } from "../../../model/moduleValues/instances.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { AddressPath } from "../../rewriting/addressPath.js";
import { repeatableAddress } from "../../rewriting/declarationNodes.js";
import { removeBlockFix } from "../lint/blockRemoval.js";
import type { Rule } from "../rule.js";
import { movesOf } from "./moveFacts.js";

export const movedObjectStillDeclared: Rule = {
  id: "moved-object-still-declared",
  group: "plan",
  scope: "module",
  defaultLevel: "error",
  phase: "plan",
  check(ctx) {
    for (const { uri, file, block, from, fromText, toText } of movesOf(ctx.snapshot, ctx.module)) {
      if (fromText === toText) continue;
      const declared = declaredAt(ctx.snapshot, ctx.module, from);
      if (!declared) continue;
      ctx.report(uri, block.header, `\`${fromText}\` is still declared; remove its block, or this move`, {
        summary: "Moved object still exists",
        related: [{ uri: declared.file.uri, range: declared.node.header, message: "it is declared here" }],
        fixes: [removeBlockFix(file, block, "Remove this `moved` block", "unsafe")],
      });
    }
  },
};

/** The block that declares an address; undefined where it is not declared, or that cannot be told. */
function declaredAt(snapshot: WorkspaceSnapshot, module: Module, path: AddressPath) {
  let at = module;
  for (const [i, step] of path.steps.entries()) {
    const isLast = i === path.steps.length - 1;
    const declaration = at.declaration(step.key);
    if (!declaration) return undefined;
    if (isLast) {
      const placed = blockOf(snapshot, declaration);
      if (!placed || placed.blocks.length > 0) return undefined;
      const address = repeatableAddress(placed.node);
      if (!address || addressKey(address) !== step.key) return undefined;
      const kind = instancesOf(snapshot, at, step.key)?.kind;
      // A whole address names all instances. One with a key is declared where the object has keys of that kind, and
      // which keys those are is only known for literals, so only the plain cases are judged.
      const key = step.instance?.key;
      if (!key) return kind === "single" || kind === "enabled" ? placed : undefined;
      return undefined;
    }
    const callee = snapshot.callee(at, declaration.fact.source);
    if (!callee) return undefined;
    at = callee;
  }
  return undefined;
}
