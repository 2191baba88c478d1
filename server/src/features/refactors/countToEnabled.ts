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
import { type SourceChange, SourceChangeBuilder } from "../../base/sourceChange.js";
import type { TextEdit } from "../../base/textEdit.js";
import { argument, nestedBlock } from "../../model/extract.js";
import type { Module } from "../../model/module.js";
import type { ProductDecision } from "../../model/product.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Block, SourceFile } from "../../syntax/ast.js";
import { addLifecycleArgument, indentFurther, removeItem, surroundings } from "../rewriting/blockEdits.js";
import { type Condition, conditionExpressions, conditionText, toggleOf } from "../rewriting/conditions.js";
import { countToEnabled as conversionOf } from "../rewriting/conversions/countToEnabled.js";
import { localValues } from "../rewriting/declarationNodes.js";
import { placeMoves } from "../rewriting/movedPlacement.js";
import { planMoves } from "../rewriting/movedPlanner.js";
import { hiddenReferences, placeText, rewriteReferences } from "../rewriting/referenceRewriter.js";
import { sensitivityOf } from "../rewriting/sensitivity.js";
import { sitesInBlock } from "../rewriting/sites.js";
import type { Refactor, RefactorOptions } from "./refactor.js";
import { type RepetitionTarget, repetitionOf, repetitionTarget } from "./repetitionTarget.js";

const title = "Use `lifecycle.enabled` instead of `count`";

export const countToEnabled: Refactor = {
  id: "count-to-enabled",
  title,
  kind: "refactor.rewrite",
  inverse: "enabled-to-count",
  unattended: true,
  run(ctx) {
    const target = repetitionTarget(ctx, "count");
    if (!target) return;
    const verdict = judgeCount(ctx.snapshot, ctx.module, ctx.file, target);
    if (verdict.kind === "refused") {
      ctx.refuse(title, target.range, verdict.reason);
      return;
    }
    const needs = knowsEnabled(ctx.product) ? "" : " (needs OpenTofu ≥ 1.11)";
    const assumes = verdict.kind === "assuming" ? ` (assumes that ${verdict.assumption})` : "";
    ctx.offer(title + assumes + needs, target.range, () => verdict.build(ctx.options));
  },
};

/** True where `enabled` is understood by every version that the module is written for. */
export function knowsEnabled(product: ProductDecision): boolean {
  const [major = 0, minor = 0] = product.version.segments;
  return product.product === "opentofu" && (major > 1 || (major === 1 && minor >= 11));
}

/** Whether a `count` can become `enabled` without changing the plan: surely, if something holds, or not. */
export type CountVerdict =
  | { readonly kind: "refused"; readonly reason: string }
  | {
      readonly kind: "equal" | "assuming";
      /** What has to hold, as a clause; empty for `equal`. */
      readonly assumption: string;
      readonly build: (options: RefactorOptions) => SourceChange;
    };

/** Judges a block's `count`; what is refused is refused with a sentence for the person. */
export function judgeCount(
  snapshot: WorkspaceSnapshot,
  module: Module,
  file: SourceFile,
  target: RepetitionTarget,
): CountVerdict {
  const refused = (reason: string): CountVerdict => ({ kind: "refused", reason });
  const { block, attribute, key } = target;
  const isToggle = toggleTest(snapshot, module);
  const condition = toggleOf(attribute.value, file.text, localValues(snapshot, module));
  if (!condition) return refused("Its count is not provably 0 or 1.");
  const lifecycle = nestedBlock(block.body, "lifecycle");
  if (argument(block.body, "for_each") || (lifecycle && argument(lifecycle.body, "enabled"))) {
    return refused("It has another argument that repeats it already.");
  }
  if ((module.declarations.get(key)?.length ?? 0) !== 1) return refused(`${key} is declared more than once.`);
  const overriding = overridingFile(snapshot, module, key);
  if (overriding) return refused(`${overriding} overrides its count, and enabled would be ignored there.`);
  const hidden = hiddenReferences(snapshot, module, [key]);
  if (hidden) return refused(hidden);

  const sensitivities = [...conditionExpressions(condition)].map((part) => sensitivityOf(snapshot, module, part));
  const surely = sensitivities.find((found) => found.kind === "always");
  if (surely?.kind === "always") return refused(`${surely.of} is sensitive, which enabled does not allow.`);

  const conversion = conversionOf(key, target.kind === "module", isToggle);
  const rewritten = rewriteReferences(snapshot, module, key, conversion);
  if ("refusals" in rewritten) {
    const [first] = rewritten.refusals;
    return refused(
      first ? `A reference at ${placeText(snapshot, first.at)} cannot be rewritten: ${first.reason}.` : "",
    );
  }
  const isStored = target.kind === "managed" || target.kind === "module";
  const moves = isStored ? [{ from: { address: key, key: 0 }, to: { address: key, key: undefined } }] : [];
  const plan = planMoves(snapshot, module, key, moves, { implied: impliesMove(snapshot, module, target) });
  if ("refusal" in plan) return refused(`Its moves cannot be written: ${plan.refusal}`);

  const build = (options: RefactorOptions): SourceChange => {
    const change = new SourceChangeBuilder();
    const add = (uri: string, edits: readonly TextEdit[]): void => {
      for (const edit of edits) change.replace(uri, edit.range, edit.newText);
    };
    for (const [uri, edits] of rewritten.edits) add(uri, edits);
    for (const [uri, edits] of plan.edits) add(uri, edits);
    add(file.uri, blockEdits(file, target, condition));
    placeMoves(change, snapshot, module, plan.added, options.movedBlocks, { file, block });
    return change.build();
  };
  const unsure = sensitivities.find((found) => found.kind === "unknown");
  return unsure?.kind === "unknown"
    ? { kind: "assuming", assumption: `${unsure.of} is not sensitive`, build }
    : { kind: "equal", assumption: "", build };
}

/** Tells whether a top-level block has a `count` that is always 0 or 1. */
export function toggleTest(snapshot: WorkspaceSnapshot, module: Module): (block: Block | undefined) => boolean {
  return (block) => {
    const count = block && repetitionOf(block, "count");
    if (!count) return false;
    const declared = module.declaration(count.key);
    const source = declared && snapshot.file(declared.uri)?.text;
    return source !== undefined && toggleOf(count.attribute.value, source, localValues(snapshot, module)) !== undefined;
  };
}

/** The name of an override file that sets the object's repetition; OpenTofu takes its `count` and drops `enabled`. */
export function overridingFile(snapshot: WorkspaceSnapshot, module: Module, key: string): string | undefined {
  for (const { uri, fact } of module.overriding.get(key) ?? []) {
    if (fact.repetition) return snapshot.entry(uri)?.name;
  }
  return undefined;
}

/**
 * True where OpenTofu ≥ 1.11 moves the object between `[0]` and no key by itself, given that no `moved` block names it.
 * A module's own `moved` blocks count as naming it, so an unseen module may keep it from doing so.
 */
export function impliesMove(snapshot: WorkspaceSnapshot, module: Module, target: RepetitionTarget): boolean {
  if (target.kind !== "module") return true;
  const callee = snapshot.callee(module, module.declaration(target.key)?.fact.source);
  if (!callee) return false;
  return callee.files.every(({ entry }) => {
    const file = snapshot.file(entry.uri);
    return file?.body.items.every((item) => item.kind !== "Block" || item.type.name !== "moved") ?? false;
  });
}

function blockEdits(file: SourceFile, target: RepetitionTarget, condition: Condition): TextEdit[] {
  const { block, attribute } = target;
  const { leading, trailing } = surroundings(file, attribute);
  const value = indentFurther(conditionText(condition), "  ");
  const added = addLifecycleArgument(file, block, { name: "enabled", value, leading, trailing }, attribute);
  const isOneLine = added.some(
    (edit) => edit.range.start <= attribute.range.start && attribute.range.end <= edit.range.end,
  );
  const removed = isOneLine ? [] : removeItem(file, block, attribute);
  // In a block with at most one instance `count.index` is 0.
  const indexes = sitesInBlock(file, block, "count").filter(
    (site) => site.origin.range.start !== attribute.range.start,
  );
  const zeroes = indexes.map((site): TextEdit => {
    const around = site.parents[site.parents.length - 1];
    if (around?.kind === "TemplateExpr" && around.style === "quoted" && around.parts.length > 1) {
      const part = around.parts.find(
        (each) => each.kind === "TemplateInterpolation" && each.expression === site.origin.expression,
      );
      if (part?.kind === "TemplateInterpolation" && !part.trimLeft && !part.trimRight) {
        return { range: part.range, newText: "0" };
      }
    }
    return { range: site.origin.range, newText: "0" };
  });
  return [...removed, ...added, ...zeroes];
}
