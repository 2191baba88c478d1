// Lowers templates: their literal parts, interpolations and directives.

import { range, type TextRange } from "../base/range.js";
import type { Expression, Identifier, TemplateExpr, TemplatePart } from "./ast.js";
import { type LowerContext, missing } from "./lowerContext.js";
import { lowerExpression } from "./lowerExpression.js";
import { isExpression, Kind } from "./lowerKinds.js";
import { literalValues, trimMarkers } from "./lowerTemplate.js";
import { identifierLength } from "./scan.js";

export function lowerTemplate(ctx: LowerContext, node: number, where: TextRange): TemplateExpr {
  const flat = ctx.flat;
  if (flat.kind(node) === Kind.QuotedTemplate) {
    const values = literalValues(flat, ctx.text, node, true, false);
    const parts = partsOf(ctx, node + 1, flat.next(node), values, true);
    return { kind: "TemplateExpr", range: where, style: "quoted", parts };
  }
  const openNode = node + 1;
  const opening = ctx.slice(openNode);
  const flush = opening.startsWith("<<-");
  const tag = trimLineBreak(opening.slice(flush ? 3 : 2));
  // The grammar's scanner is less strict about letters beyond ASCII than HCL is.
  if (identifierLength(tag, 0) !== tag.length) ctx.suspect = true;
  const close = flat.child(node, Kind.HeredocClose);
  const values = literalValues(flat, ctx.text, node, false, flush);
  const parts = partsOf(ctx, node + 1, flat.next(node), values, false);
  const open = ctx.range(openNode);
  return {
    kind: "TemplateExpr",
    range: where,
    style: "heredoc",
    parts,
    heredoc: {
      tag,
      flush,
      open: range(open.start, open.start + (flush ? 3 : 2) + tag.length),
      close: close === undefined ? undefined : ctx.range(close),
    },
  };
}

function partsOf(
  ctx: LowerContext,
  first: number,
  end: number,
  values: ReadonlyMap<number, string>,
  quoted: boolean,
): TemplatePart[] {
  const flat = ctx.flat;
  const parts: TemplatePart[] = [];
  for (let at = first; at < end; at = flat.next(at)) {
    const where = ctx.range(at);
    switch (flat.kind(at)) {
      case Kind.TemplateLiteral:
        if (quoted) ctx.checkEscapes(at);
        else if (hasLoneCarriageReturn(ctx.slice(at))) ctx.suspect = true;
        parts.push({ kind: "TemplateLiteral", range: where, value: values.get(at) ?? ctx.slice(at) });
        break;
      case Kind.Interpolation: {
        const [inner] = flat.expressions(at);
        const expression = inner === undefined ? missing(where.start + 2) : lowerExpression(ctx, inner);
        parts.push({ kind: "TemplateInterpolation", range: where, ...trimMarkers(flat, ctx.text, at), expression });
        break;
      }
      case Kind.TemplateIf:
        parts.push(templateIf(ctx, at, where, values, quoted));
        break;
      case Kind.TemplateFor:
        parts.push(templateFor(ctx, at, where, values, quoted));
        break;
      case Kind.Error:
        parts.push(...partsOf(ctx, at + 1, flat.next(at), values, quoted));
        break;
      default:
        break;
    }
  }
  return parts;
}

function templateIf(
  ctx: LowerContext,
  node: number,
  where: TextRange,
  values: ReadonlyMap<number, string>,
  quoted: boolean,
): TemplatePart {
  const flat = ctx.flat;
  const end = flat.next(node);
  const marker = flat.child(node, Kind.IfMarker);
  const otherwise = flat.child(node, Kind.ElseMarker);
  const [condition] = marker === undefined ? [] : flat.expressions(marker);
  const first = marker === undefined ? node + 1 : flat.next(marker);
  return {
    kind: "TemplateIf",
    range: where,
    condition: condition === undefined ? missing(where.start) : lowerExpression(ctx, condition),
    // biome-ignore lint/suspicious/noThenProperty: the typed tree names the branches as HCL's users do.
    then: partsOf(ctx, first, otherwise ?? end, values, quoted),
    else: otherwise === undefined ? undefined : partsOf(ctx, flat.next(otherwise), end, values, quoted),
  };
}

function templateFor(
  ctx: LowerContext,
  node: number,
  where: TextRange,
  values: ReadonlyMap<number, string>,
  quoted: boolean,
): TemplatePart {
  const flat = ctx.flat;
  const marker = flat.child(node, Kind.ForMarker);
  const names: Identifier[] = [];
  let collection: Expression | undefined;
  if (marker !== undefined) {
    const end = flat.next(marker);
    for (let at = marker + 1; at < end; at = flat.next(at)) {
      if (flat.kind(at) === Kind.Identifier) names.push(ctx.identifier(at));
      else if (isExpression(flat.kind(at))) collection ??= lowerExpression(ctx, at);
    }
  }
  return {
    kind: "TemplateFor",
    range: where,
    keyVar: names.length > 1 ? names[0] : undefined,
    valueVar: names[1] ?? names[0] ?? { name: "", range: range(where.start, where.start) },
    collection: collection ?? missing(where.start),
    parts: partsOf(ctx, marker === undefined ? node + 1 : flat.next(marker), flat.next(node), values, quoted),
  };
}

/** Whether a carriage return stands without its line feed. */
function hasLoneCarriageReturn(text: string): boolean {
  for (let at = text.indexOf("\r"); at >= 0; at = text.indexOf("\r", at + 1)) if (text[at + 1] !== "\n") return true;
  return false;
}

function trimLineBreak(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === "\n" || line[end - 1] === "\r")) end--;
  return line.slice(0, end);
}
