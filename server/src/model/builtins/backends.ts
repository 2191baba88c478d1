// All backends by name, with those that were removed.
//
// Origin: OpenTofu 1.12.6, `internal/backend/init`. Every argument may be left out of the configuration and given with
// `-backend-config`, so `required` here is always "elsewhere".

import { azurerm, gcs, s3 } from "./backendsCloud.js";
import { consul, cos, http, kubernetes, oss, pg } from "./backendsMore.js";
import { inmem, local, remote } from "./backendsRemote.js";
import type { LabelledBody, Named } from "./schema.js";

export const backendBodies: Named<LabelledBody> = {
  local,
  remote,
  azurerm,
  consul,
  cos,
  gcs,
  http,
  inmem,
  kubernetes,
  oss,
  pg,
  s3,
};

export const removedBackends: Named<string> = {
  artifactory: "The backend `artifactory` was removed in version 1.3; `http` can speak to many such services.",
  azure: "The backend `azure` is now called `azurerm`.",
  etcd: "The backend `etcd` was removed in version 1.3.",
  etcdv3: "The backend `etcdv3` was removed in version 1.3.",
  manta: "The backend `manta` was removed in version 1.3.",
  swift: "The backend `swift` was removed in version 1.3.",
};

const anyPlace = ["key", "prefix", "workspace_key_prefix", "path", "name"];
const ownPlace: Named<readonly string[]> = {
  http: ["address", "lock_address", "unlock_address"],
  kubernetes: ["secret_suffix"],
  pg: ["schema_name"],
};
const places = new Map<string, ReadonlySet<string>>();

/** The arguments that say where in its store a backend of this type keeps a state: roots that share a store differ in them. */
export function placeArguments(type: string): ReadonlySet<string> {
  let names = places.get(type);
  if (!names) {
    names = new Set([...anyPlace, ...(ownPlace[type] ?? [])]);
    places.set(type, names);
  }
  return names;
}
