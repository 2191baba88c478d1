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
import { toIdentifier } from "./identifier.js";

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
  isSaidElsewhere: SaidElsewhere = () => false,
): readonly Difference[] | undefined {
  const [first] = blocks;
  const found: Difference[] = [];
  if (!first || blocks.some((block) => block.type.name !== first.type.name)) return undefined;
  return compareBodies({ texts, found, isSaidElsewhere }, blocks, [], passed) ? found : undefined;
}

/** True for texts within templates, one of each block, that can be written without a column of their own. */
type SaidElsewhere = (written: readonly string[]) => boolean;

/** What all comparisons of one list of blocks have in common. */
interface Comparison {
  readonly texts: readonly string[];
  readonly found: Difference[];
  readonly isSaidElsewhere: SaidElsewhere;
}

/** Differences as columns with names of their own. */
export function columnsFrom(found: readonly Difference[]): readonly Column[] {
  // Columns that are equal in every row are one.
  const merged = new Map<string, Difference[]>();
  for (const one of found) {
    const key = one.texts.join("\n");
    merged.set(key, [...(merged.get(key) ?? []), one]);
  }
  const groups = [...merged.values()];
  const names = columnNames(groups.map((same) => same.map(({ path }) => path)));
  return groups.map((same, i) => {
    const isConstant = same.every(({ expressions }) => expressions.every(isConstantExpression));
    return { name: names[i] ?? "", places: same.map((one) => one.place), texts: same[0]?.texts ?? [], isConstant };
  });
}

/**
 * A name for each column from the paths of its places: the word that they share. Where two columns would have one name,
 * the one that stands deeper says what it stands in as well: `tag_name`.
 */
export function columnNames(columns: readonly (readonly (readonly string[])[])[]): readonly string[] {
  const depth = (paths: readonly (readonly string[])[]): number => Math.min(...paths.map(({ length }) => length));
  const inOrder = columns
    .map((paths, i) => ({ paths, i }))
    .sort((a, b) => depth(a.paths) - depth(b.paths) || a.i - b.i);
  const names: string[] = columns.map(() => "");
  for (const { paths, i } of inOrder) {
    const [first = []] = paths;
    const base = snakeCase(sharedWord(paths.map((path) => path.at(-1) ?? "")));
    const outer = first.slice(0, -1).map((step) => toIdentifier(snakeCase(singularName(step)), "value"));
    const longer = outer.map((_, n) => [...outer.slice(outer.length - 1 - n), base].join("_"));
    let name = [base, ...longer].find((one) => !names.includes(one)) ?? base;
    for (let n = 2; names.includes(name); n++) name = `${base}_${n}`;
    names[i] = name;
  }
  return names;
}

/** A name in lower case, with `_` where a capital begins a word: `ServiceName` is `service_name`. */
function snakeCase(name: string): string {
  const isLower = (char: string | undefined): boolean => char !== undefined && char >= "a" && char <= "z";
  const isUpper = (char: string): boolean => char >= "A" && char <= "Z";
  return [...name].map((char, i) => (isUpper(char) && isLower(name[i - 1]) ? `_${char}` : char).toLowerCase()).join("");
}

/** A name whose last word is a plural, in the singular. */
export function singularName(name: string): string {
  if (name.length < 4 || !name.endsWith("s") || name.endsWith("ss") || name.endsWith("us")) return name;
  if (name.endsWith("ies")) return `${name.slice(0, -3)}y`;
  const isLonger = ["iases", "sses", "xes", "ches", "shes"].some((ending) => name.endsWith(ending));
  return name.slice(0, isLonger ? -2 : -1);
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
  /** What stands around it, outermost first: types of blocks, the argument, object keys. The name is the last. */
  readonly path: readonly string[];
  readonly place: ColumnPlace;
  readonly texts: readonly string[];
  /** The values as expressions; none where they are text within a template. */
  readonly expressions: readonly Expression[];
}

function compareBodies(
  comparison: Comparison,
  blocks: readonly Block[],
  path: readonly string[],
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
    const own = [...path, item.name.name];
    compareExpressions(comparison, values, own, own.join("_"));
  }
  return nestedOf(first).every((item, i) => {
    const others = blocks.map((block) => nestedOf(block)[i]);
    const nested = others.flatMap((other) => (other && headerOf(other) === headerOf(item) ? [other] : []));
    return nested.length === blocks.length && compareBodies(comparison, nested, [...path, item.type.name]);
  });
}

function headerOf(block: Block): string {
  return [block.type.name, ...block.labels.map((label) => JSON.stringify(label.value))].join(" ");
}

function compareExpressions(
  comparison: Comparison,
  values: readonly Expression[],
  path: readonly string[],
  argument: string,
): void {
  const { texts, found } = comparison;
  const [first] = values;
  if (!first || areSame(texts, values)) return;
  const bare = values.map(withoutParentheses);
  const parts = partsOf(texts, bare, path);
  if (parts) {
    for (const part of parts) compareExpressions(comparison, part.values, part.path, argument);
    return;
  }
  if (compareTemplates(comparison, bare, path, argument)) return;
  const written = values.map((value, i) => standaloneText(texts[i] ?? "", value));
  const place = { range: first.range, inTemplate: false, argument };
  found.push({ name: path.at(-1) ?? "", path, place, texts: written, expressions: values });
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
  path: readonly string[],
): readonly { readonly path: readonly string[]; readonly values: readonly Expression[] }[] | undefined {
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
      path: item.name === undefined ? path : [...path, item.name],
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
  // One element of a list is one of what the list is named by; `values` of a block are what the block is.
  const own = path.at(-1) === "values" && path.length > 1 ? path.slice(0, -1) : path;
  const within = first.kind === "TupleConsExpr" ? [...own.slice(0, -1), singularName(own.at(-1) ?? "")] : path;
  const parts = (children[0] ?? []).map((_, i) => ({
    path: within,
    values: children.flatMap((each) => each[i] ?? []),
  }));
  const differing = parts.filter(({ values: all }) => !areSame(texts, all));
  // A part that is not always evaluated must not be taken to where it is.
  const isLazy = first.kind === "ConditionalExpr" || ["&&", "||", "tryfalse", "canfalse"].includes(operator(first));
  if (isLazy && !differing.every(({ values: all }) => all.every(isConstantExpression))) return undefined;
  // A list is read as one value; so is everything that differs in several of its parts.
  return differing.length === 1 ? parts : undefined;
}

/** Notes the literal text in which templates differ, where all else in them is the same. */
function compareTemplates(
  { texts, found, isSaidElsewhere }: Comparison,
  values: readonly Expression[],
  path: readonly string[],
  argument: string,
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
    const name = path.at(-1) ?? "";
    differing.push({ name, path, place, texts: written.map((text) => `"${text}"`), expressions: [] });
  }
  const isNew = ({ texts: written }: Difference): boolean => !isSaidElsewhere(written.map((text) => text.slice(1, -1)));
  if (differing.filter(isNew).length > 1) return false;
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
