// # local-to-variable
//
// Makes a local value that is a literal an input variable, with the literal as its default.
//
// ```hcl
// locals {
//   <|>size = 3
// }
//
// resource "terraform_data" "x" {
//   input = local.size
// }
// ```
// ->
// ```hcl
// resource "terraform_data" "x" {
//   input = var.size
// }
// ```
//
// `variables.tf`:
// ```hcl
// variable "size" {
//   type    = number
//   default = 3
// }
// ```

import { slice } from "../../base/range.js";
import { SourceChangeBuilder } from "../../base/sourceChange.js";
import { reservedVariableNames } from "../../model/builtins/references.js";
import { surroundings } from "../rewriting/blockEdits.js";
import { addBlock } from "../rewriting/newDeclarations.js";
import { hiddenReferences } from "../rewriting/referenceRewriter.js";
import { removeLocal } from "../rewriting/removal.js";
import { sitesOf } from "../rewriting/sites.js";
import { literalType } from "./extractVariable.js";
import { localAt } from "./inlineLocal.js";
import type { Refactor } from "./refactor.js";

const title = "Make it an input variable";

export const localToVariable: Refactor = {
  id: "local-to-variable",
  title,
  kind: "refactor.rewrite",
  inverse: "variable-to-local",
  unattended: false,
  run(ctx) {
    const found = localAt(ctx);
    const type = found && literalType(found.attribute.value);
    if (!found || type === undefined) return;
    const { snapshot, module, file } = ctx;
    const { block, attribute } = found;
    const name = attribute.name.name;
    const key = `local.${name}`;
    const isDeclared = (module.declarations.get(key)?.length ?? 0) > 1 || module.overriding.has(key);
    const hidden = isDeclared
      ? `${key} is declared more than once; keep one declaration first.`
      : hiddenReferences(snapshot, module, [key]);
    const taken = module.declarations.has(`var.${name}`) ? `There is a variable "${name}" already.` : undefined;
    const reserved = reservedVariableNames.has(name)
      ? `A variable cannot be called ${name}, as an argument of module calls is; rename the local value first.`
      : undefined;
    const reason = hidden ?? taken ?? reserved;
    if (reason) {
      ctx.refuse(title, attribute.name.range, reason);
      return;
    }
    ctx.offer(title, attribute.name.range, () => {
      const change = new SourceChangeBuilder();
      for (const site of sitesOf(snapshot, module, key))
        change.replace(site.uri, site.origin.addressRange, `var.${name}`);
      removeLocal(change, file, block, attribute);
      const text = slice(file.text, attribute.value.range);
      const { leading, trailing } = surroundings(file, attribute, block);
      const lines = [
        ...leading,
        ...(trailing === undefined ? [] : [trailing.trimEnd()]),
        `variable "${name}" {`,
        `  type    = ${type}`,
        `  default = ${text}`,
        "}",
      ];
      addBlock(change, snapshot, module, "variable", name, lines.join("\n"));
      return change.build();
    });
  },
};
