// A bool variable of which the value is known, written out where it is read: a choice over it is the result it chooses.

import { contains, type TextRange } from "../../../base/range.js";
import type { TextEdit } from "../../../base/textEdit.js";
import type { BinaryOpExpr, ConditionalExpr, Expression } from "../../../syntax/ast.js";
import { hasOpenLineBreak, isNull, precedence, withoutParentheses } from "../expressionShape.js";
import { consumers, type ReferenceSite } from "../sites.js";
import type { StaticType } from "../staticType.js";
import { substituteOf } from "../substitution.js";

/**
 * The edits that take the variable out of one place: `var.on ? a : null` is `a` while it is on, `!var.on` is `false`,
 * and elsewhere the value is written out. A choice stays where its other result may have changed the type of the one
 * that is kept.
 */
export function knownVariableEdits(
  site: ReferenceSite,
  value: boolean,
  typeOf: (expression: Expression) => StaticType,
): readonly TextEdit[] {
  const chain = consumers(site);
  let known = value;
  let { range } = site.origin;
  let at = 0;
  for (let parent = chain[0]?.parent; parent?.kind === "UnaryOpExpr" && parent.operator === "!"; ) {
    known = !known;
    range = parent.range;
    parent = chain[++at]?.parent;
  }
  const { parent, child } = chain[at] ?? {};
  let kept: readonly TextEdit[] | undefined;
  if (parent?.kind === "ConditionalExpr" && parent.condition === child) kept = chosen(site, parent, known, typeOf);
  const isNeutral = parent?.kind === "BinaryOpExpr" && parent.operator === (known ? "&&" : "||");
  if (isNeutral && isCondition(site, parent, chain[at + 1]?.parent)) {
    // The other operand alone is the condition.
    kept = without(site, parent.range, (parent.left === child ? parent.right : parent.left).range);
  }
  return kept ?? [{ range, newText: String(known) }];
}

/** A choice as the result that a known condition gives. */
function chosen(
  site: ReferenceSite,
  choice: ConditionalExpr,
  known: boolean,
  typeOf: (expression: Expression) => StaticType,
): readonly TextEdit[] | undefined {
  const [kept, dropped] = known ? [choice.then, choice.else] : [choice.else, choice.then];
  const isCollection = besideNothing(dropped)?.includes(typeOf(kept).kind);
  if (!isNull(dropped) && !isCollection && !keepsType(typeOf(kept), typeOf(dropped))) return undefined;
  const { text } = site.file;
  const index = site.parents.indexOf(choice);
  const around = site.parents[index - 1];
  const beyond = site.parents[index - 2];
  const bare = withoutParentheses(kept);
  const isClosed = !hasOpenLineBreak(text, bare);
  if (!around) return without(site, choice.range, isClosed ? bare.range : kept.range);
  const part =
    around.kind === "TemplateExpr" && around.style === "quoted"
      ? around.parts.find((one) => one.kind === "TemplateInterpolation" && one.expression === choice)
      : undefined;
  const isText = substituteOf(text, bare).quotedContent !== undefined;
  if (part?.kind === "TemplateInterpolation" && !part.trimLeft && !part.trimRight && isText) {
    return without(site, part.range, { start: bare.range.start + 1, end: bare.range.end - 1 });
  }
  const isRead =
    beyond?.kind === "RelativeTraversalExpr" || beyond?.kind === "IndexExpr" || beyond?.kind === "SplatExpr";
  const canStandAlone = isClosed && precedence(bare) === 10 && !isRead;
  return canStandAlone && around.kind === "ParenthesesExpr"
    ? without(site, around.range, bare.range)
    : without(site, choice.range, kept.range);
}

const collections = {
  TupleConsExpr: ["list", "set"],
  ObjectConsExpr: ["map"],
  tolist: ["list"],
  toset: ["set"],
  tomap: ["map"],
} as const;

/** The collections whose type a choice between one and `{}`, `[]`, `toset([])` has; undefined for what is not empty. */
function besideNothing(expression: Expression): readonly string[] | undefined {
  const bare = withoutParentheses(expression);
  if (bare.kind === "TupleConsExpr") return bare.elements.length === 0 ? collections[bare.kind] : undefined;
  if (bare.kind === "ObjectConsExpr") return bare.items.length === 0 ? collections[bare.kind] : undefined;
  if (bare.kind !== "FunctionCallExpr" || bare.args.length !== 1 || !bare.args[0]) return undefined;
  const isEmpty = besideNothing(bare.args[0]) !== undefined;
  const { name } = bare;
  return isEmpty && (name === "tolist" || name === "toset" || name === "tomap") ? collections[name] : undefined;
}

/** True where the results of a choice are of one primitive type, or become texts with one that is a text. */
function keepsType(kept: StaticType, dropped: StaticType): boolean {
  const isPrimitive = ["string", "number", "bool"].includes(dropped.kind);
  return isPrimitive && (kept.kind === dropped.kind || kept.kind === "string");
}

/** Takes away what is around a part; undefined where a comment would go with it. */
function without(site: ReferenceSite, whole: TextRange, part: TextRange): readonly TextEdit[] | undefined {
  const ranges = [
    { start: whole.start, end: part.start },
    { start: part.end, end: whole.end },
  ];
  const hasComment = site.file.comments.some((comment) => ranges.some((range) => contains(range, comment.range)));
  return hasComment ? undefined : ranges.map((range) => ({ range, newText: "" }));
}

/** True where nothing but a bool is made of an operator's result: the condition of a choice, an operand of logic. */
function isCondition(site: ReferenceSite, operator: BinaryOpExpr, around: Expression | undefined): boolean {
  if (!around) return site.attribute.name.name === "enabled" || site.attribute.name.name === "condition";
  if (around.kind === "ConditionalExpr") return withoutParentheses(around.condition) === operator;
  return around.kind === "BinaryOpExpr" && (around.operator === "&&" || around.operator === "||");
}

/** Edits without those within what another one replaces or takes away, such as a name in the result that is not chosen. */
export function withoutLost(edits: readonly TextEdit[]): readonly TextEdit[] {
  const isWithin = ({ range }: TextEdit, { range: other }: TextEdit): boolean =>
    contains(other, range) && range.end > other.start && range.start < other.end;
  const isSame = ({ range }: TextEdit, { range: other }: TextEdit): boolean =>
    range.start === other.start && range.end === other.end;
  return edits.filter((edit) => !edits.some((other) => isWithin(edit, other) && !isSame(edit, other)));
}
