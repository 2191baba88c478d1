// The one planner of `moved` blocks: which are needed so that every instance keeps its object in the state.
//
// Source: OpenTofu 1.12.6 `internal/refactoring` (implied moves between no key and [0], suppressed by any explicit
// statement that names the object; chains are followed; duplicates, cycles and still-declared sources are errors).

import { slice } from "../../base/range.js";
import type { TextEdit } from "../../base/textEdit.js";
import { argument } from "../../model/extract.js";
import type { Module } from "../../model/module.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Block, SourceFile } from "../../syntax/ast.js";
import { type AddressPath, addressPathOf, type InstanceKey, keyText } from "./addressPath.js";
import { addressMentions } from "./sites.js";

/** One end of a move: an object's address without its own key, and the key where it has one. */
export interface MoveEnd {
  readonly address: string;
  readonly key: string | number | undefined;
}

/** An object that is to go on as another. Addresses are relative to the module that holds the `moved` block. */
export interface Move {
  readonly from: MoveEnd;
  readonly to: MoveEnd;
}

/** What to write: edits of existing `moved` blocks by file, and blocks to add, in this order. */
export type MovePlan =
  | { readonly edits: ReadonlyMap<string, readonly TextEdit[]>; readonly added: readonly Move[] }
  | { readonly refusal: string };

export interface MoveOptions {
  /** True where moves between no key and [0] go without saying. They do for resources; for modules in OpenTofu ≥ 1.11. */
  readonly implied: boolean;
}

/** A `moved` block of the module or of one above it, as seen from the object's module. */
interface Statement {
  readonly uri: string;
  readonly file: SourceFile;
  readonly block: Block;
  readonly from: Endpoint;
  readonly to: Endpoint;
}

interface Endpoint {
  readonly path: AddressPath;
  /** The step that names the object, where this end does. */
  readonly step: number | undefined;
}

/**
 * Plans the moves of one object's instances. `key` is the address key of the object that is declared now; moves speak
 * of it and perhaps of others. No blocks are ever planned for data and ephemeral objects: pass no moves for them.
 */
export function planMoves(
  snapshot: WorkspaceSnapshot,
  module: Module,
  key: string,
  moves: readonly Move[],
  options: MoveOptions,
): MovePlan {
  const edits = new Map<string, TextEdit[]>();
  const added: Move[] = [];
  const statements = statementsOf(snapshot, module, key);
  for (const move of moves) {
    if (sameEnd(move.from, move.to)) continue;
    let done = false;
    for (const statement of statements) {
      const from = endOf(statement.from, key);
      const to = endOf(statement.to, key);
      if (from && to && sameEnd(from, move.to) && sameEnd(to, move.from)) {
        // The old statement would name an object that is declared again; turned around it says the same of new states.
        const list = edits.get(statement.uri) ?? [];
        list.push(...turnedAround(statement));
        edits.set(statement.uri, list);
        done = true;
      } else if (from && sameEnd(from, move.from)) {
        if (to && sameEnd(to, move.to)) done = true;
        else return { refusal: `a moved block takes ${endText(move.from)} elsewhere already.` };
      } else if (from && to === undefined && sameEnd(from, move.to)) {
        return { refusal: `a moved block takes ${endText(move.to)} elsewhere already.` };
      }
    }
    if (done) continue;
    const isImplied = options.implied && isBetweenNoKeyAndZero(move) && statements.length === 0;
    if (!isImplied) added.push(move);
  }
  return { edits, added };
}

/**
 * The string key that an instance had before a `moved` block brought it to where it is now (`current`, undefined for no
 * key); undefined where no such block says so. Going back to that key turns the block around.
 */
export function earlierKey(
  snapshot: WorkspaceSnapshot,
  module: Module,
  key: string,
  current: string | number | undefined,
): string | undefined {
  for (const statement of statementsOf(snapshot, module, key)) {
    const from = endOf(statement.from, key);
    const to = endOf(statement.to, key);
    if (to && sameEnd(to, { address: key, key: current }) && typeof from?.key === "string") return from.key;
  }
  return undefined;
}

/** All `moved` blocks that name the object: in its module and in those above it. */
function statementsOf(snapshot: WorkspaceSnapshot, module: Module, key: string): readonly Statement[] {
  const found = new Map<Block, Statement>();
  for (const mention of addressMentions(snapshot, module, key)) {
    if (mention.place !== "moved.from" && mention.place !== "moved.to") continue;
    const block = mention.blocks[0];
    if (!block || found.has(block)) continue;
    const from = argument(block.body, "from");
    const to = argument(block.body, "to");
    const fromPath = from && addressPathOf(from.value);
    const toPath = to && addressPathOf(to.value);
    if (!fromPath || !toPath) continue;
    const names = mention.path.steps.slice(0, mention.step + 1).map((step) => step.key);
    const stepIn = (path: AddressPath): number | undefined =>
      names.every((name, i) => path.steps[i]?.key === name) ? mention.step : undefined;
    found.set(block, {
      uri: mention.uri,
      file: mention.file,
      block,
      from: { path: fromPath, step: stepIn(fromPath) },
      to: { path: toPath, step: stepIn(toPath) },
    });
  }
  return [...found.values()];
}

/** An endpoint that names the object itself, seen from its module; undefined for one within it or of another object. */
function endOf(endpoint: Endpoint, key: string): MoveEnd | undefined {
  if (endpoint.step === undefined || endpoint.step !== endpoint.path.steps.length - 1) return undefined;
  return { address: key, key: literalKey(endpoint.path.steps[endpoint.step]?.instance?.key) };
}

function literalKey(key: InstanceKey | undefined): string | number | undefined {
  return key === undefined || key.kind === "dynamic" ? undefined : key.value;
}

/** Swaps the addresses of a `moved` block, keeping its text otherwise. */
function turnedAround(statement: Statement): TextEdit[] {
  const text = statement.file.text;
  const { from, to } = statement;
  return [
    { range: from.path.range, newText: slice(text, to.path.range) },
    { range: to.path.range, newText: slice(text, from.path.range) },
  ];
}

function isBetweenNoKeyAndZero(move: Move): boolean {
  const keys = [move.from.key, move.to.key];
  return move.from.address === move.to.address && keys.includes(undefined) && keys.includes(0);
}

function sameEnd(a: MoveEnd, b: MoveEnd): boolean {
  return a.address === b.address && a.key === b.key;
}

/** An end as it is written in a `moved` block. */
export function endText(end: MoveEnd): string {
  return end.address + keyText(end.key);
}

/** A `moved` block's text, without a line break at its end. */
export function movedBlockText(move: Move, newLine: string): string {
  return ["moved {", `  from = ${endText(move.from)}`, `  to   = ${endText(move.to)}`, "}"].join(newLine);
}
