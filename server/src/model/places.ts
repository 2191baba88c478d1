// Where a traversal stands decides what it means: an expression, an address, a provider, a type, a keyword.
//
// Source: the schemas of OpenTofu 1.12 (`internal/configs`), which decode these arguments without evaluating them.

/** What an argument's value is read as. */
export type Place =
  | "expression"
  | "depends_on"
  | "replace_triggered_by"
  | "ignore_changes"
  | "provider"
  | "providers"
  | "moved.from"
  | "moved.to"
  | "removed.from"
  | "import.to"
  | "target"
  | "expect_failures"
  | "encryption"
  | "type"
  | "keyword";

const places: Readonly<Record<string, Place>> = {
  "variable.type": "type",
  "resource.provider": "provider",
  "data.provider": "provider",
  "ephemeral.provider": "provider",
  "import.provider": "provider",
  "module.providers": "providers",
  "run.providers": "providers",
  "resource.depends_on": "depends_on",
  "data.depends_on": "depends_on",
  "ephemeral.depends_on": "depends_on",
  "module.depends_on": "depends_on",
  "output.depends_on": "depends_on",
  "resource.lifecycle.ignore_changes": "ignore_changes",
  "resource.lifecycle.replace_triggered_by": "replace_triggered_by",
  "resource.provisioner.when": "keyword",
  "resource.provisioner.on_failure": "keyword",
  "removed.provisioner.when": "keyword",
  "removed.provisioner.on_failure": "keyword",
  "moved.from": "moved.from",
  "moved.to": "moved.to",
  "removed.from": "removed.from",
  "import.to": "import.to",
  "language.edition": "keyword",
  "language.experiments": "keyword",
  "terraform.experiments": "keyword",
  "terraform.language": "keyword",
  "run.command": "keyword",
  "run.plan_options.mode": "keyword",
  "run.plan_options.target": "target",
  "run.plan_options.replace": "target",
  "run.expect_failures": "expect_failures",
  "run.override_resource.target": "target",
  "run.override_data.target": "target",
  "run.override_module.target": "target",
  "override_resource.target": "target",
  "override_data.target": "target",
  "override_module.target": "target",
  "mock_provider.override_resource.target": "target",
  "mock_provider.override_data.target": "target",
};

/**
 * What the argument `name` of the block at `path` (block types from the root, `["resource", "lifecycle"]`) is read as.
 * A block nested in `check` is read as at the root; an argument not known here is an expression.
 */
export function placeOf(path: readonly string[], name: string): Place {
  const from = path[0] === "check" && path.length > 1 ? 1 : 0;
  const rest = from === 0 ? path : path.slice(1);
  if (rest[0] === "terraform" && rest[1] === "encryption") return "encryption";
  if (rest.length > 0 && rest[rest.length - 1] === "dynamic" && name === "iterator") return "keyword";
  return places[`${rest.join(".")}.${name}`] ?? "expression";
}

/** True where the value names an address instead of being evaluated. */
export function isAddressPlace(place: Place): boolean {
  switch (place) {
    case "moved.from":
    case "moved.to":
    case "removed.from":
    case "import.to":
    case "target":
    case "expect_failures":
      return true;
    default:
      return false;
  }
}
