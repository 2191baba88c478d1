// # sort-declarations
//
// Sorts the variables or outputs of a file by name, each with its comments.
//
// `variables.tf`:
// ```hcl
// # Second.
// variable <|>"b" {}
//
// variable "a" {}
// ```
// ->
// `variables.tf`:
// ```hcl
// variable "a" {}
//
// # Second.
// variable "b" {}
// ```
import { slice } from "../../base/range.js";
import { singleFileChange } from "../../base/sourceChange.js";
import type { Block } from "../../syntax/ast.js";
import { surroundings } from "../rewriting/blockEdits.js";
import type { Refactor } from "./refactor.js";
import { blockAtHeader } from "./singleToForEach.js";

export const sortDeclarations: Refactor = {
  id: "sort-declarations",
  title: "Sort by name",
  kind: "refactor.move",
  inverse: { none: "The order before followed no rule." },
  unattended: false,
  run(ctx) {
    const block = blockAtHeader(ctx);
    const type = block?.type.name;
    if (!block || (type !== "variable" && type !== "output")) return;
    const { file } = ctx;
    const blocks = file.body.items.filter((item): item is Block => item.kind === "Block" && item.type.name === type);
    const name = (one: Block): string => one.labels[0]?.value ?? "";
    const sorted = [...blocks].sort((a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0));
    if (sorted.every((one, i) => one === blocks[i])) return;
    const places = blocks.map((one) => surroundings(file, one).lines);
    if (places.includes(undefined)) return;
    const text = (one: Block): string => slice(file.text, surroundings(file, one).lines ?? one.range).trimEnd();
    ctx.offer(`Sort the ${type}s by name`, block.header, () =>
      singleFileChange(
        file.uri,
        sorted.map((one, i) => {
          const range = places[i] ?? one.range;
          const old = slice(file.text, range);
          return { range: { start: range.start, end: range.start + old.trimEnd().length }, newText: text(one) };
        }),
      ),
    );
  },
};
