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
// locals {
//   logs_bucket = "${var.env}-logs"
// }
//
// resource "aws_s3_bucket" "logs" {
//   bucket = local.logs_bucket
// }
// ```
import { contains, slice } from "../../base/range.js";
import { type FileRange, type SourceChange, SourceChangeBuilder } from "../../base/sourceChange.js";
import { blockScope } from "../../model/references.js";
import { nameOf } from "../../model/uri.js";
import type { Expression, SourceFile } from "../../syntax/ast.js";
import { pathAt, walk, walkExpressions } from "../../syntax/visit.js";
import { environmentIn } from "../circumstances.js";
import { indentationAt, indentFurther } from "../rewriting/blockEdits.js";
import { isSameElsewhere } from "../rewriting/copiedFiles.js";
import { descendants, standaloneText } from "../rewriting/expressionShape.js";
import { impureFunctions } from "../rewriting/impureFunctions.js";
import { isEvaluatedConditionally, surelyHasValue } from "../rewriting/laziness.js";
import { addLocal, usesAt } from "../rewriting/newDeclarations.js";
import { isPrefix, prefixAt } from "../rewriting/templatePrefix.js";
import { isCondition } from "./conditionName.js";
import { type ExpressionContext, expressionsAt } from "./expressionRefactor.js";
import { namesOf } from "./expressionWords.js";
import { isOfDifferentThings, localNames } from "./localName.js";
import { isNamesOnly, type Occurrence, occurrences, readEarly } from "./localPlaces.js";
import type { Refactor, RefactorContext } from "./refactor.js";
import { joined, singular, wordsOf } from "./words.js";
import { differentThings, hardlyShorter, ofCopies, whyNotForAll } from "./worthNaming.js";

const title = "Extract to a local value";

export const extractLocal: Refactor = {
  id: "extract-local",
  title,
  kind: "refactor.extract",
  inverse: "inline-local",
  unattended: false,
  run: (ctx) => extract(ctx, { begins: () => true, isEqual: () => false }),
};

/** Which places count that are not the expression as it is written. */
export interface OtherPlaces {
  /** Whether a template that begins with the expression counts. */
  readonly begins: (place: FileRange) => boolean;
  /** Whether what is written otherwise comes to the same. */
  readonly isEqual: (place: FileRange) => boolean;
  /**
   * True where the places are to be offered together or not at all, only where the name is shorter to read, and without
   * those in files that other folders have as they are.
   */
  readonly mustShorten?: boolean;
}

/** The refactor with a choice among the other places of the module. */
export function extractLocalAt(places: OtherPlaces): Refactor {
  return { ...extractLocal, run: (ctx) => extract(ctx, places) };
}

function extract(ctx: RefactorContext, { begins, isEqual, mustShorten = false }: OtherPlaces): void {
  const found = selectedExpression(ctx) ?? selectedBeginning(ctx);
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
  const assumption = assumptionOf(ctx, found);
  if (!mustShorten) {
    const name = freeNameOf(ctx, localNames(found));
    ctx.offer(`Extract to \`local.${name}\`${assumption}`, expression.range, () =>
      build(ctx, found, name, [{ file: ctx.file, expression }]),
    );
  }
  const isCopied = ({ uri }: SourceFile) => isSameElsewhere(ctx.snapshot, uri);
  // What begins names begins them all: beside places that say it, no other is left that spells it out.
  const isRun = mustShorten && isNamesOnly(expression);
  const all = withoutStrangers(
    occurrences(ctx, expression, isEqual, isRun).filter(
      (each) =>
        ((isRun && !goesOnInWord(each)) ||
          !isPrefix(each.file.text, each.expression) ||
          begins({ uri: each.file.uri, range: each.expression.range })) &&
        !(mustShorten && isCopied(each.file)),
    ),
  );
  if (mustShorten && isCopied(ctx.file)) {
    ctx.refuse(title, expression.range, ofCopies);
    return;
  }
  if (all.length < 2) return;
  const longer = all.filter((each) => isPrefix(each.file.text, each.expression)).length;
  const keys = all.flatMap(keyOf);
  const isCommon = isCommonKey(ctx, found, all.length);
  const named = localNames(found, keys, longer * 2 > all.length, isCommon, all.flatMap(labelOf));
  const names = [...ownerName(ctx, expression, named), ...named];
  const shared = freeNameOf(ctx, ofEnvironment(all, names));
  const isShorter =
    shared.length <= longestShared && shortens(localAt(ctx.file, expression, shared), ctx.file, expression, all.length);
  const areDifferent = isOfDifferentThings(expression, keys);
  if (mustShorten && (!isShorter || areDifferent)) {
    ctx.refuse(title, expression.range, areDifferent ? differentThings : hardlyShorter);
    return;
  }
  const worthless = mustShorten ? whyNotForAll(shared, all) : undefined;
  if (worthless) {
    ctx.refuse(title, expression.range, worthless);
    return;
  }
  const taken = names[0] ?? "";
  const isSaid = isCondition(found.expression) && ctx.module.declarations.has(`local.${taken}`);
  const places = all.map(({ file, expression }) => ({ uri: file.uri, range: expression.range }));
  const doubt = isSaid ? { doubt: `There is \`local.${taken}\` already, which may say the same.` } : {};
  const titleOfAll = `Extract all ${all.length} occurrences to \`local.${shared}\`${assumption}`;
  ctx.offer(titleOfAll, expression.range, () => build(ctx, found, shared, all), { places, ...doubt });
}

/** True where a letter or digit follows: what is named there is another word. */
function goesOnInWord({ file, expression }: Occurrence): boolean {
  return wordsOf(file.text.charAt(expression.range.end)).length > 0;
}

/** A name is at most this part of what it stands for; where it is used this often, this part. */
const mostOfText = 2 / 3;
const oftenUsed = 30;
const mostOfOften = 0.85;

/** True where reading a local value is clearly shorter than what stands there. */
export function shortens(
  name: string,
  { text }: SourceFile,
  { range }: Pick<Expression, "range">,
  places: number,
  most = places < oftenUsed ? mostOfText : mostOfOften,
): boolean {
  const written = slice(text, range).split(/\s+/).join(" ");
  return name.length <= most * written.length;
}

/** A longer name is read at every place as slowly as what it stands for. */
const longestShared = 34;

/** Where this part of the places says all of it, the others may be about something else. */
const mostWholes = 3 / 4;

/**
 * The places without longer texts that go on with another name, where most places are whole and their arguments have
 * nothing in common with those of the longer ones: a check's name is no tag, whatever it begins with.
 */
function withoutStrangers(places: readonly Occurrence[]): readonly Occurrence[] {
  const wholes = places.filter(({ file, expression }) => !isPrefix(file.text, expression));
  if (wholes.length === places.length || wholes.length < mostWholes * places.length) return places;
  const known = new Set(wholes.flatMap((each) => wordsOf(nameInFront(each)).map((word) => singular([word])[0])));
  const isKin = (each: Occurrence) => wordsOf(nameInFront(each)).some((word) => known.has(singular([word])[0]));
  return places.filter((each) => !isPrefix(each.file.text, each.expression) || isKin(each));
}

/** The name in front of a place, whatever stands around it there; none where there is none. */
function nameInFront({ file, expression }: Occurrence): string {
  for (const node of pathAt(file, expression.range.start).toReversed()) {
    if (node.kind === "Attribute") return node.name.name;
    if (node.kind === "ObjectItem" && node.name !== undefined) return node.name;
  }
  return "";
}

/** True where many arguments of the name in front say something else: it is no name for what these places say. */
function isCommonKey(
  { snapshot, module, file: own }: RefactorContext,
  { expression }: ExpressionContext,
  places: number,
): boolean {
  const [name] = keyOf({ file: own, expression });
  if (name === undefined) return false;
  let all = 0;
  for (const { entry } of module.files) {
    if (!entry.text.includes(name)) continue;
    const file = snapshot.file(entry.uri);
    if (!file) continue;
    walk(file.body, (node) => {
      if (node.kind === "Attribute" && node.name.name === name) all++;
      if (node.kind === "ObjectItem" && node.name === name) all++;
    });
  }
  return all - places >= places / 3;
}

/** The names with the environment in front whose file alone has the places: others may say something else. */
function ofEnvironment(places: readonly Occurrence[], names: readonly string[]): readonly string[] {
  const [uri, another] = new Set(places.map(({ file }) => file.uri));
  const environment = uri === undefined || another !== undefined ? undefined : environmentIn(nameOf(uri));
  if (environment === undefined) return names;
  return names.map((name) => (environmentIn(name) === undefined ? `${environment}_${name}` : name));
}

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

/** The label of the block around a place that tells it from others of its type. */
function labelOf({ file, expression }: Occurrence): string[] {
  const outer = pathAt(file, expression.range.start).find((node) => node.kind === "Block");
  const label = outer?.kind === "Block" ? outer.labels.at(-1) : undefined;
  return label ? [label.value] : [];
}

/** The name with the object's in front where the best one is an attribute that another object of the module has as well. */
function ownerName({ snapshot, module }: RefactorContext, expression: Expression, [best]: readonly string[]): string[] {
  for (const node of descendants(expression)) {
    if (node.kind !== "ScopeTraversalExpr") continue;
    const path = [node.root.name, ...namesOf(node.steps)];
    const [owner = "", last = ""] = path.slice(-2);
    if (path.length < 3 || wordsOf(last).join("_") !== best) continue;
    const isOfAnother = (other: Expression): boolean => {
      if (other.kind !== "ScopeTraversalExpr" || other.root.name !== node.root.name) return false;
      const names = [other.root.name, ...namesOf(other.steps)];
      return names.length === path.length && names.at(-1) === last && names.at(-2) !== owner;
    };
    let isShared = false;
    for (const { entry } of module.files) {
      const file = entry.text.includes(last) ? snapshot.file(entry.uri) : undefined;
      if (!file || isShared) continue;
      walkExpressions(file.body, (other) => {
        isShared ||= isOfAnother(other);
      });
    }
    if (isShared) return [joined(wordsOf(owner), wordsOf(last)).join("_")];
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

/** The beginning of a quoted template that is selected, as a template of its own. */
function selectedBeginning(ctx: RefactorContext): ExpressionContext | undefined {
  const found = prefixAt(ctx.file, ctx.selection);
  const around = found && expressionsAt(ctx).find(({ expression }) => expression === found.template);
  return around && { ...around, expression: found.prefix, parents: [...around.parents, found.template] };
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

/** How a local value is read where an expression stands, or the beginning of a template. */
function localAt(file: SourceFile, expression: Expression, name: string): string {
  return isPrefix(file.text, expression) ? `\${local.${name}}` : `local.${name}`;
}

function build(
  ctx: RefactorContext,
  found: ExpressionContext,
  name: string,
  places: readonly Occurrence[],
): SourceChange {
  const change = new SourceChangeBuilder();
  for (const { file, expression } of places) {
    change.replace(file.uri, expression.range, localAt(file, expression, name));
  }
  const { text } = ctx.file;
  const indentation = indentationAt(text, found.expression.range.start);
  const isBeginning = isPrefix(text, found.expression);
  const value = isBeginning ? `"${slice(text, found.expression.range)}"` : standaloneText(text, found.expression);
  const shifted = indentation.length < 2 ? indentFurther(value, "  ") : value;
  const uses = usesAt(
    places.map(({ file }) => file),
    found.expression,
  );
  addLocal(change, ctx.snapshot, ctx.module, ctx.file, name, shifted, uses);
  change.startRenameIn(ctx.file.uri, found.expression.range, localAt(ctx.file, found.expression, "").indexOf(".") + 1);
  // Places that nobody has looked at are shown before they change.
  if (places.length > 1) change.confirm();
  return change.build();
}
