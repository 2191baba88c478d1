// Units and stacks that a stack file declares, each with where its files come from and where they are generated.
//
// Source: Terragrunt 1.1.3, `pkg/config/stack.go` and `internal/hclparse/stack.go`.

import type { Block, Body } from "../../syntax/ast.js";
import { argument, nestedBlock } from "../extract.js";
import type { Value } from "../values/value.js";
import { bodyConfiguration, type Configuration } from "./configuration.js";
import type { Repetition } from "./fileScope.js";
import { FileView, type ResolvedPath } from "./fileView.js";
import { uriAt } from "./paths.js";
import { repetitionsOf } from "./repetition.js";
import type { TermHost } from "./termOf.js";
import { localPath } from "./unitSource.js";

export interface StackComponent {
  readonly kind: "unit" | "stack";
  readonly name: string;
  /** Where it is repeated by `expansion`, the element's key. */
  readonly key: string | undefined;
  /** The file that the block stands in, and its top-level item there. */
  readonly uri: string;
  readonly item: number;
  readonly source: ResolvedPath;
  /** The directory its files come from, where that is a directory of the workspace. */
  readonly sourceDirectory: string | undefined;
  /** The `terragrunt.hcl` or `terragrunt.stack.hcl` there; undefined where there is none. */
  readonly sourceFile: string | undefined;
  /** The directory it is generated into; undefined where that cannot be told. */
  readonly directory: string | undefined;
  /** What it reads as `values`; undefined where nothing is given. */
  readonly values: Value | undefined;
  /** False where `enabled` is known to be false; undefined where it cannot be told. */
  readonly enabled: boolean | undefined;
  readonly autoinclude: Configuration | undefined;
}

const stackFolder = ".terragrunt-stack";

/** Where components are generated, and where their sources are seen from. */
interface Base {
  readonly view: FileView;
  readonly host: TermHost;
  /** The directory of the stack that they belong to. */
  readonly directory: string;
}

/** The components of a stack file, repeated ones once for each element. Those of included stack files come last. */
export function componentsOf(view: FileView, host: TermHost): readonly StackComponent[] {
  const base: Base = { view, host, directory: view.context.directory };
  const own = componentsIn(view.file?.body, base, undefined);
  const included = view.facts.blocks
    .filter(({ type }) => type === "include")
    .flatMap((block) => {
      const path = view.path(block, "path", view.context.directory);
      if (path.kind !== "path" || path.uri === view.uri || !view.host.reading.isFile(path.uri)) return [];
      const inner = new FileView(path.uri, view.context, view.host);
      return componentsIn(inner.file?.body, { ...base, view: inner }, undefined);
    });
  return [...own, ...included];
}

/** The components that a stack's `autoinclude` adds to it; `stack` is where it is generated. */
export function addedComponents(component: StackComponent, view: FileView, host: TermHost): readonly StackComponent[] {
  const block = view.file?.body.items[component.item];
  if (block?.kind !== "Block" || component.directory === undefined || component.uri !== view.uri) return [];
  const autoinclude = nestedBlock(block.body, "autoinclude");
  return componentsIn(autoinclude?.body, { view, host, directory: component.directory }, component.item);
}

function componentsIn(body: Body | undefined, base: Base, outer: number | undefined): readonly StackComponent[] {
  const found: StackComponent[] = [];
  (body?.items ?? []).forEach((item, index) => {
    if (item.kind !== "Block" || (item.type.name !== "unit" && item.type.name !== "stack")) return;
    for (const [key, repetition] of repetitionsOf(item, base.view)) {
      found.push(component(item, item.type.name, outer ?? index, key, repetition, base));
    }
  });
  return found;
}

function component(
  block: Block,
  kind: "unit" | "stack",
  item: number,
  key: string | undefined,
  repetition: Repetition | undefined,
  { view, host, directory }: Base,
): StackComponent {
  const value = (name: string): Value | undefined => {
    const written = argument(block.body, name);
    return written && view.evaluate(written.value, repetition).value;
  };
  const source = sourceOf(value("source"), view);
  const sourceDirectory = source.kind === "path" ? existing(source, kind, view) : undefined;
  const sourceFile = sourceDirectory && `${sourceDirectory}/${fileOf(kind)}`;
  const enabled = value("enabled");
  const autoinclude = nestedBlock(block.body, "autoinclude");
  return {
    kind,
    name: block.labels[0]?.value ?? "",
    key,
    uri: view.uri,
    item,
    source,
    sourceDirectory,
    sourceFile: sourceFile && view.host.reading.isFile(sourceFile) ? sourceFile : undefined,
    directory: componentDirectory(block, view, repetition, directory),
    values: value("values"),
    enabled: enabled === undefined ? true : enabled.isTrue ? true : enabled.isFalse ? false : undefined,
    autoinclude: autoinclude && bodyConfiguration(autoinclude.body, view, host, new Set(), repetition),
  };
}

function fileOf(kind: "unit" | "stack"): string {
  return kind === "unit" ? "terragrunt.hcl" : "terragrunt.stack.hcl";
}

function sourceOf(value: Value | undefined, view: FileView): ResolvedPath {
  if (value?.type.kind !== "string" || !value.hasContent) return { kind: "unknown" };
  const path = localPath(value.text);
  if (path === undefined) return { kind: "unknown" };
  return { kind: "path", text: path, uri: uriAt(view.context.directory, path) };
}

/** The directory of a source: seen from where the stack is generated, else from where its own files come from. */
function existing(source: ResolvedPath & { kind: "path" }, kind: "unit" | "stack", view: FileView): string | undefined {
  const candidates = [source.uri];
  const { directory } = view.context;
  if (directory !== view.directory) {
    if (source.uri.startsWith(`${directory}/`)) candidates.push(view.directory + source.uri.slice(directory.length));
    candidates.push(uriAt(view.directory, source.text));
  }
  const found = candidates.find((candidate) => view.host.reading.isFile(`${candidate}/${fileOf(kind)}`));
  return found ?? candidates.find((candidate) => view.host.reading.isDirectory(candidate));
}

/** The directory a component is generated into; undefined where its path is not known. */
export function componentDirectory(
  block: Block,
  view: FileView,
  repetition?: Repetition,
  from: string = view.context.directory,
): string | undefined {
  const path = argument(block.body, "path");
  const text = path && view.evaluate(path.value, repetition).value;
  if (text?.type.kind !== "string" || !text.hasContent) return undefined;
  const beside = argument(block.body, "no_dot_terragrunt_stack");
  const isBeside = beside && view.evaluate(beside.value, repetition).value;
  if (isBeside && !isBeside.isKnown) return undefined;
  return uriAt(isBeside?.isTrue ? from : `${from}/${stackFolder}`, text.text);
}
