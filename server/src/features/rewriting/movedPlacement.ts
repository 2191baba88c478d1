// Puts planned `moved` blocks into files: one file of their own, or behind the block they speak of.

import type { SourceChangeBuilder } from "../../base/sourceChange.js";
import type { Module } from "../../model/module.js";
import type { WorkspaceSnapshot } from "../../model/workspace.js";
import type { Block, SourceFile } from "../../syntax/ast.js";
import { appendBehind, appendToFile, newLineOf } from "./blockEdits.js";
import { type Move, movedBlockText } from "./movedPlanner.js";

/** Adds `moved` blocks to a change; `beside` is the block that they stand behind where the option says so. */
export function placeMoves(
  change: SourceChangeBuilder,
  snapshot: WorkspaceSnapshot,
  module: Module,
  moves: readonly Move[],
  where: "file" | "beside",
  beside: { readonly file: SourceFile; readonly block: Block },
): void {
  if (moves.length === 0) return;
  const newLine = newLineOf(beside.file.text);
  const blocks = moves.map((move) => movedBlockText(move, newLine)).join(newLine + newLine);
  if (where === "beside") {
    const edit = appendBehind(beside.file, beside.block, blocks);
    change.replace(beside.file.uri, edit.range, edit.newText);
    return;
  }
  const existing = module.files.find(({ entry }) => entry.name === "moved.tofu" || entry.name === "moved.tf");
  const file = existing && snapshot.file(existing.entry.uri);
  if (file) {
    const edit = appendToFile(file, blocks);
    change.replace(file.uri, edit.range, edit.newText);
    return;
  }
  // A module all of whose files are OpenTofu's own gets one more of these; any other can still be read by Terraform.
  const isTofu = module.files.length > 0 && module.files.every(({ entry }) => entry.name.endsWith(".tofu"));
  const uri = `${module.directory}/${isTofu ? "moved.tofu" : "moved.tf"}`;
  change.operation({ kind: "create", uri, content: blocks + newLine });
}
