// T-6: backends that differ in nothing but where the state lies. Terragrunt's units get a `remote_state`; other roots
// read what they share from a file that `tofu init` is given.

import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { directoryOf } from "../../../model/uri.js";
import { productOf } from "../../diagnostics.js";
import { backendOf, type RootBackend } from "../../refactors/backend/rootBackend.js";
import { shareBackends } from "../../refactors/backend/sharedBackend.js";
import type { EditContext, EditOutcome } from "./edit.js";
import { toRemoteState } from "./terragrunt.js";

export function toSharedBackend(ctx: EditContext): EditOutcome {
  const { snapshot, suggestion } = ctx;
  const workspace = terragruntWorkspace(snapshot);
  const isOfUnit = suggestion.sites.some(({ uri }) => workspace.linksOf(directoryOf(uri)) !== undefined);
  if (workspace.isUsed && isOfUnit) return toRemoteState(ctx);
  const backends: RootBackend[] = [];
  for (const { uri } of suggestion.sites) {
    const module = snapshot.moduleOf(uri);
    const backend = module && backendOf(snapshot, module);
    if (typeof backend !== "object") return { refused: backend ?? "The edit does not apply here." };
    backends.push(backend);
  }
  const [first] = backends;
  if (!first) return { refused: "The edit does not apply here." };
  const shared = shareBackends(snapshot, backends, productOf(first.module, ctx.options));
  if (typeof shared === "string") return { refused: shared };
  return { refactor: "share-backend-configuration", title: shared.title, build: () => shared.change };
}
