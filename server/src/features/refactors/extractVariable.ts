// # extract-variable
//
// Moves the selected literal into an input variable of its type, with the literal as the default.
//
// ```hcl
// resource "aws_instance" "web" {
//   instance_type = <|"t3.micro"|>
// }
// ```
// ->
// ```hcl
// resource "aws_instance" "web" {
//   instance_type = var.instance_type
// }
// ```
//
// `variables.tf`:
// ```hcl
// variable "instance_type" {
//   type    = string
//   default = "t3.micro"
// }
// ```

import { slice } from "../../base/range.js";
import { type SourceChange, SourceChangeBuilder } from "../../base/sourceChange.js";
import { literalString } from "../../model/access.js";
import { reservedVariableNames } from "../../model/builtins/references.js";
import type { Expression } from "../../syntax/ast.js";
import { addLast } from "../rewriting/argumentEdits.js";
import { newLineOf } from "../rewriting/blockEdits.js";
import { declaredBlock } from "../rewriting/declarationNodes.js";
import { withoutParentheses } from "../rewriting/expressionShape.js";
import { addBlock } from "../rewriting/newDeclarations.js";
import { selectedExpression, whyNot } from "./extractLocal.js";
import { suggestedName } from "./localName.js";
import type { Refactor, RefactorContext } from "./refactor.js";

const title = "Extract to an input variable";

export const extractVariable: Refactor = {
  id: "extract-variable",
  title,
  kind: "refactor.extract",
  inverse: "inline-variable",
  unattended: false,
  run(ctx) {
    const found = selectedExpression(ctx);
    const type = found && literalType(found.expression);
    if (!found || type === undefined) return;
    const reason = whyNot(ctx, found);
    if (reason) {
      ctx.refuse(title, found.expression.range, reason.split("local values").join("variables"));
      return;
    }
    const suggested = suggestedName(found);
    const name = ctx.module.freeName("var", reservedVariableNames.has(suggested) ? `${suggested}_value` : suggested);
    ctx.offer(`Extract to \`var.${name}\``, found.expression.range, () =>
      build(ctx, found.expression, name, type, true),
    );
    const values = valuesFor(ctx, name, found.expression);
    if (!values) return;
    ctx.offer(`Extract to the required \`var.${name}\`, ${values.where}`, found.expression.range, () => {
      return build(ctx, found.expression, name, type, false, values.write);
    });
  },
};

function build(
  ctx: RefactorContext,
  expression: Expression,
  name: string,
  type: string,
  hasDefault: boolean,
  write?: (change: SourceChangeBuilder) => void,
): SourceChange {
  const change = new SourceChangeBuilder();
  change.replace(ctx.file.uri, expression.range, `var.${name}`);
  const text = slice(ctx.file.text, expression.range);
  const lines = hasDefault ? [`  type    = ${type}`, `  default = ${text}`] : [`  type = ${type}`];
  addBlock(change, ctx.snapshot, ctx.module, "variable", name, [`variable "${name}" {`, ...lines, "}"].join("\n"));
  write?.(change);
  // The name stands in a values file or a call as well then, which a rename reaches.
  change.startRenameIn(ctx.file.uri, expression.range, "var.".length);
  return change.build();
}

/** Who gives a required variable its value: the calls of the module, or a values file that OpenTofu reads by itself. */
function valuesFor(
  { snapshot, module, file }: RefactorContext,
  name: string,
  expression: Expression,
): { readonly where: string; readonly write: (change: SourceChangeBuilder) => void } | undefined {
  const text = slice(file.text, expression.range);
  const callers = snapshot.callersOf(module);
  const calls = callers.flatMap((caller) => declaredBlock(snapshot, caller.module.declaration(caller.key)) ?? []);
  // A test of the module would have to give the value too.
  if (calls.length < callers.length || snapshot.testsOf(module).length > 0) return undefined;
  if (calls.length > 0) {
    return {
      where: calls.length === 1 ? "set by its caller" : `set by its ${calls.length} callers`,
      write(change) {
        for (const call of calls) {
          for (const edit of addLast(call.file, call.block, { name, value: text })) {
            change.replace(call.file.uri, edit.range, edit.newText);
          }
        }
      },
    };
  }
  const fileName = "terraform.tfvars";
  return {
    where: `set in ${fileName}`,
    write(change) {
      const existing = module.values.find(({ entry }) => entry.name === fileName);
      const home = existing && snapshot.file(existing.entry.uri);
      const line = `${name} = ${text}`;
      if (!home) {
        change.operation({ kind: "create", uri: `${module.directory}/${fileName}`, content: `${line}\n` });
        return;
      }
      const newLine = newLineOf(home.text);
      const gap = home.text === "" || home.text.endsWith("\n") ? "" : newLine;
      change.insert(home.uri, home.text.length, `${gap}${line}${newLine}`);
    },
  };
}

/** The type constraint of a literal; undefined for anything that is not one all through, and for null. */
export function literalType(expression: Expression): string | undefined {
  const bare = withoutParentheses(expression);
  switch (bare.kind) {
    case "LiteralValueExpr":
      return bare.value.type === "null" ? undefined : bare.value.type;
    case "UnaryOpExpr":
      return bare.operator === "-" ? literalType(bare.operand) : undefined;
    case "TemplateExpr":
      return literalString(bare) === undefined ? undefined : "string";
    case "TupleConsExpr": {
      const types = bare.elements.map(literalType);
      // A variable's list is of one type; a tuple keeps its elements' own types and so the plan.
      return types.includes(undefined) ? undefined : `tuple([${types.join(", ")}])`;
    }
    case "ObjectConsExpr": {
      const items = bare.items.map(({ name, value }) => {
        const type = literalType(value);
        return name === undefined || type === undefined ? undefined : `${name} = ${type}`;
      });
      const isPlain = bare.items.every(({ key }) => key.kind === "ScopeTraversalExpr");
      if (items.includes(undefined) || !isPlain) return undefined;
      return items.length === 0 ? "object({})" : `object({ ${items.join(", ")} })`;
    }
    default:
      return undefined;
  }
}
