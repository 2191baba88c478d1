// What `dependency.LABEL` is worth: the outputs that the module declares, and which of them mocks make uncertain.

import type { Module } from "../module.js";
import { isWhollySeen, moduleValues } from "../moduleValues.js";
import { dynamicType, objectType } from "../values/type.js";
import { dynamicValue, objectValue, Value } from "../values/value.js";
import type { WorkspaceSnapshot } from "../workspace.js";
import type { Reading } from "./reading.js";
import type { Term } from "./term.js";
import type { UnitDependency } from "./unitParts.js";

/** The outputs of a module as an unknown object of their types; unknown as a whole where a file of it is not understood. */
export function moduleOutputs(snapshot: WorkspaceSnapshot, module: Module): Value {
  if (!isWhollySeen(snapshot, module)) return dynamicValue;
  const values = moduleValues(snapshot, module, "declared");
  const names = new Set(module.declarationsOf("output").map(({ fact }) => fact.name));
  return Value.unknown(objectType([...names].map((name) => [name, values.output(name).type] as const)), true);
}

/** An object with the outputs, of which some may be missing; `mocks` are the dependency's `mock_outputs`, if it has any. */
export function declaredOutputs(outputs: Value, mocks: Term | undefined): Value {
  if (outputs.type.kind !== "object") return objectValue([["outputs", outputs]]);
  if (mocks && mocks.kind !== "object") return objectValue([["outputs", dynamicValue]]);
  const types = new Map(outputs.type.attributes);
  // Whether a mock stands in for an output that is not declared is decided elsewhere.
  for (const name of mocks?.entries.keys() ?? []) types.set(name, dynamicType);
  const isEmpty = types.size === 0;
  return objectValue([["outputs", isEmpty ? dynamicValue : Value.unknown(objectType(types), true)]]);
}

/** The value of a repeated block: an object by key. With mocks, whose names may differ by key, it is unknown. */
export function repeatedOutputs(
  { instances, uri, item }: UnitDependency,
  reading: Reading,
  outputsAt: (directory: string | undefined) => Value,
): Value {
  const block = reading.facts(uri)?.terragrunt?.blocks.find((candidate) => candidate.item === item);
  const hasMocks = block?.attributes.some(({ name }) => name === "mock_outputs") ?? true;
  if (instances.length === 0 || hasMocks) return dynamicValue;
  return objectValue(
    instances.map(({ key, directory }) => [key, objectValue([["outputs", outputsAt(directory)]])] as const),
  );
}
