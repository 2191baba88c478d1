// Arguments, blocks and attributes that providers define, where their schemas are known.

import type { TextRange } from "../../base/range.js";
import {
  membersAt,
  type ProvidedAttribute,
  type ProvidedBlock,
  type ProvidedMember,
} from "../../model/providerSchema.js";
import { learnedShape } from "../../model/shapes.js";
import type { Type } from "../../model/values/type.js";
import { printType } from "../../model/values/typeName.js";
import type { Block } from "../../syntax/ast.js";
import { objectKind, providedObject, providedPlace, providerName } from "../providedObjects.js";
import type { CompletionRequest } from "./complete.js";
import { type CompletionItem, escapeSnippet } from "./item.js";
import { learnedKey } from "./learned.js";

/**
 * What may stand in a body that a provider defines, without what stands there already; undefined where the body is not
 * known, so that what the workspace has learned is all there is.
 */
export function providedItems(
  request: CompletionRequest,
  blocks: readonly Block[],
  range: TextRange,
  hasValue: boolean,
  count: (name: string) => number,
): CompletionItem[] | undefined {
  const place = providedPlace(request, request.module, blocks);
  if (!place) return undefined;
  const key = learnedKey(blocks);
  const learned = key === undefined ? undefined : learnedShape(request.snapshot, key);
  const seen = (name: string) => learned?.attributes.get(name)?.seen ?? learned?.blocks.get(name) ?? 0;
  const often = (name: string) => learned !== undefined && learned.seen > 1 && seen(name) * 2 >= learned.seen;
  const items: CompletionItem[] = [];
  for (const [name, attribute] of place.body.attributes) {
    if (count(name) > 0 || !(attribute.required || attribute.optional)) continue;
    items.push({
      label: name,
      kind: "attribute",
      detail: attributeDetail(attribute),
      documentation: () => documentation(attribute.doc, providerName(place.object.provider)),
      range,
      ...(hasValue ? { text: name } : { text: `${name} = ${valueSnippet(attribute.type)}`, snippet: true }),
      rank: attribute.required ? 1 : often(name) ? 2 : attribute.deprecated ? 7 : 3,
      ...(attribute.deprecated ? { deprecated: true } : {}),
    });
  }
  for (const [name, block] of place.body.blocks) {
    if (block.max !== undefined && count(name) >= block.max) continue;
    if ((block.mode === "single" || block.mode === "group") && count(name) > 0) continue;
    items.push({
      label: name,
      kind: "block",
      detail: blockDetail(block),
      documentation: () => documentation(block.body.doc, providerName(place.object.provider)),
      range,
      ...(hasValue ? { text: name } : { text: blockSnippet(name, block), snippet: true }),
      rank: block.min > 0 ? 1 : often(name) ? 2 : 4,
      ...(block.body.deprecated ? { deprecated: true } : {}),
    });
  }
  return items;
}

/** Keys of an object that is an argument with nested attributes, or of an object type; `path` leads to the object. */
export function providedKeys(
  request: CompletionRequest,
  blocks: readonly Block[],
  path: readonly string[],
  range: TextRange,
): CompletionItem[] {
  const place = providedPlace(request, request.module, blocks);
  if (!place || path.length === 0) return [];
  return membersAt(place.body, path).flatMap((member): CompletionItem[] => {
    if (member.kind === "block") return [];
    if (member.kind === "attribute" && !(member.attribute.required || member.attribute.optional)) return [];
    const type = memberType(member);
    return [
      {
        label: member.name,
        kind: "attribute",
        detail: member.kind === "attribute" ? attributeDetail(member.attribute) : printType(type),
        documentation: () => (member.kind === "attribute" ? member.attribute.doc : undefined),
        range,
        text: `${member.name} = ${valueSnippet(type)}`,
        snippet: true,
        rank: member.kind === "attribute" && member.attribute.required ? 1 : 2,
      },
    ];
  });
}

/** What stands behind a reference to an object of a known type and some steps; undefined where it is not known. */
export function providedMembers(
  request: CompletionRequest,
  block: string,
  type: string,
  path: readonly string[],
  range: TextRange,
): CompletionItem[] | undefined {
  const kind = objectKind(block);
  const object = kind && providedObject(request, request.module, kind, type);
  if (!object) return undefined;
  return membersAt(object.body, path).map((member) => ({
    label: member.name,
    kind: "field",
    detail: member.kind === "block" ? "block" : memberDetail(member),
    documentation: () => memberDoc(member),
    range,
    text: member.name,
    rank: 2,
    ...(member.kind === "attribute" && member.attribute.deprecated ? { deprecated: true } : {}),
  }));
}

/** The type that an argument of a provider's body takes; undefined where it is not known. */
export function providedType(request: CompletionRequest, blocks: readonly Block[], argument: string): Type | undefined {
  return providedPlace(request, request.module, blocks)?.body.attributes.get(argument)?.type;
}

function memberType(member: Exclude<ProvidedMember, { kind: "block" }>): Type {
  return member.kind === "attribute" ? member.attribute.type : member.type;
}

function memberDetail(member: Exclude<ProvidedMember, { kind: "block" }>): string {
  const isSensitive = member.kind === "attribute" && member.attribute.sensitive;
  return [shortType(memberType(member)), isSensitive ? "sensitive" : ""].filter((part) => part !== "").join(" · ");
}

function memberDoc(member: ProvidedMember): string | undefined {
  switch (member.kind) {
    case "attribute":
      return member.attribute.doc;
    case "block":
      return member.block.body.doc;
    case "field":
      return undefined;
  }
}

function attributeDetail({ required, type, sensitive }: ProvidedAttribute): string {
  return [required ? "required" : "", shortType(type), sensitive ? "sensitive" : ""]
    .filter((part) => part !== "")
    .join(" · ");
}

function blockDetail({ min, max, mode }: ProvidedBlock): string {
  const often = max === 1 || mode === "single" || mode === "group" ? "at most one" : "";
  return ["block", min > 0 ? "required" : "", often].filter((part) => part !== "").join(" · ");
}

/** Longer types push the labels away; the hover has the whole. */
const longestType = 40;

function shortType(type: Type): string {
  const printed = printType(type);
  return printed.length <= longestType ? printed : `${printed.slice(0, longestType - 1)}…`;
}

function documentation(doc: string, provider: string): string {
  return [doc, `*${provider}*`].filter((part) => part !== "").join("\n\n");
}

/** A value of a type to begin with, as a snippet. */
export function valueSnippet(type: Type): string {
  switch (type.kind) {
    case "string":
      return '"$0"';
    case "list":
    case "set":
      return type.element.kind === "object" ? "[{\n  $0\n}]" : "[$0]";
    case "tuple":
      return "[$0]";
    case "map":
    case "object":
      return "{\n  $0\n}";
    default:
      return "$0";
  }
}

/** A block with its required arguments. */
function blockSnippet(name: string, { body }: ProvidedBlock): string {
  const required = [...body.attributes].filter(([, attribute]) => attribute.required);
  if (required.length === 0) return `${escapeSnippet(name)} {\n  $0\n}`;
  const width = Math.max(...required.map(([each]) => each.length));
  const lines = required.map(
    ([each, { type }], i) => `  ${each.padEnd(width)} = ${valueSnippet(type).replaceAll("$0", `$${i + 1}`)}\n`,
  );
  return `${escapeSnippet(name)} {\n${lines.join("")}}`;
}
