// # unknown-function
//
// Reports a call to a function that does not exist.
//
// ```hcl
// locals {
//   name = uper("a")
// #        ^^^^ error[unknown-function]: there is no function `uper`. Did you mean `upper`?
// }
// ```
// -> fix "Change to `upper`"
// ```hcl
// locals {
//   name = upper("a")
// }
// ```
import { upcomingFunctions } from "../../../model/builtins/functions.js";
import { editDistance } from "../../../model/builtins/suggest.js";
import type { Mistake } from "../../evaluation/mistake.js";
import { evaluationRule } from "../evaluation/evaluationRule.js";
import { textFix } from "../evaluation/textFix.js";

export const unknownFunction = evaluationRule({
  id: "unknown-function",
  message(mistake) {
    const { name = "" } = mistake;
    const suggestion = closest(mistake);
    const hint = suggestion === undefined ? "" : `. Did you mean \`${suggestion}\`?`;
    const upcoming = upcomingFunctions.get(name)?.since.opentofu;
    const later = upcoming === undefined ? "" : ` before OpenTofu ${upcoming}`;
    return `there is no function \`${name}\`${later}${hint}`;
  },
  fixes(mistake) {
    const suggestion = closest(mistake);
    if (suggestion === undefined) return [];
    return [textFix(mistake.uri, mistake.range, suggestion, `Change to \`${suggestion}\``, { preferred: true })];
  },
});

/** The function of the most similar name. */
function closest({ name = "", candidates = [] }: Mistake): string | undefined {
  let best: string | undefined;
  let least = 3;
  for (const candidate of candidates) {
    const distance = editDistance(name, candidate, least);
    if (distance >= least) continue;
    best = candidate;
    least = distance;
  }
  return best;
}
