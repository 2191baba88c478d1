// # hoist-literal
//
// Names a text that units with the same include repeat, in the file that they include: an account, a region, a network.
//
// Only whole texts are replaced, in `inputs` and local values, and only where the units come to the same. Whether the
// texts mean the same is a person's to say.
//
// `live/app/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
//
// inputs = {
//   account_id = "1234<|>56789012"
// }
// ```
// `live/db/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
//
// inputs = {
//   owners = ["123456789012"]
// }
// ```
// `live/root.hcl`:
// ```hcl
// locals {
//   region = "eu-west-1"
// }
// ```
// ->
// `live/app/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path   = find_in_parent_folders("root.hcl")
//   expose = true
// }
//
// inputs = {
//   account_id = include.root.locals.account_id
// }
// ```
// `live/db/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path   = find_in_parent_folders("root.hcl")
//   expose = true
// }
//
// inputs = {
//   owners = [include.root.locals.account_id]
// }
// ```
// `live/root.hcl`:
// ```hcl
// locals {
//   region     = "eu-west-1"
//   account_id = "123456789012"
// }
// ```
import { touches } from "../../../base/range.js";
import { SourceChangeBuilder } from "../../../base/sourceChange.js";
import { literalString } from "../../../model/access.js";
import { rootsFor } from "../../../model/builtins/terragrunt/references.js";
import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import type { Expression, ObjectItem, SourceFile } from "../../../syntax/ast.js";
import { walkExpressions } from "../../../syntax/visit.js";
import { toIdentifier } from "../../rewriting/identifier.js";
import { addLocalsTo, exposeInclude } from "../../terragrunt/sharedEdits.js";
import { localIn, written } from "../../terragrunt/sharing.js";
import type { Refactor } from "../refactor.js";
import { commonFiles, intoFile, offerPreserving } from "./hoisting.js";

/** Shorter texts are words, not facts. */
const shortest = 6;

export const hoistLiteral: Refactor = {
  id: "hoist-literal",
  title: "Name a text that Terragrunt units repeat, in the file that they include",
  kind: "refactor.extract",
  inverse: "lower-shared",
  unattended: false,
  terragrunt: true,
  run(ctx) {
    const workspace = terragruntWorkspace(ctx.snapshot);
    const unit = workspace.unitOf(ctx.file.uri);
    const literal = ctx.path.findLast((node) => node.kind === "TemplateExpr");
    const text = literal?.kind === "TemplateExpr" ? literalString(literal) : undefined;
    if (!unit || literal?.kind !== "TemplateExpr" || text === undefined || text.length < shortest) return;
    if (!literalsIn(ctx.file, text).some(({ range }) => touches(range, ctx.selection.start))) return;
    const entry = ctx.path.findLast((node): node is ObjectItem => node.kind === "ObjectItem");
    const common = commonFiles(
      ctx.snapshot,
      workspace,
      unit.directory,
      ({ file }) => literalsIn(file, text).length > 0,
    );
    for (const each of common) {
      offerPreserving(ctx, `Name this text in ${intoFile(each)}`, literal.range, () => {
        const known = namedIn(each.file, text);
        const wanted = toIdentifier(entry?.name ?? "value", "value");
        const name = known ?? freeName(each.file, wanted);
        const change = new SourceChangeBuilder();
        if (known === undefined) addLocalsTo(change, each.file, [{ name, value: written(ctx.file, literal) }]);
        for (const { file, include, label } of each.equal) {
          const read = label === "" ? `include.locals.${name}` : `include.${label}.locals.${name}`;
          for (const { range } of literalsIn(file, text)) change.replace(file.uri, range, read);
          exposeInclude(change, file, include);
        }
        return change.confirm().build();
      });
    }
  },
};

/** Where a file's inputs and local values hold a text as a whole. */
function literalsIn(file: SourceFile, text: string): readonly Expression[] {
  const found: Expression[] = [];
  for (const item of file.body.items) {
    const name = item.kind === "Block" ? item.type.name : item.name.name;
    if ((name !== "inputs" && name !== "locals") || !rootsFor(name).includes("include")) continue;
    const keys = new Set<Expression>();
    walkExpressions(item, (expression) => {
      if (expression.kind === "ObjectConsExpr") for (const { key } of expression.items) keys.add(key);
      if (expression.kind !== "TemplateExpr" || keys.has(expression)) return;
      if (expression.style === "quoted" && literalString(expression) === text) found.push(expression);
    });
  }
  return found;
}

/** The local value of a file that is the text already. */
function namedIn(file: SourceFile, text: string): string | undefined {
  for (const block of file.body.items) {
    if (block.kind !== "Block" || block.type.name !== "locals") continue;
    for (const item of block.body.items) {
      if (item.kind === "Attribute" && literalString(item.value) === text) return item.name.name;
    }
  }
  return undefined;
}

function freeName(file: SourceFile, wanted: string): string {
  if (!localIn(file, wanted)) return wanted;
  for (let n = 2; ; n++) if (!localIn(file, `${wanted}_${n}`)) return `${wanted}_${n}`;
}
