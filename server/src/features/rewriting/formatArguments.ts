// What varies in the text that `format` is given becomes an argument of it: a template in a format string is read twice.

import { slice } from "../../base/range.js";
import type { TextEdit } from "../../base/textEdit.js";
import type { Block, FunctionCallExpr } from "../../syntax/ast.js";
import { walk } from "../../syntax/visit.js";

/**
 * The edits of the first of some blocks, where those that put a template in place of the whole text of a `format` write
 * `%s` and pass what stands in the template. Others stay as they are: those of texts whose verbs name their arguments, or
 * of which a part that varies holds a verb or `%%`, which mean something else in an argument.
 */
export function withFormatArguments(
  text: string,
  blocks: readonly Block[],
  edits: readonly TextEdit[],
): readonly TextEdit[] {
  const formatsIn = (block: Block): readonly FunctionCallExpr[] => {
    const calls: FunctionCallExpr[] = [];
    walk(block, (node) => {
      if (node.kind === "FunctionCallExpr" && node.name === "format") calls.push(node);
    });
    return calls;
  };
  const [calls = [], ...others] = blocks.map(formatsIn);
  const isEscaping = ({ args: [first] }: FunctionCallExpr) => first && slice(text, first.range).includes("%%");
  if ([...calls, ...others.flat()].some(isEscaping)) return edits;
  return edits.flatMap((edit) => {
    const call = calls.find(({ args: [text] }) => text?.kind === "TemplateExpr" && isSame(text.range, edit.range));
    return (call && passed(call, edit)) ?? [edit];
  });
}

function isSame(a: TextEdit["range"], b: TextEdit["range"]): boolean {
  return a.start === b.start && a.end === b.end;
}

/** The edits that pass what stands in an edit's template; undefined where it is none, or has verbs that are not counted. */
function passed(
  { args, expandFinal }: FunctionCallExpr,
  { range, newText }: TextEdit,
): readonly TextEdit[] | undefined {
  const pieces = newText.split("${");
  if (pieces.length < 2 || expandFinal) return undefined;
  let text = pieces[0] ?? "";
  let before = verbsIn(text);
  let first = "";
  const inserted: TextEdit[] = [];
  for (const piece of pieces.slice(1)) {
    const end = piece.indexOf("}");
    const last = before === undefined ? undefined : args[before];
    if (end < 0 || before === undefined || !last) return undefined;
    const value = `, ${piece.slice(0, end)}`;
    if (before === 0) first += value;
    else inserted.push({ range: { start: last.range.end, end: last.range.end }, newText: value });
    const rest = piece.slice(end + 1);
    const more = verbsIn(rest);
    if (more === undefined) return undefined;
    before += more;
    text += `%s${rest}`;
  }
  // A verb that is not counted stands in what varies.
  if (before !== args.length - 1) return undefined;
  return [{ range, newText: text + first }, ...inserted];
}

/**
 * How many values the verbs of a format's text take; undefined where a verb takes a width as well, or says which value.
 *
 * Source: the specification of OpenTofu's `format`.
 */
function verbsIn(text: string): number | undefined {
  let count = 0;
  for (let at = text.indexOf("%"); at >= 0; at = text.indexOf("%", at + 1)) {
    if (text[at + 1] === "%") {
      at++;
      continue;
    }
    while (at + 1 < text.length && "+-# 0123456789.".includes(text[at + 1] ?? "")) at++;
    const verb = text[at + 1];
    if (verb === undefined || verb === "*" || verb === "[") return undefined;
    count++;
  }
  return count;
}
