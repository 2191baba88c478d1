// Makes a rule of mistakes that evaluation finds.

import type { DiagnosticTag, Fix, Phase, RuleLevel } from "../../diagnostic.js";
import type { Mistake } from "../../evaluation/mistake.js";
import { mistakesOf } from "../../evaluation/moduleMistakes.js";
import type { ModuleRule, ModuleRuleContext } from "../rule.js";

interface EvaluationRule {
  readonly id: string;
  /** The kinds of mistakes that it reports; its own id where this is not given. */
  readonly mistakes?: readonly string[];
  readonly defaultLevel?: RuleLevel;
  readonly phase?: Phase;
  readonly tags?: readonly DiagnosticTag[];
  message(mistake: Mistake): string;
  /** Where not all of its mistakes are equally certain. */
  level?(mistake: Mistake): RuleLevel;
  fixes?(mistake: Mistake, ctx: ModuleRuleContext): readonly Fix[];
}

/** A rule that words the mistakes of some kinds. */
export function evaluationRule(rule: EvaluationRule): ModuleRule {
  const { id, message, fixes } = rule;
  return {
    id,
    group: "correctness",
    scope: "module",
    defaultLevel: rule.defaultLevel ?? "error",
    phase: rule.phase ?? "validate",
    ...(rule.tags ? { tags: rule.tags } : {}),
    check(ctx) {
      const found = mistakesOf(ctx.snapshot, ctx.module, ctx.product);
      for (const kind of rule.mistakes ?? [id]) {
        for (const mistake of found.get(kind) ?? []) {
          ctx.report(mistake.uri, mistake.range, message(mistake), {
            summary: mistake.summary,
            phase: mistake.phase,
            ...(rule.level ? { level: rule.level(mistake) } : {}),
            ...(mistake.related ? { related: mistake.related } : {}),
            ...(fixes ? { fixes: fixes(mistake, ctx) } : {}),
          });
        }
      }
    },
  };
}

/** `string required` and its kin behind a colon, or nothing. */
export function because({ why }: Mistake): string {
  return why ? `: ${why}` : "";
}
