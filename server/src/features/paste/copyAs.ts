// A selected expression as JSON or YAML. What is not constant stays as a template, `"${var.x}"`.

import { stringify } from "yaml";
import { slice, type TextRange } from "../../base/range.js";
import { literalString } from "../../model/access.js";
import type { Attribute, Block, Expression, SourceFile } from "../../syntax/ast.js";
import { isExpressionNode, pathAt } from "../../syntax/visit.js";

/** The text of the selected expression, attribute or block; undefined where nothing of that kind is selected. */
export function copyAs(file: SourceFile, selection: TextRange, format: "json" | "yaml"): string | undefined {
  const path = pathAt(file, selection.start).filter((node) => node.range.end >= selection.end);
  const chosen = path.findLast(
    (node) =>
      node.kind === "Attribute" ||
      (node.kind === "Block" && node.openBrace) ||
      (isExpressionNode(node) && node.range.start >= selection.start),
  );
  if (!chosen) return undefined;
  const value =
    chosen.kind === "Attribute"
      ? plain(file, chosen.value)
      : chosen.kind === "Block"
        ? plainBody(file, chosen)
        : isExpressionNode(chosen)
          ? plain(file, chosen)
          : undefined;
  if (value === undefined) return undefined;
  return format === "json" ? `${JSON.stringify(value, undefined, 2)}\n` : stringify(value);
}

function plainBody(file: SourceFile, block: Block): unknown {
  const attributes = block.body.items.filter((item): item is Attribute => item.kind === "Attribute");
  return Object.fromEntries(attributes.map((attribute) => [attribute.name.name, plain(file, attribute.value)]));
}

function plain(file: SourceFile, expression: Expression): unknown {
  const text = literalString(expression);
  if (text !== undefined) return text;
  switch (expression.kind) {
    case "ParenthesesExpr":
      return plain(file, expression.expression);
    case "LiteralValueExpr":
      return expression.value.type === "number"
        ? Number(expression.value.text)
        : expression.value.type === "bool"
          ? expression.value.value
          : null;
    case "TupleConsExpr":
      return expression.elements.map((element) => plain(file, element));
    case "ObjectConsExpr":
      return Object.fromEntries(
        expression.items.map((item) => [item.name ?? slice(file.text, item.key.range), plain(file, item.value)]),
      );
    case "TemplateExpr":
      return expression.style === "quoted"
        ? slice(file.text, expression.range).slice(1, -1)
        : `\${${slice(file.text, expression.range)}}`;
    case "FunctionCallExpr":
      // What is encoded is what a person wants to see.
      return (expression.name === "yamlencode" || expression.name === "jsonencode") && expression.args[0]
        ? plain(file, expression.args[0])
        : `\${${slice(file.text, expression.range)}}`;
    default:
      return `\${${slice(file.text, expression.range)}}`;
  }
}
