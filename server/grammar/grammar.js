// The grammar of HCL's native syntax, written from its specification.
//
// Newlines are tokens where HCL gives them a meaning (bodies and object constructors) and white space elsewhere; the
// external scanner (`src/scanner.c`) decides by the brackets it has seen. The leaves are HCL's own tokens.
//
// Half-typed text has nodes of its own, so that it never costs its neighbours. They are zero-width tokens which the
// scanner gives where the text cannot be valid any more:
//   unterminated        stands for a closing bracket, brace, quote or heredoc tag
//   missing_expression  stands for an expression (`x = ⏎`, `a == ⏎`, `"${}"`)
//   missing_name        stands for an attribute's name (`foo.⏎`)
//   missing_body        stands for a block's `{ … }` (`resource "a"⏎`)
// A tree with one of them, or with an ERROR or MISSING node, is not valid HCL. Whatever else HCL rejects is up to
// the validator.

/** HCL's operators, weakest first. */
/** Operators of one strength are one kind of token where nothing else needs them apart: that keeps the tables small. */
const BINARY_OPERATORS = [
  "||",
  "&&",
  token(choice("==", "!=")),
  token(choice("<", ">", "<=", ">=")),
  choice("+", "-"),
  choice("*", token(choice("/", "%"))),
];

const PRECEDENCE = { conditional: 1, binary: 2, unary: 9, traversal: 10 };

const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/;

/** As in HCL's scanner a number may hold several dots; the validator rejects those. */
const NUMBER = /[0-9](([0-9.]|[eE][+-]?[0-9])*([0-9]|[eE][+-]?[0-9]))?/;

const commaSeparated = (rule) => seq(rule, repeat(seq(",", rule)));

module.exports = grammar({
  name: "hcl",

  // The scanner's `enum Token` has the same order.
  externals: ($) => [
    $._newline,
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    $._for_brace,
    $.plain_string,
    $._quote_open,
    $._quote_close,
    $.template_literal,
    $._interpolation_open,
    $._directive_open,
    $._template_close,
    $.heredoc_open,
    $.heredoc_close,
    $.unterminated,
    $.missing_expression,
    $.missing_name,
    $.missing_body,
    $.comment,
    $._recovery_mark,
    $._never,
  ],

  // The external comment makes the scanner run in every state, and so the line breaks named here are only ever
  // skipped where the scanner has found them to be white space.
  extras: ($) => [/[ \t\r\n]+/, $.comment],

  word: ($) => $.identifier,

  inline: ($) => [$._line, $._item, $._arguments, $._close_brace, $._close_bracket, $._close_paren, $._close_quote, $._close_template],

  rules: {
    config_file: ($) => seq(optional($._recovery_mark), repeat($._line), optional($._item)),

    // Bodies

    _line: ($) => choice($._newline, seq($._item, $._newline)),

    _item: ($) => choice($.attribute, $.block),

    attribute: ($) => seq(field("name", alias($._name, $.identifier)), "=", field("value", $._expression)),

    block: ($) =>
      seq(
        field("type", alias($._name, $.identifier)),
        repeat(field("label", choice(alias($._name, $.identifier), $.plain_string, $.quoted_label))),
        choice(
          $.missing_body,
          seq("{", $._close_brace),
          seq("{", $.attribute, $._close_brace),
          seq("{", $._newline, repeat($._line), $._close_brace),
        ),
      ),

    quoted_label: ($) =>
      seq(
        alias($._quote_open, '"'),
        repeat(choice($.template_literal, $.interpolation, $.template_if, $.template_for)),
        $._close_quote,
      ),

    _close_brace: ($) => choice("}", $.unterminated),
    _close_bracket: ($) => choice("]", $.unterminated),
    _close_paren: ($) => choice(")", $.unterminated),
    _close_quote: ($) => choice(alias($._quote_close, '"'), $.unterminated),
    _close_template: ($) => choice(alias($._template_close, "}"), $.unterminated),

    // Expressions

    _expression: ($) => choice($.conditional, $.binary_operation, $._operand),

    _operand: ($) => choice($.unary_operation, $._term),

    _term: ($) =>
      choice(
        $.number,
        alias(choice("true", "false"), $.bool),
        alias("null", $.null),
        $.plain_string,
        $.quoted_template,
        $.heredoc_template,
        alias($.identifier, $.variable),
        $.function_call,
        $.get_attr,
        $.index,
        $.attr_splat,
        $.full_splat,
        $.parentheses,
        $.tuple,
        $.object,
        $.for_tuple,
        $.for_object,
        $.missing_expression,
      ),

    conditional: ($) =>
      prec.right(
        PRECEDENCE.conditional,
        seq(field("condition", $._expression), "?", field("then", $._expression), ":", field("else", $._expression)),
      ),

    binary_operation: ($) =>
      choice(
        ...BINARY_OPERATORS.map((operator, strength) =>
          prec.left(
            PRECEDENCE.binary + strength,
            seq(
              field("left", $._expression),
              field("operator", alias(operator, $.operator)),
              field("right", $._expression),
            ),
          ),
        ),
      ),

    unary_operation: ($) =>
      prec(PRECEDENCE.unary, seq(field("operator", choice("-", "!")), field("operand", $._operand))),

    number: () => NUMBER,

    // Steps of a traversal

    get_attr: ($) =>
      prec(
        PRECEDENCE.traversal,
        seq(field("object", $._term), ".", field("name", choice(alias($._name, $.identifier), $.number, $.missing_name))),
      ),

    attr_splat: ($) => prec(PRECEDENCE.traversal, seq(field("object", $._term), ".", "*")),

    index: ($) =>
      prec(
        PRECEDENCE.traversal,
        seq(field("object", $._term), "[", field("key", $._expression), $._close_bracket),
      ),

    full_splat: ($) => prec(PRECEDENCE.traversal, seq(field("object", $._term), "[", "*", $._close_bracket)),

    // Calls and constructors

    function_call: ($) =>
      prec(PRECEDENCE.traversal, seq(field("name", $.function_name), "(", optional($._arguments), $._close_paren)),

    function_name: ($) =>
      seq(choice($.identifier, alias(choice("true", "false", "null"), $.identifier)), repeat(seq("::", $.identifier))),

    _arguments: ($) => seq(commaSeparated($._expression), optional(choice(",", "..."))),

    parentheses: ($) => seq("(", $._expression, $._close_paren),

    tuple: ($) => seq("[", optional(seq(commaSeparated($._expression), optional(","))), $._close_bracket),

    object: ($) =>
      seq(
        "{",
        repeat($._newline),
        repeat(seq($.object_item, choice(",", $._newline), repeat($._newline))),
        optional($.object_item),
        $._close_brace,
      ),

    object_item: ($) => seq(field("key", $._expression), choice("=", ":"), field("value", $._expression)),

    for_tuple: ($) =>
      seq("[", $._for_intro, ":", field("value", $._expression), optional($._for_condition), $._close_bracket),

    for_object: ($) =>
      seq(
        alias($._for_brace, "{"),
        $._for_intro,
        ":",
        field("key", $._expression),
        "=>",
        field("value", $._expression),
        optional("..."),
        optional($._for_condition),
        $._close_brace,
      ),

    _for_intro: ($) =>
      seq("for", $.identifier, optional(seq(",", $.identifier)), "in", field("collection", $._expression)),

    _for_condition: ($) => seq("if", field("condition", $._expression)),

    // Templates

    quoted_template: ($) => seq(alias($._quote_open, '"'), repeat($._template_part), $._close_quote),

    heredoc_template: ($) =>
      seq($.heredoc_open, repeat($._template_part), choice($.heredoc_close, $.unterminated)),

    _template_part: ($) => choice($.template_literal, $.interpolation, $.template_if, $.template_for),

    interpolation: ($) => seq(alias($._interpolation_open, "${"), $._expression, $._close_template),

    template_if: ($) =>
      seq($.if_marker, repeat($._template_part), optional(seq($.else_marker, repeat($._template_part))), $.endif_marker),

    template_for: ($) => seq($.for_marker, repeat($._template_part), $.endfor_marker),

    if_marker: ($) => seq(alias($._directive_open, "%{"), "if", $._expression, $._close_template),
    else_marker: ($) => seq(alias($._directive_open, "%{"), "else", $._close_template),
    endif_marker: ($) => seq(alias($._directive_open, "%{"), "endif", $._close_template),
    for_marker: ($) => seq(alias($._directive_open, "%{"), $._for_intro, $._close_template),
    endfor_marker: ($) => seq(alias($._directive_open, "%{"), "endfor", $._close_template),

    // A body item starts with the same text as any name, but not with the `word` token: tree-sitter re-uses no node
    // after an edit whose first leaf is that token, and would read every later item of the file again.
    _name: () => token(prec(-1, IDENTIFIER)),
    identifier: () => IDENTIFIER,
  },
});
