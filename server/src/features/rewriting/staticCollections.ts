// Collections whose elements and keys can be read from the text: literals, and local values that are literals.

import { literalString } from "../../model/access.js";
import type { Expression, ObjectConsExpr } from "../../syntax/ast.js";
import { withoutParentheses } from "./expressionShape.js";

/** Gives a local value's expression and its file's text. */
export type LocalLookup = (name: string) => { readonly expression: Expression; readonly source: string } | undefined;

/** A collection with its elements and the text they stand in. */
export interface StaticList {
  readonly kind: "list";
  readonly elements: readonly Expression[];
  readonly source: string;
}

export interface StaticMap {
  readonly kind: "map";
  readonly items: readonly { readonly key: string; readonly value: Expression }[];
  readonly source: string;
}

/** A list or map that is written out, here or in a local value; undefined for all others. */
export function staticCollection(
  expression: Expression,
  source: string,
  locals: LocalLookup,
  depth = 0,
): StaticList | StaticMap | undefined {
  const bare = withoutParentheses(expression);
  switch (bare.kind) {
    case "TupleConsExpr":
      return { kind: "list", elements: bare.elements, source };
    case "ObjectConsExpr":
      return mapOf(bare, source);
    case "ScopeTraversalExpr": {
      const step = bare.steps[0];
      if (bare.root.name !== "local" || bare.steps.length !== 1 || step?.kind !== "AttrStep" || depth > 4)
        return undefined;
      const local = locals(step.name);
      return local && staticCollection(local.expression, local.source, locals, depth + 1);
    }
    default:
      return undefined;
  }
}

function mapOf(object: ObjectConsExpr, source: string): StaticMap | undefined {
  const items: { key: string; value: Expression }[] = [];
  for (const { name, value } of object.items) {
    if (name === undefined || items.some((item) => item.key === name)) return undefined;
    items.push({ key: name, value });
  }
  return { kind: "map", items, source };
}

/** The texts of a list of plain strings; undefined where an element is none, is empty, or is there twice. */
export function uniqueStrings(elements: readonly Expression[]): readonly string[] | undefined {
  const texts: string[] = [];
  for (const element of elements) {
    const text = literalString(element);
    if (text === undefined || text === "" || texts.includes(text)) return undefined;
    texts.push(text);
  }
  return texts;
}

/** The attribute names of a list of objects that tell its elements apart: plain strings, each another, none empty. */
export function keyColumns(
  elements: readonly Expression[],
): readonly { readonly name: string; readonly keys: readonly string[] }[] {
  const objects = elements.map((element) => withoutParentheses(element));
  const [first] = objects;
  if (first?.kind !== "ObjectConsExpr") return [];
  return first.items.flatMap(({ name }) => {
    if (name === undefined) return [];
    const values = objects.flatMap((object) =>
      object.kind === "ObjectConsExpr" ? (object.items.find((item) => item.name === name)?.value ?? []) : [],
    );
    const keys = values.length === objects.length ? uniqueStrings(values) : undefined;
    return keys ? [{ name, keys }] : [];
  });
}
