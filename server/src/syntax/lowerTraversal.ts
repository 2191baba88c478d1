// Lowers what stands behind an operand: attributes, indexes and splats.

import { range, type TextRange } from "../base/range.js";
import type { AttrStep, Expression, IndexStep, TraversalStep } from "./ast.js";
import { isPlainNumber } from "./diagnoseNumber.js";
import { type LowerContext, maxDepth, missing } from "./lowerContext.js";
import { lowerExpression } from "./lowerExpression.js";
import { Kind } from "./lowerKinds.js";
import { decodeText } from "./lowerTemplate.js";

/** A chain of steps, from its innermost operand outwards: long chains must not recurse. */
export function lowerTraversal(ctx: LowerContext, node: number): Expression {
  const flat = ctx.flat;
  const chain: number[] = [];
  let base: number | undefined = node;
  while (base !== undefined && isStep(flat.kind(base))) {
    chain.push(base);
    base = flat.expressions(base)[0];
  }
  chain.reverse();
  // Names and literal indexes make a list; any other step makes a level.
  const levels = chain.filter((step) => flat.kind(step) !== Kind.GetAttr).length;
  if (levels > maxDepth && chain.filter((step) => literalStep(ctx, step) === undefined).length > maxDepth) {
    ctx.tooDeep ??= ctx.range(node);
    return { kind: "ErrorExpr", range: ctx.range(node), reason: "unexpected", inner: [] };
  }
  const source = base === undefined ? missing(flat.start(node)) : lowerExpression(ctx, base);
  return stepsOf(ctx, source, chain, 0);
}

function stepsOf(ctx: LowerContext, source: Expression, chain: readonly number[], from: number): Expression {
  const flat = ctx.flat;
  let current = source;
  let at = from;
  while (at < chain.length) {
    const node = chain[at] as number;
    const kind = flat.kind(node);
    if (kind === Kind.FullSplat) {
      const marker = behindOperand(ctx, node);
      if (marker.end - marker.start !== 3) ctx.suspect = true;
      const anonymous: Expression = { kind: "AnonSymbolExpr", range: range(marker.end, marker.end) };
      const each = stepsOf(ctx, anonymous, chain, at + 1);
      const end = Math.max(marker.end, each.range.end);
      return {
        kind: "SplatExpr",
        range: range(current.range.start, end),
        source: current,
        style: "full",
        marker,
        each,
      };
    }
    if (kind === Kind.AttrSplat) {
      const marker = behindOperand(ctx, node);
      const anonymous: Expression = { kind: "AnonSymbolExpr", range: range(marker.end, marker.end) };
      const steps: TraversalStep[] = [];
      at++;
      for (; at < chain.length; at++) {
        const step = literalStep(ctx, chain[at] as number);
        if (step === undefined || (step.kind === "IndexStep" && !step.legacy)) break;
        steps.push(step);
      }
      const each = withSteps(anonymous, steps);
      const end = Math.max(marker.end, each.range.end);
      // A `.*` may not follow another one's names.
      if (at < chain.length && flat.kind(chain[at] as number) === Kind.AttrSplat) ctx.suspect = true;
      current = {
        kind: "SplatExpr",
        range: range(current.range.start, end),
        source: current,
        style: "attr",
        marker,
        each,
      };
      continue;
    }
    const steps: TraversalStep[] = [];
    for (; at < chain.length; at++) {
      const step = literalStep(ctx, chain[at] as number);
      if (step === undefined) break;
      steps.push(step);
    }
    if (steps.length > 0) {
      current = withSteps(current, steps);
      continue;
    }
    if (kind === Kind.Index) {
      const key = flat.expressions(node)[1];
      const brackets = behindOperand(ctx, node);
      current = {
        kind: "IndexExpr",
        range: range(current.range.start, brackets.end),
        collection: current,
        key: key === undefined ? missing(brackets.end) : lowerExpression(ctx, key),
        brackets,
      };
    } else {
      const dot = behindOperand(ctx, node);
      current = {
        kind: "ErrorExpr",
        range: range(current.range.start, dot.end),
        reason: "trailing-dot",
        inner: [current],
      };
    }
    at++;
  }
  return current;
}

/** The text of a step: from its dot or bracket to its end. */
function behindOperand(ctx: LowerContext, node: number): TextRange {
  const flat = ctx.flat;
  const end = flat.next(node);
  for (let at = node + 1; at < end; at = flat.next(at)) {
    const kind = flat.kind(at);
    if (kind === Kind.Dot || kind === Kind.OpenBracket) return range(flat.start(at), flat.end(node));
  }
  return range(flat.end(node), flat.end(node));
}

/** `.name`, `.0`, `[0]` or `["key"]`; undefined for any other step. */
function literalStep(ctx: LowerContext, node: number): AttrStep | IndexStep | undefined {
  const flat = ctx.flat;
  const kind = flat.kind(node);
  if (kind === Kind.GetAttr) {
    const where = behindOperand(ctx, node);
    const last = flat.expressions(node)[1];
    if (last !== undefined && flat.kind(last) === Kind.Number) {
      ctx.suspect ||= ctx.slice(last).includes(".") || !isPlainNumber(ctx.text, flat.start(last), flat.end(last));
      return { kind: "IndexStep", range: where, key: { type: "number", text: ctx.slice(last) }, legacy: true };
    }
    const name = flat.child(node, Kind.Identifier);
    if (name === undefined) return undefined;
    return { kind: "AttrStep", range: where, name: ctx.slice(name), nameRange: ctx.range(name) };
  }
  if (kind !== Kind.Index) return undefined;
  const key = flat.expressions(node)[1];
  if (key === undefined) return undefined;
  if (flat.kind(key) === Kind.Number) {
    const where = behindOperand(ctx, node);
    return { kind: "IndexStep", range: where, key: { type: "number", text: ctx.slice(key) }, legacy: false };
  }
  const type = flat.kind(key) === Kind.Bool ? "bool" : flat.kind(key) === Kind.Null ? "null" : undefined;
  if (type !== undefined) {
    const where = behindOperand(ctx, node);
    return { kind: "IndexStep", range: where, key: { type, text: ctx.slice(key) }, legacy: false };
  }
  if (flat.kind(key) !== Kind.PlainString) return undefined;
  ctx.checkEscapes(key);
  const value = decodeText(ctx.inside(key), true);
  return { kind: "IndexStep", range: behindOperand(ctx, node), key: { type: "string", value }, legacy: false };
}

function isStep(kind: Kind): boolean {
  return kind >= Kind.GetAttr && kind <= Kind.FullSplat;
}

function withSteps(source: Expression, steps: readonly TraversalStep[]): Expression {
  const last = steps.at(-1);
  if (last === undefined) return source;
  const where = range(source.range.start, last.range.end);
  if (source.kind === "ScopeTraversalExpr") return { ...source, range: where, steps: [...source.steps, ...steps] };
  if (source.kind === "RelativeTraversalExpr") return { ...source, range: where, steps: [...source.steps, ...steps] };
  return { kind: "RelativeTraversalExpr", range: where, source, steps };
}
