// # invalid-module-source
//
// Reports a module source that OpenTofu cannot make sense of.
//
// A directory begins with `./` or `../`; a registry address has three parts, or four with a host; anything else names
// how to download it, such as `git::https://…`. Only modules of a registry have a `version`.
//
// ```hcl
// module "network" {
//   source = "modules/network"
// #          ^^^^^^^^^^^^^^^^^ error[invalid-module-source]: this is neither a directory (`./…`), nor a registry address (`namespace/name/system`), nor an address to download from
// }
// ```
// -> fix "Change to "./modules/network""
// ```hcl
// module "network" {
//   source = "./modules/network"
// }
// ```
import { evaluate } from "../../../model/evaluate/evaluate.js";
import { argument } from "../../../model/extract.js";
import type { Block, Expression } from "../../../syntax/ast.js";
import type { FileRuleContext, Rule } from "../rule.js";
import { schemaBodies } from "../structure/bodies.js";
import { removeItemFix, replaceFix } from "../structure/fixes.js";
import { sourceKind } from "../structure/moduleSource.js";

export const invalidModuleSource: Rule = {
  id: "invalid-module-source",
  group: "correctness",
  scope: "file",
  defaultLevel: "error",
  phase: "module",
  check(ctx) {
    for (const { block, path } of schemaBodies(ctx)) {
      const place = path.join(".");
      if (block && (place === "module" || place === "run.module")) check(ctx, block, place);
    }
  },
};

function check(ctx: FileRuleContext, block: Block, place: string): void {
  const source = argument(block.body, "source");
  const phase = place === "module" ? "module" : "file";
  if (!source) {
    if (place === "module" || !block.closeBrace) return;
    ctx.report(block.header, "a `module` block of a test names another module to run: it needs a `source`", {
      summary: 'Missing "source" attribute for module block',
      phase,
    });
    return;
  }
  const text = constantText(source.value);
  if (text === undefined) return;
  const kind = sourceKind(text);
  const version = argument(block.body, "version");
  if (version && version.value.kind !== "LiteralValueExpr" && kind !== "registry") {
    const what = kind === "local" ? "a directory has no versions" : "only modules of a registry have versions";
    ctx.report(
      source.value.range,
      `with \`version\` this must be a registry address, and ${what}. Remove \`version\`.`,
      {
        summary: "Invalid registry module source address",
        phase,
        fixes: [removeItemFix(ctx.file, block, version, "Remove `version`", { preferred: true })],
      },
    );
  } else if (kind === "unknown") {
    ctx.report(
      source.value.range,
      "this is neither a directory (`./…`), nor a registry address (`namespace/name/system`), nor an address to download from",
      {
        summary: "Invalid module source address",
        phase,
        fixes:
          text === "" ? [] : [replaceFix(ctx.file.uri, source.value.range, `"./${text}"`, `Change to "./${text}"`)],
      },
    );
  }
}

/** The text of a constant; numbers are read as text as well. Undefined where it needs evaluation. */
function constantText(value: Expression): string | undefined {
  const { value: result, diagnostics } = evaluate(value);
  if (diagnostics.length > 0 || !result.isKnown) return undefined;
  if (result.type.kind === "string") return result.text;
  return result.type.kind === "number" ? result.number.toString() : undefined;
}
