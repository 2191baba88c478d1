// What the language itself defines: block types, arguments and functions.

import type { TextRange } from "../../base/range.js";
import { touches } from "../../base/range.js";
import { availabilityRequirement } from "../../model/builtins/featureVersions.js";
import { functionDocs } from "../../model/builtins/functions.js";
import { type BlockSchema, type Lifetime, rootSchema, schemaAt } from "../../model/builtins/schema.js";
import type { Block } from "../../syntax/ast.js";
import { pathAt } from "../../syntax/visit.js";
import { parametersText } from "../completion/namespaced.js";
import { signatureText } from "../completion/values.js";
import { productOf } from "../diagnostics.js";
import type { Hover, HoverContext } from "../hovers.js";
import { providerFunction } from "../providerFunctions.js";
import { isTerragruntFile } from "../terragrunt/place.js";

/** The block type or argument name at the pointer. */
export function languageName(ctx: HoverContext): Hover | undefined {
  const { snapshot, uri, offset } = ctx;
  const file = snapshot.file(uri);
  const kind = snapshot.entry(uri)?.type?.kind;
  const module = snapshot.moduleOf(uri);
  if (!file || !kind || !module || isTerragruntFile(snapshot, uri)) return undefined;
  const product = productOf(module, ctx.options);
  const nodes = pathAt(file, offset);
  const blocks = nodes.filter((node): node is Block => node.kind === "Block");
  const attribute = nodes.findLast((node) => node.kind === "Attribute");
  const steps = blocks.map((block) => ({ type: block.type.name, labels: block.labels.map(({ value }) => value) }));
  if (attribute?.kind === "Attribute") {
    if (!touches(attribute.name.range, offset)) return undefined;
    const body = steps.length === 0 ? rootSchema(kind, product.product) : schemaAt(kind, steps, product.product);
    const schema = body?.attributes[attribute.name.name];
    if (!schema) return undefined;
    const facts = [
      schema.required === true ? "required" : "optional",
      ...(schema.default === undefined ? [] : [`default \`${schema.default}\``]),
    ];
    const head = `**${attribute.name.name}**: \`${schema.type}\` (${facts.join(", ")})`;
    return hover(attribute.name.range, [head, schema.doc, ...lifetime(schema, product)]);
  }
  const block = blocks[blocks.length - 1];
  if (!block || !touches(block.type.range, offset)) return undefined;
  const schema = schemaAt(kind, steps, product.product);
  return (
    schema &&
    hover(block.type.range, [`**${block.type.name}**`, schema.doc, ...lifetime(schema, product), link(schema)])
  );
}

function lifetime(item: Lifetime, product: Parameters<typeof availabilityRequirement>[1]): string[] {
  const needs = availabilityRequirement(item, product);
  const since = item.since?.opentofu;
  return [
    needs === undefined ? "" : `Not available here: it ${needs}.`,
    since !== undefined && since !== "never" ? `Since OpenTofu ${since}.` : "",
    item.deprecated ? `Deprecated: ${item.deprecated.message}` : "",
  ];
}

function link({ url }: BlockSchema): string {
  return url === undefined ? "" : `[Documentation](${url})`;
}

/** The function at the pointer: signature, explanation and an example with its result. */
export function functionName({ snapshot, uri, offset, options }: HoverContext): Hover | undefined {
  const file = snapshot.file(uri);
  if (!file) return undefined;
  for (const node of pathAt(file, offset).reverse()) {
    if (node.kind !== "FunctionCallExpr" || !touches(node.nameRange, offset)) continue;
    const name = node.name.startsWith("core::") ? node.name.slice("core::".length) : node.name;
    const doc = functionDocs.get(name);
    if (!doc) {
      const module = snapshot.moduleOf(uri);
      const provided = module && providerFunction(options, module, node.name);
      if (!provided) return undefined;
      return hover(node.nameRange, [`\`\`\`hcl\n${node.name}${parametersText(provided)}\n\`\`\``, provided.doc]);
    }
    const { expression, result } = doc.example;
    const outcome = result === undefined ? "" : `\n# ${result.split("\n").join("\n# ")}`;
    return hover(node.nameRange, [
      `\`\`\`hcl\n${name}${signatureText(name)}\n\`\`\``,
      doc.doc,
      `\`\`\`hcl\n${expression}${outcome}\n\`\`\``,
      `[Documentation](${doc.url})`,
    ]);
  }
  return undefined;
}

function hover(range: TextRange, lines: readonly string[]): Hover {
  return { range, markdown: lines.filter((line) => line !== "").join("\n\n") };
}
