// Our tokens, tree and errors in the form in which Go's HCL answered: byte offsets and `hclsyntax`'s names.
import type { Body, Expression, SyntaxError as HclSyntaxError, SourceFile } from "../../server/src/syntax/ast.js";
import type { Token } from "../../server/src/syntax/tokens.js";
import { children, isExpressionNode } from "../../server/src/syntax/visit.js";

export type Span = readonly [start: number, end: number];

export interface AttributeView {
  readonly name: string;
  readonly range: Span;
  readonly name_range: Span;
  readonly expr_type: string;
  readonly expr_range: Span;
  readonly vars: readonly { readonly root: string; readonly len: number; readonly range: Span }[];
}

export interface BlockView {
  readonly type: string;
  readonly labels: readonly string[] | null;
  readonly type_range: Span;
  readonly label_ranges: readonly Span[];
  readonly open: Span;
  readonly close: Span;
  readonly body: BodyView;
}

export interface BodyView {
  readonly attributes: readonly AttributeView[];
  readonly blocks: readonly BlockView[];
}

export interface DiagnosticView {
  readonly summary: string;
  readonly start: number;
  readonly end: number;
}

/** The UTF-8 offset of every UTF-16 offset of a text. */
export function byteOffsets(text: string): Uint32Array {
  const offsets = new Uint32Array(text.length + 1);
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    offsets[at] = bytes;
    const point = text.codePointAt(at) as number;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (point > 0xffff) {
      at++;
      offsets[at] = bytes;
    }
  }
  offsets[text.length] = bytes;
  return offsets;
}

export class HclView {
  readonly #offsets: Uint32Array;

  constructor(text: string) {
    this.#offsets = byteOffsets(text);
  }

  #span(range: { readonly start: number; readonly end: number }): Span {
    return [this.#offsets[range.start] as number, this.#offsets[range.end] as number];
  }

  tokens(tokens: readonly Token[]): [string, number, number][] {
    return tokens.map((token) => [`Token${token.type}`, ...this.#span(token)]);
  }

  errors(errors: readonly HclSyntaxError[]): DiagnosticView[] {
    return errors.map(({ summary, range }) => {
      const [start, end] = this.#span(range);
      return { summary, start, end };
    });
  }

  file(file: SourceFile): BodyView {
    return this.#body(file.body);
  }

  #body(body: Body): BodyView {
    const attributes: AttributeView[] = [];
    const blocks: BlockView[] = [];
    for (const item of body.items) {
      if (item.kind === "Attribute") {
        attributes.push({
          name: item.name.name,
          range: this.#span(item.range),
          name_range: this.#span(item.name.range),
          expr_type: typeName(item.value),
          expr_range: this.#span(item.value.range),
          vars: this.#variables(item.value),
        });
      } else {
        const none = item.type.range;
        blocks.push({
          type: item.type.name,
          labels: item.labels.length === 0 ? null : item.labels.map((label) => label.value),
          type_range: this.#span(item.type.range),
          label_ranges: item.labels.map((label) => this.#span(label.range)),
          open: this.#span(item.openBrace ?? none),
          close: this.#span(item.closeBrace ?? none),
          body: this.#body(item.body),
        });
      }
    }
    return { attributes, blocks };
  }

  /** The traversals an expression depends on, without those of the names its own `for`s declare. */
  #variables(expression: Expression): AttributeView["vars"] {
    const found: { root: string; len: number; range: Span }[] = [];
    const visit = (node: Parameters<typeof children>[0], hidden: ReadonlySet<string>): void => {
      if (node.kind === "ScopeTraversalExpr") {
        if (!hidden.has(node.root.name)) {
          found.push({ root: node.root.name, len: node.steps.length + 1, range: this.#span(node.range) });
        }
        return;
      }
      if (node.kind === "ObjectItem") {
        const bare = node.key.kind === "ScopeTraversalExpr" && node.name !== undefined;
        if (!bare) visit(node.key, hidden);
        visit(node.value, hidden);
        return;
      }
      if (node.kind === "ForExpr" || node.kind === "TemplateFor") {
        visit(node.collection, hidden);
        const names = new Set([...hidden, node.valueVar.name]);
        if (node.keyVar !== undefined) names.add(node.keyVar.name);
        for (const inner of children(node)) if (inner !== node.collection) visit(inner, names);
        return;
      }
      for (const inner of children(node)) visit(inner, hidden);
    };
    visit(expression, new Set());
    return found;
  }
}

/** `hclsyntax`'s name of an expression. */
function typeName(expression: Expression): string {
  if (!isExpressionNode(expression)) return "?";
  if (expression.kind === "ErrorExpr") return "ExprSyntaxError";
  if (expression.kind !== "TemplateExpr") return expression.kind;
  const [only, second] = expression.parts;
  return only?.kind === "TemplateInterpolation" && second === undefined ? "TemplateWrapExpr" : "TemplateExpr";
}

/** Where two JSON-like values first differ, as a path; undefined where they are equal. */
export function differencePath(actual: unknown, expected: unknown, path = ""): string | undefined {
  if (Object.is(actual, expected)) return undefined;
  if (typeof actual !== "object" || typeof expected !== "object" || actual === null || expected === null) {
    return `${path || "value"}: got ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`;
  }
  const left = actual as Record<string, unknown>;
  const right = expected as Record<string, unknown>;
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const difference = differencePath(left[key], right[key], `${path}/${key}`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}
