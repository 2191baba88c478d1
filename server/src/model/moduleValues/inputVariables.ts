// Input variables as values: their type constraint, their default, and what values files give them.
//
// Source: OpenTofu 1.12, `internal/configs/named_values.go` and `internal/tofu/eval_variable.go`: the given value gets
// the type's defaults and is converted to it; null stands for the default where the variable is not nullable.

import { KeptWith } from "../../base/keptWith.js";
import type { Block, Expression } from "../../syntax/ast.js";
import { isAutoVariables } from "../builtins/fileKinds.js";
import { blockOf, effectiveArgument } from "../declarationSyntax.js";
import { derived } from "../derived.js";
import { evaluate } from "../evaluate/evaluate.js";
import { parseVariableType, type TypeConstraint } from "../evaluate/typeConstraint.js";
import { argument } from "../extract.js";
import type { Declaration, Module } from "../module.js";
import { convert } from "../values/convert.js";
import { applyDefaults } from "../values/defaults.js";
import { Failure } from "../values/failure.js";
import { dynamicType, withoutOptional } from "../values/type.js";
import { type Mark, Value } from "../values/value.js";
import type { WorkspaceSnapshot } from "../workspace.js";

/** What a module says of one of its input variables, after override files are merged. */
export interface InputVariable {
  readonly name: string;
  readonly constraint: TypeConstraint;
  /** False where `type` is not given, so that anything goes. */
  readonly hasType: boolean;
  readonly nullable: boolean;
  readonly sensitive: boolean;
  readonly ephemeral: boolean;
  /** The message to those who still set it. */
  readonly deprecated: string | undefined;
  /** `const`, where it is given. */
  readonly isConst: boolean | undefined;
  readonly required: boolean;
  readonly default: Expression | undefined;
}

const anything: TypeConstraint = { type: dynamicType, defaults: undefined, diagnostics: [] };

/** Reads a declared variable; undefined where the module has none of that name. */
export function inputVariable(snapshot: WorkspaceSnapshot, module: Module, name: string): InputVariable | undefined {
  const key = `var.${name}`;
  const declared = module.declaration(key);
  if (!declared) return undefined;
  if (module.overriding.has(key)) return readVariable(snapshot, module, declared);
  // Without override files all is in one block, so the result stays the same while that block's file does.
  const block = blockOf(snapshot, declared)?.node;
  const known = block && variablesByBlock.get(block);
  if (known) return known;
  const variable = readVariable(snapshot, module, declared);
  if (block) variablesByBlock.set(block, variable);
  return variable;
}

const variablesByBlock = new KeptWith<Block, InputVariable>();

function readVariable(snapshot: WorkspaceSnapshot, module: Module, declared: Declaration): InputVariable {
  const { key, name } = declared.fact;
  const written = (argumentName: string): Expression | undefined =>
    effectiveArgument(snapshot, module, key, argumentName)?.node.value;
  const flag = (argumentName: string): boolean | undefined => {
    const expression = written(argumentName);
    const value = expression && convert(evaluate(expression).value, { kind: "bool" });
    return value instanceof Value && value.hasContent ? value.isTrue : undefined;
  };
  const type = written("type");
  const fallback = written("default");
  const message = written("deprecated");
  return {
    name,
    constraint: type ? parseVariableType(type) : anything,
    hasType: type !== undefined,
    nullable: flag("nullable") ?? true,
    sensitive: flag("sensitive") ?? false,
    ephemeral: flag("ephemeral") ?? false,
    deprecated: message && evaluate(message).value.text,
    isConst: flag("const"),
    required: fallback === undefined && declared.fact.hasDefault !== true,
    default: fallback,
  };
}

/** A value given to a variable, as the module sees it: defaults filled in and converted; or why it does not fit. */
export function admit(variable: InputVariable, given: Value): Value | Failure {
  const { type, defaults } = variable.constraint;
  const filled = defaults ? applyDefaults(defaults, given) : given;
  return convert(filled, type);
}

/** The variable's value while nothing is given: unknown, of its type, with its marks. */
export const declaredValue = derived((variable: InputVariable): Value => {
  const value = Value.unknown(withoutOptional(variable.constraint.type), !variable.nullable);
  return value.withMarks(marksOf(variable));
});

/**
 * The value that values files give, which OpenTofu reads without being told, else the default; unknown where there is
 * neither or it does not fit.
 */
export function givenValue(snapshot: WorkspaceSnapshot, module: Module, variable: InputVariable): Value {
  const given = valueFromFiles(snapshot, module, variable.name) ?? variable.default;
  if (!given) return declaredValue(variable);
  let value = admit(variable, evaluate(given).value);
  if (value instanceof Value && value.isNull && !variable.nullable && variable.default) {
    value = admit(variable, evaluate(variable.default).value);
  }
  return value instanceof Failure ? declaredValue(variable) : value.withMarks(marksOf(variable));
}

/** The expression of the last values file that counts; the order is OpenTofu's. */
function valueFromFiles(snapshot: WorkspaceSnapshot, module: Module, name: string): Expression | undefined {
  let found: Expression | undefined;
  for (const { entry } of module.values) {
    if (!isAutoVariables(entry.name)) continue;
    const file = snapshot.file(entry.uri);
    found = (file && argument(file.body, name))?.value ?? found;
  }
  return found;
}

function marksOf(variable: InputVariable): ReadonlySet<Mark> {
  const marks = new Set<Mark>();
  if (variable.sensitive) marks.add("sensitive");
  if (variable.ephemeral) marks.add("ephemeral");
  return marks;
}
