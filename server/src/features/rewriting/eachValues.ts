// Replaces `each.key` and `each.value` in a block's body by what they are for one known instance.

import { slice } from "../../base/range.js";
import type { TextEdit } from "../../base/textEdit.js";
import type { Block, Expression, ObjectConsExpr, SourceFile } from "../../syntax/ast.js";
import { quoted } from "./addressPath.js";
import { precedence, withoutParentheses } from "./expressionShape.js";
import { formOfKey } from "./keyForms.js";
import { type ReferenceSite, sitesInBlock } from "./sites.js";
import { interpolationAround } from "./substitution.js";

/** What the one instance's `each` holds. `value` is undefined for a set, whose value is the key. */
export interface EachInstance {
  readonly key: string;
  readonly value: { readonly expression: Expression; readonly source: string } | undefined;
}

/** The edits of a block's body, the edits for its `each` references, or why one cannot be replaced. */
export function replaceEach(
  file: SourceFile,
  block: Block,
  each: EachInstance,
): { readonly edits: readonly TextEdit[] } | { readonly refusal: string } {
  const edits: TextEdit[] = [];
  for (const site of sitesInBlock(file, block, "each")) {
    const edit = eachEdit(site, each);
    if (!edit) return { refusal: "It reads each other than as each.key or each.value." };
    edits.push(edit);
  }
  return { edits };
}

function eachEdit(site: ReferenceSite, each: EachInstance): TextEdit | undefined {
  const [name, ...rest] = site.origin.accessors;
  if (name?.kind !== "attr" || (name.name !== "key" && name.name !== "value")) return undefined;
  if (name.name === "key" || each.value === undefined) {
    return rest.length > 0 ? undefined : textEdit(site, each.key);
  }
  let expression = each.value.expression;
  let used = name.range.end;
  for (const accessor of rest) {
    const object = withoutParentheses(expression);
    const key = accessor.kind === "attr" ? accessor.name : accessor.kind === "index" ? accessor.key : undefined;
    const value = object.kind === "ObjectConsExpr" && typeof key === "string" ? itemValue(object, key) : undefined;
    if (!value) break;
    expression = value;
    used = accessor.range.end;
  }
  const isWhole = used === site.origin.range.end;
  const text = slice(each.value.source, expression.range);
  const needsParentheses = isWhole
    ? precedence(expression) < 10 && site.parents.some((parent) => precedence(parent) < 10)
    : expression.kind !== "ScopeTraversalExpr" && expression.kind !== "ParenthesesExpr";
  const range = { start: site.origin.range.start, end: used };
  if (isWhole && expression.kind === "TemplateExpr" && expression.style === "quoted") {
    const around = interpolationAround(site);
    if (around) return { range: around, newText: text.slice(1, -1) };
  }
  return { range, newText: needsParentheses ? `(${text})` : text };
}

function itemValue(object: ObjectConsExpr, name: string): Expression | undefined {
  return object.items.find((item) => item.name === name)?.value;
}

/** A literal text in place of a reference: within quotes as it is, else as a quoted string; a form of it in place of its call. */
function textEdit(site: ReferenceSite, text: string): TextEdit {
  const call = site.parents.at(-1);
  const form = formOfKey(call, text);
  if (call && form !== undefined) return { range: call.range, newText: form };
  const around = interpolationAround(site);
  if (around) return { range: around, newText: quoted(text).slice(1, -1) };
  return { range: site.origin.range, newText: quoted(text) };
}
