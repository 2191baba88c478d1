// A table with a row for each of several like blocks: its keys, its columns, and how the one block reads them.
//
// A text that has a row's key in it needs no column, so of the keys that the blocks offer those are taken that leave the
// fewest columns. Of a text that has another column's value in it only the rest is written, once.

import type { TextEdit } from "../../base/textEdit.js";
import { literalString } from "../../model/access.js";
import type { Block, SourceFile } from "../../syntax/ast.js";
import { quoted } from "./addressPath.js";
import { type ColumnPlace, columnNames, type Difference, differencesOf, isConstantExpression } from "./antiUnify.js";
import { withFormatArguments } from "./formatArguments.js";
import { asNumber, formsOf } from "./keyForms.js";
import { differingMiddles, isPlainInteger, plainInsides, type TextWithHoles, textAround } from "./sharedText.js";

export interface RowTable {
  /** In the order of the blocks. */
  readonly keys: readonly string[];
  readonly columns: readonly TableColumn[];
  /** How the first block's body reads the rows. */
  readonly edits: readonly TextEdit[];
  /** The word that stands before the key in the blocks' own names; undefined where there is none. */
  readonly beforeKey: string | undefined;
  /** At how many places the body writes the key in another form. */
  readonly forms: number;
}

/** A column as the table has it. */
export interface TableColumn {
  readonly name: string;
  /** Each row's value, as it is written behind `=`. */
  readonly texts: readonly string[];
  readonly isConstant: boolean;
  /** How many texts every value has, where all are lists of as many. */
  readonly listLength?: number;
}

/** What a row's key and value are called: `each.key` and `each.value`, or no key and the value of an iterator. */
export interface RowNames {
  readonly key: string | undefined;
  readonly value: string;
}

/** Keys that come from the blocks' names, and whether they say something: a position or what is left of nothing does not. */
export interface NamedKeys {
  readonly keys: readonly string[];
  readonly areSpeaking: boolean;
}

/** The table of blocks of one shape; undefined where they have none. `passed` is an argument that is not looked at. */
export function rowTableOf(
  file: SourceFile,
  blocks: readonly Block[],
  named: NamedKeys,
  names: RowNames,
  passed?: string,
): RowTable | undefined {
  const texts = blocks.map(() => file.text);
  const plain = differencesOf(texts, blocks, passed);
  if (!plain) return undefined;
  if (names.key === undefined) return tableWith(plain, [], names);
  const tables = candidateKeys(plain, named).flatMap((keys) => {
    const forms = formsOf(keys);
    const isSaid = (written: readonly string[]): boolean =>
      [keys, ...forms.map(({ values }) => values)].some((values) => textAround(written, values) !== undefined);
    const found = differencesOf(texts, blocks, passed, isSaid);
    return found ? [tableWith(found, keys, names)] : [];
  });
  const weight = ({ columns, forms }: RowTable): number => columns.length * blocks.length * longestKey + forms;
  const least = Math.min(...tables.map(weight));
  const found = tables.find((table) => weight(table) === least);
  return found && { ...found, edits: withFormatArguments(file.text, blocks, found.edits) };
}

/** The longest text that is a key. */
const longestKey = 48;

/** What names of arguments have in them whose values name nothing: remarks, contents, settings. */
const noNames = ["desc", "comment", "summary", "title", "note", "value", "content", "body", "schedule"];

function namesNothing(name: string): boolean {
  return noNames.some((word) => name.toLowerCase().includes(word));
}

/** Lists of keys, the best first among those that leave as many columns. */
function candidateKeys(differences: readonly Difference[], named: NamedKeys): readonly (readonly string[])[] {
  const values = differences.flatMap(({ name, texts }) => {
    if (namesNothing(name)) return [];
    const inside = plainInsides(texts);
    const middles = inside && differingMiddles(inside);
    return [middles ?? [], inside ?? [], texts.every(isPlainInteger) ? texts : []];
  });
  const areKeys = (texts: readonly string[]): boolean =>
    texts.length > 0 && new Set(texts).size === texts.length && texts.every(isKeyText) && !isOfTwoMarks(texts);
  const areWords = (texts: readonly string[]): boolean => !texts.every(isPlainInteger);
  const fromValues = values.filter(areKeys);
  const dashed = named.keys.map((key) => key.split("_").join("-"));
  const numbers = fromValues.filter((texts) => !areWords(texts));
  const words = fromValues.filter(areWords);
  const own = [named.keys, ...(areKeys(dashed) ? [dashed] : [])];
  if (named.areSpeaking) return [...own, ...words];
  // A number that the blocks have tells more than their position; without one a name has to do.
  const isSaid = numbers.some((texts) => texts.every((text, i) => text === named.keys[i]));
  return isSaid ? own : numbers.length > 0 ? numbers : [...words, named.keys];
}

/** True where some of the texts have one mark between their words and others another. */
function isOfTwoMarks(texts: readonly string[]): boolean {
  const hasOnly = (one: string, other: string): boolean =>
    texts.some((text) => text.includes(one) && !text.includes(other));
  return hasOnly("_", "-") && hasOnly("-", "_");
}

function isKeyText(text: string): boolean {
  const isEnd = (char: string | undefined): boolean => char !== undefined && keyEnds.includes(char);
  const isInner = (char: string): boolean => keyEnds.includes(char) || "_-.".includes(char);
  return text.length <= longestKey && isEnd(text[0]) && isEnd(text.at(-1)) && [...text].every(isInner);
}

const keyEnds = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** A difference with how much of it the table has. */
interface Part {
  readonly difference: Difference;
  /** The texts' insides, where they may be taken apart. */
  readonly inside: readonly string[] | undefined;
  /** What the table has of each row. */
  texts: readonly string[];
  /** What stands around it in the body. */
  around: TextWithHoles | undefined;
}

function tableWith(differences: readonly Difference[], keys: readonly string[], names: RowNames): RowTable {
  const edits: TextEdit[] = [];
  const parts: Part[] = [];
  let beforeKey: string | undefined;
  let forms = 0;
  for (const difference of differences) {
    const inside = plainInsides(difference.texts);
    const byKey = inside && keys.length > 0 ? textAround(inside, keys) : undefined;
    const byForm = byKey || !names.key ? undefined : formEdit(difference, inside, keys, names.key);
    if (byKey && names.key) {
      edits.push(valueEdit(difference.place, byKey, names.key));
      if (difference.name.toLowerCase() === "name") beforeKey ??= lastWord(byKey[0] ?? "") || undefined;
    } else if (byForm) {
      edits.push(byForm);
      forms++;
    } else parts.push({ difference, inside, texts: difference.texts, around: undefined });
  }
  // What stands around it in a template, or in what `format` is given, is the body's.
  const isFormat = ({ inside }: Part): boolean => inside?.every((text) => text.includes("%s")) === true;
  for (const part of parts) if (part.difference.place.inTemplate || isFormat(part)) narrow(part);
  shareValues(parts);
  const merged = new Map<string, Part[]>();
  for (const part of parts) {
    const key = part.texts.join("\n");
    merged.set(key, [...(merged.get(key) ?? []), part]);
  }
  const groups = [...merged.values()];
  const columnsNamed = columnNames(groups.map(pathsOf));
  const columns = groups.map((group, i): TableColumn => {
    const name = columnsNamed[i] ?? "";
    const value = groups.length === 1 ? names.value : `${names.value}.${name}`;
    for (const { difference, around, inside, texts } of group) {
      // A text that is another's number stays a text.
      const isText = inside !== undefined && texts.every(isPlainInteger) && around?.join("") === "";
      const written = isText && !difference.place.inTemplate ? `tostring(${value})` : value;
      edits.push(valueEdit(difference.place, around ?? ["", ""], written));
    }
    const isConstant = group.every(({ difference }) => difference.expressions.every(isConstantExpression));
    const column = { name, texts: group[0]?.texts ?? [], isConstant };
    const listLength = listLengthOf(group);
    return listLength === undefined ? column : { ...column, listLength };
  });
  return { keys, columns, edits, beforeKey, forms };
}

/** What writes a difference by a form of the key; undefined where none of them says it. */
function formEdit(
  { name, place, texts }: Difference,
  inside: readonly string[] | undefined,
  keys: readonly string[],
  key: string,
): TextEdit | undefined {
  if (keys.length > 0 && texts.every((text, i) => text === keys[i] && isPlainInteger(text))) {
    return valueEdit(place, ["", ""], asNumber(key));
  }
  for (const { values, written, isCase } of inside ? formsOf(keys) : []) {
    const around = inside && textAround(inside, values);
    if (around && !(isCase && namesNothing(name))) return valueEdit(place, around, written(key));
  }
  return undefined;
}

/** How many texts each of a column's values is a list of; undefined where they are none, or not of as many. */
function listLengthOf(group: readonly Part[]): number | undefined {
  const values = group.flatMap(({ difference }) => difference.expressions);
  const lengths = values.map((value) =>
    value.kind === "TupleConsExpr" && value.elements.every((item) => literalString(item) !== undefined)
      ? value.elements.length
      : undefined,
  );
  return new Set(lengths).size === 1 ? lengths[0] : undefined;
}

/** Leaves of texts within a template only what differs in them: words, without what joins them to their neighbours. */
function narrow(part: Part): void {
  const middles = part.inside && differingMiddles(part.inside);
  const around = part.inside && middles && textAround(part.inside, middles);
  // A word that stands twice in the text is none that can be left open.
  if (!middles || around?.length !== 2) return;
  part.texts = middles.map((middle) => `"${middle}"`);
  part.around = around;
}

/** Writes of a text that has another column's value in it only that value: `port-${…}` where there is a port. */
function shareValues(parts: readonly Part[]): void {
  const lengthOf = ({ texts }: Part): number => texts.join("").length;
  const bases = [...parts].sort((a, b) => lengthOf(a) - lengthOf(b));
  for (const part of bases) {
    if (part.around || !part.inside) continue;
    const middles = differingMiddles(part.inside);
    for (const base of bases) {
      if (base === part || base.texts.join("\n") === part.texts.join("\n")) continue;
      const values = base.texts.every(isPlainInteger) ? base.texts : plainInsides(base.texts);
      if (!values) continue;
      const around = textAround(part.inside, values);
      // Two texts of which each has more than what differs share that.
      const own = base.inside && !base.around ? differingMiddles(base.inside) : undefined;
      const isWhole = part.inside && base.inside && textAround(base.inside, part.inside) !== undefined;
      const isShared = !around && !isWhole && middles && own?.every((middle, i) => middle === middles[i]);
      if (around) {
        part.texts = base.texts;
        part.around = around;
      } else if (isShared && base.inside) {
        narrow(part);
        narrow(base);
      }
      if (part.around) break;
    }
  }
}

/** Paths that name a column: those of whole values; where there are parts of values alone, what these are. */
function pathsOf(group: readonly Part[]): readonly (readonly string[])[] {
  const whole = group.filter(({ around }) => around === undefined);
  if (whole.length > 0) return whole.map(({ difference }) => difference.path);
  return group.map(({ difference: { path }, around }) => [...path.slice(0, -1), partName(path.at(-1) ?? "", around)]);
}

/** Endings of names of which a part of the value is none. */
const wholeThings: ReadonlySet<string> = new Set(["arn", "id", "url", "uri", "path", "endpoint", "pattern", "policy"]);

/** What a part of a value is called: as the value, but for what is one only as a whole; then as the word before it says. */
function partName(name: string, around: TextWithHoles | undefined): string {
  const words = name.split("_");
  if (!wholeThings.has((words.at(-1) ?? "").toLowerCase())) return name;
  const before = lastWord(around?.[0] ?? "");
  if (before.length > 1) return before.toLowerCase();
  return words.length > 1 ? words.slice(0, -1).join("_") : "name";
}

/** The last run of letters in a text. */
function lastWord(text: string): string {
  const isLetter = (char: string | undefined): boolean =>
    char !== undefined && char.toLowerCase() >= "a" && char.toLowerCase() <= "z";
  let end = text.length;
  while (end > 0 && !isLetter(text[end - 1])) end--;
  let start = end;
  while (start > 0 && isLetter(text[start - 1])) start--;
  return text.slice(start, end);
}

function valueEdit({ range, inTemplate }: ColumnPlace, around: TextWithHoles, value: string): TextEdit {
  const text = around.join(`\${${value}}`);
  if (inTemplate) return { range, newText: text };
  return { range, newText: around.every((piece) => piece === "") && around.length === 2 ? value : `"${text}"` };
}

/** True for a column that has nothing but the keys. */
export function isKeyColumn({ texts }: TableColumn, keys: readonly string[]): boolean {
  return texts.every((text, i) => text === quoted(keys[i] ?? ""));
}
