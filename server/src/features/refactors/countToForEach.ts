// # count-to-for-each
//
// Writes `count = length(list)` as a `for_each` whose keys are the list's own values, with a `moved` block for each instance.
//
// The list is written out, here or in a local value. Keys are its strings, or an attribute of its objects that tells
// them apart; a position is never a key. A plain number counts as well where the block picks from a list of so many
// elements; what else it does with `count.index` asks the list for the position.
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
import { addMetaArgument } from "../rewriting/argumentEdits.js";
import { removeItem, surroundings } from "../rewriting/blockEdits.js";
import { rekey } from "../rewriting/conversions/rekey.js";
import { localValues } from "../rewriting/declarationNodes.js";
import { isCountIndex, literalNumber, sameExpression, withoutParentheses } from "../rewriting/expressionShape.js";
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
    const counted = countedList(target.attribute.value);
    const number = literalNumber(withoutParentheses(target.attribute.value));
    const list = counted ?? (number === undefined ? undefined : pickedList(ctx, target));
    if (!list) {
      if (number !== undefined)
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
    if (number !== undefined && number !== found.elements.length) {
      ctx.refuse(
        title,
        target.range,
        "The list has another number of elements than there are instances; count its elements.",
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

/** The list that the block picks its elements from by `count.index`; one that has keys, where there are several. */
function pickedList(ctx: RefactorContext, { block }: RepetitionTarget): Expression | undefined {
  const { file, snapshot, module } = ctx;
  const lists = sitesInBlock(file, block, "count").flatMap(({ origin, parents }) => {
    const around = parents[parents.length - 1];
    if (around?.kind === "IndexExpr" && around.key === origin.expression) return [around.collection];
    const isElement = around?.kind === "FunctionCallExpr" && around.name === "element";
    return isElement && around.args[1] === origin.expression ? (around.args[0] ?? []) : [];
  });
  const locals = localValues(snapshot, module);
  const keyed = lists.find((list) => {
    const found = staticCollection(list, file.text, locals);
    return found?.kind === "list" && (uniqueStrings(found.elements) || keyColumns(found.elements).length > 0);
  });
  return keyed ?? lists[0];
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
  const position =
    by.column === undefined ? `index(${listText}, each.value)` : `index(${listText}[*].${by.column}, each.key)`;
  const indexes = indexEdits(target, list, file.text, sitesInBlock(file, block, "count"), position);
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
        if (!isCountIndex(index) || !countsAsMuch(site, target, list, file.text)) return undefined;
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

/** True where a reference's block counts the same list, or up to the same number, so that its index is one of this list. */
function countsAsMuch(site: ReferenceSite, target: RepetitionTarget, list: Expression, source: string): boolean {
  const block = site.blocks[0];
  const count = block && repetitionOf(block, "count")?.attribute.value;
  if (!count) return false;
  const counted = countedList(count);
  if (counted) return sameExpression(site.file.text, counted, source, list);
  const number = literalNumber(withoutParentheses(count));
  return number !== undefined && number === literalNumber(withoutParentheses(target.attribute.value));
}

/** `list[count.index]` and `element(list, count.index)` are the instance's own element; all else needs its position. */
function indexEdits(
  target: RepetitionTarget,
  list: Expression,
  source: string,
  sites: readonly ReferenceSite[],
  position: string,
): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  for (const site of sites) {
    if (site.attribute === target.attribute) continue;
    const around = site.parents[site.parents.length - 1];
    const isIndex =
      around?.kind === "IndexExpr" &&
      around.key === site.origin.expression &&
      sameExpression(source, around.collection, source, list);
    const isElement = around?.kind === "FunctionCallExpr" && isElementOf(around, site.origin.expression, list, source);
    if (isIndex || isElement) edits.push({ range: around.range, newText: "each.value" });
    else edits.push({ range: site.origin.range, newText: position });
  }
  return edits;
}

function isElementOf(call: FunctionCallExpr, index: Expression, list: Expression, source: string): boolean {
  const [first, second] = call.args;
  return (
    call.name === "element" && second === index && first !== undefined && sameExpression(source, first, source, list)
  );
}
