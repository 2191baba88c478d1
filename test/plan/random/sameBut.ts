// In what a configuration after a refactor and its inverse may differ from the first one, and whether it does in
// nothing else. The list of reasons is closed; `pairs` says which of them each pair of refactors has.

import type { Block, Body, Expression, SourceFile } from "../../../server/src/syntax/ast.js";
import type { HclParser } from "../../../server/src/syntax/parser.js";
import { walk } from "../../../server/src/syntax/visit.js";
import type { Files } from "../judge/configuration.js";

/** The differences that are meant to be there, each with its why. Comments are never among them. */
export const why = {
  "moved blocks":
    "Each step keeps the history of the state, which may have been applied in between: `moved` blocks of the first stay, turned around or chained.",
  order: "What was taken out comes back where a new one would be put.",
  parentheses: "Parentheses that say nothing are not written anew.",
  condition: "What repeats the block says the same in its usual form: `!a ? 1 : 0` as `a ? 0 : 1`.",
  "written out": "In the block itself `each` and `count.index` were replaced by what they were.",
  references: "A reference in a form that only the first repetition had is written in one that both have.",
  names: "A name that the person chose once is chosen anew.",
  form: "An expression in another form of the same value: quotes, indentation, `.*`; or a type that was clear without.",
  "blank lines": "Blank lines stand around what came back, where the first layout had none.",
  dependencies: "What waits for a module waits for everything in it.",
} as const;

export type Reason = keyof typeof why;

const repetition: readonly Reason[] = ["moved blocks", "condition", "written out", "references"];

/** The reasons that a pair of refactors has, by the id of the first; each reason has a case in `test/plan/back`. */
export const pairs: Readonly<Record<string, readonly Reason[]>> = {
  "count-to-enabled": [...repetition, "blank lines"],
  "enabled-to-count": ["moved blocks", "condition", "references"],
  "for-each-to-enabled": repetition,
  "enabled-to-for-each": ["moved blocks", "condition", "references"],
  "count-toggle-to-for-each": repetition,
  "for-each-to-count-toggle": repetition,
  "count-to-for-each": repetition,
  "for-each-to-count": repetition,
  "single-to-for-each": ["moved blocks"],
  "siblings-to-for-each": ["moved blocks"],
  "name-condition": ["form", "parentheses"],
  "distribute-negation": ["parentheses"],
  "flip-conditional": ["parentheses", "form"],
  "for-to-splat": ["names", "parentheses"],
  "splat-to-for": ["form"],
  "heredoc-to-quoted": ["form"],
  "dynamic-to-blocks": ["form"],
  "extract-local": ["parentheses"],
  "local-to-variable": ["order", "form"],
  "variable-to-local": ["order", "form"],
  "extract-module": ["moved blocks", "references", "dependencies"],
  "condition-to-module": ["moved blocks", "condition", "written out", "references", "dependencies"],
};

/** Refactors whose way back is not tried, since it begins with a choice that only the person can make again: which. */
export const chosenAgain: ReadonlyMap<string, string> = new Map([
  ["inline-module", "Which of the blocks were the module."],
  ["inline-local", "Which of the equal values were the local value, and its name."],
  ["inline-variable", "Which of the equal values were the variable, its name and its description."],
  ["unroll", "Which blocks were one."],
  ["move-block", "Which file it came from."],
  ["always-run", "Which condition it had."],
]);

/** Why the way back is sometimes refused or not offered at all, by the id of the first refactor. */
export const oneWay: Readonly<Record<string, string>> = {
  "for-each-to-count": "The keys that it had are nowhere any more, and positions are no keys.",
  "count-to-for-each": "A block that reads each.key elsewhere than alone has no such form with count.",
  "heredoc-to-quoted": "A string without a line break at its end cannot be a heredoc.",
  "distribute-negation": "No operand has a negation that could be taken out again.",
  "join-to-template": "A template of one kind of separator only can be a join.",
  "map-to-conditionals": "A chain that asks the same of one value more than once is no map.",
  "dynamic-to-blocks": "A single block, or blocks that do not differ, have no list.",
  "siblings-to-for-each": "A block whose keys are not known is not unrolled.",
  "extract-module": "Two moves to one address would be ambiguous, so objects that were moved before do not come back.",
  "condition-to-module": "A module whose absence is caught, or whose objects were moved before, stays a module.",
  "extract-local": "A heredoc cannot go back into another expression.",
  "extract-variable": "A variable without a default, which a file of values or a call sets, is not inlined.",
};

/** The reasons of `allowed` that two configurations differ for; undefined where they differ in something else. */
export function differences(
  parser: HclParser,
  before: Files,
  after: Files,
  address: string,
  allowed: readonly Reason[],
): readonly Reason[] | undefined {
  if (plainText(before) === plainText(after)) return [];
  const repeated = repeatedArguments(parser, before, address);
  const isSame = (reasons: readonly Reason[]): boolean => {
    const [first, second] = [before, after].map((files) =>
      canonical(parser, files, { address, repeated, reasons: new Set(reasons) }),
    );
    return first === second;
  };
  if (!isSame(allowed)) return undefined;
  let needed = allowed;
  for (const reason of allowed) {
    const without = needed.filter((each) => each !== reason);
    if (isSame(without)) needed = without;
  }
  // Nothing but white space is left where no reason is needed.
  const rest = needed.filter((reason) => reason !== "blank lines");
  if (rest.length > 0) return rest;
  return allowed.includes("blank lines") ? ["blank lines"] : undefined;
}

function plainText(files: Files): string {
  return [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map((file) => file.join("\n"))
    .join("\n");
}

/** Arguments of the object's own block that read `each` or `count`. */
function repeatedArguments(parser: HclParser, files: Files, address: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [path, text] of files) {
    const file = parser.parse(path, 0, text);
    for (const block of file.body.items) {
      if (block.kind !== "Block" || !isAmong(address, addressOf(block))) continue;
      walk(block, (node, ancestors) => {
        const isScope = node.kind === "ScopeTraversalExpr" && ["each", "count"].includes(node.root.name);
        const attribute = ancestors.findLast((each) => each.kind === "Attribute");
        if (isScope && attribute?.kind === "Attribute") names.add(attribute.name.name);
      });
    }
  }
  return names;
}

/** Whether one address is among several with spaces between. */
function isAmong(addresses: string, address: string): boolean {
  return address !== "" && addresses.split(" ").includes(address);
}

/** The address of a resource or module call; empty for any other block. */
function addressOf({ type, labels }: Block): string {
  const names = labels.map(({ value }) => value);
  if (type.name === "resource") return names.join(".");
  return type.name === "module" ? ["module", ...names].join(".") : "";
}

function canonical(parser: HclParser, files: Files, about: Omit<Printed, "file">): string {
  const { reasons } = about;
  const blocks: string[] = [];
  const comments: string[] = [];
  for (const [path, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const file = parser.parse(path, 0, text);
    comments.push(...file.comments.map(({ range }) => text.slice(range.start, range.end).trim()));
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const where = reasons.has("order") || reasons.has("moved blocks") ? folder : path;
    for (const item of file.body.items) {
      if (item.kind !== "Block" || (item.type.name === "moved" && reasons.has("moved blocks"))) continue;
      const words = blockText({ ...about, file }, item, item);
      if (words !== "") blocks.push(where + words);
    }
  }
  if (reasons.has("order")) blocks.sort();
  return [...blocks, ...comments.sort()].join("\n");
}

interface Printed {
  readonly file: SourceFile;
  readonly address: string;
  readonly repeated: ReadonlySet<string>;
  readonly reasons: ReadonlySet<Reason>;
}

function blockText(at: Printed, block: Block, outer: Block): string {
  const { file, reasons } = at;
  const inner = bodyTexts(at, block.body, outer);
  if (inner.length === 0 && block.type.name === "lifecycle" && reasons.has("condition")) return "";
  if (inner.length === 0 && block.type.name === "locals") return "";
  const header = file.text.slice(block.header.start, block.header.end);
  return `${header} {\n${inner.join("\n")}\n}`;
}

function bodyTexts(at: Printed, body: Body, outer: Block): readonly string[] {
  const { reasons, address, repeated } = at;
  const isOwn = isAmong(address, addressOf(outer));
  const found = body.items.flatMap((item): readonly string[] => {
    if (item.kind === "Block") return [blockText(at, item, outer)].filter((text) => text !== "");
    const { name } = item.name;
    if (name === "depends_on" && reasons.has("dependencies")) return [];
    if (name === "type" && outer.type.name === "variable" && reasons.has("form")) return [];
    if (isOwn && reasons.has("condition") && ["count", "for_each", "enabled"].includes(name)) return [];
    const isName = outer.type.name === "locals" && reasons.has("names");
    return [
      `${isName ? "_" : name} = ${isOwn && reasons.has("written out") && repeated.has(name) ? "…" : valueText(at, item.value)}`,
    ];
  });
  return reasons.has("order") ? [...found].sort() : found;
}

function valueText(at: Printed, value: Expression): string {
  const { file, reasons, address } = at;
  const removed = new Set<number>();
  const renamed = new Map<number, number>();
  const bound = new Set<string>();
  let isReference = false;
  const rename = (range: { readonly start: number; readonly end: number }) => renamed.set(range.start, range.end);
  walk(value, (node) => {
    if (node.kind === "ForExpr" || node.kind === "TemplateFor") {
      for (const one of [node.keyVar, node.valueVar]) {
        if (!one) continue;
        bound.add(one.name);
        rename(one.range);
      }
    }
  });
  walk(value, (node) => {
    if (node.kind === "ParenthesesExpr") removed.add(node.range.start).add(node.range.end - 1);
    if (node.kind !== "ScopeTraversalExpr") return;
    const text = file.text.slice(node.range.start, node.range.end);
    const isOf = (one: string): boolean => text === one || text.startsWith(`${one}.`) || text.startsWith(`${one}[`);
    if (address.split(" ").some((one) => one !== "" && isOf(one))) isReference = true;
    const [first] = node.steps;
    if (node.root.name === "local" && first?.kind === "AttrStep") rename(first.nameRange);
    if (bound.has(node.root.name)) rename(node.root.range);
  });
  if (isReference && reasons.has("references")) return "…";
  if (reasons.has("form") && value.kind !== "LiteralValueExpr") return "…";
  let text = "";
  for (let i = value.range.start; i < value.range.end; i++) {
    const end = reasons.has("names") ? renamed.get(i) : undefined;
    if (end !== undefined) {
      text += "_";
      i = end - 1;
    } else if (!removed.has(i) || !reasons.has("parentheses")) text += file.text[i];
  }
  return text.replaceAll(/\s+/g, "");
}
