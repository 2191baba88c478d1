// A file of Terragrunt in JSON syntax, as the tree that the same configuration has in native syntax.
//
// Source: hcl v2.20, `json/structure.go`: which properties are blocks is the schema's to say; labels are the properties of
// an object, and several blocks of a type are elements of an array. A string is a template. Every node has its place in
// the JSON text, so that what is found in the tree can be shown there; edits are not written from it.

import { LineIndex } from "../../base/lineIndex.js";
import type { TextRange } from "../../base/range.js";
import type {
  Attribute,
  Block,
  BlockLabel,
  Body,
  BodyItem,
  Expression,
  ObjectItem,
  SourceFile,
} from "../../syntax/ast.js";
import { diagnoseJson } from "../../syntax/diagnoseJson.js";
import type { FileKind } from "../builtins/fileKinds.js";
import { type BlockSchema, type BodySchema, forLabels, rootSchema } from "../builtins/schema.js";
import { type JsonKey, type JsonNode, jsonProperties, parseJson } from "../jsonTree.js";

/** Parses a small piece of HCL; given by the workspace, which owns the parser. */
type ParseBody = (text: string) => Body;

interface Source {
  readonly text: string;
  readonly parse: ParseBody;
}

/** The tree of a JSON text; what could not be read of it is left out, and its errors say why. */
export function terragruntJsonFile(
  uri: string,
  version: number,
  text: string,
  kind: FileKind,
  parse: ParseBody,
): SourceFile {
  const root = parseJson(text);
  const schema = rootSchema(kind === "hcl" ? "terragrunt-include" : kind);
  const source = { text, parse };
  const body: Body = {
    kind: "Body",
    range: { start: 0, end: text.length },
    items: root ? itemsOf(root, schema, source) : [],
  };
  return fileWith({ uri, version, text, lineIndex: new LineIndex(text), errors: diagnoseJson(text) }, body);
}

function fileWith(file: Omit<SourceFile, "body" | "comments" | "swallowed" | "withItems">, body: Body): SourceFile {
  return {
    ...file,
    body,
    comments: [],
    swallowed: () => [],
    withItems: (items) => fileWith(file, { ...body, items }),
  };
}

function itemsOf(node: JsonNode, schema: BodySchema, source: Source): readonly BodyItem[] {
  const bodies = node.type === "array" ? (node.children ?? []) : [node];
  return bodies.flatMap((each) =>
    jsonProperties(each).flatMap(([key, value]): BodyItem[] => {
      const block = schema.freeform ? undefined : schema.blocks[key.value];
      const isBlock = block && (value.type === "object" || value.type === "array");
      return isBlock ? blocksOf(key, [], value, block, source) : [attribute(key, value, source)];
    }),
  );
}

/** The blocks of one property: one for each set of labels and each element of an array. */
function blocksOf(
  type: JsonKey,
  labels: readonly JsonKey[],
  value: JsonNode,
  schema: BlockSchema,
  source: Source,
): Block[] {
  if (value.type === "array") {
    return (value.children ?? []).flatMap((each) => blocksOf(type, labels, each, schema, source));
  }
  if (labels.length < (schema.labels?.length ?? 0)) {
    return jsonProperties(value).flatMap(([key, inner]) => blocksOf(type, [...labels, key], inner, schema, source));
  }
  const written: BlockLabel[] = labels.map((key) => ({ value: key.value, range: rangeOf(key), quoted: true }));
  const inner = forLabels(
    schema,
    labels.map((key) => key.value),
  );
  const { start, end } = rangeOf(value);
  const last = labels.at(-1) ?? type;
  return [
    {
      kind: "Block",
      range: { start: labels.length > 0 ? (labels[0]?.offset ?? type.offset) : type.offset, end },
      type: { name: type.value, range: contentRange(type) },
      labels: written,
      header: { start: last.offset, end: last.offset + last.length },
      openBrace: { start, end: start + 1 },
      closeBrace: { start: end - 1, end },
      body: { kind: "Body", range: { start: start + 1, end: end - 1 }, items: itemsOf(value, inner, source) },
    },
  ];
}

function attribute(key: JsonKey, value: JsonNode, source: Source): Attribute {
  const { end } = rangeOf(value);
  return {
    kind: "Attribute",
    range: { start: key.offset, end },
    name: { name: key.value, range: contentRange(key) },
    equals: { start: key.offset + key.length, end: value.offset },
    value: expressionOf(value, source),
  };
}

function expressionOf(node: JsonNode, source: Source): Expression {
  const range = rangeOf(node);
  switch (node.type) {
    case "object":
      return {
        kind: "ObjectConsExpr",
        range,
        items: jsonProperties(node).map(
          ([key, value]): ObjectItem => ({
            kind: "ObjectItem",
            range: { start: key.offset, end: value.offset + value.length },
            key: templateOf(key, source),
            name: isTemplate(key.value) ? undefined : key.value,
            separator: ":",
            value: expressionOf(value, source),
          }),
        ),
      };
    case "array":
      return {
        kind: "TupleConsExpr",
        range,
        elements: (node.children ?? []).map((element) => expressionOf(element, source)),
      };
    case "number":
      return {
        kind: "LiteralValueExpr",
        range,
        value: { type: "number", text: source.text.slice(range.start, range.end) },
      };
    case "boolean":
      return { kind: "LiteralValueExpr", range, value: { type: "bool", value: node.value === true } };
    case "string":
      return templateOf(node, source);
    default:
      return { kind: "LiteralValueExpr", range, value: { type: "null" } };
  }
}

function isTemplate(text: string): boolean {
  return text.includes("${") || text.includes("%{");
}

/** What stands before a string that is parsed by itself, so that its nodes have their places in the JSON text. */
const assignment = "x = ";

function templateOf(node: JsonNode, { text, parse }: Source): Expression {
  const range = rangeOf(node);
  const value = String(node.value);
  if (isTemplate(value) && range.start >= assignment.length) {
    const padding = " ".repeat(range.start - assignment.length);
    const [item] = parse(padding + assignment + nativeText(text.slice(range.start, range.end))).items;
    if (item?.kind === "Attribute") return item.value;
  }
  const content = { start: range.start + 1, end: Math.max(range.start + 1, range.end - 1) };
  return {
    kind: "TemplateExpr",
    range,
    style: "quoted",
    parts: value === "" ? [] : [{ kind: "TemplateLiteral", range: content, value }],
  };
}

/**
 * A JSON string as a quoted template of native syntax. Both escape alike, but within an interpolation JSON escapes what
 * native syntax writes as it is. A quote takes the place of its escape with a space beside it, so that what follows stays
 * where it is.
 */
function nativeText(json: string): string {
  const inside: ("template" | "expression")[] = ["template"];
  let result = '"';
  for (let i = 1; i < json.length - 1; i++) {
    const pair = json.slice(i, i + 2);
    const isOutermost = inside.length === 1;
    if (inside.at(-1) === "template") {
      if (json.startsWith("$${", i) || json.startsWith("%%{", i)) {
        result += json.slice(i, i + 3);
        i += 2;
      } else if (pair === "${" || pair === "%{") {
        inside.push("expression");
        result += pair;
        i++;
      } else if (pair === '\\"' && !isOutermost) {
        inside.pop();
        result += '" ';
        i++;
      } else if (pair.startsWith("\\")) {
        const isDoubled = pair === "\\\\" && !isOutermost;
        const end = isDoubled && json[i + 2] === "\\" ? i + 4 : i + (isDoubled ? 3 : 2);
        result += isDoubled ? json.slice(i + 1, end).replace('\\\\"', '\\"') : pair;
        i = end - 1;
      } else result += json[i];
    } else if (pair === '\\"') {
      inside.push("template");
      result += ' "';
      i++;
    } else {
      if (json[i] === "{") inside.push("expression");
      if (json[i] === "}") inside.pop();
      result += json[i];
    }
  }
  return `${result}"`;
}

function rangeOf(node: JsonNode): TextRange {
  return { start: node.offset, end: node.offset + node.length };
}

/** What stands between a string's quotes. */
function contentRange(node: JsonNode): TextRange {
  return { start: node.offset + 1, end: node.offset + Math.max(1, node.length - 1) };
}
