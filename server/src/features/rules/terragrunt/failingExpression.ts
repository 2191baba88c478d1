// # failing-expression
//
// Reports an expression that cannot be computed, whatever happens when Terragrunt runs.
//
// Expressions are evaluated for the units that a file is part of, with all that is known without running anything. In a
// file that several units include, only what fails for all of them is reported.
//
// `app/terragrunt.hcl`:
// ```hcl
// locals {
//   env  = read_terragrunt_config("../env.hcl")
//   zone = local.env.locals.zone
// #                        ^^^^^ error[failing-expression]: this object has no attribute `zone`
//   size = "large" * 2
// #        ^^^^^^^ error[failing-expression]: this cannot be computed: a number is required
// }
// ```
// `env.hcl`:
// ```hcl
// locals {
//   region = "eu-west-1"
// }
// ```

import { outdatedFunctions } from "../../../model/builtins/terragrunt/functions.js";
import type { EvaluationDiagnostic } from "../../../model/evaluate/diagnostic.js";
import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import type { Attribute, Body } from "../../../syntax/ast.js";
import type { Rule, TerragruntRuleContext } from "../rule.js";
import { contextsOf } from "../units/contexts.js";
import { type UnitReference, unitReferences } from "../units/references.js";

/** Evaluations that are enough to be sure. */
const mostContexts = 5;

/** Mistakes that other rules report in their own words. */
const elsewhere: ReadonlySet<string> = new Set([
  "unknown-variable",
  "unknown-function",
  "too-many-arguments",
  "not-enough-arguments",
]);

/** Parts of a configuration that Terragrunt fills in by itself. */
const partly: ReadonlySet<string> = new Set([
  "dependency",
  "dependencies",
  "engine",
  "errors",
  "exclude",
  "feature",
  "generate",
  "remote_state",
  "terraform",
]);

/** What is read may be kept out of a repository on purpose, and come from elsewhere before Terragrunt runs. */
function isOfData({ id, facts }: EvaluationDiagnostic): boolean {
  if (id === "invalid-function-argument") return facts.why?.startsWith("no file exists at ") === true;
  return id === "function-call-failed" && facts.name === "read_tfvars_file";
}

const searching: ReadonlySet<string> = new Set(["find_in_parent_folders"]);

export const failingExpression: Rule = {
  id: "failing-expression",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "error",
  check(ctx) {
    const views = viewsOf(ctx);
    const [first, ...others] = views;
    if (!first || ctx.file.errors.length > 0) return;
    const references = unitReferences(ctx.file);
    for (const attribute of attributesIn(ctx.file.body, false)) {
      const found = first.evaluate(attribute.value).diagnostics.filter((each) => isOurs(each, references));
      if (found.length === 0) continue;
      const rest = others.map((view) => view.evaluate(attribute.value).diagnostics);
      for (const mistake of found) {
        const isCertain = rest.every((list) =>
          list.some(({ id, range }) => id === mistake.id && range.start === mistake.range.start),
        );
        if (!isCertain) continue;
        const level = isOfData(mistake) ? { level: "hint" as const } : {};
        ctx.report(mistake.range, messageOf(mistake), { summary: mistake.summary, ...level });
      }
    }
  },
};

function viewsOf(ctx: TerragruntRuleContext) {
  if (ctx.entry.type?.kind === "terragrunt-stack") return [terragruntWorkspace(ctx.snapshot).stack(ctx.file.uri).view];
  return contextsOf(ctx)
    .slice(0, mostContexts)
    .map(({ view }) => view);
}

/** Attributes that are evaluated once: not those of repeated blocks, nor what a stack hands on to a unit. */
function* attributesIn(body: Body, isRepeated: boolean): Iterable<Attribute> {
  const hasExpansion = body.items.some((item) => item.kind === "Block" && item.type.name === "expansion");
  for (const item of body.items) {
    if (item.kind === "Attribute") {
      if (!isRepeated && !hasExpansion) yield item;
    } else if (item.type.name !== "autoinclude") {
      yield* attributesIn(item.body, isRepeated || hasExpansion);
    }
  }
}

function isOurs({ id, severity, range, facts }: EvaluationDiagnostic, references: readonly UnitReference[]): boolean {
  if (severity !== "error" || elsewhere.has(id)) return false;
  if (id === "function-call-failed")
    return !searching.has(facts.name ?? "") && !outdatedFunctions.has(facts.name ?? "");
  if (id !== "unsupported-attribute") return true;
  const reference = references.find((each) => each.range.start <= range.start && range.end <= each.range.end);
  if (!reference) return true;
  // Of a whole configuration that is read, only what a person names freely is certain to have no more than is written.
  if (partly.has(reference.names[1] ?? "")) return false;
  const step = reference.traversal.steps.findIndex((each) => each.range.start === range.start);
  // Names that are declared nowhere, and fields that there are not, are reported as unknown references.
  switch (reference.root) {
    case "include":
      return step > 2 || (step === 2 && reference.names[1] === "inputs");
    case "dependency":
      return step > 2;
    case "local":
    case "values":
      return step > 0;
    default:
      return false;
  }
}

function messageOf({ id, facts, detail }: EvaluationDiagnostic): string {
  if (id === "unsupported-attribute" && facts.name !== undefined)
    return `this object has no attribute \`${facts.name}\``;
  // What follows speaks of OpenTofu's resources.
  const [why = ""] = (facts.why ?? detail).split("; this function works only");
  return `this cannot be computed: ${why}`;
}
