// The values of a module: what its variables, local values, outputs and objects stand for, as far as that can be told.
//
// Two modes. `declared` is the view of `tofu validate`: every input variable is unknown, of its type. `given` takes
// values files and defaults for granted and looks into called modules, which is what hovers and hints want to show.

import { KeptWith } from "../base/keptWith.js";
import type { Attribute, Block, SourceFile } from "../syntax/ast.js";
import { effectiveArgument, isPartlyUnseen, localOf } from "./declarationSyntax.js";
import { evaluate } from "./evaluate/evaluate.js";
import type { Evaluation } from "./evaluate/frame.js";
import type { FunctionTable, Scope } from "./evaluate/scope.js";
import type { FileAccess } from "./functions/implementation.js";
import type { Module } from "./module.js";
import { localCalls } from "./moduleCalls.js";
import { builtinObjectType } from "./moduleValues/builtinObjects.js";
import { functionsFor } from "./moduleValues/functionsFor.js";
import { declaredValue, givenValue, type InputVariable, inputVariable } from "./moduleValues/inputVariables.js";
import { type Instances, instancesOf } from "./moduleValues/instances.js";
import { NamedFileAccess } from "./moduleValues/namedFileAccess.js";
import { PlaceScope } from "./moduleValues/placeScope.js";
import { type Reader, Recording } from "./moduleValues/recording.js";
import { newestRelease, type ProductDecision } from "./product.js";
import { dynamicType, listType, mapType, objectType, type Type } from "./values/type.js";
import { dynamicValue, Value } from "./values/value.js";
import type { WorkspaceSnapshot } from "./workspace.js";

/** How input variables are taken: as unknown, or with the values that files and defaults give them. */
export type ValuesMode = "declared" | "given";

/** Which functions there are. */
export type Language = Pick<ProductDecision, "product" | "newest">;

const newestOpenTofu: Language = { product: "opentofu", newest: newestRelease("opentofu") };

const ephemeralValue = dynamicValue.withMarks(new Set(["ephemeral"]));

interface Kept {
  readonly callees: readonly (Module | undefined)[];
  readonly values: ModuleValues;
  /** The snapshot for which the called modules were compared last. */
  comparedFor: WorkspaceSnapshot;
}

const kept = new KeptWith<Module, Map<string, Kept>>();

/**
 * The values of a module. The same object as long as the module and all modules that it calls are the same, so that an
 * edit recomputes nothing in other modules; within it everything is computed once, when it is first asked for.
 */
export function moduleValues(
  snapshot: WorkspaceSnapshot,
  module: Module,
  mode: ValuesMode,
  language: Language = newestOpenTofu,
): ModuleValues {
  const functions = functionsFor(language);
  const key = `${mode} ${functionTableKey(functions)}`;
  let byKey = kept.get(module);
  if (!byKey) {
    byKey = new Map();
    kept.set(module, byKey);
  }
  const known = byKey.get(key);
  if (known?.comparedFor === snapshot) return known.values;
  const callees = allCallees(snapshot, module);
  if (known && known.callees.length === callees.length && known.callees.every((each, i) => each === callees[i])) {
    known.comparedFor = snapshot;
    return known.values;
  }
  const values = new ModuleValues(snapshot, module, mode, functions, language);
  byKey.set(key, { callees, values, comparedFor: snapshot });
  return values;
}

const tableKeys = new WeakMap<FunctionTable, number>();
let tableCount = 0;

function functionTableKey(table: FunctionTable): number {
  let key = tableKeys.get(table);
  if (key === undefined) {
    key = tableCount++;
    tableKeys.set(table, key);
  }
  return key;
}

/** The modules that a module calls, directly and through others, in a fixed order. */
function allCallees(snapshot: WorkspaceSnapshot, module: Module): Module[] {
  const found = new Set<Module>([module]);
  for (const current of found) {
    for (const { to } of localCalls(current)) {
      const callee = snapshot.module(to);
      if (callee) found.add(callee);
    }
  }
  return [...found].slice(1);
}

/** A local value's evaluation and what it has read. */
interface LocalEvaluation {
  readonly evaluation: Evaluation | undefined;
  readonly recording: Recording<ModuleValues>;
}

/** Evaluations by the attribute they are of; they serve in later states of the module where these read the same. */
const keptLocals = new KeptWith<Attribute, LocalEvaluation & { readonly functions: FunctionTable }>();

const readIsDeclaredOnce: Reader<ModuleValues> = (values, key) => values.isDeclaredOnce(key);
const readVariable: Reader<ModuleValues> = (values, name) => values.variable(name);
const readLocal: Reader<ModuleValues> = (values, name) => values.local(name);
const readOutput: Reader<ModuleValues> = (values, name) => values.output(name);
const readInstances: Reader<ModuleValues> = (values, key) => values.instances(key)?.kind;
const readCallee: Reader<ModuleValues> = (values, name) => values.callee(name);
const readModuleCall: Reader<ModuleValues> = (values, name) => values.moduleCall(name);
const resourceReaders = new Map<string, Reader<ModuleValues>>();

/** Reads resources of one type by their keys; there are as many of these as there are types of OpenTofu's own. */
function resourceReader(mode: "managed" | "data" | "ephemeral", type: string): Reader<ModuleValues> {
  const key = `${mode} ${type}`;
  let reader = resourceReaders.get(key);
  if (!reader) {
    reader = (values, name) => values.resource(mode, type, name);
    resourceReaders.set(key, reader);
  }
  return reader;
}

/** One module's values in one mode; see `moduleValues`. */
export class ModuleValues {
  readonly #variables = new Map<string, InputVariable | undefined>();
  readonly #values = new Map<string, Value>();
  readonly #locals = new Map<string, LocalEvaluation>();
  readonly #evaluations = new Map<string, Evaluation | undefined>();
  readonly #open = new Set<string>();
  /** Keys whose value depends on themselves, so that it differs with where evaluation has begun. */
  readonly #circular = new Set<string>();
  readonly #recordings: Recording<ModuleValues>[] = [];
  /** The files that functions can read. */
  readonly files: FileAccess = new NamedFileAccess(this);

  constructor(
    readonly snapshot: WorkspaceSnapshot,
    readonly module: Module,
    readonly mode: ValuesMode,
    readonly functions: FunctionTable,
    readonly language: Language,
  ) {}

  /** The scope of an attribute's value. `blocks` are those around it, outermost first. */
  scopeAt(file: SourceFile, blocks: readonly Block[], attribute?: Attribute): Scope {
    return new PlaceScope(this, file, blocks, attribute);
  }

  /**
   * Runs `compute` and gives what it read of the values of this module. What it reads of anything else it must note
   * (`note`) or declare as not to be compared (`untracked`).
   */
  recorded(compute: () => void, recording = new Recording<ModuleValues>()): Recording<ModuleValues> {
    this.#recordings.push(recording);
    try {
      compute();
    } finally {
      this.#recordings.pop();
    }
    return recording;
  }

  /** Notes what the computation that is being recorded has read, and how to read it again. */
  note(reader: Reader<ModuleValues>, name: string, result: unknown): void {
    this.#recordings.at(-1)?.note(reader, name, result);
  }

  /** Says that the computation that is being recorded depends on something that is not noted. */
  untracked(): void {
    this.#recordings.at(-1)?.markVolatile();
  }

  /** Whether something recorded for an earlier state of the module would read the same from this one. */
  confirms(recording: Recording<ModuleValues>): boolean {
    if (recording.isVolatile) return false;
    let same = false;
    const comparing = this.recorded(() => {
      same = recording.holds(this);
    }, Recording.ofVolatility());
    return same && !comparing.isVolatile;
  }

  /** Whether one block alone declares a key, and no override file changes it. Noted when it is asked. */
  isDeclaredOnce(key: string): boolean {
    const isOnce = this.module.declarations.get(key)?.length === 1 && !this.module.overriding.has(key);
    this.note(readIsDeclaredOnce, key, isOnce);
    return isOnce;
  }

  /** What is declared of an input variable; undefined where there is none. */
  inputVariable(name: string): InputVariable | undefined {
    if (!this.#variables.has(name)) this.#variables.set(name, inputVariable(this.snapshot, this.module, name));
    return this.#variables.get(name);
  }

  /** The value of `var.name`; unknown where it is not declared. */
  variable(name: string): Value {
    return this.#once(`var.${name}`, readVariable, name, () => {
      const variable = this.inputVariable(name);
      if (!variable) return dynamicValue;
      return this.mode === "given" ? givenValue(this.snapshot, this.module, variable) : declaredValue(variable);
    });
  }

  /** The value of `local.name`; unknown where it is not declared, or depends on itself. */
  local(name: string): Value {
    const { evaluation, recording } = this.#local(name);
    const value = evaluation?.value ?? dynamicValue;
    this.note(readLocal, name, value);
    if (recording.isVolatile) this.untracked();
    return value;
  }

  /** A local value with what evaluating it found wrong; undefined where its syntax cannot be had. */
  localEvaluation(name: string): Evaluation | undefined {
    const { evaluation, recording } = this.#local(name);
    // What is found wrong can change while the value stays, so that everything behind it counts.
    this.#recordings.at(-1)?.include(recording);
    return evaluation;
  }

  #local(name: string): LocalEvaluation {
    const known = this.#locals.get(name);
    if (known) return known;
    const key = `local.${name}`;
    if (this.#open.has(key)) {
      const recording = new Recording<ModuleValues>();
      recording.markVolatile();
      return { evaluation: { value: dynamicValue, diagnostics: [] }, recording };
    }
    this.#open.add(key);
    const result = this.#evaluateLocal(key);
    this.#open.delete(key);
    this.#locals.set(name, result);
    return result;
  }

  #evaluateLocal(key: string): LocalEvaluation {
    const overriding = this.module.overriding.get(key)?.at(-1);
    const placed = localOf(this.snapshot, overriding ?? this.module.declaration(key));
    if (!placed) return { evaluation: undefined, recording: new Recording() };
    const kept = this.mode === "declared" ? keptLocals.get(placed.node) : undefined;
    if (kept?.functions === this.functions && this.confirms(kept.recording)) return kept;
    let evaluation: Evaluation | undefined;
    const recording = this.recorded(() => {
      evaluation = evaluate(placed.node.value, this.scopeAt(placed.file, placed.blocks, placed.node));
    });
    const result = { evaluation, recording, functions: this.functions };
    if (this.mode === "declared") keptLocals.set(placed.node, result);
    return result;
  }

  /** The value of an output as callers see it, with its marks; unknown where it is not declared. */
  output(name: string): Value {
    const key = `output.${name}`;
    return this.#once(key, readOutput, name, () => {
      const evaluation = this.outputEvaluation(name);
      const isSet = (flag: string): boolean => {
        const placed = effectiveArgument(this.snapshot, this.module, key, flag);
        return placed !== undefined && evaluate(placed.node.value).value.isTrue;
      };
      const marks = new Set<"sensitive" | "ephemeral">();
      if (isSet("sensitive")) marks.add("sensitive");
      if (isSet("ephemeral")) marks.add("ephemeral");
      return (evaluation?.value ?? dynamicValue).withMarks(marks);
    });
  }

  /** An output's expression evaluated in its module, without the output's own marks. */
  outputEvaluation(name: string): Evaluation | undefined {
    const key = `output.${name}`;
    return this.#evaluateOnce(key, () => {
      const placed = effectiveArgument(this.snapshot, this.module, key, "value");
      return placed && evaluate(placed.node.value, this.scopeAt(placed.file, placed.blocks, placed.node));
    });
  }

  /** How many instances a resource or module call has; undefined where it is not declared. */
  instances(key: string): Instances | undefined {
    const instances = instancesOf(this.snapshot, this.module, key);
    this.note(readInstances, key, instances?.kind);
    return instances;
  }

  /** The value of a resource, data source or ephemeral resource as a whole, by its key. */
  resource(mode: "managed" | "data" | "ephemeral", type: string, key: string): Value {
    // Nothing is known of other objects but that what is ephemeral must not be stored.
    if (mode === "ephemeral") return this.instances(key) ? ephemeralValue : dynamicValue;
    // `validate` knows nothing of any object; the names of its attributes are checked where references are resolved.
    if (this.mode === "declared" || builtinObjectType(mode, type) === undefined) return dynamicValue;
    return this.#once(key, resourceReader(mode, type), key, () => {
      const instances = this.instances(key);
      const object = builtinObjectType(mode, type);
      if (!instances || !object || isPartlyUnseen(this.snapshot, this.module, key)) return dynamicValue;
      return this.#repeated(instances, object);
    });
  }

  /** The module of this workspace that a call's local source names; undefined for any other source. */
  callee(name: string): Module | undefined {
    const callee = this.snapshot.callee(this.module, this.module.declaration(`module.${name}`)?.fact.source);
    this.note(readCallee, name, callee);
    return callee;
  }

  /** The value of `module.name` as a whole. */
  moduleCall(name: string): Value {
    const key = `module.${name}`;
    return this.#once(key, readModuleCall, name, () => {
      const instances = this.instances(key);
      const callee = this.callee(name);
      if (!instances || !callee || !isWhollySeen(this.snapshot, callee)) return dynamicValue;
      if (isPartlyUnseen(this.snapshot, this.module, key)) return dynamicValue;
      const inner = this.mode === "given" ? moduleValues(this.snapshot, callee, "declared", this.language) : undefined;
      const names = [...callee.declarationsOf("output")].map(({ fact }) => fact.name);
      // `validate` tells nothing of outputs but that they exist, which is checked where references are resolved.
      if (!inner) return this.#repeated(instances, dynamicType);
      const types = names.map((output): [string, Type] => [output, inner.output(output).type]);
      return this.#repeated(instances, objectType(types));
    });
  }

  /** An unknown value of the shape that the instances give to an object's type. */
  #repeated(instances: Instances, object: Type): Value {
    switch (instances.kind) {
      case "count":
        return Value.unknown(listType(object));
      case "for_each":
        return Value.unknown(mapType(object));
      default:
        return Value.unknown(object);
    }
  }

  #once(key: string, reader: Reader<ModuleValues>, name: string, compute: () => Value): Value {
    let value = this.#values.get(key);
    if (!value) {
      if (this.#open.has(key)) {
        this.untracked();
        return dynamicValue;
      }
      this.#open.add(key);
      let computed: Value = dynamicValue;
      const recording = this.recorded(() => {
        computed = compute();
      });
      value = computed;
      this.#open.delete(key);
      this.#values.set(key, value);
      if (recording.isVolatile) this.#circular.add(key);
    }
    this.note(reader, name, value);
    if (this.#circular.has(key)) this.untracked();
    return value;
  }

  #evaluateOnce(key: string, compute: () => Evaluation | undefined): Evaluation | undefined {
    // Only outputs are evaluated so, which nothing that is kept reads.
    this.untracked();
    if (this.#evaluations.has(key)) return this.#evaluations.get(key);
    const guard = `evaluating ${key}`;
    if (this.#open.has(guard)) return { value: dynamicValue, diagnostics: [] };
    this.#open.add(guard);
    const evaluation = compute();
    this.#open.delete(guard);
    this.#evaluations.set(key, evaluation);
    return evaluation;
  }
}

/** True where every file of a module was understood, so that what it does not declare does not exist. */
export function isWhollySeen(snapshot: WorkspaceSnapshot, module: Module): boolean {
  return [...module.files, ...module.overrides].every(
    ({ entry, facts }) => !facts.hasErrors && snapshot.entry(entry.uri) !== undefined,
  );
}
