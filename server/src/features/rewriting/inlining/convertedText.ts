// What an input variable's type makes of an expression, written out: conversions where they change something, and the
// attributes that `optional` adds.
//
// Source: OpenTofu 1.12, cty's `convert`: `tolist`, `toset` and `tomap` convert to a list, set or map of any type.

import { slice, type TextRange } from "../../../base/range.js";
import { applyEdits, type TextEdit } from "../../../base/textEdit.js";
import { evaluate } from "../../../model/evaluate/evaluate.js";
import type { Scope } from "../../../model/evaluate/scope.js";
import { visitReferences } from "../../../model/references.js";
import { convert } from "../../../model/values/convert.js";
import { applyDefaults, type Defaults } from "../../../model/values/defaults.js";
import { sameValue } from "../../../model/values/equality.js";
import { Failure } from "../../../model/values/failure.js";
import { numberToText } from "../../../model/values/numberText.js";
import {
  type CollectionType,
  hasDynamic,
  isCollection,
  isPrimitive,
  type ObjectType,
  type PrimitiveKind,
  type Type,
  typesEqual,
  withoutOptional,
} from "../../../model/values/type.js";
import { unify } from "../../../model/values/unify.js";
import { isWhollyKnown, objectValue, tupleValue, type Value } from "../../../model/values/value.js";
import type { Expression } from "../../../syntax/ast.js";
import { quoted } from "../addressPath.js";
import { deeper, indentationAt, newLineOf } from "../blockEdits.js";
import { withoutParentheses } from "../expressionShape.js";
import { isIdentifier } from "../identifier.js";

/** An expression in the scope that it is evaluated in. */
export interface Given {
  readonly expression: Expression;
  readonly source: string;
  readonly scope: Scope | undefined;
}

/** A type with the defaults of its optional attributes. */
export interface Wanted {
  readonly type: Type;
  readonly defaults: Defaults | undefined;
}

/** The expression as the type makes it, for every value that it may have; undefined where that cannot be written. */
export function convertedText(given: Given, { type, defaults }: Wanted): string | undefined {
  const text = slice(given.source, given.expression.range);
  if (type.kind === "dynamic") return text;
  const { value } = evaluate(given.expression, given.scope);
  if (fits(value, { type, defaults })) return text;
  if (isPrimitive(type)) return `to${type.kind}(${text})`;
  if (isCollection(type)) return asCollection(given, value, type, defaults?.children.get(""));
  return type.kind === "object" ? asObject(given, value, { type, defaults }, type) : undefined;
}

/** True where the type leaves the value as it is. */
export function fits(value: Value, { type, defaults }: Wanted): boolean {
  if (!typesEqual(value.type, withoutOptional(type))) return false;
  if (!defaults) return true;
  if (!isWhollyKnown(value)) return false;
  const filled = convert(applyDefaults(defaults, value), type);
  return !(filled instanceof Failure) && sameValue(filled, value);
}

function asCollection(
  given: Given,
  value: Value,
  wanted: CollectionType,
  defaults: Defaults | undefined,
): string | undefined {
  const { expression, source } = given;
  const text = slice(source, expression.range);
  // These functions are the conversion to a collection of any type.
  if (wanted.element.kind === "dynamic") return `to${wanted.kind}(${text})`;
  if (hasDynamic(wanted)) return undefined;
  const bare = literalWithin(expression, wanted.kind);
  const isLiteral = bare.kind === (wanted.kind === "map" ? "ObjectConsExpr" : "TupleConsExpr");
  const elements =
    bare.kind === "ObjectConsExpr"
      ? bare.items.map((item) => item.value)
      : bare.kind === "TupleConsExpr"
        ? bare.elements
        : [];
  if (isLiteral && elements.length > 0) {
    const converted = withParts({ ...given, expression: bare }, elements, () => ({ type: wanted.element, defaults }));
    return converted === undefined ? undefined : `to${wanted.kind}(${converted})`;
  }
  const isPlain = bare.kind === "ScopeTraversalExpr" || bare.kind === "FunctionCallExpr" || isLiteral;
  return defaults ? undefined : conversionText(text, value, wanted, isPlain ? text : `(${text})`);
}

/** What a conversion function of the same kind is given: its elements are what it gives, each before it is converted. */
function literalWithin(expression: Expression, kind: CollectionType["kind"]): Expression {
  const bare = withoutParentheses(expression);
  const [first] = bare.kind === "FunctionCallExpr" && bare.name === `to${kind}` ? bare.args : [];
  return first && isObjectOrSingle(first) ? withoutParentheses(first) : bare;
}

/** True for a literal of objects of the state, which have nothing to be unified. */
function isObjectOrSingle(expression: Expression): boolean {
  const bare = withoutParentheses(expression);
  const elements =
    bare.kind === "ObjectConsExpr"
      ? bare.items.map((item) => item.value)
      : bare.kind === "TupleConsExpr"
        ? bare.elements
        : [];
  return elements.length > 0 && elements.every(isObjectOfState);
}

/** The text of an expression with each part converted for itself. */
function withParts(
  { expression, source, scope }: Given,
  parts: readonly Expression[],
  wanted: (index: number) => Wanted,
): string | undefined {
  const { start } = expression.range;
  const edits: TextEdit[] = [];
  for (const [i, part] of parts.entries()) {
    const text = convertedText({ expression: part, source, scope }, wanted(i));
    if (text === undefined) return undefined;
    edits.push({ range: { start: part.range.start - start, end: part.range.end - start }, newText: text });
  }
  return applyEdits(slice(source, expression.range), edits);
}

/** A conversion function around the text, where that gives exactly the wanted type. */
function conversionText(text: string, value: Value, wanted: CollectionType, operand = text): string | undefined {
  const { type } = value;
  const elements =
    type.kind === "tuple"
      ? type.elements
      : type.kind === "object"
        ? [...type.attributes.values()]
        : isCollection(type)
          ? [type.element]
          : undefined;
  if (!elements) return undefined;
  const isKeyed = type.kind === "object" || type.kind === "map";
  if (isKeyed !== (wanted.kind === "map")) return undefined;
  const { element } = wanted;
  if (elements.length > 0) {
    if (elements.every((one) => typesEqual(one, element))) return `to${wanted.kind}(${text})`;
    if (!isPrimitive(element) || !elements.every(isPrimitive) || isCollection(type)) return undefined;
    // There is an element, so that the collection's type is that of what the elements become.
    const common = unify(elements, true);
    if (common && typesEqual(common, element)) return `to${wanted.kind}(${text})`;
    return elementsText(operand, wanted.kind, element.kind);
  }
  // Nothing in an empty literal tells its element type; these calls have it.
  if (element.kind === "number" && wanted.kind !== "map")
    return wanted.kind === "list" ? "range(0)" : "toset(range(0))";
  if (element.kind !== "string") return undefined;
  if (wanted.kind === "list") return "compact([])";
  return wanted.kind === "set" ? "toset(compact([]))" : "zipmap(compact([]), compact([]))";
}

/** A collection of what the elements become; exact where there is one at least. */
export function elementsText(collection: string, kind: CollectionType["kind"], element: PrimitiveKind): string {
  return kind === "map"
    ? `tomap({ for key, value in ${collection} : key => to${element}(value) })`
    : `to${kind}([for value in ${collection} : to${element}(value)])`;
}

/** An object of attributes that are read one by one from what is there; undefined where one is no plain value. */
export function pickedText(text: string, type: ObjectType): string | undefined {
  const entries: string[] = [];
  for (const [name, attribute] of type.attributes) {
    if (!isIdentifier(name) || !isPrimitive(attribute) || type.optional.has(name)) return undefined;
    entries.push(`${name} = to${attribute.kind}(${text}.${name})`);
  }
  return entries.length === 0 ? undefined : `{ ${entries.join(", ")} }`;
}

function asObject(given: Given, value: Value, wanted: Wanted, type: ObjectType): string | undefined {
  const { expression, source, scope } = given;
  const bare = withoutParentheses(expression);
  if (bare.kind !== "ObjectConsExpr") return asPickedObject(given, value, wanted, type);
  const items = new Map<string, Expression>();
  for (const { name, value: written } of bare.items) {
    if (name === undefined || items.has(name)) return undefined;
    items.set(name, written);
  }
  const entries: (readonly [string, string])[] = [];
  for (const name of type.attributes.keys()) {
    const written = items.get(name);
    const step = attributeOf(wanted, name);
    const text =
      written && step
        ? mayTakeDefault({ expression: written, source, scope }, wanted, name)
          ? undefined
          : convertedText({ expression: written, source, scope }, step)
        : absentText(wanted, name);
    if (text === undefined) return undefined;
    entries.push([name, text]);
  }
  const isComplete = items.size === entries.length && [...items.keys()].every((name) => type.attributes.has(name));
  if (!isComplete) return objectText(source, bare, entries);
  const parts = bare.items.map((item) => item.value);
  return withParts(
    { ...given, expression: bare },
    parts,
    (i) => attributeOf(wanted, bare.items[i]?.name ?? "") ?? wanted,
  );
}

/** An object of what is read from another one, which is surely there and whose attributes are known. */
function asPickedObject({ expression, source }: Given, value: Value, wanted: Wanted, type: ObjectType) {
  const given = value.type;
  if (expression.kind !== "ScopeTraversalExpr") return undefined;
  if (given.kind === "dynamic" && isObjectOfState(expression)) {
    return wanted.defaults ? undefined : pickedText(slice(source, expression.range), type);
  }
  if (given.kind !== "object") return undefined;
  if (!value.hasContent && !value.isNotNull) return undefined;
  const text = slice(source, expression.range);
  const entries: (readonly [string, string])[] = [];
  for (const name of type.attributes.keys()) {
    if (!isIdentifier(name)) return undefined;
    const own = given.attributes.get(name);
    const step = attributeOf(wanted, name);
    const read = own && step && !wanted.defaults?.values.has(name) ? pathText(`${text}.${name}`, own, step) : undefined;
    const one = own ? read : absentText(wanted, name);
    if (one === undefined) return undefined;
    entries.push([name, one]);
  }
  return objectText(source, expression, entries);
}

/** True for a resource or a module call as a whole: an object in every plan that does not fail. */
function isObjectOfState(expression: Expression): boolean {
  let isObject = false;
  visitReferences(expression, "expression", [], ({ address, accessors, range }) => {
    const isWhole = range.start === expression.range.start && range.end === expression.range.end;
    isObject = isWhole && accessors.length === 0 && (address?.kind === "resource" || address?.kind === "module");
  });
  return isObject;
}

/** A path into a value, of this type as far as known, as the wanted type makes it. */
export function pathText(text: string, type: Type, wanted: Wanted): string | undefined {
  if (wanted.type.kind === "dynamic") return text;
  if (wanted.defaults) return undefined;
  if (typesEqual(type, withoutOptional(wanted.type))) return text;
  return isPrimitive(wanted.type) ? `to${wanted.type.kind}(${text})` : undefined;
}

/** What an attribute that is left out becomes; undefined where it may not be, or where that cannot be written. */
export function absentText({ type, defaults }: Wanted, name: string): string | undefined {
  const wanted = type.kind === "object" ? type.attributes.get(name) : undefined;
  if (!wanted || type.kind !== "object" || !type.optional.has(name)) return undefined;
  const fallback = defaults?.values.get(name);
  if (!fallback) return isPrimitive(wanted) ? `to${wanted.kind}(null)` : undefined;
  const inner = defaults?.children.get(name);
  const filled = convert(inner ? applyDefaults(inner, fallback) : fallback, wanted);
  return filled instanceof Failure ? undefined : constantText(filled);
}

/** The type of an attribute with its own defaults. */
export function attributeOf({ type, defaults }: Wanted, name: string): Wanted | undefined {
  const attribute = type.kind === "object" ? type.attributes.get(name) : undefined;
  return attribute && { type: attribute, defaults: defaults?.children.get(name) };
}

/** True where the attribute's value may be null, and its default would take that place. */
export function mayTakeDefault({ expression, scope }: Given, { defaults }: Wanted, name: string): boolean {
  if (!defaults?.values.has(name)) return false;
  const { value } = evaluate(expression, scope);
  return !value.hasContent && !value.isNotNull;
}

/** A known value as an expression of exactly its type; undefined where there is none that is short. */
function constantText(value: Value): string | undefined {
  const { type } = value;
  if (value.marks.size > 0 || !value.isKnown) return undefined;
  if (value.isNull) return isPrimitive(type) ? `to${type.kind}(null)` : undefined;
  switch (type.kind) {
    case "string":
      return quoted(value.text);
    case "number":
      return numberToText(value.number);
    case "bool":
      return String(value.isTrue);
    case "dynamic":
      return undefined;
    case "object":
    case "map": {
      const texts = [...value.entries].map(([name, entry]) => {
        const text = constantText(entry);
        return text === undefined ? undefined : `${isIdentifier(name) ? name : quoted(name)} = ${text}`;
      });
      if (texts.includes(undefined)) return undefined;
      if (type.kind === "object") return texts.length === 0 ? "{}" : `{ ${texts.join(", ")} }`;
      return texts.length === 0 ? conversionText("", emptyOf("object"), type) : `tomap({ ${texts.join(", ")} })`;
    }
    default: {
      const texts = value.elements.map(constantText);
      if (texts.includes(undefined)) return undefined;
      const list = `[${texts.join(", ")}]`;
      if (type.kind === "tuple") return list;
      return texts.length === 0 ? conversionText("", emptyOf("tuple"), type) : `to${type.kind}(${list})`;
    }
  }
}

function emptyOf(kind: "object" | "tuple"): Value {
  return kind === "object" ? objectValue([]) : tupleValue([]);
}

/** An object in the place of an expression: on one line, or one attribute a line where that had several. */
function objectText(
  source: string,
  { range }: { readonly range: TextRange },
  entries: readonly (readonly [string, string])[],
): string {
  const named = entries.map(([name, text]) => [isIdentifier(name) ? name : quoted(name), text] as const);
  if (!slice(source, range).includes("\n")) {
    return named.length === 0 ? "{}" : `{ ${named.map(([name, text]) => `${name} = ${text}`).join(", ")} }`;
  }
  const newLine = newLineOf(source);
  const outer = indentationAt(source, range.start);
  const width = Math.max(...named.map(([name]) => name.length));
  const lines = named.map(([name, text]) => `${deeper(outer)}${name.padEnd(width)} = ${text}${newLine}`);
  return `{${newLine}${lines.join("")}${outer}}`;
}
