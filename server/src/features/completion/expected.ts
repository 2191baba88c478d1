// What is wanted at a place: its type, and which references have one that fits.

import { literalString } from "../../model/access.js";
import { argument } from "../../model/extract.js";
import { signatures } from "../../model/functions/signatures.js";
import type { ModuleValues } from "../../model/moduleValues.js";
import { moduleValues } from "../../model/moduleValues.js";
import { conversionFor } from "../../model/values/convert.js";
import { boolType, listType, mapType, numberType, setType, stringType, type Type } from "../../model/values/type.js";
import type { Node } from "../../syntax/ast.js";
import type { CompletionRequest } from "./complete.js";
import type { ValuePlace } from "./context.js";
import type { CompletionItem } from "./item.js";
import { providedType } from "./provided.js";
import { attributeSchemaAt } from "./values.js";

/** The types that the language's own arguments are written with; others depend on something else. */
const namedTypes: ReadonlyMap<string, Type> = new Map<string, Type>([
  ["string", stringType],
  ["number", numberType],
  ["bool", boolType],
  ["list(string)", listType(stringType)],
  ["set(string)", setType(stringType)],
  ["map(string)", mapType(stringType)],
]);

/** In a module with more, a keystroke would cost too much: they are ranked by their kind alone. */
const mostDeclarations = 400;

/** Puts references first whose type is the one that is wanted at the place. Others stay where they are. */
export function rankedByType(
  request: CompletionRequest,
  where: ValuePlace,
  items: readonly CompletionItem[],
): readonly CompletionItem[] {
  const values = moduleValues(request.snapshot, request.module, "given", request.product);
  const [first] = items;
  const wanted = expectedType(request, where) ?? (first && parameterType(where, first.range.start));
  if (!wanted || wanted.kind === "dynamic" || request.module.declarations.size > mostDeclarations) return items;
  return items.map((item) => {
    const type = typeOf(values, item);
    return type && fits(type, wanted) ? { ...item, rank: 1 } : item;
  });
}

/** The type of the whole value of the argument at the place; undefined inside of a larger expression. */
export function expectedType(request: CompletionRequest, where: ValuePlace): Type | undefined {
  const { attribute, nodes } = where;
  if (!attribute) return undefined;
  const inner = nodes.slice(nodes.indexOf(attribute) + 1);
  // The steps of a reference stand inside of it; it is the whole value all the same.
  if (inner.length > 1 && !isReference(inner[0])) return undefined;
  return argumentType(request, where);
}

/** A reference, whole or as far as to a dot. */
function isReference(node: Node | undefined): boolean {
  return node?.kind === "ScopeTraversalExpr" || (node?.kind === "ErrorExpr" && node.reason === "trailing-dot");
}

/** The type of the function's parameter whose argument begins at an offset; undefined where that is not the whole of it. */
function parameterType({ nodes }: ValuePlace, offset: number): Type | undefined {
  const at = nodes.findLastIndex((node) => node.kind === "FunctionCallExpr");
  const call = nodes[at];
  const [inner, ...more] = nodes.slice(at + 1);
  if (call?.kind !== "FunctionCallExpr" || (inner && !isReference(inner))) return undefined;
  if (more.some(({ kind }) => kind !== "AttrStep" && kind !== "ScopeTraversalExpr")) return undefined;
  const name = call.name.startsWith("core::") ? call.name.slice("core::".length) : call.name;
  const signature = Object.hasOwn(signatures, name) ? signatures[name] : undefined;
  const index = call.args.filter(({ range }) => range.start < offset && range.end < offset).length;
  return (signature?.params[index] ?? signature?.variadic)?.type;
}

/** The type of the whole value that the argument around the place takes; undefined where it is not known. */
export function argumentType(request: CompletionRequest, { attribute, blocks }: ValuePlace): Type | undefined {
  if (!attribute) return undefined;
  const [block] = blocks;
  if (blocks.length === 1 && block?.type.name === "module") {
    const source = argument(block.body, "source");
    const callee = source && request.snapshot.callee(request.module, literalString(source.value));
    const input = callee && moduleValues(request.snapshot, callee, "declared").inputVariable(attribute.name.name);
    if (input) return input.constraint.type;
  }
  const isValuesFile = request.entry.type?.kind === "variables" && blocks.length === 0;
  if (isValuesFile || blocks[blocks.length - 1]?.type.name === "variables") {
    const values = moduleValues(request.snapshot, request.module, "declared");
    return values.inputVariable(attribute.name.name)?.constraint.type;
  }
  const schema = attributeSchemaAt(request, { attribute, blocks });
  return schema ? namedTypes.get(schema.type) : providedType(request, blocks, attribute.name.name);
}

function typeOf(values: ModuleValues, { kind, label }: CompletionItem): Type | undefined {
  const name = label.slice(label.indexOf(".") + 1);
  switch (kind) {
    case "variable": {
      const variable = values.inputVariable(name);
      return variable?.hasType ? variable.constraint.type : values.variable(name).type;
    }
    case "local":
      return values.local(name).type;
    default:
      return undefined;
  }
}

/**
 * True where a value of the type is taken as it is, or becomes a collection of the wanted kind. A number where a text is
 * wanted would be converted, too, but is seldom meant.
 */
function fits(type: Type, wanted: Type): boolean {
  if (type.kind === "dynamic") return false;
  const isPrimitive = wanted.kind === "string" || wanted.kind === "number" || wanted.kind === "bool";
  return isPrimitive ? type.kind === wanted.kind : conversionFor(type, wanted, true) !== undefined;
}
