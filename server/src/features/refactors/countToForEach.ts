// # count-to-for-each
//
// Writes `count = length(list)` as a `for_each` whose keys are the list's own values, with a `moved` block for each instance.
//
// The list is written out, here or in a local value. Keys are its strings, or an attribute of its objects that tells
// them apart; a position is never a key.
//
// ```hcl
// locals {
//   names = ["web", "db"]
// }
//
// resource "terraform_data" "x" {
//   <|>count = length(local.names)
//
//   input = "${local.names[count.index]}-1"
// }
//
// output "web" {
//   value = terraform_data.x[0].output
// }
//
// output "all" {
//   value = terraform_data.x[*].output
// }
// ```
// ->
// ```hcl
// locals {
//   names = ["web", "db"]
// }
//
// resource "terraform_data" "x" {
//   for_each = toset(local.names)
//
//   input = "${each.value}-1"
// }
//
// output "web" {
//   value = terraform_data.x["web"].output
// }
//
// output "all" {
//   value = [for key in local.names : terraform_data.x[key]][*].output
// }
// ```
//
// `moved.tf`:
// ```hcl
// moved {
//   from = terraform_data.x[0]
//   to   = terraform_data.x["web"]
// }
//
// moved {
//   from = terraform_data.x[1]
//   to   = terraform_data.x["db"]
// }
// ```
import { slice } from "../../base/range.js";
import type { TextEdit } from "../../base/textEdit.js";
import type { Expression, FunctionCallExpr } from "../../syntax/ast.js";
import { keyText } from "../rewriting/addressPath.js";
import { addMetaArgument, removeItem, surroundings } from "../rewriting/blockEdits.js";
import { rekey } from "../rewriting/conversions/rekey.js";
import { localValues } from "../rewriting/declarationNodes.js";
import { isCountIndex, sameExpression, withoutParentheses } from "../rewriting/expressionShape.js";
import { type ReferenceSite, sitesInBlock } from "../rewriting/sites.js";
import { keyColumns, type StaticList, staticCollection, uniqueStrings } from "../rewriting/staticCollections.js";
import type { Refactor, RefactorContext } from "./refactor.js";
import { planRepetitionChange } from "./repetitionChange.js";
import { type RepetitionTarget, repetitionOf, repetitionTarget } from "./repetitionTarget.js";

const title = "Use `for_each` instead of `count`";

export const countToForEach: Refactor = {
  id: "count-to-for-each",
  title,
  kind: "refactor.rewrite",
  inverse: "for-each-to-count",
  unattended: true,
  tries: "count",
  run(ctx) {
    const target = repetitionTarget(ctx, "count");
    if (!target) return;
    const list = countedList(target.attribute.value);
    if (!list) {
      const isNumber = withoutParentheses(target.attribute.value).kind === "LiteralValueExpr";
      if (isNumber)
        ctx.refuse(title, target.range, "Its count is a number, which gives no keys; count the elements of a list.");
      return;
    }
    const found = staticCollection(list, ctx.file.text, localValues(ctx.snapshot, ctx.module));
    if (found?.kind !== "list" || found.elements.length === 0) {
      ctx.refuse(
        title,
        target.range,
        "The elements of the list are not known, so neither are the keys; write the list out.",
      );
      return;
    }
    const strings = uniqueStrings(found.elements);
    if (strings) {
      offer(ctx, target, list, found, { keys: strings, column: undefined });
      return;
    }
    const columns = keyColumns(found.elements);
    if (columns.length === 0) {
      ctx.refuse(
        title,
        target.range,
        "The elements of the list have no string that tells them apart and could be the key.",
      );
    }
    for (const { name, keys } of columns) offer(ctx, target, list, found, { keys, column: name });
  },
};

/** The list of `length(list)`. */
function countedList(expression: Expression): Expression | undefined {
  const bare = withoutParentheses(expression);
  if (bare.kind !== "FunctionCallExpr" || bare.name !== "length" || bare.args.length !== 1) return undefined;
  return bare.args[0];
}

interface Keys {
  readonly keys: readonly string[];
  /** The attribute of the elements that is the key; undefined where the elements are. */
  readonly column: string | undefined;
}

function offer(ctx: RefactorContext, target: RepetitionTarget, list: Expression, found: StaticList, by: Keys): void {
  const { snapshot, module, file } = ctx;
  const { block, attribute, key, kind } = target;
  const listText = slice(file.text, list.range);
  const offerTitle = by.column === undefined ? title : `${title}, by \`${by.column}\``;
  const indexes = indexEdits(target, list, file.text, sitesInBlock(file, block, "count"));
  if (!indexes) {
    ctx.refuse(
      offerTitle,
      target.range,
      "It uses count.index for more than picking an element of that list, and keys have no position.",
    );
    return;
  }
  const element = by.column === undefined ? "key" : `item.${by.column}`;
  const variable = by.column === undefined ? "key" : "item";
  const forEach = by.column === undefined ? `toset(${listText})` : `{ for item in ${listText} : ${element} => item }`;
  const planned = planRepetitionChange({
    snapshot,
    module,
    file,
    block,
    key,
    kind,
    conversion: rekey({
      before: "count",
      isModule: kind === "module",
      instances: by.keys.map((one, i) => ({ from: i, to: key + keyText(one) })),
      whole: `[for ${variable} in ${listText} : ${key}[${element}]]`,
      sameLength: true,
      named: key,
      dynamic(index, site) {
        if (!isCountIndex(index) || !countsSameList(site, list, file.text)) return undefined;
        const picked = `${listText}[count.index]`;
        return by.column === undefined ? `${key}[${picked}]` : `${key}[${picked}.${by.column}]`;
      },
    }),
    moves: by.keys.map((one, i) => ({ from: { address: key, key: i }, to: { address: key, key: one } })),
    implied: false,
    blockEdits: (): readonly TextEdit[] => {
      const { leading, trailing } = surroundings(file, attribute, block);
      return [
        ...removeItem(file, block, attribute),
        ...addMetaArgument(file, block, { name: "for_each", value: forEach, leading, trailing }, attribute),
        ...indexes,
      ];
    },
  });
  if (found.elements.length !== by.keys.length) return;
  if ("refusal" in planned) ctx.refuse(offerTitle, target.range, planned.refusal);
  else ctx.offer(offerTitle, target.range, () => planned.build(ctx.options));
}

/** True where a reference's block counts the same list, so that its index is one of this list. */
function countsSameList(site: ReferenceSite, list: Expression, source: string): boolean {
  const block = site.blocks[0];
  const count = block && repetitionOf(block, "count");
  const counted = count && countedList(count.attribute.value);
  return counted !== undefined && sameExpression(site.file.text, counted, source, list);
}

/** `list[count.index]` and `element(list, count.index)` are the instance's own element; nothing else is understood. */
function indexEdits(
  target: RepetitionTarget,
  list: Expression,
  source: string,
  sites: readonly ReferenceSite[],
): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const site of sites) {
    if (site.attribute === target.attribute) continue;
    if (!isCountIndex(site.origin.expression)) return undefined;
    const around = site.parents[site.parents.length - 1];
    const isIndex =
      around?.kind === "IndexExpr" &&
      around.key === site.origin.expression &&
      sameExpression(source, around.collection, source, list);
    const isElement = around?.kind === "FunctionCallExpr" && isElementOf(around, site.origin.expression, list, source);
    if (isIndex || isElement) edits.push({ range: around.range, newText: "each.value" });
    else return undefined;
  }
  return edits;
}

function isElementOf(call: FunctionCallExpr, index: Expression, list: Expression, source: string): boolean {
  const [first, second] = call.args;
  return (
    call.name === "element" && second === index && first !== undefined && sameExpression(source, first, source, list)
  );
}
