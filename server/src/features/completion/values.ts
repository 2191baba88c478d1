// Values that are not references: functions, types, keywords, closed lists of values, providers, module folders.

import type { TextRange } from "../../base/range.js";
import { isAvailable } from "../../model/builtins/featureVersions.js";
import { functionDocs } from "../../model/builtins/functions.js";
import { type AttributeSchema, schemaAt } from "../../model/builtins/schema.js";
import { signatures } from "../../model/functions/signatures.js";
import { directoryOf, relativePath } from "../../model/uri.js";
import { printType } from "../../model/values/typeName.js";
import type { CompletionRequest } from "./complete.js";
import type { ValuePlace } from "./context.js";
import type { CompletionItem } from "./item.js";

/** All functions that may be called, as snippets that end inside their parentheses. */
export function functionItems(request: CompletionRequest, range: TextRange, hasParen: boolean): CompletionItem[] {
  const items: CompletionItem[] = [];
  for (const [name, doc] of functionDocs) {
    if (!isAvailable(doc, request.product)) continue;
    items.push({
      label: name,
      kind: "function",
      detail: signatureText(name),
      documentation: () => {
        const { expression, result } = doc.example;
        return `${doc.doc}\n\n\`\`\`hcl\n${expression}${result === undefined ? "" : `\n# ${result.split("\n").join("\n# ")}`}\n\`\`\``;
      },
      range,
      ...(hasParen ? { text: name } : { text: `${name}($0)`, snippet: true }),
      rank: 5,
    });
  }
  return items;
}

/** `cidrsubnet(prefix, newbits, netnum)`; the name alone for a function whose signature is not known. */
export function signatureText(name: string): string {
  const signature = signatures[name];
  if (!signature) return name;
  const params = signature.params.map((param) => param.name);
  const rest = signature.variadic ? [`${signature.variadic.name}…`] : [];
  return `(${[...params, ...rest].join(", ")}) → ${printType(signature.returns)}`;
}

/** `true`, `false` and `null`. */
export function literalItems(range: TextRange, wantsBool: boolean): CompletionItem[] {
  return ["true", "false", "null"].map((label) => ({
    label,
    kind: "keyword",
    range,
    text: label,
    rank: wantsBool && label !== "null" ? 1 : 6,
  }));
}

const types: readonly (readonly [string, string, string])[] = [
  ["string", "string", "Text."],
  ["number", "number", "A number, whole or not."],
  ["bool", "bool", "`true` or `false`."],
  ["any", "any", "Any type; it is inferred from the value."],
  ["list", "list($1)", "Values of one type in an order."],
  ["set", "set($1)", "Different values of one type without an order."],
  ["map", "map($1)", "Values of one type by name."],
  ["object", "object({\n  $1 = $2\n})", "Named attributes, each of its own type."],
  ["tuple", "tuple([$1])", "A fixed number of values, each of its own type."],
  ["optional", "optional($1)", "In an object type: the attribute may be left out."],
];

/** What a type constraint is built of. */
export function typeItems(range: TextRange): CompletionItem[] {
  return types.map(([label, text, doc], i) => ({
    label,
    kind: "type",
    documentation: () => doc,
    range,
    text,
    snippet: true,
    rank: i < 4 ? 1 : 2,
  }));
}

/** The schema of the argument that holds the cursor, where it is one of the language's own. */
export function attributeSchemaAt(
  request: CompletionRequest,
  where: Pick<ValuePlace, "attribute" | "blocks">,
): AttributeSchema | undefined {
  const kind = request.entry.type?.kind;
  if (!kind || !where.attribute) return undefined;
  const steps = where.blocks.map((block) => ({
    type: block.type.name,
    labels: block.labels.map(({ value }) => value),
  }));
  return schemaAt(kind, steps, request.product.product)?.attributes[where.attribute.name.name];
}

/** The values that an argument accepts or suggests: bare words for keywords, quoted ones for strings. */
export function listedValues(schema: AttributeSchema, range: TextRange, quoted: boolean): CompletionItem[] {
  const isKeyword =
    schema.expr === "keyword" || schema.expr === "keyword-list" || schema.expr === "static-traversal-list";
  return [...(schema.values ?? []), ...(schema.suggestions ?? [])].map((value) => ({
    label: String(value),
    kind: "value",
    range,
    text: isKeyword || quoted || typeof value === "number" ? String(value) : `"${value}"`,
    rank: 1,
  }));
}

/** Provider configurations by the name that refers to them. */
export function providerItems(request: CompletionRequest, range: TextRange): CompletionItem[] {
  const names = new Set<string>(request.module.requiredProviders.keys());
  for (const { fact } of request.module.declarationsOf("provider")) names.add(fact.key.slice("provider.".length));
  for (const provided of request.module.requiredProviders.values()) {
    for (const { fact } of provided) for (const alias of fact.aliases) names.add(`${fact.name}.${alias}`);
  }
  return [...names].map((name) => ({ label: name, kind: "provider", range, text: name, rank: 1 }));
}

/** Folders with configuration, as sources relative to the module. */
export function moduleFolders(request: CompletionRequest, range: TextRange): CompletionItem[] {
  const from = directoryOf(request.uri);
  const items: CompletionItem[] = [];
  for (const module of request.snapshot.modules()) {
    if (module.directory === from || module.files.length === 0) continue;
    const path = relativePath(from, module.directory);
    const depth = path.split("/").length;
    items.push({
      label: path,
      kind: "folder",
      detail: `${[...module.declarationsOf("variable")].length} inputs`,
      range,
      text: path,
      rank: depth < 4 ? 1 : depth < 7 ? 2 : 3,
    });
  }
  return items;
}
