// # run-only-if
//
// Makes the selected blocks exist only under a condition, a new variable or one that there is, and every reference from elsewhere stand their absence.
//
// The one refactor that is meant to change a plan, and only while the variable is false: its default is `true`.
//
// - target: opentofu@1.11
//
// ```hcl
// <|resource "terraform_data" "x" {
//   input = 1
// }
//
// resource "terraform_data" "y" {
//   input = terraform_data.x.output
// }|>
//
// output "y" {
//   value = terraform_data.y.output
// }
// ```
// ->
// ```hcl
// resource "terraform_data" "x" {
//   input = 1
//
//   lifecycle {
//     enabled = var.create_x
//   }
// }
//
// resource "terraform_data" "y" {
//   input = terraform_data.x.output
//
//   lifecycle {
//     enabled = var.create_x
//   }
// }
//
// output "y" {
//   value = one(terraform_data.y[*].output)
// }
// ```
//
// `variables.tf`:
// ```hcl
// variable "create_x" {
//   description = "Whether to create the blocks that use it."
//   type        = bool
//   default     = true
//   nullable    = false
// }
// ```

import { contains, overlaps } from "../../base/range.js";
import { type SourceChange, SourceChangeBuilder } from "../../base/sourceChange.js";
import type { TextEdit } from "../../base/textEdit.js";
import { addressKey } from "../../model/address.js";
import { repetition } from "../../model/extract.js";
import { inputVariable } from "../../model/moduleValues/inputVariables.js";
import type { Block } from "../../syntax/ast.js";
import { addLifecycleArgument, addMetaArgument } from "../rewriting/argumentEdits.js";
import { singleToOptional } from "../rewriting/conversions/singleToOptional.js";
import { repeatableAddress } from "../rewriting/declarationNodes.js";
import { placeMoves } from "../rewriting/movedPlacement.js";
import { planMoves } from "../rewriting/movedPlanner.js";
import { addBlock } from "../rewriting/newDeclarations.js";
import { followNull } from "../rewriting/nullFlow.js";
import { hiddenReferences, placeText, rewriteReferences, whyNotRewritten } from "../rewriting/referenceRewriter.js";
import { knowsEnabled } from "./countToEnabled.js";
import type { Refactor, RefactorContext } from "./refactor.js";
import { blockAtHeader } from "./singleToForEach.js";

const title = "Run only if a new variable is true";

export const runOnlyIf: Refactor = {
  id: "run-only-if",
  title,
  kind: "refactor.rewrite",
  inverse: "always-run",
  unattended: false,
  run(ctx) {
    const blocks = selectedBlocks(ctx);
    const [first] = blocks;
    const address = first && repeatableAddress(first);
    if (!first || !address) return;
    const variable = ctx.module.freeName("var", `create_${address.name.split("-").join("_")}`);
    const planned = plan(ctx, blocks, variable, true);
    if (typeof planned === "string") {
      ctx.refuse(title, first.header, planned);
      return;
    }
    ctx.offer(title, first.header, planned);
    for (const known of boolVariables(ctx)) {
      const again = plan(ctx, blocks, known, false);
      if (typeof again !== "string") ctx.offer(`Run only if \`var.${known}\` is true`, first.header, again);
    }
  },
};

/** More variables than these nobody reads through. */
const mostVariables = 8;

/** The module's variables that may be a condition: bools by their type or by their default. */
function boolVariables({ snapshot, module }: RefactorContext): readonly string[] {
  const found = module.declarationsOf("variable").filter((declared) => {
    const variable = inputVariable(snapshot, module, declared.fact.name);
    const standard = variable?.default;
    const isLiteral = standard?.kind === "LiteralValueExpr" && standard.value.type === "bool";
    return variable?.hasType ? variable.constraint.type.kind === "bool" : isLiteral;
  });
  return found.length > mostVariables ? [] : found.map(({ fact }) => fact.name);
}

/** The top-level blocks that the selection covers or touches, or the one whose header the cursor is on. */
function selectedBlocks(ctx: RefactorContext): readonly Block[] {
  const { selection } = ctx;
  if (selection.start === selection.end) {
    const block = blockAtHeader(ctx);
    return block && repeatableAddress(block) ? [block] : [];
  }
  return ctx.file.body.items.filter(
    (item): item is Block =>
      item.kind === "Block" && overlaps(item.range, selection) && repeatableAddress(item) !== undefined,
  );
}

function plan(
  ctx: RefactorContext,
  blocks: readonly Block[],
  variable: string,
  isNew: boolean,
): string | (() => SourceChange) {
  const { snapshot, module, file } = ctx;
  if (!module.files.some(({ entry }) => entry.uri === file.uri))
    return "An override file only changes blocks; go to the file that declares it.";
  const after = knowsEnabled(ctx.product) ? "enabled" : "count";
  const change = new SourceChangeBuilder();
  const edits = new Map<string, TextEdit[]>();
  const add = (uri: string, more: readonly TextEdit[]): void => {
    const list = edits.get(uri) ?? [];
    // Two objects may ask for the same guard around one expression; each asks for its own.
    list.push(...more);
    edits.set(uri, list);
  };
  for (const block of blocks) {
    const address = repeatableAddress(block);
    if (!address) continue;
    const key = addressKey(address);
    const isModule = address.kind === "module";
    if (repetition(block.body)) return `${key} has a condition or repetition of its own.`;
    if ((module.declarations.get(key)?.length ?? 0) !== 1)
      return `${key} is declared more than once; keep one declaration first.`;
    if (module.overriding.has(key)) return `An override file changes ${key}.`;
    const hidden = hiddenReferences(snapshot, module, [key]);
    if (hidden) return hidden;
    const isGuarded = (site: { readonly file: typeof file; readonly blocks: readonly Block[] }): boolean =>
      site.file.uri === file.uri && site.blocks[0] !== undefined && blocks.includes(site.blocks[0]);
    const conversion = singleToOptional(key, isModule, after, isGuarded);
    const rewritten = rewriteReferences(snapshot, module, key, conversion);
    if ("refusals" in rewritten) {
      return whyNotRewritten(snapshot, rewritten.refusals, module.directory);
    }
    for (const [uri, more] of rewritten.edits) add(uri, more);
    const readers = followNull(snapshot, module, conversion.madeNull, conversion.leaveOut, isGuarded);
    if ("refusal" in readers) {
      const { reason, site } = readers.refusal;
      const at = placeText(snapshot, { uri: site.uri, range: site.origin.range }, module.directory);
      return `A reference at ${at} cannot be rewritten: ${reason}.`;
    }
    for (const [uri, more] of readers.edits) add(uri, more);
    const condition = { name: after, value: after === "count" ? `var.${variable} ? 1 : 0` : `var.${variable}` };
    add(
      file.uri,
      after === "count"
        ? addMetaArgument(file, block, condition)
        : addLifecycleArgument(file, block, condition, undefined),
    );
    const isStored = isModule || address.mode === "managed";
    const from = { address: key, key: undefined };
    const moves = isStored && after === "count" ? [{ from, to: { address: key, key: 0 } }] : [];
    const planned = planMoves(snapshot, module, key, moves, { implied: !isModule });
    if ("refusal" in planned) return `Its moves cannot be written: ${planned.refusal}`;
    for (const [uri, more] of planned.edits) add(uri, more);
    placeMoves(change, snapshot, module, planned.added, ctx.options.movedBlocks, { file, block });
  }
  return () => {
    for (const [uri, list] of edits) for (const edit of list) change.replace(uri, edit.range, edit.newText);
    if (isNew) declare(ctx, change, blocks, variable);
    return change.build();
  };
}

/** Declares the new variable, and lets the person choose its name where the first block reads it. */
function declare(
  { snapshot, module, file }: RefactorContext,
  change: SourceChangeBuilder,
  blocks: readonly Block[],
  variable: string,
): void {
  addBlock(
    change,
    snapshot,
    module,
    "variable",
    variable,
    [
      `variable "${variable}" {`,
      `  description = "Whether to create the blocks that use it."`,
      "  type        = bool",
      "  default     = true",
      "  nullable    = false",
      "}",
    ].join("\n"),
  );
  const first = blocks[0]?.range ?? { start: 0, end: 0 };
  const named = `var.${variable}`;
  const edit = change.editsOf(file.uri).find(({ range, newText }) => contains(first, range) && newText.includes(named));
  if (edit) change.startRenameIn(file.uri, edit.range, edit.newText.indexOf(named) + "var.".length);
}
