// What is known of an expression's type and whether it can be null, from the text of its module alone.
//
// It answers only what is certain: a refactor that needs a type is not offered where it is unknown.

import { bareName, literalString } from "../../model/access.js";
import { argument } from "../../model/extract.js";
import type { Module } from "../../model/module.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Expression, ScopeTraversalExpr } from "../../syntax/ast.js";
import { declaredBlock, declaredLocal } from "./declarationNodes.js";

export type TypeKind = "bool" | "string" | "number" | "list" | "tuple" | "set" | "map" | "object" | "unknown";

export interface StaticType {
  readonly kind: TypeKind;
  /** False only where the value cannot be null. */
  readonly mayBeNull: boolean;
}

const unknown: StaticType = { kind: "unknown", mayBeNull: true };

function surely(kind: TypeKind): StaticType {
  return { kind, mayBeNull: false };
}

/** Functions whose result has one kind and is never null. */
const resultKinds: ReadonlyMap<string, TypeKind> = new Map([
  ...["contains", "can", "startswith", "endswith", "alltrue", "anytrue", "issensitive", "fileexists"].map(
    (name) => [name, "bool"] as const,
  ),
  ...["format", "join", "lower", "upper", "title", "trimspace", "trim", "trimprefix", "trimsuffix", "replace"].map(
    (name) => [name, "string"] as const,
  ),
  ...["substr", "jsonencode", "yamlencode", "base64encode", "file", "templatefile", "md5", "sha256"].map(
    (name) => [name, "string"] as const,
  ),
  ...["length", "abs", "ceil", "floor", "max", "min", "sum", "index", "signum"].map(
    (name) => [name, "number"] as const,
  ),
  ...["keys", "compact", "sort", "split", "range", "chunklist", "formatlist"].map((name) => [name, "list"] as const),
  ...["flatten"].map((name) => [name, "tuple"] as const),
  ...["toset", "setunion", "setintersection", "setsubtract"].map((name) => [name, "set"] as const),
  ...["zipmap"].map((name) => [name, "map"] as const),
]);

/** The type of an expression at a module's top; names bound by `for` around it are unknown to it. */
export function staticTypeOf(snapshot: WorkspaceSnapshot, module: Module, expression: Expression): StaticType {
  return typeOf(snapshot, module, expression, 0);
}

function typeOf(snapshot: WorkspaceSnapshot, module: Module, expression: Expression, depth: number): StaticType {
  if (depth > 12) return unknown;
  const inner = (other: Expression): StaticType => typeOf(snapshot, module, other, depth + 1);
  switch (expression.kind) {
    case "LiteralValueExpr":
      return expression.value.type === "null" ? unknown : surely(expression.value.type);
    case "ParenthesesExpr":
      return inner(expression.expression);
    case "TemplateExpr": {
      const [only] = expression.parts;
      const isWrapped = expression.parts.length === 1 && only?.kind === "TemplateInterpolation";
      return isWrapped && only.kind === "TemplateInterpolation" ? inner(only.expression) : surely("string");
    }
    case "TupleConsExpr":
      return surely("tuple");
    case "ObjectConsExpr":
      return surely("object");
    case "ForExpr":
      return surely(expression.result === "tuple" ? "tuple" : "object");
    case "SplatExpr":
      return surely("tuple");
    case "BinaryOpExpr":
      return surely(["+", "-", "*", "/", "%"].includes(expression.operator) ? "number" : "bool");
    case "UnaryOpExpr":
      return surely(expression.operator === "!" ? "bool" : "number");
    case "ConditionalExpr": {
      const then = inner(expression.then);
      const otherwise = inner(expression.else);
      if (then.kind !== otherwise.kind) return unknown;
      return { kind: then.kind, mayBeNull: then.mayBeNull || otherwise.mayBeNull };
    }
    case "FunctionCallExpr": {
      const kind = resultKinds.get(expression.name);
      if (kind) return surely(kind);
      if (expression.name === "concat") {
        const all = expression.args.map(inner);
        const isTuple = !expression.expandFinal && all.every((arg) => arg.kind === "tuple");
        return isTuple ? surely("tuple") : surely("list");
      }
      return unknown;
    }
    case "ScopeTraversalExpr":
      return traversalType(snapshot, module, expression, depth);
    default:
      return unknown;
  }
}

function traversalType(
  snapshot: WorkspaceSnapshot,
  module: Module,
  expression: ScopeTraversalExpr,
  depth: number,
): StaticType {
  const [first, second, third] = expression.steps;
  const name = first?.kind === "AttrStep" ? first.name : undefined;
  if (name === undefined) return unknown;
  switch (expression.root.name) {
    case "path":
      return second ? unknown : surely("string");
    case "terraform":
    case "tofu":
      return name === "workspace" && !second ? surely("string") : unknown;
    case "each":
      return name === "key" && !second ? surely("string") : unknown;
    case "count":
      return surely("number");
    case "var":
      return second ? unknown : variableType(snapshot, module, name);
    case "local": {
      if (second || (module.declarations.get(`local.${name}`)?.length ?? 0) !== 1) return unknown;
      const local = declaredLocal(snapshot, module, name);
      return local ? typeOf(snapshot, module, local.attribute.value, depth + 1) : unknown;
    }
    case "module":
    case "self":
    case "run":
      return unknown;
    case "data":
    case "ephemeral": {
      const inner = second?.kind === "AttrStep" ? second.name : "";
      return third ? unknown : instancesType(module, `${expression.root.name}.${name}.${inner}`);
    }
    default:
      return second ? unknown : instancesType(module, `${expression.root.name}.${name}`);
  }
}

/** A resource with `count` is a tuple of its instances, and one with `for_each` an object. */
function instancesType(module: Module, key: string): StaticType {
  const repetition = module.declaration(key)?.fact.repetition;
  if (repetition === "count") return surely("tuple");
  return repetition === "for_each" ? surely("object") : unknown;
}

function variableType(snapshot: WorkspaceSnapshot, module: Module, name: string): StaticType {
  const declared = declaredBlock(snapshot, module.declaration(`var.${name}`));
  const type = declared && argument(declared.block.body, "type");
  if (!declared || !type || module.overriding.has(`var.${name}`)) return unknown;
  const nullable = argument(declared.block.body, "nullable")?.value;
  const isNullable = !(
    nullable?.kind === "LiteralValueExpr" &&
    nullable.value.type === "bool" &&
    !nullable.value.value
  );
  return { kind: constraintKind(type.value), mayBeNull: isNullable };
}

function constraintKind(expression: Expression): TypeKind {
  // `type = "string"` is how old configuration wrote it.
  const word = bareName(expression) ?? literalString(expression);
  if (word === "bool" || word === "string" || word === "number") return word;
  if (expression.kind !== "FunctionCallExpr") return "unknown";
  const kinds: readonly TypeKind[] = ["list", "set", "map", "object", "tuple"];
  return kinds.find((kind) => kind === expression.name) ?? "unknown";
}
