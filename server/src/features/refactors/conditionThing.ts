// What the blocks under a condition are together, where their labels say it: a better name than the list of environments.

import { literalString } from "../../model/access.js";
import type { Block, Expression } from "../../syntax/ast.js";
import { circumstances, environments } from "../circumstances.js";
import { descendants, withoutParentheses } from "../rewriting/expressionShape.js";
import type { SharedSites } from "./blockConditions.js";
import { generalLabels } from "./expressionWords.js";
import type { RefactorContext } from "./refactor.js";
import { wordsOf } from "./words.js";

/** More blocks than these have their condition in common, and are seldom one thing. */
const mostBlocks = 8;

/** What a name for a thing would be, and whether the blocks are there where the condition is false. */
export interface ThingName {
  readonly name: string;
  readonly isAbsence: boolean;
}

/**
 * `has_app2` for blocks that are all called after `app2`, as no other block of the module is. Undefined where they share
 * no word of their own, where they are many, and where some are there while others are not.
 */
export function thingNamed(ctx: RefactorContext, { sites }: SharedSites): ThingName | undefined {
  if (sites.length > mostBlocks) return undefined;
  const stands = (then: number, otherwise: number): boolean =>
    sites.every(
      ({ site: { choice }, isOpposite }) =>
        choice && !isOpposite && isNumber(choice.then, then) && isNumber(choice.else, otherwise),
    );
  const isAbsence = stands(0, 1);
  if (!isAbsence && !stands(1, 0)) return undefined;
  const held = new Set<Block>();
  for (const { site } of sites) {
    const { start } = site.expression.range;
    for (const item of site.file.body.items)
      if (item.kind === "Block" && item.range.start <= start && start < item.range.end) held.add(item);
  }
  const words = sharedWords(ctx, held);
  return words.length === 0 ? undefined : { name: `has_${words.join("_")}`, isAbsence };
}

/** The words that the labels of all `held` blocks have and no other block's, in their order. */
function sharedWords({ snapshot, module }: RefactorContext, held: ReadonlySet<Block>): readonly string[] {
  const labelled = (block: Block): readonly string[] => wordsOf(block.labels.at(-1)?.value ?? "");
  const [first = [], ...others] = [...held].map(labelled);
  const shared = first.filter((word) => others.every((words) => words.includes(word)));
  const elsewhere = new Set(
    module.files.flatMap(({ entry }) =>
      (snapshot.file(entry.uri)?.body.items ?? []).flatMap((item) =>
        item.kind === "Block" && named.has(item.type.name) && !held.has(item) ? labelled(item) : [],
      ),
    ),
  );
  const isTelling = (word: string): boolean =>
    word.length > 2 && !circumstances.has(word) && !generalLabels.has(word) && !elsewhere.has(word);
  return [...new Set(shared.filter(isTelling))];
}

const named: ReadonlySet<string> = new Set(["resource", "data", "module", "ephemeral"]);

/** True for a condition that lists environments, or other texts, and says nothing of what they have in common. */
export function listsTexts(condition: Expression): boolean {
  const bare = withoutParentheses(condition);
  if (bare.kind === "UnaryOpExpr" && bare.operator === "!") return listsTexts(bare.operand);
  if (bare.kind === "FunctionCallExpr" && bare.name === "contains") {
    const [list] = bare.args;
    return (
      list?.kind === "TupleConsExpr" &&
      list.elements.length > 1 &&
      list.elements.every((each) => literalString(each) !== undefined)
    );
  }
  if (bare.kind !== "BinaryOpExpr" || (bare.operator !== "||" && bare.operator !== "&&")) return false;
  return [bare.left, bare.right].every((side) => listsTexts(side) || saysEnvironment(side));
}

/** True where every text of a condition is an environment of the usual ones. */
export function namesEnvironments(condition: Expression): boolean {
  return [condition, ...descendants(condition)].every((node) => {
    const text = node.kind === "TemplateExpr" ? literalString(node) : undefined;
    return text === undefined || environments.has(text);
  });
}

/** `local.is-test`, `!local.is-test`, `local.environment == "test"`. */
function saysEnvironment(condition: Expression): boolean {
  const bare = withoutParentheses(condition);
  if (bare.kind === "UnaryOpExpr" && bare.operator === "!") return saysEnvironment(bare.operand);
  if (bare.kind === "ScopeTraversalExpr") {
    const last = bare.steps.at(-1);
    const words = last?.kind === "AttrStep" ? wordsOf(last.name) : [];
    return words[0] === "is" && words.slice(1).some((word) => circumstances.has(word));
  }
  if (bare.kind !== "BinaryOpExpr" || (bare.operator !== "==" && bare.operator !== "!=")) return false;
  return [bare.left, bare.right].some((side) => {
    const text = literalString(withoutParentheses(side));
    return text !== undefined && wordsOf(text).some((word) => circumstances.has(word));
  });
}

/** True for a number that is written so. */
export function isNumber(expression: Expression, wanted: number): boolean {
  const bare = withoutParentheses(expression);
  return bare.kind === "LiteralValueExpr" && bare.value.type === "number" && Number(bare.value.text) === wanted;
}
