// # missing-override-target
//
// Reports a test that replaces a resource, data source or module which the tested module does not have.
//
// ## A name that has changed
//
// `main.tf`:
// ```hcl
// resource "terraform_data" "web" {}
// ```
// `main.tofutest.hcl`:
// ```hcl
// override_resource {
//   target = terraform_data.server
// #          ^^^^^^^^^^^^^^^^^^^^^ error[missing-override-target]: the tested module has no `terraform_data.server`
// }
//
// override_module {
//   target = module.network
// #          ^^^^^^^^^^^^^^ error[missing-override-target]: the tested module calls no `module.network`
// }
// ```
import { addressKey } from "../../../model/address.js";
import { argument, nestedBlock } from "../../../model/extract.js";
import type { Module } from "../../../model/module.js";
import type { Block, SourceFile } from "../../../syntax/ast.js";
import { visibleCallee } from "../references/calls.js";
import { isReadable } from "../references/context.js";
import { parseTarget, type Target, targetText } from "../references/targets.js";
import type { ModuleRuleContext, Rule } from "../rule.js";

export const missingOverrideTarget: Rule = {
  id: "missing-override-target",
  group: "correctness",
  scope: "module",
  defaultLevel: "error",
  check(ctx) {
    if (ctx.module.files.length === 0) return;
    for (const { entry } of ctx.snapshot.testsOf(ctx.module)) {
      const file = ctx.snapshot.file(entry.uri);
      for (const item of file?.body.items ?? []) {
        if (!file || item.kind !== "Block") continue;
        checkOverride(ctx, file, item);
        // A step with a module of its own tests that one.
        if (item.type.name !== "run" || nestedBlock(item.body, "module")) continue;
        for (const inner of item.body.items) if (inner.kind === "Block") checkOverride(ctx, file, inner);
      }
    }
  },
};

// Source of the rule: OpenTofu 1.12, `internal/configs/config.go`, which says so when `tofu test` runs.
function checkOverride(ctx: ModuleRuleContext, file: SourceFile, block: Block): void {
  const type = block.type.name;
  if (type !== "override_resource" && type !== "override_data" && type !== "override_module") return;
  const value = argument(block.body, "target")?.value;
  const parsed = value?.kind === "ScopeTraversalExpr" ? parseTarget(value) : undefined;
  if (!value || !parsed || "problem" in parsed) return;
  const { target } = parsed;
  if ((type === "override_module") !== (target.resource === undefined)) return;
  const module = moduleAt(ctx, target);
  const report = (message: string, summary: string) => ctx.report(file.uri, value.range, message, { summary });
  if (module === "unseen") return;
  if (module === undefined) {
    const path = targetText({ ...target, resource: undefined });
    report(`the tested module calls no \`${path}\``, `Module not found: ${path}`);
    return;
  }
  const { resource } = target;
  if (!resource) return;
  const keys = (["managed", "data", "ephemeral"] as const).map((mode) =>
    addressKey({ kind: "resource", mode, type: resource.type, name: resource.name }),
  );
  const wanted = addressKey({ kind: "resource", mode: resource.mode, type: resource.type, name: resource.name });
  if (!module.declarations.has(wanted)) {
    if (!isReadable(ctx.snapshot, module)) return;
    const other = keys.find((key) => module.declarations.has(key));
    const hint = other === undefined ? "" : `. Did you mean \`${other}\`?`;
    const where =
      target.modules.length > 0 ? `\`${targetText({ ...target, resource: undefined })}\`` : "the tested module";
    report(`${where} has no \`${wanted}\`${hint}`, `Resource not found: ${targetText(target)}`);
    return;
  }
  const isData = resource.mode === "data";
  if (resource.mode === "ephemeral" || isData === (type === "override_data")) return;
  const kind = isData ? "data" : "resource";
  report(
    `\`${wanted}\` is a \`${kind}\` block, which \`override_${kind}\` replaces`,
    `Unsupported \`${kind}\` target in \`${type}\` block`,
  );
}

/** The module that an address leads to; undefined where a call is missing. */
function moduleAt(ctx: ModuleRuleContext, { modules }: Target): Module | undefined | "unseen" {
  let at: Module = ctx.module;
  for (const { name } of modules) {
    if (!at.declarations.has(`module.${name}`)) return isReadable(ctx.snapshot, at) ? undefined : "unseen";
    const callee = visibleCallee(ctx.snapshot, at, name);
    if (!callee) return "unseen";
    at = callee;
  }
  return at;
}
