// # share-values
//
// Writes the values that units or stacks of one source share once, as a local value of their stack.
//
// Each is generated into the directory that it was generated into before, with the values it had, so that no state is
// looked for elsewhere; a stack within the stack would move them one folder down.
//
// `live/prod/terragrunt.stack.hcl`:
// ```hcl
// un<|>it "app" {
//   source = "../units/service"
//   path   = "app"
//
//   values = {
//     name = "app"
//     zone = "eu-west-1"
//     size = 2
//   }
// }
//
// unit "web" {
//   source = "../units/service"
//   path   = "web"
//
//   values = {
//     name = "web"
//     zone = "eu-west-1"
//     size = 2
//   }
// }
// ```
// `live/units/service/terragrunt.hcl`:
// ```hcl
// inputs = {
//   name = values.name
//   zone = values.zone
//   size = values.size
// }
// ```
// ->
// `live/prod/terragrunt.stack.hcl`:
// ```hcl
// locals {
//   service_values = {
//     zone = "eu-west-1"
//     size = 2
//   }
// }
//
// unit "app" {
//   source = "../units/service"
//   path   = "app"
//
//   values = merge(local.service_values, {
//     name = "app"
//   })
// }
//
// unit "web" {
//   source = "../units/service"
//   path   = "web"
//
//   values = merge(local.service_values, {
//     name = "web"
//   })
// }
// ```
// `live/units/service/terragrunt.hcl`:
// ```hcl
// inputs = {
//   name = values.name
//   zone = values.zone
//   size = values.size
// }
// ```
import { contains, touches } from "../../../base/range.js";
import { type SourceChange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import { literalString } from "../../../model/access.js";
import { argument } from "../../../model/extract.js";
import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { nameOf } from "../../../model/uri.js";
import type { Attribute, Block, Expression, ObjectItem, SourceFile } from "../../../syntax/ast.js";
import { walkExpressions } from "../../../syntax/visit.js";
import { indentationAt, lineStart, newLineOf } from "../../rewriting/blockEdits.js";
import { toIdentifier } from "../../rewriting/identifier.js";
import { addLocalsTo, removeEntry } from "../../terragrunt/sharedEdits.js";
import { localIn, saysTheSame, written } from "../../terragrunt/sharing.js";
import type { Refactor } from "../refactor.js";
import { offerPreserving } from "./hoisting.js";

/** A unit or stack with the values that it is given. */
interface Given {
  readonly block: Block;
  readonly values: Attribute;
  readonly items: readonly ObjectItem[];
}

export const shareValues: Refactor = {
  id: "share-values",
  title: "Write values that units of a stack share once",
  kind: "refactor.extract",
  inverse: { none: "A local value of an object is taken apart by hand; nothing is lost by it." },
  unattended: false,
  terragrunt: true,
  run(ctx) {
    const { file } = ctx;
    const workspace = terragruntWorkspace(ctx.snapshot);
    if (nameOf(file.uri) !== "terragrunt.stack.hcl") return;
    const block = ctx.path.find((node): node is Block => node.kind === "Block");
    if (!block || !isComponent(block) || !touches(block.header, ctx.selection.start)) return;
    const group = likeIt(file, block);
    const [first] = group;
    if (!first || group.length < 2) return;
    const common = first.items.filter((item) => isShared(item, group) && meansTheSame(item.value));
    if (common.length < 2) return;
    const title = `Write ${common.length} values that ${group.length} \`${block.type.name}\` blocks share once`;
    const units = [...workspace.generatedUnits]
      .filter(([, { generatedBy }]) => generatedBy !== undefined)
      .map(([directory]) => directory);
    offerPreserving(ctx, title, block.header, () => build(file, group, common), { units });
  },
};

function isComponent(block: Block): boolean {
  return block.type.name === "unit" || block.type.name === "stack";
}

/** The blocks of one type and source, in the order of the text, whose values are written out. */
function likeIt(file: SourceFile, block: Block): readonly Given[] {
  const sourceOf = (each: Block) => {
    const source = argument(each.body, "source");
    return source && written(file, source.value);
  };
  const source = sourceOf(block);
  return file.body.items.flatMap((item): Given[] => {
    if (item.kind !== "Block" || item.type.name !== block.type.name || sourceOf(item) !== source) return [];
    const values = argument(item.body, "values");
    return values?.value.kind === "ObjectConsExpr" ? [{ block: item, values, items: values.value.items }] : [];
  });
}

function isShared(item: ObjectItem, group: readonly Given[]): boolean {
  if (item.name === undefined) return false;
  return group.every(({ items }) => {
    const own = items.filter(({ name }) => name === item.name);
    return own.length === 1 && own.every((each) => saysTheSame(each, item));
  });
}

/** Whether an expression means among the local values of a stack what it means in a block of it. */
function meansTheSame(value: Expression): boolean {
  let same = true;
  walkExpressions(value, (inner) => {
    if (inner.kind === "ScopeTraversalExpr" && !["local", "values"].includes(inner.root.name)) same = false;
  });
  return same;
}

function build(file: SourceFile, group: readonly Given[], common: readonly ObjectItem[]): SourceChange | string {
  const [first] = group;
  if (!first) return "There are no units.";
  const name = freeName(file, first.block);
  const names = new Set(common.map((item) => item.name));
  const change = new SourceChangeBuilder();
  const newLine = newLineOf(file.text);
  const width = Math.max(...common.map(({ key }) => key.range.end - key.range.start));
  const lines = common.map((item) => `    ${written(file, item.key).padEnd(width)} = ${written(file, item.value)}`);
  addLocalsTo(change, file, [{ name, value: ["{", ...lines, "  }"].join(newLine) }], "top");
  for (const { values, items } of group) {
    const own = items.filter((item) => !names.has(item.name));
    if (own.length === 0) {
      change.replace(file.uri, values.value.range, `local.${name}`);
      continue;
    }
    change.insert(file.uri, values.value.range.start, `merge(local.${name}, `);
    change.insert(file.uri, values.value.range.end, ")");
    const isSpread = items.every(({ range }) => isAlone(file, range, values));
    const isPlain = !file.comments.some(({ range }) => contains(values.value.range, range));
    if (isSpread && isPlain) {
      change.replace(file.uri, values.value.range, spreadText(file, values, own));
    } else if (isSpread) {
      for (const item of items) if (names.has(item.name)) removeEntry(change, file, item);
    } else {
      const kept = own.map((item) => `${written(file, item.key)} = ${written(file, item.value)}`);
      change.replace(file.uri, values.value.range, `{ ${kept.join(", ")} }`);
    }
  }
  return change.build();
}

/** An object of some of its entries, each on lines of its own, with the `=` of those on one line in a column. */
function spreadText(file: SourceFile, values: Attribute, items: readonly ObjectItem[]): string {
  const newLine = newLineOf(file.text);
  const outer = indentationAt(file.text, values.range.start);
  const isSingle = items.every(({ range }) => !file.text.slice(range.start, range.end).includes("\n"));
  const width = isSingle ? Math.max(...items.map(({ key }) => key.range.end - key.range.start)) : 0;
  const lines = items.map(
    (item) => `${outer}  ${written(file, item.key).padEnd(width)} = ${written(file, item.value)}`,
  );
  return ["{", ...lines, `${outer}}`].join(newLine);
}

/** Whether an entry begins on a line of its own. */
function isAlone(file: SourceFile, range: ObjectItem["range"], values: Attribute): boolean {
  const indentation = indentationAt(file.text, range.start);
  const lineOf = (offset: number) => file.lineIndex.position(offset).line;
  const start = lineStart(file.text, range.start);
  return lineOf(range.start) !== lineOf(values.range.start) && start + indentation.length === range.start;
}

/** A name after the source that the blocks have in common. */
function freeName(file: SourceFile, block: Block): string {
  const source = argument(block.body, "source");
  const text = source && literalString(source.value);
  const last = text?.split("?")[0]?.split("/").at(-1) ?? "";
  const wanted = `${toIdentifier(last, "shared")}_values`;
  let name = wanted;
  for (let i = 2; localIn(file, name); i++) name = `${wanted}_${i}`;
  return name;
}
