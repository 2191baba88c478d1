// Finds where blocks of one shape differ: the values that become columns of a table with a row for each block.

import { slice, type TextRange } from "../../base/range.js";
import { visitReferences } from "../../model/references.js";
import type { Attribute, Block, Expression, SourceFile, TemplateExpr } from "../../syntax/ast.js";
import {
  childExpressions,
  descendants,
  sameExpression,
  standaloneText,
  withoutParentheses,
} from "./expressionShape.js";

/** A place of the first block that has a column's value. */
export interface ColumnPlace {
  readonly range: TextRange;
  /** True for literal text within a template, where the value is put in with `${…}`. */
  readonly inTemplate: boolean;
  /** The argument it stands in, behind the types of the blocks around it with `_` between. */
  readonly argument: string;
  /** The file it stands in, where the blocks compared stand in several. */
  readonly uri?: string;
}

/** A value that differs from block to block. */
export interface Column {
  /** From the argument's name and the object keys within it. */
  readonly name: string;
  readonly places: readonly ColumnPlace[];
  /** The values as they are written alone, in the order of the blocks. */
  readonly texts: readonly string[];
  /** True where no value reads anything, so that it is the same wherever it stands. */
  readonly isConstant: boolean;
}

/**
 * The columns of blocks in one file; undefined where the blocks do not have one shape. `passed` is an argument of the
 * blocks that is not looked at.
 */
export function columnsOf(file: SourceFile, blocks: readonly Block[], passed?: string): readonly Column[] | undefined {
  const found = differencesOf(
    blocks.map(() => file.text),
    blocks,
    passed,
  );
  return found && columnsFrom(found);
}

/** The places where blocks differ, each with the texts of all; undefined where they do not have one shape. */
export function differencesOf(
  texts: readonly string[],
  blocks: readonly Block[],
  passed?: string,
): readonly Difference[] | undefined {
  const [first] = blocks;
  const found: Difference[] = [];
  if (!first || blocks.some((block) => block.type.name !== first.type.name)) return undefined;
  return compareBodies(texts, blocks, "", found, passed) ? found : undefined;
}

/** Differences as columns with names of their own. */
export function columnsFrom(found: readonly Difference[]): readonly Column[] {
  // Columns that are equal in every row are one.
  const merged = new Map<string, Difference[]>();
  for (const one of found) {
    const key = one.texts.join("\n");
    merged.set(key, [...(merged.get(key) ?? []), one]);
  }
  const columns: Column[] = [];
  for (const same of merged.values()) {
    const isConstant = same.every(({ expressions }) => expressions.every(isConstantExpression));
    const name = freshName(sharedWord(same.map((one) => one.name)), columns);
    columns.push({ name, places: same.map((one) => one.place), texts: same[0]?.texts ?? [], isConstant });
  }
  return columns;
}

/** True for an expression that reads nothing and calls nothing. */
export function isConstantExpression(expression: Expression): boolean {
  let refers = false;
  visitReferences(expression, "expression", [], () => {
    refers = true;
  });
  return !refers && ![...descendants(expression)].some(({ kind }) => kind === "FunctionCallExpr" || kind === "ForExpr");
}

/** A difference, before equal ones are taken together. */
export interface Difference {
  readonly name: string;
  readonly place: ColumnPlace;
  readonly texts: readonly string[];
  /** The values as expressions; none where they are text within a template. */
  readonly expressions: readonly Expression[];
}

function compareBodies(
  texts: readonly string[],
  blocks: readonly Block[],
  path: string,
  found: Difference[],
  passed?: string,
): boolean {
  const [first] = blocks;
  if (!first || blocks.some((block) => block.body.items.length !== first.body.items.length)) return false;
  const nestedOf = (block: Block): Block[] => block.body.items.filter((item): item is Block => item.kind === "Block");
  for (const item of first.body.items) {
    if (item.kind === "Block" || item.name.name === passed) continue;
    // The order of arguments means nothing.
    const same = blocks.map((block) =>
      block.body.items.find((one): one is Attribute => one.kind === "Attribute" && one.name.name === item.name.name),
    );
    const values = same.flatMap((one) => one?.value ?? []);
    if (values.length < blocks.length) return false;
    compareExpressions(texts, values, item.name.name, path + item.name.name, found);
  }
  return nestedOf(first).every((item, i) => {
    const others = blocks.map((block) => nestedOf(block)[i]);
    const nested = others.flatMap((other) => (other && headerOf(other) === headerOf(item) ? [other] : []));
    return nested.length === blocks.length && compareBodies(texts, nested, `${path}${item.type.name}_`, found);
  });
}

function headerOf(block: Block): string {
  return [block.type.name, ...block.labels.map((label) => JSON.stringify(label.value))].join(" ");
}

function compareExpressions(
  texts: readonly string[],
  values: readonly Expression[],
  name: string,
  argument: string,
  found: Difference[],
): void {
  const [first] = values;
  if (!first || areSame(texts, values)) return;
  const bare = values.map(withoutParentheses);
  const parts = partsOf(texts, bare, name);
  if (parts) {
    for (const part of parts) compareExpressions(texts, part.values, part.name, argument, found);
    return;
  }
  if (compareTemplates(texts, bare, name, argument, found)) return;
  const written = values.map((value, i) => standaloneText(texts[i] ?? "", value));
  found.push({ name, place: { range: first.range, inTemplate: false, argument }, texts: written, expressions: values });
}

function areSame(texts: readonly string[], values: readonly Expression[]): boolean {
  const [first] = values;
  return (
    first !== undefined && values.every((value, i) => sameExpression(texts[0] ?? "", first, texts[i] ?? "", value))
  );
}

/** The parts of expressions that are alike but for some of their parts; undefined where they differ as a whole. */
function partsOf(
  texts: readonly string[],
  values: readonly Expression[],
  name: string,
): readonly { readonly name: string; readonly values: readonly Expression[] }[] | undefined {
  const [first] = values;
  if (!first) return undefined;
  if (first.kind === "ObjectConsExpr") {
    // Objects with the same keys in the same order differ in some of their values only.
    const isAlike = values.every(
      (other) =>
        other.kind === "ObjectConsExpr" &&
        other.items.length === first.items.length &&
        other.items.every((item, i) => item.name !== undefined && item.name === first.items[i]?.name),
    );
    if (!isAlike) return undefined;
    return first.items.map((item, i) => ({
      name: item.name ?? name,
      values: values.flatMap((other) => (other.kind === "ObjectConsExpr" ? (other.items[i]?.value ?? []) : [])),
    }));
  }
  const operator = (one: Expression): string =>
    one.kind === "FunctionCallExpr"
      ? `${one.name}${one.expandFinal}`
      : one.kind === "BinaryOpExpr" || one.kind === "UnaryOpExpr"
        ? one.operator
        : "";
  const isComposed = ["FunctionCallExpr", "BinaryOpExpr", "ConditionalExpr", "TupleConsExpr"].includes(first.kind);
  const children = values.map(childExpressions);
  const isAlike = values.every(
    (other, i) =>
      other.kind === first.kind && operator(other) === operator(first) && children[i]?.length === children[0]?.length,
  );
  if (!isComposed || !isAlike) return undefined;
  const parts = (children[0] ?? []).map((_, i) => ({ name, values: children.flatMap((each) => each[i] ?? []) }));
  const differing = parts.filter(({ values: all }) => !areSame(texts, all));
  // A part that is not always evaluated must not be taken to where it is.
  const isLazy = first.kind === "ConditionalExpr" || ["&&", "||", "tryfalse", "canfalse"].includes(operator(first));
  if (isLazy && !differing.every(({ values: all }) => all.every(isConstantExpression))) return undefined;
  // A list is read as one value; so is everything that differs in several of its parts.
  return differing.length === 1 ? parts : undefined;
}

/** Notes the literal text in which templates differ, where all else in them is the same. */
function compareTemplates(
  texts: readonly string[],
  values: readonly Expression[],
  name: string,
  argument: string,
  found: Difference[],
): boolean {
  const templates = values.filter(
    (value): value is TemplateExpr => value.kind === "TemplateExpr" && value.style === "quoted",
  );
  const [first] = templates;
  if (!first || templates.length < values.length || first.parts.length < 2) return false;
  if (templates.some(({ parts }) => parts.length !== first.parts.length)) return false;
  const differing: Difference[] = [];
  for (const [i, part] of first.parts.entries()) {
    const own = templates.map(({ parts }) => parts[i] as (typeof parts)[number]);
    const written = own.map((one, row) => slice(texts[row] ?? "", one.range));
    if (own.some((one) => one.kind !== part.kind)) return false;
    if (written.every((text) => text === written[0])) continue;
    if (part.kind !== "TemplateLiteral") return false;
    const place = { range: part.range, inTemplate: true, argument };
    differing.push({ name, place, texts: written.map((text) => `"${text}"`), expressions: [] });
  }
  if (differing.length !== 1) return false;
  found.push(...differing);
  return true;
}

/** The words that all names end with, or begin with; else the first name. */
function sharedWord(names: readonly string[]): string {
  const [first = ""] = names;
  if (names.every((name) => name === first)) return first;
  const words = names.map((name) => name.split("_"));
  const shared = (all: readonly (readonly string[])[]): string[] => {
    const [own = []] = all;
    const end = own.findIndex((word, i) => all.some((other) => other[i] !== word));
    return own.slice(0, end < 0 ? own.length : end);
  };
  const behind = shared(words.map((each) => [...each].reverse())).reverse();
  const before = shared(words);
  return (behind.length > 0 ? behind : before.length > 0 ? before : [first]).join("_");
}

function freshName(wanted: string, taken: readonly Column[]): string {
  const base = wanted.toLowerCase();
  let name = base;
  for (let n = 2; taken.some((column) => column.name === name); n++) name = `${base}_${n}`;
  return name;
}
