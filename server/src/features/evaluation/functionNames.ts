// Names of provider functions: their form, and that their provider is required.
//
// Source: OpenTofu 1.12, `internal/addrs/provider_function.go`, `internal/tofu/transform_provider.go`.

import type { Module } from "../../model/module.js";
import type { Attribute, SourceFile } from "../../syntax/ast.js";
import { walkExpressions } from "../../syntax/visit.js";
import type { Mistake } from "./mistake.js";
import type { MistakeContext } from "./moduleMistakes.js";

/** Looks at the provider functions that one argument calls. */
export function providerFunctionMistakes(
  context: MistakeContext,
  file: SourceFile,
  attribute: Attribute,
  report: (mistake: Mistake) => void,
): void {
  walkExpressions(attribute, (expression) => {
    if (expression.kind !== "FunctionCallExpr") return;
    const [namespace, provider, ...rest] = expression.name.split("::");
    if (namespace !== "provider") return;
    context.values.untracked();
    const base = { severity: "error" as const, uri: file.uri, range: expression.nameRange, phase: "graph" as const };
    if (rest.length < 1 || rest.length > 2) {
      report({
        ...base,
        id: "malformed-provider-function",
        summary: "Unable to parse provider function",
        name: expression.name,
      });
    } else if (provider !== undefined && !isRequired(context.module, provider)) {
      report({
        ...base,
        id: "function-of-undeclared-provider",
        summary: "Unknown function provider",
        name: provider,
        candidates: [...context.module.requiredProviders.keys()],
      });
    }
  });
}

/** JSON files and override files may require providers as well; the former cannot be looked into. */
function isRequired(module: Module, provider: string): boolean {
  if (module.requiredProviders.has(provider)) return true;
  return [...module.files, ...module.overrides].some(
    ({ entry, facts }) =>
      entry.type?.syntax === "json" || facts.requiredProviders.some(({ name }) => name === provider),
  );
}
