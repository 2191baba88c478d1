// Offers to declare what is being named and is not there yet: `var.region` with the variable that goes with it.

import type { TextRange } from "../../base/range.js";
import { SourceChangeBuilder } from "../../base/sourceChange.js";
import { printType } from "../../model/values/typeName.js";
import { newLineOf } from "../rewriting/blockEdits.js";
import { isIdentifier } from "../rewriting/identifier.js";
import { addBlock, addBlockTo, addLocal } from "../rewriting/newDeclarations.js";
import type { CompletionRequest } from "./complete.js";
import type { ValuePlace } from "./context.js";
import { expectedType } from "./expected.js";
import type { CompletionItem } from "./item.js";

/** The offer for a name behind `var.` or `local.`; none where the name is declared, or is none yet. */
export function newDeclarationItems(
  request: CompletionRequest,
  root: string,
  range: TextRange,
  where: ValuePlace,
): CompletionItem[] {
  const { snapshot, module, file, entry } = request;
  const name = file.text.slice(range.start, range.end);
  if (root !== "var" && root !== "local") return [];
  if (!isIdentifier(name) || module.declaration(`${root}.${name}`) || entry.type?.kind !== "configuration") return [];
  const type = expectedType(request, where);
  const common = { range, text: name, rank: 9 } as const;
  if (root === "local") {
    return [
      {
        ...common,
        label: `${name} (new local value)`,
        kind: "local",
        detail: "declares it",
        change: () => {
          const change = new SourceChangeBuilder();
          addLocal(change, snapshot, module, file, name, "null");
          return change.build();
        },
      },
    ];
  }
  return [
    {
      ...common,
      label: `${name} (new variable)`,
      kind: "variable",
      detail: "declares it",
      change: (onlyThisFile) => {
        const change = new SourceChangeBuilder();
        const lines = [`variable "${name}" {`, `  type = ${type ? printType(type) : "any"}`, "}"];
        const text = lines.join(newLineOf(file.text));
        if (onlyThisFile) addBlockTo(change, file, text);
        else addBlock(change, snapshot, module, "variable", name, text);
        return change.build();
      },
    },
  ];
}
