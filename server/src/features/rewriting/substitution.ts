// Puts an expression in the place of a reference: with parentheses where the place needs them, as bare text in quotes.

import { slice, type TextRange } from "../../base/range.js";
import type { TextEdit } from "../../base/textEdit.js";
import type { Expression, TemplatePart } from "../../syntax/ast.js";
import { hasOpenLineBreak, precedence } from "./expressionShape.js";
import type { ReferenceSite } from "./sites.js";

/** An expression that is to stand in another place. */
export interface Substitute {
  readonly text: string;
  /** How tightly its outermost operator binds; 10 where it has none. */
  readonly level: number;
  /** True where an attribute or an index can follow it as it is. */
  readonly takesAccessors: boolean;
  /** True where it breaks lines outside of brackets. */
  readonly isOpen: boolean;
  /** What stands between the quotes of a quoted template. */
  readonly quotedContent: string | undefined;
}

/** An expression of `source` as a substitute; `text` is its text where that was rewritten. */
export function substituteOf(
  source: string,
  expression: Expression,
  text: string = slice(source, expression.range),
): Substitute {
  const { kind } = expression;
  // At the end of the content `$` would begin an interpolation with what follows it.
  const isQuoted = kind === "TemplateExpr" && expression.style === "quoted" && text.startsWith('"');
  const content = isQuoted ? text.slice(1, -1) : undefined;
  return {
    text,
    level: precedence(expression),
    takesAccessors: kind === "ScopeTraversalExpr" || kind === "ParenthesesExpr" || kind === "FunctionCallExpr",
    isOpen: kind !== "ParenthesesExpr" && hasOpenLineBreak(source, expression),
    quotedContent: content === undefined || content.endsWith("$") || content.endsWith("%") ? undefined : content,
  };
}

/** A substitute that is a name or a call. */
export function plainSubstitute(text: string): Substitute {
  return { text, level: 10, takesAccessors: true, isOpen: false, quotedContent: undefined };
}

/** The edit that replaces `range`, a site's access or the start of it, by an expression. */
export function substitution(site: ReferenceSite, range: TextRange, value: Substitute): TextEdit {
  const isRead = range.end < site.origin.range.end;
  if (!isRead && value.quotedContent !== undefined) {
    const around = interpolationAround(site);
    if (around) return { range: around, newText: value.quotedContent };
  }
  const parent = site.parents[site.parents.length - 1];
  const isOperand = parent !== undefined && precedence(parent) < 10 && value.level < 10;
  const needsThem = isOperand || (isRead && !value.takesAccessors) || value.isOpen;
  return { range, newText: needsThem ? `(${value.text})` : value.text };
}

/** The `${…}` of a quoted string that holds the site and nothing else; undefined for a site elsewhere. */
export function interpolationAround(site: ReferenceSite): TextRange | undefined {
  const around = site.parents[site.parents.length - 1];
  if (around?.kind !== "TemplateExpr" || around.style !== "quoted") return undefined;
  const at = around.parts.findIndex(
    (one) => one.kind === "TemplateInterpolation" && one.expression === site.origin.expression,
  );
  const part = around.parts[at];
  if (part?.kind !== "TemplateInterpolation" || part.trimLeft || part.trimRight) return undefined;
  // Bare text beside a `~` would lose its white space, and behind a `$` it could begin an interpolation.
  const [before, after] = [around.parts[at - 1], around.parts[at + 1]];
  const isTrimmed = (other: TemplatePart | undefined) =>
    other !== undefined && other.kind !== "TemplateLiteral" && other.kind !== "TemplateInterpolation";
  if (isTrimmed(before) || (before?.kind === "TemplateInterpolation" && before.trimRight)) return undefined;
  if (isTrimmed(after) || (after?.kind === "TemplateInterpolation" && after.trimLeft)) return undefined;
  const last = site.file.text[part.range.start - 1];
  return last === "$" || last === "%" ? undefined : part.range;
}
