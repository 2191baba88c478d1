// Turns the grammar's tree into the typed tree. Broken text never fails: a hole becomes an `ErrorExpr`, and what is
// left of a broken item in an ERROR node becomes an attribute or block again.
//
// This file has the items of bodies; their expressions are lowered by `lowerExpression.ts`.

import { cover, range, type TextRange } from "../base/range.js";
import type { Attribute, Block, BlockLabel, Body, BodyItem, Expression, Identifier } from "./ast.js";
import { LowerContext, maxDepth, missing } from "./lowerContext.js";
import { lowerExpression } from "./lowerExpression.js";
import { type FlatTree, isExpression, Kind } from "./lowerKinds.js";
import { decodeText } from "./lowerTemplate.js";

export class Lowering {
  readonly #ctx: LowerContext;

  constructor(flat: FlatTree, text: string) {
    this.#ctx = new LowerContext(flat, text);
  }

  /** The first expression that was nested too deeply, if there is one. */
  get tooDeep(): TextRange | undefined {
    return this.#ctx.tooDeep;
  }

  /** True where a rule that no grammar can state may be broken, so that HCL's rules must be asked. */
  get suspect(): boolean {
    return this.#ctx.suspect;
  }

  /** The items of the file, or of a part of it: the nodes from `first` up to `end`. */
  items(first: number, end: number): BodyItem[] {
    const nodes: number[] = [];
    this.#spread(first, end, nodes);
    const items: BodyItem[] = [];
    this.#readItems(nodes, 0, items, false);
    if (items.length > 1 && !this.#ctx.suspect) this.#ctx.suspect = hasRepeatedName(items);
    return items;
  }

  /** Lists sibling nodes, with the contents of an ERROR in its place. */
  #spread(first: number, end: number, nodes: number[]): void {
    const flat = this.#ctx.flat;
    for (let at = first; at < end; at = flat.next(at)) {
      if (flat.kind(at) === Kind.Error) this.#spread(at + 1, flat.next(at), nodes);
      else nodes.push(at);
    }
  }

  /** Reads items from loose nodes up to a closing brace (if `nested`) or the end; gives the index behind them. */
  #readItems(nodes: readonly number[], from: number, items: BodyItem[], nested: boolean): number {
    const flat = this.#ctx.flat;
    let at = from;
    while (at < nodes.length) {
      const node = nodes[at] as number;
      const kind = flat.kind(node);
      if (kind === Kind.Attribute) {
        items.push(this.#attribute(node));
        at++;
      } else if (kind === Kind.Block) {
        items.push(this.#block(node));
        at++;
      } else if (kind === Kind.Identifier || kind === Kind.Variable) {
        at = this.#looseItem(nodes, at, items);
      } else if (kind === Kind.CloseBrace && nested) {
        return at;
      } else {
        at++;
      }
    }
    return at;
  }

  /** A name in an ERROR node, and what can be made of the nodes behind it. */
  #looseItem(nodes: readonly number[], from: number, items: BodyItem[]): number {
    const flat = this.#ctx.flat;
    const name = this.#ctx.identifier(nodes[from] as number);
    let at = from + 1;
    const follower = nodes[at];
    if (follower === undefined) return at;
    if (flat.kind(follower) === Kind.Equals) {
      const equals = this.#ctx.range(follower);
      at++;
      const valueNode = nodes[at];
      let value: Expression = { kind: "ErrorExpr", range: range(equals.end, equals.end), reason: "missing", inner: [] };
      if (valueNode !== undefined && isExpression(flat.kind(valueNode))) {
        value = lowerExpression(this.#ctx, valueNode);
        at++;
      } else if (
        valueNode !== undefined &&
        flat.kind(valueNode) === Kind.Identifier &&
        flat.kind(nodes[at + 1] ?? 0) !== Kind.Equals
      ) {
        const root = this.#ctx.identifier(valueNode);
        value = { kind: "ScopeTraversalExpr", range: root.range, root, steps: [] };
        at++;
      }
      items.push({ kind: "Attribute", range: cover(name.range, value.range), name, equals, value });
      return at;
    }
    const labels: BlockLabel[] = [];
    for (; at < nodes.length; at++) {
      const node = nodes[at] as number;
      const kind = flat.kind(node);
      if (kind === Kind.QuotedLabel || kind === Kind.PlainString) labels.push(this.#label(node));
      else if (kind === Kind.OpenBrace) {
        const openBrace = this.#ctx.range(node);
        const inner: BodyItem[] = [];
        this.#ctx.depth++;
        const close = this.#ctx.depth > maxDepth ? at : this.#readItems(nodes, at + 1, inner, true);
        this.#ctx.depth--;
        const closeNode = close === at ? undefined : nodes[close];
        const closeBrace = closeNode === undefined ? undefined : this.#ctx.range(closeNode);
        const end = closeBrace?.end ?? inner.at(-1)?.range.end ?? openBrace.end;
        const body: Body = { kind: "Body", range: range(openBrace.end, closeBrace?.start ?? end), items: inner };
        const header = range(name.range.start, labels.at(-1)?.range.end ?? name.range.end);
        items.push({
          kind: "Block",
          range: range(name.range.start, end),
          type: name,
          labels,
          header,
          openBrace,
          closeBrace,
          body,
        });
        return close + 1;
      } else break;
    }
    if (labels.length > 0) {
      const end = labels.at(-1)?.range.end ?? name.range.end;
      const body: Body = { kind: "Body", range: range(end, end), items: [] };
      const whole = range(name.range.start, end);
      items.push({
        kind: "Block",
        range: whole,
        type: name,
        labels,
        header: whole,
        openBrace: undefined,
        closeBrace: undefined,
        body,
      });
    }
    return at;
  }

  #attribute(node: number): Attribute {
    const flat = this.#ctx.flat;
    const end = flat.next(node);
    let name: Identifier = { name: "", range: range(flat.start(node), flat.start(node)) };
    let equals: TextRange | undefined;
    let value: Expression | undefined;
    for (let at = node + 1; at < end; at = flat.next(at)) {
      const kind = flat.kind(at);
      if (kind === Kind.Identifier && name.name === "") name = this.#ctx.identifier(at);
      else if (kind === Kind.Equals) equals ??= this.#ctx.range(at);
      else if (isExpression(kind)) value ??= lowerExpression(this.#ctx, at);
    }
    equals ??= range(name.range.end, name.range.end);
    value ??= missing(equals.end);
    return { kind: "Attribute", range: this.#ctx.range(node), name, equals, value };
  }

  #block(node: number): Block {
    this.#ctx.depth++;
    const block = this.#blockOf(node);
    this.#ctx.depth--;
    return block;
  }

  #blockOf(node: number): Block {
    const flat = this.#ctx.flat;
    const end = flat.next(node);
    let type: Identifier | undefined;
    const labels: BlockLabel[] = [];
    let openBrace: TextRange | undefined;
    let closeBrace: TextRange | undefined;
    let first = end;
    let last = end;
    for (let at = node + 1; at < end; at = flat.next(at)) {
      const kind = flat.kind(at);
      if (openBrace === undefined) {
        if (kind === Kind.Identifier) {
          if (type === undefined) type = this.#ctx.identifier(at);
          else labels.push({ value: this.#ctx.slice(at), range: this.#ctx.range(at), quoted: false });
        } else if (kind === Kind.QuotedLabel || kind === Kind.PlainString) labels.push(this.#label(at));
        else if (kind === Kind.OpenBrace) {
          openBrace = this.#ctx.range(at);
          first = flat.next(at);
        }
      } else if (kind === Kind.CloseBrace) {
        closeBrace = this.#ctx.range(at);
        last = at;
      }
    }
    type ??= { name: "", range: range(flat.start(node), flat.start(node)) };
    const header = range(type.range.start, labels.at(-1)?.range.end ?? type.range.end);
    if (this.#ctx.depth > maxDepth) this.#ctx.tooDeep ??= this.#ctx.range(node);
    const items = openBrace === undefined || this.#ctx.depth > maxDepth ? [] : this.items(first, last);
    const bodyStart = openBrace?.end ?? header.end;
    const bodyEnd = closeBrace?.start ?? (openBrace === undefined ? bodyStart : flat.end(node));
    const body: Body = { kind: "Body", range: range(bodyStart, bodyEnd), items };
    return { kind: "Block", range: this.#ctx.range(node), type, labels, header, openBrace, closeBrace, body };
  }

  #label(node: number): BlockLabel {
    const flat = this.#ctx.flat;
    if (flat.kind(node) === Kind.PlainString) {
      this.#ctx.checkEscapes(node);
      return { value: decodeText(this.#ctx.inside(node), true), range: this.#ctx.range(node), quoted: true };
    }
    // It has a sequence, which no label may have, or is not closed.
    this.#ctx.suspect = true;
    let value = "";
    const end = flat.next(node);
    for (let at = node + 1; at < end; at = flat.next(at)) {
      const kind = flat.kind(at);
      if (kind === Kind.TemplateLiteral) value += decodeText(this.#ctx.slice(at), true);
      else if (kind === Kind.Interpolation) value += "${ ... }";
      else if (kind === Kind.TemplateIf || kind === Kind.TemplateFor) value += "%{ ... }";
    }
    return { value, range: this.#ctx.range(node), quoted: true };
  }
}

/** Whether two attributes of a body have one name. */
function hasRepeatedName(items: readonly BodyItem[]): boolean {
  const names = new Set<string>();
  for (const item of items) {
    if (item.kind !== "Attribute") continue;
    if (names.has(item.name.name)) return true;
    names.add(item.name.name);
  }
  return false;
}
