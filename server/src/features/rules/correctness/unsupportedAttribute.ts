// # unsupported-attribute
//
// Reports an attribute that its value does not have.
//
// Only values whose type is certain are judged: local values, typed variables, outputs of modules in the workspace.
//
// ```hcl
// locals {
//   server = { name = "a" }
//   name   = local.server.nmae
// #                      ^^^^^ error[unsupported-attribute]: this object has no attribute `nmae`. Did you mean `name`?
//   first  = "text".name
// #                ^^^^^ error[unsupported-attribute]: a string has no attributes
// }
// ```
// -> fix "Change to `name`"
// ```hcl
// locals {
//   server = { name = "a" }
//   name   = local.server.name
//   first  = "text".name
// }
// ```
import { didYouMean, sortedNames } from "../../../model/builtins/suggest.js";
import type { Mistake } from "../../evaluation/mistake.js";
import { evaluationRule } from "../evaluation/evaluationRule.js";
import { textFix } from "../evaluation/textFix.js";
import { isName } from "../structure/names.js";

export const unsupportedAttribute = evaluationRule({
  id: "unsupported-attribute",
  mistakes: ["unsupported-attribute", "missing-map-element", "attribute-by-index"],
  message(mistake) {
    const { id, name = "", type = "object" } = mistake;
    if (id === "attribute-by-index") {
      return `the attributes of this object are taken with a dot${name === "" ? "" : `: \`.${name}\``}`;
    }
    const suggestion = suggestionFor(mistake);
    const hint = suggestion === undefined ? "" : `. Did you mean \`${suggestion}\`?`;
    if (id === "missing-map-element") return `this map has no element \`${name}\`${hint}`;
    if (type === "object") return `this object has no attribute \`${name}\`${hint}`;
    if (type.startsWith("list of ")) {
      return `a list has no attribute \`${name}\`; take one element with \`[0]\` first, or all with \`[*]\``;
    }
    if (type.startsWith("set of ")) return `a set has no attribute \`${name}\`; take all elements with \`[*]\` first`;
    return `a ${type} has no attributes`;
  },
  fixes(mistake) {
    if (mistake.id === "attribute-by-index") {
      if (!isName(mistake.name ?? "")) return [];
      return [
        textFix(mistake.uri, mistake.range, `.${mistake.name}`, `Change to \`.${mistake.name}\``, { preferred: true }),
      ];
    }
    const suggestion = suggestionFor(mistake);
    if (suggestion === undefined || mistake.type?.includes(" of ")) return [];
    return [textFix(mistake.uri, mistake.range, `.${suggestion}`, `Change to \`${suggestion}\``, { preferred: true })];
  },
});

function suggestionFor({ name = "", candidates = [] }: Mistake): string | undefined {
  return didYouMean(name, sortedNames(candidates));
}
