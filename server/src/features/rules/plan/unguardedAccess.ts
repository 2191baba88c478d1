// # unguarded-access
//
// Reports the use of an object that may be disabled, where nothing checks that it exists.
//
// With `lifecycle { enabled = false }` the object is null. `tofu validate` says nothing of it: the error comes with the
// first plan in which it is disabled. A check of the object or of the same condition around the access is enough, and
// so is an `enabled` of the object that it stands in.
//
// - target: opentofu@1.11
//
// ```hcl
// variable "create" {
//   type = bool
// }
//
// resource "terraform_data" "a" {
//   lifecycle {
//     enabled = var.create
//   }
// }
//
// output "id" {
//   value = terraform_data.a.id
// #                         ^^^ warning[unguarded-access]: `terraform_data.a` is null while it is disabled, and then it has no attributes; check it first
// }
//
// output "checked" {
//   value = terraform_data.a != null ? terraform_data.a.id : null
// }
// ```
// -> fix "Check that `terraform_data.a` is not null"
// ```hcl
// variable "create" {
//   type = bool
// }
//
// resource "terraform_data" "a" {
//   lifecycle {
//     enabled = var.create
//   }
// }
//
// output "id" {
//   value = terraform_data.a != null ? terraform_data.a.id : null
// }
//
// output "checked" {
//   value = terraform_data.a != null ? terraform_data.a.id : null
// }
// ```
import { slice } from "../../../base/range.js";
import { singleFileChange } from "../../../base/sourceChange.js";
import type { Block } from "../../../syntax/ast.js";
import type { Fix } from "../../diagnostic.js";
import { type DisabledAccess, disabledAccesses } from "../../presence/disabledAccess.js";
import type { ModuleRuleContext, Rule } from "../rule.js";

export const unguardedAccess: Rule = {
  id: "unguarded-access",
  group: "plan",
  scope: "module",
  defaultLevel: "warning",
  check(ctx) {
    for (const access of disabledAccesses(ctx.snapshot, ctx.module, ctx.product)) {
      if (access.caught || access.kind === "index") continue;
      ctx.report(access.uri, access.range, explain(access), {
        summary: summaryOf(access),
        ...(access.always ? { level: "error", phase: "plan" } : {}),
        fixes: fixesFor(ctx, access),
      });
    }
  },
};

function explain({ kind, key, always, itself, function: name }: DisabledAccess): string {
  const when = itself ? "while it is decided if it exists" : always ? "since it is disabled" : "while it is disabled";
  switch (kind) {
    case "iteration":
      return `\`${key}\` is null ${when}, and else \`for\` goes through its attributes; go through \`${key}[*]\``;
    case "function":
      return `\`${key}\` is null ${when}, and \`${name}\` does not take null; pass \`${key}[*]\` or check it first`;
    case "text":
      return `\`${key}\` is null ${when}, and null cannot become part of a text`;
    default:
      return `\`${key}\` is null ${when}, and then it has no attributes; check it first`;
  }
}

function summaryOf({ kind }: DisabledAccess): string {
  switch (kind) {
    case "iteration":
      return "Iteration over null value";
    case "function":
      return "Invalid function argument";
    case "text":
      return "Invalid template interpolation value";
    default:
      return "Attempt to get attribute from null value";
  }
}

function fixesFor(ctx: ModuleRuleContext, { uri, kind, key, expression }: DisabledAccess): Fix[] {
  const file = ctx.snapshot.file(uri);
  if (!file) return [];
  const { range } = expression;
  if (kind === "iteration" || kind === "function") {
    return [
      {
        title: `Use \`${key}[*]\``,
        safety: "unsafe",
        change: () => singleFileChange(uri, [{ range, newText: `${key}[*]` }]),
      },
    ];
  }
  if (kind !== "attribute") return [];
  const text = slice(file.text, range);
  // A conditional binds less tightly than anything that may stand around it, except at the top of an argument.
  const standsAlone = file.body.items.some(
    (item) => item.kind === "Block" && isWholeValue(item, range.start, range.end),
  );
  const guarded = `${key} != null ? ${text} : null`;
  return [
    {
      title: `Check that \`${key}\` is not null`,
      safety: "unsafe",
      preferred: true,
      change: () => singleFileChange(uri, [{ range, newText: standsAlone ? guarded : `(${guarded})` }]),
    },
    {
      title: "Wrap in `try()`",
      safety: "unsafe",
      change: () => singleFileChange(uri, [{ range, newText: `try(${text}, null)` }]),
    },
  ];
}

function isWholeValue(block: Block, start: number, end: number): boolean {
  return block.body.items.some((item) =>
    item.kind === "Block"
      ? isWholeValue(item, start, end)
      : item.value.range.start === start && item.value.range.end === end,
  );
}
