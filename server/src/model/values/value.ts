// Values: immutable, each with its type, its marks, and known, unknown or null.
//
// An unknown value stands for one that only planning or applying can tell; all operations pass it on. Marks say where a
// value came from (sensitive, ephemeral) and travel with everything computed from it.

import { BigNumber } from "./number.js";
import { sortedSet } from "./setOrder.js";
import { compareText } from "./text.js";
import {
  boolType,
  type CollectionKind,
  dynamicType,
  isCollection,
  listType,
  mapType,
  numberType,
  objectType,
  setType,
  stringType,
  type Type,
  tupleType,
  typesEqual,
} from "./type.js";

export type Mark = "sensitive" | "ephemeral" | "deprecated";
export type Marks = ReadonlySet<Mark>;
export const noMarks: Marks = new Set();

/** What a known value holds: elements of lists, sets and tuples in order, of maps and objects by sorted name. */
export type Content = string | boolean | BigNumber | readonly Value[] | ReadonlyMap<string, Value>;

export class Value {
  private constructor(
    readonly type: Type,
    readonly state: "known" | "unknown" | "null",
    private readonly content: Content | undefined,
    readonly marks: Marks,
    /** Only of an unknown value: that it will not be null. */
    readonly notNull: boolean,
    /** How much there is of it: its parts at every depth, shared ones as often as they appear, and its text. */
    readonly weight: number,
  ) {}

  static known(type: Type, content: Content): Value {
    return new Value(type, "known", content, noMarks, false, weigh(content));
  }

  static unknown(type: Type, notNull = false): Value {
    // A dynamic value's type may still turn out to be anything, so nothing is known of it, nullness included.
    return new Value(type, "unknown", undefined, noMarks, notNull && type.kind !== "dynamic", 1);
  }

  static null(type: Type): Value {
    return new Value(type, "null", undefined, noMarks, false, 1);
  }

  get isKnown(): boolean {
    return this.state !== "unknown";
  }
  get isNull(): boolean {
    return this.state === "null";
  }
  /** Known and not null. */
  get hasContent(): boolean {
    return this.state === "known";
  }
  get isMarked(): boolean {
    return this.marks.size > 0;
  }
  /** True where the value is known not to be null. */
  get isNotNull(): boolean {
    return this.state === "known" || this.notNull;
  }

  /** The text of a known string; "" for any other value. */
  get text(): string {
    return typeof this.content === "string" ? this.content : "";
  }
  /** True for a known `true`. */
  get isTrue(): boolean {
    return this.content === true;
  }
  /** True for a known `false`. */
  get isFalse(): boolean {
    return this.content === false;
  }
  /** The number of a known number; zero for any other value. */
  get number(): BigNumber {
    return this.content instanceof BigNumber ? this.content : zero;
  }
  /** The elements of a known list, set or tuple, or the values of a map or object in the order of their names. */
  get elements(): readonly Value[] {
    if (Array.isArray(this.content)) return this.content as readonly Value[];
    return this.content instanceof Map ? [...(this.content as ReadonlyMap<string, Value>).values()] : [];
  }
  /** The entries of a known map or object, in the order of their names. */
  get entries(): ReadonlyMap<string, Value> {
    return this.content instanceof Map ? (this.content as ReadonlyMap<string, Value>) : noEntries;
  }

  /** The same value with further marks. */
  withMarks(...sets: readonly Marks[]): Value {
    let added = false;
    for (const marks of sets) for (const mark of marks) if (!this.marks.has(mark)) added = true;
    if (!added) return this;
    const all = new Set(this.marks);
    for (const marks of sets) for (const mark of marks) all.add(mark);
    return new Value(this.type, this.state, this.content, all, this.notNull, this.weight);
  }

  /** The same value without its own marks; those of its elements stay. */
  unmarked(): Value {
    return this.isMarked ? new Value(this.type, this.state, this.content, noMarks, this.notNull, this.weight) : this;
  }

  /** The same unknown value, known not to be null; any other value as it is. */
  refineNotNull(): Value {
    if (this.state !== "unknown" || this.notNull || this.type.kind === "dynamic") return this;
    return new Value(this.type, this.state, this.content, this.marks, true, this.weight);
  }

  /** The same value under another type that its content fits, as an element of a collection of that type has it. */
  withType(type: Type): Value {
    if (this.type === type) return this;
    return new Value(type, this.state, this.content, this.marks, this.notNull, this.weight);
  }
}

/** So many code units of text weigh as much as one part. */
const textPerPart = 32;

function weigh(content: Content): number {
  if (typeof content === "string") return 1 + Math.floor(content.length / textPerPart);
  if (Array.isArray(content)) return (content as readonly Value[]).reduce((sum, part) => sum + part.weight, 1);
  let weight = 1;
  if (content instanceof Map)
    for (const part of (content as ReadonlyMap<string, Value>).values()) weight += part.weight;
  return weight;
}

const zero = BigNumber.fromInteger(0);
const noEntries: ReadonlyMap<string, Value> = new Map();

/** The unknown value of unknown type. */
export const dynamicValue = Value.unknown(dynamicType);
/** `null` as written, without a type. */
export const nullValue = Value.null(dynamicType);
export const trueValue = Value.known(boolType, true);
export const falseValue = Value.known(boolType, false);

export function boolValue(value: boolean): Value {
  return value ? trueValue : falseValue;
}

/** A string, normalised to NFC as OpenTofu does. */
export function stringValue(text: string): Value {
  return Value.known(stringType, text.normalize("NFC"));
}

export function numberValue(number: BigNumber): Value {
  return Value.known(numberType, number);
}

/** A whole number that was counted, not written. */
export function integerValue(value: bigint | number): Value {
  return numberValue(BigNumber.fromInteger(value));
}

export function tupleValue(elements: readonly Value[]): Value {
  return Value.known(tupleType(elements.map((element) => element.type)), elements);
}

/** An object; names are normalised to NFC, a later entry of the same name wins. */
export function objectValue(entries: Iterable<readonly [string, Value]>): Value {
  const sorted = sortedEntries(entries);
  const types: [string, Type][] = [];
  for (const [name, value] of sorted) types.push([name, value.type]);
  return Value.known(objectType(types), sorted);
}

/** A list of elements of one type, or of the type given where there are none. */
export function listValue(elements: readonly Value[], empty: Type = dynamicType): Value {
  const element = commonElementType(elements, empty);
  return Value.known(listType(element), retype(elements, element));
}

/** A set of elements of one type: duplicates fall away, the rest is in OpenTofu's order; elements' marks become its own. */
export function setValue(elements: readonly Value[], empty: Type = dynamicType): Value {
  const element = commonElementType(elements, empty);
  const marks = new Set<Mark>();
  const plain = elements.map((value) => unmarkDeep(value, marks));
  return Value.known(setType(element), sortedSet(retype(plain, element))).withMarks(marks);
}

/** A map of values of one type, or of the type given where there are none. */
export function mapValue(entries: Iterable<readonly [string, Value]>, empty: Type = dynamicType): Value {
  const sorted = sortedEntries(entries);
  const element = commonElementType([...sorted.values()], empty);
  for (const [name, value] of sorted) sorted.set(name, value.withType(element));
  return Value.known(mapType(element), sorted);
}

/** A list or set of the elements. */
export function sequenceValue(kind: "list" | "set", elements: readonly Value[], empty: Type): Value {
  return kind === "list" ? listValue(elements, empty) : setValue(elements, empty);
}

/** True where the values could be elements of one collection: their types are equal, dynamic ones aside. */
export function haveOneType(values: Iterable<Value>): boolean {
  let first: Type = dynamicType;
  for (const { type } of values) {
    if (first.kind === "dynamic") first = type;
    else if (type.kind !== "dynamic" && !typesEqual(first, type)) return false;
  }
  return true;
}

function commonElementType(elements: readonly Value[], empty: Type): Type {
  for (const { type } of elements) if (type.kind !== "dynamic") return type;
  return elements.length > 0 ? dynamicType : empty;
}

function retype(elements: readonly Value[], type: Type): readonly Value[] {
  return elements.every((element) => element.type === type) ? elements : elements.map((e) => e.withType(type));
}

function sortedEntries(entries: Iterable<readonly [string, Value]>): Map<string, Value> {
  const named = new Map<string, Value>();
  for (const [name, value] of entries) named.set(name.normalize("NFC"), value);
  return new Map([...named].sort(([a], [b]) => compareText(a, b)));
}

/** The value with no mark at any depth; the marks found are added to `found`. */
export function unmarkDeep(value: Value, found?: Set<Mark>): Value {
  if (!containsMarked(value)) return value;
  for (const mark of value.marks) found?.add(mark);
  const plain = value.unmarked();
  if (!plain.hasContent) return plain;
  return mapElements(plain, (element) => unmarkDeep(element, found));
}

/** True where the value or anything in it is marked. */
export function containsMarked(value: Value): boolean {
  return value.isMarked || value.elements.some(containsMarked);
}

/** True where the value or anything in it has the mark. */
export function containsMark(value: Value, mark: Mark): boolean {
  return value.marks.has(mark) || value.elements.some((element) => containsMark(element, mark));
}

/** True where neither the value nor anything in it is unknown. */
export function isWhollyKnown(value: Value): boolean {
  return value.isKnown && value.elements.every(isWhollyKnown);
}

/** The value with each element replaced by one of the same type; its own marks stay. */
export function mapElements(value: Value, replace: (element: Value) => Value): Value {
  const { type } = value;
  if (!value.hasContent) return value;
  if (type.kind === "map" || type.kind === "object") {
    const replaced = new Map<string, Value>();
    for (const [name, element] of value.entries) replaced.set(name, replace(element));
    return Value.known(type, replaced).withMarks(value.marks);
  }
  if (type.kind === "set") return setValue(value.elements.map(replace), type.element).withMarks(value.marks);
  if (type.kind === "list" || type.kind === "tuple") {
    return Value.known(type, value.elements.map(replace)).withMarks(value.marks);
  }
  return value;
}

/** How many elements a known collection or structure has; undefined where an unknown element of a set could coalesce. */
export function lengthOf(value: Value): number | undefined {
  const { type } = value;
  if (type.kind === "tuple") return type.elements.length;
  if (type.kind === "object") return type.attributes.size;
  if (!value.hasContent || !isCollection(type)) return undefined;
  const count = value.elements.length;
  if (type.kind === "set" && count > 1 && !isWhollyKnown(value)) return undefined;
  return count;
}

/** Keys and values as a `for` expression meets them: indices of sequences, names of maps, elements themselves of sets. */
export function* iterate(value: Value): Iterable<readonly [Value, Value]> {
  const { kind } = value.type;
  if (kind === "map" || kind === "object") {
    for (const [name, element] of value.entries) yield [stringValue(name), element];
  } else {
    let index = 0;
    for (const element of value.elements) yield [kind === "set" ? element : integerValue(index++), element];
  }
}

/** True for the kinds that have elements. */
export function isIterable(type: Type): boolean {
  return isCollection(type) || type.kind === "tuple" || type.kind === "object";
}

/** An empty collection of the kind. */
export function emptyCollection(kind: CollectionKind, element: Type): Value {
  if (kind === "map") return mapValue([], element);
  return sequenceValue(kind, [], element);
}
