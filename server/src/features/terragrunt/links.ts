// What the paths of a Terragrunt file lead to: included files, units, modules, and files that functions read.

import { overlaps, type TextRange } from "../../base/range.js";
import { fileReaders } from "../../model/builtins/fileReaders.js";
import type { Module } from "../../model/module.js";
import type { TerragruntBlockFact, WrittenPath } from "../../model/terragrunt/facts.js";
import type { ResolvedPath } from "../../model/terragrunt/fileView.js";
import { uriAt } from "../../model/terragrunt/paths.js";
import { localPath } from "../../model/terragrunt/unitSource.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Expression, SourceFile } from "../../syntax/ast.js";
import { walk } from "../../syntax/visit.js";
import type { DocumentLink } from "../documentLinks.js";
import { type TerragruntPlace, terragruntPlace } from "./place.js";

/** The links of a Terragrunt file, in the order of the text; only to files that the workspace has. */
export function terragruntLinks(snapshot: WorkspaceSnapshot, uri: string): readonly DocumentLink[] {
  const place = terragruntPlace(snapshot, uri);
  const file = snapshot.file(uri);
  if (!place || !file) return [];
  const links = [...blockLinks(snapshot, place), ...callLinks(snapshot, place, file)];
  const distinct = links.filter(
    ({ range }, i) =>
      !links.some((other, j) => j < i && overlaps(other.range, range) && other.range.start !== range.end),
  );
  return distinct.sort((a, b) => a.range.start - b.range.start);
}

function blockLinks(snapshot: WorkspaceSnapshot, place: TerragruntPlace): DocumentLink[] {
  return place.facts.blocks.flatMap((block): DocumentLink[] => {
    switch (block.type) {
      case "include":
        return pathLink(
          block.paths.path,
          block,
          place,
          "path",
          (target) => fileAt(snapshot, target),
          "Open the included file",
        );
      case "dependency":
        return pathLink(
          block.paths.config_path,
          block,
          place,
          "config_path",
          (to) => unitAt(snapshot, to),
          "Open the unit",
        );
      case "dependencies":
        return (block.list ?? []).flatMap((written, i) => {
          const path = place.view?.pathList(block)[i];
          const target = path?.kind === "path" ? unitAt(snapshot, path.uri) : undefined;
          return target === undefined ? [] : [link(written.range, target, "Open the unit")];
        });
      case "terraform":
        return sourceLink(block, place);
      case "unit":
      case "stack":
        return componentLink(block, place);
      default:
        return [];
    }
  });
}

function pathLink(
  written: WrittenPath | undefined,
  block: TerragruntBlockFact,
  { view }: TerragruntPlace,
  argument: string,
  target: (uri: string) => string | undefined,
  tooltip: string,
): DocumentLink[] {
  if (!written || !view) return [];
  const from = block.type === "include" ? view.directory : view.context.directory;
  const path: ResolvedPath = view.path(block, argument, from);
  const found = path.kind === "path" ? target(path.uri) : undefined;
  return found === undefined ? [] : [link(written.range, found, tooltip)];
}

function sourceLink(block: TerragruntBlockFact, { unit, uri }: TerragruntPlace): DocumentLink[] {
  const written = block.paths.source;
  const { module, from } = unit?.source ?? {};
  const main = module && mainFile(module);
  return written && from === uri && main !== undefined ? [link(written.range, main, "Open the module")] : [];
}

function componentLink(block: TerragruntBlockFact, { workspace, uri }: TerragruntPlace): DocumentLink[] {
  const written = block.paths.source;
  const component = workspace.components(uri).find((each) => each.item === block.item && each.uri === uri);
  return written && component?.sourceFile !== undefined
    ? [link(written.range, component.sourceFile, `Open the ${component.kind}`)]
    : [];
}

/** Functions whose first argument is the path of a file, from the directory of the file they stand in. */
const linkedFunctions: ReadonlySet<string> = new Set([...fileReaders, "sops_decrypt_file", "read_tfvars_file"]);

function callLinks(snapshot: WorkspaceSnapshot, place: TerragruntPlace, file: SourceFile): DocumentLink[] {
  const { view } = place;
  if (!view) return [];
  const links: DocumentLink[] = [];
  const add = (range: TextRange, target: string | undefined) => {
    if (target !== undefined) links.push(link(range, target, "Open the file"));
  };
  for (const item of file.body.items) {
    walk(item, (node) => {
      if (node.kind !== "FunctionCallExpr") return;
      const [first] = node.args;
      if (node.name === "find_in_parent_folders") add(node.range, fileAt(snapshot, textUri(view, node)));
      if (!first) return;
      if (node.name === "read_terragrunt_config") {
        const text = textOf(view, first);
        const target = text === undefined ? undefined : uriAt(view.context.directory, text);
        add(first.range, fileAt(snapshot, target) ?? unitAt(snapshot, target));
      } else if (linkedFunctions.has(node.name)) {
        const text = textOf(view, first);
        add(first.range, text === undefined ? undefined : fileAt(snapshot, view.fileUri(text)));
      }
    });
  }
  return links;
}

type View = NonNullable<TerragruntPlace["view"]>;

function textOf(view: View, expression: Expression): string | undefined {
  const { value } = view.evaluate(expression);
  return value.type.kind === "string" && value.hasContent ? value.text : undefined;
}

function textUri(view: View, expression: Expression): string | undefined {
  const text = textOf(view, expression);
  return text === undefined ? undefined : uriAt(view.context.directory, localPath(text) ?? text);
}

function fileAt(snapshot: WorkspaceSnapshot, uri: string | undefined): string | undefined {
  return uri !== undefined && snapshot.entry(uri) ? uri : undefined;
}

/** The file of the unit or stack that a path names: the directory's, or the file itself. */
function unitAt(snapshot: WorkspaceSnapshot, uri: string | undefined): string | undefined {
  if (uri === undefined) return undefined;
  return [uri, `${uri}/terragrunt.hcl`, `${uri}/terragrunt.stack.hcl`].find((each) => snapshot.entry(each));
}

/** The file of a module to open. */
export function mainFile(module: Module): string | undefined {
  const main = module.files.find(({ entry }) => entry.name.startsWith("main.")) ?? module.files[0];
  return main?.entry.uri;
}

function link(range: TextRange, target: string, tooltip: string): DocumentLink {
  return { range, target, tooltip };
}
