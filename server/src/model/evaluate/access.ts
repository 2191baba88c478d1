// Taking an attribute or an element of a value, with OpenTofu's errors.

import type { TextRange } from "../../base/range.js";
import { convert } from "../values/convert.js";
import { Failure } from "../values/failure.js";
import { isPrimitive, numberType, stringType, type Type } from "../values/type.js";
import { typeName } from "../values/typeName.js";
import { dynamicValue, lengthOf, Value } from "../values/value.js";
import { evaluationError, type MistakeFacts } from "./diagnostic.js";
import { type Evaluation, result } from "./frame.js";

/** `value.name`. */
export function attributeOf(value: Value, attribute: string, range: TextRange): Evaluation {
  const name = attribute.normalize("NFC");
  if (value.isNull) {
    return failed(
      "attribute-of-null",
      "Attempt to get attribute from null value",
      "This value is null, so it does not have any attributes.",
      range,
      { name },
    );
  }
  const { type } = value;
  switch (type.kind) {
    case "object": {
      const attributeType = type.attributes.get(name);
      if (attributeType === undefined) {
        return unsupported(`This object does not have an attribute named "${attribute}".`, range, {
          name,
          type: "object",
          candidates: [...type.attributes.keys()],
        });
      }
      if (!value.isKnown) return result(Value.unknown(attributeType).withMarks(value.marks));
      return result((value.entries.get(name) ?? Value.unknown(attributeType)).withMarks(value.marks));
    }
    case "map": {
      if (!value.isKnown) return result(Value.unknown(type.element).withMarks(value.marks));
      const element = value.entries.get(name);
      if (element === undefined) {
        const detail = `This map does not have an element with the key "${attribute}".`;
        return failed("missing-map-element", "Missing map element", detail, range, {
          name,
          candidates: [...value.entries.keys()],
        });
      }
      return result(element.withMarks(value.marks));
    }
    case "dynamic":
      return result(dynamicValue.withMarks(value.marks));
    case "list":
      if (type.element.kind !== "object") break;
      return unsupported(
        type.element.attributes.has(name)
          ? `Can't access attributes on a list of objects. Did you mean to access attribute "${attribute}" for a specific element of the list, or across all elements of the list?`
          : "Can't access attributes on a list of objects. Did you mean to access an attribute for a specific element of the list, or across all elements of the list?",
        range,
        { name, type: "list of object", candidates: [...type.element.attributes.keys()] },
      );
    case "set":
      if (type.element.kind !== "object") break;
      return unsupported(
        "Can't access attributes on a set of objects. Did you mean to access an attribute across all elements of the set?",
        range,
        { name, type: "set of object", candidates: [...type.element.attributes.keys()] },
      );
  }
  return unsupported(
    isPrimitive(type)
      ? `Can't access attributes on a primitive-typed value (${typeName(type)}).`
      : "This value does not have any attributes.",
    range,
    { name, type: typeName(type) },
  );
}

/** `collection[key]`. */
export function elementOf(collection: Value, key: Value, range: TextRange): Evaluation {
  if (collection.isNull) {
    const detail = "This value is null, so it does not have any indices.";
    return failed("index-of-null", "Attempt to index null value", detail, range);
  }
  if (key.isNull) {
    return invalidIndex("Can't use a null value as an indexing key.", range, { why: "the key is null" });
  }
  const { type } = collection;
  if (key.type.kind === "dynamic" || type.kind === "dynamic") return result(dynamicValue.withMarks(collection.marks));
  switch (type.kind) {
    case "list":
    case "tuple":
      return sequenceElement(collection, key, range);
    case "map": {
      const name = convert(key, stringType);
      if (name instanceof Failure) return invalidIndex(noElement(name.message), range, { why: name.message });
      if (!name.isKnown || !collection.isKnown) {
        return result(Value.unknown(type.element).withMarks(collection.marks));
      }
      const element = collection.entries.get(name.text);
      if (element === undefined) return invalidIndex(noElement(), range, noKey(name.text, collection));
      return result(element.withMarks(collection.marks, name.marks));
    }
    case "object": {
      const name = convert(key, stringType);
      if (name instanceof Failure) return invalidIndex(noElement(name.message), range, { why: name.message });
      if (!collection.isKnown || !name.isKnown) return result(dynamicValue.withMarks(collection.marks));
      const element = collection.entries.get(name.text);
      if (element !== undefined) return result(element.withMarks(collection.marks));
      const hint = " An object only supports looking up attributes by name, not by numeric index.";
      return invalidIndex(noElement() + (key.type.kind === "number" ? hint : ""), range, noKey(name.text, collection));
    }
    case "set":
      return invalidIndex(
        "Elements of a set are identified only by their value and don't have any separate index or key to select with, so it's only possible to perform operations across all elements of the set.",
        range,
        { why: "the elements of a set have no keys" },
      );
    default:
      return invalidIndex("This value does not have any indices.", range, {
        why: `a ${typeName(type)} has no elements`,
      });
  }
}

function sequenceElement(collection: Value, key: Value, range: TextRange): Evaluation {
  const index = convert(key, numberType);
  if (index instanceof Failure) return invalidIndex(noElement(index.message), range, { why: index.message });
  const { type } = collection;
  const length = lengthOf(collection);
  const unknownElement = (at?: number): Value => {
    const element: Type | undefined = type.kind === "list" ? type.element : undefined;
    const positional = type.kind === "tuple" && at !== undefined ? type.elements[at] : undefined;
    const known = element ?? positional;
    return known ? Value.unknown(known) : dynamicValue;
  };
  if (!index.isKnown || length === undefined) return result(unknownElement().withMarks(collection.marks));
  const { number } = index;
  if (number.isInteger && number.sign >= 0) {
    const at = Number(number.truncate());
    if (at < length) {
      const element = collection.isKnown ? collection.elements[at] : undefined;
      return result((element ?? unknownElement(at)).withMarks(collection.marks, index.marks));
    }
  }
  if (!number.isInteger) {
    return invalidIndex(
      noElement("indexing a sequence requires a whole number, but the given index has a fractional part"),
      range,
      { why: "an index is a whole number" },
    );
  }
  if (number.sign < 0) {
    return invalidIndex(noElement("a negative number is not a valid index for a sequence"), range, {
      why: "an index is not negative",
    });
  }
  const past = { why: length === 0 ? "there are no elements" : `there are ${length} elements, counted from 0` };
  if (collection.isMarked) return invalidIndex(noElement(), range, { why: "there is no such element" }); // A sensitive length is not told.
  // hcl compares the wrong way round, so an index well past the end gets the plain message.
  if (number.truncate() > BigInt(length)) return invalidIndex(noElement(), range, past);
  if (length === 0) return invalidIndex(noElement("the collection has no elements"), range, past);
  return invalidIndex(
    noElement("the given index is greater than or equal to the length of the collection"),
    range,
    past,
  );
}

function noKey(name: string, collection: Value): MistakeFacts {
  if (collection.isMarked) return { why: "there is no such element" };
  return { name, candidates: [...collection.entries.keys()] };
}

function noElement(why?: string): string {
  const start = "The given key does not identify an element in this collection value";
  return why === undefined ? `${start}.` : `${start}: ${why}.`;
}

function failed(id: string, summary: string, detail: string, range: TextRange, facts?: MistakeFacts): Evaluation {
  return result(dynamicValue, [evaluationError(id, summary, detail, range, facts)]);
}

function invalidIndex(detail: string, range: TextRange, facts?: MistakeFacts): Evaluation {
  return failed("invalid-index", "Invalid index", detail, range, facts);
}

function unsupported(detail: string, range: TextRange, facts: MistakeFacts): Evaluation {
  return failed("unsupported-attribute", "Unsupported attribute", detail, range, facts);
}
