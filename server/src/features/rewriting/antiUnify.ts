// Finds where blocks of one shape differ: the arguments that become columns of a table with a row for each block.

import { slice } from "../../base/range.js";
import type { Block, Expression, SourceFile } from "../../syntax/ast.js";
import { sameExpression, withoutParentheses } from "./expressionShape.js";

/** A place of the first block whose value differs, with the values that all blocks have there. */
export interface Column {
  /** From the argument's name and the object keys within it. */
  readonly name: string;
  /** The first block's expression. */
  readonly place: Expression;
  /** In the order of the blocks. */
  readonly values: readonly Expression[];
}

/** The columns of blocks in one file; undefined where the blocks do not have one shape. */
export function columnsOf(file: SourceFile, blocks: readonly Block[]): readonly Column[] | undefined {
  const columns: Column[] = [];
  if (!compareBodies(file, blocks, "", columns)) return undefined;
  // Columns that are equal in every row are one.
  const merged: Column[] = [];
  for (const column of columns) merged.push({ ...column, name: freshName(column.name, merged) });
  return merged;
}

function compareBodies(file: SourceFile, blocks: readonly Block[], path: string, columns: Column[]): boolean {
  const [first] = blocks;
  if (!first || blocks.some((block) => block.body.items.length !== first.body.items.length)) return false;
  for (const [i, item] of first.body.items.entries()) {
    const others = blocks.map((block) => block.body.items[i]);
    if (item.kind === "Attribute") {
      const values: Expression[] = [];
      for (const other of others) {
        if (other?.kind !== "Attribute" || other.name.name !== item.name.name) return false;
        values.push(other.value);
      }
      compareExpressions(file, values, path + item.name.name, columns);
      continue;
    }
    const nested: Block[] = [];
    for (const other of others) {
      if (other?.kind !== "Block" || other.type.name !== item.type.name) return false;
      if (other.labels.map((label) => label.value).join() !== item.labels.map((label) => label.value).join())
        return false;
      nested.push(other);
    }
    if (!compareBodies(file, nested, `${path}${item.type.name}_`, columns)) return false;
  }
  return true;
}

function compareExpressions(file: SourceFile, values: readonly Expression[], name: string, columns: Column[]): void {
  const [first] = values;
  if (!first || values.every((value) => sameExpression(file.text, first, file.text, value))) return;
  const objects = values.map((value) => withoutParentheses(value));
  const [object] = objects;
  // Objects with the same keys in the same order differ in some of their values only.
  const isAlike =
    object?.kind === "ObjectConsExpr" &&
    objects.every(
      (other) =>
        other.kind === "ObjectConsExpr" &&
        other.items.length === object.items.length &&
        other.items.every((item, i) => item.name !== undefined && item.name === object.items[i]?.name),
    );
  if (isAlike && object.kind === "ObjectConsExpr") {
    for (const [i, item] of object.items.entries()) {
      const inner = objects.flatMap((other) => (other.kind === "ObjectConsExpr" ? (other.items[i]?.value ?? []) : []));
      compareExpressions(file, inner, item.name ?? name, columns);
    }
    return;
  }
  columns.push({ name, place: first, values });
}

function freshName(wanted: string, taken: readonly Column[]): string {
  const base = wanted.toLowerCase();
  let name = base;
  for (let n = 2; taken.some((column) => column.name === name); n++) name = `${base}_${n}`;
  return name;
}

/** The text of a column's value in one row. */
export function columnText(file: SourceFile, column: Column, row: number): string {
  const value = column.values[row];
  return value ? slice(file.text, value.range) : "null";
}
