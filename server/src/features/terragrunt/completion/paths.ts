// Paths in Terragrunt's strings: units to depend on, files to include and read, modules, sources of components.

import type { TextRange } from "../../../base/range.js";
import { directoryOf, nameOf, relativePath } from "../../../model/uri.js";
import type { FunctionCallExpr } from "../../../syntax/ast.js";
import type { ValuePlace } from "../../completion/context.js";
import type { CompletionItem, Rank } from "../../completion/item.js";
import type { TerragruntRequest } from "./complete.js";

/** More than these nobody reads; those nearby come first. */
const mostPaths = 300;

/** The paths that may be meant in a string. */
export function pathItems(request: TerragruntRequest, range: TextRange, where: ValuePlace): readonly CompletionItem[] {
  const call = where.nodes.findLast((node): node is FunctionCallExpr => node.kind === "FunctionCallExpr");
  if (call) return ofCall(request, call, range);
  const name = where.attribute?.name.name;
  const block = where.blocks[where.blocks.length - 1]?.type.name;
  if (name === "config_path" || (name === "paths" && block === "dependencies")) return units(request, range);
  if (name === "path" && block === "include") return configurationFiles(request, range);
  if (name === "source" && block === "terraform") return modules(request, range);
  if (name === "source" && (block === "unit" || block === "stack")) return sources(request, block, range);
  return [];
}

function ofCall(request: TerragruntRequest, call: FunctionCallExpr, range: TextRange): readonly CompletionItem[] {
  if (call.args[0] && call.args[0].range.start > range.start) return [];
  switch (call.name) {
    case "find_in_parent_folders":
      return parentNames(request, range);
    case "read_terragrunt_config":
      return configurationFiles(request, range);
    default:
      return [];
  }
}

/** The names of configuration files in the folders above. */
function parentNames({ snapshot, entry, place }: TerragruntRequest, range: TextRange): CompletionItem[] {
  const names = new Set<string>();
  const start = place.unit?.directory ?? entry.directory;
  for (let at = directoryOf(start); at.includes("/"); at = directoryOf(at)) {
    const files = snapshot.directories.get(at)?.files.values() ?? [];
    for (const { name, uri } of files) {
      if (name.endsWith(".hcl") && name !== ".terraform.lock.hcl" && uri !== entry.uri) names.add(name);
    }
    if (directoryOf(at) === at) break;
  }
  return [...names].map((name) => item(name, range, name === "root.hcl" ? 1 : 2, "above"));
}

function units({ place }: TerragruntRequest, range: TextRange): CompletionItem[] {
  const from = place.view?.context.directory ?? directoryOf(place.uri);
  const directories = [...place.workspace.unitDirectories, ...place.workspace.generatedUnits.keys()];
  return nearest(
    from,
    directories.filter((each) => each !== from),
  ).map(([path, rank]) => item(path, range, rank, "unit"));
}

function configurationFiles({ snapshot, entry, place }: TerragruntRequest, range: TextRange): CompletionItem[] {
  const from = place.view?.context.directory ?? entry.directory;
  const files: string[] = [];
  for (const directory of snapshot.directories.values()) {
    for (const { uri, type, name } of directory.files.values()) {
      const isConfiguration = type?.kind === "hcl" || type?.kind === "terragrunt-include";
      if (isConfiguration && name !== ".terraform.lock.hcl" && uri !== entry.uri) files.push(uri);
    }
  }
  return nearest(from, files).map(([path, rank]) => item(path, range, rank, "file"));
}

function modules({ snapshot, place }: TerragruntRequest, range: TextRange): CompletionItem[] {
  const from = place.view?.context.directory ?? directoryOf(place.uri);
  const directories = [...snapshot.modules()].filter(({ files }) => files.length > 0).map(({ directory }) => directory);
  return nearest(from, directories).map(([path, rank]) => item(path, range, rank, "module"));
}

function sources({ snapshot, place }: TerragruntRequest, kind: string, range: TextRange): CompletionItem[] {
  const from = directoryOf(place.uri);
  const file = kind === "unit" ? "terragrunt.hcl" : "terragrunt.stack.hcl";
  const directories = [...snapshot.directories.values()]
    .filter((directory) => directory.files.has(`${directory.uri}/${file}`) && directory.uri !== from)
    .map(({ uri }) => uri);
  return nearest(from, directories).map(([path, rank]) => item(path, range, rank, kind));
}

/** Relative paths with how far away they are, the nearest first. */
function nearest(from: string, targets: readonly string[]): readonly (readonly [string, Rank])[] {
  return targets
    .map((target) => relativePath(from, target))
    .map((path): [string, number] => [path, path.split("/").length])
    .sort((a, b) => a[1] - b[1])
    .slice(0, mostPaths)
    .map(([path, depth]) => [path, depth < 3 ? 1 : depth < 5 ? 2 : 3]);
}

function item(path: string, range: TextRange, rank: Rank, detail: string): CompletionItem {
  return { label: path, kind: nameOf(path).includes(".hcl") ? "value" : "folder", detail, range, text: path, rank };
}
