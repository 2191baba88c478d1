// # share-backend-configuration
//
// Writes what the backends of several root modules share into one file, which `tofu init -backend-config` is given.
//
// Each backend keeps what differs, with a comment that says which file to pass. What every backend comes to is computed
// before and after, so that the states stay where they are; each root has to be initialised once with the flag. Only
// constants go, since the file knows no values, and nested blocks stay.
//
// `app/backend.tf`:
// ```hcl
// terraform {
//   back<|>end "s3" {
//     bucket = "acme-state"
//     key    = "app/terraform.tfstate"
//     region = "eu-west-1"
//   }
// }
// ```
// `db/backend.tf`:
// ```hcl
// terraform {
//   backend "s3" {
//     bucket = "acme-state"
//     key    = "db/terraform.tfstate"
//     region = "eu-west-1"
//   }
// }
// ```
// ->
// `app/backend.tf`:
// ```hcl
// terraform {
//   backend "s3" {
//     # tofu init -backend-config=../backend.hcl
//     key = "app/terraform.tfstate"
//   }
// }
// ```
// `backend.hcl`:
// ```hcl
// # What the backends below share; `tofu init -backend-config` reads it.
//
// bucket = "acme-state"
// region = "eu-west-1"
// ```
// `db/backend.tf`:
// ```hcl
// terraform {
//   backend "s3" {
//     # tofu init -backend-config=../backend.hcl
//     key = "db/terraform.tfstate"
//   }
// }
// ```
import { touches } from "../../../base/range.js";
import { placeArguments } from "../../../model/builtins/backends.js";
import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Block } from "../../../syntax/ast.js";
import type { Refactor } from "../refactor.js";
import { areSame, backendOf, modulesWithBackend, type RootBackend, type Settings, settingsIn } from "./rootBackend.js";
import { shareBackends } from "./sharedBackend.js";

export const shareBackendConfiguration: Refactor = {
  id: "share-backend-configuration",
  title: "Write what backends share into one file for `tofu init`",
  kind: "refactor.extract",
  inverse: "inline-backend-configuration",
  unattended: false,
  run(ctx) {
    const { snapshot, module } = ctx;
    const block = ctx.path.findLast((node): node is Block => node.kind === "Block");
    if (block?.type.name !== "backend" || !touches(block.header, ctx.selection.start)) return;
    // Terragrunt initialises its units by itself, and has `remote_state` for this.
    if (terragruntWorkspace(snapshot).isUsed && terragruntWorkspace(snapshot).linksOf(module.directory)) return;
    const own = backendOf(snapshot, module);
    const backends = typeof own === "string" ? [] : alike(snapshot, own);
    if (backends.length < 2) return;
    const shared = shareBackends(snapshot, backends, ctx.product);
    if (typeof shared === "string") ctx.refuse("Write what backends share into one file", block.header, shared);
    else ctx.offer(shared.title, block.header, () => shared.change);
  },
};

/** The backends that differ from one in nothing but the place of the state, in the order of their folders. */
function alike(snapshot: WorkspaceSnapshot, own: RootBackend): readonly RootBackend[] {
  const store = storeOf(own);
  const others = [...modulesWithBackend(snapshot, own.block.labels[0]?.value ?? "")].flatMap((module) => {
    const backend = backendOf(snapshot, module);
    return typeof backend !== "string" && areSame(store, storeOf(backend)) ? [backend] : [];
  });
  return others.sort((a, b) => (a.module.directory < b.module.directory ? -1 : 1));
}

function storeOf({ file, block }: RootBackend): Settings {
  const places = placeArguments(block.labels[0]?.value ?? "");
  return new Map([...settingsIn(file, block.body)].filter(([name]) => !places.has(name)));
}
