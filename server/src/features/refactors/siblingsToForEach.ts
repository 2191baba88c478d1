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
import { keyText } from "../rewriting/addressPath.js";
import { type Column, columnsOf } from "../rewriting/antiUnify.js";
import { addMetaArgument } from "../rewriting/argumentEdits.js";
import { deeper, indentationAt, lineStart, newLineOf, removeItem } from "../rewriting/blockEdits.js";
import { conditionText } from "../rewriting/conditions.js";
import { type Conversion, refused, replaced } from "../rewriting/conversion.js";
import { rekey } from "../rewriting/conversions/rekey.js";
import { repeatableAddress } from "../rewriting/declarationNodes.js";
import { listedOnce } from "../rewriting/listedOnce.js";
import { placeMoves } from "../rewriting/movedPlacement.js";
import { type Move, planMoves } from "../rewriting/movedPlanner.js";
import { hiddenReferences, rewriteReferences, whyNotRewritten } from "../rewriting/referenceRewriter.js";
import { lineOf, type RowComments, rowCommentsOf } from "../rewriting/rowComments.js";
import { type RowTable, rowTableOf } from "../rewriting/rowTable.js";
import { tableText } from "../rewriting/rowTableText.js";
import { sitesInBlock, sitesOf } from "../rewriting/sites.js";
import { conditionOfBlock, formOf } from "./conditionToModule.js";
import { judgeSensitivity } from "./countToEnabled.js";
import type { Refactor, RefactorContext } from "./refactor.js";
import { chooseName, sharedName } from "./siblingNames.js";

const title = "Write the blocks as one with `for_each`";

export const siblingsToForEach: Refactor = {
  id: "siblings-to-for-each",
  title,
  kind: "refactor.rewrite",
  inverse: "unroll",
  unattended: false,
  run: (ctx) => run(ctx, selectedSiblings(ctx)),
};

/** The refactor for some of the selected blocks, between which others may stand. */
export function siblingsToForEachOf(isWanted: (block: Block) => boolean): Refactor {
  return { ...siblingsToForEach, run: (ctx) => run(ctx, selectedSiblings(ctx, isWanted)) };
}

function run(ctx: RefactorContext, blocks: readonly Block[]): void {
  const [first] = blocks;
  if (!first || blocks.length < 2) return;
  const planned = plan(ctx, blocks);
  if (planned === undefined) return;
  if (typeof planned === "string") ctx.refuse(title, first.header, planned);
  else ctx.offer(title, first.header, planned.build, planned.doubt === undefined ? {} : { doubt: planned.doubt });
}

/** The selected blocks, where all are of one type. */
function selectedSiblings(ctx: RefactorContext, isWanted = (_: Block): boolean => true): readonly Block[] {
  if (ctx.selection.start === ctx.selection.end) return [];
  const blocks = ctx.file.body.items.filter(
    (item): item is Block => item.kind === "Block" && overlaps(item.range, ctx.selection) && isWanted(item),
  );
  const kind = (block: Block): string => `${block.type.name} ${block.labels.length > 1 ? block.labels[0]?.value : ""}`;
  const isOneKind = blocks.every(
    (block) => repeatableAddress(block) !== undefined && kind(block) === kind(blocks[0] as Block),
  );
  return isOneKind ? blocks : [];
}

/** What is built when it is chosen, and why a person may want another name for the block. */
interface Planned {
  readonly build: () => SourceChange;
  readonly doubt: string | undefined;
}

function plan(ctx: RefactorContext, blocks: readonly Block[]): string | Planned | undefined {
  const { snapshot, module, file } = ctx;
  const first = blocks[0] as Block;
  const names = blocks.map((block) => block.labels[block.labels.length - 1]?.value ?? "");
  const keys = blocks.map((block) => {
    const address = repeatableAddress(block);
    return address ? addressKey(address) : "";
  });
  const shared = sharedCount(ctx, blocks);
  if (typeof shared === "string") return shared;
  const passed = shared && "count";
  const columns = columnsOf(file, blocks, passed);
  if (!columns) return undefined;
  const problem = staticProblem(blocks, columns, shared !== undefined) ?? hiddenReferences(snapshot, module, keys);
  if (problem) return problem;
  const common = sharedName(names);
  const rowTable = rowTableOf(file, blocks, common, { key: "each.key", value: "each.value" }, passed);
  if (!rowTable) return undefined;
  const rows = rowTable.keys;
  const comments = commentsOf(file, blocks, rowTable);
  const stem = (keys[0] ?? "").slice(0, (keys[0] ?? "").length - (names[0] ?? "").length);
  const chosen = chooseName(ctx, blocks, common.name, { stem, keys, before: rowTable.beforeKey });
  if (!chosen) return `There is ${stem}${common.name ?? "all"} already.`;
  const { name, doubt } = chosen;
  const address = stem + name;
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
      return whyNotRewritten(snapshot, rewritten.refusals, module.directory);
    }
    for (const [uri, more] of rewritten.edits) add(uri, more);
    const isStored = isModule || first.type.name === "resource";
    const wanted = isStored ? [{ from: { address: key, key: before }, to: { address, key: rows[i] } }] : [];
    const planned = planMoves(snapshot, module, key, wanted, { implied: false });
    if ("refusal" in planned) return `Its moves cannot be written: ${planned.refusal}`;
    for (const [uri, more] of planned.edits) add(uri, more);
    moves.push(...planned.added);
  }
  const build = (): SourceChange => {
    const change = new SourceChangeBuilder();
    const whole = { address, instances: rows.map((row) => address + keyText(row)) };
    for (const [uri, list] of edits) {
      const reader = snapshot.file(uri);
      for (const edit of reader ? listedOnce(reader, list, whole) : list) change.replace(uri, edit.range, edit.newText);
    }
    const heading = comments.heading.map((line) => line + newLineOf(file.text)).join("");
    const top = lineStart(file.text, first.range.start);
    if (comments.above) change.replace(file.uri, comments.above, heading);
    else if (heading !== "") change.replace(file.uri, { start: top, end: top }, heading);
    change.replace(file.uri, first.range, mergedText(file, first, { name, rowTable, comments, shared }));
    for (const { range, newText } of comments.gone) change.replace(file.uri, range, newText);
    placeMoves(change, snapshot, module, moves, ctx.options.movedBlocks, { file, block: first });
    return change.build();
  };
  return { build, doubt };
}

function commentsOf(file: SourceFile, blocks: readonly Block[], { keys, columns, edits }: RowTable): RowComments {
  return rowCommentsOf(file, { items: file.body.items, start: 0 }, blocks, {
    row: (i) => [keys[i] ?? "", ...columns.map(({ texts }) => texts[i] ?? "")],
    differs: (range) => edits.some((edit) => overlaps(edit.range, range)),
    keepsBody: true,
  });
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

/** The refusal for blocks that are there under other conditions than the others. */
export const repeatedOtherwise = "The blocks must have no count or for_each, or all the same count of 0 or 1.";

/** The condition that all blocks have as their `count`; undefined for blocks without repetition, a text where neither. */
function sharedCount(ctx: RefactorContext, blocks: readonly Block[]): string | SharedCount | undefined {
  const repeated = blocks.map((block) => repetition(block.body));
  if (repeated.every((kind) => kind === undefined)) return undefined;
  const conditions = blocks.flatMap((block) => conditionOfBlock(ctx, block) ?? []);
  const [first] = conditions;
  if (!first || conditions.length < blocks.length) return repeatedOtherwise;
  const isOne = conditions.every(
    ({ name, condition }) => name === "count" && formOf(ctx, condition) === formOf(ctx, first.condition),
  );
  if (!isOne) return repeatedOtherwise;
  if (blocks.some((block) => sitesInBlock(ctx.file, block, "count").length > 0)) {
    return "One of the blocks reads count.index, which for_each does not have.";
  }
  const sensitivity = judgeSensitivity(ctx.snapshot, ctx.module, first.condition);
  if ("refusal" in sensitivity) return sensitivity.refusal;
  if (sensitivity.assumption !== "")
    return `Of count and for_each only count takes a sensitive value, and it is not certain that ${sensitivity.assumption}.`;
  return { text: conditionText(first.condition), attribute: first.attribute };
}

/** The condition, and the `count` that says it in the first block. */
interface SharedCount {
  readonly text: string;
  readonly attribute: Attribute;
}

/** Arguments that are read before instances are known must be equal in all blocks. */
const staticArguments = new Set(["provider", "providers", "depends_on"]);
const ofLifecycle = new Set([
  "create_before_destroy",
  "prevent_destroy",
  "destroy",
  "ignore_changes",
  "replace_triggered_by",
  "enabled",
]);
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
      const name = argument.startsWith("lifecycle_") ? argument.slice(10) : argument;
      if (isStatic || isOfRun || (name !== argument && ofLifecycle.has(name))) {
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

/** What the blocks are merged into. */
interface Merged {
  readonly name: string;
  readonly rowTable: RowTable;
  readonly comments: RowComments;
  readonly shared: SharedCount | undefined;
}

function mergedText(file: SourceFile, first: Block, { name, rowTable, comments, shared }: Merged): string {
  const newLine = newLineOf(file.text);
  const edits: TextEdit[] = [...rowTable.edits];
  const label = first.labels[first.labels.length - 1];
  if (label) edits.push({ range: labelText(label), newText: name });
  for (const { range } of comments.within) edits.push({ range: lineOf(file, range), newText: "" });
  if (shared) edits.push(...removeItem(file, first, shared.attribute));
  const inner = deeper(indentationAt(file.text, first.range.start));
  const value = tableText(rowTable, comments, shared?.text, inner, newLine);
  const { openBrace: open, closeBrace: close } = first;
  const start = first.range.start;
  const isOneLine =
    open && close && file.lineIndex.position(open.start).line === file.lineIndex.position(close.start).line;
  const leading = comments.inBody;
  if (!isOneLine) edits.push(...addMetaArgument(file, first, { name: "for_each", value, leading }, shared?.attribute));
  const shifted = edits.map(({ range, newText }) => ({
    range: { start: range.start - start, end: range.end - start },
    newText,
  }));
  const text = applyEdits(slice(file.text, first.range), shifted);
  if (!isOneLine) return text;
  // A block on one line has one argument at most.
  const renamed = label ? name.length - (labelText(label).end - labelText(label).start) : 0;
  const brace = open.start - start + renamed;
  const body = text.slice(brace + 1, text.lastIndexOf("}")).trim();
  const lines = [`${inner}for_each = ${value}`, ...(body === "" ? [] : ["", inner + body])];
  return [text.slice(0, brace + 1), ...lines, "}"].join(newLine);
}
