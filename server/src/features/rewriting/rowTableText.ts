// Writes a table of rows as a value: a map of values or objects by key, a set of keys, or a list.

import { applyEdits } from "../../base/textEdit.js";
import { formatEdits } from "../../syntax/format/format.js";
import { scan } from "../../syntax/scan.js";
import { quoted } from "./addressPath.js";
import { isIdentifier } from "./identifier.js";
import type { RowComment } from "./rowComments.js";
import type { RowTable, TableColumn } from "./rowTable.js";
import { isPlainInteger } from "./sharedText.js";

/** A line of a table is written up to this width. */
const widestLine = 120;

/** A list or set of short values stands on one line up to this width. */
const widestList = 100;

/** The comments of a table, each in the order of its rows: lines above a row, and what stands behind one of its values. */
export interface TableComments {
  readonly rows: readonly (readonly string[])[];
  readonly behind: readonly (RowComment | undefined)[];
}

/**
 * The `for_each` of a table: a map, or a set where the keys are all there is. `comments` are those of the rows;
 * `condition` is when there are rows at all. Lines behind the first are indented by `indentation`.
 */
export function tableText(
  { keys, columns }: RowTable,
  comments: TableComments,
  condition: string | undefined,
  indentation: string,
  newLine: string,
): string {
  const test = condition?.includes("?") ? `(${condition})` : condition;
  const empty = columns.length === 0 ? "[]" : "{}";
  const room = widestList - (test?.length ?? 0);
  const collection =
    columns.length === 0 ? listText(keys.map(quoted), comments, room) : mapText(keys, columns, comments);
  let text = collection;
  // Both branches of a condition have to be of one type, which is a map's: all its values alike.
  if (test !== undefined && columns.every(isOfOneType)) text = `${test} ? ${collection} : ${empty}`;
  else if (condition !== undefined) {
    text = `{\nfor key, value in ${collection} : key => value\nif ${condition}\n}`;
  }
  return laidOut(columns.length === 0 ? `toset(${text})` : text, indentation, newLine);
}

/** The `for_each` of a `dynamic` block: a list of the only column's values, or of objects of all. */
export function rowListText(
  columns: readonly TableColumn[],
  comments: TableComments,
  indentation: string,
  newLine: string,
): string {
  const [first, ...others] = columns;
  const rows = comments.rows.map((_, i) =>
    others.length === 0 ? (first?.texts[i] ?? "null") : objectText(columns, i),
  );
  return laidOut(listText(rows, comments, widestList), indentation, newLine);
}

function listText(rows: readonly string[], comments: TableComments, room: number): string {
  const line = `[${rows.join(", ")}]`;
  const hasComments = comments.rows.some((own) => own.length > 0) || comments.behind.some((own) => own !== undefined);
  const isObjects = rows.some((row) => row.startsWith("{"));
  if (line.length <= room && !line.includes("\n") && !hasComments && !isObjects) return line;
  const lines = rows.flatMap((row, i) => [...(comments.rows[i] ?? []), `${row},${behindText(comments.behind[i])}`]);
  return ["[", ...lines, "]"].join("\n");
}

function mapText(keys: readonly string[], columns: readonly TableColumn[], comments: TableComments): string {
  const rows = keys.map((key, i) => {
    const [only, ...others] = columns;
    const name = rowKey(key);
    const behind = comments.behind[i];
    if (others.length === 0) return withBehind(`${name} = ${only?.texts[i] ?? "null"}`, behind);
    const line = `${name} = ${objectText(columns, i)}`;
    if (line.length <= widestLine && !line.includes("\n")) return withBehind(line, behind);
    const own = columns.find(({ name: column }) => column === behind?.argument);
    const values = columns.map((column) => {
      const value = `${column.name} = ${column.texts[i]}`;
      return column === own ? value + behindText(behind) : value;
    });
    return [`${name} = {${own ? "" : behindText(behind)}`, ...values, "}"].join("\n");
  });
  return ["{", ...rows.flatMap((row, i) => [...(comments.rows[i] ?? []), row]), "}"].join("\n");
}

/** A row on one line with its comment: behind it, where there is room for both. */
function withBehind(row: string, comment: RowComment | undefined): string {
  const line = row + behindText(comment);
  return comment === undefined || line.length <= widestLine || row.includes("\n") ? line : `${comment.text}\n${row}`;
}

function behindText(comment: RowComment | undefined): string {
  return comment === undefined ? "" : ` ${comment.text}`;
}

function objectText(columns: readonly TableColumn[], row: number): string {
  return `{ ${columns.map(({ name, texts }) => `${name} = ${texts[row] ?? "null"}`).join(", ")} }`;
}

function rowKey(row: string): string {
  return isIdentifier(row) && !["true", "false", "null", "for"].includes(row) ? row : quoted(row);
}

/** True for a column of texts, of numbers, or of truth values alone, or of lists of as many texts. */
function isOfOneType({ texts, listLength }: TableColumn): boolean {
  if (listLength !== undefined) return true;
  const kinds = new Set(texts.map(kindOf));
  return kinds.size === 1 && !kinds.has(undefined);
}

function kindOf(text: string): string | undefined {
  if (isPlainInteger(text)) return "number";
  if (text === "true" || text === "false") return "bool";
  return text.startsWith('"') && text.indexOf('"', 1) === text.length - 1 ? "string" : undefined;
}

/** A value as the formatter has it, at a depth. */
function laidOut(value: string, indentation: string, newLine: string): string {
  const whole = `x = ${value.split("\r\n").join("\n")}\n`;
  const formatted = applyEdits(whole, formatEdits(whole, scan(whole), { style: "hcl" }));
  const lines = formatted.slice("x = ".length).trimEnd().split("\n");
  return lines.map((line, i) => (i === 0 || line === "" ? line : indentation + line)).join(newLine);
}
