// # inline-variable
//
// Puts an input variable's default in place of every reference, where nobody sets the variable, and takes the variable away.
//
// ```hcl
// variable <|>"size" {
//   type    = number
//   default = 3
// }
//
// resource "terraform_data" "x" {
//   input = "size-${var.size}"
// }
// ```
// ->
// ```hcl
// resource "terraform_data" "x" {
//   input = "size-${3}"
// }
// ```

import { SourceChangeBuilder } from "../../base/sourceChange.js";
import { bringsMistakes, newMistake } from "../rewriting/newMistakes.js";
import { removeBlock } from "../rewriting/removal.js";
import { sitesOf } from "../rewriting/sites.js";
import { substituteOf, substitution } from "../rewriting/substitution.js";
import type { Refactor } from "./refactor.js";
import { blockAtHeader } from "./singleToForEach.js";
import { exactDefault, whyNot, whySet } from "./variableToLocal.js";

const title = "Inline the variable";

export const inlineVariable: Refactor = {
  id: "inline-variable",
  title,
  kind: "refactor.inline",
  inverse: "extract-variable",
  unattended: false,
  run(ctx) {
    const block = blockAtHeader(ctx);
    const label = block?.labels[0]?.value;
    const value = block && exactDefault(ctx, block);
    if (block?.type.name !== "variable" || label === undefined || !value) return;
    const reason = whySet(ctx, label) ?? whyNot(block);
    if (reason) {
      ctx.refuse(title, block.header, reason);
      return;
    }
    const build = () => {
      const { file, module, snapshot } = ctx;
      const change = new SourceChangeBuilder();
      const substitute = substituteOf(file.text, value);
      for (const site of sitesOf(snapshot, module, `var.${label}`)) {
        if (site.blocks[0] === block) continue;
        const { range, newText } = substitution(site, site.origin.addressRange, substitute);
        change.replace(site.uri, range, newText);
      }
      removeBlock(change, file, block);
      return change.build();
    };
    if (bringsMistakes(ctx, ctx.module, build())) ctx.refuse(title, block.header, newMistake);
    else ctx.offer(`${title} (assumes that nobody sets it from outside)`, block.header, build);
  },
};
