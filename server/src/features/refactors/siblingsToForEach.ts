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
//     http  = 80
//     https = 443
//   }
//
//   input = { port = each.value, protocol = "tcp" }
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
import { addressKey } from "../../model/address.js";
import { argument, labelText, repetition } from "../../model/extract.js";
import type { Attribute, Block, SourceFile } from "../../syntax/ast.js";
import { keyText, quoted } from "../rewriting/addressPath.js";
import { type Column, columnsOf } from "../rewriting/antiUnify.js";
import { addMetaArgument } from "../rewriting/argumentEdits.js";
import { deeper, indentationAt, newLineOf, removeItem, wholeLines } from "../rewriting/blockEdits.js";
import { conditionText } from "../rewriting/conditions.js";
import { type Conversion, refused, replaced } from "../rewriting/conversion.js";
import { rekey } from "../rewriting/conversions/rekey.js";
import { repeatableAddress } from "../rewriting/declarationNodes.js";
import { isIdentifier } from "../rewriting/identifier.js";
import { placeMoves } from "../rewriting/movedPlacement.js";
import { type Move, planMoves } from "../rewriting/movedPlanner.js";
import { hiddenReferences, placeText, rewriteReferences } from "../rewriting/referenceRewriter.js";
import { lineOf, type RowComments, rowCommentsOf } from "../rewriting/rowComments.js";
import { sitesInBlock, sitesOf } from "../rewriting/sites.js";
import { conditionOfBlock, formOf } from "./conditionToModule.js";
import { judgeSensitivity } from "./countToEnabled.js";
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
  const shared = sharedCount(ctx, blocks);
  if (typeof shared === "string") return shared;
  const columns = columnsOf(file, blocks, shared && "count");
  if (!columns) return undefined;
  const comments = rowCommentsOf(file, blocks);
  const problem = staticProblem(blocks, columns, shared !== undefined) ?? hiddenReferences(snapshot, module, keys);
  if (problem) return problem;
  const { name: common, keys: rows } = sharedName(names);
  const stem = (keys[0] ?? "").slice(0, (keys[0] ?? "").length - (names[0] ?? "").length);
  const name = common ?? pluralOf(ctx, first, stem);
  const address = stem + name;
  if (!keys.includes(address) && module.declarations.has(address)) return `There is ${address} already.`;
  for (const key of keys) {
    if ((module.declarations.get(key)?.length ?? 0) !== 1)
      return `${key} is declared more than once; keep one declaration first.`;
    if (module.overriding.has(key)) return `An override file changes ${key}.`;
    const inside = sitesOf(snapshot, module, key).find((site) => site.blocks[0] && blocks.includes(site.blocks[0]));
    if (inside) return "One of the blocks refers to another, and a block cannot refer to itself.";
  }
  const isModule = first.type.name === "module";
  const edits = new Map<string, TextEdit[]>();
  const add = (uri: string, more: readonly TextEdit[]): void =>
    void edits.set(uri, [...(edits.get(uri) ?? []), ...more]);
  const moves: Move[] = [];
  const before = shared ? 0 : undefined;
  for (const [i, key] of keys.entries()) {
    const conversion = instanceConversion(address + keyText(rows[i]), address, isModule, shared !== undefined);
    const rewritten = rewriteReferences(snapshot, module, key, conversion);
    if ("refusals" in rewritten) {
      const [refusal] = rewritten.refusals;
      return refusal ? `A reference at ${placeText(snapshot, refusal.at)} cannot be rewritten: ${refusal.reason}.` : "";
    }
    for (const [uri, more] of rewritten.edits) add(uri, more);
    const isStored = isModule || first.type.name === "resource";
    const wanted = isStored ? [{ from: { address: key, key: before }, to: { address, key: rows[i] } }] : [];
    const planned = planMoves(snapshot, module, key, wanted, { implied: false });
    if ("refusal" in planned) return `Its moves cannot be written: ${planned.refusal}`;
    for (const [uri, more] of planned.edits) add(uri, more);
    moves.push(...planned.added);
  }
  return () => {
    const change = new SourceChangeBuilder();
    for (const [uri, list] of edits) for (const edit of list) change.replace(uri, edit.range, edit.newText);
    if (comments.above) change.remove(file.uri, comments.above);
    const table = { name, rows, columns, comments, shared };
    change.replace(file.uri, first.range, mergedText(file, first, table));
    for (const block of blocks.slice(1)) change.remove(file.uri, wholeLines(file, block));
    placeMoves(change, snapshot, module, moves, ctx.options.movedBlocks, { file, block: first });
    return change.build();
  };
}

/** References to a block that becomes one instance. Behind a shared `count` only its instance 0 has one to become. */
function instanceConversion(instance: string, address: string, isModule: boolean, isCounted: boolean): Conversion {
  const plain = { isModule, whole: instance, sameLength: false };
  if (!isCounted) {
    return rekey({ ...plain, before: "single", instances: [{ from: undefined, to: instance }], named: instance });
  }
  const counted = rekey({ ...plain, before: "count", instances: [{ from: 0, to: instance }], named: address });
  return {
    ...counted,
    use: (site, use) =>
      use.kind === "instance" || use.kind === "invalid"
        ? counted.use(site, use)
        : refused("it reads the list of its instances, which would be a map"),
    address(step) {
      if (step.key !== undefined || step.place === "depends_on") return counted.address(step);
      // The block as a whole is its only instance, and both fail while there is none.
      const isWhole = step.place === "replace_triggered_by" && step.keyRange.start === step.keyRange.end;
      return isWhole ? replaced(step.range, instance) : refused("it names an instance without its key");
    },
  };
}

/** The condition that all blocks have as their `count`; undefined for blocks without repetition, a text where neither. */
function sharedCount(ctx: RefactorContext, blocks: readonly Block[]): string | SharedCount | undefined {
  const repeated = blocks.map((block) => repetition(block.body));
  if (repeated.every((kind) => kind === undefined)) return undefined;
  const refusal = "The blocks must have no count or for_each, or all the same count of 0 or 1.";
  const conditions = blocks.flatMap((block) => conditionOfBlock(ctx, block) ?? []);
  const [first] = conditions;
  if (!first || conditions.length < blocks.length) return refusal;
  const isOne = conditions.every(
    ({ name, condition }) => name === "count" && formOf(ctx, condition) === formOf(ctx, first.condition),
  );
  if (!isOne) return refusal;
  if (blocks.some((block) => sitesInBlock(ctx.file, block, "count").length > 0)) {
    return "One of the blocks reads count.index, which for_each does not have.";
  }
  const sensitivity = judgeSensitivity(ctx.snapshot, ctx.module, first.condition);
  if ("refusal" in sensitivity) return sensitivity.refusal;
  if (sensitivity.assumption !== "") return `It is not certain that ${sensitivity.assumption}.`;
  return { text: conditionText(first.condition), attribute: first.attribute };
}

/** The condition, and the `count` that says it in the first block. */
interface SharedCount {
  readonly text: string;
  readonly attribute: Attribute;
}

/** Arguments that are read before instances are known must be equal in all blocks. */
const staticArguments = new Set(["provider", "providers", "depends_on"]);
const staticOfModules = new Set(["source", "version"]);

function staticProblem(
  blocks: readonly Block[],
  columns: readonly Column[],
  isConditional: boolean,
): string | undefined {
  const isModule = blocks[0]?.type.name === "module";
  for (const { places, texts, isConstant } of columns) {
    for (const { argument } of places) {
      const isStatic = staticArguments.has(argument) || (isModule && staticOfModules.has(argument));
      const isOfRun = argument.endsWith("provisioner_when") || argument.endsWith("provisioner_on_failure");
      const [block, name] = argument.startsWith("lifecycle_") ? ["lifecycle", argument.slice(10)] : ["", argument];
      if (isStatic || isOfRun || (block !== "" && !name.includes("condition_"))) {
        return `The blocks differ in ${isOfRun ? "a provisioner" : name}, which must be the same for all instances of one block.`;
      }
      if (isOfDestruction(blocks, argument)) {
        return "The blocks differ in a provisioner that runs at destruction, which can read each.key alone.";
      }
    }
    const isInDynamic = places.some(({ argument }) => argument.split("_").includes("dynamic"));
    if (!isConstant && isInDynamic)
      return "The blocks differ in a value within a dynamic block, which may be known only there.";
    if (!isConstant && isConditional)
      return "The blocks differ in a value that may be known only while the condition is true.";
    if (texts.some((text) => text.includes("<<")))
      return "The blocks differ in a heredoc, which cannot stand in the table of values; make it a local value first.";
  }
  return undefined;
}

/** True where an argument is one of a provisioner, or of a connection, and there is a provisioner that destroys. */
function isOfDestruction(blocks: readonly Block[], argumentPath: string): boolean {
  const isOfProvisioner = argumentPath.startsWith("provisioner_") || argumentPath.startsWith("connection_");
  return (
    isOfProvisioner &&
    blocks.some(({ body }) =>
      body.items.some(
        (item) =>
          item.kind === "Block" && item.type.name === "provisioner" && argument(item.body, "when") !== undefined,
      ),
    )
  );
}

/** What blocks whose names share no word are called: the plural of what their type says they are, or `all`. */
function pluralOf({ module }: RefactorContext, { type, labels }: Block, stem: string): string {
  const words = (labels[0]?.value ?? "").split("_");
  const noun = words.at(-1) ?? "";
  if (type.name === "module" || words.length < 2 || noun.length < 3 || noun.endsWith("s") || noun === "data")
    return "all";
  const isAfterConsonant = noun.endsWith("y") && !"aeiou".includes(noun.at(-2) ?? "a");
  const plural = isAfterConsonant ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return module.declarations.has(stem + plural) ? "all" : plural;
}

/** The part that all names share, if there is one, and what is left of each. */
function sharedName(names: readonly string[]): {
  readonly name: string | undefined;
  readonly keys: readonly string[];
} {
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
  const parts = names.map((name) => name.slice(start, name.length - end));
  const keys = parts.includes("") ? names : parts;
  const prefix = trimSeparators(first.slice(0, start));
  const suffix = trimSeparators(first.slice(first.length - end));
  const name = [prefix, suffix].filter((part) => part !== "").join("_");
  return isIdentifier(name) ? { name, keys } : { name: undefined, keys: names };
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

/** What the blocks are merged into. */
interface Table {
  readonly name: string;
  readonly rows: readonly string[];
  readonly columns: readonly Column[];
  readonly comments: RowComments;
  readonly shared: SharedCount | undefined;
}

/** A row is written on one line up to this width. */
const widestRow = 110;

function mergedText(file: SourceFile, first: Block, table: Table): string {
  const { columns, rows, comments, shared } = table;
  const newLine = newLineOf(file.text);
  const isKey = ({ texts }: Column): boolean => texts.every((text, i) => text === quoted(rows[i] ?? ""));
  const stored = columns.filter((column) => !isKey(column));
  const isPlain = stored.length === 1;
  const edits: TextEdit[] = columns.flatMap((column) =>
    column.places.map(({ range, inTemplate }) => {
      const value = isKey(column) ? "each.key" : isPlain ? "each.value" : `each.value.${column.name}`;
      return { range, newText: inTemplate ? `\${${value}}` : value };
    }),
  );
  const label = first.labels[first.labels.length - 1];
  if (label) edits.push({ range: labelText(label), newText: table.name });
  for (const { range } of comments.within) edits.push({ range: lineOf(file, range), newText: "" });
  if (shared) edits.push(...removeItem(file, first, shared.attribute));
  const value = forEachText(table, stored, deeper(indentationAt(file.text, first.range.start)), newLine);
  const { openBrace: open, closeBrace: close } = first;
  const start = first.range.start;
  const isOneLine =
    open && close && file.lineIndex.position(open.start).line === file.lineIndex.position(close.start).line;
  if (!isOneLine) edits.push(...addMetaArgument(file, first, { name: "for_each", value }, shared?.attribute));
  const shifted = edits.map(({ range, newText }) => ({
    range: { start: range.start - start, end: range.end - start },
    newText,
  }));
  const text = applyEdits(slice(file.text, first.range), shifted);
  if (!isOneLine) return text;
  // A block on one line has one argument at most.
  const inner = deeper(indentationAt(file.text, start));
  const renamed = label ? table.name.length - (labelText(label).end - labelText(label).start) : 0;
  const brace = open.start - start + renamed;
  const body = text.slice(brace + 1, text.lastIndexOf("}")).trim();
  const lines = [`${inner}for_each = ${value}`, ...(body === "" ? [] : ["", inner + body])];
  return [text.slice(0, brace + 1), ...lines, "}"].join(newLine);
}

function forEachText(table: Table, stored: readonly Column[], inner: string, newLine: string): string {
  const { rows, comments, shared } = table;
  const hasComments = comments.rows.some((row) => row.length > 0);
  const entry = shared ? deeper(inner) : inner;
  const keys = rows.map(rowKey);
  const width = Math.max(...keys.map((key) => key.length));
  const values = rows.map((_, i) => rowText(stored, i, deeper(entry), newLine));
  const isShort = values.every((text) => !text.includes("\n"));
  const entries = rows.flatMap((_, i) => [
    ...(comments.rows[i] ?? []).map((comment) => deeper(entry) + comment),
    `${deeper(entry)}${isShort ? (keys[i] ?? "").padEnd(width) : keys[i]} = ${values[i]}`,
  ]);
  const map = ["{", ...entries, `${entry}}`].join(newLine);
  if (stored.length === 0) {
    const members = rows.flatMap((row, i) => [
      ...(comments.rows[i] ?? []).map((comment) => deeper(inner) + comment),
      `${deeper(inner)}${quoted(row)},`,
    ]);
    const set = hasComments ? ["[", ...members, `${inner}]`].join(newLine) : `[${rows.map(quoted).join(", ")}]`;
    return shared ? `toset(${shared.text} ? ${set} : [])` : `toset(${set})`;
  }
  if (!shared) return map;
  const lines = [`{`, `${entry}for key, value in ${map} : key => value`, `${entry}if ${shared.text}`, `${inner}}`];
  return lines.join(newLine);
}

/** One row's value: the only column itself, or an object of all. */
function rowText(stored: readonly Column[], row: number, indentation: string, newLine: string): string {
  const texts = stored.map((column) => column.texts[row] ?? "null");
  if (stored.length === 1) return texts[0] ?? "null";
  const line = `{ ${stored.map((column, i) => `${column.name} = ${texts[i]}`).join(", ")} }`;
  if (line.length <= widestRow && !line.includes("\n")) return line;
  const width = Math.max(...stored.map(({ name }) => name.length));
  const lines = stored.map((column, i) => `${deeper(indentation)}${column.name.padEnd(width)} = ${texts[i]}`);
  return ["{", ...lines, `${indentation}}`].join(newLine);
}

function rowKey(row: string): string {
  return isIdentifier(row) && !["true", "false", "null", "for"].includes(row) ? row : quoted(row);
}
