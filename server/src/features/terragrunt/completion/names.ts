// References in Terragrunt's files: roots by the phase that an argument is evaluated in, and what stands behind them.

import type { TextRange } from "../../../base/range.js";
import { rootsFor, terragruntRoots } from "../../../model/builtins/terragrunt/references.js";
import { nameAt } from "../../../model/terragrunt/fileScope.js";
import type { UnitDependency } from "../../../model/terragrunt/unitParts.js";
import { directoryOf, relativePath } from "../../../model/uri.js";
import { printValue } from "../../../model/values/print.js";
import { printType } from "../../../model/values/typeName.js";
import { isWhollyKnown, type Value } from "../../../model/values/value.js";
import type { Expression } from "../../../syntax/ast.js";
import type { CompletionContext, ValuePlace } from "../../completion/context.js";
import type { CompletionItem, CompletionKind } from "../../completion/item.js";
import { isIdentifier } from "../../rewriting/identifier.js";
import { dependenciesAt } from "../outputPath.js";
import type { TerragruntPlace } from "../place.js";
import { itemAt, outputsBehind, type TerragruntRequest } from "./complete.js";

/** Longer values say too much beside a name. */
const longestValue = 40;

/** The roots that may begin a reference here, and the names that expressions around bind. */
export function rootNames(
  { place, kind }: TerragruntRequest,
  range: TextRange,
  where: ValuePlace,
): readonly CompletionItem[] {
  const top = where.blocks[0]?.type.name ?? where.attribute?.name.name ?? "";
  const isAdded = where.blocks.some(({ type }) => type.name === "autoinclude");
  const known = kind === "terragrunt-stack" ? [...stackRoots, ...(isAdded ? ["dependency"] : [])] : rootsFor(top);
  const roots = known.length > 0 ? known : ["local"];
  const bound = where.bound.map((name): CompletionItem => simple(name, "bound", range, 1));
  const named = roots.flatMap((root): CompletionItem[] => {
    const schema = terragruntRoots[root];
    if (!schema || schema.experiment !== undefined || !hasAny(place, root)) return [];
    return [{ ...simple(root, "keyword", range, 2), detail: schema.shape, documentation: () => schema.doc }];
  });
  const locals = roots.includes("local")
    ? localsOf(place, range).map((item) => ({ ...item, label: `local.${item.label}`, text: `local.${item.text}` }))
    : [];
  const isPath = where.attribute?.name.name === "config_path" || where.attribute?.name.name === "paths";
  const paths = isPath && kind === "terragrunt-stack" ? componentPaths(place, range) : [];
  return [...bound, ...paths, ...locals, ...named];
}

/** `unit.NAME.path` and `stack.NAME.path`: where a stack generates its parts. */
function componentPaths(place: TerragruntPlace, range: TextRange): CompletionItem[] {
  return ["unit", "stack"].flatMap((kind) =>
    labels(place, kind, range).map(({ label }) => ({
      ...simple(`${kind}.${label}.path`, "value", range, 1),
      detail: kind,
    })),
  );
}

const stackRoots = ["local", "values", "unit", "stack"];

/** Whether anything can follow a root in this file. */
function hasAny(place: TerragruntPlace, root: string): boolean {
  const { facts, view, role } = place;
  switch (root) {
    case "local":
      return facts.locals.length > 0;
    case "include":
      return role === "unit" && facts.blocks.some(({ type }) => type === "include");
    case "dependency":
      return role === "stack" || (view?.host.dependencyLabels(view).length ?? 0) > 0;
    case "feature":
      return labels(place, root, { start: 0, end: 0 }).length > 0;
    case "values":
      return role !== "unit" || view?.values() !== undefined || givesValues(place);
    default:
      return true;
  }
}

/** Whether the repository has stacks, which give units values, or the file reads values already. */
function givesValues({ workspace, facts }: TerragruntPlace): boolean {
  return [...workspace.stackFiles].length > 0 || facts.references.some(({ root }) => root === "values");
}

/** What may follow a reference's names. */
export function stepNames(
  request: TerragruntRequest,
  { range, before, steps, where }: Extract<CompletionContext, { kind: "step" | "index" }>,
): readonly CompletionItem[] {
  const { place } = request;
  const path = pathOf(before, steps);
  if (!path) return fieldsOf(place, before, steps, range);
  const [root = "", ...names] = path;
  const known =
    root === "dependency" ? dependencyNames(request, where, names, range) : knownNames(place, root, names, range);
  return known.length > 0 ? known : fieldsOf(place, before, steps, range);
}

/** The root and the names behind it, of those before the cursor; undefined where some step is no plain name. */
function pathOf(before: Expression, count: number): readonly string[] | undefined {
  if (before.kind !== "ScopeTraversalExpr") return undefined;
  const names: string[] = [before.root.name];
  for (let i = 0; i < Math.min(count, before.steps.length); i++) {
    const name = nameAt(before, i);
    if (name === undefined) return undefined;
    names.push(name);
  }
  return names;
}

function knownNames(
  place: TerragruntPlace,
  root: string,
  names: readonly string[],
  range: TextRange,
): readonly CompletionItem[] {
  switch (root) {
    case "local":
      return names.length === 0 ? localsOf(place, range) : [];
    case "include":
      return includeNames(place, names, range);
    case "feature":
      if (names.length === 1) return [simple("value", "field", range, 1)];
      return names.length === 0 ? labels(place, "feature", range) : [];
    case "values":
      return names.length === 0 ? values(place, range) : [];
    case "unit":
    case "stack":
      if (names.length === 1) return [simple("path", "field", range, 1)];
      return names.length === 0 ? labels(place, root, range) : [];
    default:
      return names.length === 0
        ? (terragruntRoots[root]?.fields ?? []).map((field) => simple(field, "field", range, 1))
        : [];
  }
}

function localsOf({ facts, view }: TerragruntPlace, range: TextRange): CompletionItem[] {
  return facts.locals.map(({ name }) => ({
    ...simple(name, "local", range, 1),
    ...described(view?.local(name)?.value),
  }));
}

function described(value: Value | undefined): { readonly detail?: string } {
  if (!value) return {};
  if (isWhollyKnown(value) && value.marks.size === 0) {
    const text = printValue(value);
    if (text.length <= longestValue && !text.includes("\n")) return { detail: text };
  }
  return value.type.kind === "dynamic" ? {} : { detail: printType(value.type) };
}

function includeNames(place: TerragruntPlace, names: readonly string[], range: TextRange): CompletionItem[] {
  const includes = place.view?.includes ?? [];
  const bare = includes.find(({ label }) => label === "");
  const labelled = includes.find(({ label }) => label !== "" && label === names[0]);
  if (names.length === 0 && !bare) {
    return includes.map(({ label, expose }) => ({
      ...simple(label, "module", range, 1),
      detail: expose === false ? "needs `expose = true`" : "include",
    }));
  }
  const include = labelled ?? bare;
  const behind = labelled ? names.slice(1) : names;
  if (!include) return [];
  if (behind.length === 0) {
    return (terragruntRoots.include?.fields ?? []).map((field) =>
      simple(field, "field", range, field === "locals" || field === "inputs" ? 1 : 3),
    );
  }
  const view = behind.length === 1 && behind[0] === "locals" ? place.view?.includeView(include.label) : undefined;
  return (view?.facts.locals ?? []).map(({ name }) => ({
    ...simple(name, "local", range, 1),
    ...described(view?.local(name)?.value),
  }));
}

function dependencyNames(
  request: TerragruntRequest,
  where: ValuePlace,
  names: readonly string[],
  range: TextRange,
): readonly CompletionItem[] {
  const dependencies = dependenciesAt(request.place, itemAt(request.file, where));
  const [label, field] = names;
  if (label === undefined) {
    return dependencies.map((each) => ({
      ...simple(each.label, "module", range, 1),
      detail: pathText(request.place, each),
    }));
  }
  const isRepeated = dependencies.some((each) => each.label === label && each.isRepeated);
  if (names.length === (isRepeated ? 2 : 1)) return [simple("outputs", "field", range, 1)];
  const known = outputsBehind(request, where, names);
  const real = known.map(
    ({ name, description, kind }): CompletionItem => ({
      ...simple(name, kind === "output" ? "output" : "module", range, 1),
      ...(kind === "output" ? {} : { detail: kind }),
      ...(description === undefined ? {} : { documentation: () => description }),
    }),
  );
  if (field !== "outputs") return real;
  return [...real, ...mocked(request.place, names, new Set(known.map(({ name }) => name)), range)];
}

/** A dependency's path, relative where it is computed. */
function pathText({ view, uri }: TerragruntPlace, { path }: UnitDependency): string {
  if (path.kind !== "path") return "dependency";
  return path.text.startsWith("/") ? relativePath(view?.context.directory ?? directoryOf(uri), path.uri) : path.text;
}

/** Names that only the mocks of a dependency have. */
function mocked(
  { facts }: TerragruntPlace,
  [label, , ...behind]: readonly string[],
  known: ReadonlySet<string>,
  range: TextRange,
): CompletionItem[] {
  const blocks = facts.blocks.flatMap((each) => [each, ...(each.inner ?? [])]);
  let keys = blocks.find((each) => each.type === "dependency" && each.label === label)?.keys ?? [];
  for (const name of behind) keys = keys.find((each) => each.name === name)?.keys ?? [];
  return keys
    .filter(({ name }) => !known.has(name))
    .map(({ name }): CompletionItem => ({ ...simple(name, "output", range, 2), detail: "mocked" }));
}

function labels({ workspace, uri, unit, facts }: TerragruntPlace, type: string, range: TextRange): CompletionItem[] {
  const included =
    type === "feature"
      ? (unit?.includes ?? []).flatMap((include) => include.uri ?? [])
      : (unit ? workspace.components(unit.uri) : []).map((component) => component.uri);
  const blocks = [...facts.blocks, ...included.flatMap((each) => workspace.facts(each)?.blocks ?? [])];
  const names = new Set(blocks.flatMap((block) => (block.type === type && block.label ? [block.label] : [])));
  return [...names].map((name) => ({ ...simple(name, "field", range, 1), detail: nameOfFile(uri) }));
}

function nameOfFile(uri: string): string {
  return uri.slice(uri.lastIndexOf("/") + 1);
}

/** What the stack or the values file gives, and what the file reads elsewhere. */
function values({ view, facts, workspace, uri }: TerragruntPlace, range: TextRange): CompletionItem[] {
  const names = new Set<string>();
  const given = view?.values();
  if (given?.hasContent && given.type.kind === "object") for (const [name] of given.entries) names.add(name);
  for (const origin of workspace.generatedUnits.values()) {
    if (origin.uri !== uri || !origin.values?.hasContent || origin.values.type.kind !== "object") continue;
    for (const [name] of origin.values.entries) names.add(name);
  }
  for (const {
    root,
    names: [name],
  } of facts.references)
    if (root === "values" && name) names.add(name);
  return [...names].map((name) => simple(name, "field", range, 1));
}

/** The attributes of the object that an expression gives, up to the first `count` of its steps. */
function fieldsOf({ view }: TerragruntPlace, before: Expression, count: number, range: TextRange): CompletionItem[] {
  const isTraversal = before.kind === "ScopeTraversalExpr" || before.kind === "RelativeTraversalExpr";
  const read = isTraversal && count < before.steps.length ? { ...before, steps: before.steps.slice(0, count) } : before;
  const value = view?.evaluate(read).value;
  if (!value) return [];
  const isWhole = value.hasContent && (value.type.kind === "object" || value.type.kind === "map");
  const fields: readonly (readonly [string, Partial<CompletionItem>])[] = isWhole
    ? [...value.entries].map(([name, entry]) => [name, described(entry)])
    : value.type.kind === "object"
      ? [...value.type.attributes].map(([name, type]) => [name, { detail: printType(type) }])
      : [];
  return fields
    .filter(([name]) => isIdentifier(name))
    .map(([name, more]) => ({ ...simple(name, "field", range, 1), ...more }));
}

function simple(label: string, kind: CompletionKind, range: TextRange, rank: CompletionItem["rank"]): CompletionItem {
  return { label, kind, range, text: label, rank };
}
