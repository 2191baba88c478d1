// The values of a module: what its variables, local values, outputs and objects stand for, as far as that can be told.
//
// Two modes. `declared` is the view of `tofu validate`: every input variable is unknown, of its type. `given` takes
// values files and defaults for granted and looks into called modules, which is what hovers and hints want to show.

import type { Attribute, Block, SourceFile } from "../syntax/ast.js";
import { effectiveArgument, isPartlyUnseen, localOf, type Placed } from "./declarationSyntax.js";
import { evaluate } from "./evaluate/evaluate.js";
import type { Evaluation } from "./evaluate/frame.js";
import type { FunctionTable, Scope } from "./evaluate/scope.js";
import type { Module } from "./module.js";
import { builtinObjectType } from "./moduleValues/builtinObjects.js";
import { areUnchanged, type Dependencies, Recorder } from "./moduleValues/dependencies.js";
import { functionsFor } from "./moduleValues/functionsFor.js";
import { declaredValue, givenValue, type InputVariable, inputVariable } from "./moduleValues/inputVariables.js";
import { type Instances, instancesOf } from "./moduleValues/instances.js";
import { PlaceScope } from "./moduleValues/placeScope.js";
import { newestRelease, type ProductDecision } from "./product.js";
import { dynamicType, listType, mapType, objectType, type Type } from "./values/type.js";
import { dynamicValue, Value } from "./values/value.js";
import type { WorkspaceSnapshot } from "./workspace.js";

/** How input variables are taken: as unknown, or with the values that files and defaults give them. */
export type ValuesMode = "declared" | "given";

/** Which functions there are. */
export type Language = Pick<ProductDecision, "product" | "newest">;

const newestOpenTofu: Language = { product: "opentofu", newest: newestRelease("opentofu") };

interface Kept {
  readonly callees: readonly (Module | undefined)[];
  readonly values: ModuleValues;
  /** The last snapshot in which the called modules were compared. */
  checkedIn: WorkspaceSnapshot;
}

const kept = new WeakMap<Module, Map<string, Kept>>();

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
  if (known?.checkedIn === snapshot) return known.values;
  const callees = allCallees(snapshot, module);
  if (known && known.callees.length === callees.length && known.callees.every((each, i) => each === callees[i])) {
    known.checkedIn = snapshot;
    return known.values;
  }
  const values = new ModuleValues(snapshot, module, mode, functions, language);
  byKey.set(key, { callees, values, checkedIn: snapshot });
  return values;
}

interface KeptEvaluation {
  readonly functions: FunctionTable;
  readonly dependencies: Dependencies;
  readonly evaluation: Evaluation;
}

const keptEvaluations = new WeakMap<Attribute, KeptEvaluation>();

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
    for (const { fact } of current.declarationsOf("module")) {
      const callee = snapshot.callee(current, fact.source);
      if (callee) found.add(callee);
    }
  }
  return [...found].slice(1);
}

/** One module's values in one mode; see `moduleValues`. */
export class ModuleValues {
  readonly #variables = new Map<string, InputVariable | undefined>();
  readonly #values = new Map<string, Value>();
  readonly #evaluations = new Map<string, Evaluation | undefined>();
  readonly #open = new Set<string>();
  #recorder: Recorder | undefined;

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

  /** Computes something, and says what of this module it was computed from. */
  record<Result>(compute: () => Result): { readonly result: Result; readonly dependencies: Dependencies } {
    const outer = this.#recorder;
    const recorder = new Recorder();
    this.#recorder = recorder;
    try {
      return { result: compute(), dependencies: recorder.dependencies };
    } finally {
      this.#recorder = outer;
    }
  }

  /** Notes for `record` what was found by other ways than this object's; see `Dependency`. */
  note<Token>(key: string, current: (values: ModuleValues) => Token): Token {
    const token = current(this);
    this.#recorder?.note(key, token, current);
    return token;
  }

  /** What is declared of an input variable; undefined where there is none. */
  inputVariable(name: string): InputVariable | undefined {
    if (!this.#variables.has(name)) this.#variables.set(name, inputVariable(this.snapshot, this.module, name));
    const variable = this.#variables.get(name);
    this.#recorder?.note(`input ${name}`, variable, (values) => values.inputVariable(name));
    return variable;
  }

  /** The value of `var.name`; unknown where it is not declared. */
  variable(name: string): Value {
    const value = this.#variableValue(name);
    this.#recorder?.note(`var.${name}`, value, (values) => values.variable(name));
    return value;
  }

  #variableValue(name: string): Value {
    return this.#once(`var.${name}`, () => {
      const variable = this.inputVariable(name);
      if (!variable) return dynamicValue;
      return this.mode === "given" ? givenValue(this.snapshot, this.module, variable) : declaredValue(variable);
    });
  }

  /** The value of `local.name`; unknown where it is not declared, or depends on itself. */
  local(name: string): Value {
    const value = this.localEvaluation(name)?.value ?? dynamicValue;
    this.#recorder?.note(`local.${name}`, value, (values) => values.local(name));
    return value;
  }

  /** A local value with what evaluating it found wrong; undefined where its syntax cannot be had. */
  localEvaluation(name: string): Evaluation | undefined {
    const key = `local.${name}`;
    return this.#evaluateOnce(key, () => {
      const overriding = this.module.overriding.get(key)?.at(-1);
      const placed = localOf(this.snapshot, overriding ?? this.module.declaration(key));
      return placed && this.#keptEvaluation(placed);
    });
  }

  /** A local value's evaluation outlives the module's change where nothing that it uses has changed. */
  #keptEvaluation({ file, blocks, node }: Placed<Attribute>): Evaluation {
    const compute = () => evaluate(node.value, this.scopeAt(file, blocks, node));
    if (this.mode !== "declared") return compute();
    const known = keptEvaluations.get(node);
    if (known?.functions === this.functions && areUnchanged(known.dependencies, this)) return known.evaluation;
    const { result, dependencies } = this.record(compute);
    keptEvaluations.set(node, { functions: this.functions, dependencies, evaluation: result });
    return result;
  }

  /** The value of an output as callers see it, with its marks; unknown where it is not declared. */
  output(name: string): Value {
    return this.#once(`output.${name}`, () => {
      const evaluation = this.outputEvaluation(name);
      const key = `output.${name}`;
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
    this.#recorder?.note(`instances ${key}`, instances?.kind, (values) => values.instances(key)?.kind);
    return instances;
  }

  /** The value of a resource, data source or ephemeral resource as a whole, by its key. */
  resource(mode: "managed" | "data" | "ephemeral", type: string, key: string): Value {
    // Nothing is known of other objects, declared or not.
    if (builtinObjectType(mode, type) === undefined) return dynamicValue;
    const value = this.#resourceValue(mode, type, key);
    this.#recorder?.note(key, value, (values) => values.resource(mode, type, key));
    return value;
  }

  #resourceValue(mode: "managed" | "data" | "ephemeral", type: string, key: string): Value {
    return this.#once(key, () => {
      const instances = this.instances(key);
      const object = builtinObjectType(mode, type);
      if (!instances || !object || isPartlyUnseen(this.snapshot, this.module, key)) return dynamicValue;
      // While validating nothing is known of several instances, and whether a key is needed is checked elsewhere.
      const isSingle = instances.kind === "single" || instances.kind === "enabled";
      return this.mode === "declared" && !isSingle ? dynamicValue : this.#repeated(instances, object);
    });
  }

  /** The value of `module.name` as a whole. */
  moduleCall(name: string): Value {
    const value = this.#moduleCallValue(name);
    this.#recorder?.note(`module.${name}`, value, (values) => values.moduleCall(name));
    return value;
  }

  /** The module that a call leads to, where it is in the workspace. */
  callee(name: string): Module | undefined {
    return this.note(`callee ${name}`, ({ snapshot, module }) =>
      snapshot.callee(module, module.declaration(`module.${name}`)?.fact.source),
    );
  }

  #moduleCallValue(name: string): Value {
    const key = `module.${name}`;
    return this.#once(key, () => {
      const instances = this.instances(key);
      const callee = this.snapshot.callee(this.module, this.module.declaration(key)?.fact.source);
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

  #once(key: string, compute: () => Value): Value {
    const known = this.#values.get(key);
    if (known) return known;
    if (this.#open.has(key)) return dynamicValue;
    this.#open.add(key);
    const value = this.#unrecorded(compute);
    this.#open.delete(key);
    this.#values.set(key, value);
    return value;
  }

  /** What one name is made of is its own matter: who asks for it depends on its value. */
  #unrecorded<Result>(compute: () => Result): Result {
    const outer = this.#recorder;
    this.#recorder = undefined;
    try {
      return compute();
    } finally {
      this.#recorder = outer;
    }
  }

  #evaluateOnce(key: string, compute: () => Evaluation | undefined): Evaluation | undefined {
    if (this.#evaluations.has(key)) return this.#evaluations.get(key);
    const guard = `evaluating ${key}`;
    if (this.#open.has(guard)) return { value: dynamicValue, diagnostics: [] };
    this.#open.add(guard);
    const evaluation = this.#unrecorded(compute);
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
