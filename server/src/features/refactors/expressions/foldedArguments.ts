// Folds neighbouring arguments of a call that are written out, and leaves the others as they are.

import type { TextRange } from "../../../base/range.js";
import { applyEdits, type TextEdit } from "../../../base/textEdit.js";
import type { Expression, FunctionCallExpr } from "../../../syntax/ast.js";
import { type ExpressionContext, hasComment, type Replacement } from "../expressionRefactor.js";

/**
 * The call with each run of arguments that `parts` accepts written as one by `written`; the call goes where all are one
 * run. `fits` says whether an argument may join those before it. Undefined where nothing can be folded.
 */
export function folded<T>(
  ctx: ExpressionContext,
  call: FunctionCallExpr,
  parts: (arg: Expression) => readonly T[] | undefined,
  fits: (before: readonly T[], next: readonly T[]) => boolean,
  written: (parts: readonly T[], around: TextRange) => string,
): Replacement | undefined {
  const runs: { from: number; to: number; parts: readonly T[] }[] = [];
  for (const [i, arg] of call.args.entries()) {
    // What `...` spreads is no literal of this call.
    const found = call.expandFinal && i === call.args.length - 1 ? undefined : parts(arg);
    const last = runs[runs.length - 1];
    if (!found) continue;
    if (last && last.to === i - 1 && fits(last.parts, found)) {
      last.to = i;
      last.parts = [...last.parts, ...found];
    } else if (fits([], found)) runs.push({ from: i, to: i, parts: found });
  }
  const edits: TextEdit[] = [];
  for (const run of runs) {
    const [first, last] = [call.args[run.from], call.args[run.to]];
    if (run.from === run.to || !first || !last) continue;
    if (run.from === 0 && run.to === call.args.length - 1) {
      return hasComment(ctx.file, call.range) ? undefined : { newText: written(run.parts, call.range) };
    }
    const range = { start: first.range.start, end: last.range.end };
    if (hasComment(ctx.file, range)) continue;
    const { start } = call.range;
    edits.push({ range: { start: range.start - start, end: range.end - start }, newText: written(run.parts, range) });
  }
  return edits.length === 0 ? undefined : { newText: applyEdits(ctx.text(call.range), edits) };
}
