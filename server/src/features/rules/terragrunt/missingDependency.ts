// # missing-dependency
//
// Reports a dependency on a directory in which there is no unit and no stack.
//
// Terragrunt notices it only when it needs the other unit. What stacks generate, and directories outside of the
// workspace, are not looked for. In `dependencies`, a directory that does not exist is an error.
//
// `app/terragrunt.hcl`:
// ```hcl
// dependency "vpc" {
//   config_path = "../vcp"
// #               ^^^^^^^^ warning[missing-dependency]: there is no unit in `../vcp`. Did you mean `../vpc`?
// }
//
// dependencies {
//   paths = ["../vpc", "../logs"]
// #                    ^^^^^^^^^ error[missing-dependency]: there is no directory `../logs`
// }
// ```
// `vpc/terragrunt.hcl`:
// ```hcl
// inputs = {}
// ```
// -> fix "Change to `../vpc`"
// `app/terragrunt.hcl`:
// ```hcl
// dependency "vpc" {
//   config_path = "../vpc"
// }
//
// dependencies {
//   paths = ["../vpc", "../logs"]
// }
// ```
import { slice } from "../../../base/range.js";
import { closestName, sortedNames } from "../../../model/builtins/suggest.js";
import type { ResolvedPath } from "../../../model/terragrunt/fileView.js";
import { directoryOf, nameOf } from "../../../model/uri.js";
import type { Expression } from "../../../syntax/ast.js";
import type { Rule, TerragruntRuleContext } from "../rule.js";
import { suggestionFix } from "../structure/fixes.js";
import { didYouMeanSentence } from "../structure/words.js";
import { contextsOf, hasTarget, type UnitContext } from "../units/contexts.js";
import { attributeOf, blocksOf } from "../units/names.js";

export const missingDependency: Rule = {
  id: "missing-dependency",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "warning",
  check(ctx) {
    const contexts = contextsOf(ctx);
    if (contexts.length === 0) return;
    ctx.file.body.items.forEach((item, index) => {
      if (item.kind !== "Block" || item.type.name !== "dependency") return;
      const value = attributeOf(item.body.items, "config_path")?.value;
      const paths = contexts.map(({ unit }) => {
        const found = unit.dependencies.find((each) => each.uri === ctx.file.uri && each.item === index);
        return found?.enabled && !found.isRepeated && found.path.kind === "path" && found.path.text.trim() !== ""
          ? { path: found.path, directory: found.directory ?? found.path.uri }
          : undefined;
      });
      if (value) checkTarget(ctx, value, paths);
    });
    for (const block of blocksOf(ctx.file, "dependencies")) checkPaths(ctx, block, contexts);
  },
};

type Target = { readonly path: ResolvedPath & { readonly kind: "path" }; readonly directory: string } | undefined;

function checkTarget(ctx: TerragruntRuleContext, value: Expression, targets: readonly Target[]): void {
  const [first] = targets;
  if (!first || !targets.every((target) => target && hasTarget(ctx, target.directory) === false)) return;
  const suggestion = similarDirectory(ctx, first);
  ctx.report(value.range, `there is no unit in \`${first.path.text}\`.${didYouMeanSentence(suggestion)}`, {
    summary: `${first.path.text} does not exist`,
    fixes: suggestion === undefined || !isPlain(ctx, value, first) ? [] : [fix(ctx, value, suggestion)],
  });
}

/** Whether a path is written out, so that it can be written anew. */
function isPlain(ctx: TerragruntRuleContext, value: Expression, { path }: NonNullable<Target>): boolean {
  return slice(ctx.file.text, value.range) === `"${path.text}"`;
}

function fix(ctx: TerragruntRuleContext, value: Expression, suggestion: string) {
  return suggestionFix(ctx.file.uri, { start: value.range.start + 1, end: value.range.end - 1 }, suggestion);
}

/** A unit beside the missing one whose name is much like it, as a path of the same form. */
function similarDirectory({ snapshot, entry }: TerragruntRuleContext, { path, directory }: NonNullable<Target>) {
  const parent = directoryOf(directory);
  const name = nameOf(directory);
  if (!path.text.endsWith(name)) return undefined;
  const siblings = [...snapshot.directories.values()]
    .filter(
      ({ uri, files }) => uri !== entry.directory && directoryOf(uri) === parent && files.has(`${uri}/terragrunt.hcl`),
    )
    .map(({ uri }) => nameOf(uri));
  const similar = closestName(name, sortedNames(siblings));
  return similar === undefined ? undefined : path.text.slice(0, path.text.length - name.length) + similar;
}

function checkPaths(
  ctx: TerragruntRuleContext,
  block: ReturnType<typeof blocksOf>[number],
  contexts: readonly UnitContext[],
): void {
  const list = attributeOf(block.body.items, "paths")?.value;
  if (list?.kind !== "TupleConsExpr") return;
  list.elements.forEach((element, index) => {
    const paths = contexts.map(({ view }) => {
      const fact = view.facts.blocks.find(({ type }) => type === "dependencies");
      return fact && view.pathList(fact)[index];
    });
    const [first] = paths;
    if (first?.kind !== "path") return;
    const isMissing = paths.every((path) => path?.kind === "path" && hasTarget(ctx, path.uri) === false);
    if (!isMissing) return;
    const folders = [...ctx.snapshot.directories.keys()];
    const exists = folders.some((uri) => uri === first.uri || uri.startsWith(`${first.uri}/`));
    if (exists) ctx.report(element.range, `there is no unit in \`${first.text}\``);
    else {
      // Where the directory above it is missing too, it was most likely not checked out.
      const above = directoryOf(first.uri);
      const isAlone = folders.some((uri) => uri === above || uri.startsWith(`${above}/`));
      ctx.report(element.range, `there is no directory \`${first.text}\``, {
        ...(isAlone ? { level: "error" as const } : {}),
        summary: `Found paths in the 'dependencies' block that do not exist: [${first.text}]`,
      });
    }
  });
}
