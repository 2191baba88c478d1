// What a site reads of an inlined module's variable, taken from within what is given for it.

import { slice } from "../../../base/range.js";
import { evaluate } from "../../../model/evaluate/evaluate.js";
import { dynamicType, hasDynamic, isPrimitive, type Type } from "../../../model/values/type.js";
import type { Expression } from "../../../syntax/ast.js";
import { withoutParentheses } from "../expressionShape.js";
import type { ReferenceSite } from "../sites.js";
import { plainSubstitute, type Substitute, substituteOf } from "../substitution.js";
import {
  absentText,
  attributeOf,
  convertedText,
  type Given,
  mayTakeDefault,
  pathText,
  type Wanted,
} from "./convertedText.js";

/** What stands for a variable. */
export interface Input {
  /** What stands for the variable as a whole; undefined where nothing can. */
  readonly value: Substitute | undefined;
  readonly isSimple: boolean;
  /** The expression that is given with its type, where what is read from it may be taken from within. */
  readonly within: { readonly given: Given; readonly wanted: Wanted } | undefined;
  /** True where its text must be computed once, however many instances read it. */
  readonly isImpure: boolean;
  /** The first names of what it reads. */
  readonly roots: ReadonlySet<string>;
  readonly type: Type;
  readonly assumption: string | undefined;
}

/** What stands for one reading of it. */
export interface Drilled {
  readonly site: ReferenceSite;
  readonly end: number;
  readonly value: Substitute;
  /** True where the whole variable stands for it. */
  readonly isWhole: boolean;
}

/** Follows the attributes that a site reads into an object that is written out, or along a path. */
export function drill(site: ReferenceSite, input: Input): Drilled {
  const whole: Drilled = {
    site,
    end: site.origin.addressRange.end,
    value: input.value ?? plainSubstitute("null"),
    isWhole: true,
  };
  if (!input.within) return whole;
  const { given, wanted } = input.within;
  let at: Wanted = wanted;
  let { expression } = given;
  let found = whole;
  for (const accessor of site.origin.accessors) {
    const object = withoutParentheses(expression);
    const name = accessor.kind === "attr" ? accessor.name : accessor.kind === "index" ? accessor.key : undefined;
    if (typeof name !== "string" || object.kind !== "ObjectConsExpr") break;
    const items = object.items.filter((one) => one.name === name);
    if (object.items.some((one) => one.name === undefined) || items.length > 1) break;
    const item = items[0]?.value;
    const isCollected = at.type.kind === "map";
    const inner =
      at.type.kind === "map" ? { type: at.type.element, defaults: at.defaults?.children.get("") } : undefined;
    const step = at.type.kind === "dynamic" ? at : (inner ?? attributeOf(at, name));
    const { end } = accessor.range;
    if (!item) {
      const text = isCollected ? undefined : absentText(at, name);
      if (text !== undefined) found = { site, end, value: plainSubstitute(text), isWhole: false };
      return found;
    }
    if (!step || (!isCollected && mayTakeDefault({ ...given, expression: item }, at, name))) break;
    // The values of a map of anything are made one type together.
    if (isCollected && hasDynamic(step.type)) break;
    expression = item;
    at = step;
    const text = isSimple(item) || !input.value ? convertedText({ ...given, expression: item }, step) : undefined;
    if (text === undefined) continue;
    const isAsGiven = text === slice(given.source, item.range);
    const value = isAsGiven ? substituteOf(given.source, item) : plainSubstitute(text);
    found = { site, end, value, isWhole: false };
  }
  return found.isWhole && !input.value ? (pathRead(site, given, wanted) ?? found) : found;
}

/** What a site reads along the whole of its path, from a value whose parts are converted each for itself. */
function pathRead(site: ReferenceSite, given: Given, wanted: Wanted): Drilled | undefined {
  const { accessors } = site.origin;
  const bare = withoutParentheses(given.expression);
  if (bare.kind !== "ScopeTraversalExpr" || accessors.length === 0) return undefined;
  let at: Wanted | undefined = wanted;
  let type: Type = evaluate(bare, given.scope).value.type;
  let text = slice(given.source, bare.range);
  for (const accessor of accessors) {
    if (accessor.kind !== "attr") return undefined;
    const { name } = accessor;
    // An attribute that may be left out, or has a default, is not what is read.
    const isSure: boolean =
      at.type.kind === "object" &&
      !at.defaults?.values.has(name) &&
      (!at.type.optional.has(name) || (type.kind === "object" && type.attributes.has(name)));
    at = isSure ? attributeOf(at, name) : undefined;
    if (!at) return undefined;
    type = (type.kind === "object" ? type.attributes.get(name) : undefined) ?? dynamicType;
    text += `.${name}`;
    const read = isPrimitive(at.type) || accessor === accessors.at(-1) ? pathText(text, type, at) : undefined;
    if (read !== undefined) {
      return { site, end: accessor.range.end, value: plainSubstitute(read), isWhole: false };
    }
  }
  return undefined;
}

/** True for what may stand in many places: a literal, or a name. */
export function isSimple(expression: Expression): boolean {
  const bare = withoutParentheses(expression);
  switch (bare.kind) {
    case "LiteralValueExpr":
    case "ScopeTraversalExpr":
      return true;
    case "TemplateExpr":
      return bare.style === "quoted" && bare.parts.every((part) => part.kind === "TemplateLiteral");
    case "UnaryOpExpr":
      return bare.operator === "-" && isSimple(bare.operand);
    case "TupleConsExpr":
      return bare.elements.length === 0;
    case "ObjectConsExpr":
      return bare.items.length === 0;
    default:
      return false;
  }
}
