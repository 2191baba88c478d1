// The typed tree of one HCL file, named as in the HCL specification and `hclsyntax`.
//
// Everything here is plain immutable data. Ranges are UTF-16 offsets into the file's text (`TextRange`).
// Only `lower.ts` and the files beside it build these nodes; a node never points to its parent (see `visit.ts` for ancestors).

import type { LineIndex } from "../base/lineIndex.js";
import type { TextRange } from "../base/range.js";
import type { SwallowedBlock } from "./swallowed.js";

/** One parsed file. `version` is the editor's document version, or 0 for a file read from disk. */
export interface SourceFile {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
  readonly lineIndex: LineIndex;
  readonly body: Body;
  /** What HCL's own parser would reject, line by line; empty exactly when HCL accepts the file. */
  readonly errors: readonly SyntaxError[];
  readonly comments: readonly Comment[];
  /** The top-level blocks that HCL takes to be in another block, because a mistake before them left that one open. */
  swallowed(): readonly SwallowedBlock[];
  /** The file as if it held only some of its top-level items. */
  withItems(items: readonly BodyItem[]): SourceFile;
}

/** A mistake in the text that HCL's parser reports, as one diagnostic. */
export interface SyntaxError {
  /** Our kebab-case id, documented in `docs/rules.md`. */
  readonly id: string;
  /** HCL's own summary for this mistake. */
  readonly summary: string;
  /** Our words: what is wrong and what to do. */
  readonly message: string;
  readonly range: TextRange;
  readonly related?: readonly { readonly range: TextRange; readonly message: string }[];
}

export interface Comment {
  readonly kind: "line" | "block";
  /** Without the line break that ends a line comment. */
  readonly range: TextRange;
}

export interface Identifier {
  readonly name: string;
  readonly range: TextRange;
}

export interface Body {
  readonly kind: "Body";
  readonly range: TextRange;
  /** Attributes and blocks in the order of the text, duplicates included. */
  readonly items: readonly BodyItem[];
}

export type BodyItem = Attribute | Block;

export interface Attribute {
  readonly kind: "Attribute";
  readonly range: TextRange;
  readonly name: Identifier;
  /** The `=`; empty where it is missing. */
  readonly equals: TextRange;
  readonly value: Expression;
}

export interface Block {
  readonly kind: "Block";
  readonly range: TextRange;
  readonly type: Identifier;
  readonly labels: readonly BlockLabel[];
  /** From the type's start to the last label's end. */
  readonly header: TextRange;
  /** Undefined where the block has no `{`, that is, in a half-typed header. */
  readonly openBrace: TextRange | undefined;
  /** Undefined where the block is not closed. */
  readonly closeBrace: TextRange | undefined;
  readonly body: Body;
}

export interface BlockLabel {
  /** The label's value: unquoted and unescaped. */
  readonly value: string;
  /** With its quotes. */
  readonly range: TextRange;
  readonly quoted: boolean;
}

export type Expression =
  | LiteralValueExpr
  | TemplateExpr
  | ScopeTraversalExpr
  | RelativeTraversalExpr
  | IndexExpr
  | SplatExpr
  | AnonSymbolExpr
  | FunctionCallExpr
  | ConditionalExpr
  | BinaryOpExpr
  | UnaryOpExpr
  | ForExpr
  | TupleConsExpr
  | ObjectConsExpr
  | ParenthesesExpr
  | ErrorExpr;

/** A number, `true`, `false` or `null`. A number keeps its source text: OpenTofu's numbers are wider than a double. */
export interface LiteralValueExpr {
  readonly kind: "LiteralValueExpr";
  readonly range: TextRange;
  readonly value:
    | { readonly type: "number"; readonly text: string }
    | { readonly type: "bool"; readonly value: boolean }
    | { readonly type: "null" };
}

/** A quoted string or heredoc. A plain string is a template with at most one literal part. */
export interface TemplateExpr {
  readonly kind: "TemplateExpr";
  readonly range: TextRange;
  readonly style: "quoted" | "heredoc";
  readonly parts: readonly TemplatePart[];
  /** Only for heredocs: the tag, whether it was `<<-`, and where both tags stand. */
  readonly heredoc?: {
    readonly tag: string;
    readonly flush: boolean;
    readonly open: TextRange;
    /** Undefined where the heredoc is not closed. */
    readonly close: TextRange | undefined;
  };
}

export type TemplatePart = TemplateLiteral | TemplateInterpolation | TemplateIf | TemplateFor;

/** Literal text of a template. */
export interface TemplateLiteral {
  readonly kind: "TemplateLiteral";
  readonly range: TextRange;
  /** Escapes resolved, `<<-` indentation removed and `~` trimming applied: what OpenTofu would see. */
  readonly value: string;
}

/** `${ … }`, with `~` markers where the text has them. */
export interface TemplateInterpolation {
  readonly kind: "TemplateInterpolation";
  readonly range: TextRange;
  readonly trimLeft: boolean;
  readonly trimRight: boolean;
  readonly expression: Expression;
}

/** `%{ if … }…%{ else }…%{ endif }`. */
export interface TemplateIf {
  readonly kind: "TemplateIf";
  readonly range: TextRange;
  readonly condition: Expression;
  readonly then: readonly TemplatePart[];
  readonly else: readonly TemplatePart[] | undefined;
}

/** `%{ for k, v in … }…%{ endfor }`. */
export interface TemplateFor {
  readonly kind: "TemplateFor";
  readonly range: TextRange;
  readonly keyVar: Identifier | undefined;
  readonly valueVar: Identifier;
  readonly collection: Expression;
  readonly parts: readonly TemplatePart[];
}

/** `root.a["b"][0].c`: a name and only literal steps. A lone name such as `string` is one without steps. */
export interface ScopeTraversalExpr {
  readonly kind: "ScopeTraversalExpr";
  readonly range: TextRange;
  readonly root: Identifier;
  readonly steps: readonly TraversalStep[];
}

/** Literal steps behind any other expression: `f(x).a[0]`. */
export interface RelativeTraversalExpr {
  readonly kind: "RelativeTraversalExpr";
  readonly range: TextRange;
  readonly source: Expression;
  readonly steps: readonly TraversalStep[];
}

export type TraversalStep = AttrStep | IndexStep;

/** `.name`. */
export interface AttrStep {
  readonly kind: "AttrStep";
  /** With the dot. */
  readonly range: TextRange;
  readonly name: string;
  readonly nameRange: TextRange;
}

/** `["key"]`, `[0]`, or the legacy `.0`. */
export interface IndexStep {
  readonly kind: "IndexStep";
  /** With the brackets, or the dot. */
  readonly range: TextRange;
  /** All but a string as its source text. */
  readonly key: IndexKey;
  readonly legacy: boolean;
}

/** `[true]` and `[null]` choose nothing, but are literals to HCL as well. */
export type IndexKey =
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "number" | "bool" | "null"; readonly text: string };

/** An index that is not a literal: `a[var.k]`. */
export interface IndexExpr {
  readonly kind: "IndexExpr";
  readonly range: TextRange;
  readonly collection: Expression;
  readonly key: Expression;
  /** From `[` to `]`. */
  readonly brackets: TextRange;
}

/** `source[*]…` or `source.*…`. `each` is what is done with each element; its innermost operand is the AnonSymbolExpr. */
export interface SplatExpr {
  readonly kind: "SplatExpr";
  readonly range: TextRange;
  readonly source: Expression;
  readonly style: "full" | "attr";
  /** `[*]` or `.*`. */
  readonly marker: TextRange;
  readonly each: Expression;
}

/** The element a splat is at; it has no text of its own. */
export interface AnonSymbolExpr {
  readonly kind: "AnonSymbolExpr";
  readonly range: TextRange;
}

export interface FunctionCallExpr {
  readonly kind: "FunctionCallExpr";
  readonly range: TextRange;
  /** With its namespaces, `provider::aws::arn_parse`. */
  readonly name: string;
  readonly nameRange: TextRange;
  readonly args: readonly Expression[];
  /** True for `f(xs...)`. */
  readonly expandFinal: boolean;
  readonly openParen: TextRange;
  /** Undefined where the call is not closed. */
  readonly closeParen: TextRange | undefined;
}

export interface ConditionalExpr {
  readonly kind: "ConditionalExpr";
  readonly range: TextRange;
  readonly condition: Expression;
  readonly then: Expression;
  readonly else: Expression;
}

export type BinaryOperator = "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%";

export interface BinaryOpExpr {
  readonly kind: "BinaryOpExpr";
  readonly range: TextRange;
  readonly operator: BinaryOperator;
  readonly operatorRange: TextRange;
  readonly left: Expression;
  readonly right: Expression;
}

export interface UnaryOpExpr {
  readonly kind: "UnaryOpExpr";
  readonly range: TextRange;
  readonly operator: "-" | "!";
  readonly operand: Expression;
}

/** `[for …]` or `{for …}`. */
export interface ForExpr {
  readonly kind: "ForExpr";
  readonly range: TextRange;
  readonly result: "tuple" | "object";
  readonly keyVar: Identifier | undefined;
  readonly valueVar: Identifier;
  readonly collection: Expression;
  /** Only for `object`. */
  readonly keyExpr: Expression | undefined;
  readonly valueExpr: Expression;
  readonly condition: Expression | undefined;
  /** True for `value...`. */
  readonly group: boolean;
}

export interface TupleConsExpr {
  readonly kind: "TupleConsExpr";
  readonly range: TextRange;
  readonly elements: readonly Expression[];
}

export interface ObjectConsExpr {
  readonly kind: "ObjectConsExpr";
  readonly range: TextRange;
  readonly items: readonly ObjectItem[];
}

export interface ObjectItem {
  readonly kind: "ObjectItem";
  readonly range: TextRange;
  /** The key as written. A bare name is a ScopeTraversalExpr without steps, and yet a literal key: see `name`. */
  readonly key: Expression;
  /** The key's value where it is a bare name, a literal or a plain string. */
  readonly name: string | undefined;
  readonly separator: "=" | ":";
  readonly value: Expression;
}

export interface ParenthesesExpr {
  readonly kind: "ParenthesesExpr";
  readonly range: TextRange;
  readonly expression: Expression;
}

/**
 * Text that is not an expression yet. `reason` says how it broke, `inner` holds what could be understood:
 * `foo.` is an ErrorExpr `trailing-dot` around the traversal `foo`; `x = ` has `missing` with an empty range.
 */
export interface ErrorExpr {
  readonly kind: "ErrorExpr";
  readonly range: TextRange;
  readonly reason: "missing" | "trailing-dot" | "unexpected";
  readonly inner: readonly Expression[];
}

export type Node = Body | BodyItem | Expression | TemplatePart | ObjectItem | TraversalStep;
