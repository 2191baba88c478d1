// Evaluates every argument of a module once, as `tofu validate` does, and keeps what is wrong by rule.

import { KeptWith } from "../../base/keptWith.js";
import { isAutoVariables } from "../../model/builtins/fileKinds.js";
import { rootSchema } from "../../model/builtins/schema.js";
import type { EvaluationDiagnostic } from "../../model/evaluate/diagnostic.js";
import { evaluate } from "../../model/evaluate/evaluate.js";
import type { Evaluation } from "../../model/evaluate/frame.js";
import type { Module } from "../../model/module.js";
import { type ModuleValues, moduleValues } from "../../model/moduleValues.js";
import type { ProductDecision } from "../../model/product.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Attribute, Block, Body, SourceFile } from "../../syntax/ast.js";
import type { Phase } from "../diagnostic.js";
import { argumentSchema, evaluationKind, innerBody, type KnownBody, typeOfNotation } from "./argumentKind.js";
import { ephemeralArgument } from "./ephemeral.js";
import { providerFunctionMistakes } from "./functionNames.js";
import { KeptMistakes } from "./keptMistakes.js";
import type { Mistake } from "./mistake.js";
import { inputMistakes } from "./moduleInputs.js";
import { objectAsListMistakes } from "./objectAsList.js";
import { objectAttributeMistakes } from "./objectAttributes.js";
import { outputMistakes } from "./outputs.js";
import { StaticScope } from "./staticScope.js";
import {
  type ConditionPlace,
  checkCondition,
  checkCount,
  checkDynamicForEach,
  checkErrorMessage,
  checkForEach,
  checkImportId,
  checkPreventDestroy,
  checkShownMessage,
  checkSource,
  checkType,
  type ValueMistake,
} from "./valueChecks.js";
import { valuesFileMistakes, variableMistakes } from "./variables.js";

/** What the walk knows of the module it is in. */
export interface MistakeContext {
  readonly snapshot: WorkspaceSnapshot;
  readonly module: Module;
  readonly values: ModuleValues;
  readonly product: ProductDecision;
  /** False where another module of the workspace calls this one, so that it is no root module. */
  readonly isRoot: boolean;
}

export type MistakesByRule = ReadonlyMap<string, readonly Mistake[]>;

const found = new KeptWith<ModuleValues, { readonly isRoot: boolean; readonly mistakes: MistakesByRule }>();

/** All mistakes of a module by rule id; computed once for the same module, called modules and product. */
export function mistakesOf(snapshot: WorkspaceSnapshot, module: Module, product: ProductDecision): MistakesByRule {
  const values = moduleValues(snapshot, module, "declared", product);
  const isRoot = snapshot.callersOf(module).length === 0;
  const known = found.get(values);
  if (known?.isRoot === isRoot) return known.mistakes;
  const collected = new Map<string, Mistake[]>();
  const walk = new Walk({ snapshot, module, values, product, isRoot }, (mistake) => {
    const list = collected.get(mistake.id);
    if (list) list.push(mistake);
    else collected.set(mistake.id, [mistake]);
  });
  walk.run();
  found.set(values, { isRoot, mistakes: collected });
  return collected;
}

class Walk {
  readonly #context: MistakeContext;
  #report: (mistake: Mistake) => void;
  readonly #static: StaticScope;

  constructor(context: MistakeContext, report: (mistake: Mistake) => void) {
    this.#context = context;
    this.#report = report;
    this.#static = new StaticScope(context.values);
  }

  run(): void {
    const { snapshot, module, product } = this.#context;
    const report = this.#report;
    const kept = new KeptMistakes(this.#context);
    for (const { entry } of module.files) {
      const file = snapshot.file(entry.uri);
      if (!file) continue;
      const known = { schema: rootSchema("configuration", product.product), open: false };
      kept.ofFile(file, report, (item, collect) => {
        this.#report = collect;
        if (item.kind === "Block") this.#block(file, item, [], known);
      });
    }
    this.#report = report;
    for (const { entry } of [...module.overrides, ...snapshot.testsOf(module)]) {
      const file = snapshot.file(entry.uri);
      if (!file) continue;
      const kind = entry.type?.kind === "test" ? "test" : "configuration";
      const schema = rootSchema(kind, product.product);
      this.#body(file, file.body, [], { schema, open: false });
    }
    for (const { entry } of module.values) {
      const file = snapshot.file(entry.uri);
      if (file) valuesFileMistakes(this.#context, file, isAutoVariables(entry.name), report);
    }
  }

  #body(file: SourceFile, body: Body, blocks: readonly Block[], known: KnownBody): void {
    for (const item of body.items) {
      if (item.kind === "Attribute") this.#attribute(file, item, blocks, known);
      else this.#block(file, item, blocks, known);
    }
    const [block] = blocks;
    if (blocks.length === 1 && block?.type.name === "variable") {
      variableMistakes(this.#context, file, block, this.#report);
    }
  }

  #block(file: SourceFile, block: Block, blocks: readonly Block[], known: KnownBody): void {
    const inner = innerBody(known, block);
    // Encryption has references and rules of its own.
    if (inner && block.type.name !== "encryption") this.#body(file, block.body, [...blocks, block], inner);
  }

  #attribute(file: SourceFile, attribute: Attribute, blocks: readonly Block[], known: KnownBody): void {
    const block = blocks.at(-1);
    const name = attribute.name.name;
    if (!block || isDecodedElsewhere(blocks)) return;
    switch (evaluationKind(known, name)) {
      case "none":
      case "constant":
        return; // Constants are read before evaluation, and reported there.
      case "early":
        this.#early(file, attribute, blocks);
        return;
      case "dynamic":
        this.#dynamic(file, attribute, block, blocks, known);
    }
  }

  #early(file: SourceFile, attribute: Attribute, blocks: readonly Block[]): void {
    // Terraform evaluates these places later than OpenTofu or not at all; its own errors are about the schema.
    if (this.#context.product.product !== "opentofu") return;
    const evaluation = evaluate(attribute.value, this.#static);
    this.#evaluated(file, evaluation, "tree");
    if (evaluation.diagnostics.length > 0 || blocks.length !== 1) return;
    if (attribute.name.name === "for_each") {
      this.#value(file, checkForEach(attribute.value, evaluation.value, false), "tree");
    } else if (attribute.name.name === "source") {
      this.#value(file, checkSource(attribute.value, evaluation.value), "tree");
    }
  }

  #dynamic(file: SourceFile, attribute: Attribute, block: Block, blocks: readonly Block[], known: KnownBody): void {
    const { values } = this.#context;
    const name = attribute.name.name;
    // `enabled` and what is asserted are evaluated by the plan alone.
    const isLate =
      (name === "enabled" && block.type.name === "lifecycle") ||
      (name === "condition" && block.type.name === "assert") ||
      blocks[0]?.type.name === "run";
    const phase: Phase = isLate ? "plan" : "validate";
    const evaluation =
      this.#knownEvaluation(file, attribute, blocks) ??
      evaluate(attribute.value, values.scopeAt(file, blocks, attribute));
    this.#evaluated(file, evaluation, phase);
    providerFunctionMistakes(this.#context, file, attribute, this.#report);
    if (blocks[0]?.type.name !== "run") objectAttributeMistakes(this.#context, file, attribute, blocks, this.#report);
    objectAsListMistakes(this.#context, file, attribute, blocks, this.#report);
    if (evaluation.diagnostics.some(({ severity }) => severity === "error")) return;
    const { value } = evaluation;
    const top = blocks[0]?.type.name;
    const isRepeatable = top === "resource" || top === "data" || top === "ephemeral" || top === "module";
    if (blocks.length === 1 && isRepeatable && name === "count") {
      this.#value(file, checkCount(attribute.value, value), phase);
    } else if (blocks.length === 1 && name === "for_each" && (isRepeatable || top === "import")) {
      this.#value(file, checkForEach(attribute.value, value, top === "import"), phase);
    } else if (block.type.name === "dynamic" && name === "for_each") {
      this.#value(file, checkDynamicForEach(attribute.value, value), phase);
    } else if (block.type.name === "lifecycle" && name === "enabled") {
      return;
    } else if (name === "condition" && isCondition(block, blocks)) {
      this.#value(file, checkCondition(attribute.value, value, conditionPlace(blocks)), phase);
    } else if (name === "error_message" && isCondition(block, blocks)) {
      this.#value(file, checkErrorMessage(attribute.value, value, conditionPlace(blocks)), phase);
      this.#value(file, checkShownMessage(attribute.value, value), "plan");
    } else if (name === "prevent_destroy" && block.type.name === "lifecycle") {
      this.#value(file, checkPreventDestroy(attribute.value, value), phase);
    } else if (top === "module" && blocks.length === 1) {
      inputMistakes(this.#context, file, block, attribute, value, this.#report);
    } else if (top === "import" && blocks.length === 1 && name === "id") {
      this.#value(file, checkImportId(attribute.value, value), "plan");
    } else if (top === "output" && name === "value") {
      outputMistakes(this.#context, file, block, attribute, value, this.#report);
    } else {
      const schema = argumentSchema(known, name);
      if (schema && schema.type !== "any") {
        this.#value(file, checkType(attribute, value, typeOfNotation(schema.type)), phase);
      }
      ephemeralArgument(file, attribute, blocks, known, value, this.#report);
    }
  }

  /** What the tables have evaluated already. */
  #knownEvaluation(file: SourceFile, attribute: Attribute, blocks: readonly Block[]): Evaluation | undefined {
    const [block] = blocks;
    const { module, values } = this.#context;
    if (block?.type.name !== "locals" || blocks.length !== 1) return undefined;
    const key = `local.${attribute.name.name}`;
    if (!values.isDeclaredOnce(key)) values.untracked();
    const declaration = module.overriding.get(key)?.at(-1) ?? module.declaration(key);
    const isIt = declaration?.uri === file.uri && declaration.fact.range.start === attribute.range.start;
    return isIt ? values.localEvaluation(attribute.name.name) : undefined;
  }

  #evaluated(file: SourceFile, evaluation: Evaluation, phase: Phase): void {
    for (const diagnostic of evaluation.diagnostics) this.#report(mistakeOf(diagnostic, file.uri, phase));
  }

  #value(file: SourceFile, mistake: ValueMistake | undefined, phase: Phase): void {
    if (mistake) this.#report({ severity: "error", phase, ...mistake, uri: file.uri });
  }
}

/** An evaluator's finding as a mistake in a file. */
export function mistakeOf(diagnostic: EvaluationDiagnostic, uri: string, phase: Phase): Mistake {
  const { id, severity, summary, range, facts } = diagnostic;
  return { ...facts, id, severity, summary, uri, range, phase };
}

/** Arguments whose decoders have rules of their own. */
function isDecodedElsewhere(blocks: readonly Block[]): boolean {
  const top = blocks[0]?.type.name;
  return top === "language" || (top === "terraform" && blocks[1]?.type.name === "required_providers");
}

function isCondition(block: Block, blocks: readonly Block[]): boolean {
  switch (block.type.name) {
    case "precondition":
    case "postcondition":
    case "validation":
      return blocks.length > 1;
    case "assert":
      return blocks[0]?.type.name === "check" || blocks[0]?.type.name === "run";
    default:
      return false;
  }
}

function conditionPlace(blocks: readonly Block[]): ConditionPlace {
  switch (blocks[0]?.type.name) {
    case "variable":
      return "variable";
    case "output":
      return "output";
    case "check":
      return "assert";
    default:
      return "object";
  }
}
