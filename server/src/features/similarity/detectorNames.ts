// The names under which detectors are known to a person: in settings, in comments that silence them, and in findings.

/** Named like rules, after the bad pattern; the ids are those of the research that the detectors come from. */
const names: Readonly<Record<string, string>> = {
  A: "repeated-backend",
  B: "repeated-provider",
  C: "repeated-required-providers",
  D: "repeated-variable",
  D2: "repeated-local",
  D3: "repeated-data-source",
  E: "repeated-tags",
  F: "similar-resources",
  G: "similar-module-calls",
  H: "similar-nested-blocks",
  I: "repeated-expression",
  J: "repeated-condition",
  K: "repeated-module-source",
  L: "identical-files",
  M: "similar-directories",
  N: "repeated-literal",
  P: "similar-providers",
  T1: "repeated-include",
  T2: "repeated-dependency",
  T3: "repeated-unit-local",
  T4: "repeated-input",
  T5: "repeated-remote-state",
  T7: "identical-units",
  T9: "repeated-unit-source",
  T10: "repeated-terraform-part",
  T11: "similar-stack-blocks",
};

/** The rule of a detector's id; a detector without a name of its own goes by its id. */
export function ruleOf(detector: string): string {
  return names[detector] ?? `repetition-${detector.toLowerCase()}`;
}
