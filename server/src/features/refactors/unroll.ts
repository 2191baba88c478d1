// # unroll
//
// Writes a block for each instance of a `for_each` or `count` whose keys are known, with a `moved` block for each.
//
// ```hcl
// resource "terraform_data" "x" {
//   <|>for_each = toset(["web", "db"])
//
//   input = "${each.key}-1"
// }
//
// output "web" {
//   value = terraform_data.x["web"].output
// }
// ```
// ->
// ```hcl
// resource "terraform_data" "x_web" {
//   input = "web-1"
// }
//
// resource "terraform_data" "x_db" {
//   input = "db-1"
// }
//
// output "web" {
//   value = terraform_data.x_web.output
// }
// ```
//
// `moved.tf`:
// ```hcl
// moved {
//   from = terraform_data.x["web"]
//   to   = terraform_data.x_web
// }
//
// moved {
//   from = terraform_data.x["db"]
//   to   = terraform_data.x_db
// }
// ```
import { slice, type TextRange } from "../../base/range.js";
import { applyEdits, type TextEdit } from "../../base/textEdit.js";
import { labelText } from "../../model/extract.js";
import type { Block, Expression, SourceFile } from "../../syntax/ast.js";
import { quoted } from "../rewriting/addressPath.js";
import { leavingComments, newLineOf, removeItem } from "../rewriting/blockEdits.js";
import { rekey } from "../rewriting/conversions/rekey.js";
import { replaceCountIndex } from "../rewriting/countIndex.js";
import { localValues } from "../rewriting/declarationNodes.js";
import { replaceEach } from "../rewriting/eachValues.js";
import { literalNumber, withoutParentheses } from "../rewriting/expressionShape.js";
import { isFree } from "../rewriting/freeAddress.js";
import { toIdentifier } from "../rewriting/identifier.js";
import { bringsMistakes, newMistake } from "../rewriting/newMistakes.js";
import { staticCollection, uniqueStrings } from "../rewriting/staticCollections.js";
import type { Refactor, RefactorContext } from "./refactor.js";
import { planRepetitionChange } from "./repetitionChange.js";
import { type RepetitionTarget, repetitionTarget } from "./repetitionTarget.js";

const title = "Write a block for each instance";
/** More than these nobody wants to read. */
const mostInstances = 20;

export const unroll: Refactor = {
  id: "unroll",
  title,
  kind: "refactor.inline",
  inverse: "siblings-to-for-each",
  unattended: true,
  tries: "for_each",
  run(ctx) {
    const target = repetitionTarget(ctx, "for_each") ?? repetitionTarget(ctx, "count");
    if (!target) return;
    const instances = instancesOf(ctx, target);
    if (!instances || instances.length === 0 || instances.length > mostInstances) return;
    const { snapshot, module, file } = ctx;
    const { block, key, kind } = target;
    const nameLabel = block.labels[block.labels.length - 1];
    if (!nameLabel) return;
    const stem = key.slice(0, key.length - nameLabel.value.length);
    const taken = new Set<string>();
    const named = instances.map((instance) => {
      const isOnly = instances.length === 1;
      let name = isOnly ? nameLabel.value : toIdentifier(`${nameLabel.value}_${instance.key}`, nameLabel.value);
      while (taken.has(name) || (!isOnly && !isFree(module, stem + name))) name += "_";
      taken.add(name);
      return { ...instance, name, address: stem + name };
    });
    const blocks: string[] = [];
    for (const [index, instance] of named.entries()) {
      const text = instanceText(file, target, nameLabel, instance, index === 0);
      if (text === undefined) {
        ctx.refuse(title, target.range, "It reads each other than as each.key or each.value.");
        return;
      }
      blocks.push(text);
    }
    const isCounted = target.attribute.name.name === "count";
    const addresses = named.map((instance) => instance.address);
    const planned = planRepetitionChange({
      snapshot,
      module,
      file,
      block,
      key,
      kind,
      conversion: rekey({
        before: isCounted ? "count" : "for_each",
        isModule: kind === "module",
        instances: named.map(({ key: from, address: to }) => ({ from, to })),
        whole: isCounted
          ? `[${addresses.join(", ")}]`
          : `{ ${named.map((one) => `${quoted(String(one.key))} = ${one.address}`).join(", ")} }`,
        sameLength: false,
        named: addresses.join(", "),
      }),
      moves: named.map((one) => ({
        from: { address: key, key: one.key },
        to: { address: one.address, key: undefined },
      })),
      implied: false,
      blockEdits: () => {
        const newLine = newLineOf(file.text);
        return [{ range: block.range, newText: blocks.join(newLine + newLine) }];
      },
    });
    if ("refusal" in planned) ctx.refuse(title, target.range, planned.refusal);
    else if (bringsMistakes(ctx, module, planned.build(ctx.options))) ctx.refuse(title, target.range, newMistake);
    else ctx.offer(title, target.range, () => planned.build(ctx.options));
  },
};

interface Instance {
  readonly key: string | number;
  /** What `each.value` is; undefined for a set and for a count. */
  readonly value: { readonly expression: Expression; readonly source: string } | undefined;
}

function instancesOf(ctx: RefactorContext, { attribute }: RepetitionTarget): readonly Instance[] | undefined {
  const { file, snapshot, module } = ctx;
  const locals = localValues(snapshot, module);
  const bare = withoutParentheses(attribute.value);
  if (attribute.name.name === "count") {
    const number = literalNumber(bare);
    if (number === undefined || !Number.isInteger(number) || number < 0 || number > mostInstances) return undefined;
    return Array.from({ length: number }, (_, key) => ({ key, value: undefined }));
  }
  if (bare.kind === "FunctionCallExpr" && bare.name === "toset" && bare.args.length === 1 && bare.args[0]) {
    const list = staticCollection(bare.args[0], file.text, locals);
    const strings = list?.kind === "list" ? uniqueStrings(list.elements) : undefined;
    return strings?.map((key) => ({ key, value: undefined }));
  }
  const map = staticCollection(bare, file.text, locals);
  if (map?.kind !== "map") return undefined;
  return map.items.map((item) => ({ key: item.key, value: { expression: item.value, source: map.source } }));
}

/** The block's text for one instance, the first with the argument's comments; undefined where it cannot be written. */
function instanceText(
  file: SourceFile,
  { block, attribute }: RepetitionTarget,
  label: Block["labels"][number],
  instance: Instance & { readonly name: string },
  isFirst: boolean,
): string | undefined {
  const removal = removeItem(file, block, attribute);
  const edits: TextEdit[] = [
    { range: labelText(label), newText: instance.name },
    ...(isFirst ? leavingComments(file, block, attribute, removal) : removal),
  ];
  if (attribute.name.name === "count") {
    edits.push(...replaceCountIndex(file, block, String(instance.key)));
  } else {
    const each = replaceEach(file, block, { key: String(instance.key), value: instance.value });
    if ("refusal" in each) return undefined;
    edits.push(...each.edits);
  }
  const inside = (range: TextRange): boolean => block.range.start <= range.start && range.end <= block.range.end;
  const shifted = edits
    .filter((edit) => inside(edit.range))
    .map(({ range, newText }) => ({
      range: { start: range.start - block.range.start, end: range.end - block.range.start },
      newText,
    }));
  return applyEdits(slice(file.text, block.range), shifted);
}
