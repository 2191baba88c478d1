// A file's configuration as one object, and how a unit's is merged with those of its includes.
//
// Blocks with labels are objects by their label, blocks without are objects, attributes are entries. Source of the
// rules: Terragrunt 1.1.3, `pkg/config/include.go`; they are data in `builtins/terragrunt/mergeRules.ts`.

import type { Block, Body } from "../../syntax/ast.js";
import { type MergeRule, mergeRules } from "../builtins/terragrunt/mergeRules.js";
import type { Repetition } from "./fileScope.js";
import type { FileView } from "./fileView.js";
import { pathOf } from "./paths.js";
import { type Json, listTerm, mergeTerms, objectTerm, plainTerm, type Term, type TermEntry, textTerm } from "./term.js";
import { type TermHost, termOf } from "./termOf.js";

/** A configuration: its attributes and blocks by name. */
export type Configuration = Term & { readonly kind: "object" };

/** Top-level blocks that are no part of what is merged: they are evaluated before. */
const notMerged: ReadonlySet<string> = new Set(["include", "locals", "catalog"]);

/** Blocks of which each has a label, at any depth. */
const labelled: ReadonlySet<string> = new Set([
  "extra_arguments",
  "before_hook",
  "after_hook",
  "error_hook",
  "generate",
  "dependency",
  "feature",
  "retry",
  "ignore",
]);

/** An entry of an object; undefined where the term is none, or has no such entry. */
export function entryTerm(term: Term | undefined, name: string): Term | undefined {
  return term?.kind === "object" ? term.entries.get(name)?.term : undefined;
}

/** What one file says, without its includes. Repeated blocks of a label: the last counts. */
export function ownConfiguration(view: FileView, host: TermHost): Configuration {
  return bodyConfiguration(view.file?.body, view, host, notMerged);
}

/** What one file says with blocks of one type. */
export function ownBlocks(view: FileView, host: TermHost, type: string): Configuration {
  return bodyConfiguration(view.file?.body, view, host, notMerged, undefined, type);
}

/** A body as an object; `passedOver` names blocks that are left out, `only` the blocks that are not. */
export function bodyConfiguration(
  body: Body | undefined,
  view: FileView,
  host: TermHost,
  passedOver: ReadonlySet<string> = new Set(),
  repetition?: Repetition,
  only?: string,
): Configuration {
  const entries = new Map<string, TermEntry>();
  for (const item of body?.items ?? []) {
    if (only !== undefined && (item.kind === "Attribute" || item.type.name !== only)) continue;
    const origin = { uri: view.uri, range: item.range };
    if (item.kind === "Attribute") {
      const term = termOf(item.value, { view, host, bound: [], depth: 0, repetition });
      const known = entries.get(item.name.name);
      // `generate = {}` beside `generate` blocks.
      entries.set(item.name.name, known ? { term: mergeTerms(known.term, term, false), origin } : { term, origin });
      continue;
    }
    const type = item.type.name;
    if (passedOver.has(type)) continue;
    const inner = blockConfiguration(item, view, host, repetition);
    if (!labelled.has(type)) {
      entries.set(type, { term: inner, origin });
      continue;
    }
    const known = entries.get(type)?.term;
    const byLabel = new Map(known?.kind === "object" ? known.entries : []);
    byLabel.set(item.labels[0]?.value ?? "", { term: inner, origin });
    entries.set(type, { term: objectTerm(byLabel), origin });
  }
  return { kind: "object", entries };
}

function blockConfiguration(
  block: Block,
  view: FileView,
  host: TermHost,
  repetition: Repetition | undefined,
): Configuration {
  const inner = bodyConfiguration(block.body, view, host, new Set(["expansion"]), repetition);
  const type = block.type.name;
  if (type === "dependency") return withDirectories(inner, "config_path", view);
  return type === "dependencies" ? withDirectories(inner, "paths", view) : inner;
}

/** Relative paths mean the same from every file of a unit, however they are written. */
function withDirectories(config: Configuration, name: string, view: FileView): Configuration {
  const entry = config.entries.get(name);
  if (!entry) return config;
  const directory = (term: Term): Term => {
    if (term.kind !== "value" || term.value.text === "") return term;
    const resolved = view.host.resolve(term.value.text, view);
    return textTerm(pathOf(resolved));
  };
  const { term } = entry;
  const changed = term.kind === "list" ? listTerm(term.elements.map(directory)) : directory(term);
  return objectTerm([...config.entries, [name, { ...entry, term: changed }]]);
}

/** A child's configuration over its parent's, as an `include` merges them. */
export function mergeConfigurations(
  parent: Configuration,
  child: Configuration,
  strategy: "no_merge" | "shallow" | "deep",
): Configuration {
  if (strategy === "no_merge") return child;
  const merged = mergeEntries(parent, child, strategy, "");
  return strategy === "deep" ? withoutEmptyPaths(merged, parent) : merged;
}

function mergeEntries(
  parent: Configuration,
  child: Configuration,
  strategy: "shallow" | "deep",
  prefix: string,
): Configuration {
  const entries = new Map<string, TermEntry>();
  for (const name of new Set([...parent.entries.keys(), ...child.entries.keys()])) {
    const [above, below] = [parent.entries.get(name), child.entries.get(name)];
    const path = prefix + name;
    const rule = Object.hasOwn(mergeRules, path) ? mergeRules[path]?.[strategy] : undefined;
    const merged = mergeEntry(above, below, rule ?? "child", strategy, path);
    if (merged) entries.set(name, merged);
  }
  return { kind: "object", entries };
}

function mergeEntry(
  parent: TermEntry | undefined,
  child: TermEntry | undefined,
  rule: MergeRule,
  strategy: "shallow" | "deep",
  path: string,
): TermEntry | undefined {
  if (rule === "none") return child;
  // What only the child has is lost as well: the parent's `terraform` block counts, with or without the argument.
  if (rule === "parent") return parent;
  if (!parent || !child) return child ?? parent;
  const [above, below] = [parent.term, child.term];
  const origin = child.origin ? { origin: child.origin } : {};
  if (path === "terraform" && above.kind === "object" && below.kind === "object") {
    return { term: mergeEntries(above, below, strategy, "terraform."), ...origin };
  }
  switch (rule) {
    case "keys":
    case "labels":
    case "labels-error":
    case "fields":
      return { term: mergeTerms(above, below, false), ...origin };
    case "recursive":
    case "labels-recursive":
      return { term: mergeTerms(above, below, true), ...origin };
    case "union":
      return { term: path === "dependencies" ? unionOfPaths(above, below) : union(above, below), ...origin };
    case "concat-child-first":
      return { term: mergeTerms(below, above, true), ...origin };
    default:
      return child;
  }
}

/** A dependency whose path the child leaves empty keeps its parent's. */
function withoutEmptyPaths(merged: Configuration, parent: Configuration): Configuration {
  const dependency = merged.entries.get("dependency");
  if (dependency?.term.kind !== "object") return merged;
  const above = parent.entries.get("dependency")?.term;
  const entries = [...dependency.term.entries].map(([label, entry]): [string, TermEntry] => {
    if (entry.term.kind !== "object") return [label, entry];
    const path = entry.term.entries.get("config_path");
    const isEmpty = path?.term.kind === "value" && path.term.value.text === "";
    const known = above?.kind === "object" ? above.entries.get(label)?.term : undefined;
    const inherited = known?.kind === "object" ? known.entries.get("config_path") : undefined;
    if (!isEmpty || !inherited) return [label, entry];
    return [label, { ...entry, term: objectTerm([...entry.term.entries, ["config_path", inherited]]) }];
  });
  return objectTerm([...merged.entries, ["dependency", { ...dependency, term: objectTerm(entries) }]]);
}

function unionOfPaths(parent: Term, child: Term): Term {
  if (parent.kind !== "object" || child.kind !== "object") return child;
  const [above, below] = [parent.entries.get("paths"), child.entries.get("paths")];
  if (!above || !below) return mergeTerms(parent, child, false);
  return objectTerm([["paths", { ...below, term: union(above.term, below.term) }]]);
}

function union(parent: Term, child: Term): Term {
  if (parent.kind !== "list" || child.kind !== "list") return mergeTerms(parent, child, false);
  const seen = new Set<string>();
  const all: Term[] = [];
  for (const element of [...parent.elements, ...child.elements]) {
    const key = JSON.stringify(plainTerm(element) as Json);
    if (seen.has(key)) continue;
    seen.add(key);
    all.push(element);
  }
  return listTerm(all);
}
