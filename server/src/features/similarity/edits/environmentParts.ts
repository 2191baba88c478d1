// What of alike folders goes into their module, what stays since their providers read it, and what the module is passed.

import { slice } from "../../../base/range.js";
import type { TextEdit } from "../../../base/textEdit.js";
import type { Block, SourceFile } from "../../../syntax/ast.js";
import { toIdentifier } from "../../rewriting/identifier.js";
import { referencesIn } from "./itemReferences.js";

/** The same block in all folders, the first folder's first. */
export interface Row {
  readonly name: string;
  readonly blocks: readonly Block[];
  readonly files: readonly SourceFile[];
}

/** An input of the module that all calls pass alike. */
export interface Passed {
  readonly name: string;
  readonly value: string;
}

export interface Parts {
  /** The rows that go; outputs among them are declared in the module and in the folders. */
  readonly taken: ReadonlySet<Row>;
  /** The variables that the rows that go read. */
  readonly variables: readonly string[];
  /** What the rows that go read of those that stay. */
  readonly passed: readonly Passed[];
  /** Edits of the first folder's blocks that read the inputs, by file. */
  readonly edits: ReadonlyMap<SourceFile, readonly TextEdit[]>;
  /** The provider configurations with an alias that the rows that go use. */
  readonly aliases: readonly string[];
}

/** Blocks that make something go into the module; what says how and where stays. */
const movable = new Set(["resource", "data", "module", "locals", "output"]);

/** The parts of alike folders; a sentence where they cannot be taken apart. */
export function partsOf(rows: readonly Row[]): Parts | string {
  const declaring = new Map(
    rows.flatMap((row) => row.blocks.flatMap((block) => keysOf(block).map((key) => [key, row]))),
  );
  const staying = new Set(rows.filter(({ blocks }) => !movable.has(blocks[0]?.type.name ?? "")));
  // Providers are configured before any module, so that what they read stays with all that it reads itself.
  for (const row of staying) {
    for (const { key } of row.blocks.flatMap(referencesIn)) {
      const read = declaring.get(key);
      if (read) staying.add(read);
    }
  }
  stayUnread(rows, declaring, staying);
  const goes = (key: string): boolean => {
    const read = declaring.get(key);
    return read !== undefined && !staying.has(read);
  };
  for (const row of rows) {
    const [block] = row.blocks;
    // An output of nothing that goes says what it said where it is.
    if (block?.type.name === "output" && !referencesIn(block).some(({ key }) => goes(key))) staying.add(row);
  }
  const taken = new Set(rows.filter((row) => !staying.has(row)));
  const makes = [...taken].some(({ blocks }) => ["resource", "module"].includes(blocks[0]?.type.name ?? ""));
  if (!makes) return "The folders' providers read all that could go into a module.";
  const passed: Passed[] = [];
  const edits = new Map<SourceFile, TextEdit[]>();
  const aliases = new Set<string>();
  const variables = variablesOf(taken, rows);
  for (const { blocks, files } of taken) {
    const [block] = blocks;
    const [file] = files;
    if (!block || !file) continue;
    for (const { key, address, addressRange, range, place, base } of referencesIn(block)) {
      if (base.root.name === "path") return "A block reads path, which is another folder in a module.";
      if (address?.kind === "provider" && address.alias !== undefined) aliases.add(slice(file.text, range));
      if (block.type.name === "output" && place === "depends_on") return "An output depends on a block.";
      const read = declaring.get(key);
      if (!address || !read || address.kind === "variable" || !staying.has(read)) continue;
      if (place !== "expression") return `A block names ${key}, which stays, since the providers need it.`;
      if (address.kind === "resource" && address.mode === "ephemeral")
        return `A block reads ${key}, which is ephemeral.`;
      const value = slice(file.text, addressRange);
      let input = passed.find((one) => one.value === value);
      if (!input) {
        const label = toIdentifier("name" in address ? address.name : key, "value");
        input = { name: freeInput(label, [...declaredVariables(rows), ...passed.map(({ name }) => name)]), value };
        passed.push(input);
      }
      edits.set(file, [...(edits.get(file) ?? []), { range: addressRange, newText: `var.${input.name}` }]);
    }
  }
  return { taken, variables, passed, edits, aliases: [...aliases].sort() };
}

/** What nothing reads of what is made stays where it is, unless it reads what goes. */
function stayUnread(rows: readonly Row[], declaring: ReadonlyMap<string, Row>, staying: Set<Row>): void {
  const isMade = ({ blocks: [block] }: Row) => !["data", "locals"].includes(block?.type.name ?? "");
  const reached = new Set(rows.filter((row) => !staying.has(row) && isMade(row)));
  const follow = (row: Row): void => {
    for (const { key } of row.blocks.flatMap(referencesIn)) {
      const read = declaring.get(key);
      if (read && !staying.has(read)) reached.add(read);
    }
  };
  for (const row of reached) follow(row);
  const unread = rows.filter((row) => !staying.has(row) && !reached.has(row));
  for (let before = -1; before !== staying.size; ) {
    before = staying.size;
    for (const row of unread) {
      const read = row.blocks.flatMap(referencesIn).flatMap(({ key }) => declaring.get(key) ?? []);
      const isApart = read.every(
        (one) => one === row || staying.has(one) || !movable.has(one.blocks[0]?.type.name ?? ""),
      );
      if (isApart) staying.add(row);
    }
  }
}

function declaredVariables(rows: readonly Row[]): readonly string[] {
  return rows.flatMap(({ blocks: [block] }) => (block?.type.name === "variable" ? [block.labels[0]?.value ?? ""] : []));
}

/** The variables that rows read, and those that the validations of these read, in the order of their declarations. */
function variablesOf(taken: ReadonlySet<Row>, rows: readonly Row[]): readonly string[] {
  const read = new Set([...taken].flatMap(({ blocks }) => blocks.flatMap(referencesIn).map(({ key }) => key)));
  const declared = rows.filter(({ blocks }) => blocks[0]?.type.name === "variable");
  const own = ({ blocks: [block] }: Row): string => `var.${block?.labels[0]?.value}`;
  for (const key of read) {
    for (const row of declared) {
      if (own(row) === key) for (const { key: other } of row.blocks.flatMap(referencesIn)) read.add(other);
    }
  }
  return declaredVariables(declared.filter((row) => read.has(own(row))));
}

/** The keys of what a block declares. */
function keysOf(block: Block): readonly string[] {
  const labels = block.labels.map(({ value }) => value).join(".");
  switch (block.type.name) {
    case "locals":
      return block.body.items.flatMap((item) => (item.kind === "Attribute" ? [`local.${item.name.name}`] : []));
    case "variable":
      return [`var.${labels}`];
    case "resource":
      return [labels];
    case "data":
    case "module":
      return [`${block.type.name}.${labels}`];
    default:
      return [];
  }
}

const reserved = new Set(["source", "version", "providers", "count", "for_each", "lifecycle", "depends_on"]);

/** A name for an input that is not taken and that a call does not take for itself. */
export function freeInput(wanted: string, taken: readonly string[]): string {
  const base = reserved.has(wanted) ? `${wanted}_value` : wanted;
  let name = base;
  for (let n = 2; taken.includes(name); n++) name = `${base}_${n}`;
  return name;
}
