// Completion in Terragrunt's files: blocks and arguments, names by what is evaluated where, inputs, outputs and paths.

import type { TextRange } from "../../../base/range.js";
import { literalString } from "../../../model/access.js";
import { backendBodies } from "../../../model/builtins/backends.js";
import type { FileKind } from "../../../model/builtins/fileKinds.js";
import { functionDocs } from "../../../model/builtins/functions.js";
import { type AttributeSchema, type BodySchema, rootSchema, schemaAt } from "../../../model/builtins/schema.js";
import { hasTerragruntFunction, terragruntFunctions } from "../../../model/builtins/terragrunt/functions.js";
import { storeSettings } from "../../../model/builtins/terragrunt/storeSettings.js";
import { argument } from "../../../model/extract.js";
import type { Module } from "../../../model/module.js";
import { inputVariable } from "../../../model/moduleValues/inputVariables.js";
import type { ProductDecision } from "../../../model/product.js";
import { printType } from "../../../model/values/typeName.js";
import type { FileEntry, WorkspaceSnapshot } from "../../../model/workspace.js";
import type { Block, Body, SourceFile } from "../../../syntax/ast.js";
import type { CompletionContext, ValuePlace } from "../../completion/context.js";
import type { CompletionItem } from "../../completion/item.js";
import { namesIn, schemaItems } from "../../completion/items.js";
import { fieldItems } from "../../completion/keys.js";
import { listedValues, literalItems } from "../../completion/values.js";
import { dependenciesAt, generatedAt, moduleOf, outputsStart, ownerOf } from "../outputPath.js";
import { schemaKind, type TerragruntPlace, terragruntPlace } from "../place.js";
import { rootNames, stepNames } from "./names.js";
import { pathItems } from "./paths.js";

export interface TerragruntRequest {
  readonly snapshot: WorkspaceSnapshot;
  readonly entry: FileEntry;
  readonly file: SourceFile;
  readonly product: ProductDecision;
  readonly place: TerragruntPlace;
  readonly kind: FileKind;
}

/** What may stand at the cursor in a file of Terragrunt. */
export function terragruntItems(
  snapshot: WorkspaceSnapshot,
  entry: FileEntry,
  file: SourceFile,
  product: ProductDecision,
  context: CompletionContext,
): readonly CompletionItem[] {
  const place = terragruntPlace(snapshot, entry.uri);
  if (!place) return [];
  const kind = schemaKind(entry, place);
  const request: TerragruntRequest = { snapshot, entry, file, product, place, kind };
  switch (context.kind) {
    case "item":
      return items(request, context);
    case "label":
      return [];
    case "root":
      return roots(request, context.range, context.where);
    case "step":
    case "index":
      return stepNames(request, context);
    case "key":
      return keys(request, context);
    case "string":
      return strings(request, context);
  }
}

function bodySchema({ kind }: TerragruntRequest, blocks: readonly Block[]): BodySchema | undefined {
  const steps = blocks.map((block) => ({
    type: block.type.name,
    labels: block.labels.map(({ value }) => value),
  }));
  return steps.length === 0 ? rootSchema(kind) : schemaAt(kind, steps);
}

function items(request: TerragruntRequest, context: Extract<CompletionContext, { kind: "item" }>): CompletionItem[] {
  const schema = bodySchema(request, context.blocks);
  const body: Body = context.blocks[context.blocks.length - 1]?.body ?? request.file.body;
  const present = namesIn(body, context.range);
  return schema ? schemaItems(request, schema, body, context, present, true) : [];
}

function attributeSchemaAt(request: TerragruntRequest, where: ValuePlace): AttributeSchema | undefined {
  return where.attribute && bodySchema(request, where.blocks)?.attributes[where.attribute.name.name];
}

function roots(request: TerragruntRequest, range: TextRange, where: ValuePlace): readonly CompletionItem[] {
  const schema = attributeSchemaAt(request, where);
  return [
    ...(schema ? listedValues(schema, range, false) : []),
    ...rootNames(request, range, where),
    ...functions(range, request.file.text[range.end] === "("),
    ...literalItems(range, schema?.type === "bool"),
  ];
}

/** Terragrunt's own functions first, then those of OpenTofu that it has. */
function functions(range: TextRange, hasParen: boolean): CompletionItem[] {
  const own = [...terragruntFunctions.values()].filter((each) => each.experiment === undefined);
  const text = (name: string) => (hasParen ? { text: name } : { text: `${name}($0)`, snippet: true });
  const others = [...functionDocs].filter(([name]) => !terragruntFunctions.has(name) && hasTerragruntFunction(name));
  return [
    ...own.map(
      ({ name, doc, parameters, returns }): CompletionItem => ({
        label: name,
        kind: "function",
        detail: `(${parameters.map((each) => (each.optional ? `${each.name}?` : each.name)).join(", ")}) → ${returns}`,
        documentation: () => doc,
        range,
        ...text(name),
        rank: 4,
      }),
    ),
    ...others.map(
      ([name, { doc }]): CompletionItem => ({
        label: name,
        kind: "function",
        documentation: () => doc,
        range,
        ...text(name),
        rank: 5,
      }),
    ),
  ];
}

/** Keys of `inputs`, of mocks, of a component's values, and of arguments whose fields are known. */
function keys(
  request: TerragruntRequest,
  { object, range, where }: Extract<CompletionContext, { kind: "key" }>,
): readonly CompletionItem[] {
  const present = new Set(
    object.items.flatMap(({ key, name }) => (key.range.start === range.start || name === undefined ? [] : [name])),
  );
  return keyCandidates(request, where, range).filter(({ label }) => !present.has(label));
}

function keyCandidates(request: TerragruntRequest, where: ValuePlace, range: TextRange): CompletionItem[] {
  const name = where.attribute?.name.name;
  const [block] = where.blocks;
  const isTop = where.nodes.filter((node) => node.kind === "ObjectConsExpr").length === 1;
  if (name === "inputs" && where.blocks.length === 0 && isTop) return inputs(request, where, range);
  const inner = where.blocks[where.blocks.length - 1];
  if (name === "inputs" && inner?.type.name === "autoinclude" && isTop) return inputs(request, where, range);
  if (name === "config" && inner?.type.name === "remote_state" && isTop) return storeItems(inner, range);
  if (name === "mock_outputs" && inner?.type.name === "dependency") return mocks(request, inner, where, range);
  if (name === "values" && (block?.type.name === "unit" || block?.type.name === "stack") && isTop) {
    return componentValues(request, block, range);
  }
  return fieldItems(attributeSchemaAt(request, where), range);
}

/** The variables of the modules that the file's units run: required ones first, those that are set elsewhere last. */
function inputs({ snapshot, place, file }: TerragruntRequest, where: ValuePlace, range: TextRange): CompletionItem[] {
  const found = new Map<string, CompletionItem>();
  const units = place.role === "stack" ? generatedAt(place, itemAt(file, where)) : place.units;
  const setElsewhere = place.role === "stack" ? "set by the unit" : "set by an include";
  for (const directory of units.slice(0, 50)) {
    const unit = place.workspace.unit(directory);
    const { module } = unit?.source ?? {};
    for (const { fact } of module?.declarationsOf("variable") ?? []) {
      if (found.has(fact.name) || !module) continue;
      const variable = inputVariable(snapshot, module, fact.name);
      const isInherited = unit?.inputs?.has(fact.name) ?? false;
      const type = variable?.hasType ? printType(variable.constraint.type) : "";
      found.set(fact.name, {
        label: fact.name,
        kind: "variable",
        detail: [fact.hasDefault ? "" : "required", type, isInherited ? setElsewhere : ""]
          .filter((part) => part !== "")
          .join(" · "),
        ...(fact.description === undefined ? {} : { documentation: () => fact.description }),
        range,
        text: `${fact.name} = $0`,
        snippet: true,
        rank: isInherited ? 4 : fact.hasDefault ? 2 : 1,
      });
    }
  }
  return [...found.values()];
}

/** The arguments of a backend, then Terragrunt's own settings of the store. */
function storeItems({ body }: Block, range: TextRange): CompletionItem[] {
  const written = argument(body, "backend");
  const backend = (written && literalString(written.value)) ?? "";
  const own = [...(storeSettings[backend] ?? [])];
  return [
    ...fieldItems({ fields: backendBodies[backend]?.attributes ?? {} }, range),
    ...own.map(
      ([label, type]): CompletionItem => ({
        label,
        kind: "attribute",
        detail: `${type} · Terragrunt`,
        range,
        text: `${label} = $0`,
        snippet: true,
        rank: 3,
      }),
    ),
  ];
}

/** The names of a dependency's outputs; in those of a stack, the outputs of the unit whose object the cursor is in. */
function mocks(request: TerragruntRequest, block: Block, where: ValuePlace, range: TextRange): CompletionItem[] {
  const objects = where.nodes.flatMap((node) => (node.kind === "ObjectItem" ? [node] : []));
  const outer = objects.filter(({ value }) => value.range.start <= range.start && range.end <= value.range.end);
  const names = [block.labels[0]?.value ?? "", "outputs", ...outer.map(({ name }) => name ?? "")];
  return outputsBehind(request, where, names).map(({ name, description, kind }) => ({
    label: name,
    kind: kind === "output" ? "output" : "module",
    ...(description === undefined ? {} : { documentation: () => description }),
    range,
    text: kind === "output" ? `${name} = "$0"` : `${name} = {\n  $0\n}`,
    snippet: true,
    rank: 1,
  }));
}

/** What a dependency's outputs have: a module's outputs, a stack's units and stacks. */
export interface NameOfOutput {
  readonly name: string;
  readonly kind: "output" | "unit" | "stack";
  readonly description?: string;
}

/** The index of the top-level item around a place; -1 where there is none. */
export function itemAt({ body }: SourceFile, { blocks, nodes }: ValuePlace): number {
  return body.items.findIndex((item) => item === blocks[0] || nodes.includes(item));
}

/** What may follow `LABEL.outputs` and the names behind it, at a place of the file. */
export function outputsBehind(
  { place, file }: TerragruntRequest,
  where: ValuePlace,
  names: readonly string[],
): readonly NameOfOutput[] {
  const start = outputsStart(dependenciesAt(place, itemAt(file, where)), names);
  if (!start || start.from > names.length) return [];
  const behind = names.slice(start.from);
  const owner = ownerOf(place.workspace, start.directory, behind);
  if (owner?.depth !== behind.length) return [];
  if (!owner.components)
    return outputsOf(moduleOf(place.workspace, owner)).map((each) => ({ ...each, kind: "output" }));
  const found = new Map(owner.components.map(({ name, kind }) => [name, kind]));
  return [...found].map(([name, kind]) => ({ name, kind }));
}

/** The module of the unit that a dependency leads to. */
export function dependencyModule(place: TerragruntPlace, label: string): Module | undefined {
  const directory = place.unit?.dependencies.find((each) => each.label === label)?.directory;
  return directory === undefined ? undefined : place.workspace.unit(directory)?.source.module;
}

/** The outputs of a module by name. */
function outputsOf(module: Module | undefined): { readonly name: string; readonly description?: string }[] {
  return [...(module?.declarationsOf("output") ?? [])].map(({ fact }) => ({
    name: fact.name,
    ...(fact.description === undefined ? {} : { description: fact.description }),
  }));
}

/** The names that the unit or stack behind a component reads from `values`. */
function componentValues({ place, snapshot }: TerragruntRequest, block: Block, range: TextRange): CompletionItem[] {
  const component = place.workspace
    .components(place.uri)
    .find((each) => each.kind === block.type.name && each.name === block.labels[0]?.value);
  const uri = component?.sourceFile;
  const facts = uri === undefined ? undefined : snapshot.facts(uri)?.terragrunt;
  const names = new Set(
    (facts?.references ?? []).flatMap(({ root, names: [name] }) =>
      root === "values" && name !== undefined ? [name] : [],
    ),
  );
  return [...names].map((name) => ({
    label: name,
    kind: "field",
    detail: `read by the ${block.type.name}`,
    range,
    text: `${name} = $0`,
    snippet: true,
    rank: 1,
  }));
}

function strings(
  request: TerragruntRequest,
  { range, where }: Extract<CompletionContext, { kind: "string" }>,
): readonly CompletionItem[] {
  const schema = attributeSchemaAt(request, where);
  return [...pathItems(request, range, where), ...(schema ? listedValues(schema, range, true) : [])];
}
