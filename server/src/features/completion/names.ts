// References: the roots that may begin an expression, and the steps behind them.

import type { TextRange } from "../../base/range.js";
import { type Accessor, accessOf } from "../../model/access.js";
import { parseAddressKey } from "../../model/address.js";
import { referenceRoots } from "../../model/builtins/references.js";
import { evaluate } from "../../model/evaluate/evaluate.js";
import { argument } from "../../model/extract.js";
import type { DeclarationFact } from "../../model/facts.js";
import type { Declaration, Module } from "../../model/module.js";
import { moduleValues } from "../../model/moduleValues.js";
import { isAddressPlace } from "../../model/places.js";
import { learnedShape } from "../../model/shapes.js";
import type { Expression, ScopeTraversalExpr } from "../../syntax/ast.js";
import { calleeOf } from "../navigation/symbol.js";
import { boundFields, fieldsOfType } from "./bound.js";
import type { CompletionRequest } from "./complete.js";
import type { CompletionContext, ValuePlace } from "./context.js";
import { encryptionSteps } from "./encryption.js";
import { typeText } from "./inputs.js";
import type { CompletionItem, CompletionKind, Rank } from "./item.js";
import { newDeclarationItems } from "./newDeclarations.js";
import { providedMembers } from "./provided.js";
import { testItems, testSteps } from "./testNames.js";

/** Whole addresses: everything the module declares that an expression can name. */
export function addressItems(request: CompletionRequest, where: ValuePlace, range: TextRange): CompletionItem[] {
  const own = ownKey(where);
  const bound = where.bound.map(
    (name): CompletionItem => ({
      label: name,
      kind: "bound",
      detail: "bound here",
      range,
      text: name,
      rank: 0,
    }),
  );
  const items: CompletionItem[] = [];
  for (const [key, declarations] of request.module.declarations) {
    const [declaration] = declarations;
    if (!declaration || key === own || !isReferable(declaration.fact)) continue;
    items.push(addressItem(request, key, declaration, range));
  }
  return [...bound, ...items, ...testItems(request, where, range), ...scopeItems(where, range)];
}

function isReferable({ kind }: DeclarationFact): boolean {
  return kind !== "output" && kind !== "provider" && kind !== "check" && kind !== "run";
}

/** The key of what the cursor's own block declares, which its expressions cannot name. */
function ownKey({ blocks, nodes }: ValuePlace): string | undefined {
  const [block] = blocks;
  const [first, second] = block?.labels ?? [];
  switch (block?.type.name) {
    case "resource":
      return `${first?.value}.${second?.value}`;
    case "data":
    case "ephemeral":
      return `${block.type.name}.${first?.value}.${second?.value}`;
    case "module":
      return `module.${first?.value}`;
    case "locals": {
      const attribute = nodes.find((node) => node.kind === "Attribute");
      return attribute?.kind === "Attribute" ? `local.${attribute.name.name}` : undefined;
    }
    default:
      return undefined;
  }
}

const kinds: Readonly<Record<DeclarationFact["kind"], CompletionKind>> = {
  variable: "variable",
  local: "local",
  output: "output",
  resource: "resource",
  data: "data",
  ephemeral: "data",
  module: "module",
  provider: "provider",
  check: "block",
  run: "block",
};

function addressItem(
  request: CompletionRequest,
  key: string,
  declaration: Declaration,
  range: TextRange,
): CompletionItem {
  const { fact } = declaration;
  return {
    label: key,
    kind: kinds[fact.kind],
    detail: detailOf(request, declaration),
    documentation: () => fact.description,
    range,
    text: key,
    rank: fact.kind === "variable" || fact.kind === "local" ? 2 : 3,
  };
}

function detailOf(request: CompletionRequest, declaration: Declaration): string {
  const { fact } = declaration;
  if (fact.kind === "variable") return typeText(request, declaration);
  if (fact.repetition) return `with ${fact.repetition}`;
  return fact.kind === "local" ? "local value" : fact.kind;
}

/** `each`, `count`, `self`, `path` and the like, where they mean something. */
function scopeItems({ blocks }: ValuePlace, range: TextRange): CompletionItem[] {
  const [outer] = blocks;
  const items: [string, string, Rank][] = [
    ["path.module", "the folder of this module", 6],
    ["path.root", "the folder of the root module", 6],
    ["path.cwd", "the folder that OpenTofu was started in", 6],
    ["terraform.workspace", "the name of the workspace", 6],
  ];
  if (outer && argument(outer.body, "for_each"))
    items.push(["each.key", "the instance's key", 1], ["each.value", "the instance's value", 1]);
  if (outer && argument(outer.body, "count")) items.push(["count.index", "the instance's number, from 0", 1]);
  const inside = blocks[blocks.length - 1]?.type.name;
  if (inside === "postcondition" || inside === "provisioner" || inside === "connection")
    items.push(["self", "this object", 1]);
  return items.map(([label, detail, rank]) => ({ label, kind: "keyword", detail, range, text: label, rank }));
}

type StepContext = Extract<CompletionContext, { kind: "step" }>;

/** What may follow the names before the cursor. */
export function stepItems(request: CompletionRequest, context: StepContext): readonly CompletionItem[] {
  const { before, steps, range, where } = context;
  const { base, accessors } = accessOf(before);
  if (base.kind !== "ScopeTraversalExpr") return [];
  const known = knownSteps(request, context, base, accessors);
  const isFirst = steps === 0 && !where.bound.includes(base.root.name);
  return isFirst ? [...known, ...newDeclarationItems(request, base.root.name, range, where)] : known;
}

function knownSteps(
  request: CompletionRequest,
  { before, steps, range, where }: StepContext,
  base: ScopeTraversalExpr,
  accessors: readonly Accessor[],
): readonly CompletionItem[] {
  const root = base.root.name;
  const names = accessors
    .slice(0, Math.min(accessors.length, steps))
    .flatMap((accessor) => (accessor.kind === "attr" ? [accessor.name] : []));
  if (where.bound.includes(root)) return boundFields(request, where, root, names, range);
  if (root === "self") return selfFields(request, where, names, range);
  const special =
    testSteps(request, where, root, names, range) ??
    (where.place === "encryption" ? encryptionSteps(request, root, names, range) : undefined) ??
    (root === "module" && isAddressPlace(where.place) ? addressSteps(request, names, range) : undefined);
  if (special) return special;
  const prefix = [root, ...names].join(".");
  const own = ownKey(where);
  const declared = nextNames(request.module, prefix).filter(({ name }) => `${prefix}.${name}` !== own);
  if (declared.length > 0) {
    return declared.map(({ name, declaration }) => ({
      label: name,
      kind: declaration ? kinds[declaration.fact.kind] : "field",
      detail: declaration ? detailOf(request, declaration) : "type",
      documentation: () => declaration?.fact.description,
      range,
      text: name,
      rank: 2,
    }));
  }
  const closed = Object.entries(referenceRoots[root]?.attributes ?? {});
  if (closed.length > 0 && names.length === 0) {
    return closed.map(([name, { type, doc }]) => field(name, type, range, doc));
  }
  const members = memberItems(request, root, names, range);
  if (members.length > 0 || steps < accessors.length) return members;
  return typedFields(request, before, where, range);
}

/** The attributes of what the expression before the cursor is worth: an element of `for_each`, a computed object. */
function typedFields(
  { snapshot, module, file, product }: CompletionRequest,
  before: Expression,
  where: ValuePlace,
  range: TextRange,
): CompletionItem[] {
  const values = moduleValues(snapshot, module, "given", product);
  const { type } = evaluate(before, values.scopeAt(file, where.blocks, where.attribute)).value;
  return fieldsOfType(type, range);
}

/** The attributes of the resource around the cursor. */
function selfFields(
  request: CompletionRequest,
  { blocks }: ValuePlace,
  names: readonly string[],
  range: TextRange,
): CompletionItem[] {
  const [block] = blocks;
  const type = block?.labels[0]?.value;
  const mode = block?.type.name === "resource" ? "managed" : block?.type.name;
  return type !== undefined && (mode === "managed" || mode === "data" || mode === "ephemeral")
    ? resourceFields(request, mode, type, names, range)
    : [];
}

/** Addresses in called modules: behind `module.m` its resources and calls, as far as the calls lead. */
function addressSteps(
  { snapshot, module }: CompletionRequest,
  names: readonly string[],
  range: TextRange,
): CompletionItem[] | undefined {
  let at: Module | undefined = module;
  let rest = ["module", ...names];
  while (at && rest[0] === "module" && rest[1] !== undefined) {
    at = calleeOf(snapshot, at, `module.${rest[1]}`);
    rest = rest.slice(2);
  }
  if (at === module) return undefined;
  if (!at) return [];
  if (rest.length > 0) {
    return nextNames(at, rest.join(".")).map(({ name }) => field(name, "address", range, undefined));
  }
  return [...at.declarations].flatMap(([key, [declaration]]): CompletionItem[] =>
    declaration?.fact.kind === "resource" || declaration?.fact.kind === "module"
      ? [{ ...field(key, declaration.fact.kind, range, undefined), kind: kinds[declaration.fact.kind] }]
      : [],
  );
}

/** Names that the module's addresses continue a prefix with: `var` gives all variables, `data` all its types. */
function nextNames(module: Module, prefix: string): { name: string; declaration: Declaration | undefined }[] {
  const found = new Map<string, Declaration | undefined>();
  for (const [key, [declaration]] of module.declarations) {
    if (!key.startsWith(`${prefix}.`) || !declaration || !isReferable(declaration.fact)) continue;
    const [name = "", ...rest] = key.slice(prefix.length + 1).split(".");
    found.set(name, rest.length === 0 ? declaration : undefined);
  }
  return [...found].map(([name, declaration]) => ({ name, declaration }));
}

/** Parts of a declared object: a module's outputs, an object's attributes, what resources of the type are known to have. */
function memberItems(
  request: CompletionRequest,
  root: string,
  names: readonly string[],
  range: TextRange,
): CompletionItem[] {
  const length = root === "data" || root === "ephemeral" ? 2 : 1;
  const key = [root, ...names.slice(0, length)].join(".");
  const address = parseAddressKey(key);
  const declaration = request.module.declaration(key);
  if (!address || !declaration) return [];
  const rest = names.slice(length);
  if (address.kind === "module") {
    if (rest.length > 0) return [];
    const callee = calleeOf(request.snapshot, request.module, key);
    return callee
      ? [...callee.declarationsOf("output")].map(({ fact }) => field(fact.name, "output", range, fact.description))
      : [];
  }
  if (address.kind === "resource") return resourceFields(request, address.mode, address.type, rest, range);
  const value = declaredValue(request, declaration);
  return value ? objectFields(value, rest, range) : [];
}

function resourceFields(
  request: CompletionRequest,
  mode: string,
  type: string,
  path: readonly string[],
  range: TextRange,
): CompletionItem[] {
  const block = mode === "managed" ? "resource" : mode;
  const provided = providedMembers(request, block, type, path, range);
  if (provided || path.length > 0) return provided ?? [];
  const { attributes } = learnedShape(request.snapshot, `${block}.${type}`);
  const read = new Map<string, number>();
  for (const module of request.snapshot.modules()) {
    for (const [key, references] of module.references) {
      const address = parseAddressKey(key);
      if (address?.kind !== "resource" || address.type !== type || address.mode !== mode) continue;
      for (const { fact } of references) {
        if (fact.attribute) read.set(fact.attribute.name, (read.get(fact.attribute.name) ?? 0) + 1);
      }
    }
  }
  if (!read.has("id")) read.set("id", 0);
  const items = [...read].map(
    ([name, count]): CompletionItem => ({
      ...field(
        name,
        count === 0 ? "attribute" : `read in ${count} ${count === 1 ? "place" : "places"}`,
        range,
        undefined,
      ),
      rank: count > 0 ? 1 : 3,
    }),
  );
  const set = [...attributes.keys()].filter((name) => !read.has(name) && name !== "count" && name !== "for_each");
  return [...items, ...set.map((name) => field(name, "argument", range, undefined))];
}

function declaredValue(request: CompletionRequest, { uri, fact }: Declaration): Expression | undefined {
  const item = request.snapshot.file(uri)?.body.items[fact.item];
  if (item?.kind !== "Block") return undefined;
  if (fact.kind === "local") {
    const attribute = item.body.items[fact.attribute ?? -1];
    return attribute?.kind === "Attribute" ? attribute.value : undefined;
  }
  return argument(item.body, "type")?.value ?? argument(item.body, "default")?.value;
}

/** The attributes of an object as written: a literal object, or an object type. */
function objectFields(value: Expression, path: readonly string[], range: TextRange): CompletionItem[] {
  const object = objectOf(value);
  if (!object) return [];
  const [name, ...rest] = path;
  if (name !== undefined) {
    const inner = object.items.find((item) => item.name === name);
    return inner ? objectFields(inner.value, rest, range) : [];
  }
  return object.items.flatMap((item) =>
    item.name === undefined ? [] : [field(item.name, "attribute", range, undefined)],
  );
}

function objectOf(value: Expression): Extract<Expression, { kind: "ObjectConsExpr" }> | undefined {
  if (value.kind === "ObjectConsExpr") return value;
  if (value.kind === "ParenthesesExpr") return objectOf(value.expression);
  if (value.kind === "FunctionCallExpr" && (value.name === "object" || value.name === "optional")) {
    const [first] = value.args;
    return first && objectOf(first);
  }
  return undefined;
}

function field(name: string, detail: string, range: TextRange, doc: string | undefined): CompletionItem {
  return { label: name, kind: "field", detail, documentation: () => doc, range, text: name, rank: 2 };
}
