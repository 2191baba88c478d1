// # extract-local
//
// Moves the selected expression into a local value and refers to it by name, at every place of the module that has it if wanted.
//
// ```hcl
// resource "aws_s3_bucket" "logs" {
//   bucket = <|"${var.env}-logs"|>
// }
// ```
// ->
// ```hcl
// resource "aws_s3_bucket" "logs" {
//   bucket = local.env_logs
// }
//
// locals {
//   env_logs = "${var.env}-logs"
// }
// ```
import { contains } from "../../base/range.js";
import { type SourceChange, SourceChangeBuilder } from "../../base/sourceChange.js";
import { derived } from "../../model/derived.js";
import { placeOf } from "../../model/places.js";
import { blockScope } from "../../model/references.js";
import type { Block, BodyItem, Expression, SourceFile } from "../../syntax/ast.js";
import { pathAt } from "../../syntax/visit.js";
import { indentationAt, indentFurther } from "../rewriting/blockEdits.js";
import {
  childExpressions,
  descendants,
  sameExpression,
  standaloneText,
  withoutParentheses,
} from "../rewriting/expressionShape.js";
import { impureFunctions } from "../rewriting/impureFunctions.js";
import { isEvaluatedConditionally, surelyHasValue } from "../rewriting/laziness.js";
import { addLocal } from "../rewriting/newDeclarations.js";
import { type ExpressionContext, expressionsAt } from "./expressionRefactor.js";
import { localNames } from "./localName.js";
import type { Refactor, RefactorContext } from "./refactor.js";

const title = "Extract to a local value";

export const extractLocal: Refactor = {
  id: "extract-local",
  title,
  kind: "refactor.extract",
  inverse: "inline-local",
  unattended: false,
  run(ctx) {
    const found = selectedExpression(ctx);
    if (!found || !isExtractable(found.expression)) return;
    const { expression } = found;
    const isLocal = found.blocks[0]?.type.name === "locals" && found.attribute.value === expression;
    const isDeclaring = ctx.module.files.some(({ entry }) => entry.uri === ctx.file.uri);
    if (isLocal || !isDeclaring) return;
    const reason = whyNot(ctx, found);
    if (reason) {
      ctx.refuse(title, expression.range, reason);
      return;
    }
    const name = freeNameOf(ctx, localNames(found));
    const assumption = assumptionOf(ctx, found);
    ctx.offer(`Extract to \`local.${name}\`${assumption}`, expression.range, () =>
      build(ctx, found, name, [{ file: ctx.file, expression }]),
    );
    const all = occurrences(ctx, expression);
    if (all.length < 2) return;
    const shared = freeNameOf(ctx, localNames(found, all.flatMap(keyOf)));
    ctx.offer(`Extract all ${all.length} occurrences to \`local.${shared}\`${assumption}`, expression.range, () =>
      build(ctx, found, shared, all),
    );
  },
};

/** The best of some names that no local value has. */
function freeNameOf({ module }: RefactorContext, names: readonly string[]): string {
  const free = names.find((each) => !module.declarations.has(`local.${each}`));
  return free ?? module.freeName("local", names[0] ?? "value");
}

/** The name in front of a place where the expression is the whole value: of the argument, or of the object's item. */
function keyOf({ file, expression }: Occurrence): string[] {
  for (const node of pathAt(file, expression.range.start).toReversed()) {
    if (node.kind === "Attribute") return node.value === expression ? [node.name.name] : [];
    if (node.kind === "ObjectItem" && node.value === expression) return node.name === undefined ? [] : [node.name];
  }
  return [];
}

/** The expression that is selected from its start to its end; the one around a cursor is the innermost. */
export function selectedExpression(ctx: RefactorContext): ExpressionContext | undefined {
  const { start, end } = ctx.selection;
  if (start === end) return undefined;
  // A bare name before the `=` of an object is its key and reads nothing.
  const isKey = ctx.path.some(
    (node) => node.kind === "ObjectItem" && node.name !== undefined && contains(node.key.range, ctx.selection),
  );
  if (isKey) return undefined;
  return expressionsAt(ctx)
    .filter(({ expression }) => expression.range.start === start && expression.range.end === end)
    .filter(({ expression }) => !readsElement(expression))
    .at(-1);
}

/** True for what stands behind a splat: it reads the element that the splat is at. */
function readsElement(expression: Expression): boolean {
  const inside = [...descendants(expression)];
  return inside.some(
    (node) =>
      node.kind === "AnonSymbolExpr" &&
      !inside.some((splat) => splat.kind === "SplatExpr" && contains(splat.range, node.range)),
  );
}

/** A name alone is no shorter under another. */
function isExtractable(expression: Expression): boolean {
  return expression.kind !== "AnonSymbolExpr" && expression.kind !== "ErrorExpr";
}

/**
 * What the title of an extraction adds where the expression is evaluated under a condition only, and perhaps cannot be
 * without it. At worst a plan fails, and nothing is destroyed.
 */
export function assumptionOf({ snapshot, module, path }: RefactorContext, { expression }: ExpressionContext): string {
  const isFree = !isEvaluatedConditionally(path, expression) || surelyHasValue(snapshot, module, expression);
  return isFree ? "" : " (assumes that it can be computed without the condition around it)";
}

/** Arguments of `lifecycle` that Terraform, and OpenTofu before 1.12, want as they are written. */
const readEarly = new Set(["prevent_destroy", "create_before_destroy", "destroy"]);

/** Why the expression cannot be computed elsewhere; undefined where it can. */
export function whyNot(ctx: RefactorContext, found: ExpressionContext): string | undefined {
  const { expression, blocks, attribute } = found;
  const outer = blocks[0]?.type.name ?? "";
  if (outer === "variable" || outer === "terraform" || outer === "language") {
    return `A ${outer} block cannot refer to local values.`;
  }
  if (outer === "module" && (attribute.name.name === "source" || attribute.name.name === "version")) {
    return "A module's source and version are read before local values, which only some versions let them use.";
  }
  if (blocks.at(-1)?.type.name === "lifecycle" && readEarly.has(attribute.name.name)) {
    return `${attribute.name.name} is read before local values, which only some versions let it use.`;
  }
  for (const node of descendants(expression)) {
    if (node.kind === "FunctionCallExpr" && impureFunctions.has(node.name))
      return `${node.name} gives a new value with each call, so a call less or more is no longer the same.`;
  }
  const known = blockScope(blocks, attribute).bound;
  const bound = new Set(known);
  for (const parent of ctx.path) {
    if (parent.kind !== "ForExpr" && parent.kind !== "TemplateFor") continue;
    // What the expression binds itself goes with it.
    if (contains(expression.range, parent.range)) continue;
    bound.add(parent.valueVar.name);
    if (parent.keyVar) bound.add(parent.keyVar.name);
  }
  for (const node of descendants(expression)) {
    if (node.kind !== "ScopeTraversalExpr") continue;
    const { name } = node.root;
    if (["each", "count", "self"].includes(name)) return `It reads ${name}, which only its block knows.`;
    if (bound.has(name)) return `It reads ${name}, which only the expression around it knows.`;
  }
  return undefined;
}

export interface Occurrence {
  readonly file: SourceFile;
  readonly expression: Expression;
}

/** Every place of the module's configuration with the same expression, where a local value may be read. */
function occurrences(ctx: RefactorContext, wanted: Expression): readonly Occurrence[] {
  const { kind } = withoutParentheses(wanted);
  const names = namesIn(wanted);
  return ctx.module.files.flatMap(({ entry }) => {
    // A file that does not have the names in its text has not the expression: it need not be parsed.
    if (!names.every((name) => entry.text.includes(name))) return [];
    const file = ctx.snapshot.file(entry.uri);
    if (!file) return [];
    return (replaceable(file).get(kind) ?? [])
      .filter((expression) => sameExpression(ctx.file.text, wanted, file.text, expression))
      .map((expression) => ({ file, expression }));
  });
}

/** The names that stand in an expression, however it is written otherwise. */
function namesIn(expression: Expression): readonly string[] {
  const names = new Set<string>();
  for (const node of [expression, ...descendants(expression)]) {
    if (node.kind === "FunctionCallExpr") names.add(node.name);
    if (node.kind !== "ScopeTraversalExpr") continue;
    names.add(node.root.name);
    for (const step of node.steps) if (step.kind === "AttrStep") names.add(step.name);
  }
  return [...names];
}

/** The expressions of a file that a local value may stand for, by their kind; those in parentheses with them. */
const replaceable = derived((file: SourceFile): ReadonlyMap<Expression["kind"], readonly Expression[]> => {
  const byKind = new Map<Expression["kind"], Expression[]>();
  const collect = (expression: Expression): void => {
    const bare = withoutParentheses(expression);
    const known = byKind.get(bare.kind);
    if (known) known.push(expression);
    else byKind.set(bare.kind, [expression]);
    for (const child of childExpressions(bare)) collect(child);
  };
  const visit = (item: BodyItem, blocks: readonly Block[]): void => {
    if (item.kind === "Block") {
      for (const child of item.body.items) visit(child, [...blocks, item]);
      return;
    }
    const outer = blocks[0]?.type.name ?? "";
    if (["variable", "terraform", "language", "moved", "import", "removed"].includes(outer)) return;
    if (outer === "module" && (item.name.name === "source" || item.name.name === "version")) return;
    if (blocks.at(-1)?.type.name === "lifecycle" && readEarly.has(item.name.name)) return;
    if (placeOf(blockScope(blocks, item).path, item.name.name) === "expression") collect(item.value);
  };
  for (const item of file.body.items) visit(item, []);
  return byKind;
});

function build(
  ctx: RefactorContext,
  found: ExpressionContext,
  name: string,
  places: readonly Occurrence[],
): SourceChange {
  const change = new SourceChangeBuilder();
  for (const { file, expression } of places) change.replace(file.uri, expression.range, `local.${name}`);
  const { text } = ctx.file;
  const indentation = indentationAt(text, found.expression.range.start);
  const value = standaloneText(text, found.expression);
  const shifted = indentation.length < 2 ? indentFurther(value, "  ") : value;
  addLocal(change, ctx.snapshot, ctx.module, ctx.file, name, shifted);
  change.startRenameIn(ctx.file.uri, found.expression.range, "local.".length);
  // Places that nobody has looked at are shown before they change.
  if (places.length > 1) change.confirm();
  return change.build();
}
