// Expressions and templates that stand alone: of a console session, a template file, a string given to a function.

import type { Expression, TemplatePart } from "../../syntax/ast.js";
import type { HclParser } from "../../syntax/parser.js";
import type { ParsedTemplate } from "./scope.js";

/** What stands before the expression in the text that is parsed; its ranges count from there. */
export const expressionPrefix = "value = ";

/** Parses the text of one expression; undefined where HCL would refuse it. Ranges are shifted by `expressionPrefix`. */
export function parseExpressionText(parser: HclParser, text: string): Expression | undefined {
  const { body, errors } = parser.parse("", 0, `${expressionPrefix}${text}\n`);
  const [item] = body.items;
  return errors.length === 0 && body.items.length === 1 && item?.kind === "Attribute" ? item.value : undefined;
}

const unclosed = "Unclosed template interpolation sequence";

/** A parser for templates, for `Scope.parseTemplate`. */
export function templateParser(parser: HclParser): (source: string) => ParsedTemplate {
  return (source) => {
    // A template's text is what a heredoc's is, but for the line break before the end tag.
    let tag = "TEMPLATE";
    while (source.includes(tag)) tag += "_";
    const opening = `value = <<${tag}\n`;
    const { body, errors } = parser.parse("", 0, `${opening}${source}\n${tag}\n`);
    const [item] = body.items;
    const [error] = errors;
    if (error) {
      const at = error.range.start - opening.length;
      // What is still open at the end would be closed behind it here.
      return at < source.length ? { error: error.summary, at } : { error: unclosed };
    }
    if (item?.kind !== "Attribute" || item.value.kind !== "TemplateExpr") return { error: "Invalid template" };
    return { expression: { ...item.value, parts: withoutLastBreak(item.value.parts) }, start: opening.length };
  };
}

function withoutLastBreak(parts: readonly TemplatePart[]): readonly TemplatePart[] {
  const last = parts.at(-1);
  if (last?.kind !== "TemplateLiteral" || !last.value.endsWith("\n")) return parts;
  const value = last.value.slice(0, -1);
  return value === "" ? parts.slice(0, -1) : [...parts.slice(0, -1), { ...last, value }];
}
