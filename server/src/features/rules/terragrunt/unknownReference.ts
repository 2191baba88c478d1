// # unknown-reference
//
// Reports a reference in a Terragrunt file to something that there is not.
//
// Local values belong to one file: those of an include are read as `include.NAME.locals`, if the include is exposed.
// What a unit takes from its includes counts as its own; what comes from elsewhere is not looked at.
//
// `terragrunt.hcl`:
// ```hcl
// locals {
//   region = "eu-west-1"
// }
//
// inputs = {
//   region = local.regoin
// #          ^^^^^^^^^^^^ error[unknown-reference]: there is no local value `regoin` in this file. Did you mean `region`?
// }
// ```
// -> fix "Change to `region`"
// `terragrunt.hcl`:
// ```hcl
// locals {
//   region = "eu-west-1"
// }
//
// inputs = {
//   region = local.region
// }
// ```
import type { TextRange } from "../../../base/range.js";
import { closestName, sortedNames } from "../../../model/builtins/suggest.js";
import { terragruntRoots } from "../../../model/builtins/terragrunt/references.js";
import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { nameOf } from "../../../model/uri.js";
import type { Fix } from "../../diagnostic.js";
import type { Rule, TerragruntRuleContext } from "../rule.js";
import { addArgumentFix, replaceFix, suggestionFix } from "../structure/fixes.js";
import { didYouMeanSentence, listed } from "../structure/words.js";
import { allowedRoots } from "../units/allowedRoots.js";
import { attributeOf, blocksOf, localsOf } from "../units/names.js";
import { topLevelName, type UnitReference, unitReferences } from "../units/references.js";
import { localsOfInclude, visibleNames } from "../units/visibleNames.js";

export const unknownReference: Rule = {
  id: "unknown-reference",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  check(ctx) {
    const allowed = allowedRoots(ctx);
    for (const reference of unitReferences(ctx.file)) {
      // What comes too early is reported as that, whether or not it is declared.
      const roots = allowed.get(reference.attribute);
      if (
        roots &&
        terragruntRoots[reference.root] &&
        !roots.includes(reference.root) &&
        !isOfExpansion(reference) &&
        !isOfStack(reference)
      )
        continue;
      // Local values are sorted by their references before anything is evaluated, so that `try` comes too late there.
      if (reference.guarded && !(topLevelName(reference) === "locals" && reference.root === "local")) continue;
      if (!terragruntRoots[reference.root]) reportRoot(ctx, reference);
      else if (isOfExpansion(reference)) checkRepetition(ctx, reference);
      else if (reference.root === "include") checkInclude(ctx, reference);
      else if (isOfStack(reference) && isUnitFile(ctx)) reportOutsideStack(ctx, reference);
      else if (reference.root === "local") checkLocal(ctx, reference);
      else checkDeclared(ctx, reference);
    }
  },
};

/** The paths of units and stacks are known to the stack that has them. */
function isOfStack({ root }: UnitReference): boolean {
  return root === "unit" || root === "stack";
}

function isUnitFile({ entry }: TerragruntRuleContext): boolean {
  return entry.type?.kind === "terragrunt-unit";
}

function reportOutsideStack(ctx: TerragruntRuleContext, { root, traversal }: UnitReference): void {
  ctx.report(
    traversal.root.range,
    `\`${root}\` has a meaning only in a stack file; a unit reads what its stack hands on as \`values\``,
    {
      summary: "Unknown variable",
    },
  );
}

function isOfExpansion({ root }: UnitReference): boolean {
  return root === "each" || root === "count";
}

/** `each` and `count` are there in blocks that an `expansion` repeats, and in what a stack hands on to a unit. */
function checkRepetition(ctx: TerragruntRuleContext, { root, blocks, traversal }: UnitReference): void {
  const isRepeated = blocks.some(
    ({ type, body }) =>
      type.name === "autoinclude" || body.items.some((item) => item.kind === "Block" && item.type.name === "expansion"),
  );
  if (isRepeated) return;
  ctx.report(traversal.root.range, `\`${root}\` has a meaning only in a block with an \`expansion\``, {
    summary: "Unknown variable",
  });
}

/** From the root to the name at an index. */
function upTo({ traversal, nameRanges, range }: UnitReference, index: number): TextRange {
  return { start: traversal.root.range.start, end: nameRanges[index]?.end ?? range.end };
}

function reportRoot(ctx: TerragruntRuleContext, { root, traversal }: UnitReference): void {
  const suggestion = closestName(root, Object.keys(terragruntRoots));
  const hint =
    root === "var"
      ? " Units have inputs, which are written here and not read; use `local`, `values` or `feature`."
      : didYouMeanSentence(suggestion);
  ctx.report(traversal.root.range, `Terragrunt knows nothing called \`${root}\`.${hint}`, {
    summary: "Unknown variable",
    fixes: suggestion === undefined ? [] : [suggestionFix(ctx.file.uri, traversal.root.range, suggestion)],
  });
}

function checkLocal(ctx: TerragruntRuleContext, reference: UnitReference): void {
  const [name] = reference.names;
  const locals = localsOf(ctx.file);
  if (name === undefined || locals.has(name)) return;
  // A local value is not meant to name itself.
  const candidates = [...locals.keys()].filter((each) => locals.get(each) !== reference.attribute);
  reportName(ctx, reference, `there is no local value \`${name}\` in this file.`, candidates);
}

/** Reports the first name behind the root. */
function reportName(
  ctx: TerragruntRuleContext,
  reference: UnitReference,
  message: string,
  candidates: readonly string[],
  extraFixes: readonly Fix[] = [],
): void {
  const [name] = reference.names;
  const [nameRange] = reference.nameRanges;
  if (name === undefined || !nameRange) return;
  const suggestion = closestName(name, sortedNames(candidates));
  const step = reference.traversal.steps[0];
  const canReplace = suggestion !== undefined && step?.kind === "AttrStep";
  ctx.report(upTo(reference, 0), message + didYouMeanSentence(suggestion), {
    summary: topLevelName(reference) === "locals" ? "Can't evaluate expression" : "Unsupported attribute",
    fixes: [...(canReplace ? [suggestionFix(ctx.file.uri, nameRange, suggestion)] : []), ...extraFixes],
  });
}

const nouns: Readonly<Record<string, string>> = {
  dependency: "dependency",
  feature: "feature flag",
  unit: "unit",
  stack: "stack",
  values: "value",
};

function checkDeclared(ctx: TerragruntRuleContext, reference: UnitReference): void {
  const { root, names } = reference;
  const [name] = names;
  const noun = nouns[root];
  if (name === undefined || noun === undefined) return;
  const visible = visibleNames(ctx, root, reference.blocks);
  if (visible && !visible.has(name)) {
    const where = root === "values" ? "the stack does not give this unit a" : "there is no";
    reportName(ctx, reference, `${where} ${noun} \`${name}\`.`, [...visible]);
    return;
  }
  checkField(ctx, reference, 1);
}

/** The fixed name that follows, such as `outputs`. */
function checkField(ctx: TerragruntRuleContext, reference: UnitReference, index: number): void {
  const { root, names, nameRanges, traversal } = reference;
  const fields = terragruntRoots[root]?.fields;
  const name = names[index];
  const range = nameRanges[index];
  // A key of an expansion may stand before it, and reading `inputs` of a dependency is a removed form.
  if (!fields || name === undefined || !range || traversal.steps[index]?.kind !== "AttrStep") return;
  if (fields.includes(name) || (root === "dependency" && name === "inputs")) return;
  const suggestion = closestName(name, fields);
  const hint = suggestion === undefined ? ` It has ${listed(fields)}.` : didYouMeanSentence(suggestion);
  ctx.report(upTo(reference, index), `a ${nouns[root] ?? root} has no \`${name}\`.${hint}`, {
    summary: "Unsupported attribute",
    fixes: suggestion === undefined ? [] : [suggestionFix(ctx.file.uri, range, suggestion)],
  });
}

function checkInclude(ctx: TerragruntRuleContext, reference: UnitReference): void {
  const includes = blocksOf(ctx.file, "include");
  // Without includes of its own, a file may be included, and what it sees depends on the unit.
  if (includes.length === 0 && isUnitFile(ctx) && terragruntWorkspace(ctx.snapshot).roleOf(ctx.file.uri) === "unit") {
    ctx.report(reference.traversal.root.range, "this unit includes nothing", {
      summary: 'There is no variable named "include"',
    });
    return;
  }
  if (includes.length === 0 || includes.some((block) => block.labels.length === 0)) return;
  const [name] = reference.names;
  if (name === undefined) return;
  const block = includes.find((each) => each.labels[0]?.value === name);
  const labels = includes.flatMap((each) => each.labels[0]?.value ?? []);
  if (!block) {
    reportName(ctx, reference, `there is no include \`${name}\` in this file.`, labels);
    return;
  }
  const expose = attributeOf(block.body.items, "expose")?.value;
  const isHidden = expose?.kind === "LiteralValueExpr" && expose.value.type === "bool" && !expose.value.value;
  if (!expose || isHidden) {
    reportName(
      ctx,
      reference,
      `the include \`${name}\` is not exposed, so that nothing of it can be read. Give it \`expose = true\`.`,
      [],
      [
        expose
          ? replaceFix(ctx.file.uri, expose.range, "true", "Expose it", { preferred: true })
          : addArgumentFix(ctx.file, block, "expose", "true"),
      ],
    );
    return;
  }
  const [, field, local] = reference.names;
  const localRange = reference.nameRanges[2];
  const known = field === "locals" && local !== undefined ? localsOfInclude(ctx, name) : undefined;
  if (known && local !== undefined && localRange && !known.names.has(local)) {
    const similar = closestName(local, sortedNames(known.names));
    const canReplace = similar !== undefined && reference.traversal.steps[2]?.kind === "AttrStep";
    ctx.report(
      upTo(reference, 2),
      `\`${nameOf(known.uri)}\` has no local value \`${local}\`.${didYouMeanSentence(similar)}`,
      {
        summary: "Unsupported attribute",
        fixes: canReplace ? [suggestionFix(ctx.file.uri, localRange, similar)] : [],
      },
    );
    return;
  }
  const fields = terragruntRoots.include?.fields ?? [];
  const range = reference.nameRanges[1];
  if (field === undefined || !range || fields.includes(field) || topLevelFields.has(field)) return;
  const suggestion = closestName(field, fields);
  ctx.report(upTo(reference, 1), `an include has no \`${field}\`.${didYouMeanSentence(suggestion)}`, {
    summary: "Unsupported attribute",
    fixes: suggestion === undefined ? [] : [suggestionFix(ctx.file.uri, range, suggestion)],
  });
}

/** Further attributes of a configuration, which can be read as well. */
const topLevelFields: ReadonlySet<string> = new Set([
  "dependencies",
  "iam_assume_role_duration",
  "iam_assume_role_session_name",
  "iam_web_identity_token",
  "catalog",
]);
