// Reference roots (`var`, `each`, `path`, …), what may follow them, and where they may stand; and names that are taken.
//
// Origin: OpenTofu 1.12.6, `internal/addrs/parse_ref.go`, `internal/lang/eval.go`, `internal/configs/named_values.go`.

import { NEVER, named } from "./define.js";
import type { Availability, Lifetime, Named } from "./schema.js";

/** A place whose expressions have their own rules about references. */
export type Scope =
  /** `count`, `for_each` and `lifecycle.enabled`. */
  | "repetition"
  | "resource"
  | "data"
  | "ephemeral"
  | "precondition"
  | "postcondition"
  | "provisioner"
  | "destroy-provisioner"
  | "connection"
  | "replace-triggered-by"
  | "module-call"
  | "provider"
  | "import"
  | "locals"
  | "output"
  | "validation"
  | "check"
  /** Module sources and versions, backends, encryption, `for_each` of providers. */
  | "early"
  | "encryption"
  | "test-assert"
  | "test-variables";

export interface RootAttribute extends Lifetime {
  readonly doc: string;
  readonly type: string;
}

export interface ReferenceRoot extends Lifetime {
  /** How a reference looks, with capitals for what the module decides. */
  readonly shape: string;
  readonly doc: string;
  /** How many names must follow the root at least. */
  readonly minimumSteps: number;
  /** All names that may follow, where the list is closed. */
  readonly attributes?: Named<RootAttribute>;
  /** The scopes that have it; undefined: every scope except `early` ones without it in `earlyRoots`. */
  readonly scopes?: readonly Scope[];
  /** What the enclosing block must have for it: `count` or `for_each`. */
  readonly needs?: "count" | "for_each";
  /** The names after it are decided by the module and resolved in its tables. */
  readonly target?: "variable" | "local" | "module" | "resource" | "data" | "ephemeral";
}

const workspace: RootAttribute = { type: "string", doc: "The name of the selected workspace." };

const applying: RootAttribute = {
  type: "bool",
  doc: "Whether an apply is running. Ephemeral, so only places that store nothing may use it.",
  since: { opentofu: "1.11", terraform: "1.10" },
};

const oldWorkspace: RootAttribute = {
  type: "string",
  doc: "The old name of `workspace`.",
  removed: { message: "It is called `terraform.workspace` now.", replacement: "workspace" },
};

const withInstances: readonly Scope[] = [
  "resource",
  "data",
  "ephemeral",
  "precondition",
  "postcondition",
  "provisioner",
  "destroy-provisioner",
  "connection",
  "replace-triggered-by",
  "module-call",
];

export const referenceRoots: Named<ReferenceRoot> = named({
  var: { shape: "var.NAME", minimumSteps: 1, target: "variable", doc: "The value of an input variable." },
  local: {
    shape: "local.NAME",
    minimumSteps: 1,
    target: "local",
    doc: "The value of an expression named in `locals`.",
  },
  module: {
    shape: "module.NAME.OUTPUT",
    minimumSteps: 1,
    target: "module",
    doc: "An output of a called module. Where the call has `count` or `for_each`, an instance key follows the name.",
  },
  data: { shape: "data.TYPE.NAME.ATTRIBUTE", minimumSteps: 2, target: "data", doc: "What a data source has read." },
  ephemeral: {
    shape: "ephemeral.TYPE.NAME.ATTRIBUTE",
    minimumSteps: 2,
    target: "ephemeral",
    doc: "An ephemeral resource. Only places that store nothing may use it.",
    since: { opentofu: "1.11", terraform: "1.10" },
  },
  resource: {
    shape: "resource.TYPE.NAME.ATTRIBUTE",
    minimumSteps: 2,
    target: "resource",
    doc: "A managed resource, with the word in front that is usually left out. Needed where its type has the name of another root.",
  },
  path: {
    shape: "path.DIRECTORY",
    minimumSteps: 1,
    doc: "A directory, as a path.",
    attributes: named({
      module: { type: "string", doc: "The directory of the module in which the expression stands." },
      root: { type: "string", doc: "The directory of the root module." },
      cwd: { type: "string", doc: "The directory in which OpenTofu was started, before `-chdir`." },
    }),
  },
  terraform: {
    shape: "terraform.NAME",
    minimumSteps: 1,
    doc: "Facts about the run.",
    attributes: named({ workspace, applying, env: oldWorkspace }),
  },
  tofu: {
    shape: "tofu.NAME",
    minimumSteps: 1,
    doc: "Facts about the run; the same as `terraform`, by OpenTofu's own name.",
    since: { opentofu: "1.9", terraform: NEVER },
    attributes: named({ workspace, applying }),
  },
  count: {
    shape: "count.index",
    minimumSteps: 1,
    doc: "The instance, in a block with `count`.",
    needs: "count",
    scopes: withInstances,
    attributes: named({ index: { type: "number", doc: "The number of the instance, from 0." } }),
  },
  each: {
    shape: "each.NAME",
    minimumSteps: 1,
    doc: "The instance, in a block with `for_each`.",
    needs: "for_each",
    scopes: [...withInstances, "provider", "import"],
    attributes: named({
      key: { type: "any", doc: "The key of the element for which the instance is; in a set, the element." },
      value: { type: "any", doc: "The element for which the instance is. Not available in `replace_triggered_by`." },
    }),
  },
  self: {
    shape: "self.ATTRIBUTE",
    minimumSteps: 1,
    doc: "The resource instance itself.",
    scopes: ["postcondition", "provisioner", "destroy-provisioner", "connection"],
  },
  run: {
    shape: "run.NAME.OUTPUT",
    minimumSteps: 1,
    doc: "An output of an earlier step of the test.",
    scopes: ["test-assert", "test-variables"],
  },
  output: {
    shape: "output.NAME",
    minimumSteps: 1,
    doc: "An output of the module under test.",
    scopes: ["test-assert"],
  },
  check: {
    shape: "check.NAME",
    minimumSteps: 1,
    doc: "A check of the module under test, in `expect_failures`.",
    scopes: ["test-assert"],
  },
  key_provider: {
    shape: "key_provider.TYPE.NAME",
    minimumSteps: 2,
    doc: "A key provider of the same `encryption` block.",
    scopes: ["encryption"],
  },
  method: {
    shape: "method.TYPE.NAME",
    minimumSteps: 2,
    doc: "A method of the same `encryption` block.",
    scopes: ["encryption"],
  },
});

/** Roots that can be evaluated before anything is planned, which module sources, backends and encryption need. */
export const earlyRoots: ReadonlySet<string> = new Set(["var", "local", "path", "terraform", "tofu"]);

/** All that a provisioner that runs on destroying, and its connection, may refer to. */
export const destroyTimeRoots: ReadonlySet<string> = new Set(["self", "count", "each", "path", "terraform", "tofu"]);

/** Names kept free by OpenTofu. A resource type of this name is written with `resource.` in front. */
export const reservedRoots: ReadonlySet<string> = new Set(["template", "lazy", "arg"]);

/** Names that an input variable may not have, since they are arguments of `module` blocks. */
export const reservedVariableNames: ReadonlySet<string> = new Set([
  "source",
  "version",
  "providers",
  "count",
  "for_each",
  "lifecycle",
  "depends_on",
  "locals",
  "provider",
  "_",
]);

/** Function namespaces. */
export const functionNamespaces: Named<{ readonly doc: string; readonly since: Availability }> = named({
  core: {
    doc: "OpenTofu's own functions, also where another one has the same name.",
    since: { opentofu: "1.7", terraform: "1.8" },
  },
  provider: {
    doc: "Functions of a provider: `provider::NAME::FUNCTION`, or `provider::NAME::ALIAS::FUNCTION` for one of its configurations.",
    since: { opentofu: "1.7", terraform: "1.8" },
  },
});

/** Whether a scope has a root at all. `needs` and `since` are still to be looked at. */
export function isInScope(root: string, scope: Scope): boolean {
  const known = referenceRoots[root];
  if (scope === "early" || scope === "encryption") {
    return earlyRoots.has(root) || (known?.scopes?.includes(scope) ?? false);
  }
  if (scope === "destroy-provisioner") return destroyTimeRoots.has(root);
  return known?.scopes === undefined || known.scopes.includes(scope);
}
