// Reading a type constraint: the value of a variable's `type`, with `optional(type, default)`.
//
// Source: hcl's ext/typeexpr and OpenTofu's decodeVariableType; summaries are theirs.

import { cover, range, type TextRange } from "../../base/range.js";
import type { Expression, FunctionCallExpr, TemplateExpr } from "../../syntax/ast.js";
import { convert } from "../values/convert.js";
import type { Defaults } from "../values/defaults.js";
import { Failure } from "../values/failure.js";
import {
  boolType,
  collectionType,
  dynamicType,
  listType,
  mapType,
  numberType,
  objectType,
  stringType,
  type Type,
  tupleType,
} from "../values/type.js";
import type { Value } from "../values/value.js";
import { type Diagnostics, evaluationError, hasErrors, noDiagnostics } from "./diagnostic.js";
import { evaluate, keywordOf } from "./evaluate.js";

export interface TypeConstraint {
  /** Dynamic where the constraint could not be read. */
  readonly type: Type;
  /** Undefined where no attribute at any depth has a default. */
  readonly defaults: Defaults | undefined;
  readonly diagnostics: Diagnostics;
}

/** Reads the `type` argument of a variable: a constraint, or one of the old forms that OpenTofu explains or admits. */
export function parseVariableType(expression: Expression): TypeConstraint {
  if (expression.kind === "TemplateExpr" && expression.style === "quoted" && !isWrapper(expression)) {
    return quotedType(expression);
  }
  const keyword = keywordOf(expression);
  if (keyword === "list") return fine(listType(dynamicType));
  if (keyword === "map") return fine(mapType(dynamicType));
  const constraint = parseTypeConstraint(expression);
  if (!hasErrors(constraint.diagnostics)) return constraint;
  return { type: dynamicType, defaults: undefined, diagnostics: constraint.diagnostics };
}

/** A string that is nothing but one interpolation is no string to hcl, so OpenTofu does not take it for an old form. */
function isWrapper({ parts }: TemplateExpr): boolean {
  return parts.length === 1 && parts[0]?.kind === "TemplateInterpolation";
}

function quotedType(expression: Expression): TypeConstraint {
  const { value, diagnostics } = evaluate(expression);
  if (hasErrors(diagnostics)) return { type: dynamicType, defaults: undefined, diagnostics };
  const written = value.text;
  if (written !== "string" && written !== "list" && written !== "map") {
    const detail = "a type is written without quotes, such as `string` or `list(string)`";
    return {
      type: dynamicType,
      defaults: undefined,
      diagnostics: [evaluationError("legacy-type-hint", "Invalid legacy variable type hint", detail, expression.range)],
    };
  }
  const modern = written === "string" ? "string" : `${written}(string)`;
  const detail = `only OpenTofu's forerunners before 0.12 took types in quotes; write \`${modern}\``;
  return {
    type: dynamicType,
    defaults: undefined,
    diagnostics: [evaluationError("quoted-type", "Invalid quoted type constraints", detail, expression.range)],
  };
}

/** Reads a type constraint, `optional` and `any` included. */
export function parseTypeConstraint(expression: Expression): TypeConstraint {
  const keyword = keywordOf(expression);
  if (keyword !== undefined) return keywordType(keyword, expression.range);
  if (expression.kind !== "FunctionCallExpr") {
    return invalid(
      "a type is a word (`string`, `number`, `bool`, `any`) or a constructor with what it holds, such as `list(string)`",
      expression.range,
    );
  }
  const { name, args } = expression;
  const within = argumentsRange(expression);
  if (name === "bool" || name === "string" || name === "number") {
    return invalid(`\`${name}\` takes nothing in parentheses; write \`${name}\` alone`, within);
  }
  if (name === "any") return invalid(`\`${name}\` takes nothing in parentheses; write \`${name}\` alone`, within);
  const [argument] = args;
  const wanted = wantedArgument(name);
  if (wanted !== undefined && (argument === undefined || args.length > 1)) {
    const [second, last] = [args[1], args.at(-1)];
    return invalid(wanted, second && last ? cover(second.range, last.range) : within);
  }
  if (argument === undefined || wanted === undefined) {
    return name === "optional"
      ? invalid("`optional` stands only around the type of an object's attribute", expression.nameRange)
      : invalid(
          `there is no type constructor \`${name}\`; there are \`list\`, \`set\`, \`map\`, \`object\` and \`tuple\``,
          expression.range,
        );
  }
  if (name === "object") return objectConstraint(argument);
  if (name === "tuple") return tupleConstraint(argument);
  const element = parseTypeConstraint(argument);
  const type = collectionType(name as "list" | "set" | "map", element.type);
  const defaults = element.defaults && { type, values: new Map(), children: new Map([["", element.defaults]]) };
  return { type, defaults, diagnostics: element.diagnostics };
}

function keywordType(keyword: string, at: TextRange): TypeConstraint {
  switch (keyword) {
    case "bool":
      return fine(boolType);
    case "string":
      return fine(stringType);
    case "number":
      return fine(numberType);
    case "any":
      return fine(dynamicType);
    default:
      return invalid(
        wantedArgument(keyword) ??
          `\`${keyword}\` is no type; the words are \`string\`, \`number\`, \`bool\` and \`any\``,
        at,
      );
  }
}

/** What a type constructor says where it does not get its one argument; undefined for any other name. */
function wantedArgument(name: string): string | undefined {
  switch (name) {
    case "list":
    case "set":
    case "map":
      return `\`${name}\` needs the type of its elements: \`${name}(string)\``;
    case "object":
      return "`object` needs the types of its attributes: `object({ name = string })`";
    case "tuple":
      return "`tuple` needs the types of its elements as a list: `tuple([string, number])`";
    default:
      return undefined;
  }
}

function objectConstraint(argument: Expression): TypeConstraint {
  if (argument.kind !== "ObjectConsExpr") {
    return invalid("`object` needs the types of its attributes: `object({ name = string })`", argument.range);
  }
  const lists: Diagnostics[] = [];
  const attributes = new Map<string, Type>();
  const optional = new Set<string>();
  const values = new Map<string, Value>();
  const children = new Map<string, Defaults>();
  for (const item of argument.items) {
    const name = keywordOf(item.key);
    if (name === undefined) {
      lists.push(invalid("the name of an attribute is a plain word", item.key.range).diagnostics);
      continue;
    }
    if (attributes.has(name)) {
      lists.push(invalid("this attribute has a type already", item.key.range).diagnostics);
      continue;
    }
    const modified = optionalAttribute(item.value);
    lists.push(modified.diagnostics);
    if (modified.type === undefined) continue;
    if (modified.optional) optional.add(name);
    const attribute = parseTypeConstraint(modified.type);
    lists.push(attribute.diagnostics);
    if (modified.fallback !== undefined && modified.fallbackRange) {
      const converted = convert(modified.fallback, attribute.type);
      if (converted instanceof Failure) {
        const detail = `the default does not fit the attribute's type: ${converted.message}`;
        const summary = "Invalid default value for optional attribute";
        lists.push([evaluationError("invalid-optional-default", summary, detail, modified.fallbackRange)]);
      } else values.set(name, converted);
    }
    attributes.set(name, attribute.type);
    if (attribute.defaults) children.set(name, attribute.defaults);
  }
  const type = objectType(attributes, optional);
  const defaults = values.size > 0 || children.size > 0 ? { type, values, children } : undefined;
  return { type, defaults, diagnostics: lists.flat() };
}

interface OptionalAttribute {
  /** The attribute's type as written; undefined where there is none. */
  readonly type: Expression | undefined;
  readonly optional: boolean;
  readonly fallback?: Value;
  readonly fallbackRange?: TextRange;
  readonly diagnostics: Diagnostics;
}

function optionalAttribute(value: Expression): OptionalAttribute {
  if (value.kind !== "FunctionCallExpr" || value.name !== "optional") {
    return { type: value, optional: false, diagnostics: noDiagnostics };
  }
  const [type, fallback] = value.args;
  const within = argumentsRange(value);
  if (type === undefined) {
    const detail = "`optional` needs the attribute's type: `optional(string)`";
    return { type, optional: false, diagnostics: invalid(detail, within).diagnostics };
  }
  if (value.args.length > 2) {
    const detail = "`optional` takes the attribute's type and a default, and nothing else";
    return { type, optional: false, diagnostics: invalid(detail, within).diagnostics };
  }
  if (fallback === undefined) return { type, optional: true, diagnostics: noDiagnostics };
  const evaluated = evaluate(fallback);
  if (hasErrors(evaluated.diagnostics)) return { type, optional: false, diagnostics: evaluated.diagnostics };
  return {
    type,
    optional: true,
    fallback: evaluated.value,
    fallbackRange: fallback.range,
    diagnostics: evaluated.diagnostics,
  };
}

function tupleConstraint(argument: Expression): TypeConstraint {
  if (argument.kind !== "TupleConsExpr") {
    return invalid("`tuple` needs the types of its elements as a list: `tuple([string, number])`", argument.range);
  }
  const elements = argument.elements.map(parseTypeConstraint);
  const type = tupleType(elements.map((element) => element.type));
  const children = new Map<string, Defaults>();
  for (const [i, { defaults }] of elements.entries()) if (defaults) children.set(String(i), defaults);
  return {
    type,
    defaults: children.size > 0 ? { type, values: new Map(), children } : undefined,
    diagnostics: elements.flatMap(({ diagnostics }) => diagnostics),
  };
}

function argumentsRange(call: FunctionCallExpr): TextRange {
  return cover(call.openParen, call.closeParen ?? range(call.range.end, call.range.end));
}

function fine(type: Type): TypeConstraint {
  return { type, defaults: undefined, diagnostics: noDiagnostics };
}

function invalid(detail: string, at: TextRange): TypeConstraint {
  const diagnostic = evaluationError("invalid-type-specification", "Invalid type specification", detail, at);
  return { type: dynamicType, defaults: undefined, diagnostics: [diagnostic] };
}
