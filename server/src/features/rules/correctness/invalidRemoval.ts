// # invalid-removal
//
// Reports a `removed` block that OpenTofu cannot carry out, or that says less than it should.
//
// It names whole managed resources or modules, without instance keys. Provisioners in it run when the object is
// destroyed, so they need `when = destroy` and `destroy = true`.
//
// ```hcl
// removed {
//   from = terraform_data.a[0]
// #                        ^^^ error[invalid-removal]: `removed` speaks of all instances; leave out the key
//   lifecycle {
//     destroy = false
//   }
// }
// ```
import { literalString } from "../../../model/access.js";
import { evaluate, keywordOf } from "../../../model/evaluate/evaluate.js";
import { argument, nestedBlock } from "../../../model/extract.js";
import type { Block } from "../../../syntax/ast.js";
import { parseTarget, type Target } from "../references/targets.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";
import { addArgumentFix, replaceFix } from "../structure/fixes.js";

export const invalidRemoval: Rule = {
  id: "invalid-removal",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "file",
  check(ctx) {
    for (const { block, path } of schemaBodies(ctx)) {
      if (!block || path.length !== 1 || block.type.name !== "removed") continue;
      checkProvisioners(ctx, block, checkTarget(ctx, block));
      checkLifecycle(ctx, block);
    }
  },
};

function checkTarget(ctx: FileRuleContext, block: Block): Target | undefined {
  const value = argument(block.body, "from")?.value;
  if (value?.kind !== "ScopeTraversalExpr") return undefined;
  const parsed = parseTarget(value);
  if ("problem" in parsed) {
    ctx.report(parsed.problem.range, parsed.problem.message, { summary: parsed.problem.summary });
    return undefined;
  }
  const { modules, resource } = parsed.target;
  const uri = ctx.file.uri;
  const key = modules.find(({ instance }) => instance)?.instance ?? resource?.instance;
  if (key) {
    const isModule = key !== resource?.instance;
    ctx.report(key.range, "`removed` speaks of all instances; leave out the key", {
      summary: isModule
        ? "Module instance address with keys is not allowed"
        : "Resource instance address with keys is not allowed",
      fixes: [replaceFix(uri, key.range, "", "Remove the key", { preferred: true })],
    });
  }
  if (resource && resource.mode !== "managed") {
    const what = resource.mode === "data" ? "Data source" : "Ephemeral resource";
    ctx.report(
      value.range,
      `${what}s are never destroyed, so \`removed\` has nothing to say of them; it is enough to remove the block`,
      { summary: `${what} address is not allowed` },
    );
  }
  return parsed.target;
}

function provisionersOf(block: Block): readonly Block[] {
  return block.body.items.filter((item): item is Block => item.kind === "Block" && item.type.name === "provisioner");
}

function checkProvisioners(ctx: FileRuleContext, block: Block, target: Target | undefined): void {
  const provisioners = provisionersOf(block);
  for (const provisioner of provisioners) {
    const when = argument(provisioner.body, "when")?.value;
    const word = when && (keywordOf(when) ?? literalString(when));
    if (word === "destroy" || (when && word !== "create")) continue;
    ctx.report(provisioner.header, "inside `removed` only provisioners with `when = destroy` can run", {
      summary: 'Invalid "removed.provisioner" block',
      fixes: when
        ? [replaceFix(ctx.file.uri, when.range, "destroy", "Change to `destroy`", { preferred: true })]
        : [addArgumentFix(ctx.file, provisioner, "when", "destroy")],
    });
  }
  if (provisioners.length > 0 && target && !target.resource) {
    ctx.report(block.header, "provisioners belong to a resource, and this block names a module", {
      summary: 'Invalid "removed" block',
    });
  }
}

function checkLifecycle(ctx: FileRuleContext, block: Block): void {
  if (ctx.product.product !== "opentofu") return;
  const lifecycle = nestedBlock(block.body, "lifecycle");
  if (!lifecycle) {
    ctx.report(
      block.header,
      "without `lifecycle { destroy = … }` OpenTofu only forgets the object, and Terraform destroys it; say which is meant",
      { summary: "Missing lifecycle from the removed block", level: "warning" },
    );
  }
  const destroy = lifecycle && argument(lifecycle.body, "destroy");
  const value = destroy && evaluate(destroy.value).value;
  const isDestroyed = value?.isTrue === true;
  if (!isDestroyed && provisionersOf(block).length > 0) {
    ctx.report(
      block.header,
      "the object is only forgotten, so its provisioners never run; they need `destroy = true`",
      {
        summary: "Removed block provisioners will not be executed",
        level: "warning",
      },
    );
  }
}
