// A provider's configuration, or what modules require, that stands alike beside units among other blocks: taken out of
// their files and generated.

import { type SourceChange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import { literalString } from "../../../model/access.js";
import { argument } from "../../../model/extract.js";
import { terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { directoryOf, nameOf } from "../../../model/uri.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Block, SourceFile } from "../../../syntax/ast.js";
import { quoted } from "../../rewriting/addressPath.js";
import { surroundings, wholeBlock } from "../../rewriting/blockEdits.js";
import { toIdentifier } from "../../rewriting/identifier.js";
import { shownPath } from "../../terragrunt/preserved.js";
import { saysTheSame, written } from "../../terragrunt/sharing.js";
import { addGenerate, differingFile } from "./generatedContents.js";

/** A block of one of the files beside a unit. */
interface Placed {
  readonly file: SourceFile;
  readonly block: Block;
}

export interface GeneratedBlock {
  readonly change: SourceChange;
  /** How many units it is generated for. */
  readonly units: number;
}

/** True for a block that can be generated alone: one that says nothing of where a module's state is kept. */
export function canBeGenerated({ type, body }: Block): boolean {
  if (type.name === "provider") return true;
  const inner = body.items.map((item) => (item.kind === "Block" ? item.type.name : item.name.name));
  return type.name === "terraform" && inner.length > 0 && inner.every((name) => requirements.has(name));
}

const requirements: ReadonlySet<string> = new Set(["required_version", "required_providers"]);

/** What a block is called in a title. */
export function nameOfBlock({ type, labels }: Block): string {
  return [type.name, ...labels.map(({ value }) => quoted(value))].join(" ");
}

/**
 * Lets `shared` generate one of these blocks under a name that no unit has, for all units that include it; why it
 * cannot, as one sentence. What OpenTofu is run on is the same blocks before and after, in other files; a few units that
 * do not have it are left out by name.
 */
export function generatedBlock(
  snapshot: WorkspaceSnapshot,
  { file, block }: Placed,
  shared: SourceFile,
  units: readonly string[],
): GeneratedBlock | string {
  const isProvider = block.type.name === "provider";
  const label = isProvider ? `${toIdentifier(block.labels[0]?.value ?? "", "this")}_provider` : "versions";
  const path = `generated_${label}.tf`;
  const contents = [...surroundings(file, block).leading, written(file, block), ""].join("\n");
  const change = new SourceChangeBuilder();
  const apart: string[] = [];
  let reason = "";
  for (const directory of units) {
    const own = configurationsOf(snapshot, directory, block);
    const [same, ...others] = own;
    if (!same || others.length > 0 || !saysTheSame(same.block, block)) {
      reason ||= same
        ? `The unit \`${nameOf(directory)}\` configures the provider \`${block.labels[0]?.value}\` in another way.`
        : `The unit \`${nameOf(directory)}\` has no such \`${nameOfBlock(block)}\` block, and would get one.`;
      apart.push(directory);
      continue;
    }
    const taken = snapshot.entry(`${directory}/${path}`) ?? inModule(snapshot, directory, path);
    if (taken) return `The unit \`${nameOf(directory)}\` has a \`${path}\` already.`;
    if (same.file.body.items.length > 1) change.remove(same.file.uri, wholeBlock(same.file, same.block));
    // Of a module that is downloaded, a file of this name might come to light.
    else if (hidesNothing(snapshot, directory, same.file)) change.operation({ kind: "delete", uri: same.file.uri });
    else return `In the unit \`${nameOf(directory)}\`, nothing would be left of \`${nameOf(same.file.uri)}\`.`;
  }
  if (apart.length > mostApart || apart.length * fewestForOne > units.length) return reason;
  const names = apart.map((directory) => shownPath(directoryOf(shared.uri), directory));
  const disable =
    names.length === 0 ? undefined : `contains([${names.map(quoted).join(", ")}], path_relative_to_include())`;
  addGenerate(change, shared, { label, path, contents, disable });
  const built = change.confirm().build();
  const wanted = { label, contents, name: path, apart: new Set(apart) };
  return differingFile(snapshot, built, units, wanted) ?? { change: built, units: units.length - apart.length };
}

/** So many units may be left out by name, and one of so many. */
const mostApart = 3;
const fewestForOne = 10;

/** The blocks beside a unit that are the same one to OpenTofu: configurations of one provider and alias, or equal ones. */
function configurationsOf(snapshot: WorkspaceSnapshot, directory: string, block: Block): readonly Placed[] {
  const found: Placed[] = [];
  for (const { uri, type } of snapshot.directories.get(directory)?.files.values() ?? []) {
    const file = type?.kind === "configuration" ? snapshot.file(uri) : undefined;
    for (const item of file?.body.items ?? []) {
      if (!file || item.kind !== "Block" || item.type.name !== block.type.name) continue;
      const isSame =
        block.type.name === "provider"
          ? item.labels[0]?.value === block.labels[0]?.value && aliasOf(item) === aliasOf(block)
          : saysTheSame(item, block);
      if (isSame) found.push({ file, block: item });
    }
  }
  return found;
}

function aliasOf({ body }: Block): string | undefined {
  const alias = argument(body, "alias");
  return alias && literalString(alias.value);
}

function inModule(snapshot: WorkspaceSnapshot, directory: string, name: string) {
  const module = terragruntWorkspace(snapshot).unit(directory)?.source.directory;
  return module === undefined ? undefined : snapshot.entry(`${module}/${name}`);
}

/** Whether the unit's module is known, and has no file of the name that stands beside the unit. */
function hidesNothing(snapshot: WorkspaceSnapshot, directory: string, { uri }: SourceFile): boolean {
  const source = terragruntWorkspace(snapshot).unit(directory)?.source;
  if (source?.kind === "none") return true;
  return source?.directory !== undefined && !snapshot.entry(`${source.directory}/${nameOf(uri)}`);
}
