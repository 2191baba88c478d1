// # move-block
//
// Moves a block with its comments to another file of the module: first to where its kind is declared, such as `variables.tf`, else to any that there is.
//
// `main.tf`:
// ```hcl
// # The size.
// variable <|>"size" {
//   default = 3
// }
//
// resource "terraform_data" "x" {
//   input = var.size
// }
// ```
// ->
// `main.tf`:
// ```hcl
// resource "terraform_data" "x" {
//   input = var.size
// }
// ```
//
// `variables.tf`:
// ```hcl
// # The size.
// variable "size" {
//   default = 3
// }
// ```
import { slice, type TextRange } from "../../base/range.js";
import { type SourceChange, SourceChangeBuilder } from "../../base/sourceChange.js";
import type { Block } from "../../syntax/ast.js";
import { appendToFile, surroundings } from "../rewriting/blockEdits.js";
import { removeBlock } from "../rewriting/removal.js";
import type { Refactor, RefactorContext } from "./refactor.js";
import { blockAtHeader } from "./singleToForEach.js";

export const moveBlock: Refactor = {
  id: "move-block",
  title: "Move the block to another file",
  kind: "refactor.move",
  inverse: "move-block",
  unattended: false,
  run(ctx) {
    const block = blockAtHeader(ctx);
    const { file, module } = ctx;
    const own = module.files.find(({ entry }) => entry.uri === file.uri)?.entry.name;
    if (!block || own === undefined || own.endsWith(".json")) return;
    const { lines } = surroundings(file, block);
    if (!lines) return;
    const stem = homeOf(block);
    const ending = own.endsWith(".tofu") ? "tofu" : "tf";
    const home = stem === undefined ? [] : [`${stem}.${ending}`];
    const others = module.files.map(({ entry }) => entry.name).filter((name) => !name.endsWith(".json"));
    const names = [...new Set([...home, ...(others.length > mostFiles ? [] : others)])];
    for (const name of names) {
      if (name === own) continue;
      ctx.offer(`Move the block to ${name}`, block.header, () => moved(ctx, block, lines, name));
    }
  },
};

/** With more files than these only the one where the block belongs is offered. */
const mostFiles = 12;

function moved(
  { file, module, snapshot }: RefactorContext,
  block: Block,
  lines: TextRange,
  name: string,
): SourceChange {
  const change = new SourceChangeBuilder();
  let text = slice(file.text, lines);
  while (text.endsWith("\n") || text.endsWith("\r")) text = text.slice(0, -1);
  // One of the blank lines around the block goes with it.
  let { start, end } = lines;
  const behind = file.text.indexOf("\n", end);
  if (behind >= 0 && file.text.slice(end, behind).trim() === "") end = behind + 1;
  else
    while (start > 0 && file.text.slice(file.text.lastIndexOf("\n", start - 2) + 1, start).trim() === "") {
      start = file.text.lastIndexOf("\n", start - 2) + 1;
    }
  const isAll = (file.text.slice(0, start) + file.text.slice(end)).trim() === "";
  if (isAll) removeBlock(change, file, block);
  else change.remove(file.uri, { start, end });
  const existing = module.files.find(({ entry }) => entry.name === name);
  const home = existing && snapshot.file(existing.entry.uri);
  if (home) {
    const edit = appendToFile(home, text);
    change.replace(home.uri, edit.range, edit.newText);
  } else {
    change.operation({ kind: "create", uri: `${module.directory}/${name}`, content: `${text}\n` });
  }
  return change.build();
}

/** Where a block of this kind belongs, without the file's ending; undefined for blocks that stand anywhere. */
function homeOf(block: Block): string | undefined {
  switch (block.type.name) {
    case "variable":
      return "variables";
    case "output":
      return "outputs";
    case "provider":
      return "providers";
    case "terraform":
      return "versions";
    case "locals":
      return "locals";
    case "data":
      return "data";
    case "moved":
      return "moved";
    case "import":
      return "imports";
    default:
      return undefined;
  }
}
