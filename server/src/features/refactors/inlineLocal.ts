// # inline-local
//
// Puts a local value's expression in place of every reference to it and takes the local value away.
//
// ```hcl
// locals {
//   <|>name = "${var.app}-${var.env}"
// }
//
// resource "terraform_data" "x" {
//   input = upper(local.name)
// }
// ```
// ->
// ```hcl
// resource "terraform_data" "x" {
//   input = upper("${var.app}-${var.env}")
// }
// ```
import { touches } from "../../base/range.js";
import { type SourceChange, SourceChangeBuilder } from "../../base/sourceChange.js";
import type { Attribute, Block } from "../../syntax/ast.js";
import { descendants } from "../rewriting/expressionShape.js";
import { impureFunctions } from "../rewriting/impureFunctions.js";
import { hiddenReferences } from "../rewriting/referenceRewriter.js";
import { removeLocal } from "../rewriting/removal.js";
import { type ReferenceSite, sitesOf } from "../rewriting/sites.js";
import { substituteOf, substitution } from "../rewriting/substitution.js";
import type { Refactor, RefactorContext } from "./refactor.js";

const title = "Inline the local value";

export const inlineLocal: Refactor = {
  id: "inline-local",
  title,
  kind: "refactor.inline",
  inverse: "extract-local",
  unattended: false,
  run(ctx) {
    const found = localAt(ctx);
    if (!found) return;
    const { attribute } = found;
    const planned = plan(ctx, found.block, attribute);
    const range = attribute.name.range;
    if (typeof planned === "string") ctx.refuse(title, range, planned);
    else ctx.offer(title, range, planned);
  },
};

/** The local value whose name the cursor is on. */
export function localAt(ctx: RefactorContext): { readonly block: Block; readonly attribute: Attribute } | undefined {
  for (const item of ctx.file.body.items) {
    if (item.kind !== "Block" || item.type.name !== "locals") continue;
    for (const attribute of item.body.items) {
      if (attribute.kind === "Attribute" && touches(attribute.name.range, ctx.selection.start))
        return { block: item, attribute };
    }
  }
  return undefined;
}

function plan(ctx: RefactorContext, block: Block, attribute: Attribute): string | (() => SourceChange) {
  const { snapshot, module, file } = ctx;
  const key = `local.${attribute.name.name}`;
  if ((module.declarations.get(key)?.length ?? 0) !== 1)
    return `${key} is declared more than once; keep one declaration first.`;
  if (module.overriding.has(key)) return `An override file sets ${key}.`;
  const hidden = hiddenReferences(snapshot, module, [key]);
  if (hidden) return hidden;
  const value = attribute.value;
  const sites = sitesOf(snapshot, module, key);
  const impure = [...descendants(value)].find(
    (node) => node.kind === "FunctionCallExpr" && impureFunctions.has(node.name),
  );
  if (impure?.kind === "FunctionCallExpr" && sites.length > 1)
    return `${impure.name} gives a new value with each call, so a call less or more is no longer the same.`;
  const roots = new Set(
    [...descendants(value)].flatMap((node) => (node.kind === "ScopeTraversalExpr" ? [node.root.name] : [])),
  );
  const isHeredoc = [...descendants(value)].some((node) => node.kind === "TemplateExpr" && node.style === "heredoc");
  for (const site of sites) {
    const bound = site.parents.flatMap((parent) =>
      parent.kind === "ForExpr" ? [parent.valueVar.name, ...(parent.keyVar ? [parent.keyVar.name] : [])] : [],
    );
    const iterators = site.blocks.flatMap((one) => (one.type.name === "dynamic" ? [one.labels[0]?.value ?? ""] : []));
    const hiding = [...bound, ...iterators].find((name) => roots.has(name));
    if (hiding !== undefined)
      return `It reads ${hiding}, and a loop where it is used has another meaning for that name; rename that first.`;
    if (isHeredoc && site.parents.length > 0)
      return "Its value is a heredoc, which cannot stand within another expression; make it a quoted string first.";
  }
  return () => {
    const change = new SourceChangeBuilder();
    const substitute = substituteOf(file.text, value);
    for (const site of sites) {
      const { range, newText } = substitution(site, baseRange(site), substitute);
      change.replace(site.uri, range, newText);
    }
    removeLocal(change, file, block, attribute);
    return change.build();
  };
}

/** The reference without what is read from it. */
function baseRange(site: ReferenceSite): { start: number; end: number } {
  return site.origin.addressRange;
}
