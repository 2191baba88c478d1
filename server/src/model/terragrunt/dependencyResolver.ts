// Which units a unit depends on: its own blocks, those of its includes, and those that a stack adds.

import { directoryOf } from "../uri.js";
import { entryTerm } from "./configuration.js";
import type { TerragruntBlockFact } from "./facts.js";
import type { FileView, ResolvedPath } from "./fileView.js";
import { uriAt } from "./paths.js";
import { repetitionsOf } from "./repetition.js";
import type { DependencyInstance, UnitDependency, UnitOrigin } from "./unitParts.js";

export class DependencyResolver {
  readonly #origin: UnitOrigin;
  readonly #known = new WeakMap<FileView, readonly UnitDependency[]>();
  readonly #open = new Set<FileView>();

  constructor(origin: UnitOrigin) {
    this.#origin = origin;
  }

  /** The dependencies of a view: its own, then what its includes bring. */
  of(view: FileView): readonly UnitDependency[] {
    const known = this.#known.get(view);
    if (known) return known;
    // A path may come from a dependency of an include, which sees those of the unit in turn.
    if (this.#open.has(view)) return [];
    this.#open.add(view);
    const found = new Map<string, UnitDependency>();
    for (const dependency of this.#ownDependencies(view)) found.set(dependency.label, dependency);
    for (const include of [...view.includes].reverse()) {
      if (include.strategy === "no_merge") continue;
      const included = view.includeView(include.label);
      for (const dependency of included ? this.#ownDependencies(included) : []) {
        const own = found.get(dependency.label);
        const isEmpty = own?.path.kind === "path" && own.path.text === "" && include.strategy === "deep";
        if (!own || isEmpty) found.set(dependency.label, dependency);
      }
    }
    for (const dependency of isRoot(view) ? this.#addedDependencies() : []) found.set(dependency.label, dependency);
    const all = [...found.values()];
    this.#open.delete(view);
    this.#known.set(view, all);
    return all;
  }

  /** The dependencies that a stack adds to the unit it generates. */
  #addedDependencies(): readonly UnitDependency[] {
    const { generatedBy, directory } = this.#origin;
    const added = generatedBy?.autoinclude?.entries.get("dependency")?.term;
    if (!generatedBy || added?.kind !== "object") return [];
    return [...added.entries].map(([label, { term }]): UnitDependency => {
      const path = entryTerm(term, "config_path");
      const text = path?.kind === "value" ? path.value.text : "";
      const uri = uriAt(directory, text);
      return {
        label,
        uri: generatedBy.stack,
        item: generatedBy.item,
        path: text === "" ? { kind: "unknown" } : { kind: "path", text, uri },
        directory: text === "" ? undefined : directoryOfPath(uri),
        isRepeated: false,
        instances: [],
        enabled: true,
      };
    });
  }

  #ownDependencies(view: FileView): readonly UnitDependency[] {
    return view.facts.blocks
      .filter(({ type, label }) => type === "dependency" && label !== undefined)
      .map((block) => this.#ownDependency(view, block));
  }

  #ownDependency(view: FileView, block: TerragruntBlockFact): UnitDependency {
    const isRepeated = block.blocks.includes("expansion");
    const path: ResolvedPath = isRepeated
      ? { kind: "unknown" }
      : view.path(block, "config_path", view.context.directory);
    const directory = path.kind === "path" && path.text !== "" ? directoryOfPath(path.uri) : undefined;
    return {
      label: block.label ?? "",
      uri: view.uri,
      item: block.item,
      path,
      directory,
      isRepeated,
      instances: isRepeated ? this.#instances(view, block) : [],
      enabled: block.words.enabled !== "false",
    };
  }

  #instances(view: FileView, block: TerragruntBlockFact): readonly DependencyInstance[] {
    const item = view.file?.body.items[block.item];
    if (item?.kind !== "Block") return [];
    return repetitionsOf(item, view).flatMap(([key, repetition]): DependencyInstance[] => {
      if (key === undefined) return [];
      const path = view.path(block, "config_path", view.context.directory, repetition);
      const directory = path.kind === "path" && path.text !== "" ? directoryOfPath(path.uri) : undefined;
      return [{ key, path, directory }];
    });
  }

  /** The dependency that a label stands for in a view: its own, or that of the unit it is included by. */
  find(view: FileView, label: string): UnitDependency | undefined {
    const has = (candidate: UnitDependency) => candidate.label === label;
    const own = this.of(view).find(has);
    if (own?.directory !== undefined || !view.includedBy) return own;
    // An include may leave it to the unit to say which one it is.
    return this.of(view.includedBy).find(has) ?? own;
  }
}

/** True for the view of the unit itself. */
function isRoot(view: FileView): boolean {
  return view.context.role === "unit" && view.includedBy === undefined;
}

/** The directory of a unit that a path names, where it may also name the unit's file. */
export function directoryOfPath(uri: string): string {
  return uri.endsWith(".hcl") || uri.endsWith(".hcl.json") ? directoryOf(uri) : uri;
}
