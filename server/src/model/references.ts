// Reference origins: every traversal of a file that names something, with its scope taken into account.

import { KeptWith } from "../base/keptWith.js";
import { cover, type TextRange } from "../base/range.js";
import type { Attribute, Block, Body, BodyItem, Expression, ScopeTraversalExpr, TemplatePart } from "../syntax/ast.js";
import { type Accessor, accessOf, bareName, isAccess, literalString } from "./access.js";
import { type Address, addressKey } from "./address.js";
import { type Place, placeOf } from "./places.js";

/** Roots that name a value of the scope and not a declaration of the module. */
export const scopeRoots: ReadonlySet<string> = new Set(["each", "count", "self", "path", "terraform", "tofu"]);

/** Roots that OpenTofu reserves and gives no meaning yet. */
export const reservedRoots: ReadonlySet<string> = new Set(["template", "lazy", "arg"]);

/** One place that names something. */
export interface ReferenceOrigin {
  /** What it names; undefined for a value of the scope (`each`, `count`, …) and for a traversal that is too short. */
  readonly address: Address | undefined;
  /** `addressKey(address)`, the scope's root name, or "" for a traversal that is too short. */
  readonly key: string;
  readonly place: Place;
  /** The whole access, `aws_vpc.main[0].id`. */
  readonly range: TextRange;
  /** From the root to the name: `aws_vpc.main`. */
  readonly addressRange: TextRange;
  /** The part that a rename replaces: `main`. */
  readonly nameRange: TextRange;
  /** What follows the address: `[0]`, `.id`. */
  readonly accessors: readonly Accessor[];
  /** The outermost access expression and the traversal it starts at. */
  readonly expression: Expression;
  readonly base: ScopeTraversalExpr;
}

/** Where an origin stands. */
export interface OriginContext {
  /** Index of the top-level item in the file's body. */
  readonly item: number;
  /** Block types from the root to the attribute's block. */
  readonly path: readonly string[];
  /** The attribute that holds it. */
  readonly attribute: Attribute;
}

/** Names bound by `for`, `%{for}` and `dynamic`, innermost last. */
export type BoundNames = readonly string[];

/** Calls `visit` for every origin of a file's body in the order of the text. Broken expressions give what they can. */
export function visitOrigins(body: Body, visit: (origin: ReferenceOrigin, context: OriginContext) => void): void {
  body.items.forEach((item, index) => {
    visitItem(item, index, [], visit);
  });
}

/** The same for one top-level item; `index` is its index in the file's body. */
export function visitItemOrigins(
  item: BodyItem,
  index: number,
  visit: (origin: ReferenceOrigin, context: OriginContext) => void,
): void {
  visitItem(item, index, [], visit);
}

function visitItem(
  item: BodyItem,
  index: number,
  blocks: readonly Block[],
  visit: (origin: ReferenceOrigin, context: OriginContext) => void,
): void {
  if (item.kind === "Attribute") {
    visitAttributeReferences(item, blocks, (origin, path) => visit(origin, { item: index, path, attribute: item }));
    return;
  }
  const inner = [...blocks, item];
  for (const child of item.body.items) visitItem(child, index, inner, visit);
}

/**
 * Calls `visit` for every origin in one attribute. `blocks` are the blocks around it, outermost first; they say what
 * its value is read as and which names a `dynamic` block binds. `path` is given with `dynamic` and `content` undone.
 */
export function visitAttributeReferences(
  attribute: Attribute,
  blocks: readonly Block[],
  visit: (origin: ReferenceOrigin, path: readonly string[]) => void,
): void {
  const { path, origins } = originsIn(attribute, blocks);
  for (const origin of origins) visit(origin, path);
}

interface AttributeOrigins {
  readonly path: readonly string[];
  readonly origins: readonly ReferenceOrigin[];
}

/** An attribute's node stands in one place only, so that the blocks around it need no comparing. */
const originsByAttribute = new KeptWith<Attribute, AttributeOrigins>();

function originsIn(attribute: Attribute, blocks: readonly Block[]): AttributeOrigins {
  const known = originsByAttribute.get(attribute);
  if (known) return known;
  const { path, bound } = blockScope(blocks, attribute);
  const origins: ReferenceOrigin[] = [];
  const place = placeOf(path, attribute.name.name);
  if (!isWithoutReferences(path, place)) {
    visitReferences(attribute.value, place, bound, (origin) => void origins.push(origin));
  }
  const found = { path, origins };
  originsByAttribute.set(attribute, found);
  return found;
}

function isWithoutReferences(path: readonly string[], place: Place): boolean {
  if (place === "type" || place === "keyword" || place === "ignore_changes" || place === "encryption") return true;
  return path[0] === "terraform" && path[1] === "required_providers";
}

/** The block types around an attribute as if `dynamic` blocks were written out, and the names those bind. */
export function blockScope(
  blocks: readonly Block[],
  attribute: Attribute | undefined,
): { readonly path: readonly string[]; readonly bound: BoundNames } {
  const path: string[] = [];
  const bound: string[] = [];
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i] as Block;
    const parent = blocks[i - 1];
    if (parent?.type.name === "dynamic" && block.type.name === "content") {
      bound.push(dynamicIterator(parent));
      path[path.length - 1] = parent.labels[0]?.value ?? "";
    } else {
      path.push(block.type.name);
    }
  }
  const last = blocks[blocks.length - 1];
  if (last?.type.name === "dynamic" && attribute?.name.name === "labels") bound.push(dynamicIterator(last));
  return { path, bound };
}

/** The name that a `dynamic` block binds in its content: its `iterator`, else its label. */
export function dynamicIterator(block: Block): string {
  for (const item of block.body.items) {
    if (item.kind === "Attribute" && item.name.name === "iterator") return bareName(item.value) ?? "";
  }
  return block.labels[0]?.value ?? "";
}

/** Calls `visit` for every origin within one expression; `bound` are names that hide roots. */
export function visitReferences(
  expression: Expression,
  place: Place,
  bound: BoundNames,
  visit: (origin: ReferenceOrigin) => void,
): void {
  if (place === "providers" && expression.kind === "ObjectConsExpr") {
    for (const item of expression.items) visitReferences(item.value, "provider", bound, visit);
    return;
  }
  if (isAccess(expression)) {
    visitAccess(expression, place, bound, visit);
    return;
  }
  switch (expression.kind) {
    case "TemplateExpr": {
      const quoted = legacyQuoted(expression, place);
      if (quoted) visit(quoted);
      else visitParts(expression.parts, bound, visit);
      return;
    }
    case "FunctionCallExpr":
      for (const arg of expression.args) visitReferences(arg, place, bound, visit);
      return;
    case "ConditionalExpr":
      visitReferences(expression.condition, place, bound, visit);
      visitReferences(expression.then, place, bound, visit);
      visitReferences(expression.else, place, bound, visit);
      return;
    case "BinaryOpExpr":
      visitReferences(expression.left, place, bound, visit);
      visitReferences(expression.right, place, bound, visit);
      return;
    case "UnaryOpExpr":
      visitReferences(expression.operand, place, bound, visit);
      return;
    case "ParenthesesExpr":
      visitReferences(expression.expression, place, bound, visit);
      return;
    case "TupleConsExpr":
      for (const element of expression.elements) visitReferences(element, place, bound, visit);
      return;
    case "ObjectConsExpr":
      for (const item of expression.items) {
        // A bare name as a key is that name, not a reference.
        if (item.name === undefined) visitReferences(item.key, place, bound, visit);
        visitReferences(item.value, place, bound, visit);
      }
      return;
    case "ForExpr": {
      visitReferences(expression.collection, place, bound, visit);
      const inner = [...bound, ...(expression.keyVar ? [expression.keyVar.name] : []), expression.valueVar.name];
      if (expression.keyExpr) visitReferences(expression.keyExpr, place, inner, visit);
      visitReferences(expression.valueExpr, place, inner, visit);
      if (expression.condition) visitReferences(expression.condition, place, inner, visit);
      return;
    }
    case "ErrorExpr":
      for (const inner of expression.inner) visitReferences(inner, place, bound, visit);
      return;
    default:
      return;
  }
}

function visitParts(parts: readonly TemplatePart[], bound: BoundNames, visit: (origin: ReferenceOrigin) => void): void {
  for (const part of parts) {
    switch (part.kind) {
      case "TemplateLiteral":
        break;
      case "TemplateInterpolation":
        visitReferences(part.expression, "expression", bound, visit);
        break;
      case "TemplateIf":
        visitReferences(part.condition, "expression", bound, visit);
        visitParts(part.then, bound, visit);
        if (part.else) visitParts(part.else, bound, visit);
        break;
      case "TemplateFor": {
        visitReferences(part.collection, "expression", bound, visit);
        const names = [...bound, ...(part.keyVar ? [part.keyVar.name] : []), part.valueVar.name];
        visitParts(part.parts, names, visit);
        break;
      }
    }
  }
}

function visitAccess(
  expression: Expression,
  place: Place,
  bound: BoundNames,
  visit: (origin: ReferenceOrigin) => void,
): void {
  const { base, accessors } = accessOf(expression);
  for (const accessor of accessors) {
    if (accessor.kind === "dynamic") visitReferences(accessor.key, "expression", bound, visit);
  }
  if (base.kind !== "ScopeTraversalExpr") {
    // The base of a splat's elements has no text; anything else may hold references of its own.
    if (base.kind !== "AnonSymbolExpr") visitReferences(base, place, bound, visit);
    return;
  }
  if (bound.includes(base.root.name)) return;
  visit(originOf(expression, base, accessors, place));
}

function originOf(
  expression: Expression,
  base: ScopeTraversalExpr,
  accessors: readonly Accessor[],
  place: Place,
): ReferenceOrigin {
  const root = base.root;
  const named = place === "provider" ? nameProvider(root.name, accessors) : nameAddress(root.name, accessors);
  const last = named && named.length > 0 ? accessors[named.length - 1] : undefined;
  const nameRange = last?.kind === "attr" ? last.step.nameRange : root.range;
  return {
    address: named?.address,
    key: named?.address ? addressKey(named.address) : scopeRoots.has(root.name) ? root.name : "",
    place,
    range: expression.range,
    addressRange: cover(root.range, nameRange),
    nameRange,
    accessors: accessors.slice(named?.length ?? 0),
    expression,
    base,
  };
}

/** The address at the start of a traversal and how many accessors belong to it; undefined where there is none. */
function nameAddress(
  root: string,
  accessors: readonly Accessor[],
): { readonly address: Address | undefined; readonly length: number } | undefined {
  const name = (index: number): string | undefined => {
    const accessor = accessors[index];
    return accessor?.kind === "attr" ? accessor.name : undefined;
  };
  const first = name(0);
  const second = name(1);
  if (scopeRoots.has(root) || reservedRoots.has(root)) return undefined;
  if (first === undefined) return undefined;
  switch (root) {
    case "var":
      return { address: { kind: "variable", name: first }, length: 1 };
    case "local":
    case "module":
    case "run":
    case "output":
    case "check":
      return { address: { kind: root, name: first }, length: 1 };
    case "data":
    case "ephemeral":
      if (second === undefined) return undefined;
      return { address: { kind: "resource", mode: root, type: first, name: second }, length: 2 };
    case "resource":
      if (second === undefined) return undefined;
      return { address: { kind: "resource", mode: "managed", type: first, name: second }, length: 2 };
    default:
      return { address: { kind: "resource", mode: "managed", type: root, name: first }, length: 1 };
  }
}

function nameProvider(root: string, accessors: readonly Accessor[]): { address: Address; length: number } {
  const first = accessors[0];
  const alias = first?.kind === "attr" ? first.name : undefined;
  return { address: { kind: "provider", name: root, alias }, length: alias === undefined ? 0 : 1 };
}

/** Before 0.12, `provider = "aws.west"` and `depends_on = ["aws_vpc.main"]` were quoted; OpenTofu still reads both. */
function legacyQuoted(expression: Expression & { kind: "TemplateExpr" }, place: Place): ReferenceOrigin | undefined {
  if (place !== "provider" && place !== "depends_on") return undefined;
  const text = literalString(expression);
  if (text === undefined || text.length + 2 !== expression.range.end - expression.range.start) return undefined;
  const names = text.split(".");
  const start = expression.range.start + 1;
  const root = { name: names[0] ?? "", range: { start, end: start + (names[0]?.length ?? 0) } };
  let at = root.range.end;
  const steps = names.slice(1).map((name) => {
    const step = {
      kind: "AttrStep" as const,
      name,
      range: { start: at, end: at + 1 + name.length },
      nameRange: { start: at + 1, end: at + 1 + name.length },
    };
    at = step.range.end;
    return step;
  });
  const base: ScopeTraversalExpr = { kind: "ScopeTraversalExpr", range: { start, end: at }, root, steps };
  return originOf(base, base, accessOf(base).accessors, place);
}
