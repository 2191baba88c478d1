// The scope of what OpenTofu evaluates before anything is planned: module sources, backends, `for_each` of providers.
//
// Source: OpenTofu 1.12, `internal/configs/static_scope.go`. Names that are not declared are reported elsewhere.

import { localOf } from "../../model/declarationSyntax.js";
import { evaluationError } from "../../model/evaluate/diagnostic.js";
import { evaluate } from "../../model/evaluate/evaluate.js";
import type { FunctionTable, Lookup, Scope } from "../../model/evaluate/scope.js";
import type { ModuleValues } from "../../model/moduleValues.js";
import { stringType } from "../../model/values/type.js";
import { dynamicValue, Value } from "../../model/values/value.js";
import type { ScopeTraversalExpr } from "../../syntax/ast.js";

const someString = Value.unknown(stringType, true);
export const staticId = "late-value-in-static-context";

export class StaticScope implements Scope {
  readonly functions: FunctionTable;
  readonly #values: ModuleValues;
  readonly #visited: ReadonlySet<string>;

  constructor(values: ModuleValues, visited: ReadonlySet<string> = new Set()) {
    this.#values = values;
    this.#visited = visited;
    this.functions = values.functions;
  }

  lookup(traversal: ScopeTraversalExpr): Lookup {
    this.#values.untracked();
    const { name } = traversal.root;
    const [step] = traversal.steps;
    const first = step?.kind === "AttrStep" ? step.name : undefined;
    const all = traversal.steps.length;
    if (first === undefined) return { value: dynamicValue, consumed: all };
    switch (name) {
      case "var":
        return this.#values.inputVariable(first)?.isConst === false
          ? refuse(
              traversal,
              `var.${first}`,
              "it is declared with `const = false`",
              "Unable to use variable in static context",
            )
          : { value: this.#values.variable(first), consumed: 1 };
      case "local":
        return this.#local(traversal, first);
      case "path":
        return { value: someString, consumed: 1 };
      case "terraform":
      case "tofu":
        return first === "applying"
          ? refuse(
              traversal,
              `${name}.applying`,
              "it is only known while applying",
              "Invalid attribute in static context",
            )
          : { value: someString, consumed: 1 };
      case "module":
        return this.#refuseInside(
          traversal,
          `module.${first}`,
          "module outputs are not known yet",
          "Module output not supported in static context",
        );
      case "count":
      case "each":
      case "self":
        return this.#refuseInside(
          traversal,
          `${name}.${first}`,
          "there are no instances yet",
          "Dynamic value in static context",
        );
      default:
        return this.#refuseInside(
          traversal,
          `${name}.${first}`,
          "objects are not read yet",
          "Dynamic value in static context",
        );
    }
  }

  /** At the place itself such names are reported where references are resolved; here only inside of local values. */
  #refuseInside(traversal: ScopeTraversalExpr, name: string, why: string, summary: string): Lookup {
    return this.#visited.size > 0
      ? refuse(traversal, name, why, summary)
      : { value: dynamicValue, consumed: traversal.steps.length };
  }

  /** A local value is as static as what it is made of. */
  #local(traversal: ScopeTraversalExpr, name: string): Lookup {
    const value = this.#values.local(name);
    const key = `local.${name}`;
    const declared = this.#values.module.overriding.get(key)?.at(-1) ?? this.#values.module.declaration(key);
    const placed = localOf(this.#values.snapshot, declared);
    if (!placed) return { value, consumed: 1 };
    if (this.#visited.has(name)) return refuse(traversal, key, "it is made of itself", "Circular reference");
    const { diagnostics } = evaluate(
      placed.node.value,
      new StaticScope(this.#values, new Set([...this.#visited, name])),
    );
    const cause = diagnostics.find(({ id }) => id === staticId);
    if (!cause) return { value, consumed: 1 };
    const why =
      cause.summary === "Circular reference" ? "it is made of itself" : `it is made of \`${cause.facts.name}\``;
    return refuse(traversal, key, why, "Unable to compute static value");
  }
}

function refuse(traversal: ScopeTraversalExpr, name: string, why: string, summary: string): Lookup {
  const last = traversal.steps[Math.min(traversal.steps.length, 1) - 1];
  const range = { start: traversal.root.range.start, end: last?.range.end ?? traversal.root.range.end };
  const detail = `${name} cannot be used here.`;
  return {
    value: dynamicValue,
    consumed: traversal.steps.length,
    diagnostics: [evaluationError(staticId, summary, detail, range, { name, why })],
  };
}
