// # siblings-to-for-each
//
// Writes selected blocks that differ in a few values as one block with `for_each`, with a `moved` block for each.
//
// The keys are what the names do not share.
//
// ```hcl
// <|resource "terraform_data" "port_http" {
//   input = { port = 80, protocol = "tcp" }
// }
//
// resource "terraform_data" "port_https" {
//   input = { port = 443, protocol = "tcp" }
// }|>
//
// output "https" {
//   value = terraform_data.port_https.output
// }
// ```
// ->
// ```hcl
// resource "terraform_data" "port" {
//   for_each = {
//     http  = { port = 80 }
//     https = { port = 443 }
//   }
//
//   input = { port = each.value.port, protocol = "tcp" }
// }
//
// output "https" {
//   value = terraform_data.port["https"].output
// }
// ```
//
// `moved.tf`:
// ```hcl
// moved {
//   from = terraform_data.port_http
//   to   = terraform_data.port["http"]
// }
//
// moved {
//   from = terraform_data.port_https
//   to   = terraform_data.port["https"]
// }
// ```
import { overlaps, slice } from "../../base/range.js";
import { type SourceChange, SourceChangeBuilder } from "../../base/sourceChange.js";
import { applyEdits, type TextEdit } from "../../base/textEdit.js";
import { literalString } from "../../model/access.js";
import { addressKey } from "../../model/address.js";
import { labelText, nestedBlock, repetition } from "../../model/extract.js";
import type { Block } from "../../syntax/ast.js";
import { keyText, quoted } from "../rewriting/addressPath.js";
import { type Column, columnsOf, columnText } from "../rewriting/antiUnify.js";
import { addMetaArgument, deeper, indentationAt, newLineOf, surroundings } from "../rewriting/blockEdits.js";
import { rekey } from "../rewriting/conversions/rekey.js";
import { repeatableAddress } from "../rewriting/declarationNodes.js";
import { isIdentifier } from "../rewriting/identifier.js";
import { placeMoves } from "../rewriting/movedPlacement.js";
import { type Move, planMoves } from "../rewriting/movedPlanner.js";
import { hiddenReferences, placeText, rewriteReferences } from "../rewriting/referenceRewriter.js";
import { sitesOf } from "../rewriting/sites.js";
import { hasComment } from "./expressionRefactor.js";
import type { Refactor, RefactorContext } from "./refactor.js";

const title = "Write the blocks as one with `for_each`";

export const siblingsToForEach: Refactor = {
  id: "siblings-to-for-each",
  title,
  kind: "refactor.rewrite",
  inverse: "unroll",
  unattended: false,
  run(ctx) {
    const blocks = selectedSiblings(ctx);
    const [first] = blocks;
    if (!first || blocks.length < 2) return;
    const planned = plan(ctx, blocks);
    if (planned === undefined) return;
    if (typeof planned === "string") ctx.refuse(title, first.header, planned);
    else ctx.offer(title, first.header, planned);
  },
};

/** The selected blocks, where all are of one type. */
function selectedSiblings(ctx: RefactorContext): readonly Block[] {
  if (ctx.selection.start === ctx.selection.end) return [];
  const blocks = ctx.file.body.items.filter(
    (item): item is Block => item.kind === "Block" && overlaps(item.range, ctx.selection),
  );
  const kind = (block: Block): string => `${block.type.name} ${block.labels.length > 1 ? block.labels[0]?.value : ""}`;
  const isOneKind = blocks.every(
    (block) => repeatableAddress(block) !== undefined && kind(block) === kind(blocks[0] as Block),
  );
  return isOneKind ? blocks : [];
}

function plan(ctx: RefactorContext, blocks: readonly Block[]): string | (() => SourceChange) | undefined {
  const { snapshot, module, file } = ctx;
  const first = blocks[0] as Block;
  const names = blocks.map((block) => block.labels[block.labels.length - 1]?.value ?? "");
  const keys = blocks.map((block) => {
    const address = repeatableAddress(block);
    return address ? addressKey(address) : "";
  });
  if (blocks.some((block) => repetition(block.body)))
    return "One of the blocks has a condition or repetition of its own.";
  if (blocks.some((block) => nestedBlock(block.body, "provisioner") || nestedBlock(block.body, "connection"))) {
    return "Provisioners run once for each block and are better left apart.";
  }
  const columns = columnsOf(file, blocks);
  if (!columns) return undefined;
  const problem = staticProblem(file, blocks, columns) ?? hiddenReferences(snapshot, module, keys);
  if (problem) return problem;
  const shared = sharedName(names);
  const rows = shared.keys;
  if (new Set(rows).size < rows.length || rows.includes("")) return "The names of the blocks give no keys.";
  const stem = (keys[0] ?? "").slice(0, (keys[0] ?? "").length - (names[0] ?? "").length);
  const address = stem + shared.name;
  if (!keys.includes(address) && module.declarations.has(address)) return `There is ${address} already.`;
  for (const key of keys) {
    if ((module.declarations.get(key)?.length ?? 0) !== 1) return `${key} is declared more than once.`;
    if (module.overriding.has(key)) return `An override file changes ${key}.`;
    const inside = sitesOf(snapshot, module, key).find((site) => site.blocks[0] && blocks.includes(site.blocks[0]));
    if (inside) return "One of the blocks refers to another, and a block cannot refer to itself.";
  }
  const isModule = first.type.name === "module";
  const change = new SourceChangeBuilder();
  const edits = new Map<string, TextEdit[]>();
  const add = (uri: string, more: readonly TextEdit[]): void =>
    void edits.set(uri, [...(edits.get(uri) ?? []), ...more]);
  const moves: Move[] = [];
  for (const [i, key] of keys.entries()) {
    const instance = address + keyText(rows[i]);
    const conversion = rekey({
      before: "single",
      isModule,
      instances: [{ from: undefined, to: instance }],
      whole: instance,
      sameLength: false,
      named: instance,
    });
    const rewritten = rewriteReferences(snapshot, module, key, conversion);
    if ("refusals" in rewritten) {
      const [refusal] = rewritten.refusals;
      return refusal ? `A reference at ${placeText(snapshot, refusal.at)} cannot be rewritten: ${refusal.reason}.` : "";
    }
    for (const [uri, more] of rewritten.edits) add(uri, more);
    const isStored = isModule || first.type.name === "resource";
    const wanted = isStored ? [{ from: { address: key, key: undefined }, to: { address, key: rows[i] } }] : [];
    const planned = planMoves(snapshot, module, key, wanted, { implied: false });
    if ("refusal" in planned) return `Its moves cannot be written: ${planned.refusal}`;
    for (const [uri, more] of planned.edits) add(uri, more);
    moves.push(...planned.added);
  }
  return () => {
    for (const [uri, list] of edits) for (const edit of list) change.replace(uri, edit.range, edit.newText);
    change.replace(file.uri, first.range, mergedText(ctx, blocks, columns, shared.name, rows));
    for (const block of blocks.slice(1)) {
      const lines = surroundings(file, block).lines ?? block.range;
      // The blank line above goes with the block.
      const above = file.text.lastIndexOf("\n", lines.start - 2) + 1;
      const isBlank = lines.start > 0 && file.text.slice(above, lines.start).trim() === "";
      change.remove(file.uri, { start: isBlank ? above : lines.start, end: lines.end });
    }
    placeMoves(change, snapshot, module, moves, ctx.options.movedBlocks, { file, block: first });
    return change.build();
  };
}

/** Arguments that are read before instances are known must be equal in all blocks. */
const staticArguments = new Set(["provider", "providers", "depends_on", "source", "version"]);

function staticProblem(
  file: RefactorContext["file"],
  blocks: readonly Block[],
  columns: readonly Column[],
): string | undefined {
  for (const column of columns) {
    if (staticArguments.has(column.name) || column.name.startsWith("lifecycle_")) {
      return `The blocks have another ${column.name.split("lifecycle_").join("")} each, which for_each cannot choose.`;
    }
    if (column.values.some((value) => slice(file.text, value.range).includes("<<")))
      return "A heredoc cannot stand in the table of values.";
  }
  for (const block of blocks.slice(1)) {
    if (hasComment(file, block.range) || surroundings(file, block).leading.length > 0)
      return "A comment of one of the blocks would be lost.";
  }
  return undefined;
}

/** The part that all names share, and what is left of each. */
function sharedName(names: readonly string[]): { readonly name: string; readonly keys: readonly string[] } {
  const [first = ""] = names;
  let start = 0;
  while (start < first.length && names.every((name) => name[start] === first[start])) start++;
  // Words stay whole: `web_1` and `web_10` share `web`.
  while (start > 0 && !isSeparator(first[start - 1] ?? "")) start--;
  let end = 0;
  while (
    end < first.length - start &&
    names.every((name) => name.length - start > end && name[name.length - 1 - end] === first[first.length - 1 - end])
  )
    end++;
  while (end > 0 && !isSeparator(first[first.length - end] ?? "")) end--;
  const keys = names.map((name) => name.slice(start, name.length - end));
  const prefix = trimSeparators(first.slice(0, start));
  const suffix = trimSeparators(first.slice(first.length - end));
  const name = [prefix, suffix].filter((part) => part !== "").join("_");
  return isIdentifier(name) ? { name, keys } : { name: "all", keys: names };
}

function isSeparator(char: string): boolean {
  return char === "_" || char === "-";
}

function trimSeparators(text: string): string {
  let result = text;
  while (result !== "" && isSeparator(result[0] ?? "")) result = result.slice(1);
  while (result !== "" && isSeparator(result[result.length - 1] ?? "")) result = result.slice(0, -1);
  return result;
}

function mergedText(
  ctx: RefactorContext,
  blocks: readonly Block[],
  columns: readonly Column[],
  name: string,
  rows: readonly string[],
): string {
  const { file } = ctx;
  const first = blocks[0] as Block;
  const newLine = newLineOf(file.text);
  const inner = deeper(indentationAt(file.text, first.range.start));
  const isKey = (column: Column): boolean => column.values.every((value, i) => literalString(value) === rows[i]);
  const stored = columns.filter((column) => !isKey(column));
  const label = first.labels[first.labels.length - 1];
  const edits: TextEdit[] = columns.map((column) => ({
    range: column.place.range,
    newText: isKey(column) ? "each.key" : `each.value.${column.name}`,
  }));
  if (label) edits.push({ range: labelText(label), newText: name });
  const width = Math.max(...rows.map((row) => rowKey(row).length));
  const table = rows.map((row, i) => {
    const pairs = stored.map((column) => `${column.name} = ${columnText(file, column, i)}`);
    return `${deeper(inner)}${rowKey(row).padEnd(width)} = { ${pairs.join(", ")} }${newLine}`;
  });
  const value =
    stored.length === 0 ? `toset([${rows.map(quoted).join(", ")}])` : `{${newLine}${table.join("")}${inner}}`;
  edits.push(...addMetaArgument(file, first, { name: "for_each", value }));
  const start = first.range.start;
  const shifted = edits.map(({ range, newText }) => ({
    range: { start: range.start - start, end: range.end - start },
    newText,
  }));
  return applyEdits(slice(file.text, first.range), shifted);
}

function rowKey(row: string): string {
  return isIdentifier(row) && !["true", "false", "null", "for"].includes(row) ? row : quoted(row);
}
