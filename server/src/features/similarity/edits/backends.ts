// T-6: backends that differ in nothing but where the state lies. Terragrunt's units get a `remote_state`; other roots
// read what they share from a file that `tofu init` is given.

import { slice } from "../../../base/range.js";
import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { directoryOf, nameOf } from "../../../model/uri.js";
import type { SourceFile } from "../../../syntax/ast.js";
import { productOf } from "../../diagnostics.js";
import { backendOf, type RootBackend } from "../../refactors/backend/rootBackend.js";
import { shareBackends } from "../../refactors/backend/sharedBackend.js";
import type { EditContext, EditOutcome } from "./edit.js";
import { toRemoteState } from "./terragrunt.js";

/** In more roots than these a person does not see to it that all that runs `init` is given the file. */
const mostAtOnce = 20;

const writtenOut = ["hard-coded", "hard coded", "hardcoded"];

/** True for a file with a comment that says that its values are written out on purpose. */
function saysWhyWritten({ text, comments }: SourceFile): boolean {
  const said = comments.map(({ range }) => slice(text, range).toLowerCase());
  return said.some((comment) => writtenOut.some((word) => comment.includes(word)));
}

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
  if (backends.length > mostAtOnce) {
    return {
      refused: `Given a file of settings, a plain \`init\` fails in each of the ${backends.length} root modules, so that all that runs them has to name the file from then on; what writes such files for so many roots is the place to change.`,
    };
  }
  const told = backends.find(({ file }) => saysWhyWritten(file));
  if (told) {
    return {
      refused: `A comment in \`${nameOf(told.file.uri)}\` says why the values are written out there, and would be wrong without them.`,
    };
  }
  const shared = shareBackends(snapshot, backends, productOf(first.module, ctx.options));
  if (typeof shared === "string") return { refused: shared };
  return { refactor: "share-backend-configuration", title: shared.title, build: () => shared.change };
}
