// Where a unit's state is kept: what must not change when configuration moves.

import { entryTerm } from "./configuration.js";
import { type Json, plainTerm, type Term } from "./term.js";
import type { Unit } from "./unit.js";

export interface StateLocation {
  /** The kind of backend; undefined where it is not known. */
  readonly backend: string | undefined;
  /** The argument that tells the states of one backend apart: `key`, `prefix`, `path`, …; undefined where there is none. */
  readonly argument: string | undefined;
  /** Its value, where that is known. */
  readonly key: string | undefined;
  /** Its value as a term, with what is unknown about it. */
  readonly term: Term | undefined;
  /** All of the location as plain data: equal before and after an edit if, and only if, the state stays where it is. */
  readonly plain: Json;
}

/** By backend, the argument that differs from state to state. */
const keyArguments: Readonly<Record<string, string>> = {
  s3: "key",
  azurerm: "key",
  oss: "key",
  cos: "key",
  gcs: "prefix",
  local: "path",
  consul: "path",
  http: "address",
  kubernetes: "secret_suffix",
  pg: "schema_name",
  remote: "workspaces",
};

/** Where `remote_state` keeps a unit's state; undefined where the merged configuration has no `remote_state`. */
export function stateLocation(unit: Unit): StateLocation | undefined {
  const remote = unit.configuration.entries.get("remote_state")?.term;
  if (!remote) return undefined;
  const kind = entryTerm(remote, "backend");
  const config = entryTerm(remote, "config");
  const backend = kind?.kind === "value" ? kind.value.text : undefined;
  const argument = backend !== undefined && Object.hasOwn(keyArguments, backend) ? keyArguments[backend] : undefined;
  const term = argument === undefined || !config ? undefined : entryTerm(config, argument);
  return {
    backend,
    argument: term && argument,
    key: term?.kind === "value" ? term.value.text : undefined,
    term,
    plain: { backend: kind ? plainTerm(kind) : null, config: config ? plainTerm(config) : null },
  };
}
