// The places of a module that say what a local value is to say: whole expressions, and the beginnings of templates.

import type { FileRange } from "../../base/sourceChange.js";
import { derived } from "../../model/derived.js";
import { placeOf } from "../../model/places.js";
import { blockScope } from "../../model/references.js";
import type { Block, BodyItem, Expression, SourceFile } from "../../syntax/ast.js";
import { childExpressions, descendants, sameExpression, withoutParentheses } from "../rewriting/expressionShape.js";
import { cutBehind, quotedContent, templatePrefix } from "../rewriting/templatePrefix.js";
import type { RefactorContext } from "./refactor.js";
import { wordsOf } from "./words.js";

/** Arguments of `lifecycle` that Terraform, and OpenTofu before 1.12, want as they are written. */
export const readEarly: ReadonlySet<string> = new Set(["prevent_destroy", "create_before_destroy", "destroy"]);

export interface Occurrence {
  readonly file: SourceFile;
  readonly expression: Expression;
}

/**
 * Every place of the module's configuration with the same expression, where a local value may be read. For a quoted
 * template with an interpolation, the templates that begin with it are such places as well, with that beginning as the
 * expression. `isEqual` says of others that are written otherwise that they come to the same. With `within`, a template
 * is such a place also where the whole of it stands between other parts.
 */
export function occurrences(
  ctx: RefactorContext,
  wanted: Expression,
  isEqual: (place: FileRange) => boolean = () => false,
  within = false,
): readonly Occurrence[] {
  const { kind } = withoutParentheses(wanted);
  const names = namesIn(wanted);
  const content = quotedContent(ctx.file.text, withoutParentheses(wanted));
  return ctx.module.files.flatMap(({ entry }) => {
    // A file that does not have the names in its text has not the expression: it need not be parsed.
    if (!names.every((name) => entry.text.includes(name))) return [];
    const file = ctx.snapshot.file(entry.uri);
    if (!file) return [];
    const found: Occurrence[] = [];
    for (const expression of replaceable(file).get(kind) ?? []) {
      if (content === undefined) {
        const isWritten = sameExpression(ctx.file.text, wanted, file.text, expression);
        if (isWritten || isEqual({ uri: file.uri, range: expression.range })) found.push({ file, expression });
        continue;
      }
      const place = textPlace(file.text, expression, content);
      if (place) found.push({ file, expression: place });
      else if (within) found.push(...runsIn(file.text, expression, content).map((run) => ({ file, expression: run })));
    }
    return found;
  });
}

/** Where a quoted template says a content: as a whole, or as its beginning; undefined where it does neither. */
function textPlace(text: string, expression: Expression, content: string): Expression | undefined {
  const template = withoutParentheses(expression);
  if (template.kind !== "TemplateExpr" || template.style !== "quoted") return undefined;
  if (quotedContent(text, template) === content) return expression;
  const cut = cutBehind(text, template, content);
  return cut && templatePrefix(template, cut);
}

/** True for a quoted template of several values with nothing but separators between them: what names begin with. */
export function isNamesOnly(expression: Expression): boolean {
  const template = withoutParentheses(expression);
  if (template.kind !== "TemplateExpr" || template.style !== "quoted") return false;
  const values = template.parts.filter((part) => part.kind === "TemplateInterpolation").length;
  return values > 1 && template.parts.every((part) => part.kind !== "TemplateLiteral" || isSeparator(part.value));
}

function isSeparator(value: string): boolean {
  return value === "-" || value === "_";
}

/** Where a content of several parts stands in the middle of a quoted template, between separators, as templates without quotes. */
function runsIn(text: string, expression: Expression, content: string): Expression[] {
  const template = withoutParentheses(expression);
  if (template.kind !== "TemplateExpr" || template.style !== "quoted") return [];
  const { parts } = template;
  return parts.flatMap((part, i): Expression[] => {
    const before = parts[i - 1];
    const { start } = part.range;
    const end = start + content.length;
    if (part.kind !== "TemplateInterpolation" || before?.kind !== "TemplateLiteral") return [];
    if (!text.startsWith(content, start) || isWordAt(text, start - 1) || isWordAt(text, end)) return [];
    const last = parts.findIndex((each) => each.range.end === end);
    if (last <= i || parts[last]?.kind !== "TemplateInterpolation" || parts[last + 1]?.kind === "TemplateInterpolation")
      return [];
    return [{ kind: "TemplateExpr", style: "quoted", range: { start, end }, parts: parts.slice(i, last + 1) }];
  });
}

function isWordAt(text: string, at: number): boolean {
  return wordsOf(text.charAt(at)).length > 0;
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

/** Blocks that cannot refer to local values. */
const withoutLocals: ReadonlySet<string> = new Set(["variable", "terraform", "language", "moved", "import", "removed"]);

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
    if (withoutLocals.has(outer)) return;
    if (outer === "module" && (item.name.name === "source" || item.name.name === "version")) return;
    if (blocks.at(-1)?.type.name === "lifecycle" && readEarly.has(item.name.name)) return;
    if (placeOf(blockScope(blocks, item).path, item.name.name) === "expression") collect(item.value);
  };
  for (const item of file.body.items) visit(item, []);
  return byKind;
});
