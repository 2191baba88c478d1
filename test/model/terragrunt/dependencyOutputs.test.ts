// What a dependency's outputs are taken for where mocks may stand in for some of them.

import { expect, test } from "vitest";
import { declaredOutputs } from "../../../server/src/model/terragrunt/dependencyOutputs.js";
import { listTerm, objectTerm, type Term, textTerm } from "../../../server/src/model/terragrunt/term.js";
import { dynamicType, numberType, objectType, stringType } from "../../../server/src/model/values/type.js";
import { Value } from "../../../server/src/model/values/value.js";

const outputs = Value.unknown(
  objectType([
    ["id", stringType],
    ["size", numberType],
  ]),
  true,
);

function typeWith(mocks: Term | undefined) {
  const { type } = declaredOutputs(outputs, mocks);
  return type.kind === "object" ? type.attributes.get("outputs") : undefined;
}

test("a mock makes the output that it stands in for uncertain, and no other", () => {
  expect(typeWith(undefined)).toEqual(outputs.type);
  const types = objectType([
    ["id", dynamicType],
    ["size", numberType],
    ["other", dynamicType],
  ]);
  const mocks = objectTerm(["id", "other"].map((name) => [name, { term: textTerm("mock") }] as const));
  expect(typeWith(mocks)).toEqual(types);
});

test("mocks that are no object leave all outputs unknown", () => {
  expect(typeWith(listTerm([]))).toEqual(dynamicType);
});
