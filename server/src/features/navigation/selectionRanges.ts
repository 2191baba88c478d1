// Expand selection: the ranges around an offset, each inside the next.

import { contains, type TextRange } from "../../base/range.js";
import type { Node, SourceFile } from "../../syntax/ast.js";
import { pathAt } from "../../syntax/visit.js";

/** Ranges around an offset from the innermost to the whole file; each is larger than the one before. */
export function selectionRanges(file: SourceFile, offset: number): readonly TextRange[] {
  const all: TextRange[] = [{ start: 0, end: file.text.length }];
  for (const node of pathAt(file, offset)) {
    all.push(node.range);
    for (const inner of parts(node)) if (inner.start <= offset && offset <= inner.end) all.push(inner);
  }
  const chain: TextRange[] = [];
  for (const range of all) {
    const last = chain[chain.length - 1];
    if (last && (!contains(last, range) || (last.start === range.start && last.end === range.end))) continue;
    chain.push(range);
  }
  return chain.reverse();
}

/** Parts of a node that are worth a step of their own, larger ones first. */
function parts(node: Node): readonly TextRange[] {
  switch (node.kind) {
    case "Attribute":
      return [node.name.range];
    case "Block":
      return [
        ...(node.openBrace && node.closeBrace ? [{ start: node.openBrace.end, end: node.closeBrace.start }] : []),
        node.header,
        node.type.range,
        ...node.labels.flatMap((label) => [label.range, ...(label.quoted ? [inside(label.range)] : [])]),
      ];
    case "TemplateExpr":
      return node.heredoc ? [] : [inside(node.range)];
    case "TupleConsExpr":
    case "ObjectConsExpr":
    case "ParenthesesExpr":
      return [inside(node.range)];
    case "FunctionCallExpr":
      return [...(node.closeParen ? [{ start: node.openParen.end, end: node.closeParen.start }] : []), node.nameRange];
    case "ScopeTraversalExpr": {
      // `a.b.c` grows step by step from its start, and each name can be taken alone.
      const prefixes = node.steps.map((step) => ({ start: node.range.start, end: step.range.end })).reverse();
      return [...prefixes, node.root.range];
    }
    case "AttrStep":
      return [node.nameRange];
    default:
      return [];
  }
}

function inside(range: TextRange): TextRange {
  return range.end - range.start >= 2 ? { start: range.start + 1, end: range.end - 1 } : range;
}
