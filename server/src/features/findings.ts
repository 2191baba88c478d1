// From what a rule reports to a finding: its level, and whether a comment silences it.

import type { TextRange } from "../base/range.js";
import type { ProductDecision } from "../model/product.js";
import type { WorkspaceSnapshot } from "../model/workspace.js";
import type { Diagnostic, RuleLevel, Severity } from "./diagnostic.js";
import type { CheckOptions } from "./diagnostics.js";
import { isGenerated } from "./generatedFiles.js";
import { rules } from "./rules/registry.js";
import type { ReportOptions, Rule } from "./rules/rule.js";
import { suppressionsOf } from "./suppressions.js";

/** The level a rule runs at: the options' or its own. */
export function levelOf(rule: Rule, options: CheckOptions): RuleLevel {
  return options.levels.get(rule.id) ?? rule.defaultLevel;
}

/** A finding of a rule, with the level that it runs at. */
export function newDiagnostic(
  rule: Rule,
  options: CheckOptions,
  uri: string,
  range: TextRange,
  message: string,
  extra: ReportOptions = {},
): Diagnostic {
  const level = options.levels.get(rule.id) ?? extra.level ?? rule.defaultLevel;
  const phase = extra.phase ?? rule.phase;
  return {
    rule: rule.id,
    severity: level === "off" ? "hint" : (level satisfies Severity),
    uri,
    range,
    summary: extra.summary ?? message,
    message,
    ...(phase && phase !== "never" ? { phase } : {}),
    tags: extra.tags ?? rule.tags ?? [],
    related: extra.related ?? [],
    fixes: extra.fixes ?? [],
  };
}

const idsByRule = new Map(rules.map((rule) => [rule.id, [rule.id, ...(rule.aliases ?? [])]]));

/** Rules about how something is written, which say nothing of generated files. */
const adviceRules: ReadonlySet<string> = new Set(
  rules.filter(({ group }) => group === "style" || group === "deprecated" || group === "dry").map(({ id }) => id),
);

/** Whether a comment silences a finding, or it gives advice on a generated file. */
export function isSuppressed(snapshot: WorkspaceSnapshot, diagnostic: Diagnostic): boolean {
  const file = snapshot.file(diagnostic.uri);
  if (!file) return false;
  if (adviceRules.has(diagnostic.rule) && isGenerated(file)) return true;
  const { line } = file.lineIndex.position(diagnostic.range.start);
  return suppressionsOf(file).covers(idsByRule.get(diagnostic.rule) ?? [diagnostic.rule], line);
}

/** Equal texts for decisions under which rules say the same. */
export function productKey(decision: ProductDecision): string {
  return JSON.stringify([decision.product, decision.lowerBound, decision.newest]);
}
