// Fingerprints: two pieces of configuration have the same one where they say the same, however they are written.
//
// `exact` is equal for equal meaning as far as syntax tells: order of arguments and object keys, parentheses, needless
// interpolation, `== true` and the order of operands of `&&`, `||` and `==` do not matter. `shape` is equal where only
// literals differ; these are the `holes`, in an order that depends on the shape alone.
//
// A fingerprint is 53 bits wide: enough to group by, too few to rest an edit on. Edits compare texts.

import { dynamicIterator } from "../../model/references.js";
import type { Attribute, Block, Body, Expression, TemplateExpr, TemplatePart } from "../../syntax/ast.js";
import { impureFunctions } from "../rewriting/impureFunctions.js";

export interface Fingerprint {
  readonly exact: number;
  readonly shape: number;
  /** How many tokens it is long, roughly. */
  readonly size: number;
  /** The literals, as text with their type before it. */
  readonly holes: readonly string[];
  /** True where a reference or call stands in it, so that it is more than a constant. */
  readonly refers: boolean;
  /**
   * How far out the outermost name is bound that it reads: 0 for `each`, `count`, `self`, a `dynamic` block's iterator
   * and functions that give another value each time, 1 and more for the variables of `for`, `free` for none of these.
   */
  readonly bound: number;
}

/** Reads nothing that only its surroundings know. */
export const free = 1_000_000;

const noHoles: readonly string[] = [];

/** Mixes a number into a fingerprint (a 53-bit variant of multiply-and-xor). */
export function mix(hash: number, value: number): number {
  let low = (hash >>> 0) ^ (value >>> 0);
  let high = Math.floor(hash / 4294967296) ^ Math.floor(value / 4294967296);
  low = Math.imul(low ^ (high >>> 5), 0x9e3779b1) >>> 0;
  high = (Math.imul(high ^ (low >>> 15), 0x85ebca6b) >>> 0) & 0x1fffff;
  return high * 4294967296 + low;
}

/** The fingerprint of a text. */
export function textHash(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x3c6ef372;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x5bd1e995);
  }
  return ((high >>> 0) & 0x1fffff) * 4294967296 + (low >>> 0);
}

const words = new Map<string, number>();

/** The fingerprint of a word that comes back often. */
function word(text: string): number {
  let hash = words.get(text);
  if (hash === undefined) {
    hash = textHash(text);
    if (words.size < 50_000) words.set(text, hash);
  }
  return hash;
}

/** Puts parts together under a tag, in the order given. */
export function combine(tag: string, parts: readonly Fingerprint[], size: number): Fingerprint {
  let exact = word(tag);
  let shape = exact;
  let total = size;
  let refers = false;
  let bound = free;
  let holes: string[] | undefined;
  for (const part of parts) {
    exact = mix(exact, part.exact);
    shape = mix(shape, part.shape);
    total += part.size;
    refers ||= part.refers;
    if (part.bound < bound) bound = part.bound;
    if (part.holes.length > 0) {
      holes ??= [];
      holes.push(...part.holes);
    }
  }
  return { exact, shape, size: total, holes: holes ?? noHoles, refers, bound };
}

/** A part that is the same in every shape: a name, an operator. */
export function fixed(text: string, size: number, refers = false, bound = free): Fingerprint {
  const hash = word(text);
  return { exact: hash, shape: hash, size, holes: noHoles, refers, bound };
}

/** Before the text of a literal string, so that it is told from a number's. */
export const stringTag = "s:";

/** A literal; a quoted one is three tokens long, with its quotes. */
function literal(type: "s" | "n" | "b", text: string, size = type === "s" ? 3 : 1): Fingerprint {
  return {
    exact: textHash(`${type}:${text}`),
    shape: word(`<${type}>`),
    size,
    holes: [`${type}:${text}`],
    refers: false,
    bound: free,
  };
}

function sorted(parts: readonly Fingerprint[]): Fingerprint[] {
  return [...parts].sort((a, b) => a.shape - b.shape || a.exact - b.exact);
}

/** Called with each expression that was fingerprinted, inner ones first; with a template's parts, where it has some. */
export type Visit = (expression: Expression, fingerprint: Fingerprint, parts?: readonly Fingerprint[]) => void;

/** The fingerprint of an expression. */
export function fingerprint(expression: Expression, visit?: Visit): Fingerprint {
  return inScope(expression, { visit, iterators: [], names: [] });
}

/** What surrounds an expression: who is told of it, and the names bound there. */
interface Scope {
  readonly visit: Visit | undefined;
  /** Names that `dynamic` blocks bind. */
  readonly iterators: readonly string[];
  /** Names that `for` binds, the outermost first; each `for` adds two. */
  readonly names: readonly string[];
}

const blockNames = new Set(["each", "count", "self"]);

/** How far out a name is bound. */
function boundAt(name: string, { iterators, names }: Scope): number {
  const at = names.lastIndexOf(name);
  if (at >= 0) return 1 + Math.floor(at / 2);
  return blockNames.has(name) || iterators.includes(name) ? 0 : free;
}

/** The scope within a `for`. */
function withNames(scope: Scope, key: string | undefined, value: string): Scope {
  return { ...scope, names: [...scope.names, key ?? "", value] };
}

/** A `for` as a whole reads its own variables from nowhere else. */
function closed(found: Fingerprint, scope: Scope): Fingerprint {
  return found.bound > scope.names.length / 2 ? { ...found, bound: free } : found;
}

function inScope(expression: Expression, scope: Scope): Fingerprint {
  if (expression.kind === "TemplateExpr") {
    const { found, parts } = template(expression.parts, scope);
    scope.visit?.(expression, found, parts);
    return found;
  }
  const found = compute(expression, scope);
  scope.visit?.(expression, found);
  return found;
}

function compute(expression: Exclude<Expression, TemplateExpr>, scope: Scope): Fingerprint {
  const of = (inner: Expression) => inScope(inner, scope);
  switch (expression.kind) {
    case "LiteralValueExpr":
      if (expression.value.type === "number") return literal("n", expression.value.text);
      return expression.value.type === "bool" ? literal("b", String(expression.value.value)) : fixed("null", 1);
    case "ScopeTraversalExpr":
      return fixed(
        traversalText(expression),
        1 + 2 * expression.steps.length,
        true,
        boundAt(expression.root.name, scope),
      );
    case "RelativeTraversalExpr":
      return combine(`rel${stepsText(expression.steps)}`, [of(expression.source)], 2 * expression.steps.length);
    case "IndexExpr":
      return combine("index", [of(expression.collection), of(expression.key)], 2);
    case "SplatExpr":
      return combine("splat", [of(expression.source), of(expression.each)], 3);
    case "AnonSymbolExpr":
      return fixed("it", 0);
    case "FunctionCallExpr":
      return combine(
        `call ${expression.name}${expression.expandFinal ? "…" : ""}`,
        [fixed("()", 3, true, impureFunctions.has(expression.name) ? 0 : free), ...expression.args.map(of)],
        Math.max(0, expression.args.length - 1),
      );
    case "ConditionalExpr":
      return combine("?", [of(expression.condition), of(expression.then), of(expression.else)], 2);
    case "BinaryOpExpr":
      return binary(expression, of);
    case "UnaryOpExpr":
      if (expression.operator === "-" && isNumber(expression.operand)) {
        return literal("n", `-${expression.operand.value.text}`, 2);
      }
      return combine(expression.operator, [of(expression.operand)], 1);
    case "ParenthesesExpr":
      return of(expression.expression);
    case "TupleConsExpr":
      return combine(`[${expression.elements.length}`, expression.elements.map(of), 1 + expression.elements.length);
    case "ObjectConsExpr": {
      const items = expression.items.map((item) =>
        combine("item", [item.name === undefined ? of(item.key) : fixed(`k ${item.name}`, 1), of(item.value)], 1),
      );
      const names = expression.items.map((item, i) => ({ name: item.name ?? "", part: items[i] as Fingerprint }));
      names.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
      return combine(
        `{${items.length}`,
        names.map(({ part }) => part),
        2,
      );
    }
    case "ForExpr": {
      const parts = [expression.keyExpr, expression.valueExpr, expression.condition];
      const inside = withNames(scope, expression.keyVar?.name, expression.valueVar.name);
      const names = `for ${expression.result} ${expression.keyVar?.name ?? ""},${expression.valueVar.name}${expression.group ? "…" : ""}`;
      const found = combine(
        names,
        [of(expression.collection), ...parts.map((part) => (part ? inScope(part, inside) : fixed("none", 0)))],
        6,
      );
      return closed(found, scope);
    }
    case "ErrorExpr":
      return fixed(`error ${expression.range.start}`, 1, true);
  }
}

function binary(
  expression: Extract<Expression, { kind: "BinaryOpExpr" }>,
  of: (inner: Expression) => Fingerprint,
): Fingerprint {
  const left = of(expression.left);
  const right = of(expression.right);
  const { operator } = expression;
  if (operator === "==" || operator === "!=") {
    // `c == true` and `c != false` say `c`, as long as `c` is a boolean.
    const [plain, flag] = isFlag(expression.right) ? [left, expression.right] : [right, expression.left];
    if (isFlag(flag) && isFlag(flag) === (operator === "==" ? "true" : "false")) return plain;
  }
  const isOrdered = operator !== "&&" && operator !== "||" && operator !== "==" && operator !== "!=";
  return combine(operator, isOrdered ? [left, right] : sorted([left, right]), 1);
}

type NumberLiteral = Extract<Expression, { kind: "LiteralValueExpr" }> & { value: { type: "number" } };

function isNumber(expression: Expression): expression is NumberLiteral {
  return expression.kind === "LiteralValueExpr" && expression.value.type === "number";
}

function isFlag(expression: Expression): "true" | "false" | undefined {
  if (expression.kind !== "LiteralValueExpr" || expression.value.type !== "bool") return undefined;
  return expression.value.value ? "true" : "false";
}

function template(
  parts: readonly TemplatePart[],
  scope: Scope,
): { readonly found: Fingerprint; readonly parts?: readonly Fingerprint[] } {
  const [only] = parts;
  if (parts.length === 1 && only?.kind === "TemplateInterpolation") return { found: inScope(only.expression, scope) };
  if (parts.every((part) => part.kind === "TemplateLiteral")) {
    return { found: literal("s", parts.map((part) => (part.kind === "TemplateLiteral" ? part.value : "")).join("")) };
  }
  const found = parts.map((part) => templatePart(part, scope));
  return { found: templateOf(found), parts: found };
}

/** The fingerprint of a quoted template of these parts; the quotes count. */
export function templateOf(parts: readonly Fingerprint[]): Fingerprint {
  return combine("template", parts, 2);
}

function templatePart(part: TemplatePart, scope: Scope): Fingerprint {
  switch (part.kind) {
    case "TemplateLiteral":
      return literal("s", part.value, 1);
    case "TemplateInterpolation":
      return combine("${", [inScope(part.expression, scope)], 2);
    case "TemplateIf": {
      const branches = [...part.then, ...(part.else ?? [])].map((inner) => templatePart(inner, scope));
      return combine(`%if ${part.then.length}`, [inScope(part.condition, scope), ...branches], 4);
    }
    case "TemplateFor": {
      const inside = withNames(scope, part.keyVar?.name, part.valueVar.name);
      const found = combine(
        `%for ${part.keyVar?.name ?? ""},${part.valueVar.name}`,
        [inScope(part.collection, scope), ...part.parts.map((inner) => templatePart(inner, inside))],
        6,
      );
      return closed(found, scope);
    }
  }
}

function traversalText(expression: Extract<Expression, { kind: "ScopeTraversalExpr" }>): string {
  return `ref ${expression.root.name}${stepsText(expression.steps)}`;
}

function stepsText(steps: Extract<Expression, { kind: "ScopeTraversalExpr" }>["steps"]): string {
  return steps
    .map((step) =>
      step.kind === "AttrStep"
        ? `.${step.name}`
        : `[${step.key.type === "string" ? JSON.stringify(step.key.value) : step.key.text}]`,
    )
    .join("");
}

/** What the fingerprint of a body or block leaves out, and who is told of its expressions. */
export interface BlockOptions {
  readonly visit?: Visit | undefined;
  /** Leaves arguments out. */
  readonly skip?: (attribute: Attribute) => boolean;
  /** Names that `dynamic` blocks around it bind. */
  readonly iterators?: readonly string[];
}

/** Arguments whose expressions are not values: nothing in them can be computed elsewhere. */
const staticArguments = new Set(["depends_on", "provider", "providers"]);
const staticModuleArguments = new Set(["source", "version"]);
/** Whether a block is there is read where it is decided. */
const dynamicArguments = new Set(["for_each"]);
const staticBlocks = new Set(["lifecycle", "provisioner", "connection"]);

/** The fingerprint of a body: arguments by name, then blocks in their order. */
export function bodyFingerprint(body: Body, options: BlockOptions = {}, type = ""): Fingerprint {
  const { visit, skip, iterators = [] } = options;
  const attributes = body.items.filter((item): item is Attribute => item.kind === "Attribute" && !skip?.(item));
  const blocks = body.items.filter((item): item is Block => item.kind === "Block");
  attributes.sort((a, b) => (a.name.name < b.name.name ? -1 : a.name.name > b.name.name ? 1 : 0));
  const own = type === "module" ? staticModuleArguments : type === "dynamic" ? dynamicArguments : undefined;
  const isStatic = (name: string) => staticArguments.has(name) || own?.has(name) === true;
  return combine(
    "body",
    [
      ...attributes.map(({ name: { name }, value }) =>
        combine(`= ${name}`, [inScope(value, { visit: isStatic(name) ? undefined : visit, iterators, names: [] })], 3),
      ),
      ...blocks.map((each) => blockFingerprint(each, each.labels.length, options)),
    ],
    0,
  );
}

/** The fingerprint of a block with its type and its first `labels` labels. */
export function blockFingerprint(block: Block, labels: number, options: BlockOptions = {}): Fingerprint {
  const { type } = block;
  const named = [type.name, ...block.labels.slice(0, labels).map((label) => JSON.stringify(label.value))].join(" ");
  const inside: BlockOptions = {
    ...options,
    ...(staticBlocks.has(type.name) ? { visit: undefined } : {}),
    ...(type.name === "dynamic" ? { iterators: [...(options.iterators ?? []), dynamicIterator(block)] } : {}),
  };
  const body = bodyFingerprint(block.body, inside, type.name);
  return combine(`block ${named}`, [body], 5 + 3 * block.labels.length);
}
