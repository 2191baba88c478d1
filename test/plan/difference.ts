// Compares the judge's answers before and after an edit: what a plan would do.

import type { HclParser } from "../../server/src/syntax/parser.js";
import { type Judged, type JudgeRules, judge } from "./judge.js";
import type { Files, Values } from "./planOracle.js";

const rules: JudgeRules = { shortCircuits: true, movesModules: true };

/** How the plan after an edit differs from nothing to do; undefined where it does not. */
export function planDifference(parser: HclParser, before: Files, after: Files, values: Values): string | undefined {
  const first = judged(parser, before, values, new Map());
  if (first.error !== undefined) return "failed before";
  const second = judged(parser, after, values, first.state);
  if (second.error !== undefined) return `fails: ${second.error}`;
  if (second.created.length > 0) return `creates ${second.created.join()}`;
  if (second.destroyed.length > 0) return `destroys ${second.destroyed.join()}`;
  const values1 = [...first.objects.values()].sort().join("\n");
  const values2 = [...second.objects.values()].sort().join("\n");
  if (values1 !== values2) return `changes objects:\n${values1}\n---\n${values2}`;
  const outputs1 = JSON.stringify([...first.outputs].sort());
  const outputs2 = JSON.stringify([...second.outputs].sort());
  return outputs1 === outputs2 ? undefined : `changes outputs:\n${outputs1}\n---\n${outputs2}`;
}

/** The judge's answer; a reference that is checked before evaluation is an error that no `try` catches. */
export function judged(parser: HclParser, files: Files, values: Values, state: Judged["state"]): Judged {
  try {
    return judge(parser, files, values, state, rules);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { error: message, objects: new Map(), outputs: new Map(), state, created: [], destroyed: [] };
  }
}
