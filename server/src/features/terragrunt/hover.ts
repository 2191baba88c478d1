// What is shown when the pointer rests on a place of a Terragrunt file.

import { type TextRange, touches } from "../../base/range.js";
import type { BodySchema } from "../../model/builtins/schema.js";
import { rootSchema, schemaAt } from "../../model/builtins/schema.js";
import { terragruntFunctions } from "../../model/builtins/terragrunt/functions.js";
import { terragruntRoots } from "../../model/builtins/terragrunt/references.js";
import { plainTerm } from "../../model/terragrunt/term.js";
import type { Unit } from "../../model/terragrunt/unit.js";
import { directoryOf, nameOf, relativePath } from "../../model/uri.js";
import { printValue } from "../../model/values/print.js";
import { printType } from "../../model/values/typeName.js";
import { isWhollyKnown, type Value } from "../../model/values/value.js";
import type { Attribute, Block } from "../../syntax/ast.js";
import { pathAt } from "../../syntax/visit.js";
import { labelled } from "../hover/labelled.js";
import type { Hover, HoverContext } from "../hovers.js";
import { symbolAt } from "../navigation/symbol.js";
import { terragruntOccurrences } from "./occurrences.js";
import { dependencyOf } from "./outputPath.js";
import { schemaKind, type TerragruntPlace, terragruntPlace } from "./place.js";
import { shownText } from "./shownText.js";
import type { TerragruntSymbol } from "./symbol.js";

/** A name that Terragrunt's files declare: what it leads to, its value for the unit, and its uses. */
export function terragruntName({ snapshot, uri, offset }: HoverContext): Hover | undefined {
  const symbol = symbolAt(snapshot, uri, offset);
  if (symbol?.kind !== "terragrunt") return undefined;
  const place = terragruntPlace(snapshot, symbol.home);
  const here = terragruntPlace(snapshot, uri);
  const uses = terragruntOccurrences(symbol).filter(({ kind }) => kind !== "declaration").length;
  const lines = [
    `**${words[symbol.what]} "${symbol.name}"**`,
    ...(place && here ? detailsOf(symbol, place, here) : []),
    `Used in ${uses} ${uses === 1 ? "place" : "places"}.`,
  ];
  return { range: symbol.range, markdown: lines.filter((line) => line !== "").join("\n\n") };
}

const words: Readonly<Record<TerragruntSymbol["what"], string>> = {
  local: "local value",
  include: "include",
  dependency: "dependency",
  feature: "feature",
  value: "value",
  unit: "unit",
  stack: "stack",
};

function detailsOf(symbol: TerragruntSymbol, place: TerragruntPlace, here: TerragruntPlace): string[] {
  const { name } = symbol;
  switch (symbol.what) {
    case "local": {
      // What an included file says depends on the unit, so that the one at hand decides.
      const view = here.unit?.viewOf(symbol.home) ?? place.view;
      return [...valueLines(view?.local(name)?.value), seenFrom(here.unit?.viewOf(symbol.home) ? here : place)];
    }
    case "include": {
      const include = place.view?.includes.find(({ label }) => label === name);
      if (!include) return [];
      const users = include.uri === undefined ? 0 : place.workspace.includedBy(include.uri).length;
      return [
        include.uri === undefined ? "" : `Includes \`${relativePath(place.unit?.directory ?? "", include.uri)}\`.`,
        include.strategy === "shallow" ? "" : `Merged \`${include.strategy}\`.`,
        include.expose === true ? `Its values can be read as \`include.${name}\`.` : "",
        users > 1 ? `${users} units include that file.` : "",
      ];
    }
    case "dependency":
      return dependencyLines(place, symbol);
    case "value":
      return here.units.length > 1 ? givenByStacks(here, name) : valueLines(givenValue(here, symbol));
    case "unit":
    case "stack": {
      const found = place.workspace
        .components(place.unit?.uri ?? symbol.home)
        .filter((each) => each.kind === symbol.what && each.name === name);
      const [first] = found;
      return [
        first?.sourceDirectory === undefined
          ? ""
          : `Source: \`${relativePath(symbol.home.slice(0, symbol.home.lastIndexOf("/")), first.sourceDirectory)}\``,
        found.length > 1 ? `Generates ${found.length} instances.` : "",
        ...(found.length === 1 ? valueLines(first?.values, "Values") : []),
      ];
    }
    case "feature":
      return ["A flag that `--feature` or `TG_FEATURE` can set when Terragrunt runs."];
  }
}

function dependencyLines(place: TerragruntPlace, { name, item }: TerragruntSymbol): string[] {
  const dependency = dependencyOf(place, name, item);
  if (!dependency) return [];
  const { directory } = dependency;
  const unit = directory === undefined ? undefined : place.workspace.unit(directory);
  const components = directory === undefined ? undefined : place.workspace.componentsIn(directory);
  const kind = components && !unit ? "stack" : "unit";
  const outputs = unit?.source.module ? [...unit.source.module.declarationsOf("output")].length : undefined;
  return [
    directory === undefined && !dependency.isRepeated ? "Where it leads is not known here." : "",
    directory === undefined ? "" : `The ${kind} \`${relativePath(place.unit?.directory ?? "", directory)}\`.`,
    unit ? sourceText(unit) : "",
    components && !unit ? `It has ${components.map((each) => `\`${each.name}\``).join(", ")}.` : "",
    outputs === undefined ? "" : `${outputs} ${outputs === 1 ? "output" : "outputs"}.`,
    dependency.isRepeated ? "Stands for several dependencies by its `expansion`." : "",
  ];
}

function sourceText({ source, directory }: Unit): string {
  if (source.kind === "local" && source.uri !== undefined) return `It runs \`${relativePath(directory, source.uri)}\`.`;
  return source.text === undefined ? "" : `It runs \`${source.text}\`.`;
}

/** Stacks of which a value is shown. */
const mostGivers = 4;

/** What each of the units that stacks generate from a file is given. */
function givenByStacks({ units, workspace }: TerragruntPlace, name: string): string[] {
  const given = units.flatMap((directory): string[] => {
    const values = workspace.unit(directory)?.view.values();
    const value = values?.hasContent && values.type.kind === "object" ? new Map(values.entries).get(name) : undefined;
    const by = workspace.unit(directory)?.origin.generatedBy?.stack;
    if (!value || by === undefined) return [];
    const text = isWhollyKnown(value) ? printValue(value) : printType(value.type);
    return [`- \`${text.length > 80 ? `${text.slice(0, 80)}…` : text}\` in \`${nameOf(directoryOf(by))}\``];
  });
  const more = given.length > mostGivers ? [`- and ${given.length - mostGivers} more`] : [];
  return given.length === 0 ? [] : [[...given.slice(0, mostGivers), ...more].join("\n")];
}

/** What a file is given; at the component that gives it, what that gives. */
function givenValue({ view, unit, role, workspace }: TerragruntPlace, symbol: TerragruntSymbol): Value | undefined {
  const { name, home, item } = symbol;
  const giving = role === "stack" && unit ? workspace.components(unit.uri) : [];
  const values = giving.find((each) => each.uri === home && each.item === item)?.values ?? view?.values();
  return values?.hasContent && values.type.kind === "object" ? new Map(values.entries).get(name) : undefined;
}

function valueLines(value: Value | undefined, label = "Value"): string[] {
  if (!value || value.marks.size > 0) return [];
  if (isWhollyKnown(value)) return [labelled(label, printValue(value))];
  return value.type.kind === "dynamic" ? [] : [`Type: \`${printType(value.type)}\``];
}

/** Of which unit a value is, where the file is part of several. */
function seenFrom({ units, unit, role }: TerragruntPlace): string {
  if (role !== "include" || !unit || units.length < 2) return "";
  return `As the unit \`${unit.directory.slice(unit.directory.lastIndexOf("/") + 1)}\` sees it, one of ${units.length}.`;
}

/** A block type or argument of Terragrunt's language; for some, what they come to for the unit. */
export function terragruntLanguage({ snapshot, uri, offset }: HoverContext): Hover | undefined {
  const place = terragruntPlace(snapshot, uri);
  const file = snapshot.file(uri);
  const entry = snapshot.entry(uri);
  if (!place || !file || !entry) return undefined;
  const nodes = pathAt(file, offset);
  const blocks = nodes.filter((node): node is Block => node.kind === "Block");
  const attribute = nodes.findLast((node): node is Attribute => node.kind === "Attribute");
  const kind = schemaKind(entry, place);
  const steps = blocks.map((block) => ({ type: block.type.name, labels: block.labels.map(({ value }) => value) }));
  if (attribute) {
    if (!touches(attribute.name.range, offset)) return undefined;
    const body: BodySchema | undefined = steps.length === 0 ? rootSchema(kind) : schemaAt(kind, steps);
    const schema = body?.attributes[attribute.name.name];
    if (!schema) return undefined;
    const merged = steps.length === 0 ? mergedText(place, attribute.name.name) : "";
    return hover(attribute.name.range, [
      `**${attribute.name.name}**: \`${schema.type}\`${schema.required === true ? " (required)" : ""}`,
      schema.doc,
      schema.deprecated ? `Deprecated: ${schema.deprecated.message}` : "",
      merged,
    ]);
  }
  const block = blocks[blocks.length - 1];
  if (!block || !touches(block.type.range, offset)) return undefined;
  const schema = schemaAt(kind, steps);
  if (!schema) return undefined;
  return hover(block.type.range, [
    `**${block.type.name}**`,
    schema.doc,
    schema.deprecated ? `Deprecated: ${schema.deprecated.message}` : "",
    steps.length === 1 ? mergedText(place, block.type.name) : "",
  ]);
}

/** Parts of the configuration that includes add to, and that are worth seeing as a whole. */
const mergedParts: ReadonlySet<string> = new Set(["inputs", "remote_state", "generate", "terraform"]);

function mergedText(place: TerragruntPlace, name: string): string {
  if (!mergedParts.has(name) || !place.unit || place.role === "stack") return "";
  const term = place.unit.configuration.entries.get(name)?.term;
  if (!term) return "";
  const seen = seenFrom(place);
  return `${labelled("Merged", beginning(shownText(plainTerm(term))), "hcl")}${seen === "" ? "" : `\n\n${seen}`}`;
}

/** Longer texts say more than a hover can show. */
const longestShown = 1500;

function beginning(text: string): string {
  if (text.length <= longestShown) return text;
  return `${text.slice(0, text.lastIndexOf("\n", longestShown))}\n…`;
}

/** One of Terragrunt's own functions, with what this call gives. */
export function terragruntFunction({ snapshot, uri, offset }: HoverContext): Hover | undefined {
  const file = snapshot.file(uri);
  const place = terragruntPlace(snapshot, uri);
  if (!file || !place) return undefined;
  const call = pathAt(file, offset).findLast(
    (node) => node.kind === "FunctionCallExpr" && touches(node.nameRange, offset),
  );
  if (call?.kind !== "FunctionCallExpr") return undefined;
  const known = terragruntFunctions.get(call.name);
  if (!known) return undefined;
  const parameters = known.parameters.map((each) => `${each.name}${each.optional ? "?" : ""}: ${each.type}`);
  const value = known.evaluation === "never" ? undefined : place.view?.evaluate(call).value;
  return hover(call.nameRange, [
    `\`\`\`hcl\n${call.name}(${parameters.join(", ")}) → ${known.returns}\n\`\`\``,
    known.doc,
    known.evaluation === "never" ? "Its result depends on where Terragrunt runs, so it is not known here." : "",
    ...(value ? valueLines(value, "Here") : []),
    value && isWhollyKnown(value) ? seenFrom(place) : "",
  ]);
}

/** A root: `local`, `dependency`, … */
export function terragruntRoot({ snapshot, uri, offset }: HoverContext): Hover | undefined {
  const file = snapshot.file(uri);
  if (!file || !terragruntPlace(snapshot, uri)) return undefined;
  const traversal = pathAt(file, offset).findLast((node) => node.kind === "ScopeTraversalExpr");
  if (traversal?.kind !== "ScopeTraversalExpr" || !touches(traversal.root.range, offset)) return undefined;
  const schema = terragruntRoots[traversal.root.name];
  return schema && hover(traversal.root.range, [`**${schema.shape}**`, schema.doc]);
}

function hover(range: TextRange, lines: readonly string[]): Hover {
  return { range, markdown: lines.filter((line) => line !== "").join("\n\n") };
}
