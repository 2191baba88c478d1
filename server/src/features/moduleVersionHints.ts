// Hints behind calls of registry modules: the version that is installed.

import { overlaps, type TextRange } from "../base/range.js";
import { literalString } from "../model/access.js";
import { argument } from "../model/extract.js";
import { installedModule } from "../model/installedModules.js";
import type { Module } from "../model/module.js";
import type { WorkspaceSnapshot } from "../model/workspace.js";
import type { SourceFile } from "../syntax/ast.js";
import { registryPage } from "./documentLinks.js";
import type { InlayHint } from "./inlayHints.js";

/** The hints of a range of a file; none where `version` names the installed version already. */
export function moduleVersionHints(
  snapshot: WorkspaceSnapshot,
  module: Module,
  file: SourceFile,
  range: TextRange,
): readonly InlayHint[] {
  return file.body.items.flatMap((item): InlayHint[] => {
    if (item.kind !== "Block" || item.type.name !== "module" || !overlaps(item.range, range)) return [];
    const name = item.labels[0]?.value;
    const source = argument(item.body, "source");
    const version = argument(item.body, "version");
    const installed = name === undefined ? undefined : installedModule(snapshot, module, name);
    if (!source || installed?.version === undefined) return [];
    if (version && literalString(version.value) === installed.version) return [];
    const page = registryPage(literalString(source.value) ?? "", installed.version);
    const link = page === undefined ? "" : `\n\n[Documentation](${page})`;
    const tooltip = `Version ${installed.version} is installed in \`${installed.path}\`.${link}`;
    const { end } = (version ?? source).range;
    return [{ offset: end, label: ` ${installed.version} installed`, kind: "type", tooltip, target: undefined }];
  });
}
