// yamldecode: YAML's structure by a library, its scalars by OpenTofu's own rules, which are neither YAML 1.1 nor 1.2.

import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
} from "yaml";
import { convert } from "../values/convert.js";
import { Failure } from "../values/failure.js";
import { BigNumber } from "../values/number.js";
import { goQuote } from "../values/text.js";
import { dynamicType, stringType } from "../values/type.js";
import { typeName } from "../values/typeName.js";
import {
  boolValue,
  integerValue,
  nullValue,
  numberValue,
  objectValue,
  stringValue,
  tupleValue,
  type Value,
} from "../values/value.js";
import { base64Decode } from "./base64.js";
import type { Implementation, Implementations } from "./implementation.js";
import { yamlTimestamp } from "./yamlTimestamp.js";

const longTag = "tag:yaml.org,2002:";
const resolvable = ["str", "bool", "int", "float", "null", "timestamp", "binary"];

const words = new Map<string, Value>();
for (const word of ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"]) {
  words.set(word, boolValue(true));
}
for (const word of ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"]) {
  words.set(word, boolValue(false));
}
for (const word of ["", "~", "null", "Null", "NULL"]) words.set(word, nullValue);
for (const word of [".inf", ".Inf", ".INF"]) {
  words.set(word, numberValue(BigNumber.infinity(false)));
  words.set(`+${word}`, numberValue(BigNumber.infinity(false)));
  words.set(`-${word}`, numberValue(BigNumber.infinity(true)));
}

const inRange = (text: string, from: string, to: string): boolean =>
  text !== "" && [...text].every((character) => character >= from && character <= to);
const isDecimal = (text: string): boolean => inRange(text, "0", "9");
const isHexadecimal = (text: string): boolean =>
  text !== "" && [...text].every((character) => "0123456789abcdefABCDEF".includes(character));

function isInteger(text: string): boolean {
  if (text.startsWith("0o")) return inRange(text.slice(2), "0", "7");
  if (text.startsWith("0x")) return isHexadecimal(text.slice(2));
  return isDecimal(text[0] === "-" || text[0] === "+" ? text.slice(1) : text);
}

function isFloat(text: string): boolean {
  const unsigned = text[0] === "-" || text[0] === "+" ? text.slice(1) : text;
  const [mantissa = "", exponent, ...more] = unsigned.replaceAll("E", "e").split("e");
  if (more.length > 0) return false;
  if (exponent !== undefined) {
    if (!isDecimal(exponent[0] === "-" || exponent[0] === "+" ? exponent.slice(1) : exponent)) return false;
  }
  const [whole = "", fraction, ...dots] = mantissa.split(".");
  if (dots.length > 0 || (whole !== "" && !isDecimal(whole))) return false;
  if (fraction === undefined) return whole !== "";
  return fraction === "" ? whole !== "" : isDecimal(fraction);
}

function parseNumber(text: string): Value | undefined {
  const plain = text.replaceAll("_", "");
  const decimal = BigNumber.parse(plain);
  if (decimal) return numberValue(decimal);
  const negative = plain.startsWith("-");
  const body = negative || plain.startsWith("+") ? plain.slice(1) : plain;
  const based = body.startsWith("0x") || body.startsWith("0o") || body.startsWith("0b");
  if (!based || !isHexadecimal(body.slice(2))) return undefined;
  const size = BigInt(body);
  return integerValue(negative ? -size : size);
}

/** A scalar's value by its tag ("" for none) and its text. */
function resolveScalar(tag: string, text: string, quoted: boolean): Value | string {
  const short = tag.startsWith(longTag) ? tag.slice(longTag.length) : tag;
  if (tag !== "" && !resolvable.includes(short)) return `unsupported tag ${goQuote(tag)}`;
  let effective = short;
  const first = text[0] ?? "~";
  if (effective !== "str" && effective !== "binary" && "+-.0123456789yYnNtTfFoO~".includes(first)) {
    if (quoted) return stringValue(text);
    const word = words.get(text);
    if (word) return word;
    if (effective === "" && (text === ".nan" || text === ".NaN" || text === ".NAN")) {
      return "floating point NaN is not supported";
    }
    if (first === ".") {
      const number = BigNumber.parse(text);
      if (number) return numberValue(number);
    } else if ("+-0123456789".includes(first)) {
      const time = effective === "" || effective === "timestamp" ? yamlTimestamp(text) : undefined;
      if (time !== undefined) return stringValue(time);
      if (isInteger(text)) effective = "int";
      else if (isFloat(text)) effective = "float";
    }
  }
  const cannot = `cannot parse ${goQuote(text)} as ${tag === "" ? `!!${effective}` : `!!${short}`}`;
  switch (effective) {
    case "binary":
      return base64Decode(text) instanceof Uint8Array ? stringValue(text) : `${cannot}: not valid base64`;
    case "bool": {
      const word = words.get(text);
      return word?.type.kind === "bool" ? word : cannot;
    }
    case "int":
    case "float":
      return parseNumber(text) ?? cannot;
    case "timestamp": {
      const time = yamlTimestamp(text);
      return time === undefined ? cannot : stringValue(time);
    }
    case "null":
      return nullValue;
    default:
      return stringValue(text);
  }
}

class Reader {
  private readonly anchors = new Map<string, Value>();
  private readonly open = new Set<string>();
  private readonly lines = new LineCounter();

  read(source: string): Value | Failure {
    const documents = parseAllDocuments(source, {
      schema: "failsafe",
      uniqueKeys: false,
      lineCounter: this.lines,
      logLevel: "silent",
    });
    if (!Array.isArray(documents)) return new Failure("on line 1, column 1: missing start of document");
    const [document, second] = documents;
    const error = documents.flatMap(({ errors }) => errors)[0];
    if (error) {
      // The library repeats the place at the end of its message.
      const [what = error.code] = error.message.split(" at line ");
      const { line, col } = this.lines.linePos(error.pos[0]);
      return new Failure(`on line ${Math.max(line, 1)}, column ${Math.max(col, 1)}: ${what}`);
    }
    if (second) return new Failure("on line 1, column 1: unexpected extra content after value");
    if (document === undefined) return new Failure("on line 1, column 1: missing start of document");
    return document.contents ? this.node(document.contents) : nullValue;
  }

  private node(node: Node): Value | Failure {
    if (isAlias(node)) return this.alias(node);
    const anchor = "anchor" in node ? (node as { anchor?: string }).anchor : undefined;
    if (anchor) this.open.add(anchor);
    const value = this.content(node);
    if (anchor) this.open.delete(anchor);
    if (anchor && !(value instanceof Failure)) this.anchors.set(anchor, value);
    return value;
  }

  private content(node: Node): Value | Failure {
    if (isScalar(node)) return this.scalar(node);
    const tag = node.tag ?? "";
    if (isMap(node)) {
      if (tag !== "" && tag !== `${longTag}map`) return new Failure(`can't interpret mapping as ${tag}`);
      return this.mapping(node);
    }
    if (!isSeq(node)) return new Failure("unexpected parser event");
    if (tag !== "" && tag !== `${longTag}seq`) return new Failure(`can't interpret sequence as ${tag}`);
    const elements: Value[] = [];
    for (const item of node.items as Node[]) {
      const element = this.node(item);
      if (element instanceof Failure) return element;
      elements.push(element);
    }
    return tupleValue(elements);
  }

  private alias(node: Alias): Value | Failure {
    const name = node.source;
    if (this.open.has(name)) {
      return new Failure(`cannot refer to anchor ${goQuote(name)} from inside its own definition`);
    }
    return this.anchors.get(name) ?? new Failure(`reference to undefined anchor ${goQuote(name)}`);
  }

  private scalar(node: Scalar): Value | Failure {
    const text = textOf(node);
    const tag = tagOf(node);
    // What is quoted or in a block is a string, unless a tag says otherwise.
    if (tag === "" && node.type !== "PLAIN") return stringValue(text);
    if (tag === "!") return stringValue(text);
    const value = resolveScalar(tag, text, isQuoted(node));
    return typeof value === "string" ? new Failure(value) : value;
  }

  private mapping(node: YAMLMap): Value | Failure {
    const entries = new Map<string, Value>();
    for (const pair of node.items) {
      const key = pair.key as Node | null;
      const value = pair.value ? this.node(pair.value as Node) : nullValue;
      if (key && isScalar(key) && isMergeKey(key)) {
        if (value instanceof Failure) return value;
        const failure = this.merge(entries, value);
        if (failure) return failure;
        continue;
      }
      if (key === null || !isScalar(key)) {
        return new Failure("only strings are allowed as mapping keys");
      }
      const resolved = resolveScalar(tagOf(key), textOf(key), isQuoted(key));
      if (typeof resolved === "string") return new Failure(resolved);
      const name = convert(resolved, stringType);
      if (name instanceof Failure) return new Failure("only strings are allowed as mapping keys");
      if (name.isNull) return new Failure("mapping key cannot be null");
      if (value instanceof Failure) return value;
      entries.set(name.text, value);
    }
    return objectValue(entries);
  }

  private merge(entries: Map<string, Value>, value: Value): Failure | undefined {
    const sources = value.type.kind === "tuple" ? value.elements : [value];
    for (const source of sources) {
      if (source.type.kind !== "object") {
        const from = value === source ? "" : " (from sequence)";
        return new Failure(`cannot merge ${typeName(source.type)}${from} into mapping`);
      }
      for (const [name, entry] of source.entries) entries.set(name, entry);
    }
    return undefined;
  }
}

function textOf(node: Scalar): string {
  return typeof node.value === "string" ? node.value : (node.source ?? "");
}

function tagOf(node: Scalar): string {
  return node.tag ?? "";
}

function isQuoted(node: Scalar): boolean {
  return node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE";
}

function isMergeKey(key: Scalar): boolean {
  return key.tag === `${longTag}merge` || (tagOf(key) === "" && textOf(key) === "<<");
}

const yamldecode: Implementation = {
  type: (args) => {
    const source = args[0] as Value;
    if (!source.isKnown) return dynamicType;
    const value = new Reader().read(source.text);
    return value instanceof Failure ? value : value.type;
  },
  call: (args) => new Reader().read((args[0] as Value).text),
};

export const yamlDecodeFunctions: Implementations = { yamldecode };
