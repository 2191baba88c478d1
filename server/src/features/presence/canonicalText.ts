// One spelling for expressions that are written alike, so that conditions can be compared.

import type { Expression, TraversalStep } from "../../syntax/ast.js";

/** The expression without white space, comments and needless parentheses; undefined where it is not comparable. */
export function canonicalText(expression: Expression): string | undefined {
  switch (expression.kind) {
    case "ParenthesesExpr":
      return canonicalText(expression.expression);
    case "LiteralValueExpr": {
      const { value } = expression;
      return value.type === "number" ? value.text : value.type === "bool" ? String(value.value) : "null";
    }
    case "ScopeTraversalExpr":
      return expression.root.name + stepsText(expression.steps);
    case "RelativeTraversalExpr": {
      const source = canonicalText(expression.source);
      return source && source + stepsText(expression.steps);
    }
    case "IndexExpr":
      return joined([expression.collection, expression.key], ([of, key]) => `${of}[${key}]`);
    case "SplatExpr":
      return joined([expression.source, expression.each], ([of, each]) => `${of}[*]${each}`);
    case "AnonSymbolExpr":
      return "";
    case "FunctionCallExpr":
      if (impure.has(expression.name)) return undefined;
      return joined(
        expression.args,
        (args) => `${expression.name}(${args.join(",")}${expression.expandFinal ? "..." : ""})`,
      );
    case "UnaryOpExpr":
      return joined([expression.operand], ([operand]) => `${expression.operator}(${operand})`);
    case "BinaryOpExpr":
      return joined([expression.left, expression.right], (sides) => {
        const isSymmetric = expression.operator === "==" || expression.operator === "!=";
        const [left, right] = isSymmetric ? sides.sort() : sides;
        return `(${left}${expression.operator}${right})`;
      });
    case "ConditionalExpr":
      return joined(
        [expression.condition, expression.then, expression.else],
        ([condition, then, otherwise]) => `(${condition}?${then}:${otherwise})`,
      );
    case "TupleConsExpr":
      return joined(expression.elements, (elements) => `[${elements.join(",")}]`);
    case "ObjectConsExpr": {
      // Keys that are computed, or come twice, are left as they are: which one counts would have to be known.
      const names = expression.items.flatMap(({ name }) => (name === undefined ? [] : [name]));
      if (new Set(names).size < expression.items.length) return undefined;
      return joined(
        expression.items.map(({ value }) => value),
        (values) =>
          `{${values
            .map((value, i) => `${JSON.stringify(names[i])}=${value}`)
            .sort()
            .join(",")}}`,
      );
    }
    case "TemplateExpr": {
      let text = "";
      for (const part of expression.parts) {
        if (part.kind === "TemplateLiteral") text += JSON.stringify(part.value);
        else if (part.kind !== "TemplateInterpolation") return undefined;
        else {
          const inner = canonicalText(part.expression);
          if (inner === undefined) return undefined;
          text += `\${${inner}}`;
        }
      }
      return `"${text}"`;
    }
    default:
      return undefined;
  }
}

/** Two calls of these may differ. */
const impure: ReadonlySet<string> = new Set(["timestamp", "uuid", "bcrypt"]);

function joined(expressions: readonly Expression[], join: (texts: string[]) => string): string | undefined {
  const texts: string[] = [];
  for (const expression of expressions) {
    const text = canonicalText(expression);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return join(texts);
}

function stepsText(steps: readonly TraversalStep[]): string {
  return steps
    .map((step) => {
      if (step.kind === "AttrStep") return `.${step.name}`;
      return step.key.type === "string" ? `[${JSON.stringify(step.key.value)}]` : `[${step.key.text}]`;
    })
    .join("");
}
