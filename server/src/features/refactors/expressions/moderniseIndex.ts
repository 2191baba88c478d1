// # modernise-index
//
// Writes the index and splat syntax of old releases, `a.0` and `a.*.b`, with brackets.
//
// ```hcl
// locals {
//   first = <|>aws_instance.web.0.id
// }
// ```
// ->
// ```hcl
// locals {
//   first = aws_instance.web[0].id
// }
// ```

import { accessOf } from "../../../model/access.js";
import { expressionRefactor } from "../expressionRefactor.js";

export const moderniseIndex = expressionRefactor(
  {
    id: "modernise-index",
    title: "Use brackets",
    inverse: { none: "The old syntax says nothing that brackets do not." },
  },
  (ctx) => {
    const { expression } = ctx;
    const { accessors } = accessOf(expression);
    const around = ctx.parents[ctx.parents.length - 1];
    const isReadFurther =
      (around?.kind === "IndexExpr" && around.collection === expression) || around?.kind === "RelativeTraversalExpr";
    const { text } = ctx.file;
    let written = "";
    let at = expression.range.start;
    let isInSplat = false;
    for (const accessor of accessors) {
      const isLegacy = accessor.kind === "index" && accessor.step.legacy;
      const isAttrSplat = accessor.kind === "splat" && accessor.style === "attr";
      // An index behind `.*` takes from the whole list, and behind `[*]` from each element.
      if (isInSplat && accessor.kind !== "attr") return undefined;
      if (isAttrSplat && isReadFurther) return undefined;
      if (isAttrSplat) isInSplat = true;
      if (!isLegacy && !isAttrSplat) continue;
      const key = accessor.kind === "index" ? String(accessor.key) : "*";
      written += `${text.slice(at, accessor.range.start)}[${key}]`;
      at = accessor.range.end;
    }
    return at === expression.range.start ? undefined : { newText: written + text.slice(at, expression.range.end) };
  },
);
