// # undeclared-provider-function
//
// Reports a provider function whose provider is not required, or whose name is incomplete.
//
// ```hcl
// locals {
//   a = provider::time::rfc3339_parse("2024-01-01T00:00:00Z")
// #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[undeclared-provider-function]: the provider `time` is not in `required_providers` of this module
//   b = provider::f("a")
// #     ^^^^^^^^^^^ error[undeclared-provider-function]: `provider::f` is incomplete: write `provider::NAME::FUNCTION`
// }
// ```

import { evaluationRule } from "../evaluation/evaluationRule.js";
import { requireProvider } from "../references/requireFix.js";

export const undeclaredProviderFunction = evaluationRule({
  id: "undeclared-provider-function",
  mistakes: ["function-of-undeclared-provider", "malformed-provider-function"],
  phase: "graph",
  message: ({ id, name }) =>
    id === "malformed-provider-function"
      ? `\`${name}\` is incomplete: write \`provider::NAME::FUNCTION\``
      : `the provider \`${name}\` is not in \`required_providers\` of this module`,
  fixes: ({ id, name, uri }, { snapshot, module }) =>
    id === "function-of-undeclared-provider" && name !== undefined && name !== "terraform"
      ? [requireProvider(snapshot, module, uri, name)]
      : [],
});
