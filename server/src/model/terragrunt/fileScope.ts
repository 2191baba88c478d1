// What an expression of a Terragrunt file can refer to.

import type { ScopeTraversalExpr } from "../../syntax/ast.js";
import { terragruntRoots } from "../builtins/terragrunt/references.js";
import { type Diagnostics, evaluationError } from "../evaluate/diagnostic.js";
import type { FunctionTable, Lookup, Scope } from "../evaluate/scope.js";
import type { FileAccess } from "../functions/implementation.js";
import { dynamicValue, type Value } from "../values/value.js";
import type { FileView } from "./fileView.js";

/** What `each` and `count` stand for inside a block that is repeated. */
export interface Repetition {
  readonly each?: Value;
  readonly count?: Value;
}

const roots = Object.keys(terragruntRoots).sort();

export class FileScope implements Scope {
  readonly roots = roots;
  readonly #view: FileView;
  readonly #repetition: Repetition | undefined;

  constructor(view: FileView, repetition: Repetition | undefined) {
    this.#view = view;
    this.#repetition = repetition;
  }

  get functions(): FunctionTable {
    return this.#view.functions;
  }

  /** Files of the workspace. What stacks generate is not known. */
  get files(): FileAccess {
    return {
      read: (path) => {
        const text = this.#view.textAt(this.#view.fileUri(path));
        return text === undefined || text === "missing" ? text : new TextEncoder().encode(text);
      },
      list: (path, deep) => this.#view.filesIn(this.#view.fileUri(path), deep),
    };
  }

  lookup(traversal: ScopeTraversalExpr): Lookup | undefined {
    const first = nameAt(traversal, 0);
    switch (traversal.root.name) {
      case "local":
        if (first === undefined) return { value: this.#view.locals(), consumed: 0 };
        return this.#local(this.#view, traversal, 0);
      case "include":
        return this.#include(traversal);
      case "dependency":
        return first === undefined ? unknown(traversal) : this.#dependency(traversal, first);
      case "feature":
        return this.#feature(traversal, first);
      case "values":
        return { value: this.#view.values() ?? dynamicValue, consumed: 0 };
      case "unit":
      case "stack":
        return this.#component(traversal, traversal.root.name, first);
      case "each":
        return { value: this.#repetition?.each ?? dynamicValue, consumed: 0 };
      case "count":
        return { value: this.#repetition?.count ?? dynamicValue, consumed: 0 };
      default:
        return undefined;
    }
  }

  /** The local value that is named at a step. */
  #local(view: FileView, traversal: ScopeTraversalExpr, at: number): Lookup {
    const name = nameAt(traversal, at);
    if (name === undefined) return { value: view.locals(), consumed: at };
    const local = view.local(name);
    if (local) return { value: local.value, consumed: at + 1 };
    return view.isWhole ? missing(traversal, at, name) : unknown(traversal);
  }

  #include(traversal: ScopeTraversalExpr): Lookup {
    const { includes } = this.#view;
    const isBare = includes.length === 1 && includes[0]?.label === "";
    const label = isBare ? "" : nameAt(traversal, 0);
    const at = isBare ? 0 : 1;
    if (label === undefined) return unknown(traversal);
    const include = includes.find((candidate) => candidate.label === label);
    if (!include) {
      const isKnown = this.#view.isWhole && this.#view.context.role !== "include";
      return isKnown ? missing(traversal, 0, label) : unknown(traversal);
    }
    const view = this.#view.includeView(label);
    const field = nameAt(traversal, at);
    if (!view || field === undefined || include.expose !== true) return unknown(traversal);
    if (field === "locals") return this.#local(view, traversal, at + 1);
    const value = this.#view.host.configField(view, field);
    if (value) return { value, consumed: at + 1 };
    return view.isWhole ? missing(traversal, at, field) : unknown(traversal);
  }

  #dependency(traversal: ScopeTraversalExpr, label: string): Lookup {
    const value = this.#view.host.dependency(this.#view, label);
    if (value) return { value, consumed: 1 };
    const isKnown = this.#view.isWhole && this.#view.context.role === "unit" && hasAllIncludes(this.#view);
    return isKnown ? missing(traversal, 0, label) : unknown(traversal);
  }

  /** A flag's value may be given from outside; only its type is known. */
  #feature(traversal: ScopeTraversalExpr, name: string | undefined): Lookup {
    if (name === undefined || nameAt(traversal, 1) !== "value") return unknown(traversal);
    const value = this.#view.host.configField(this.#view, `feature.${name}`);
    return value ? { value, consumed: 2 } : unknown(traversal);
  }

  #component(traversal: ScopeTraversalExpr, kind: "unit" | "stack", name: string | undefined): Lookup {
    if (name === undefined || nameAt(traversal, 1) !== "path") return unknown(traversal);
    const value = this.#view.host.componentPath(this.#view, kind, name);
    return value ? { value, consumed: 2 } : unknown(traversal);
  }
}

/** True where all files that a view includes are known and understood. */
export function hasAllIncludes(view: FileView): boolean {
  return view.includes.every(({ label }) => view.includeView(label)?.isWhole === true);
}

/** The name that a step gives: `.name` or `["name"]`. */
export function nameAt(traversal: ScopeTraversalExpr, index: number): string | undefined {
  const step = traversal.steps[index];
  if (step?.kind === "AttrStep") return step.name;
  return step?.kind === "IndexStep" && step.key.type === "string" ? step.key.value : undefined;
}

function unknown(traversal: ScopeTraversalExpr): Lookup {
  return { value: dynamicValue, consumed: traversal.steps.length };
}

function missing(traversal: ScopeTraversalExpr, at: number, name: string): Lookup {
  const range = traversal.steps[at]?.range ?? traversal.range;
  const detail = `This object does not have an attribute named "${name}".`;
  const diagnostics: Diagnostics = [
    evaluationError("unsupported-attribute", "Unsupported attribute", detail, range, { name }),
  ];
  return { value: dynamicValue, consumed: traversal.steps.length, diagnostics };
}
