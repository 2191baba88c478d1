// Keys inside of an index: of the instances of an object with `for_each`, or of an object that is known.

import { accessOf } from "../../model/access.js";
import { evaluate } from "../../model/evaluate/evaluate.js";
import { moduleValues } from "../../model/moduleValues.js";
import { isWhollyKnown, iterate } from "../../model/values/value.js";
import type { CompletionRequest } from "./complete.js";
import type { CompletionContext } from "./context.js";
import type { CompletionItem } from "./item.js";

/** More are not read, and would make the list slow. */
const mostKeys = 200;

/** The keys that are known of what stands before the index. */
export function indexItems(
  request: CompletionRequest,
  { before, steps, range, where }: Extract<CompletionContext, { kind: "index" }>,
): readonly CompletionItem[] {
  const keys = instanceKeys(request, before, steps) ?? objectKeys(request, before, steps, where) ?? [];
  return keys.slice(0, mostKeys).map((key) => ({ label: key, kind: "value", range, text: key, rank: 1 }));
}

type IndexContext = Extract<CompletionContext, { kind: "index" }>;

/** The keys of `for_each`, where the index stands right behind the address of its object. */
function instanceKeys(request: CompletionRequest, before: IndexContext["before"], steps: number): string[] | undefined {
  const { base, accessors } = accessOf(before);
  if (base.kind !== "ScopeTraversalExpr") return undefined;
  const names = accessors.slice(0, steps).map((accessor) => (accessor.kind === "attr" ? accessor.name : ""));
  const key = [base.root.name, ...names].join(".");
  const values = moduleValues(request.snapshot, request.module, "given", request.product);
  const placed = values.instances(key);
  if (placed?.kind !== "for_each" || !placed.argument) return undefined;
  const { node, file, blocks } = placed.argument;
  const { value } = evaluate(node.value, values.scopeAt(file, blocks, node));
  if (!value.hasContent || !isWhollyKnown(value) || value.marks.size > 0) return undefined;
  const { kind } = value.type;
  return kind === "map" || kind === "object" || kind === "set"
    ? [...iterate(value)].flatMap(([each]) => (each.type.kind === "string" && each.hasContent ? [each.text] : []))
    : undefined;
}

/** The attributes of an object that is evaluated up to the index. */
function objectKeys(
  request: CompletionRequest,
  before: IndexContext["before"],
  steps: number,
  where: IndexContext["where"],
): string[] | undefined {
  if (before.kind !== "ScopeTraversalExpr") return undefined;
  const values = moduleValues(request.snapshot, request.module, "given", request.product);
  const whole = { ...before, steps: before.steps.slice(0, steps) };
  const { value } = evaluate(whole, values.scopeAt(request.file, where.blocks, where.attribute));
  if (value.type.kind === "object") return [...value.type.attributes.keys()];
  if (value.type.kind !== "map" || !value.hasContent || value.marks.size > 0) return undefined;
  return [...iterate(value)].flatMap(([each]) => (each.hasContent ? [each.text] : []));
}
