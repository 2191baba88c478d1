// Plans a new module of blocks: its files, the call, the references from outside and the moves.

import { type SourceChange, SourceChangeBuilder } from "../../../base/sourceChange.js";
import type { TextEdit } from "../../../base/textEdit.js";
import { addressKey } from "../../../model/address.js";
import { nestedBlock } from "../../../model/extract.js";
import type { Attribute, Block } from "../../../syntax/ast.js";
import {
  indentationAt,
  newLineOf,
  removeItem,
  removeNestedArgument,
  surroundings,
} from "../../rewriting/blockEdits.js";
import { type Conversion, unchanged } from "../../rewriting/conversion.js";
import { countToEnabled } from "../../rewriting/conversions/countToEnabled.js";
import { replaceCountIndex } from "../../rewriting/countIndex.js";
import { repeatableAddress } from "../../rewriting/declarationNodes.js";
import { isFree } from "../../rewriting/freeAddress.js";
import { toIdentifier } from "../../rewriting/identifier.js";
import { listedOnce } from "../../rewriting/listedOnce.js";
import { placeMoves } from "../../rewriting/movedPlacement.js";
import { type Move, planMoves } from "../../rewriting/movedPlanner.js";
import { hiddenReferences, rewriteReferences, whyNotRewritten } from "../../rewriting/referenceRewriter.js";
import type { RefactorContext } from "../refactor.js";
import { toggleTest } from "../repetitionChange.js";
import {
  blockText,
  callText,
  declaredSource,
  linesOfAll,
  outermost,
  variablesText,
  versionsText,
} from "./extractedFiles.js";
import { extractedInputs, typedInputs } from "./extractedInputs.js";
import { type ExtractedNames, intoConditionalModule, intoModule } from "./extractedReferences.js";

/** The condition that all blocks share: it goes onto the call and away from them. */
export interface SharedCondition {
  /** How the call has it, and the argument's text. */
  readonly name: "count" | "enabled";
  readonly text: string;
  /** What the blocks are together, where the condition says it. */
  readonly subject: string | undefined;
  /** The argument of each block that holds it, in the order of the blocks; data that only these read need have none. */
  readonly held: readonly ({ readonly name: "count" | "enabled"; readonly attribute: Attribute } | undefined)[];
}

/** A module of some blocks. */
export interface PlannedModule {
  /** How many inputs it has: what its call has to know of it. */
  readonly inputs: number;
  /** How many outputs it has: what its readers have to know of it. */
  readonly outputs: number;
  readonly name: string;
  readonly build: () => SourceChange;
}

/** Plans a module of the blocks; a sentence says why there is none. */
export function planExtraction(
  ctx: RefactorContext,
  blocks: readonly Block[],
  shared: SharedCondition | undefined,
): string | PlannedModule {
  const { snapshot, module, file } = ctx;
  const first = blocks[0] as Block;
  if (!module.files.some(({ entry }) => entry.uri === file.uri))
    return "An override file only changes blocks; go to the file that declares it.";
  const label = first.labels[first.labels.length - 1]?.value ?? "";
  const wanted = toIdentifier(shared?.subject ?? label, "main");
  let name = wanted;
  for (let n = 2; !isFree(module, `module.${name}`); n++) name = `${wanted}_${n}`;
  const directory = `${module.directory}/modules/${name}`;
  if (snapshot.directories.has(directory)) return `There is a folder modules/${name} already.`;
  const keys = blocks.map((block) => {
    const address = repeatableAddress(block);
    return address ? addressKey(address) : "";
  });
  for (const key of keys) {
    if ((module.declarations.get(key)?.length ?? 0) !== 1)
      return `${key} is declared more than once; keep one declaration first.`;
    if (module.overriding.has(key)) return `An override file changes ${key}.`;
  }
  const hidden = hiddenReferences(snapshot, module, keys);
  if (hidden) return hidden;
  const held = new Set(shared?.held.flatMap((each) => each?.attribute ?? []));
  const inside = extractedInputs({ snapshot, module, file, blocks, keys }, held);
  if (typeof inside === "string") return inside;

  const edits = new Map<string, TextEdit[]>();
  const own: TextEdit[] = [...inside.edits, ...withoutCondition(ctx, blocks, shared)];
  const outputs: string[] = [];
  const moves: Move[] = [];
  for (const [i, key] of keys.entries()) {
    const block = blocks[i] as Block;
    const output = key.split(".").join("_");
    let isUsed = false;
    const names: ExtractedNames = {
      call: `module.${name}`,
      output,
      key,
      isInside: (around) => around[0] !== undefined && blocks.includes(around[0]),
      onUse: () => {
        isUsed = true;
      },
    };
    const before = shared?.held[i]?.name;
    const conversion =
      shared && before
        ? intoConditionalModule(names, before, shared.name, withinModule(ctx, key, block, before))
        : intoModule(names);
    const rewritten = rewriteReferences(snapshot, module, key, conversion);
    if ("refusals" in rewritten) {
      return whyNotRewritten(snapshot, rewritten.refusals, ctx.module.directory);
    }
    for (const [uri, more] of rewritten.edits) {
      const isOwn = (edit: TextEdit): boolean =>
        uri === file.uri &&
        blocks.some((one) => one.range.start <= edit.range.start && edit.range.end <= one.range.end);
      own.push(...more.filter(isOwn));
      edits.set(uri, [...(edits.get(uri) ?? []), ...more.filter((edit) => !isOwn(edit))]);
    }
    if (isUsed) outputs.push(`output "${output}" {\n  value = ${key}\n}\n`);
    const isStored = block.type.name === "resource" || block.type.name === "module";
    const call = shared?.name === "count" ? `module.${name}[0]` : `module.${name}`;
    const to = { address: `${call}.${key}`, key: undefined };
    const from = { address: key, key: before === "count" ? 0 : undefined };
    const planned = planMoves(snapshot, module, key, isStored ? [{ from, to }] : [], { implied: false });
    if ("refusal" in planned) return `Its moves cannot be written: ${planned.refusal}`;
    moves.push(...planned.added);
  }
  const build = (): SourceChange => {
    const change = new SourceChangeBuilder();
    for (const [uri, list] of edits) {
      const reader = snapshot.file(uri);
      for (const edit of reader ? listedOnce(reader, list) : list) change.replace(uri, edit.range, edit.newText);
    }
    const newLine = newLineOf(file.text);
    change.replace(file.uri, first.range, callText(name, `./modules/${name}`, inside, shared, newLine));
    const lines = linesOfAll(file, blocks, name);
    const [{ start: top } = first.range] = lines;
    if (top < first.range.start) change.remove(file.uri, { start: top, end: first.range.start });
    for (const { start, end } of lines.slice(1)) {
      const above = file.text.lastIndexOf("\n", start - 2) + 1;
      const isBlank = start > 0 && file.text.slice(above, start).trim() === "";
      change.remove(file.uri, { start: isBlank ? above : start, end });
    }
    const main = lines.map((each) => blockText(file, each, outermost(own))).join(newLine + newLine);
    const create = (fileName: string, content: string): void => {
      const lines = newLine === "\n" ? content : content.replaceAll("\r\n", "\n").replaceAll("\n", newLine);
      if (content !== "") change.operation({ kind: "create", uri: `${directory}/${fileName}`, content: lines });
    };
    create("main.tf", `${main}${newLine}`);
    create("variables.tf", variablesText(shared ? typedInputs(ctx, inside.inputs) : inside.inputs));
    create("outputs.tf", outputs.join("\n"));
    create(
      "versions.tf",
      versionsText((name) => declaredSource(module, name), inside),
    );
    placeMoves(change, snapshot, module, moves, ctx.options.movedBlocks, { file, block: first });
    return change.build();
  };
  return { inputs: inside.inputs.length, outputs: outputs.length, name, build };
}

/** The edits that take the shared condition out of its blocks. */
function withoutCondition(
  { file }: RefactorContext,
  blocks: readonly Block[],
  shared: SharedCondition | undefined,
): readonly TextEdit[] {
  if (!shared) return [];
  return blocks.flatMap((block, i) => {
    const held = shared.held[i];
    const lifecycle = nestedBlock(block.body, "lifecycle");
    if (!held) return [];
    if (held.name === "count") {
      const [removal, ...rest] = removeItem(file, block, held.attribute);
      // What was said of the condition stays with the block; the call has the condition of all of them.
      const { leading, trailing } = surroundings(file, held.attribute, block);
      const indentation = indentationAt(file.text, held.attribute.range.start);
      const said = [...leading, ...(trailing === undefined ? [] : [trailing])];
      const newText = said.map((comment) => indentation + comment + newLineOf(file.text)).join("");
      const removed = removal ? [{ ...removal, newText }] : [];
      return [...removed, ...rest, ...replaceCountIndex(file, block, "0")];
    }
    return lifecycle ? removeNestedArgument(file, block, lifecycle, held.attribute) : [];
  });
}

/** References between the blocks: within the module every object is there. */
function withinModule(ctx: RefactorContext, key: string, block: Block, before: "count" | "enabled"): Conversion {
  const isCall = block.type.name === "module";
  if (before === "count") return countToEnabled(key, isCall, toggleTest(ctx.snapshot, ctx.module));
  return { before, isModule: isCall, use: () => unchanged, address: () => unchanged };
}
