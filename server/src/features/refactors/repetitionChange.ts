// What all changes of a block's repetition share: checks, references, moves, and the change that joins them.

import { type SourceChange, SourceChangeBuilder } from "../../base/sourceChange.js";
import type { TextEdit } from "../../base/textEdit.js";
import type { Module } from "../../model/module.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Block, SourceFile } from "../../syntax/ast.js";
import { toggleOf } from "../rewriting/conditions.js";
import type { Conversion } from "../rewriting/conversion.js";
import { localValues } from "../rewriting/declarationNodes.js";
import { placeMoves } from "../rewriting/movedPlacement.js";
import { type Move, planMoves } from "../rewriting/movedPlanner.js";
import { hiddenReferences, rewriteReferences, whyNotRewritten } from "../rewriting/referenceRewriter.js";
import type { RefactorOptions } from "./refactor.js";
import { type RepetitionTarget, repetitionOf } from "./repetitionTarget.js";

export interface RepetitionChange {
  readonly snapshot: WorkspaceSnapshot;
  readonly module: Module;
  readonly file: SourceFile;
  readonly block: Block;
  readonly key: string;
  readonly kind: RepetitionTarget["kind"];
  readonly conversion: Conversion;
  /** The moves of the instances; left out for objects without state. */
  readonly moves: readonly Move[];
  /** True where a move between no key and [0] need not be written (see `impliesMove`). */
  readonly implied: boolean;
  /** The edits of the block itself. */
  readonly blockEdits: () => readonly TextEdit[];
}

/** A change that may be made, or the sentence that says why not. */
export type Planned = { readonly refusal: string } | { readonly build: (options: RefactorOptions) => SourceChange };

/** Checks everything that a change of repetition needs and gives its edit. */
export function planRepetitionChange(change: RepetitionChange): Planned {
  const { snapshot, module, file, block, key, conversion } = change;
  if ((module.declarations.get(key)?.length ?? 0) !== 1)
    return { refusal: `${key} is declared more than once; keep one declaration first.` };
  if (!module.files.some(({ entry }) => entry.uri === file.uri)) {
    return { refusal: "An override file only changes blocks; go to the file that declares it." };
  }
  const overriding = overridingFile(snapshot, module, key);
  if (overriding) return { refusal: `${overriding} overrides how often it exists; take that out there first.` };
  const hidden = hiddenReferences(snapshot, module, [key]);
  if (hidden) return { refusal: hidden };
  const rewritten = rewriteReferences(snapshot, module, key, conversion);
  if ("refusals" in rewritten) {
    return { refusal: whyNotRewritten(snapshot, rewritten.refusals, module.directory) };
  }
  const isStored = change.kind === "managed" || change.kind === "module";
  const planned = planMoves(snapshot, module, key, change.moves, { implied: change.implied });
  if ("refusal" in planned && isStored) return { refusal: `Its moves cannot be written: ${planned.refusal}` };
  // What is not stored needs no move; a statement that would name it as gone is turned around all the same.
  const edits = "edits" in planned ? planned.edits : new Map<string, readonly TextEdit[]>();
  const added = isStored && "added" in planned ? planned.added : [];
  return {
    build(options) {
      const result = new SourceChangeBuilder();
      const add = (uri: string, edits: readonly TextEdit[]): void => {
        for (const edit of edits) result.replace(uri, edit.range, edit.newText);
      };
      for (const [uri, edits] of rewritten.edits) add(uri, edits);
      for (const [uri, more] of edits) add(uri, more);
      add(file.uri, change.blockEdits());
      placeMoves(result, snapshot, module, added, options.movedBlocks, { file, block });
      return result.build();
    },
  };
}

/** Tells whether a top-level block has a `count` that is always 0 or 1. */
export function toggleTest(snapshot: WorkspaceSnapshot, module: Module): (block: Block | undefined) => boolean {
  return (block) => {
    const count = block && repetitionOf(block, "count");
    if (!count) return false;
    const declared = module.declaration(count.key);
    const source = declared && snapshot.file(declared.uri)?.text;
    return source !== undefined && toggleOf(count.attribute.value, source, localValues(snapshot, module)) !== undefined;
  };
}

/** The name of an override file that sets the object's repetition; OpenTofu takes its `count` and drops `enabled`. */
function overridingFile(snapshot: WorkspaceSnapshot, module: Module, key: string): string | undefined {
  for (const { uri, fact } of module.overriding.get(key) ?? []) {
    if (fact.repetition) return snapshot.entry(uri)?.name;
  }
  return undefined;
}

/**
 * True where OpenTofu ≥ 1.11 moves the object between `[0]` and no key by itself, given that no `moved` block names it.
 * A module's own `moved` blocks count as naming it, so an unseen module may keep it from doing so.
 */
export function impliesMove(
  snapshot: WorkspaceSnapshot,
  module: Module,
  target: { readonly kind: RepetitionTarget["kind"]; readonly key: string },
): boolean {
  if (target.kind !== "module") return true;
  const callee = snapshot.callee(module, module.declaration(target.key)?.fact.source);
  if (!callee) return false;
  return callee.files.every(({ entry }) => {
    const file = snapshot.file(entry.uri);
    return file?.body.items.every((item) => item.kind !== "Block" || item.type.name !== "moved") ?? false;
  });
}
