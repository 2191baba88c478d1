// # missing-input
//
// Reports a unit that gives its module no value for a variable without a default.
//
// Nothing is said where values may come from elsewhere: from values files, from the environment or arguments that
// `extra_arguments` adds, or from a configuration that is not wholly known.
//
// `app/terragrunt.hcl`:
// ```hcl
// terraform {
//   source = "../modules/app"
// }
//
// inputs = {
// #<^^^^ warning[missing-input]: the module needs values for `region` and `zone`, which have no defaults
//   name = "a"
// }
// ```
// `modules/app/main.tf`:
// ```hcl
// variable "name" {}
//
// variable "region" {}
//
// variable "zone" {}
// ```
// -> fix "Add the missing inputs"
// `app/terragrunt.hcl`:
// ```hcl
// terraform {
//   source = "../modules/app"
// }
//
// inputs = {
//   name   = "a"
//   region = null
//   zone   = null
// }
// ```
import { singleFileChange } from "../../../base/sourceChange.js";
import type { Module } from "../../../model/module.js";
import { inputVariable } from "../../../model/moduleValues/inputVariables.js";
import type { Unit } from "../../../model/terragrunt/unit.js";
import type { Attribute } from "../../../syntax/ast.js";
import type { Fix } from "../../diagnostic.js";
import { newLineOf } from "../../rewriting/blockEdits.js";
import type { Rule, TerragruntRuleContext } from "../rule.js";
import { placeholder } from "../structure/fixes.js";
import { listed } from "../structure/words.js";
import { contextsOf, knownModule } from "../units/contexts.js";
import { attributeOf, blocksOf } from "../units/names.js";

export const missingInput: Rule = {
  id: "missing-input",
  group: "terragrunt",
  scope: "terragrunt",
  defaultLevel: "warning",
  check(ctx) {
    const contexts = contextsOf(ctx);
    if (contexts.length === 0 || contexts.some(({ view }) => view.context.role !== "unit")) return;
    const missing = contexts.map(({ unit }) => missingOf(ctx, unit));
    const [first] = missing;
    // What only some stacks fail to give is said where they are.
    const names = (first ?? []).filter((name) => missing.every((list) => list?.includes(name)));
    if (names.length === 0) return;
    const inputs = attributeOf(ctx.file.body.items, "inputs");
    const range =
      inputs?.name.range ?? blocksOf(ctx.file, "terraform")[0]?.header ?? blocksOf(ctx.file, "include")[0]?.header;
    if (!range) return;
    const noun = names.length === 1 ? "a value for" : "values for";
    const have = names.length === 1 ? "has no default" : "have no defaults";
    ctx.report(range, `the module needs ${noun} ${listed(names)}, which ${have}`, {
      fixes: inputs ? addFix(ctx, inputs, names, contexts[0]?.unit) : [],
    });
  },
};

/** The variables that get no value for sure; undefined where that cannot be told. */
function missingOf({ snapshot }: TerragruntRuleContext, unit: Unit): readonly string[] | undefined {
  const module = knownModule(unit, "variable");
  const { configuration, inputs } = unit;
  if (!module || (configuration.entries.has("inputs") && !inputs)) return undefined;
  if (hasValuesFile(module) || hasOtherValues(unit)) return undefined;
  for (const directory of [unit.directory, snapshot.entry(unit.uri)?.directory ?? unit.directory]) {
    const beside = snapshot.module(directory);
    if (beside && hasValuesFile(beside)) return undefined;
  }
  return module
    .declarationsOf("variable")
    .map(({ fact }) => fact.name)
    .filter((name) => !inputs?.has(name) && inputVariable(snapshot, module, name)?.required === true);
}

/** Whether values files lie beside a module, of which those that are read by themselves have values for it. */
function hasValuesFile(module: Module): boolean {
  return module.values.length > 0;
}

/** Whether arguments are added that may hold values. */
function hasOtherValues({ configuration }: Unit): boolean {
  const terraform = configuration.entries.get("terraform")?.term;
  if (!terraform) return false;
  if (terraform.kind !== "object") return true;
  const extra = terraform.entries.get("extra_arguments")?.term;
  if (!extra) return false;
  if (extra.kind !== "object") return true;
  for (const { term } of extra.entries.values()) {
    if (term.kind !== "object") return true;
    if (["env_vars", "required_var_files", "optional_var_files"].some((name) => term.entries.has(name))) return true;
    const given = term.entries.get("arguments")?.term;
    if (!given) continue;
    if (given.kind !== "list") return true;
    const isHarmless = given.elements.every(
      (element) => element.kind === "value" && !element.value.text.startsWith("-var"),
    );
    if (!isHarmless) return true;
  }
  return false;
}

function addFix(
  { file, snapshot }: TerragruntRuleContext,
  { value }: Attribute,
  names: readonly string[],
  unit: Unit | undefined,
): Fix[] {
  const last = value.kind === "ObjectConsExpr" ? value.items.at(-1) : undefined;
  const module = unit?.source.module;
  if (value.kind !== "ObjectConsExpr" || !last || !module) return [];
  const widths = [
    ...names.map((name) => name.length),
    ...value.items.map(({ key }) => key.range.end - key.range.start),
  ];
  const width = Math.max(...widths);
  const lines = names.map((name) => {
    const type = inputVariable(snapshot, module, name)?.constraint.type;
    return `  ${name.padEnd(width)} = ${type && type.kind !== "dynamic" ? placeholder(type.kind) : "null"}`;
  });
  const nl = newLineOf(file.text);
  return [
    {
      title: "Add the missing inputs",
      safety: "unsafe",
      preferred: true,
      change: () => {
        const at = last.range.end;
        const edits = [{ range: { start: at, end: at }, newText: lines.map((line) => nl + line).join("") }];
        for (const item of value.items) {
          const { start, end } = item.key.range;
          const behind = file.text.slice(end, item.value.range.start);
          const gap = behind.length - behind.trimStart().length;
          const isOnOwnLine = !file.text.slice(value.range.start, start).endsWith("{");
          if (item.separator === "=" && isOnOwnLine && end - start + gap <= width) {
            edits.unshift({ range: { start: end, end: end + gap }, newText: " ".repeat(width - (end - start) + 1) });
          }
        }
        return singleFileChange(file.uri, edits);
      },
    },
  ];
}
