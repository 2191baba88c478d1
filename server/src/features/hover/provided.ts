// What a provider says of its own: types of objects, arguments, blocks, and attributes behind references.

import { slice, type TextRange, touches } from "../../base/range.js";
import { accessOf } from "../../model/access.js";
import { parseAddressKey } from "../../model/address.js";
import type { Module } from "../../model/module.js";
import {
  membersAt,
  type ObjectKind,
  type ProvidedAttribute,
  type ProvidedBlock,
  type ProvidedMember,
} from "../../model/providerSchema.js";
import type { Type } from "../../model/values/type.js";
import { printType } from "../../model/values/typeName.js";
import type { Attribute, Block, BlockLabel, Node } from "../../syntax/ast.js";
import { pathAt } from "../../syntax/visit.js";
import type { Hover, HoverContext } from "../hovers.js";
import {
  documentationUrl,
  objectKind,
  type ProvidedPlace,
  presumedUrl,
  providedObject,
  providedPlace,
  providerName,
} from "../providedObjects.js";

/** The name at the pointer, where a provider defines it and its schema is known. */
export function providedName(ctx: HoverContext): Hover | undefined {
  const { snapshot, uri, offset } = ctx;
  const file = snapshot.file(uri);
  if (!file) return undefined;
  const nodes = pathAt(file, offset);
  const blocks = nodes.filter((node): node is Block => node.kind === "Block");
  const attribute = nodes.findLast((node): node is Attribute => node.kind === "Attribute");
  if (!attribute) return blockName(ctx, blocks);
  if (touches(attribute.name.range, offset)) return argumentName(ctx, blocks, attribute);
  return keyName(ctx, blocks, attribute, nodes) ?? attributeStep(ctx, nodes);
}

/** The type in a block's label, or the type of a nested block. */
function blockName(ctx: HoverContext, blocks: readonly Block[]): Hover | undefined {
  const block = blocks[blocks.length - 1];
  const module = ctx.snapshot.moduleOf(ctx.uri);
  if (!block || !module) return undefined;
  const [label] = block.labels;
  const kind = objectKind(block.type.name);
  if (kind && label && touches(label.range, ctx.offset)) {
    const object = providedObject(ctx.options, module, kind, label.value);
    if (!object) return documented(module, kind, label);
    const url = documentationUrl(object.provider, kind, label.value);
    return {
      range: label.range,
      markdown: lines(
        `**${label.value}** (${kind})`,
        object.body.deprecated ? "Deprecated." : "",
        object.body.doc,
        origin(object.provider.version === "" ? "Built into OpenTofu" : providerName(object.provider), url),
      ),
    };
  }
  if (!touches(block.type.range, ctx.offset)) return undefined;
  const place = providedPlace(ctx.options, module, blocks.slice(0, -1));
  const found = place?.body.blocks.get(block.type.name);
  return place && found && { range: block.type.range, markdown: aboutBlock(block.type.name, found, place) };
}

/** Where nothing is known of a type, the page that tells of it. */
function documented(module: Module, kind: ObjectKind, { value, range }: BlockLabel): Hover | undefined {
  const url = presumedUrl(module, kind, value);
  return url === undefined ? undefined : { range, markdown: `**${value}** (${kind}) · [Documentation](${url})` };
}

function argumentName(ctx: HoverContext, blocks: readonly Block[], { name }: Attribute): Hover | undefined {
  const module = ctx.snapshot.moduleOf(ctx.uri);
  const place = module && providedPlace(ctx.options, module, blocks);
  const found = place?.body.attributes.get(name.name);
  return place && found && { range: name.range, markdown: aboutAttribute(name.name, found, place) };
}

/** A key of an object that an argument takes. */
function keyName(
  ctx: HoverContext,
  blocks: readonly Block[],
  attribute: Attribute,
  nodes: readonly Node[],
): Hover | undefined {
  const item = nodes.findLast((node) => node.kind === "ObjectItem");
  const module = ctx.snapshot.moduleOf(ctx.uri);
  if (item?.kind !== "ObjectItem" || item.name === undefined || !touches(item.key.range, ctx.offset)) return undefined;
  const place = module && providedPlace(ctx.options, module, blocks);
  if (!place) return undefined;
  const around = nodes.slice(0, nodes.indexOf(item));
  const path = around.flatMap((node) => (node.kind === "ObjectItem" ? (node.name ?? []) : []));
  const found = membersAt(place.body, [attribute.name.name, ...path]).find(({ name }) => name === item.name);
  return found && { range: item.key.range, markdown: aboutMember(found, place) };
}

/** An attribute behind a reference: `arn` in `aws_s3_bucket.logs.arn`. */
function attributeStep(ctx: HoverContext, nodes: readonly Node[]): Hover | undefined {
  const module = ctx.snapshot.moduleOf(ctx.uri);
  const file = ctx.snapshot.file(ctx.uri);
  const step = nodes.findLast((node) => node.kind === "AttrStep");
  const access = nodes.find(
    (node) => node.kind === "ScopeTraversalExpr" || node.kind === "RelativeTraversalExpr" || node.kind === "SplatExpr",
  );
  if (!module || !file || step?.kind !== "AttrStep" || !access || !touches(step.nameRange, ctx.offset))
    return undefined;
  if (access.kind !== "ScopeTraversalExpr" && access.kind !== "RelativeTraversalExpr" && access.kind !== "SplatExpr")
    return undefined;
  const { base, accessors } = accessOf(access);
  if (base.kind !== "ScopeTraversalExpr") return undefined;
  const names = [base.root.name, ...accessors.flatMap((each) => (each.kind === "attr" ? [each.name] : []))];
  const at = accessors.filter(({ kind }) => kind === "attr").findIndex(({ range }) => range.start === step.range.start);
  const isNamed = base.root.name === "data" || base.root.name === "ephemeral";
  const length = isNamed ? 3 : 2;
  const address = parseAddressKey(names.slice(0, length).join("."));
  // `at` counts the steps behind the root's name.
  if (address?.kind !== "resource" || at < length - 1) return undefined;
  const kind = address.mode === "managed" ? "resource" : address.mode;
  const object = providedObject(ctx.options, module, kind, address.type);
  if (!object) return undefined;
  const path = names.slice(length, at + 1);
  const found = membersAt(object.body, path).find(({ name }) => name === step.name);
  const range: TextRange = step.nameRange;
  return found && slice(file.text, range) === step.name
    ? { range, markdown: aboutMember(found, { object, body: object.body }) }
    : undefined;
}

function aboutMember(member: ProvidedMember, place: ProvidedPlace): string {
  switch (member.kind) {
    case "attribute":
      return aboutAttribute(member.name, member.attribute, place);
    case "block":
      return aboutBlock(member.name, member.block, place);
    case "field":
      return lines(head(member.name, member.type, []), origin(providerName(place.object.provider), undefined));
  }
}

function aboutAttribute(name: string, attribute: ProvidedAttribute, { object }: ProvidedPlace): string {
  const { required, optional, computed, sensitive, writeOnly, deprecated } = attribute;
  const facts = [
    required
      ? "required"
      : optional
        ? computed
          ? "optional, known after the apply where it is not given"
          : "optional"
        : "read only",
    ...(sensitive ? ["sensitive"] : []),
    ...(writeOnly ? ["write only"] : []),
    ...(deprecated ? ["deprecated"] : []),
  ];
  return lines(head(name, attribute.type, facts), attribute.doc, origin(providerName(object.provider), undefined));
}

function aboutBlock(name: string, { body, min, max, mode }: ProvidedBlock, { object }: ProvidedPlace): string {
  const most = mode === "single" || mode === "group" ? 1 : max;
  const often =
    most === undefined
      ? min > 0
        ? `at least ${min}`
        : "any number"
      : most === 1
        ? min > 0
          ? "exactly one"
          : "at most one"
        : `${min} to ${most}`;
  return lines(
    `**${name}** (block, ${often})`,
    body.deprecated ? "Deprecated." : "",
    body.doc,
    origin(providerName(object.provider), undefined),
  );
}

/** Longer types are cut: a hover is read at a glance. */
const longestType = 300;

function head(name: string, type: Type, facts: readonly string[]): string {
  const printed = printType(type);
  const shown = printed.length <= longestType ? printed : `${printed.slice(0, longestType)}…`;
  return `**${name}**: \`${shown}\`${facts.length > 0 ? ` (${facts.join(", ")})` : ""}`;
}

function origin(provider: string, url: string | undefined): string {
  return `*${provider}*${url === undefined ? "" : ` · [Documentation](${url})`}`;
}

function lines(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}
