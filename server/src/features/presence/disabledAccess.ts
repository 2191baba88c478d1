// Every use of an object that may be disabled, in a place where nothing keeps it from being null.
//
// Source: OpenTofu 1.11 and later; a disabled object is null, and `tofu validate` says nothing of it.

import { KeptWith } from "../../base/keptWith.js";
import type { TextRange } from "../../base/range.js";
import { addressKey } from "../../model/address.js";
import { localOf } from "../../model/declarationSyntax.js";
import { evaluate } from "../../model/evaluate/evaluate.js";
import { argument } from "../../model/extract.js";
import { parameterAt } from "../../model/functions/call.js";
import type { Module } from "../../model/module.js";
import { type ModuleValues, moduleValues } from "../../model/moduleValues.js";
import { placeOf } from "../../model/places.js";
import type { ProductDecision } from "../../model/product.js";
import { blockScope, visitReferences } from "../../model/references.js";
import { convert } from "../../model/values/convert.js";
import { boolType } from "../../model/values/type.js";

import { lengthOf, Value } from "../../model/values/value.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Attribute, Block, Body, Expression, SourceFile } from "../../syntax/ast.js";
import { repeatableAddress } from "../rewriting/declarationNodes.js";
import {
  existsFact,
  type Facts,
  factsOf,
  type Knowledge,
  noFacts,
  nonEmptyFacts,
  positiveFacts,
  proves,
  union,
} from "./conditionFacts.js";
import { type GuardedAccess, walkGuarded } from "./guardedWalk.js";

export interface DisabledAccess {
  readonly uri: string;
  /** The object's address. */
  readonly key: string;
  /** The whole access. */
  readonly expression: Expression;
  /** What fails: the step behind the address, or the whole access. */
  readonly range: TextRange;
  /**
   * - `attribute`: an attribute of null;
   * - `iteration`: a `for` over it, which would go through its attributes where it exists;
   * - `function`: an argument that may not be null;
   * - `text`: part of a template;
   * - `index`: an index into a module call that has no instances to choose from.
   */
  readonly kind: "attribute" | "iteration" | "function" | "text" | "index";
  readonly function?: string;
  /** True where the object is certainly null. */
  readonly always: boolean;
  /** True in the `enabled` of the object itself, where there is no object yet. */
  readonly itself: boolean;
  /** True inside `try` and `can`. */
  readonly caught: boolean;
}

const found = new KeptWith<ModuleValues, readonly DisabledAccess[]>();

/** The uses of disabled objects in a module, in the order of files and text. */
export function disabledAccesses(
  snapshot: WorkspaceSnapshot,
  module: Module,
  product: ProductDecision,
): readonly DisabledAccess[] {
  const values = moduleValues(snapshot, module, "declared", product);
  const known = found.get(values);
  if (known) return known;
  const search = new Search(values);
  const result = search.run();
  found.set(values, result);
  return result;
}

class Search implements Knowledge {
  readonly #values: ModuleValues;
  readonly #enabled = new Map<string, { readonly expression: Expression; readonly state: boolean | undefined }>();
  readonly #found: DisabledAccess[] = [];

  constructor(values: ModuleValues) {
    this.#values = values;
  }

  run(): readonly DisabledAccess[] {
    const { module, snapshot } = this.#values;
    for (const kind of ["resource", "data", "ephemeral", "module"] as const) {
      for (const { fact } of module.declarationsOf(kind)) if (fact.repetition === "enabled") this.#note(fact.key);
    }
    if (this.#enabled.size === 0) return [];
    for (const { entry } of [...module.files, ...module.overrides]) {
      const file = snapshot.file(entry.uri);
      if (!file) continue;
      for (const item of file.body.items) {
        if (item.kind === "Block" && item.type.name !== "check") this.#block(file, item);
      }
    }
    return this.#found;
  }

  local(name: string): Expression | undefined {
    const key = `local.${name}`;
    const { module, snapshot } = this.#values;
    return localOf(snapshot, module.overriding.get(key)?.at(-1) ?? module.declaration(key))?.node.value;
  }

  enabled(address: string): Expression | undefined {
    return this.#enabled.get(address)?.expression;
  }

  #note(key: string): void {
    const instances = this.#values.instances(key);
    const placed = instances?.kind === "enabled" ? instances.argument : undefined;
    if (!placed) return;
    const { value } = evaluate(placed.node.value, this.#values.scopeAt(placed.file, placed.blocks, placed.node));
    const bool = convert(value, boolType);
    const state = bool instanceof Value && bool.hasContent ? bool.isTrue : undefined;
    if (state !== true) this.#enabled.set(key, { expression: placed.node.value, state });
  }

  #block(file: SourceFile, block: Block): void {
    const address = repeatableAddress(block);
    const own = address && addressKey(address);
    const facts = address ? this.#repetitionFacts(block, own) : noFacts;
    if (own !== undefined && this.#isAbsent(file, block, own)) return;
    this.#body(file, block.body, [block], facts, own);
  }

  /** True where the object certainly has no instance, so that nothing in its body is ever evaluated. */
  #isAbsent(file: SourceFile, block: Block, own: string): boolean {
    if (this.#enabled.get(own)?.state === false) return true;
    const repetition = argument(block.body, "count") ?? argument(block.body, "for_each");
    if (!repetition) return false;
    const scope = this.#values.scopeAt(file, [block], repetition);
    const isNothing = (expression: Expression): boolean => {
      // Nothing either way is nothing, whatever the condition is.
      if (expression.kind === "ParenthesesExpr") return isNothing(expression.expression);
      if (expression.kind === "ConditionalExpr" && isNothing(expression.then) && isNothing(expression.else))
        return true;
      const { value } = evaluate(expression, scope);
      if (!value.hasContent) return false;
      if (repetition.name.name === "for_each") return lengthOf(value) === 0;
      return value.type.kind === "number" && value.number.isZero;
    };
    return isNothing(repetition.value);
  }

  /** What holds in the body of an object: it has an instance. */
  #repetitionFacts(block: Block, own: string | undefined): Facts {
    const count = argument(block.body, "count");
    if (count) return positiveFacts(count.value, this);
    const forEach = argument(block.body, "for_each");
    if (forEach) return nonEmptyFacts(forEach.value, this);
    const enabled = own === undefined ? undefined : this.#enabled.get(own)?.expression;
    return enabled ? factsOf(enabled, true, this) : noFacts;
  }

  #body(file: SourceFile, body: Body, blocks: readonly Block[], facts: Facts, own: string | undefined): void {
    for (const item of body.items) {
      if (item.kind === "Attribute") this.#attribute(file, item, blocks, facts, own);
      else {
        const forEach = item.type.name === "dynamic" ? argument(item.body, "for_each") : undefined;
        const content = item.type.name === "content" ? argument(body, "for_each") : undefined;
        const inner = content && !forEach ? union(facts, nonEmptyFacts(content.value, this)) : facts;
        this.#body(file, item.body, [...blocks, item], inner, own);
      }
    }
  }

  #attribute(
    file: SourceFile,
    attribute: Attribute,
    blocks: readonly Block[],
    facts: Facts,
    own: string | undefined,
  ): void {
    const { path, bound } = blockScope(blocks, attribute);
    const name = attribute.name.name;
    if (placeOf(path, name) !== "expression" || path[0] === "variable" || path[0] === "moved") return;
    const decides =
      (blocks.length === 1 && (name === "count" || name === "for_each")) ||
      (blocks.length === 2 && path[1] === "lifecycle" && name === "enabled");
    // What decides whether an object exists sees it as null, and everything else in it is evaluated only if it exists.
    const seesItself = decides && name === "enabled" ? own : undefined;
    walkGuarded(attribute.value, decides && own !== undefined ? noFacts : facts, this, (access) => {
      this.#access(file, access, bound, own, seesItself);
    });
  }

  #access(
    file: SourceFile,
    access: GuardedAccess,
    bound: readonly string[],
    own: string | undefined,
    seesItself: string | undefined,
  ): void {
    visitReferences(access.expression, "expression", bound, (origin) => {
      if (origin.expression !== access.expression || (origin.key === own && origin.key !== seesItself)) return;
      const object = this.#enabled.get(origin.key);
      if (!object) return;
      const [first] = origin.accessors;
      if (first?.kind === "splat") return;
      const base = {
        uri: file.uri,
        key: origin.key,
        expression: access.expression,
        always: object.state === false || origin.key === seesItself,
        itself: origin.key === seesItself,
        caught: access.caught,
      };
      const isModule = origin.address?.kind === "module";
      if (first && first.kind !== "attr") {
        if (isModule) this.#found.push({ ...base, range: first.range, kind: "index" });
        return;
      }
      if (access.facts.has(existsFact(origin.key))) return;
      if (object.state === undefined && proves(access.facts, object.expression, true, this)) return;
      if (first) {
        this.#found.push({ ...base, range: first.range, kind: "attribute" });
        return;
      }
      const { use } = access;
      const range = origin.expression.range;
      if (use.kind === "iteration" || use.kind === "text") this.#found.push({ ...base, range, kind: use.kind });
      else if (use.kind === "argument" && this.#refusesNull(use.function, use.index)) {
        this.#found.push({ ...base, range, kind: "function", function: use.function });
      }
    });
  }

  #refusesNull(name: string, index: number): boolean {
    const signature = this.#values.functions.find(name)?.signature;
    if (!signature || name === "try" || name === "can") return false;
    const parameter = parameterAt(signature, index);
    return parameter !== undefined && parameter.allowNull !== true;
  }
}
