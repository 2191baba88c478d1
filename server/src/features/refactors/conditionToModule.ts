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
import { slice } from "../../base/range.js";
import { addressKey } from "../../model/address.js";
import { argument } from "../../model/extract.js";
import { nameOf } from "../../model/uri.js";
import type { Attribute, Block, BodyItem } from "../../syntax/ast.js";
import { aroundSubject, circumstances, generalFiles } from "../circumstances.js";
import {
  type Condition,
  conditionExpressions,
  conditionOf,
  conditionText,
  countText,
  toggleOf,
} from "../rewriting/conditions.js";
import { localValues, repeatableAddress } from "../rewriting/declarationNodes.js";
import { withoutParentheses } from "../rewriting/expressionShape.js";
import { type ConditionForms, conditionForms, type NormalForm, sharedConditions } from "../rewriting/normalForm.js";
import { sitesOf } from "../rewriting/sites.js";
import { judgeSensitivity, mayUseEnabled } from "./countToEnabled.js";
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
    const blocks = blocksOfCondition(ctx);
    const [first] = blocks;
    const shared = first && sharedCondition(ctx, blocks);
    if (!first || !shared) return;
    const planned = planExtraction(ctx, blocks, shared);
    if (typeof planned === "string") ctx.refuse(title, first.header, planned);
    else ctx.offer(title, first.header, planned.build, doubtOf(ctx, planned, blocks, shared));
  },
};

/** Inputs and outputs for each block, and of all together: with more of them a module is no thing of its own. */
const mostInterface = 0.8;
const mostInAll = 8;
/** Lines that one input or output is worth: fewer are not read apart from the rest; many make up for one more. */
const fewestLines = 12;
const manyLines = 18;
/** Blocks that are a smaller part of their file are read with the rest, unless they need little of it. */
const smallestPart = 0.18;
const mostOfPart = 0.5;

/** Blocks that are so much of a file have it for their own. */
const mostOfFile = 0.8;
/** Fewer blocks with a file of their own are not worth a module, and fewer in another one only with a small interface. */
const fewestOfFile = 5;
const fewestBlocks = 6;

function isObject(item: BodyItem): boolean {
  return item.kind === "Block" && ["resource", "data", "module"].includes(item.type.name);
}

/** A module that takes and gives much for what it holds, or that has no name of its own, is no thing of its own. */
function doubtOf(
  { file }: RefactorContext,
  planned: PlannedModule,
  blocks: readonly Block[],
  { subject }: SharedCondition,
): { readonly doubt?: string } {
  if (subject === undefined)
    return { doubt: "Nothing says what the blocks are together, so their module has no name." };
  const size = planned.inputs + planned.outputs;
  const lines = blocks.reduce((sum, { range }) => sum + slice(file.text, range).split("\n").length, 0);
  const isLong = size * manyLines <= lines && planned.outputs <= 1;
  const isSmall = blocks.length < file.body.items.length * smallestPart;
  const most = blocks.length * (isSmall ? mostOfPart : isLong ? 1 : mostInterface);
  const isOwnFile = blocks.length >= file.body.items.filter(isObject).length * mostOfFile;
  const isFew = blocks.length < (isOwnFile ? fewestOfFile : fewestBlocks);
  if (isOwnFile && isFew)
    return { doubt: "The blocks have a file of their own, which says nearly as much as a module." };
  const isPlain = !isFew || size * 3 <= blocks.length * 2;
  const isWorth = isPlain && size <= Math.min(mostInAll, most) && size * fewestLines <= lines;
  return isWorth ? {} : { doubt: `A module of the ${blocks.length} blocks would have ${size} inputs and outputs.` };
}

/**
 * The selected blocks: those that have a condition, and the data that only these read. Other data stays; where any other
 * block is among them, there are none.
 */
function blocksOfCondition(ctx: RefactorContext): readonly Block[] {
  const { snapshot, module } = ctx;
  const selected = movableBlocks(ctx);
  const held = new Set(selected.filter((block) => conditionOfBlock(ctx, block)));
  const others = selected.filter((block) => !held.has(block));
  if (others.some((block) => !isPlainData(block))) return [];
  const isOwn = (block: Block): boolean => {
    const address = repeatableAddress(block);
    const sites = address ? sitesOf(snapshot, module, addressKey(address)) : [];
    return sites.length > 0 && sites.every(({ blocks: [outer] }) => outer !== undefined && held.has(outer));
  };
  const own = new Set(others.filter(isOwn));
  return selected.filter((block) => held.has(block) || own.has(block));
}

function isPlainData(block: Block): boolean {
  return block.type.name === "data" && !["count", "for_each"].some((name) => argument(block.body, name));
}

/** The condition of the first block, where all have one that means the same, as `count` or as `enabled`. */
function sharedCondition(ctx: RefactorContext, blocks: readonly Block[]): SharedCondition | undefined {
  const sites: { readonly own: HeldCondition; readonly forms: ConditionForms }[] = [];
  for (const block of blocks) {
    const own = conditionOfBlock(ctx, block);
    if (!own) continue;
    sites.push({ own, forms: formsOf(ctx, own.condition) });
  }
  const [wanted] = sites;
  const shared = wanted && sharedConditions(wanted, sites);
  if (!shared || shared.sites.length < sites.length || shared.sites.some((site) => site.isOpposite)) return undefined;
  const first = shared.named.own.condition;
  const held = blocks.map((block) => conditionOfBlock(ctx, block));
  // `enabled` rejects a sensitive condition, which `count` takes.
  const sensitivity = judgeSensitivity(ctx.snapshot, ctx.module, first);
  const isPlain = "assumption" in sensitivity && sensitivity.assumption === "";
  const hasEnabled = sites.some(({ own: { name } }) => name === "enabled");
  const name = hasEnabled || (isPlain && mayUseEnabled(ctx.product, ctx.module)) ? "enabled" : "count";
  const text = name === "count" ? countText(first) : conditionText(first);
  const said = conditionSubject(first);
  const isWhole = said === undefined || blocks.length * 2 > blocksUnder(ctx, shared.named.forms);
  const ofFile = fileSubject(ctx, blocks, said);
  // Part of what a flag is for is no thing of its own, unless it has a file.
  const subject = isWhole ? subjectOf(ctx, blocks, said, ofFile) : ofFile;
  return { name, text, subject, held };
}

/** What the blocks are together: as their condition says it, their file, or their labels. */
function subjectOf(
  ctx: RefactorContext,
  blocks: readonly Block[],
  said: readonly string[] | undefined,
  ofFile: string | undefined,
): string | undefined {
  const common = commonLabel(ctx, blocks);
  const isNamed = (word: string): boolean => isNamedSo(word, blocks, ctx);
  // What all are called says it better than a flag that has words besides.
  const isSaid = common === undefined ? said?.some(isNamed) : said?.every(isNamed);
  const known = isSaid && said && !isOtherFile(said.join("_"), ctx) ? said.join("_") : undefined;
  return known ?? ofFile ?? common ?? said?.join("_") ?? mostSaid(ctx, blocks);
}

/** How many blocks of the module are there under a condition: a name that it gives is one for all of them. */
function blocksUnder(ctx: RefactorContext, wanted: ConditionForms): number {
  const files = ctx.module.files.flatMap(({ entry }) => ctx.snapshot.file(entry.uri) ?? []);
  const forms = files.flatMap((file) =>
    file.body.items.flatMap((item) => {
      const held = item.kind === "Block" ? conditionOfBlock({ ...ctx, file }, item) : undefined;
      return held ? [formsOf({ ...ctx, file }, held.condition).exact] : [];
    }),
  );
  return forms.filter(({ text, negated }) => text === wanted.exact.text && negated === wanted.exact.negated).length;
}

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
function commonLabel({ module }: RefactorContext, blocks: readonly Block[]): string | undefined {
  if (blocks.length === 1) return undefined;
  const home = wordsOf(nameOf(module.directory));
  const [first = [], ...others] = blocks.map((block) => wordsOf(block.labels.at(-1)?.value ?? ""));
  const common = first.filter((word) => others.every((words) => words.includes(word)) && !generalLabels.has(word));
  // What the folder says is said of everything in it.
  const isTold = common.some((word) => !home.includes(word) && word.length > 2);
  return isTold ? [...new Set(common)].join("_") : undefined;
}

/** A larger part of the blocks than this makes what they are called the name of all. */
const mostBlocks = 0.6;

/** The word that most of the labels have, else the one that all types have: what most of the blocks are about. */
function mostSaid({ module }: RefactorContext, blocks: readonly Block[]): string | undefined {
  const home = wordsOf(nameOf(module.directory));
  const isTelling = (word: string): boolean =>
    word.length > 2 && !circumstances.has(word) && !generalLabels.has(word) && !home.includes(word);
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

/** The name of a file that holds little else than the blocks; a general one only where the condition says no other. */
function fileSubject(
  { file }: RefactorContext,
  blocks: readonly Block[],
  said: readonly string[] | undefined,
): string | undefined {
  const name = nameOf(file.uri).split(".")[0] ?? "";
  const isMost = blocks.length * 3 >= file.body.items.length * 2;
  const isTold = generalFiles.has(name.toLowerCase()) ? said === undefined && name !== "main" : true;
  return isMost && isTold ? name.toLowerCase().split("-").join("_") : undefined;
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
