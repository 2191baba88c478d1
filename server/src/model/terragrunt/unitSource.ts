// Where a unit's module comes from, as far as that can be told without downloading anything.
//
// Source: Terragrunt 1.1.3, `internal/tf/source.go` and `pkg/config/config.go` (GetTerraformSourceURL): local paths are
// seen from the unit, `//` parts the package from the directory in it, and without a source the unit is its own module.

import type { Module } from "../module.js";
import { stringValue } from "../values/value.js";
import type { FileView } from "./fileView.js";
import { uriAt } from "./paths.js";
import { type Term, unknownTerm } from "./term.js";

export interface UnitSource {
  /**
   * - `none`: there is no source; the unit's own directory is the module, if it has configuration;
   * - `local`: a directory of this machine;
   * - `remote`: something to download: Git, HTTP, a registry, …;
   * - `unknown`: it cannot be told.
   */
  readonly kind: "none" | "local" | "remote" | "unknown";
  /** The source as written and evaluated; undefined where it is not wholly known. */
  readonly text: string | undefined;
  /** The file whose `terraform` block gives it; undefined where none does. */
  readonly from: string | undefined;
  /** The directory of the module, whether or not anything is there. */
  readonly uri: string | undefined;
  /** The directory of the workspace in which the module's files lie; undefined where it has none. */
  readonly directory: string | undefined;
  /** The module, where the workspace has it. Asking makes the answer depend on all that the module says. */
  readonly module: Module | undefined;
}

/** The source of a unit. `moved` gives where a generated directory's files come from. */
export function unitSource(view: FileView, moved: (directory: string) => string): UnitSource {
  const { directory } = view.context;
  const { reading } = view.host;
  const at = (kind: "none" | "local", text: string | undefined, from: string | undefined, uri: string): UnitSource => {
    const source = moved(uri);
    return {
      kind,
      text,
      from,
      uri,
      directory: reading.hasModule(source) ? source : undefined,
      get module() {
        return reading.module(source);
      },
    };
  };
  const none = { uri: undefined, directory: undefined, module: undefined };
  const written = writtenSource(view);
  if (!written) return at("none", undefined, undefined, directory);
  const { term, from } = written;
  if (term.kind !== "value" || term.value.type.kind !== "string" || !term.value.hasContent) {
    return { kind: "unknown", text: undefined, from, ...none };
  }
  const { text } = term.value;
  const path = localPath(text);
  if (text === "") return at("none", text, from, directory);
  if (path === undefined) return { kind: "remote", text, from, ...none };
  return at("local", text, from, uriAt(directory, path));
}

/** The path of a source that names a directory, without the mark between package and directory; else undefined. */
export function localPath(source: string): string | undefined {
  const path = source.startsWith("file://") ? source.slice("file://".length) : source;
  const isLocal =
    path === "." || path === ".." || path.startsWith("./") || path.startsWith("../") || path.startsWith("/");
  const isDrive = /^[a-z]:[\\/]/i.test(path);
  if (!isLocal && !isDrive) return undefined;
  const query = path.indexOf("?");
  const plain = query < 0 ? path : path.slice(0, query);
  const mark = plain.indexOf("//");
  return mark < 0 ? plain : `${plain.slice(0, mark)}/${plain.slice(mark + 2)}`;
}

/** The expression that gives the source: the unit's, else that of the last include that has one. */
function writtenSource(view: FileView): { readonly term: Term; readonly from: string } | undefined {
  const included = [...view.includes].reverse().filter(({ strategy }) => strategy !== "no_merge");
  const views = [view, ...included.flatMap(({ label }) => view.includeView(label) ?? [])];
  for (const each of views) {
    for (const block of each.facts.blocks) {
      if (block.type !== "terraform" || !block.paths.source) continue;
      const path = each.path(block, "source", view.context.directory);
      if (path.kind === "path") {
        return { term: { kind: "value", value: stringValue(path.text) }, from: each.uri };
      }
      return { term: unknownTerm(null), from: each.uri };
    }
  }
  // An include that is not known may have one.
  if (view.includes.some(({ uri }) => uri === undefined)) return { term: unknownTerm(null), from: view.uri };
  return undefined;
}
