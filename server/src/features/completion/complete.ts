// Completion: what may stand at the cursor, in whatever state the file is.

import type { TextRange } from "../../base/range.js";
import type { Module } from "../../model/module.js";
import { isLocalSource } from "../../model/moduleCalls.js";
import { decideProduct, type ProductDecision } from "../../model/product.js";
import { learnedShape } from "../../model/shapes.js";
import type { FileEntry, WorkspaceSnapshot } from "../../model/workspace.js";
import type { Block, SourceFile } from "../../syntax/ast.js";
import { scanPart } from "../../syntax/scan.js";
import { type CheckOptions, productOf } from "../diagnostics.js";
import type { ProviderKnowledge } from "../providedObjects.js";
import { terragruntItems } from "../terragrunt/completion/complete.js";
import { isTerragruntFile } from "../terragrunt/place.js";
import { type CompletionContext, contextAt, type ValuePlace } from "./context.js";
import { encryptionItems } from "./encryption.js";
import { rankedByType } from "./expected.js";
import { indexItems } from "./indexKeys.js";
import type { CompletionItem } from "./item.js";
import { bodyItems } from "./items.js";
import { keyItems } from "./keys.js";
import { labelItems } from "./labels.js";
import { learnedKey } from "./learned.js";
import { addressItems, stepItems } from "./names.js";
import { namespacedAt, namespacedItems, providerFunctionItems } from "./namespaced.js";
import { isReadPath, moduleStart } from "./paths.js";
import { providedItems } from "./provided.js";
import { moduleVersions, requirementValues } from "./requirements.js";
import {
  attributeSchemaAt,
  functionItems,
  listedValues,
  literalItems,
  moduleFolders,
  providerItems,
  typeItems,
} from "./values.js";

export interface CompletionRequest extends ProviderKnowledge {
  readonly snapshot: WorkspaceSnapshot;
  readonly uri: string;
  readonly entry: FileEntry;
  readonly file: SourceFile;
  readonly module: Module;
  readonly product: ProductDecision;
}

/** What may stand at an offset, best first. Empty where nothing is known. */
export function complete(
  snapshot: WorkspaceSnapshot,
  uri: string,
  offset: number,
  options: CheckOptions & ProviderKnowledge,
): readonly CompletionItem[] {
  const entry = snapshot.entry(uri);
  const file = snapshot.file(uri);
  const namespaced = file && namespacedAt(file, offset);
  const context = file && contextAt(file, offset);
  if (entry && file && !context && !namespaced && isHalfCondition(file, offset)) {
    return completeCondition(snapshot, uri, offset, options);
  }
  if (!entry || !file || !(context || namespaced)) return [];
  if (isTerragruntFile(snapshot, uri)) {
    const known = decideProduct(options.evidence(entry.directory));
    return sorted(context ? terragruntItems(snapshot, entry, file, known, context) : []);
  }
  const module = snapshot.moduleOf(uri);
  if (!module) return [];
  const { schemas } = options;
  const product = productOf(module, options);
  const request: CompletionRequest = { snapshot, uri, entry, file, module, product, ...(schemas ? { schemas } : {}) };
  if (namespaced) return sorted(namespacedItems(request, namespaced));
  return context ? sorted(itemsFor(request, context)) : [];
}

/** Whether a condition stands before an offset on its line whose second result is not there yet: `a ? b`. */
function isHalfCondition(file: SourceFile, offset: number): boolean {
  const { start } = file.lineIndex.line(file.lineIndex.position(offset).line);
  let open = 0;
  for (const { type } of scanPart(file.text, start, offset)) {
    if (type === "Question") open++;
    else if (type === "Colon" && open > 0) open--;
  }
  return open > 0;
}

/** Half a condition is no expression, so it is completed as if the other half were there. */
function completeCondition(
  snapshot: WorkspaceSnapshot,
  uri: string,
  offset: number,
  options: CheckOptions & ProviderKnowledge,
): readonly CompletionItem[] {
  const rest = { range: { start: offset, end: offset }, newText: " : null" };
  const whole = snapshot.after({ edits: new Map([[uri, [rest]]]), operations: [] });
  const file = whole.file(uri);
  if (!file || !contextAt(file, offset)) return [];
  // Edits elsewhere would be made for a text that is longer than the one that is there.
  return complete(whole, uri, offset, options).filter(({ change }) => change === undefined);
}

function sorted(items: readonly CompletionItem[]): readonly CompletionItem[] {
  return [...items].sort((a, b) => a.rank - b.rank || compare(a.label, b.label));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function itemsFor(request: CompletionRequest, context: CompletionContext): readonly CompletionItem[] {
  switch (context.kind) {
    case "item":
      return bodyItems(request, context);
    case "label":
      return labelItems(request, context);
    case "step":
      return rankedByType(request, context.where, stepItems(request, context));
    case "key":
      return keyItems(request, context);
    case "string":
      return stringItems(request, context);
    case "index":
      return indexItems(request, context);
    case "root":
      return rootItems(request, context.range, context.where);
  }
}

function rootItems(request: CompletionRequest, range: TextRange, where: ValuePlace): readonly CompletionItem[] {
  const schema = attributeSchemaAt(request, where);
  const listed = schema ? listedValues(schema, range, false) : [];
  switch (where.place) {
    case "type":
      return typeItems(range);
    case "keyword":
      return listed;
    case "provider":
    case "providers":
      return providerItems(request, range);
    case "ignore_changes":
      return [...listed, ...ignorableArguments(request, where, range)];
    case "depends_on":
    case "replace_triggered_by":
    case "moved.from":
    case "moved.to":
    case "removed.from":
    case "import.to":
    case "target":
    case "expect_failures":
      return addressItems(request, where, range).filter((item) => fits(where, item));
    default:
      break;
  }
  const encryption = encryptionItems(request, schema?.meaning, range);
  if (encryption.length > 0) return encryption;
  const hasParen = request.file.text[range.end] === "(";
  return [
    ...listed,
    ...rankedByType(request, where, addressItems(request, where, range)),
    ...functionItems(request, range, hasParen),
    ...providerFunctionItems(request, range, hasParen),
    ...literalItems(range, schema?.type === "bool"),
  ];
}

/** Objects that can stand where only addresses do. */
function fits({ place }: ValuePlace, { kind }: CompletionItem): boolean {
  switch (place) {
    case "depends_on":
    case "moved.from":
    case "moved.to":
    case "removed.from":
    case "target":
      return kind === "resource" || kind === "data" || kind === "module";
    case "expect_failures":
      return kind === "resource" || kind === "data" || kind === "variable" || kind === "output";
    default:
      return kind === "resource";
  }
}

/** The arguments of the resource, which is what can be ignored: those it gives first, then the others that are known. */
function ignorableArguments(
  request: CompletionRequest,
  { blocks }: ValuePlace,
  range: TextRange,
): readonly CompletionItem[] {
  const given = ownArguments(blocks[0], range);
  const known = providedItems(request, blocks.slice(0, 1), range, true, () => 0) ?? [];
  const key = learnedKey(blocks.slice(0, 1));
  const learned = key === undefined ? [] : [...learnedShape(request.snapshot, key).attributes.keys()];
  const others = [...known, ...learned.map((name) => argumentName(name, range))];
  const seen = new Set([...given.map(({ label }) => label), ...notIgnorable]);
  return [...given, ...others.filter(({ label }) => !seen.has(label) && seen.add(label))];
}

/** What belongs to OpenTofu and not to the provider. */
const notIgnorable = new Set(["count", "for_each", "provider", "depends_on", "lifecycle", "connection", "provisioner"]);

function argumentName(name: string, range: TextRange): CompletionItem {
  return { label: name, kind: "field", range, text: name, rank: 1 };
}

function ownArguments(resource: Block | undefined, range: TextRange): CompletionItem[] {
  return (resource?.body.items ?? []).flatMap((item): CompletionItem[] => {
    const name = item.kind === "Attribute" ? item.name.name : item.type.name;
    return notIgnorable.has(name) ? [] : [argumentName(name, range)];
  });
}

function stringItems(
  request: CompletionRequest,
  { range, where }: Extract<CompletionContext, { kind: "string" }>,
): readonly CompletionItem[] {
  const schema = attributeSchemaAt(request, where);
  const template = where.nodes.findLast((node) => node.kind === "TemplateExpr");
  const call = where.nodes.findLast((node) => node.kind === "FunctionCallExpr");
  if (template?.kind === "TemplateExpr" && call?.kind === "FunctionCallExpr" && isReadPath(call, template)) {
    return range.start === range.end ? [moduleStart(range)] : [];
  }
  if (where.path[0] === "terraform" && where.path[1] === "required_providers") {
    const field = where.nodes.findLast((node) => node.kind === "ObjectItem");
    const name = field?.kind === "ObjectItem" ? field.name : undefined;
    return where.attribute && name !== undefined
      ? requirementValues(request, where.attribute.name.name, name, range)
      : [];
  }
  if (where.path.length === 1 && where.path[0] === "module" && where.attribute?.name.name === "version") {
    return moduleVersions(request, where, range);
  }
  if (schema?.meaning === "module-source") {
    const [before] = request.file.text.slice(range.start, range.end).split("\n");
    return before === "" || before === "." || before === ".." || isLocalSource(before ?? "")
      ? moduleFolders(request, range)
      : [];
  }
  return schema ? listedValues(schema, range, true) : [];
}
