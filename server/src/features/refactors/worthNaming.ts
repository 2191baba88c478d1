// Whether a name for all places of an expression is worth it: what it would say, and what would be left beside it.

import { slice } from "../../base/range.js";
import type { Expression } from "../../syntax/ast.js";
import { pathAt } from "../../syntax/visit.js";
import { saysOnlyKind } from "./localName.js";
import type { Occurrence } from "./localPlaces.js";

/** Why a name for all places is not offered that says no more than they do. */
export const hardlyShorter = "A name for it would hardly be shorter.";

/** Why there is none for what is the same in things that have nothing in common. */
export const differentThings = "It is said of different things, and may change for each of them.";

/** Why there is none for what is only compared with null: the condition is what deserves a name. */
export const onlyAsked = "It is only asked whether it is null, and the answer is what deserves a name.";

/** Why there is none where its like stands beside it in lists. */
export const besideTwins = "Its like stands beside it, and would stay as it is.";

/** Why there is none where it would say what kind of thing it is, and not which. */
export const withoutName = "What it holds has too little in common for a name.";

/** Why there is none where it would be undone. */
export const ofCopies = "It stands in a file that other folders have as it is, which the next copy would undo.";

/** What speaks against a name for all places, whatever place is asked. */
export const againstName: ReadonlySet<string> = new Set([
  hardlyShorter,
  differentThings,
  onlyAsked,
  withoutName,
  besideTwins,
]);

/** Why a name for all places is not worth it, however short; undefined where it is. */
export function whyNotForAll(name: string, places: readonly Occurrence[]): string | undefined {
  if (saysOnlyKind(name)) return withoutName;
  if (places.every(isNullTested)) return onlyAsked;
  return places.filter(hasTwin).length >= mostTwins * places.length ? besideTwins : undefined;
}

/** Where this part of the places stands beside its like, a name for one of both leaves the lists half done. */
const mostTwins = 1 / 4;

/** True for an element of a list in which another text reads the same and says something else behind it. */
function hasTwin({ file, expression }: Occurrence): boolean {
  const [own] = interpolationsOf(file.text, expression);
  if (own === undefined) return false;
  return pathAt(file, expression.range.start).some(
    (node) =>
      node.kind === "TupleConsExpr" &&
      node.elements.includes(expression) &&
      node.elements.some((other) => other !== expression && interpolationsOf(file.text, other)[0] === own),
  );
}

/** The interpolations of a quoted template that begins with one and says something of its own, as they are written. */
function interpolationsOf(text: string, expression: Expression): string[] {
  if (expression.kind !== "TemplateExpr" || expression.style !== "quoted" || expression.parts.length < 2) return [];
  return expression.parts[0]?.kind === "TemplateInterpolation" ? [slice(text, expression.parts[0].range)] : [];
}

/** True where a place is only asked whether it is null. */
function isNullTested({ file, expression }: Occurrence): boolean {
  const isNull = (one: Expression) => one.kind === "LiteralValueExpr" && one.value.type === "null";
  return pathAt(file, expression.range.start).some(
    (node) =>
      node.kind === "BinaryOpExpr" &&
      (node.operator === "==" || node.operator === "!=") &&
      ((node.left === expression && isNull(node.right)) || (node.right === expression && isNull(node.left))),
  );
}
