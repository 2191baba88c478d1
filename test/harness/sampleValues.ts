// The values that specs refer to: `unk.*` unknown, `nul.*` typed nulls, `val.*` collections, `sens.*` sensitive, `eph`.

import {
  boolType,
  listType,
  mapType,
  numberType,
  objectType,
  setType,
  stringType,
  type Type,
  tupleType,
} from "../../server/src/model/values/type.js";
import {
  dynamicValue,
  integerValue,
  listValue,
  type Mark,
  mapValue,
  objectValue,
  setValue,
  stringValue,
  trueValue,
  Value,
} from "../../server/src/model/values/value.js";

const secret: ReadonlySet<Mark> = new Set(["sensitive"]);
const passing: ReadonlySet<Mark> = new Set(["ephemeral"]);
const pair = objectType([
  ["a", stringType],
  ["b", numberType],
]);

const text = stringValue;
const texts = (...all: string[]): Value => listValue(all.map(stringValue), stringType);
const unknown = (type: Type): Value => Value.unknown(type);
const group = (entries: Readonly<Record<string, Value>>): Value => objectValue(Object.entries(entries));
const pairOf = (a: string, b: number): Value => group({ a: text(a), b: integerValue(b) });

/** All of them, by the name of their root. */
export const sampleValues: ReadonlyMap<string, Value> = new Map([
  [
    "unk",
    group({
      string: unknown(stringType),
      number: unknown(numberType),
      bool: unknown(boolType),
      any: dynamicValue,
      list: unknown(listType(stringType)),
      set: unknown(setType(stringType)),
      map: unknown(mapType(stringType)),
      object: unknown(pair),
      tuple: unknown(tupleType([stringType, numberType])),
      objects: unknown(listType(pair)),
      nn: Value.unknown(stringType, true),
    }),
  ],
  [
    "nul",
    group({
      string: Value.null(stringType),
      number: Value.null(numberType),
      bool: Value.null(boolType),
      list: Value.null(listType(stringType)),
      set: Value.null(setType(stringType)),
      map: Value.null(mapType(stringType)),
      object: Value.null(pair),
    }),
  ],
  [
    "val",
    group({
      list: texts("a", "b", "c"),
      numbers: listValue([3, 1, 2].map(integerValue)),
      set: setValue(["a", "b", "c"].map(stringValue)),
      nset: setValue([10, 9].map(integerValue)),
      map: mapValue([
        ["x", text("1")],
        ["y", text("2")],
      ]),
      elist: texts(),
      eset: setValue([], stringType),
      emap: mapValue([], stringType),
      objects: listValue([pairOf("A", 1), pairOf("B", 2)]),
      oset: setValue([pairOf("A", 1), pairOf("B", 2)]),
      partial: listValue([text("a"), unknown(stringType)]),
      pset: setValue([text("a"), unknown(stringType)]),
      pmap: mapValue([
        ["x", text("1")],
        ["y", unknown(stringType)],
      ]),
      nlist: listValue([text("a"), Value.null(stringType)]),
    }),
  ],
  [
    "sens",
    group({
      string: text("secret").withMarks(secret),
      number: integerValue(7).withMarks(secret),
      bool: trueValue.withMarks(secret),
      list: texts("a", "b").withMarks(secret),
      set: setValue(["a", "b"].map(stringValue)).withMarks(secret),
      map: mapValue([["k", text("v")]]).withMarks(secret),
      inner: listValue([text("a"), text("b").withMarks(secret)]),
      mapinner: mapValue([
        ["k", text("v").withMarks(secret)],
        ["l", text("w")],
      ]),
      unk: unknown(stringType).withMarks(secret),
    }),
  ],
  ["eph", text("gone").withMarks(passing)],
]);
