// # reference-too-early
//
// Reports a reference to something that Terragrunt computes only later.
//
// A unit is evaluated in steps: values, includes, feature flags, local values, roles, dependencies, and then the rest.
// So local values cannot use the outputs of a dependency, and the source of the module cannot either.
//
// `terragrunt.hcl`:
// ```hcl
// dependency "vpc" {
//   config_path = "../vpc"
// }
//
// locals {
//   id = dependency.vpc.outputs.id
// #      ^^^^^^^^^^^^^^^^^^^^^^^^^ error[reference-too-early]: local values are computed before outputs of dependencies are read. Use `dependency.vpc.outputs.id` where it is needed, such as in `inputs`.
// }
// ```
import { slice } from "../../../base/range.js";
import { terragruntRoots } from "../../../model/builtins/terragrunt/references.js";
import type { Rule } from "../rule.js";
import { listed } from "../structure/words.js";
import { allowedRoots } from "../units/allowedRoots.js";
import { topLevelName, type UnitReference, unitReferences } from "../units/references.js";

export const referenceTooEarly: Rule = {
  id: "reference-too-early",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  check(ctx) {
    const allowed = allowedRoots(ctx);
    const inStack = ctx.entry.type?.kind === "terragrunt-stack";
    for (const reference of unitReferences(ctx.file)) {
      const { root, range, attribute } = reference;
      const roots = allowed.get(attribute);
      const known = terragruntRoots[root];
      // Names that mean nothing here at all are reported as unknown.
      if (!roots || !known || roots.includes(root) || (known.stackOnly && !inStack)) continue;
      if (root === "each" || root === "count") continue;
      const inLocals = topLevelName(reference) === "locals";
      // `try` catches what fails while evaluating, but local values are sorted by their references before that.
      if (reference.guarded && !inLocals && !isSource(reference)) continue;
      ctx.report(range, explain(reference, slice(ctx.file.text, range), roots), {
        summary: inLocals ? "Can't evaluate expression" : "Unknown variable",
      });
    }
  },
};

function isSource({ blocks, attribute }: UnitReference): boolean {
  return blocks.length === 1 && blocks[0]?.type.name === "terraform" && attribute.name.name === "source";
}

const later: Readonly<Record<string, string>> = {
  dependency: "outputs of dependencies are read",
  local: "local values are computed",
  include: "includes are read",
  feature: "feature flags get their values",
  values: "the values of the stack are read",
};

const subjects: Readonly<Record<string, string>> = {
  locals: "local values are computed",
  include: "includes are found",
  feature: "feature flags get their values",
  dependency: "dependencies are found",
  dependencies: "dependencies are found",
};

function explain(reference: UnitReference, text: string, roots: readonly string[]): string {
  const top = topLevelName(reference);
  const { root } = reference;
  if (root === "dependency" && isSource(reference)) {
    return "the source of the module cannot depend on outputs of another unit: it must be known before dependencies are read";
  }
  if (reference.blocks.length === 0 && top !== "inputs" && roots.length === 0) {
    return `values cannot refer to anything, so \`${text}\` has no meaning here`;
  }
  const subject = subjects[top] ?? `\`${top}\` is settled`;
  const advice =
    root === "dependency" && top === "locals"
      ? ` Use \`${text}\` where it is needed, such as in \`inputs\`.`
      : roots.length > 0
        ? ` It may refer to ${listed(roots, "or")}.`
        : " Only functions can be used here.";
  return `${subject} before ${later[root] ?? `\`${root}\` is known`}.${advice}`;
}
