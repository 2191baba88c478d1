// # invalid-provisioner
//
// Reports a provisioner whose arguments do not fit together, or that does not know the machine to connect to.
//
// ```hcl
// resource "terraform_data" "a" {
//   connection {
// #            ^ error[invalid-provisioner]: a connection needs the argument `host`
//     user = "root"
//   }
//   provisioner "remote-exec" {
// # ^^^^^^^^^^^^^^^^^^^^^^^^^ error[invalid-provisioner]: exactly one of `inline`, `script` and `scripts` is needed, and 2 are given
//     inline = ["true"]
//     script = "setup.sh"
//   }
// }
// ```
import { isNullLiteral } from "../../../model/access.js";
import { argument, nestedBlock } from "../../../model/extract.js";
import type { Block } from "../../../syntax/ast.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { type SchemaBody, schemaBodies } from "../structure/bodies.js";
import { addArgumentFix, placeholder } from "../structure/fixes.js";

/** What OpenTofu says where none, or more than one, of the alternatives is given. */
const summaries: Readonly<Record<string, { readonly none: string; readonly many: string } | undefined>> = {
  "remote-exec": {
    none: "Invalid remote-exec provisioner configuration",
    many: "Invalid remote-exec provisioner configuration",
  },
  file: { none: "Must provide one of 'source' or 'content'", many: "Cannot set both 'source' and 'content'" },
};

export const invalidProvisioner: Rule = {
  id: "invalid-provisioner",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "validate",
  check(ctx) {
    for (const body of schemaBodies(ctx)) {
      if (body.path[0] !== "resource" || !body.block?.closeBrace) continue;
      if (body.path.length === 1) checkConnections(ctx, body.block);
      else if (body.path.length === 2 && body.path[1] === "provisioner") checkChoices(ctx, body, body.block);
    }
  },
};

function checkChoices(ctx: FileRuleContext, { schema }: SchemaBody, block: Block): void {
  const summary = summaries[block.labels[0]?.value ?? ""];
  if (!summary) return;
  for (const { kind, names } of schema.choices ?? []) {
    if (kind !== "exactly-one") continue;
    const given = names.filter((name) => {
      const value = argument(block.body, name)?.value;
      return value !== undefined && !isNullLiteral(value);
    });
    if (given.length === 1) continue;
    const listed = names.map((name) => `\`${name}\``);
    const alternatives = `${listed.slice(0, -1).join(", ")} and ${listed.at(-1)}`;
    const count = given.length === 0 ? "none is" : `${given.length} are`;
    ctx.report(block.header, `exactly one of ${alternatives} is needed, and ${count} given`, {
      summary: given.length === 0 ? summary.none : summary.many,
    });
  }
}

/** A connection may get its parts from the resource and from the provisioner; nobody asks before there is a provisioner. */
function checkConnections(ctx: FileRuleContext, resource: Block): void {
  const shared = nestedBlock(resource.body, "connection");
  const reported = new Set<Block>();
  for (const item of resource.body.items) {
    if (item.kind !== "Block" || item.type.name !== "provisioner") continue;
    const own = nestedBlock(item.body, "connection");
    const connections = [shared, own].filter((each) => each !== undefined);
    const [first] = connections;
    if (!first?.openBrace || reported.has(first)) continue;
    if (connections.some(({ body, closeBrace }) => !closeBrace || argument(body, "host"))) continue;
    reported.add(first);
    const at = first.openBrace.start;
    ctx.report({ start: at, end: at }, "a connection needs the argument `host`", {
      summary: "Missing required argument",
      fixes: [addArgumentFix(ctx.file, first, "host", placeholder("string"))],
    });
  }
}
