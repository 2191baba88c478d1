// M-1 for units: one version for the units of an environment, in the nearest file that they and no others read.
//
// Versions are promoted from one environment to the next, so that no version is ever shared between environments.

import { SourceChangeBuilder } from "../../../base/sourceChange.js";
import { rootsFor } from "../../../model/builtins/terragrunt/references.js";
import { argument } from "../../../model/extract.js";
import type { FileView } from "../../../model/terragrunt/fileView.js";
import type { Unit } from "../../../model/terragrunt/unit.js";
import { type TerragruntWorkspace, terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { directoryOf, nameOf } from "../../../model/uri.js";
import type { Block, SourceFile } from "../../../syntax/ast.js";
import { quoted } from "../../rewriting/addressPath.js";
import { toIdentifier } from "../../rewriting/identifier.js";
import { changedUnit, concernedUnits, shownPath } from "../../terragrunt/preserved.js";
import { addLocalsTo, exposeInclude } from "../../terragrunt/sharedEdits.js";
import { blockIn, localIn } from "../../terragrunt/sharing.js";
import { environmentOf } from "../environmentNames.js";
import { type PinnedSource, pinnedSource } from "../pinnedSource.js";
import { sourceAndRef } from "../sourceAddress.js";
import { commonDirectory, grouped } from "../suggestion.js";
import type { EditContext, EditOutcome } from "./edit.js";
import { generatedWith } from "./terragrunt.js";

/** A unit with the version in its `source`. */
interface PinnedUnit {
  readonly unit: Unit;
  readonly file: SourceFile;
  readonly source: PinnedSource;
  /** The address of what is pinned, evaluated, without the module's path in it. */
  readonly repository: string;
}

export function toUnitVersion(ctx: EditContext): EditOutcome {
  const outcome = versionPerEnvironment(ctx);
  const generated = "refused" in outcome ? generatedWith(ctx) : undefined;
  if (!("refused" in outcome) || generated === undefined) return outcome;
  return { refused: `${outcome.refused} ${generated}: there the versions of an environment stand together.` };
}

function versionPerEnvironment({ snapshot, suggestion }: EditContext): EditOutcome {
  const { length } = suggestion.sites;
  if (length > mostCompared) return { refused: `The ${length} units are too many to compare before and after.` };
  const workspace = terragruntWorkspace(snapshot);
  const pinned = suggestion.sites.flatMap(({ uri }) => pinnedUnit(workspace, uri) ?? []);
  if (pinned.length < 2) return { refused: "What the units run is known only when Terragrunt runs." };
  const common = commonDirectory(pinned.map(({ unit }) => unit.directory));
  const environment = ({ directory }: Unit) => environmentOf(directory);
  const change = new SourceChangeBuilder();
  const targets: string[] = [];
  let refusal = "Each environment has one unit of the module, so that its version stands there once.";
  for (const group of grouped(pinned, ({ unit, repository }) => `${environment(unit)} ${repository}`)) {
    const [first] = group;
    if (!first || group.length < 2) continue;
    const versions = new Set(group.map(({ source }) => source.ref));
    if (versions.size > 1) {
      refusal = "The versions differ within an environment, and which of them is meant is a person's to say.";
      continue;
    }
    const isOwn = (directory: string) => environmentOf(directory) === environment(first.unit);
    const found = targetOf(workspace, group, isOwn);
    if (!found) {
      refusal =
        "The units of an environment include or read no file of their own, and one version for several environments would be promoted in all of them at once.";
      continue;
    }
    const alone = new SourceChangeBuilder();
    write(alone, group, found);
    const built = alone.build();
    const changed = changedUnit(snapshot, built, concernedUnits(workspace, built.edits.keys()));
    if (changed === undefined && change.editsOf(found.file.uri).length === 0) {
      write(change, group, found);
      targets.push(`\`${shownPath(common, found.file.uri)}\``);
    } else if (changed !== undefined) {
      refusal = `With the version in \`${nameOf(found.file.uri)}\`, the nearest file that the units read, ${lowered(changed)}`;
    }
  }
  if (targets.length === 0) return { refused: refusal };
  return {
    refactor: "share-unit-version",
    title: `Write the version once per environment, in ${targets.join(" and ")}`,
    build: () => change.confirm().build(),
  };
}

/** More units than these are not compared before and after. */
const mostCompared = 150;

/** A sentence behind a colon. */
function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

function pinnedUnit(workspace: TerragruntWorkspace, uri: string): PinnedUnit | undefined {
  const unit = workspace.unitOf(uri);
  const file = workspace.snapshot.file(uri);
  const block = file && blockIn(file, "terraform");
  const source = block && argument(block.body, "source");
  const found = file && source && pinnedSource(file, source.value);
  const text = unit?.source.text;
  if (!unit || !file || !found || text === undefined) return undefined;
  return { unit, file, source: found, repository: repositoryOf(sourceAndRef(text).base) };
}

/** An address without the module's path in the repository: what stands before `//`, which also ends a scheme. */
function repositoryOf(address: string): string {
  const scheme = address.indexOf("://");
  const from = scheme < 0 ? 0 : scheme + "://".length;
  const inner = address.indexOf("//", from);
  return inner < 0 ? address : address.slice(0, inner);
}

/** A file that can hold the version, with how each unit reads its local values. */
interface Target {
  readonly file: SourceFile;
  readonly reads: ReadonlyMap<string, Read>;
}

interface Read {
  /** `local.env.locals` or `include.root.locals`. */
  readonly prefix: string;
  /** The unit's include that must be exposed for it. */
  readonly include?: Block;
}

/** The nearest file that all units of a group include or read, and nobody else than the units of their environment. */
function targetOf(
  workspace: TerragruntWorkspace,
  group: readonly PinnedUnit[],
  isOwn: (directory: string) => boolean,
): Target | undefined {
  const reads = group.map((each) => readable(each));
  const uris = [...(reads[0]?.keys() ?? [])].filter((uri) => reads.every((read) => read.has(uri)));
  const fitting = uris.flatMap((uri): Target[] => {
    const users = [...workspace.includedBy(uri), ...workspace.readBy(uri)];
    const file = workspace.snapshot.file(uri);
    if (!file || uri.endsWith(".json") || workspace.isGenerated(uri) || !users.every(isOwn)) return [];
    const known = group.flatMap(({ unit }, i) => {
      const read = reads[i]?.get(uri);
      return read ? [[unit.directory, read] as const] : [];
    });
    return [{ file, reads: new Map(known) }];
  });
  return fitting.sort((a, b) => directoryOf(b.file.uri).length - directoryOf(a.file.uri).length)[0];
}

/** The files whose local values a unit's `source` can read. */
function readable({ unit, file }: PinnedUnit): ReadonlyMap<string, Read> {
  const found = new Map<string, Read>();
  if (!rootsFor("terraform").includes("include")) return found;
  for (const [uri, name] of readBy(unit.view)) found.set(uri, { prefix: `local.${name}.locals` });
  for (const { uri, label, item } of unit.includes) {
    const include = file.body.items[item];
    const view = uri === undefined ? undefined : unit.viewOf(uri);
    if (uri === undefined || !view || include?.kind !== "Block") continue;
    const prefix = label === "" ? "include.locals" : `include.${label}.locals`;
    if (!found.has(uri)) found.set(uri, { prefix, include });
    for (const [read, name] of readBy(view)) {
      if (!found.has(read)) found.set(read, { prefix: `${prefix}.${name}.locals`, include });
    }
  }
  return found;
}

/** The files that a file's local values read as a whole, with the names of these. */
function readBy(view: FileView): readonly (readonly [string, string])[] {
  return view.facts.locals.flatMap(({ name }) => {
    const call = view.localAttribute(name)?.value;
    if (call?.kind !== "FunctionCallExpr" || call.name !== "read_terragrunt_config" || !call.args[0]) return [];
    const { value: path } = view.evaluate(call.args[0]);
    const uri = path.type.kind === "string" && path.hasContent ? view.read(path.text)?.uri : undefined;
    return uri === undefined ? [] : [[uri, name] as const];
  });
}

function write(change: SourceChangeBuilder, group: readonly PinnedUnit[], { file, reads }: Target): void {
  const [first] = group;
  if (!first) return;
  const wanted = `${moduleName(first.repository)}_version`;
  let name = wanted;
  for (let i = 2; localIn(file, name); i++) name = `${wanted}_${i}`;
  addLocalsTo(change, file, [{ name, value: quoted(first.source.ref) }]);
  for (const each of group) {
    const read = reads.get(each.unit.directory);
    if (!read) continue;
    change.replace(each.file.uri, each.source.range, `\${${read.prefix}.${name}}`);
    if (read.include) exposeInclude(change, each.file, read.include);
  }
}

/** What a module's repository is called in a name: without what says that it holds modules for a provider. */
function moduleName(repository: string): string {
  const last = repository.split("/").at(-1) ?? "";
  const words = (last.endsWith(".git") ? last.slice(0, -".git".length) : last).split("-");
  const own = words[0] === "terraform" && words.length > 2 ? words.slice(2) : words;
  return toIdentifier(own.join("_"), "module");
}
