// Attributes taken of objects whose schema is built in, as OpenTofu checks them before it evaluates anything.
//
// Source of the rule: OpenTofu 1.12, `internal/tofu/evaluate_valid.go` and `internal/configs/configschema`: the steps
// behind the object are held against the schema, whether or not an instance was chosen as it should be.

import { addressKey, type ResourceMode, resourceMode } from "../../model/address.js";
import { attributeOf, elementOf } from "../../model/evaluate/access.js";
import type { EvaluationDiagnostic } from "../../model/evaluate/diagnostic.js";
import { builtinObjectType } from "../../model/moduleValues/builtinObjects.js";
import { visitAttributeReferences } from "../../model/references.js";
import { BigNumber } from "../../model/values/number.js";
import { numberType, type Type } from "../../model/values/type.js";
import { numberValue, stringValue, Value } from "../../model/values/value.js";
import type { Attribute, Block, IndexStep, SourceFile, TraversalStep } from "../../syntax/ast.js";
import { parseReference } from "../rules/references/parsed.js";
import type { Mistake } from "./mistake.js";
import type { MistakeContext } from "./moduleMistakes.js";

/** Looks at the references in one argument of a configuration file. */
export function objectAttributeMistakes(
  context: MistakeContext,
  file: SourceFile,
  attribute: Attribute,
  blocks: readonly Block[],
  report: (mistake: Mistake) => void,
): void {
  visitAttributeReferences(attribute, blocks, ({ base, place }) => {
    if (place !== "expression") return;
    const parsed = parseReference(base, false);
    let found: readonly EvaluationDiagnostic[] = [];
    if (parsed.kind === "resource") {
      const type = typeOfObject(context, parsed.mode, parsed.type, parsed.key);
      // A bare `count` is explained by a rule of its own.
      const isCount = parsed.rest[0]?.kind === "AttrStep" && parsed.rest[0].name === "count";
      if (type && !isCount) found = take(type, parsed.rest);
    } else if (parsed.kind === "self") {
      const [top] = blocks;
      const mode = resourceMode(top?.type.name ?? "");
      const [typeName, name] = top?.labels.map(({ value }) => value) ?? [];
      if (mode && typeName !== undefined && name !== undefined) {
        const key = addressKey({ kind: "resource", mode, type: typeName, name });
        const type = typeOfObject(context, mode, typeName, key);
        if (type) found = take(type, parsed.rest);
      }
    }
    for (const { id, summary, range, facts } of found) {
      report({ ...facts, id, severity: "error", summary, range, uri: file.uri, phase: "validate" });
    }
  });
}

/** The type of a declared object; undefined for other providers' and for what is not declared. */
function typeOfObject({ values }: MistakeContext, mode: ResourceMode, type: string, key: string): Type | undefined {
  const object = builtinObjectType(mode, type);
  return object && values.instances(key) ? object : undefined;
}

function take(type: Type, [first, ...rest]: readonly TraversalStep[]): readonly EvaluationDiagnostic[] {
  if (first === undefined) return [];
  if (first.kind !== "AttrStep") {
    if (first.kind !== "IndexStep") return [];
    const name = first.key.type === "string" ? first.key.value : undefined;
    return [
      {
        id: "attribute-by-index",
        severity: "error",
        summary: "Invalid index operation",
        detail: "the attributes of this object are taken with a dot",
        range: first.range,
        facts: name === undefined ? {} : { name },
      },
    ];
  }
  let step = attributeOf(Value.unknown(type), first.name, first.range);
  for (const next of rest) {
    if (step.diagnostics.length > 0) break;
    if (next.kind === "AttrStep") step = attributeOf(step.value, next.name, next.range);
    else if (next.kind === "IndexStep") step = elementOf(step.value, keyOf(next), next.range);
    else break;
  }
  return step.diagnostics;
}

function keyOf({ key }: IndexStep): Value {
  if (key.type === "string") return stringValue(key.value);
  const number = BigNumber.parse(key.text);
  return number ? numberValue(number) : Value.unknown(numberType);
}
