// # backend-to-remote-state
//
// Writes the backends of Terragrunt units once, as `remote_state` of the file that they include.
//
// What differs between them must follow from where each unit lies: it is written with `path_relative_to_include()`, and
// the place of every unit's state is computed before and after. It is refused where one would be another.
//
// `live/app/backend.tf`:
// ```hcl
// terraform {
//   back<|>end "s3" {
//     bucket = "acme-state"
//     key    = "live/app/terraform.tfstate"
//   }
// }
// ```
// `live/app/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
// ```
// `live/db/backend.tf`:
// ```hcl
// terraform {
//   backend "s3" {
//     bucket = "acme-state"
//     key    = "live/db/terraform.tfstate"
//   }
// }
// ```
// `live/db/terragrunt.hcl`:
// ```hcl
// include "root" {
//   path = find_in_parent_folders("root.hcl")
// }
// ```
// `live/root.hcl`:
// ```hcl
// locals {
//   region = "eu-west-1"
// }
// ```
// ->
// `live/app/backend.tf`:
// ```hcl
// ```
// `live/db/backend.tf`:
// ```hcl
// ```
// `live/root.hcl`:
// ```hcl
// locals {
//   region = "eu-west-1"
// }
//
// remote_state {
//   backend = "s3"
//   generate = {
//     path      = "backend.tf"
//     if_exists = "overwrite_terragrunt"
//   }
//   config = {
//     bucket = "acme-state"
//     key    = "live/${path_relative_to_include()}/terraform.tfstate"
//   }
// }
// ```
import { touches } from "../../../base/range.js";
import { type SourceChange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import { placeArguments } from "../../../model/builtins/backends.js";
import { evaluate } from "../../../model/evaluate/evaluate.js";
import { type Json, plainTerm, termOfValue } from "../../../model/terragrunt/term.js";
import { TerragruntWorkspace as State, terragruntWorkspace } from "../../../model/terragrunt/workspace.js";
import { directoryOf, nameOf, relativePath } from "../../../model/uri.js";
import { isWhollyKnown } from "../../../model/values/value.js";
import type { WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Attribute, Block, SourceFile } from "../../../syntax/ast.js";
import { removeItem, wholeBlock } from "../../rewriting/blockEdits.js";
import { changedUnit, shownPath } from "../../terragrunt/preserved.js";
import { appendTop } from "../../terragrunt/sharedEdits.js";
import { sharingUnits, written } from "../../terragrunt/sharing.js";
import type { Refactor } from "../refactor.js";
import { uneditable } from "./hoisting.js";

const generatedFile = "backend.tf";

/** A backend of one unit, with the block around it. */
interface Backend {
  readonly directory: string;
  readonly file: SourceFile;
  readonly settings: Block;
  readonly block: Block;
  readonly config: { readonly [name: string]: Json };
}

export const backendToRemoteState: Refactor = {
  id: "backend-to-remote-state",
  title: "Write the backends of Terragrunt units once",
  kind: "refactor.move",
  inverse: "remote-state-to-backend",
  unattended: false,
  run(ctx) {
    const { snapshot, file } = ctx;
    const workspace = terragruntWorkspace(snapshot);
    const links = workspace.isUsed ? workspace.linksOf(directoryOf(file.uri)) : undefined;
    const block = ctx.path.findLast((node): node is Block => node.kind === "Block");
    if (!links || block?.type.name !== "backend" || !touches(block.header, ctx.selection.start)) return;
    for (const { uri } of links.includes) {
      const shared = uri === undefined ? undefined : snapshot.file(uri);
      if (!shared || uri === undefined) continue;
      const units = sharingUnits(snapshot, workspace, uri).map(({ directory }) => directory);
      if (units.length < 2) continue;
      const title = `Write the backends of ${units.length} units as \`remote_state\` of \`${nameOf(uri)}\``;
      const built = uneditable(workspace, uri) ?? build(snapshot, shared, units);
      if (typeof built === "string") ctx.refuse(title, block.header, built);
      else ctx.offer(title, block.header, () => built);
    }
  },
};

function build(snapshot: WorkspaceSnapshot, shared: SourceFile, units: readonly string[]): SourceChange | string {
  if (shared.body.items.some((item) => (item.kind === "Block" ? item.type.name : item.name.name) === "remote_state")) {
    return "The included file has a `remote_state` already.";
  }
  const backends: Backend[] = [];
  for (const directory of units) {
    const found = backendOf(snapshot, directory);
    if (typeof found === "string") return found;
    backends.push(found);
  }
  const [first] = backends;
  if (!first) return "There are no units.";
  const type = first.block.labels[0]?.value ?? "";
  if (backends.some(({ block }) => block.labels[0]?.value !== type)) return "The units have backends of several types.";
  const lines: string[] = [];
  for (const item of first.block.body.items) {
    if (item.kind !== "Attribute") return "A backend with blocks in it has no form in `remote_state`.";
    const text = sharedText(first, item, backends, directoryOf(shared.uri));
    if (text === undefined) return `\`${item.name.name}\` does not follow from where the units lie.`;
    lines.push(`    ${item.name.name} = ${text}`);
  }
  const change = new SourceChangeBuilder();
  appendTop(change, shared, remoteState(type, lines));
  for (const backend of backends) {
    const refusal = remove(change, backend);
    if (refusal !== undefined) return refusal;
  }
  const built = change.confirm().build();
  return changed(snapshot, built, type, backends) ?? built;
}

function remoteState(type: string, lines: readonly string[]): string {
  const width = Math.max(0, ...lines.map((line) => line.indexOf(" = ")));
  const aligned = lines.map((line) => {
    const at = line.indexOf(" = ");
    return line.slice(0, at).padEnd(width) + line.slice(at);
  });
  return [
    "remote_state {",
    `  backend = "${type}"`,
    "  generate = {",
    `    path      = "${generatedFile}"`,
    '    if_exists = "overwrite_terragrunt"',
    "  }",
    "  config = {",
    ...aligned,
    "  }",
    "}",
  ].join("\n");
}

/** The backend of a unit's own module, with constant arguments; why it cannot be had, as one sentence. */
function backendOf(snapshot: WorkspaceSnapshot, directory: string): Backend | string {
  const found: Backend[] = [];
  for (const { uri, type } of snapshot.directories.get(directory)?.files.values() ?? []) {
    const file = type?.kind === "configuration" ? snapshot.file(uri) : undefined;
    for (const settings of file?.body.items ?? []) {
      if (!file || settings.kind !== "Block" || settings.type.name !== "terraform") continue;
      for (const block of settings.body.items) {
        if (block.kind !== "Block" || block.type.name !== "backend") continue;
        const config = constants(block);
        if (!config) return `The backend of \`${nameOf(directory)}\` is computed.`;
        found.push({ directory, file, settings, block, config });
      }
    }
  }
  const [only] = found;
  return only && found.length === 1 ? only : `The unit \`${nameOf(directory)}\` has no backend of its own.`;
}

function constants(block: Block): { readonly [name: string]: Json } | undefined {
  const config: Record<string, Json> = {};
  for (const item of block.body.items) {
    if (item.kind !== "Attribute") continue;
    const { value, diagnostics } = evaluate(item.value);
    if (diagnostics.length > 0 || !isWhollyKnown(value)) return undefined;
    config[item.name.name] = plainTerm(termOfValue(value));
  }
  return config;
}

/** An argument as all units may have it; undefined where no text fits all. */
function sharedText(
  first: Backend,
  { name: { name }, value }: Attribute,
  backends: readonly Backend[],
  root: string,
): string | undefined {
  const own = first.config[name];
  const isSame = backends.every(({ config }) => JSON.stringify(config[name]) === JSON.stringify(own));
  if (isSame) return written(first.file, value);
  if (!placeArguments(first.block.labels[0]?.value ?? "").has(name) || typeof own !== "string") return undefined;
  const path = shownPath(root, first.directory);
  for (let at = own.indexOf(path); at >= 0 && path !== ""; at = own.indexOf(path, at + 1)) {
    const [before, after] = [own.slice(0, at), own.slice(at + path.length)];
    const fits = backends.every(
      ({ config, directory }) => config[name] === before + shownPath(root, directory) + after,
    );
    if (fits) return `"${quoted(before)}\${path_relative_to_include()}${quoted(after)}"`;
  }
  return undefined;
}

function quoted(text: string): string {
  return JSON.stringify(text).slice(1, -1).split("${").join("$${").split("%{").join("%%{");
}

/** Takes a backend out of its file; why that cannot be done, as one sentence. */
function remove(change: SourceChangeBuilder, { file, settings, block, directory }: Backend): string | undefined {
  const isAlone = settings.body.items.length === 1;
  const isWhole = isAlone && file.body.items.length === 1;
  if (isWhole) {
    change.operation({ kind: "delete", uri: file.uri });
    return undefined;
  }
  if (nameOf(file.uri) === generatedFile) {
    return `The \`${generatedFile}\` of \`${nameOf(directory)}\` holds more than the backend.`;
  }
  if (isAlone) change.remove(file.uri, wholeBlock(file, settings));
  else for (const edit of removeItem(file, settings, block)) change.replace(file.uri, edit.range, edit.newText);
  return undefined;
}

/** Which unit's state would be looked for elsewhere, as one sentence. */
function changed(
  snapshot: WorkspaceSnapshot,
  change: SourceChange,
  type: string,
  backends: readonly Backend[],
): string | undefined {
  const after = new State(snapshot.after(change));
  for (const { directory, config } of backends) {
    const unit = after.unit(directory);
    const state = unit?.configuration.entries.get("remote_state")?.term;
    const plain = state && plainTerm(state);
    const made = isObject(plain) ? plain : {};
    if (made.backend !== type || !isSame(made.config, config)) {
      return `The state of \`${relativePath(directoryOf(directory), directory)}\` would be looked for elsewhere.`;
    }
  }
  return changedUnit(
    snapshot,
    change,
    backends.map(({ directory }) => directory),
    ["remote_state"],
  );
}

function isSame(a: Json | undefined, b: { readonly [name: string]: Json }): boolean {
  if (!isObject(a)) return false;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => JSON.stringify(a[name]) === JSON.stringify(b[name]));
}

function isObject(json: Json | undefined): json is { readonly [name: string]: Json } {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
