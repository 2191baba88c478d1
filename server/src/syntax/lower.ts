// Turns the grammar's tree into the typed tree. Broken text never fails: a hole becomes an `ErrorExpr`, and what is
// left of a broken item in an ERROR node becomes an attribute or block again.

import { cover, range, type TextRange } from "../base/range.js";
import type {
  Attribute,
  AttrStep,
  BinaryOperator,
  Block,
  BlockLabel,
  Body,
  BodyItem,
  ErrorExpr,
  Expression,
  Identifier,
  IndexStep,
  ObjectItem,
  TemplateExpr,
  TemplatePart,
  TraversalStep,
} from "./ast.js";
import { isPlainNumber } from "./diagnoseExpression.js";
import { type FlatTree, isExpression, Kind } from "./lowerKinds.js";
import { decodeText, literalValues, readEscape, trimMarkers } from "./lowerTemplate.js";
import { identifierLength } from "./scan.js";

/** Expressions nested deeper than this are not lowered; the validator reports them. */
export const maxDepth = 400;

export class Lowering {
  readonly #flat: FlatTree;
  readonly #text: string;
  #depth = 0;
  /** The first expression that was nested too deeply, if there is one. */
  tooDeep: TextRange | undefined;
  /** True where a rule that no grammar can state may be broken, so that HCL's rules must be asked. */
  suspect = false;

  constructor(flat: FlatTree, text: string) {
    this.#flat = flat;
    this.#text = text;
  }

  /** The items of the file, or of a part of it: the nodes from `first` up to `end`. */
  items(first: number, end: number): BodyItem[] {
    const nodes: number[] = [];
    this.#spread(first, end, nodes);
    const items: BodyItem[] = [];
    this.#readItems(nodes, 0, items, false);
    if (items.length > 1 && !this.suspect) this.suspect = hasRepeatedName(items);
    return items;
  }

  /** Lists sibling nodes, with the contents of an ERROR in its place. */
  #spread(first: number, end: number, nodes: number[]): void {
    const flat = this.#flat;
    for (let at = first; at < end; at = flat.next(at)) {
      if (flat.kind(at) === Kind.Error) this.#spread(at + 1, flat.next(at), nodes);
      else nodes.push(at);
    }
  }

  /** Reads items from loose nodes up to a closing brace (if `nested`) or the end; gives the index behind them. */
  #readItems(nodes: readonly number[], from: number, items: BodyItem[], nested: boolean): number {
    const flat = this.#flat;
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
    const flat = this.#flat;
    const name = this.#identifier(nodes[from] as number);
    let at = from + 1;
    const follower = nodes[at];
    if (follower === undefined) return at;
    if (flat.kind(follower) === Kind.Equals) {
      const equals = this.#range(follower);
      at++;
      const valueNode = nodes[at];
      let value: Expression = { kind: "ErrorExpr", range: range(equals.end, equals.end), reason: "missing", inner: [] };
      if (valueNode !== undefined && isExpression(flat.kind(valueNode))) {
        value = this.expression(valueNode);
        at++;
      } else if (
        valueNode !== undefined &&
        flat.kind(valueNode) === Kind.Identifier &&
        flat.kind(nodes[at + 1] ?? 0) !== Kind.Equals
      ) {
        const root = this.#identifier(valueNode);
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
        const openBrace = this.#range(node);
        const inner: BodyItem[] = [];
        this.#depth++;
        const close = this.#depth > maxDepth ? at : this.#readItems(nodes, at + 1, inner, true);
        this.#depth--;
        const closeNode = close === at ? undefined : nodes[close];
        const closeBrace = closeNode === undefined ? undefined : this.#range(closeNode);
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

  #range(node: number): TextRange {
    return { start: this.#flat.start(node), end: this.#flat.end(node) };
  }

  #slice(node: number): string {
    return this.#text.slice(this.#flat.start(node), this.#flat.end(node));
  }

  /** Notes a backslash that may begin no escape. */
  #checkEscapes(node: number): void {
    if (this.suspect) return;
    const text = this.#slice(node);
    for (let at = text.indexOf("\\"); at >= 0; ) {
      const { length, value } = readEscape(text, at);
      if (value === undefined) {
        this.suspect = true;
        return;
      }
      at = text.indexOf("\\", at + length);
    }
  }

  /** The text between the quotes of a plain string. */
  #inside(node: number): string {
    return this.#text.slice(this.#flat.start(node) + 1, this.#flat.end(node) - 1);
  }

  #identifier(node: number): Identifier {
    return { name: this.#slice(node), range: this.#range(node) };
  }

  #missing(at: number): ErrorExpr {
    return { kind: "ErrorExpr", range: range(at, at), reason: "missing", inner: [] };
  }

  #attribute(node: number): Attribute {
    const flat = this.#flat;
    const end = flat.next(node);
    let name: Identifier = { name: "", range: range(flat.start(node), flat.start(node)) };
    let equals: TextRange | undefined;
    let value: Expression | undefined;
    for (let at = node + 1; at < end; at = flat.next(at)) {
      const kind = flat.kind(at);
      if (kind === Kind.Identifier && name.name === "") name = this.#identifier(at);
      else if (kind === Kind.Equals) equals ??= this.#range(at);
      else if (isExpression(kind)) value ??= this.expression(at);
    }
    equals ??= range(name.range.end, name.range.end);
    value ??= this.#missing(equals.end);
    return { kind: "Attribute", range: this.#range(node), name, equals, value };
  }

  #block(node: number): Block {
    this.#depth++;
    const block = this.#blockOf(node);
    this.#depth--;
    return block;
  }

  #blockOf(node: number): Block {
    const flat = this.#flat;
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
          if (type === undefined) type = this.#identifier(at);
          else labels.push({ value: this.#slice(at), range: this.#range(at), quoted: false });
        } else if (kind === Kind.QuotedLabel || kind === Kind.PlainString) labels.push(this.#label(at));
        else if (kind === Kind.OpenBrace) {
          openBrace = this.#range(at);
          first = flat.next(at);
        }
      } else if (kind === Kind.CloseBrace) {
        closeBrace = this.#range(at);
        last = at;
      }
    }
    type ??= { name: "", range: range(flat.start(node), flat.start(node)) };
    const header = range(type.range.start, labels.at(-1)?.range.end ?? type.range.end);
    if (this.#depth > maxDepth) this.tooDeep ??= this.#range(node);
    const items = openBrace === undefined || this.#depth > maxDepth ? [] : this.items(first, last);
    const bodyStart = openBrace?.end ?? header.end;
    const bodyEnd = closeBrace?.start ?? (openBrace === undefined ? bodyStart : flat.end(node));
    const body: Body = { kind: "Body", range: range(bodyStart, bodyEnd), items };
    return { kind: "Block", range: this.#range(node), type, labels, header, openBrace, closeBrace, body };
  }

  #label(node: number): BlockLabel {
    const flat = this.#flat;
    if (flat.kind(node) === Kind.PlainString) {
      this.#checkEscapes(node);
      return { value: decodeText(this.#inside(node), true), range: this.#range(node), quoted: true };
    }
    // It has a sequence, which no label may have, or is not closed.
    this.suspect = true;
    let value = "";
    const end = flat.next(node);
    for (let at = node + 1; at < end; at = flat.next(at)) {
      const kind = flat.kind(at);
      if (kind === Kind.TemplateLiteral) value += decodeText(this.#slice(at), true);
      else if (kind === Kind.Interpolation) value += "${ ... }";
      else if (kind === Kind.TemplateIf || kind === Kind.TemplateFor) value += "%{ ... }";
    }
    return { value, range: this.#range(node), quoted: true };
  }

  /** Lowers one expression node. */
  expression(node: number): Expression {
    if (this.#depth >= maxDepth) {
      this.tooDeep ??= this.#range(node);
      return { kind: "ErrorExpr", range: this.#range(node), reason: "unexpected", inner: [] };
    }
    this.#depth++;
    const lowered = this.#expression(node);
    this.#depth--;
    return lowered;
  }

  #expression(node: number): Expression {
    const flat = this.#flat;
    const where = this.#range(node);
    switch (flat.kind(node)) {
      case Kind.Number:
        if (!isPlainNumber(this.#text, where.start, where.end)) this.suspect = true;
        return { kind: "LiteralValueExpr", range: where, value: { type: "number", text: this.#slice(node) } };
      case Kind.Bool:
        return { kind: "LiteralValueExpr", range: where, value: { type: "bool", value: this.#slice(node) === "true" } };
      case Kind.Null:
        return { kind: "LiteralValueExpr", range: where, value: { type: "null" } };
      case Kind.PlainString: {
        this.#checkEscapes(node);
        const literal = range(where.start + 1, where.end - 1);
        const value = decodeText(this.#inside(node), true);
        const parts: TemplatePart[] = value === "" ? [] : [{ kind: "TemplateLiteral", range: literal, value }];
        return { kind: "TemplateExpr", range: where, style: "quoted", parts };
      }
      case Kind.QuotedTemplate:
      case Kind.HeredocTemplate:
        return this.#template(node, where);
      case Kind.Variable:
        return {
          kind: "ScopeTraversalExpr",
          range: where,
          root: { name: this.#slice(node), range: where },
          steps: [],
        };
      case Kind.GetAttr:
      case Kind.Index:
      case Kind.AttrSplat:
      case Kind.FullSplat:
        return this.#traversal(node);
      case Kind.FunctionCall:
        return this.#call(node, where);
      case Kind.Parentheses: {
        const [inner] = flat.expressions(node);
        return {
          kind: "ParenthesesExpr",
          range: where,
          expression: inner === undefined ? this.#missing(where.start + 1) : this.expression(inner),
        };
      }
      case Kind.Tuple: {
        const elements = flat.expressions(node).map((element) => this.expression(element));
        return { kind: "TupleConsExpr", range: where, elements };
      }
      case Kind.ObjectConstructor:
        return this.#object(node, where);
      case Kind.ForTuple:
      case Kind.ForObject:
        return this.#for(node, where);
      case Kind.Conditional: {
        const [condition, whenTrue, whenFalse] = this.#operands(node, where);
        if (condition === undefined || whenTrue === undefined) break;
        return {
          kind: "ConditionalExpr",
          range: where,
          condition,
          // biome-ignore lint/suspicious/noThenProperty: the typed tree names the branches as HCL's users do.
          then: whenTrue,
          else: whenFalse ?? this.#missing(where.end),
        };
      }
      case Kind.Binary: {
        const [left, right] = this.#operands(node, where);
        if (left === undefined) break;
        const end = flat.next(node);
        let operator: TextRange = range(left.range.end, left.range.end);
        for (let at = node + 1; at < end; at = flat.next(at)) {
          const kind = flat.kind(at);
          if (kind === Kind.Operator) operator = this.#range(at);
        }
        return {
          kind: "BinaryOpExpr",
          range: where,
          operator: this.#text.slice(operator.start, operator.end) as BinaryOperator,
          operatorRange: operator,
          left,
          right: right ?? this.#missing(where.end),
        };
      }
      case Kind.Unary: {
        const [operand] = this.#operands(node, where);
        return {
          kind: "UnaryOpExpr",
          range: where,
          operator: this.#text[where.start] === "!" ? "!" : "-",
          operand: operand ?? this.#missing(where.end),
        };
      }
      case Kind.MissingExpression:
        return { kind: "ErrorExpr", range: where, reason: "missing", inner: [] };
      default:
        break;
    }
    const inner = flat.expressions(node).map((part) => this.expression(part));
    return { kind: "ErrorExpr", range: where, reason: "unexpected", inner };
  }

  #operands(node: number, _where: TextRange): Expression[] {
    return this.#flat.expressions(node).map((operand) => this.expression(operand));
  }

  #call(node: number, where: TextRange): Expression {
    const flat = this.#flat;
    const nameNode = flat.child(node, Kind.FunctionName);
    const nameRange = nameNode === undefined ? range(where.start, where.start) : this.#range(nameNode);
    let name = "";
    if (nameNode !== undefined) {
      const end = flat.next(nameNode);
      for (let at = nameNode + 1; at < end; at = flat.next(at)) {
        if (flat.kind(at) === Kind.Identifier) name += (name === "" ? "" : "::") + this.#slice(at);
      }
    }
    const open = flat.child(node, Kind.OpenParen);
    const close = flat.child(node, Kind.CloseParen);
    return {
      kind: "FunctionCallExpr",
      range: where,
      name,
      nameRange,
      args: flat.expressions(node).map((argument) => this.expression(argument)),
      expandFinal: flat.child(node, Kind.Ellipsis) !== undefined,
      openParen: open === undefined ? range(nameRange.end, nameRange.end) : this.#range(open),
      closeParen: close === undefined ? undefined : this.#range(close),
    };
  }

  #object(node: number, where: TextRange): Expression {
    const flat = this.#flat;
    const items: ObjectItem[] = [];
    const end = flat.next(node);
    for (let at = node + 1; at < end; at = flat.next(at)) {
      if (flat.kind(at) === Kind.ObjectItem) items.push(this.#objectItem(at));
    }
    return { kind: "ObjectConsExpr", range: where, items };
  }

  #objectItem(node: number): ObjectItem {
    const flat = this.#flat;
    const [keyNode, valueNode] = flat.expressions(node);
    const where = this.#range(node);
    const key = keyNode === undefined ? this.#missing(where.start) : this.expression(keyNode);
    const value = valueNode === undefined ? this.#missing(where.end) : this.expression(valueNode);
    return {
      kind: "ObjectItem",
      range: where,
      key,
      name: literalKey(key),
      separator: flat.child(node, Kind.Equals) === undefined ? ":" : "=",
      value,
    };
  }

  #for(node: number, where: TextRange): Expression {
    const flat = this.#flat;
    const names: Identifier[] = [];
    const expressions: Expression[] = [];
    const end = flat.next(node);
    let condition: Expression | undefined;
    let sawIf = false;
    for (let at = node + 1; at < end; at = flat.next(at)) {
      const kind = flat.kind(at);
      if (kind === Kind.Identifier) names.push(this.#identifier(at));
      else if (kind === Kind.If) sawIf = true;
      else if (isExpression(kind)) {
        if (sawIf) condition = this.expression(at);
        else expressions.push(this.expression(at));
      }
    }
    const isObject = flat.kind(node) === Kind.ForObject;
    const [collection, first, second] = expressions;
    const value = isObject ? second : first;
    return {
      kind: "ForExpr",
      range: where,
      result: isObject ? "object" : "tuple",
      keyVar: names.length > 1 ? names[0] : undefined,
      valueVar: names[1] ?? names[0] ?? { name: "", range: range(where.start + 1, where.start + 1) },
      collection: collection ?? this.#missing(where.end),
      keyExpr: isObject ? (first ?? this.#missing(where.end)) : undefined,
      valueExpr: value ?? this.#missing(where.end),
      condition,
      group: flat.child(node, Kind.Ellipsis) !== undefined,
    };
  }

  #template(node: number, where: TextRange): TemplateExpr {
    const flat = this.#flat;
    if (flat.kind(node) === Kind.QuotedTemplate) {
      const values = literalValues(flat, this.#text, node, true, false);
      const parts = this.#parts(node + 1, flat.next(node), values, true);
      return { kind: "TemplateExpr", range: where, style: "quoted", parts };
    }
    const openNode = node + 1;
    const opening = this.#slice(openNode);
    const flush = opening.startsWith("<<-");
    const tag = trimLineBreak(opening.slice(flush ? 3 : 2));
    // The grammar's scanner is less strict about letters beyond ASCII than HCL is.
    if (identifierLength(tag, 0) !== tag.length) this.suspect = true;
    const close = flat.child(node, Kind.HeredocClose);
    const values = literalValues(flat, this.#text, node, false, flush);
    const parts = this.#parts(node + 1, flat.next(node), values, false);
    const open = this.#range(openNode);
    return {
      kind: "TemplateExpr",
      range: where,
      style: "heredoc",
      parts,
      heredoc: {
        tag,
        flush,
        open: range(open.start, open.start + (flush ? 3 : 2) + tag.length),
        close: close === undefined ? undefined : this.#range(close),
      },
    };
  }

  #parts(first: number, end: number, values: ReadonlyMap<number, string>, quoted: boolean): TemplatePart[] {
    const flat = this.#flat;
    const parts: TemplatePart[] = [];
    for (let at = first; at < end; at = flat.next(at)) {
      const where = this.#range(at);
      switch (flat.kind(at)) {
        case Kind.TemplateLiteral:
          if (quoted) this.#checkEscapes(at);
          else if (hasLoneCarriageReturn(this.#slice(at))) this.suspect = true;
          parts.push({ kind: "TemplateLiteral", range: where, value: values.get(at) ?? this.#slice(at) });
          break;
        case Kind.Interpolation: {
          const [inner] = flat.expressions(at);
          const expression = inner === undefined ? this.#missing(where.start + 2) : this.expression(inner);
          parts.push({ kind: "TemplateInterpolation", range: where, ...trimMarkers(flat, this.#text, at), expression });
          break;
        }
        case Kind.TemplateIf:
          parts.push(this.#templateIf(at, where, values, quoted));
          break;
        case Kind.TemplateFor:
          parts.push(this.#templateFor(at, where, values, quoted));
          break;
        case Kind.Error:
          parts.push(...this.#parts(at + 1, flat.next(at), values, quoted));
          break;
        default:
          break;
      }
    }
    return parts;
  }

  #templateIf(node: number, where: TextRange, values: ReadonlyMap<number, string>, quoted: boolean): TemplatePart {
    const flat = this.#flat;
    const end = flat.next(node);
    const marker = flat.child(node, Kind.IfMarker);
    const otherwise = flat.child(node, Kind.ElseMarker);
    const [condition] = marker === undefined ? [] : flat.expressions(marker);
    const first = marker === undefined ? node + 1 : flat.next(marker);
    return {
      kind: "TemplateIf",
      range: where,
      condition: condition === undefined ? this.#missing(where.start) : this.expression(condition),
      // biome-ignore lint/suspicious/noThenProperty: the typed tree names the branches as HCL's users do.
      then: this.#parts(first, otherwise ?? end, values, quoted),
      else: otherwise === undefined ? undefined : this.#parts(flat.next(otherwise), end, values, quoted),
    };
  }

  #templateFor(node: number, where: TextRange, values: ReadonlyMap<number, string>, quoted: boolean): TemplatePart {
    const flat = this.#flat;
    const marker = flat.child(node, Kind.ForMarker);
    const names: Identifier[] = [];
    let collection: Expression | undefined;
    if (marker !== undefined) {
      const end = flat.next(marker);
      for (let at = marker + 1; at < end; at = flat.next(at)) {
        if (flat.kind(at) === Kind.Identifier) names.push(this.#identifier(at));
        else if (isExpression(flat.kind(at))) collection ??= this.expression(at);
      }
    }
    return {
      kind: "TemplateFor",
      range: where,
      keyVar: names.length > 1 ? names[0] : undefined,
      valueVar: names[1] ?? names[0] ?? { name: "", range: range(where.start, where.start) },
      collection: collection ?? this.#missing(where.start),
      parts: this.#parts(marker === undefined ? node + 1 : flat.next(marker), flat.next(node), values, quoted),
    };
  }

  /** A chain of steps, from its innermost operand outwards: long chains must not recurse. */
  #traversal(node: number): Expression {
    const flat = this.#flat;
    const chain: number[] = [];
    let base: number | undefined = node;
    while (base !== undefined && isStep(flat.kind(base))) {
      chain.push(base);
      base = flat.expressions(base)[0];
    }
    chain.reverse();
    // Names and literal indexes make a list; any other step makes a level.
    const levels = chain.filter((step) => flat.kind(step) !== Kind.GetAttr).length;
    if (levels > maxDepth && chain.filter((step) => this.#literalStep(step) === undefined).length > maxDepth) {
      this.tooDeep ??= this.#range(node);
      return { kind: "ErrorExpr", range: this.#range(node), reason: "unexpected", inner: [] };
    }
    const source = base === undefined ? this.#missing(flat.start(node)) : this.expression(base);
    return this.#steps(source, chain, 0);
  }

  #steps(source: Expression, chain: readonly number[], from: number): Expression {
    const flat = this.#flat;
    let current = source;
    let at = from;
    while (at < chain.length) {
      const node = chain[at] as number;
      const kind = flat.kind(node);
      if (kind === Kind.FullSplat) {
        const marker = this.#behindOperand(node);
        if (marker.end - marker.start !== 3) this.suspect = true;
        const anonymous: Expression = { kind: "AnonSymbolExpr", range: range(marker.end, marker.end) };
        const each = this.#steps(anonymous, chain, at + 1);
        const end = Math.max(marker.end, each.range.end);
        return {
          kind: "SplatExpr",
          range: range(current.range.start, end),
          source: current,
          style: "full",
          marker,
          each,
        };
      }
      if (kind === Kind.AttrSplat) {
        const marker = this.#behindOperand(node);
        const anonymous: Expression = { kind: "AnonSymbolExpr", range: range(marker.end, marker.end) };
        const steps: TraversalStep[] = [];
        at++;
        for (; at < chain.length; at++) {
          const step = this.#literalStep(chain[at] as number);
          if (step === undefined || (step.kind === "IndexStep" && !step.legacy)) break;
          steps.push(step);
        }
        const each = withSteps(anonymous, steps);
        const end = Math.max(marker.end, each.range.end);
        // A `.*` may not follow another one's names.
        if (at < chain.length && flat.kind(chain[at] as number) === Kind.AttrSplat) this.suspect = true;
        current = {
          kind: "SplatExpr",
          range: range(current.range.start, end),
          source: current,
          style: "attr",
          marker,
          each,
        };
        continue;
      }
      const steps: TraversalStep[] = [];
      for (; at < chain.length; at++) {
        const step = this.#literalStep(chain[at] as number);
        if (step === undefined) break;
        steps.push(step);
      }
      if (steps.length > 0) {
        current = withSteps(current, steps);
        continue;
      }
      if (kind === Kind.Index) {
        const key = flat.expressions(node)[1];
        const brackets = this.#behindOperand(node);
        current = {
          kind: "IndexExpr",
          range: range(current.range.start, brackets.end),
          collection: current,
          key: key === undefined ? this.#missing(brackets.end) : this.expression(key),
          brackets,
        };
      } else {
        const dot = this.#behindOperand(node);
        current = {
          kind: "ErrorExpr",
          range: range(current.range.start, dot.end),
          reason: "trailing-dot",
          inner: [current],
        };
      }
      at++;
    }
    return current;
  }

  /** The text of a step: from its dot or bracket to its end. */
  #behindOperand(node: number): TextRange {
    const flat = this.#flat;
    const end = flat.next(node);
    for (let at = node + 1; at < end; at = flat.next(at)) {
      const kind = flat.kind(at);
      if (kind === Kind.Dot || kind === Kind.OpenBracket) return range(flat.start(at), flat.end(node));
    }
    return range(flat.end(node), flat.end(node));
  }

  /** `.name`, `.0`, `[0]` or `["key"]`; undefined for any other step. */
  #literalStep(node: number): AttrStep | IndexStep | undefined {
    const flat = this.#flat;
    const kind = flat.kind(node);
    if (kind === Kind.GetAttr) {
      const where = this.#behindOperand(node);
      const last = flat.expressions(node)[1];
      if (last !== undefined && flat.kind(last) === Kind.Number) {
        this.suspect ||=
          this.#slice(last).includes(".") || !isPlainNumber(this.#text, flat.start(last), flat.end(last));
        return { kind: "IndexStep", range: where, key: { type: "number", text: this.#slice(last) }, legacy: true };
      }
      const name = flat.child(node, Kind.Identifier);
      if (name === undefined) return undefined;
      return { kind: "AttrStep", range: where, name: this.#slice(name), nameRange: this.#range(name) };
    }
    if (kind !== Kind.Index) return undefined;
    const key = flat.expressions(node)[1];
    if (key === undefined) return undefined;
    if (flat.kind(key) === Kind.Number) {
      const where = this.#behindOperand(node);
      return { kind: "IndexStep", range: where, key: { type: "number", text: this.#slice(key) }, legacy: false };
    }
    const type = flat.kind(key) === Kind.Bool ? "bool" : flat.kind(key) === Kind.Null ? "null" : undefined;
    if (type !== undefined) {
      const where = this.#behindOperand(node);
      return { kind: "IndexStep", range: where, key: { type, text: this.#slice(key) }, legacy: false };
    }
    if (flat.kind(key) !== Kind.PlainString) return undefined;
    this.#checkEscapes(key);
    const value = decodeText(this.#inside(key), true);
    return { kind: "IndexStep", range: this.#behindOperand(node), key: { type: "string", value }, legacy: false };
  }
}

function isStep(kind: Kind): boolean {
  return kind >= Kind.GetAttr && kind <= Kind.FullSplat;
}

function withSteps(source: Expression, steps: readonly TraversalStep[]): Expression {
  const last = steps.at(-1);
  if (last === undefined) return source;
  const where = range(source.range.start, last.range.end);
  if (source.kind === "ScopeTraversalExpr") return { ...source, range: where, steps: [...source.steps, ...steps] };
  if (source.kind === "RelativeTraversalExpr") return { ...source, range: where, steps: [...source.steps, ...steps] };
  return { kind: "RelativeTraversalExpr", range: where, source, steps };
}

/** The value of a quoted string without sequences. */
function plainString(template: TemplateExpr): string | undefined {
  if (template.style !== "quoted") return undefined;
  let value = "";
  for (const part of template.parts) {
    if (part.kind !== "TemplateLiteral") return undefined;
    value += part.value;
  }
  return value;
}

/** What an object key is where it needs no evaluation: a bare name, a literal or a plain string. */
function literalKey(key: Expression): string | undefined {
  if (key.kind === "ScopeTraversalExpr") return key.steps.length === 0 ? key.root.name : undefined;
  if (key.kind === "TemplateExpr") return plainString(key);
  if (key.kind !== "LiteralValueExpr") return undefined;
  switch (key.value.type) {
    case "number":
      return key.value.text;
    case "bool":
      return String(key.value.value);
    case "null":
      return "null";
  }
}

/** Whether a carriage return stands without its line feed. */
function hasLoneCarriageReturn(text: string): boolean {
  for (let at = text.indexOf("\r"); at >= 0; at = text.indexOf("\r", at + 1)) if (text[at + 1] !== "\n") return true;
  return false;
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

function trimLineBreak(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === "\n" || line[end - 1] === "\r")) end--;
  return line.slice(0, end);
}
