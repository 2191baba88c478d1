// The grammar's node kinds as small numbers, and the flat form of a tree that lowering reads.

/** Kinds of tree nodes. Those from `Missing` to `ForObject` are expressions. */
export enum Kind {
  Other = 0,
  Error = 1,
  MissingToken = 2,
  Unterminated = 3,
  MissingName = 4,
  MissingBody = 5,
  Comment = 6,
  Identifier = 7,
  File = 8,
  Attribute = 9,
  Block = 10,
  QuotedLabel = 11,
  TemplateLiteral = 12,
  Interpolation = 13,
  TemplateIf = 14,
  TemplateFor = 15,
  IfMarker = 16,
  ElseMarker = 17,
  EndIfMarker = 18,
  ForMarker = 19,
  EndForMarker = 20,
  HeredocOpen = 21,
  HeredocClose = 22,
  ObjectItem = 23,
  FunctionName = 24,
  RecoveryMark = 25,
  OpenBrace = 26,
  CloseBrace = 27,
  OpenParen = 28,
  CloseParen = 29,
  OpenBracket = 30,
  CloseBracket = 31,
  Equals = 32,
  Colon = 33,
  Ellipsis = 34,
  FatArrow = 35,
  Dot = 36,
  Star = 37,
  Quote = 38,
  Comma = 39,
  If = 40,
  Operator = 41,
  MissingExpression = 50,
  Number = 51,
  Bool = 52,
  Null = 53,
  QuotedTemplate = 54,
  HeredocTemplate = 55,
  Variable = 56,
  FunctionCall = 57,
  GetAttr = 58,
  Index = 59,
  AttrSplat = 60,
  FullSplat = 61,
  Parentheses = 62,
  Tuple = 63,
  ObjectConstructor = 64,
  ForTuple = 65,
  ForObject = 66,
  Conditional = 67,
  Binary = 68,
  Unary = 69,
  PlainString = 70,
}

export function isExpression(kind: Kind): boolean {
  return kind >= Kind.MissingExpression;
}

/** Node types of the grammar by name; a leading space marks a literal token. */
export const kindOfNodeType: ReadonlyMap<string, Kind> = new Map([
  ["unterminated", Kind.Unterminated],
  ["missing_expression", Kind.MissingExpression],
  ["missing_name", Kind.MissingName],
  ["missing_body", Kind.MissingBody],
  ["comment", Kind.Comment],
  ["identifier", Kind.Identifier],
  ["config_file", Kind.File],
  ["attribute", Kind.Attribute],
  ["block", Kind.Block],
  ["quoted_label", Kind.QuotedLabel],
  ["template_literal", Kind.TemplateLiteral],
  ["interpolation", Kind.Interpolation],
  ["template_if", Kind.TemplateIf],
  ["template_for", Kind.TemplateFor],
  ["if_marker", Kind.IfMarker],
  ["else_marker", Kind.ElseMarker],
  ["endif_marker", Kind.EndIfMarker],
  ["for_marker", Kind.ForMarker],
  ["endfor_marker", Kind.EndForMarker],
  ["heredoc_open", Kind.HeredocOpen],
  ["heredoc_close", Kind.HeredocClose],
  ["object_item", Kind.ObjectItem],
  ["function_name", Kind.FunctionName],
  ["number", Kind.Number],
  ["bool", Kind.Bool],
  ["null", Kind.Null],
  ["plain_string", Kind.PlainString],
  ["operator", Kind.Operator],
  ["quoted_template", Kind.QuotedTemplate],
  ["heredoc_template", Kind.HeredocTemplate],
  ["variable", Kind.Variable],
  ["function_call", Kind.FunctionCall],
  ["get_attr", Kind.GetAttr],
  ["index", Kind.Index],
  ["attr_splat", Kind.AttrSplat],
  ["full_splat", Kind.FullSplat],
  ["parentheses", Kind.Parentheses],
  ["tuple", Kind.Tuple],
  ["object", Kind.ObjectConstructor],
  ["for_tuple", Kind.ForTuple],
  ["for_object", Kind.ForObject],
  ["conditional", Kind.Conditional],
  ["binary_operation", Kind.Binary],
  ["unary_operation", Kind.Unary],
  [" {", Kind.OpenBrace],
  [" }", Kind.CloseBrace],
  [" (", Kind.OpenParen],
  [" )", Kind.CloseParen],
  [" [", Kind.OpenBracket],
  [" ]", Kind.CloseBracket],
  [" =", Kind.Equals],
  [" :", Kind.Colon],
  [" ...", Kind.Ellipsis],
  [" =>", Kind.FatArrow],
  [" .", Kind.Dot],
  [" *", Kind.Star],
  [' "', Kind.Quote],
  [" ,", Kind.Comma],
  [" if", Kind.If],
]);

/**
 * A tree as numbers, parents before children: four for each node.
 * Offsets are UTF-16 units; `next` is the number of the first node behind the subtree.
 */
export class FlatTree {
  readonly data: Int32Array;
  readonly count: number;

  constructor(data: Int32Array, count: number) {
    this.data = data;
    this.count = count;
  }

  kind(node: number): Kind {
    return this.data[node * 4] as Kind;
  }

  start(node: number): number {
    return this.data[node * 4 + 1] as number;
  }

  end(node: number): number {
    return this.data[node * 4 + 2] as number;
  }

  /** The next sibling, or the first node behind the parent. */
  next(node: number): number {
    return this.data[node * 4 + 3] as number;
  }

  /** The first child of a kind, or undefined. */
  child(node: number, kind: Kind): number | undefined {
    const end = this.next(node);
    for (let at = node + 1; at < end; at = this.next(at)) if (this.kind(at) === kind) return at;
    return undefined;
  }

  /** The children that are expressions, in the order of the text. */
  expressions(node: number): number[] {
    const found: number[] = [];
    const end = this.next(node);
    for (let at = node + 1; at < end; at = this.next(at)) if (isExpression(this.kind(at))) found.push(at);
    return found;
  }
}
