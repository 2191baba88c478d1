// What a traversal refers to, by OpenTofu's own reading.
//
// Source of the rule: OpenTofu 1.12.6, `internal/addrs/parse_ref.go`. Only literal steps belong to a reference there;
// an index that is an expression, or a splat, ends it.

import { cover, type TextRange } from "../../../base/range.js";
import type { ResourceMode } from "../../../model/address.js";
import { reservedRoots } from "../../../model/builtins/references.js";
import type { AttrStep, IndexStep, ScopeTraversalExpr, TraversalStep } from "../../../syntax/ast.js";

export type ParsedReference =
  | { readonly kind: "problem"; readonly summary: string; readonly message: string; readonly range: TextRange }
  | {
      readonly kind: "variable" | "local" | "count" | "each" | "path" | "terraform" | "tofu" | "run" | "output";
      readonly name: string;
      readonly range: TextRange;
      readonly rest: readonly TraversalStep[];
    }
  | { readonly kind: "self"; readonly range: TextRange; readonly rest: readonly TraversalStep[] }
  | {
      readonly kind: "module";
      readonly name: string;
      readonly range: TextRange;
      readonly instance: IndexStep | undefined;
      readonly output: AttrStep | undefined;
      readonly rest: readonly TraversalStep[];
    }
  | {
      readonly kind: "resource";
      readonly mode: ResourceMode;
      readonly type: string;
      readonly name: string;
      /** `addressKey` of the resource. */
      readonly key: string;
      readonly range: TextRange;
      readonly instance: IndexStep | undefined;
      readonly rest: readonly TraversalStep[];
    };

/** Reads a traversal. `inTest` also knows `run` and `output`, which elsewhere are taken for resource types. */
export function parseReference(traversal: ScopeTraversalExpr, inTest: boolean): ParsedReference {
  const root = traversal.root.name;
  const { steps } = traversal;
  switch (root) {
    case "var":
      return named("variable", traversal);
    case "local":
    case "count":
    case "each":
    case "path":
    case "terraform":
    case "tofu":
      return named(root, traversal);
    case "run":
    case "output":
      return inTest ? named(root, traversal) : resource("managed", root, steps, traversal);
    case "self":
      return { kind: "self", range: traversal.root.range, rest: steps };
    case "module":
      return moduleCall(traversal);
    case "data":
    case "ephemeral":
    case "resource": {
      if (steps.length < 2) {
        return problem(
          `\`${root}\` is followed by two names, a type and a name: \`${root}.TYPE.NAME\``,
          traversal.range,
        );
      }
      const mode = root === "resource" ? "managed" : root;
      const [type] = steps;
      if (type?.kind !== "AttrStep") return problem(`\`${root}\` is followed by a dot and a type`, type?.range);
      return resource(mode, type.name, steps.slice(1), traversal);
    }
    default:
      if (reservedRoots.has(root)) {
        return {
          kind: "problem",
          summary: "Reserved symbol name",
          message: `OpenTofu keeps \`${root}\` free for later. A resource of this type is written \`resource.${root}.NAME\`.`,
          range: traversal.root.range,
        };
      }
      return resource("managed", root, steps, traversal);
  }
}

function problem(message: string, range: TextRange | undefined): ParsedReference {
  return { kind: "problem", summary: "Invalid reference", message, range: range ?? { start: 0, end: 0 } };
}

type NamedKind = "variable" | "local" | "count" | "each" | "path" | "terraform" | "tofu" | "run" | "output";

function named(kind: NamedKind, { root, steps }: ScopeTraversalExpr): ParsedReference {
  const [first, ...rest] = steps;
  if (!first) {
    return problem(
      `\`${root.name}\` is not a value itself; name one of its attributes: \`${root.name}.NAME\``,
      root.range,
    );
  }
  if (first.kind !== "AttrStep") {
    return problem(`\`${root.name}\` is followed by a dot and a name, not by an index`, first.range);
  }
  return { kind, name: first.name, range: cover(root.range, first.range), rest };
}

function moduleCall(traversal: ScopeTraversalExpr): ParsedReference {
  const { root, steps } = traversal;
  const [first] = steps;
  if (!first) return problem("`module` is not a value itself; name a module call: `module.NAME`", root.range);
  if (first.kind !== "AttrStep") return problem("`module` is followed by a dot and the name of a call", first.range);
  const second = steps[1];
  const instance = second?.kind === "IndexStep" ? second : undefined;
  const at = instance ? 2 : 1;
  const output = steps[at];
  const call = instance ? cover(root.range, instance.range) : cover(root.range, first.range);
  if (!output) {
    return { kind: "module", name: first.name, range: call, instance, output: undefined, rest: [] };
  }
  if (output.kind !== "AttrStep") {
    return problem("An instance of a module is followed by a dot and the name of an output", output.range);
  }
  return {
    kind: "module",
    name: first.name,
    range: cover(call, output.range),
    instance,
    output,
    rest: steps.slice(at + 1),
  };
}

function resource(
  mode: ResourceMode,
  type: string,
  steps: readonly TraversalStep[],
  traversal: ScopeTraversalExpr,
): ParsedReference {
  const [name, second] = steps;
  if (!name) {
    const { name: root } = traversal.root;
    return problem(
      `\`${root}\` is none of the names that OpenTofu knows, so it is taken for a resource type and needs a name behind it. A text is written in quotes: \`"${root}"\`.`,
      traversal.range,
    );
  }
  if (name.kind !== "AttrStep") return problem(`the type \`${type}\` is followed by a dot and a name`, name.range);
  const instance = second?.kind === "IndexStep" ? second : undefined;
  if (instance && instance.key.type !== "string" && !isWhole(instance.key.text)) {
    return {
      kind: "problem",
      summary: "Invalid index key",
      message: "an instance is chosen by a whole number or a string",
      range: instance.range,
    };
  }
  const range = cover(traversal.root.range, (instance ?? name).range);
  return {
    kind: "resource",
    mode,
    type,
    name: name.name,
    key: mode === "managed" ? `${type}.${name.name}` : `${mode}.${type}.${name.name}`,
    range,
    instance,
    rest: steps.slice(instance ? 2 : 1),
  };
}

function isWhole(text: string): boolean {
  return Number.isInteger(Number(text));
}
