// # condition-to-module
//
// Moves the selected blocks, which share a condition, into a module that has the condition once, on its call.
//
// The call has `enabled` where OpenTofu knows it (1.11), and `count` for older versions, for Terraform, and for a
// condition that may be sensitive.
//
// ```hcl
// variable "logs" {
//   default = true
// }
//
// <|resource "terraform_data" "group" {
//   count = var.logs ? 1 : 0
//   input = "g"
// }
//
// resource "terraform_data" "role" {
//   count = var.logs ? 1 : 0
//   input = terraform_data.group[0].output
// }|>
//
// output "role" {
//   value = one(terraform_data.role[*].output)
// }
// ```
// ->
// ```hcl
// variable "logs" {
//   default = true
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
// output "role" {
//   value = one(module.logs[*].terraform_data_role.output)
// }
// ```
//
// `modules/logs/main.tf`:
// ```hcl
// resource "terraform_data" "group" {
//   input = "g"
// }
//
// resource "terraform_data" "role" {
//   input = terraform_data.group.output
// }
// ```
//
// `modules/logs/outputs.tf`:
// ```hcl
// output "terraform_data_role" {
//   value = terraform_data.role
// }
// ```
//
// `moved.tf`:
// ```hcl
// moved {
//   from = terraform_data.group[0]
//   to   = module.logs.terraform_data.group
// }
//
// moved {
//   from = terraform_data.role[0]
//   to   = module.logs.terraform_data.role
// }
// ```
import { nameOf } from "../../model/uri.js";
import type { Attribute, Block } from "../../syntax/ast.js";
import { circumstances } from "../circumstances.js";
import {
  type Condition,
  conditionExpressions,
  conditionOf,
  conditionText,
  countText,
  toggleOf,
} from "../rewriting/conditions.js";
import { localValues } from "../rewriting/declarationNodes.js";
import { withoutParentheses } from "../rewriting/expressionShape.js";
import { type ConditionForms, conditionForms, type NormalForm, sharedConditions } from "../rewriting/normalForm.js";
import { judgeSensitivity, knowsEnabled } from "./countToEnabled.js";
import { generalLabels } from "./expressionWords.js";
import { type PlannedModule, planExtraction, type SharedCondition } from "./extraction/planExtraction.js";
import { movableBlocks } from "./extractModule.js";
import type { Refactor, RefactorContext } from "./refactor.js";
import { repetitionOf } from "./repetitionTarget.js";
import { singular, wordsOf } from "./words.js";

const title = "Extract the blocks to a module with one condition";

export const conditionToModule: Refactor = {
  id: "condition-to-module",
  title,
  kind: "refactor.extract",
  inverse: "inline-module",
  unattended: false,
  run(ctx) {
    const blocks = movableBlocks(ctx);
    const [first] = blocks;
    const shared = first && sharedCondition(ctx, blocks);
    if (!first || !shared) return;
    const planned = planExtraction(ctx, blocks, shared);
    if (typeof planned === "string") ctx.refuse(title, first.header, planned);
    else ctx.offer(title, first.header, planned.build, doubtOf(planned, blocks, shared));
  },
};

/** Inputs and outputs for each block. */
const mostInterface = 1.2;

/** A module that takes and gives more than it holds, or that has no name of its own, is no thing of its own. */
function doubtOf(
  planned: PlannedModule,
  { length }: readonly Block[],
  { subject }: SharedCondition,
): { readonly doubt?: string } {
  if (subject === undefined)
    return { doubt: "Nothing says what the blocks are together, so their module has no name." };
  const { interface: size } = planned;
  return size > length * mostInterface
    ? { doubt: `A module of the ${length} blocks would have ${size} inputs and outputs.` }
    : {};
}

/** The condition of the first block, where all have one that means the same, as `count` or as `enabled`. */
function sharedCondition(ctx: RefactorContext, blocks: readonly Block[]): SharedCondition | undefined {
  const sites: { readonly own: HeldCondition; readonly forms: ConditionForms }[] = [];
  for (const block of blocks) {
    const own = conditionOfBlock(ctx, block);
    if (!own) return undefined;
    sites.push({ own, forms: formsOf(ctx, own.condition) });
  }
  const [wanted] = sites;
  const shared = wanted && sharedConditions(wanted, sites);
  if (!shared || shared.sites.length < sites.length || shared.sites.some((site) => site.isOpposite)) return undefined;
  const first = shared.named.own.condition;
  const held = sites.map(({ own }) => own);
  // `enabled` rejects a sensitive condition, which `count` takes.
  const sensitivity = judgeSensitivity(ctx.snapshot, ctx.module, first);
  const isPlain = "assumption" in sensitivity && sensitivity.assumption === "";
  const hasEnabled = held.some(({ name }) => name === "enabled");
  const name = hasEnabled || (isPlain && knowsEnabled(ctx.product)) ? "enabled" : "count";
  const text = name === "count" ? countText(first) : conditionText(first);
  const said = conditionSubject(first);
  const isKnown = said?.some((word) => isNamedSo(word, blocks, ctx)) && !isOtherFile(said.join("_"), ctx);
  const known = isKnown ? said : undefined;
  const subject =
    known?.join("_") ?? fileSubject(ctx, blocks) ?? commonLabel(blocks) ?? said?.join("_") ?? mostSaid(blocks);
  return { name, text, subject, held };
}

/** Words around what a condition is about: `enable_bedrock`, `create_iam_role`, `ssm_enabled`. */
const aroundSubject: ReadonlySet<string> = new Set([
  ..."create build deploy enable enabled created deployed present use with has is not should make add include".split(
    " ",
  ),
]);

/** What a plain condition is about: `bedrock` for `var.enable_bedrock`; undefined where it says no more than when. */
function conditionSubject(condition: Condition): readonly string[] | undefined {
  const kept = plainWords(condition);
  return kept?.every((word) => circumstances.has(word)) ? undefined : kept;
}

/** True where another file of the module is called so, or a folder that it is in: what they hold is what the name means. */
function isOtherFile(name: string, { module, file }: RefactorContext): boolean {
  const stem = (of: string): string => wordsOf(of.split(".")[0] ?? "").join("_");
  const files = module.files.flatMap(({ entry }) => (entry.uri === file.uri ? [] : entry.name));
  // The nearest folders: what lies above is not about this module.
  return [...files, ...module.directory.split("/").slice(-2)].some((each) => stem(each) === name);
}

/** True where the file or a label has a word of the condition: what nothing else is called is no name for all of it. */
function isNamedSo(word: string, blocks: readonly Block[], { file }: RefactorContext): boolean {
  const labels = blocks.map((block) => block.labels.at(-1)?.value ?? "");
  const words = [nameOf(file.uri), ...labels].flatMap(wordsOf);
  return words.some((each) => singular([each]).join() === singular([word]).join());
}

/** The words of a condition's name that are not about its being one; undefined where it has no name, or no such words. */
function plainWords(condition: Condition): readonly string[] | undefined {
  const [expression] = conditionExpressions(condition);
  const isPlain = condition.kind === "text" || condition.kind === "not";
  if (!isPlain || expression?.kind !== "ScopeTraversalExpr") return undefined;
  const step = expression.steps.at(-1);
  const kept = step?.kind === "AttrStep" ? wordsOf(step.name).filter((word) => !aroundSubject.has(word)) : [];
  return kept.length === 0 ? undefined : kept;
}

/** The words that the blocks' labels share, in their order: what all of them are, where one's label says only its own. */
function commonLabel(blocks: readonly Block[]): string | undefined {
  if (blocks.length === 1) return undefined;
  const [first = [], ...others] = blocks.map((block) => wordsOf(block.labels.at(-1)?.value ?? ""));
  const common = first.filter((word) => others.every((words) => words.includes(word)) && !generalLabels.has(word));
  return common.length === 0 ? undefined : common.join("_");
}

/** A larger part of the blocks than this makes what they are called the name of all. */
const mostBlocks = 0.6;

/** The word that most of the labels have, else the one that all types have: what most of the blocks are about. */
function mostSaid(blocks: readonly Block[]): string | undefined {
  const labels = blocks.map(
    (block) => new Set(wordsOf(block.labels.at(-1)?.value ?? "").map((word) => singular([word])[0] ?? "")),
  );
  const counts = new Map<string, number>();
  for (const word of labels.flatMap((words) => [...words])) counts.set(word, (counts.get(word) ?? 0) + 1);
  const [most] = [...counts].filter(([word]) => isTelling(word)).sort((a, b) => b[1] - a[1]);
  if (most && most[1] >= blocks.length * mostBlocks) return most[0];
  const types = [...new Set(blocks.map((block) => block.labels.at(-2)?.value ?? ""))];
  const [first = [], ...others] = types.map((type) => wordsOf(type).slice(1));
  // Blocks of one type are called what they are each by their labels alone.
  return others.length === 0
    ? undefined
    : first.find((word) => isTelling(word) && others.every((words) => words.includes(word)));
}

function isTelling(word: string): boolean {
  return word.length > 2 && !circumstances.has(word) && !generalLabels.has(word);
}

/** The name of a file that holds little else than the blocks. */
function fileSubject({ file }: RefactorContext, blocks: readonly Block[]): string | undefined {
  const name = nameOf(file.uri).split(".")[0] ?? "";
  const isMost = blocks.length * 3 >= file.body.items.length * 2;
  return isMost && name !== "main" ? name.toLowerCase().split("-").join("_") : undefined;
}

interface HeldCondition {
  readonly name: "count" | "enabled";
  readonly attribute: Attribute;
  readonly condition: Condition;
}

/** The condition under which a block is there, from its `count` of 0 or 1 or from `enabled`. */
export function conditionOfBlock(ctx: RefactorContext, block: Block): HeldCondition | undefined {
  const { snapshot, module, file } = ctx;
  const count = repetitionOf(block, "count");
  if (count) {
    const condition = toggleOf(count.attribute.value, file.text, localValues(snapshot, module));
    return condition && { name: "count" as const, attribute: count.attribute, condition };
  }
  const enabled = repetitionOf(block, "enabled");
  if (!enabled) return undefined;
  const { attribute } = enabled;
  return { name: "enabled" as const, attribute, condition: conditionOf(attribute.value, file.text) };
}

/** What conditions are compared by: a choice between conditions by its text, a plain condition by what it means. */
export function formOf(ctx: RefactorContext, condition: Condition): string {
  const { exact } = formsOf(ctx, condition);
  return `${exact.negated ? "!" : ""}${exact.text}`;
}

function formsOf({ snapshot, module, file }: RefactorContext, condition: Condition): ConditionForms {
  const [expression] = conditionExpressions(condition);
  const isPlain = (condition.kind === "text" || condition.kind === "not") && expression !== undefined;
  if (!isPlain) {
    const form = { text: countText(condition), negated: false };
    return { exact: form, withoutNull: form, isStrict: true };
  }
  const forms = conditionForms(snapshot, module, withoutParentheses(expression), file.text);
  const turned = ({ text, negated }: NormalForm) => ({ text, negated: negated !== (condition.kind === "not") });
  return { ...forms, exact: turned(forms.exact), withoutNull: turned(forms.withoutNull) };
}
