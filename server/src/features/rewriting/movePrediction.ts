// Predicts what a plan does with the objects of a state, from a module's text: moves stated and implied, creations,
// deletions with their reasons, and what OpenTofu says of the `moved` blocks themselves.
//
// Source: OpenTofu 1.12.6 `internal/refactoring` (move_statement, move_validate, move_execute) and its recorded plans.
// Variables have their defaults or what the call gives; repetition that depends on anything else is taken for none.

import { addressKey } from "../../model/address.js";
import { evaluate } from "../../model/evaluate/evaluate.js";
import type { Scope } from "../../model/evaluate/scope.js";
import { argument, nestedBlock } from "../../model/extract.js";
import type { Module } from "../../model/module.js";
import { moduleValues } from "../../model/moduleValues.js";
import type { Value } from "../../model/values/value.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Block } from "../../syntax/ast.js";
import { addressPathOf, keyText } from "./addressPath.js";
import { localValues, repeatableAddress } from "./declarationNodes.js";
import { withoutParentheses } from "./expressionShape.js";
import { staticCollection, uniqueStrings } from "./staticCollections.js";

export type Key = string | number | undefined;

/** One step of an absolute address: a module call or a resource, with its instance key. */
export interface Step {
  readonly name: string;
  readonly key: Key;
}

export interface PredictedChange {
  readonly address: string;
  /** Where the object was before, if elsewhere. */
  readonly previous: string | undefined;
  readonly action: "NoOp" | "Create" | "Delete";
  readonly reason: string | undefined;
}

export interface Prediction {
  readonly changes: readonly PredictedChange[];
  readonly diagnostics: readonly { readonly severity: "error" | "warning"; readonly summary: string }[];
}

/** What is declared: a resource or call with the keys of its instances, each with the steps that lead to it. */
interface Declared {
  readonly names: readonly string[];
  readonly block: Block;
  readonly repetition: "single" | "enabled" | "count" | "for_each";
  readonly keys: readonly Key[];
}

interface Statement {
  readonly prefix: readonly string[];
  readonly from: readonly Step[];
  readonly to: readonly Step[];
  /** True where both ends name an object with all its instances. */
  readonly isWhole: boolean;
  readonly implied: boolean;
}

/** An absolute address as text. */
export function addressText(steps: readonly Step[]): string {
  return steps.map(({ name, key }) => name + keyText(key)).join(".");
}

/** Predicts the plan of a root module for a state that holds objects at these addresses. */
export function predictPlan(
  snapshot: WorkspaceSnapshot,
  root: Module,
  state: readonly (readonly Step[])[],
): Prediction {
  const declared: Declared[] = [];
  const stated: Statement[] = [];
  collect(snapshot, root, [], new Map(), declared, stated, new Set());
  const managed = state.filter((steps) => !(steps[steps.length - 1]?.name ?? "").startsWith("data."));
  const errors = validate(stated, declared);
  if (errors.length > 0) return { changes: [], diagnostics: errors.map((summary) => ({ severity: "error", summary })) };
  const statements = [...stated, ...impliedMoves(managed, declared, stated)];
  const { moved, blocked } = applyMoves(managed, statements);
  const wanted = instancesOf(declared);
  const changes: PredictedChange[] = [];
  for (const { from, to } of moved) {
    const address = addressText(to);
    const previous = addressText(from) === address ? undefined : addressText(from);
    const isWanted = wanted.has(address);
    const reason = isWanted ? undefined : deletionReason(to, declared);
    changes.push({ address, previous, action: isWanted ? "NoOp" : "Delete", reason });
  }
  const present = new Set(moved.map(({ to }) => addressText(to)));
  for (const address of wanted) {
    if (!present.has(address)) changes.push({ address, previous: undefined, action: "Create", reason: undefined });
  }
  const summary = "Unresolved resource instance address changes";
  return { changes, diagnostics: blocked ? [{ severity: "warning", summary }] : [] };
}

function collect(
  snapshot: WorkspaceSnapshot,
  module: Module,
  prefix: readonly string[],
  inputs: ReadonlyMap<string, Value>,
  declared: Declared[],
  stated: Statement[],
  visited: ReadonlySet<Module>,
): void {
  if (visited.has(module)) return;
  for (const { entry } of module.files) {
    const file = snapshot.file(entry.uri);
    for (const block of file?.body.items ?? []) {
      if (!file || block.kind !== "Block") continue;
      const scope = withInputs(moduleValues(snapshot, module, "given").scopeAt(file, [block]), inputs);
      if (block.type.name === "moved") stated.push(...statementOf(block, prefix));
      const address = repeatableAddress(block);
      if (!address || (address.kind === "resource" && address.mode !== "managed")) continue;
      const names = [...prefix, addressKey(address)];
      declared.push({ names, block, ...repetitionOf(snapshot, module, block, entry.text, scope) });
      if (address.kind !== "module") continue;
      const callee = snapshot.callee(module, module.declaration(addressKey(address))?.fact.source);
      if (!callee) continue;
      const given = new Map<string, Value>();
      for (const item of block.body.items) {
        if (item.kind === "Attribute") given.set(item.name.name, evaluate(item.value, scope).value);
      }
      collect(snapshot, callee, names, given, declared, stated, new Set([...visited, module]));
    }
  }
}

/** A module's scope in which its input variables have the values that its call gives them. */
function withInputs(scope: Scope, inputs: ReadonlyMap<string, Value>): Scope {
  if (inputs.size === 0) return scope;
  return {
    ...(scope.functions ? { functions: scope.functions } : {}),
    lookup: (traversal) => {
      const [step] = traversal.steps;
      const given = traversal.root.name === "var" && step?.kind === "AttrStep" ? inputs.get(step.name) : undefined;
      return given ? { value: given, consumed: 1 } : scope.lookup(traversal);
    },
  };
}

/** More instances than this are not told apart. */
const mostInstances = 1000;

function repetitionOf(
  snapshot: WorkspaceSnapshot,
  module: Module,
  block: Block,
  source: string,
  scope: Scope,
): Pick<Declared, "repetition" | "keys"> {
  const count = argument(block.body, "count")?.value;
  if (count) {
    const { value } = evaluate(count, scope);
    const isKnown = value.type.kind === "number" && value.hasContent;
    const times = isKnown ? Math.min(Number(value.number.truncate()), mostInstances) : 0;
    return { repetition: "count", keys: Array.from({ length: times }, (_, i) => i) };
  }
  const forEach = argument(block.body, "for_each")?.value;
  if (forEach) {
    const bare = withoutParentheses(forEach);
    const inner = bare.kind === "FunctionCallExpr" && bare.args[0] ? bare.args[0] : bare;
    const found = staticCollection(inner, source, localValues(snapshot, module));
    const keys = found?.kind === "map" ? found.items.map((item) => item.key) : uniqueStrings(found?.elements ?? []);
    return { repetition: "for_each", keys: keys ?? [] };
  }
  const lifecycle = nestedBlock(block.body, "lifecycle");
  const enabled = lifecycle && argument(lifecycle.body, "enabled")?.value;
  if (!enabled) return { repetition: "single", keys: [undefined] };
  return { repetition: "enabled", keys: evaluate(enabled, scope).value.isFalse ? [] : [undefined] };
}

function statementOf(block: Block, prefix: readonly string[]): Statement[] {
  const end = (name: string): readonly Step[] | undefined => {
    const value = argument(block.body, name)?.value;
    return (
      value && addressPathOf(value)?.steps.map(({ key, instance }) => ({ name: key, key: literalKey(instance?.key) }))
    );
  };
  const from = end("from");
  const to = end("to");
  if (!from || !to) return [];
  const isWhole = from[from.length - 1]?.key === undefined && to[to.length - 1]?.key === undefined;
  return [{ prefix, from, to, isWhole, implied: false }];
}

function literalKey(key: { readonly kind: string; readonly value?: string | number } | undefined): Key {
  return key?.kind === "dynamic" ? undefined : key?.value;
}

/** The summaries of what is wrong with the statements, each once for each statement that has it. */
function validate(stated: readonly Statement[], declared: readonly Declared[]): string[] {
  const errors: string[] = [];
  for (const [i, statement] of stated.entries()) {
    const { prefix, from, to, isWhole } = statement;
    if (addressText(from) === addressText(to)) {
      errors.push("Redundant move statement");
      continue;
    }
    const names = [...prefix, ...from.map((step) => step.name)].join("/");
    const source = declared.find((one) => one.names.join("/") === names);
    const key = from[from.length - 1]?.key;
    // A disabled object still counts as declared.
    const isThere =
      source && (isWhole || source.keys.includes(key) || (source.repetition === "enabled" && key === undefined));
    if (isThere) errors.push("Moved object still exists");
    const scope = prefix.join("/");
    for (const other of stated.slice(0, i)) {
      if (other.prefix.join("/") !== scope) continue;
      const isFrom = addressText(other.from) === addressText(from);
      const isTo = addressText(other.to) === addressText(to);
      if (isFrom !== isTo) errors.push("Ambiguous move statements");
    }
  }
  if (hasCycle(stated)) errors.push("Cyclic dependency in move statements");
  return errors;
}

function hasCycle(stated: readonly Statement[]): boolean {
  return stated.some((start) => {
    const seen = new Set<Statement>();
    const queue = [start];
    for (const current of queue) {
      for (const next of stated) {
        const follows =
          addressText(next.from) === addressText(current.to) && next.prefix.join() === current.prefix.join();
        if (!follows) continue;
        if (next === start) return start.from !== start.to && addressText(start.from) !== addressText(start.to);
        if (!seen.has(next)) {
          seen.add(next);
          queue.push(next);
        }
      }
    }
    return false;
  });
}

/** Moves between no key and [0] that nothing states otherwise. */
function impliedMoves(
  state: readonly (readonly Step[])[],
  declared: readonly Declared[],
  stated: readonly Statement[],
): Statement[] {
  const found = new Map<string, Statement>();
  for (const steps of state) {
    for (let length = 1; length <= steps.length; length++) {
      const from = steps.slice(0, length);
      const last = from[length - 1];
      const names = from.map((step) => step.name);
      const target = declared.find((one) => one.names.join("/") === names.join("/"));
      if (!last || !target) continue;
      const isToZero = target.repetition === "count" && last.key === undefined;
      const isSingle = target.repetition === "single" || target.repetition === "enabled";
      // A call's instance of any other key is moved to [0] or to none as well; a resource's is not.
      const isToNone = isSingle && last.key === 0;
      if ((!isToZero && !isToNone) || isNamed(names, last.name.startsWith("module."), stated)) continue;
      const to = [...from.slice(0, -1), { name: last.name, key: isToZero ? 0 : undefined }];
      found.set(addressText(from), { prefix: [], from, to, isWhole: false, implied: true });
    }
  }
  return [...found.values()];
}

/** True where a statement names the resource; or, for a module, the module or a resource directly within it. */
function isNamed(names: readonly string[], isModule: boolean, stated: readonly Statement[]): boolean {
  return stated.some(({ prefix, from, to }) =>
    [from, to].some((end) => {
      const full = [...prefix, ...end.map((step) => step.name)];
      const compared = isModule ? full.filter((name) => name.startsWith("module.")) : full;
      return compared.join("/") === names.join("/");
    }),
  );
}

function applyMoves(
  state: readonly (readonly Step[])[],
  statements: readonly Statement[],
): {
  readonly moved: readonly { readonly from: readonly Step[]; readonly to: readonly Step[] }[];
  readonly blocked: boolean;
} {
  let blocked = false;
  const occupied = new Set(state.map(addressText));
  const moved = state.map((from) => {
    let to = from;
    for (let moving = true; moving; ) {
      moving = false;
      for (const statement of statements) {
        const next = moveBy(statement, to);
        if (!next || addressText(next) === addressText(to)) continue;
        if (occupied.has(addressText(next)) && !leaves(next, statements)) {
          blocked = true;
          continue;
        }
        occupied.delete(addressText(to));
        occupied.add(addressText(next));
        to = next;
        moving = true;
        break;
      }
    }
    return { from, to };
  });
  return { moved, blocked };
}

/** True where an object at an address is itself moved away. */
function leaves(steps: readonly Step[], statements: readonly Statement[]): boolean {
  return statements.some((statement) => moveBy(statement, steps) !== undefined);
}

function moveBy({ prefix, from, to, isWhole }: Statement, steps: readonly Step[]): readonly Step[] | undefined {
  if (!prefix.every((name, i) => steps[i]?.name === name)) return undefined;
  const rest = steps.slice(prefix.length);
  const isMatch = from.every((step, i) => {
    const mine = rest[i];
    const anyKey = isWhole && i === from.length - 1;
    return mine?.name === step.name && (anyKey || mine.key === step.key);
  });
  const last = to[to.length - 1];
  if (!isMatch || !last) return undefined;
  const end = isWhole ? { name: last.name, key: rest[from.length - 1]?.key } : last;
  return [...steps.slice(0, prefix.length), ...to.slice(0, -1), end, ...rest.slice(from.length)];
}

/** The addresses of all instances of resources that the text declares. */
function instancesOf(declared: readonly Declared[]): ReadonlySet<string> {
  const paths = new Map<string, readonly (readonly Step[])[]>([["", [[]]]]);
  const found = new Set<string>();
  for (const { names, keys } of declared) {
    const name = names[names.length - 1] ?? "";
    const parents = paths.get(names.slice(0, -1).join("/")) ?? [];
    const own = parents.flatMap((parent) => keys.map((key) => [...parent, { name, key }]));
    if (name.startsWith("module.")) paths.set(names.join("/"), own);
    else for (const steps of own) found.add(addressText(steps));
  }
  return found;
}

function deletionReason(steps: readonly Step[], declared: readonly Declared[]): string {
  for (let length = 1; length < steps.length; length++) {
    const names = steps
      .slice(0, length)
      .map((step) => step.name)
      .join("/");
    const call = declared.find((one) => one.names.join("/") === names);
    if (!call?.keys.includes(steps[length - 1]?.key)) return "ResourceInstanceDeleteBecauseNoModule";
  }
  const names = steps.map((step) => step.name).join("/");
  const resource = declared.find((one) => one.names.join("/") === names);
  const key = steps[steps.length - 1]?.key;
  if (!resource) return "ResourceInstanceDeleteBecauseNoResourceConfig";
  if (resource.repetition === "count") {
    return typeof key === "number"
      ? "ResourceInstanceDeleteBecauseCountIndex"
      : "ResourceInstanceDeleteBecauseWrongRepetition";
  }
  if (resource.repetition === "for_each") {
    return typeof key === "string"
      ? "ResourceInstanceDeleteBecauseEachKey"
      : "ResourceInstanceDeleteBecauseWrongRepetition";
  }
  return key === undefined && resource.repetition === "enabled"
    ? "ResourceInstanceDeleteBecauseEnabledFalse"
    : "ResourceInstanceDeleteBecauseWrongRepetition";
}
