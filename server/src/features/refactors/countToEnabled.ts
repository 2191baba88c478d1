// # count-to-enabled
//
// Makes a block that exists once or not at all with `count` say so with `lifecycle { enabled = … }`, and rewrites every reference to it.
//
// The address of the object changes from `x[0]` to `x`; OpenTofu moves it in the state by itself, and a `moved` block
// is written where another one would keep it from doing so.
//
// ```hcl
// resource "aws_eip" "nat" {
//   <|>count = var.create_nat ? 1 : 0
//
//   domain = "vpc"
// }
//
// output "nat_address" {
//   value = one(aws_eip.nat[*].public_ip)
// }
//
// output "nat_id" {
//   value = var.create_nat ? aws_eip.nat[0].id : null
// }
//
// variable "create_nat" {
//   type = bool
// }
// ```
// ->
// ```hcl
// resource "aws_eip" "nat" {
//   domain = "vpc"
//
//   lifecycle {
//     enabled = var.create_nat
//   }
// }
//
// output "nat_address" {
//   value = one(aws_eip.nat[*].public_ip)
// }
//
// output "nat_id" {
//   value = var.create_nat ? aws_eip.nat.id : null
// }
//
// variable "create_nat" {
//   type = bool
// }
// ```
import type { SourceChange } from "../../base/sourceChange.js";
import type { TextEdit } from "../../base/textEdit.js";
import { argument, nestedBlock } from "../../model/extract.js";
import type { Module } from "../../model/module.js";
import type { ProductDecision } from "../../model/product.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { SourceFile } from "../../syntax/ast.js";
import { addLifecycleArgument } from "../rewriting/argumentEdits.js";
import { indentFurther, removeItem, surroundings } from "../rewriting/blockEdits.js";
import { type Condition, conditionExpressions, conditionText, toggleOf } from "../rewriting/conditions.js";
import { countToEnabled as conversionOf } from "../rewriting/conversions/countToEnabled.js";
import { replaceCountIndex } from "../rewriting/countIndex.js";
import { localValues } from "../rewriting/declarationNodes.js";
import { letsInOlder } from "../rewriting/requiredVersions.js";
import { sensitivityOf } from "../rewriting/sensitivity.js";
import type { Refactor, RefactorOptions } from "./refactor.js";
import { impliesMove, planRepetitionChange, toggleTest } from "./repetitionChange.js";
import { type RepetitionTarget, repetitionTarget } from "./repetitionTarget.js";

const title = "Use `lifecycle.enabled` instead of `count`";

export const countToEnabled: Refactor = {
  id: "count-to-enabled",
  title,
  kind: "refactor.rewrite",
  inverse: "enabled-to-count",
  unattended: true,
  tries: "count",
  run(ctx) {
    const target = repetitionTarget(ctx, "count");
    if (!target) return;
    const verdict = judgeCount(ctx.snapshot, ctx.module, ctx.file, target);
    if (verdict.kind === "refused") {
      ctx.refuse(title, target.range, verdict.reason);
      return;
    }
    ctx.offer(title + verdictSuffix(verdict, ctx.product), target.range, () => verdict.build(ctx.options));
  },
};

/** The minor version of OpenTofu 1 that knows `enabled` first. */
const enabledSince = 11;

/** True where `enabled` is understood by every version that the module is written for. */
export function knowsEnabled(product: ProductDecision): boolean {
  const [major = 0, minor = 0] = product.version.segments;
  return product.product === "opentofu" && (major > 1 || (major === 1 && minor >= enabledSince));
}

/** The same, where no module that would have it says that older versions read it as well. */
export function mayUseEnabled(product: ProductDecision, module: Module): boolean {
  return knowsEnabled(product) && !letsInOlder(module, enabledSince);
}

/** Whether a block can have `enabled` without a change of the plan: surely, if something holds, or not. */
export type EnabledVerdict =
  | { readonly kind: "refused"; readonly reason: string }
  | {
      readonly kind: "equal" | "assuming";
      /** What has to hold, as a clause; empty for `equal`. */
      readonly assumption: string;
      readonly build: (options: RefactorOptions) => SourceChange;
    };

/** What an offer of `enabled` adds to its title: what it assumes, and the version it needs. */
export function verdictSuffix(verdict: Exclude<EnabledVerdict, { kind: "refused" }>, product: ProductDecision): string {
  const assumes = verdict.kind === "assuming" ? ` (assumes that ${verdict.assumption})` : "";
  return assumes + (knowsEnabled(product) ? "" : " (needs OpenTofu ≥ 1.11)");
}

/** What sensitive values in a condition mean for `enabled` and `for_each`, which reject them. */
export function judgeSensitivity(
  snapshot: WorkspaceSnapshot,
  module: Module,
  condition: Condition,
): { readonly refusal: string } | { readonly assumption: string } {
  const found = [...conditionExpressions(condition)].map((part) => sensitivityOf(snapshot, module, part));
  const surely = found.find((each) => each.kind === "always");
  if (surely?.kind === "always") return { refusal: `${surely.of} is sensitive, which is not allowed there.` };
  const unsure = found.find((each) => each.kind === "unknown");
  return { assumption: unsure?.kind === "unknown" ? `${unsure.of} is not sensitive` : "" };
}

/** Judges a block's `count`; what is refused is refused with a sentence for the person. */
export function judgeCount(
  snapshot: WorkspaceSnapshot,
  module: Module,
  file: SourceFile,
  target: RepetitionTarget,
): EnabledVerdict {
  const refused = (reason: string): EnabledVerdict => ({ kind: "refused", reason });
  const { block, attribute, key, kind } = target;
  const condition = toggleOf(attribute.value, file.text, localValues(snapshot, module));
  if (!condition) return refused("Its count is not provably 0 or 1.");
  const lifecycle = nestedBlock(block.body, "lifecycle");
  if (argument(block.body, "for_each") || (lifecycle && argument(lifecycle.body, "enabled"))) {
    return refused("It has two arguments that say how often it exists; take one out first.");
  }
  const sensitivity = judgeSensitivity(snapshot, module, condition);
  if ("refusal" in sensitivity) return refused(sensitivity.refusal);
  const planned = planRepetitionChange({
    snapshot,
    module,
    file,
    block,
    key,
    kind,
    conversion: conversionOf(key, kind === "module", toggleTest(snapshot, module)),
    moves: [{ from: { address: key, key: 0 }, to: { address: key, key: undefined } }],
    implied: impliesMove(snapshot, module, target),
    blockEdits: () => blockEdits(file, target, condition),
  });
  if ("refusal" in planned) return refused(planned.refusal);
  const { assumption } = sensitivity;
  return { kind: assumption === "" ? "equal" : "assuming", assumption, build: planned.build };
}

function blockEdits(file: SourceFile, target: RepetitionTarget, condition: Condition): readonly TextEdit[] {
  const { block, attribute } = target;
  const { leading, trailing } = surroundings(file, attribute, block);
  const value = indentFurther(conditionText(condition), "  ");
  const added = addLifecycleArgument(file, block, { name: "enabled", value, leading, trailing }, attribute);
  const isReplaced = added.some(
    (edit) => edit.range.start <= attribute.range.start && attribute.range.end <= edit.range.end,
  );
  const removed = isReplaced ? [] : removeItem(file, block, attribute);
  // In a block with at most one instance `count.index` is 0.
  return [...removed, ...added, ...replaceCountIndex(file, block, "0")];
}
