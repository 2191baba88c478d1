// # condition-to-call
//
// Takes the condition that every block of a module has from an input variable, and puts it onto the module's calls; references to outputs stand their absence.
//
// While a call is off, a reference gives what the output was then. The call has `enabled` where OpenTofu knows it
// (1.11), and `count` for Terraform and where the calling module lets older versions in.
//
// `main.tf`:
// ```hcl
// variable "logs" {
//   type = bool
// }
//
// module "logs" {
//   source = "./modules/logs"
//
//   enabled = var.logs
// }
//
// output "bucket" {
//   value = module.logs.bucket
// }
// ```
//
// `modules/logs/main.tf`:
// ```hcl
// variable <|>"enabled" {
//   type = bool
// }
//
// resource "aws_s3_bucket" "logs" {
//   count = var.enabled ? 1 : 0
// }
//
// resource "aws_s3_bucket_policy" "logs" {
//   count  = var.enabled ? 1 : 0
//   bucket = aws_s3_bucket.logs[0].id
// }
//
// output "bucket" {
//   value = var.enabled ? aws_s3_bucket.logs[0].id : null
// }
// ```
// ->
// `main.tf`:
// ```hcl
// variable "logs" {
//   type = bool
// }
//
// module "logs" {
//   source = "./modules/logs"
//
//   lifecycle {
//     enabled = var.logs
//   }
// }
//
// output "bucket" {
//   value = module.logs != null ? module.logs.bucket : null
// }
// ```
//
// `modules/logs/main.tf`:
// ```hcl
// resource "aws_s3_bucket" "logs" {
// }
//
// resource "aws_s3_bucket_policy" "logs" {
//   bucket = aws_s3_bucket.logs.id
// }
//
// output "bucket" {
//   value = aws_s3_bucket.logs.id
// }
// ```
import { touches } from "../../base/range.js";
import { type SourceChange, SourceChangeBuilder } from "../../base/sourceChange.js";
import { type HoistedCall, hoistedCall } from "../rewriting/hoisting/hoistedCalls.js";
import { type HoistedModule, readHoisted, withoutCondition } from "../rewriting/hoisting/hoistedModule.js";
import { placeMoves } from "../rewriting/movedPlacement.js";
import { placeText } from "../rewriting/referenceRewriter.js";
import { removeBlock } from "../rewriting/removal.js";
import { mayUseEnabled } from "./countToEnabled.js";
import type { Refactor, RefactorContext } from "./refactor.js";
import { blockAtHeader } from "./singleToForEach.js";

const title = "Put the module's condition onto its calls";

export const conditionToCall: Refactor = {
  id: "condition-to-call",
  title,
  kind: "refactor.rewrite",
  inverse: { none: "Within the module the condition would be asked of every other caller." },
  unattended: false,
  run(ctx) {
    const target = targetOf(ctx);
    if (!target) return;
    const { hoisted, range } = target;
    if (hoisted === undefined) return;
    const planned = typeof hoisted === "string" ? hoisted : plan(ctx, hoisted);
    if (typeof planned === "string") ctx.refuse(title, range, planned);
    else {
      const { build, doubt } = planned;
      const extra = doubt === undefined ? {} : { doubt };
      ctx.offer(`${title} (assumes that all of them are in this workspace)`, range, build, extra);
    }
  },
};

/** The variable whose header the cursor is on, or to which a call passes a value there. */
function targetOf(ctx: RefactorContext) {
  const { snapshot, module, file, selection } = ctx;
  const block = blockAtHeader(ctx);
  const label = block?.labels[0]?.value;
  if (block?.type.name === "variable" && label !== undefined) {
    return { hoisted: readHoisted(snapshot, module, label, true), range: block.header };
  }
  for (const call of file.body.items) {
    if (call.kind !== "Block" || call.type.name !== "module" || !touches(call.range, selection.start)) continue;
    for (const item of call.body.items) {
      if (item.kind !== "Attribute" || !touches(item.name.range, selection.start)) continue;
      const name = call.labels[0]?.value ?? "";
      const callee = snapshot.callee(module, module.declaration(`module.${name}`)?.fact.source);
      const hoisted = callee?.declarations.has(`var.${item.name.name}`)
        ? readHoisted(snapshot, callee, item.name.name, true, module.directory)
        : undefined;
      return { hoisted, range: item.range };
    }
  }
  return undefined;
}

/** What the edit does, and why nobody should be told to make it. */
interface PlannedCalls {
  readonly build: () => SourceChange;
  readonly doubt: string | undefined;
}

function plan(ctx: RefactorContext, hoisted: HoistedModule): string | PlannedCalls {
  const { snapshot } = ctx;
  const { module, variable, blocks } = hoisted;
  const callers = snapshot.callersOf(module);
  if (callers.length === 0) return "No call of the module is in sight.";
  for (const { entry, facts } of snapshot.testsOf(module)) {
    const set = facts.references.find((fact) => fact.key === `var.${variable}`);
    if (set) return `A test uses it at ${placeText(snapshot, { uri: entry.uri, range: set.range }, hoisted.home)}.`;
  }
  const inside = withoutCondition(hoisted);
  if (typeof inside === "string") return inside;
  const calls: HoistedCall[] = [];
  for (const caller of callers) {
    const call = hoistedCall(hoisted, caller.module, caller.key, mayUseEnabled(ctx.product, caller.module));
    if (typeof call === "string") return call;
    calls.push(call);
  }
  const build = (): SourceChange => {
    const change = new SourceChangeBuilder();
    for (const { edits } of [inside, ...calls]) {
      for (const [uri, list] of edits) for (const edit of list) change.replace(uri, edit.range, edit.newText);
    }
    removeBlock(change, inside.variable.file, inside.variable.block);
    const { movedBlocks } = ctx.options;
    const [first] = blocks;
    if (first) placeMoves(change, snapshot, module, inside.moves, movedBlocks, first);
    // The moves of one module go into its file together.
    for (const caller of new Set(calls.map((call) => call.module))) {
      const own = calls.filter((call) => call.module === caller);
      const moves = own.flatMap((call) => call.moves);
      const [beside] = own.filter((call) => call.moves.length > 0);
      if (beside) placeMoves(change, snapshot, caller, moves, movedBlocks, beside);
    }
    return change.confirm().build();
  };
  return { build, doubt: doubtOf(calls, blocks.length) };
}

/** What a call or its readers have to say anew is read more often than what the module says less. */
function doubtOf(calls: readonly HoistedCall[], blocks: number): string | undefined {
  const guards = calls.reduce((sum, call) => sum + call.guards, 0);
  if (calls.length + guards <= blocks) return undefined;
  const ofCalls = calls.length === 1 ? "The call" : `Each of the ${calls.length} calls`;
  const ofReaders = guards === 0 ? "" : `, and ${guards} references to them would have to ask for it`;
  return `${ofCalls} would have the condition${ofReaders}, for ${blocks} blocks that have it now.`;
}
