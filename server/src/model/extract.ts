// The one extractor: from a file's syntax tree to its facts. The workspace index and the model both call it.

import type { Attribute, Block, BlockLabel, Body, Expression, SourceFile } from "../syntax/ast.js";
import { walkExpressions } from "../syntax/visit.js";
import { accessOf, literalString } from "./access.js";
import { addressKey, resourceMode } from "./address.js";
import type {
  DeclarationFact,
  FileFacts,
  NamedFileFact,
  PathPart,
  ReferenceFact,
  RequiredProviderFact,
  ShapeFact,
  VersionFact,
} from "./facts.js";
import { factsOfItems } from "./itemFacts.js";
import { localPath, namedFile } from "./namedFiles.js";
import { type ReferenceOrigin, visitItemOrigins } from "./references.js";
import { addShapes } from "./shapes.js";

/** Facts under construction. */
interface Facts {
  readonly declarations: DeclarationFact[];
  readonly references: ReferenceFact[];
  readonly requiredProviders: RequiredProviderFact[];
  readonly shapes: ShapeFact[];
  readonly requiredVersions: VersionFact[];
  readonly compatibleWith: VersionFact[];
  readonly functionProviders: Set<string>;
  readonly namedFiles: NamedFileFact[];
  hasLanguageBlock: boolean;
  backend: { readonly type: string; readonly range: { readonly start: number; readonly end: number } } | undefined;
}

/** The facts of a configuration or test file. Never throws; a broken file gives what could be understood. */
export function extractConfiguration(file: SourceFile): FileFacts {
  return factsOfItems(file, (item, index) => {
    const facts = newFacts();
    if (item.kind === "Block") extractBlock(item, index, facts);
    visitItemOrigins(item, index, (origin, context) => {
      if (origin.address) facts.references.push(referenceFact(origin, context.item));
    });
    collectCalls(item.kind === "Block" ? item.body : item, facts);
    return finish(facts, false);
  });
}

/** The facts of a variable values file: each attribute gives a value to the variable of its name. */
export function extractVariableValues(file: SourceFile): FileFacts {
  const facts = newFacts();
  file.body.items.forEach((item, index) => {
    if (item.kind === "Attribute") facts.references.push(variableValue(item, index));
  });
  return finish(facts, file.errors.length > 0);
}

function newFacts(): Facts {
  return {
    declarations: [],
    references: [],
    requiredProviders: [],
    shapes: [],
    requiredVersions: [],
    compatibleWith: [],
    functionProviders: new Set(),
    namedFiles: [],
    hasLanguageBlock: false,
    backend: undefined,
  };
}

function finish(facts: Facts, hasErrors: boolean): FileFacts {
  return {
    declarations: orNone(facts.declarations),
    references: orNone(facts.references),
    requiredProviders: orNone(facts.requiredProviders),
    shapes: orNone(facts.shapes),
    requiredVersions: orNone(facts.requiredVersions),
    compatibleWith: orNone(facts.compatibleWith),
    hasLanguageBlock: facts.hasLanguageBlock,
    ...(facts.backend ? { backend: facts.backend } : {}),
    functionProviders: facts.functionProviders.size === 0 ? none : [...facts.functionProviders],
    namedFiles: orNone(facts.namedFiles),
    hasErrors,
  };
}

const none: readonly never[] = [];

/** Most items have few kinds of facts, so that empty lists share one. */
function orNone<Fact>(facts: readonly Fact[]): readonly Fact[] {
  return facts.length === 0 ? none : facts;
}

function extractBlock(block: Block, item: number, facts: Facts): void {
  switch (block.type.name) {
    case "variable":
    case "output":
    case "check":
    case "run":
      declareNamed(block, item, facts);
      break;
    case "locals":
      declareLocals(block, item, facts);
      break;
    case "resource":
    case "data":
    case "ephemeral":
      declareResource(block, item, undefined, facts);
      break;
    case "module":
      declareModule(block, item, facts);
      break;
    case "provider":
      declareProvider(block, item, facts);
      break;
    case "terraform":
      extractSettings(block, facts);
      break;
    case "language":
      facts.hasLanguageBlock = true;
      extractLanguage(block, facts);
      break;
    case "variables":
      // A test file's values for the variables of the module under test.
      for (const child of block.body.items)
        if (child.kind === "Attribute") facts.references.push(variableValue(child, item));
      break;
  }
  if (block.type.name === "check") {
    block.body.items.forEach((child, nested) => {
      if (child.kind === "Block" && child.type.name === "data") declareResource(child, item, nested, facts);
    });
  }
  if (block.type.name === "run") {
    for (const child of block.body.items) {
      if (child.kind !== "Block" || child.type.name !== "variables") continue;
      for (const value of child.body.items)
        if (value.kind === "Attribute") facts.references.push(variableValue(value, item));
    }
  }
}

/** The text of a label without its quotes. */
export function labelText(label: BlockLabel): { start: number; end: number } {
  if (!label.quoted) return label.range;
  const start = label.range.start + 1;
  return { start, end: Math.max(start, isClosedLabel(label) ? label.range.end - 1 : label.range.end) };
}

/** True for a label with both quotes, or with none. A half-typed one has no closing quote. */
export function isClosedLabel(label: BlockLabel): boolean {
  // Escapes make the text longer than the value, never shorter.
  return !label.quoted || label.range.end - label.range.start >= label.value.length + 2;
}

function declareNamed(block: Block, item: number, facts: Facts): void {
  const label = block.labels[0];
  const kind = block.type.name as "variable" | "output" | "check" | "run";
  if (!label) return;
  const description = stringArgument(block.body, "description");
  facts.declarations.push({
    kind,
    key: addressKey({ kind, name: label.value }),
    name: label.value,
    nameRange: labelText(label),
    range: block.range,
    header: block.header,
    item,
    ...(kind === "variable" ? { hasDefault: argument(block.body, "default") !== undefined } : {}),
    ...(description === undefined ? {} : { description }),
  });
}

function declareLocals(block: Block, item: number, facts: Facts): void {
  block.body.items.forEach((child, attribute) => {
    if (child.kind !== "Attribute") return;
    facts.declarations.push({
      kind: "local",
      key: addressKey({ kind: "local", name: child.name.name }),
      name: child.name.name,
      nameRange: child.name.range,
      range: child.range,
      header: child.name.range,
      item,
      attribute,
      ...pathOfLocal(child.value),
    });
  });
}

function declareResource(block: Block, item: number, nested: number | undefined, facts: Facts): void {
  const [type, name] = block.labels;
  const mode = resourceMode(block.type.name);
  if (!type || !name || !mode) return;
  addShapes(`${block.type.name}.${type.value}`, block.body, facts.shapes);
  const repeated = repetition(block.body);
  facts.declarations.push({
    kind: mode === "managed" ? "resource" : mode,
    key: addressKey({ kind: "resource", mode, type: type.value, name: name.value }),
    name: name.value,
    nameRange: labelText(name),
    range: block.range,
    header: block.header,
    item,
    type: type.value,
    ...(nested === undefined ? {} : { nested }),
    ...(repeated ? { repetition: repeated } : {}),
  });
}

function declareModule(block: Block, item: number, facts: Facts): void {
  const label = block.labels[0];
  if (!label) return;
  const source = stringArgument(block.body, "source");
  const version = stringArgument(block.body, "version");
  const repeated = repetition(block.body);
  const inputs = block.body.items
    .filter((child): child is Attribute => child.kind === "Attribute" && !moduleMetaArguments.has(child.name.name))
    .map((child) => ({ name: child.name.name, range: child.name.range }));
  facts.declarations.push({
    kind: "module",
    key: addressKey({ kind: "module", name: label.value }),
    name: label.value,
    nameRange: labelText(label),
    range: block.range,
    header: block.header,
    item,
    inputs,
    ...(source === undefined ? {} : { source }),
    ...(version === undefined ? {} : { version }),
    ...(repeated ? { repetition: repeated } : {}),
  });
}

/** Arguments of a module call that are not inputs of the called module. */
export const moduleMetaArguments: ReadonlySet<string> = new Set([
  "source",
  "version",
  "count",
  "for_each",
  "providers",
  "depends_on",
]);

function declareProvider(block: Block, item: number, facts: Facts): void {
  const label = block.labels[0];
  if (!label) return;
  addShapes(`provider.${label.value}`, block.body, facts.shapes);
  const aliasArgument = argument(block.body, "alias");
  const alias = aliasArgument ? literalString(aliasArgument.value) : undefined;
  const name = alias ?? label.value;
  const nameRange =
    alias !== undefined && aliasArgument
      ? { start: aliasArgument.value.range.start + 1, end: aliasArgument.value.range.end - 1 }
      : labelText(label);
  facts.declarations.push({
    kind: "provider",
    key: addressKey({ kind: "provider", name: label.value, alias }),
    name,
    nameRange,
    range: block.range,
    header: block.header,
    item,
    type: label.value,
    ...(argument(block.body, "for_each") ? { repetition: "for_each" as const } : {}),
  });
}

function extractSettings(block: Block, facts: Facts): void {
  for (const child of block.body.items) {
    if (child.kind === "Attribute") {
      if (child.name.name !== "required_version") continue;
      const text = literalString(child.value);
      if (text !== undefined) facts.requiredVersions.push({ text, range: child.value.range });
    } else if (child.type.name === "required_providers") {
      for (const provider of child.body.items) {
        if (provider.kind === "Attribute") facts.requiredProviders.push(requiredProvider(provider));
      }
    } else if (child.type.name === "backend" || child.type.name === "cloud") {
      facts.backend = { type: child.labels[0]?.value ?? child.type.name, range: child.range };
    }
  }
}

function requiredProvider(attribute: Attribute): RequiredProviderFact {
  const base = { name: attribute.name.name, nameRange: attribute.name.range, range: attribute.range };
  const legacyVersion = literalString(attribute.value);
  if (legacyVersion !== undefined) return { ...base, version: legacyVersion, aliases: [] };
  if (attribute.value.kind !== "ObjectConsExpr") return { ...base, aliases: [] };
  let source: string | undefined;
  let version: string | undefined;
  const aliases: string[] = [];
  for (const item of attribute.value.items) {
    if (item.name === "source") source = literalString(item.value);
    else if (item.name === "version") version = literalString(item.value);
    else if (item.name === "configuration_aliases" && item.value.kind === "TupleConsExpr") {
      for (const element of item.value.elements) {
        const first = accessOf(element).accessors[0];
        if (first?.kind === "attr") aliases.push(first.name);
      }
    }
  }
  return {
    ...base,
    aliases,
    ...(source === undefined ? {} : { source }),
    ...(version === undefined ? {} : { version }),
  };
}

function extractLanguage(block: Block, facts: Facts): void {
  for (const child of block.body.items) {
    if (child.kind !== "Block" || child.type.name !== "compatible_with") continue;
    const value = argument(child.body, "opentofu");
    const text = value ? literalString(value.value) : undefined;
    if (value && text !== undefined) facts.compatibleWith.push({ text, range: value.value.range });
  }
}

function pathOfLocal(value: Expression): { readonly path?: readonly PathPart[] } {
  const path = localPath(value);
  return path ? { path } : {};
}

function collectCalls(node: Body | Attribute, facts: Facts): void {
  walkExpressions(node, (expression) => {
    if (expression.kind !== "FunctionCallExpr") return;
    const named = namedFile(expression);
    if (named) facts.namedFiles.push(named);
    if (!expression.name.includes("::")) return;
    const [namespace, provider] = expression.name.split("::");
    if (namespace === "provider" && provider) facts.functionProviders.add(provider);
  });
}

function referenceFact(origin: ReferenceOrigin, item: number): ReferenceFact {
  let attribute: { name: string; range: { start: number; end: number } } | undefined;
  for (const accessor of origin.accessors) {
    if (accessor.kind !== "attr") continue;
    attribute = { name: accessor.name, range: accessor.step.nameRange };
    break;
  }
  return {
    key: origin.key,
    place: origin.place,
    range: origin.range,
    addressRange: origin.addressRange,
    nameRange: origin.nameRange,
    item,
    ...(attribute ? { attribute } : {}),
  };
}

function variableValue(attribute: Attribute, item: number): ReferenceFact {
  const range = attribute.name.range;
  return {
    key: addressKey({ kind: "variable", name: attribute.name.name }),
    place: "value",
    range,
    addressRange: range,
    nameRange: range,
    item,
  };
}

/** A body's argument of a name; of several, the first. */
export function argument(body: Body, name: string): Attribute | undefined {
  for (const item of body.items) if (item.kind === "Attribute" && item.name.name === name) return item;
  return undefined;
}

/** A body's nested block of a type; of several, the first. */
export function nestedBlock(body: Body, type: string): Block | undefined {
  for (const item of body.items) if (item.kind === "Block" && item.type.name === type) return item;
  return undefined;
}

function stringArgument(body: Body, name: string): string | undefined {
  const found = argument(body, name);
  return found ? literalString(found.value) : undefined;
}

/** Which meta-argument decides how many instances a block has; `enabled` stands in its `lifecycle` block. */
export function repetition(body: Body): "count" | "for_each" | "enabled" | undefined {
  if (argument(body, "count")) return "count";
  if (argument(body, "for_each")) return "for_each";
  const lifecycle = nestedBlock(body, "lifecycle");
  return lifecycle && argument(lifecycle.body, "enabled") ? "enabled" : undefined;
}
