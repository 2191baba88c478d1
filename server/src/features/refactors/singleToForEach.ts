// # single-to-for-each
//
// Gives a single block a `for_each` with one key, its own name, so that more can be added.
//
// ```hcl
// resource "terraform_data" "web" <|>{
//   input = 1
// }
//
// output "web" {
//   value = terraform_data.web.output
// }
// ```
// ->
// ```hcl
// resource "terraform_data" "web" {
//   for_each = toset(["web"])
//
//   input = 1
// }
//
// output "web" {
//   value = terraform_data.web["web"].output
// }
// ```
//
// `moved.tf`:
// ```hcl
// moved {
//   from = terraform_data.web
//   to   = terraform_data.web["web"]
// }
// ```
import { touches } from "../../base/range.js";
import { addressKey } from "../../model/address.js";
import { repetition } from "../../model/extract.js";
import type { Block } from "../../syntax/ast.js";
import { keyText, quoted } from "../rewriting/addressPath.js";
import { addMetaArgument } from "../rewriting/argumentEdits.js";
import { rekey } from "../rewriting/conversions/rekey.js";
import { repeatableAddress } from "../rewriting/declarationNodes.js";
import type { Refactor, RefactorContext } from "./refactor.js";
import { planRepetitionChange } from "./repetitionChange.js";

const title = "Use `for_each` with one key";

export const singleToForEach: Refactor = {
  id: "single-to-for-each",
  title,
  kind: "refactor.rewrite",
  inverse: "unroll",
  unattended: true,
  run(ctx) {
    const block = blockAtHeader(ctx);
    const address = block && repeatableAddress(block);
    if (!block || !address || repetition(block.body)) return;
    const { snapshot, module, file } = ctx;
    const key = addressKey(address);
    const name = address.name;
    const instance = key + keyText(name);
    const kind = address.kind === "module" ? "module" : address.mode;
    const planned = planRepetitionChange({
      snapshot,
      module,
      file,
      block,
      key,
      kind,
      conversion: rekey({
        before: "single",
        isModule: kind === "module",
        instances: [{ from: undefined, to: instance }],
        whole: instance,
        sameLength: false,
        named: key,
      }),
      moves: [{ from: { address: key, key: undefined }, to: { address: key, key: name } }],
      implied: false,
      blockEdits: () => addMetaArgument(file, block, { name: "for_each", value: `toset([${quoted(name)}])` }),
    });
    if ("refusal" in planned) ctx.refuse(title, block.header, planned.refusal);
    else ctx.offer(title, block.header, () => planned.build(ctx.options));
  },
};

/** The top-level block whose header the selection touches, its brace included. */
export function blockAtHeader(ctx: RefactorContext): Block | undefined {
  const { start, end } = ctx.selection;
  return ctx.file.body.items.find((item): item is Block => {
    if (item.kind !== "Block") return false;
    const header = { start: item.header.start, end: item.openBrace?.end ?? item.header.end };
    return touches(header, start) && touches(header, end);
  });
}
