// Compares the judge's answers before and after an edit: what a plan would do.

import type { HclParser } from "../../server/src/syntax/parser.js";
import type { Files, Values } from "./judge/configuration.js";
import { type Judged, type JudgeRules, judge } from "./judge/judge.js";

const rules: JudgeRules = { shortCircuits: true, movesModules: true };

/**
 * How the plan after an edit differs from nothing to do; undefined where it does not. `onlyCommonOutputs` for an edit whose
 * purpose is to add or take away output values.
 */
export function planDifference(
  parser: HclParser,
  before: Files,
  after: Files,
  values: Values,
  onlyCommonOutputs = false,
): string | undefined {
  const first = judged(parser, before, values, new Map());
  if (first.error !== undefined) return "failed before";
  const second = judged(parser, after, values, first.state);
  if (second.phase === "static") return `is a mistake: ${second.error}`;
  if (second.error !== undefined) return `fails: ${second.error}`;
  if (second.created.length > 0) return `creates ${second.created.join()}`;
  if (second.destroyed.length > 0) return `destroys ${second.destroyed.join()}`;
  const values1 = [...first.objects.values()].sort().join("\n");
  const values2 = [...second.objects.values()].sort().join("\n");
  if (values1 !== values2) return `changes objects:\n${values1}\n---\n${values2}`;
  const common = ([name]: readonly [string, string]): boolean =>
    !onlyCommonOutputs || (first.outputs.has(name) && second.outputs.has(name));
  const outputs1 = JSON.stringify([...first.outputs].filter(common).sort());
  const outputs2 = JSON.stringify([...second.outputs].filter(common).sort());
  if (outputs1 !== outputs2) return `changes outputs:\n${outputs1}\n---\n${outputs2}`;
  const checks1 = JSON.stringify([...first.checks].sort());
  const checks2 = JSON.stringify([...second.checks].sort());
  return checks1 === checks2 ? undefined : `changes checks:\n${checks1}\n---\n${checks2}`;
}

/** The judge's answer under OpenTofu's own rules. */
export function judged(parser: HclParser, files: Files, values: Values, state: Judged["state"]): Judged {
  return judge(parser, files, values, state, rules);
}
