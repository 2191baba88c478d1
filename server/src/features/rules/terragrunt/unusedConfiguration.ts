// # unused-configuration
//
// Points out local values, dependencies and includes of a Terragrunt file that nothing uses.
//
// A dependency whose outputs are not read still says which unit runs first; a path in `dependencies` says so as well.
// Files that others read or that expose their local values are not judged.
//
// `app/terragrunt.hcl`:
// ```hcl
// locals {
//   region = "eu-west-1"
// # ^^^^^^ hint[unused-configuration]: nothing uses the local value `region`
// }
//
// dependency "vpc" {
// #          ^^^^^ hint[unused-configuration]: no output of `vpc` is read. If it is only to run first, a path in `dependencies` says so.
//   config_path = "../vpc"
// }
//
// include "root" {
//   path   = "../root.hcl"
//   expose = true
// # ^^^^^^ hint[unused-configuration]: nothing of the include `root` is read, so it need not be exposed
// }
// ```
// `root.hcl`:
// ```hcl
// inputs = {}
// ```
// `vpc/terragrunt.hcl`:
// ```hcl
// inputs = {}
// ```

import { slice } from "../../../base/range.js";
import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import type { Block, SourceFile } from "../../../syntax/ast.js";
import type { Fix } from "../../diagnostic.js";
import { newLineOf } from "../../rewriting/blockEdits.js";
import type { Rule, TerragruntRuleContext } from "../rule.js";
import { removeItemFix, replaceFix } from "../structure/fixes.js";
import { attributeOf, blocksOf, localsOf } from "../units/names.js";
import { type UnitReference, unitReferences } from "../units/references.js";

export const unusedConfiguration: Rule = {
  id: "unused-configuration",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "hint",
  tags: ["unnecessary"],
  check(ctx) {
    const kind = ctx.entry.type?.kind;
    const terragrunt = terragruntWorkspace(ctx.snapshot);
    const role = terragrunt.roleOf(ctx.file.uri);
    const isRead = terragrunt.readBy(ctx.file.uri).length > 0;
    if (ctx.file.errors.length > 0 || isRead) return;
    const references = unitReferences(ctx.file);
    if (role === "unit" || kind === "terragrunt-stack" || isHidden(ctx)) checkLocals(ctx, references);
    if (role !== "unit") return;
    checkDependencies(ctx, [...references, ...includedReferences(ctx)]);
    checkIncludes(ctx, references);
  },
};

/** Whether a file is included, and everyone who includes it keeps its local values to itself. */
function isHidden({ snapshot, file }: TerragruntRuleContext): boolean {
  const terragrunt = terragruntWorkspace(snapshot);
  const units = terragrunt.includedBy(file.uri);
  if (units.length === 0) return false;
  return units.every((directory) =>
    (terragrunt.linksOf(directory)?.includes ?? []).every(({ uri, expose }) => uri !== file.uri || expose === false),
  );
}

/** References of the files that a unit includes: they see its dependencies. */
function includedReferences({ snapshot, file }: TerragruntRuleContext): readonly UnitReference[] {
  const includes = terragruntWorkspace(snapshot).unitOf(file.uri)?.includes ?? [];
  return includes.flatMap(({ uri }) => {
    const included: SourceFile | undefined = uri === undefined ? undefined : snapshot.terragruntFile(uri);
    return included ? unitReferences(included) : [];
  });
}

function checkLocals(ctx: TerragruntRuleContext, references: readonly UnitReference[]): void {
  const used = new Set<string>();
  for (const { root, names } of references) {
    if (root !== "local") continue;
    // All of them at once, or one that is computed.
    if (names[0] === undefined) return;
    used.add(names[0]);
  }
  for (const block of blocksOf(ctx.file, "locals")) {
    for (const item of block.body.items) {
      if (item.kind !== "Attribute" || used.has(item.name.name) || hasEffect(ctx, item.name.name)) continue;
      ctx.report(item.name.range, `nothing uses the local value \`${item.name.name}\``, {
        fixes: [removeItemFix(ctx.file, block, item, `Remove \`${item.name.name}\``)],
      });
    }
  }
}

/** Local values are also there for what calling a function does. */
function hasEffect({ file }: TerragruntRuleContext, name: string): boolean {
  const value = localsOf(file).get(name)?.value;
  return value?.kind === "FunctionCallExpr" && effective.has(value.name);
}

const effective: ReadonlySet<string> = new Set(["run_cmd", "mark_as_read", "mark_glob_as_read", "get_env"]);

function checkDependencies(ctx: TerragruntRuleContext, references: readonly UnitReference[]): void {
  const used = new Set<string>();
  for (const { root, names } of references) {
    if (root === "include" && names[1] === "dependency") return;
    if (root !== "dependency") continue;
    if (names[0] === undefined) return;
    used.add(names[0]);
  }
  for (const block of blocksOf(ctx.file, "dependency")) {
    const [label] = block.labels;
    if (!label || used.has(label.value)) continue;
    ctx.report(
      label.range,
      `no output of \`${label.value}\` is read. If it is only to run first, a path in \`dependencies\` says so.`,
      { fixes: orderingFixes(ctx, block) },
    );
  }
}

/** Says by a path alone that the other unit runs first, where nothing else is said about it and no such block exists. */
function orderingFixes({ file }: TerragruntRuleContext, block: Block): Fix[] {
  const path = attributeOf(block.body.items, "config_path")?.value;
  const names = block.body.items.map((item) => (item.kind === "Attribute" ? item.name.name : item.type.name));
  const isPlain = names.every(
    (name) => name === "config_path" || name.startsWith("mock_outputs") || name === "skip_outputs",
  );
  if (!path || !isPlain || blocksOf(file, "dependencies").length > 0) return [];
  const nl = newLineOf(file.text);
  const text = `dependencies {${nl}  paths = [${slice(file.text, path.range)}]${nl}}`;
  return [replaceFix(file.uri, block.range, text, "Say it by a path in `dependencies`")];
}

function checkIncludes(ctx: TerragruntRuleContext, references: readonly UnitReference[]): void {
  const read = references.filter(({ root }) => root === "include");
  if (read.some(({ names }) => names[0] === undefined)) return;
  for (const block of blocksOf(ctx.file, "include")) {
    const [label] = block.labels;
    if (!label || read.some(({ names }) => names[0] === label.value)) continue;
    const expose = attributeOf(block.body.items, "expose");
    const strategy = attributeOf(block.body.items, "merge_strategy")?.value;
    const isMerged = !strategy || ctx.file.text.slice(strategy.range.start, strategy.range.end) !== '"no_merge"';
    if (!isMerged) {
      ctx.report(label.range, `the include \`${label.value}\` is neither merged nor read, so it has no effect`);
    } else if (expose && ctx.file.text.slice(expose.value.range.start, expose.value.range.end) === "true") {
      ctx.report(expose.name.range, `nothing of the include \`${label.value}\` is read, so it need not be exposed`, {
        fixes: [removeItemFix(ctx.file, block, expose, "Remove `expose`", { safety: "safe", preferred: true })],
      });
    }
  }
}
