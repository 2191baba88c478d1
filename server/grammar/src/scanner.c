// The external scanner: every bracket, quote, line break, comment and piece of template text.
//
// It keeps a stack of what is open. The stack depends on the text alone and never on the parser's state, so that an
// error can not put strings and code out of phase. Zero-width tokens (see grammar.js) are given where the text can not
// be valid any more; each of them changes the stack or the parser's state, so that the two always make progress.
#include "tree_sitter/alloc.h"
#include "tree_sitter/parser.h"
#include <string.h>

enum Token {
  NEWLINE,
  OPEN_BRACE,
  CLOSE_BRACE,
  OPEN_PAREN,
  CLOSE_PAREN,
  OPEN_BRACKET,
  CLOSE_BRACKET,
  FOR_BRACE,
  PLAIN_STRING,
  QUOTE_OPEN,
  QUOTE_CLOSE,
  TEMPLATE_LITERAL,
  INTERPOLATION_OPEN,
  DIRECTIVE_OPEN,
  TEMPLATE_CLOSE,
  HEREDOC_OPEN,
  HEREDOC_CLOSE,
  UNTERMINATED,
  MISSING_EXPRESSION,
  MISSING_NAME,
  MISSING_BODY,
  COMMENT,
  RECOVERY_MARK,
  NEVER, // In no rule: valid only while tree-sitter recovers, and an error wherever it is given.
};

// What can be open. A heredoc's frame lies on top of its tag's bytes and their count, a brace's frame in a recovery
// parse on top of the indentation of the line it was opened on.
enum Frame {
  ROOT,
  BRACE,       // A body or an object: line breaks count. Those of a recovery parse are the next three.
  BRACE_NEW,   // Nothing stands below it yet.
  BRACE_IN,    // What stands in it is indented.
  BRACE_FLAT,  // What stands in it is not.
  PAREN,       // From here on to INTERPOLATION they do not.
  BRACKET,
  FOR,
  INTERPOLATION,
  QUOTED,      // From here on the text is a template's.
  HEREDOC_BOL, // At the beginning of a line, where the closing tag may stand.
  HEREDOC_MID,
};

enum {
  STACK_SIZE = 1000,
  TAG_SIZE = 250,
  // The first character of a text that is parsed for the second time, after the first parse found mistakes.
  RECOVERY_CHARACTER = 0xFDD0,
};

enum Flag {
  RECOVERING = 1,     // The text begins with the recovery character.
  CLOSING = 2,        // Frames above `target` are being closed.
  NEWLINE_GIVEN = 4,  // A zero-width line break was given since the last frame was closed.
  COMMENT_LINE = 8,   // The next token is a comment that has its line to itself, and its line break is given already.
};

typedef struct {
  uint8_t flags;
  uint8_t indentation; // Of this line, in a recovery parse: as far as known, never too large.
  uint16_t target;
  uint16_t size;
  uint8_t stack[STACK_SIZE];
} Scanner;

void *tree_sitter_hcl_external_scanner_create(void) { return ts_calloc(1, sizeof(Scanner)); }

void tree_sitter_hcl_external_scanner_destroy(void *payload) { ts_free(payload); }

// One byte of flags, the indentation in a recovery parse, two bytes of the target where frames are being closed, and the
// stack. Nothing at all at the root.
unsigned tree_sitter_hcl_external_scanner_serialize(void *payload, char *buffer) {
  Scanner *s = payload;
  unsigned length = 0;
  if (!s->flags && !s->size) return 0;
  buffer[length++] = (char)s->flags;
  if (s->flags & RECOVERING) buffer[length++] = (char)s->indentation;
  if (s->flags & CLOSING) {
    buffer[length++] = (char)(s->target & 255);
    buffer[length++] = (char)(s->target >> 8);
  }
  memcpy(buffer + length, s->stack, s->size);
  return length + s->size;
}

void tree_sitter_hcl_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  Scanner *s = payload;
  unsigned at = 0;
  s->flags = 0;
  s->indentation = 0;
  s->target = 0;
  s->size = 0;
  if (length == 0) return;
  s->flags = (uint8_t)buffer[at++];
  if (s->flags & RECOVERING) s->indentation = (uint8_t)buffer[at++];
  if (s->flags & CLOSING) {
    s->target = (uint16_t)((uint8_t)buffer[at] | (uint8_t)buffer[at + 1] << 8);
    at += 2;
  }
  s->size = (uint16_t)(length - at);
  memcpy(s->stack, buffer + at, s->size);
}

// The stack

static inline uint8_t top(const Scanner *s) { return s->size ? s->stack[s->size - 1] : ROOT; }

static inline bool is_heredoc(uint8_t frame) { return frame == HEREDOC_BOL || frame == HEREDOC_MID; }

static inline bool is_plain_bracket(uint8_t frame) { return frame == PAREN || frame == BRACKET; }

static inline bool is_brace(uint8_t frame) { return frame >= BRACE && frame <= BRACE_FLAT; }

static inline bool newlines_count(uint8_t frame) { return frame <= BRACE_FLAT; }

// The size of the stack below the frame that ends at `size`.
static inline unsigned below(const Scanner *s, unsigned size) {
  const uint8_t frame = s->stack[size - 1];
  if (is_heredoc(frame)) return size - 2 - s->stack[size - 2];
  return frame > BRACE && frame <= BRACE_FLAT ? size - 2 : size - 1;
}

static inline void pop(Scanner *s) {
  if (s->size) s->size = (uint16_t)below(s, s->size);
}

// Refuses to go deeper than the state can hold: the bracket then is an error of its own.
static bool push(Scanner *s, uint8_t frame) {
  if (s->size >= STACK_SIZE - TAG_SIZE - 10) return false;
  s->stack[s->size++] = frame;
  return true;
}

// Characters

static inline void advance(TSLexer *l) { l->advance(l, false); }

static inline void skip(TSLexer *l) { l->advance(l, true); }

// Gives a token that ends at the last mark; a zero-width one where nothing but white space was passed.
static inline bool give(TSLexer *l, enum Token token) {
  l->result_symbol = token;
  return true;
}

// Gives a token that ends here.
static inline bool give_here(TSLexer *l, enum Token token) {
  l->mark_end(l);
  return give(l, token);
}

// A NUL may be text: asking tree-sitter costs a call, so that only a NUL asks.
static inline bool at_end(TSLexer *l) { return l->lookahead == 0 && l->eof(l); }

static inline bool is_blank(int32_t c) { return c == ' ' || c == '\t'; }

// The scanner only ever asks this for look-ahead, so every character beyond ASCII may pass for a letter.
static inline bool starts_name(int32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c > 127;
}

static inline bool is_digit(int32_t c) { return c >= '0' && c <= '9'; }

static inline bool continues_name(int32_t c) { return starts_name(c) || is_digit(c) || c == '-'; }

static inline void advance_over_blanks(TSLexer *l) {
  while (is_blank(l->lookahead)) advance(l);
}

static inline void advance_to_line_end(TSLexer *l) {
  while (l->lookahead != '\n' && !at_end(l)) advance(l);
}

static unsigned encode(int32_t c, uint8_t *out) {
  if (c < 0x80) {
    out[0] = (uint8_t)c;
    return 1;
  }
  if (c < 0x800) {
    out[0] = (uint8_t)(0xC0 | c >> 6);
    out[1] = (uint8_t)(0x80 | (c & 63));
    return 2;
  }
  if (c < 0x10000) {
    out[0] = (uint8_t)(0xE0 | c >> 12);
    out[1] = (uint8_t)(0x80 | (c >> 6 & 63));
    out[2] = (uint8_t)(0x80 | (c & 63));
    return 3;
  }
  out[0] = (uint8_t)(0xF0 | c >> 18);
  out[1] = (uint8_t)(0x80 | (c >> 12 & 63));
  out[2] = (uint8_t)(0x80 | (c >> 6 & 63));
  out[3] = (uint8_t)(0x80 | (c & 63));
  return 4;
}

// Heredocs

static bool advance_over_tag(TSLexer *l, const uint8_t *tag, unsigned length) {
  unsigned i = 0;
  while (i < length) {
    uint8_t bytes[4];
    if (at_end(l)) return false;
    unsigned count = encode(l->lookahead, bytes);
    if (i + count > length || memcmp(tag + i, bytes, count) != 0) return false;
    i += count;
    advance(l);
  }
  return true;
}

static bool at_line_end(TSLexer *l) {
  while (is_blank(l->lookahead) || l->lookahead == '\r') advance(l);
  return l->lookahead == '\n';
}

// Is the rest of this line the closing tag? HCL needs a line break behind it.
static bool is_closing_tag_line(TSLexer *l, const uint8_t *tag, unsigned length) {
  return advance_over_tag(l, tag, length) && at_line_end(l);
}

// Looks ahead for the closing tag. In a recovery parse another opening of the same tag ends the search.
static bool heredoc_is_closed(const Scanner *s, TSLexer *l, const uint8_t *tag, unsigned length) {
  while (!at_end(l)) {
    advance_over_blanks(l);
    if (is_closing_tag_line(l, tag, length)) return true;
    bool after_equals = false;
    while (l->lookahead != '\n' && !at_end(l)) {
      int32_t c = l->lookahead;
      advance(l);
      if (c == '<' && after_equals && l->lookahead == '<' && (s->flags & RECOVERING)) {
        advance(l);
        if (l->lookahead == '-') advance(l);
        if (is_closing_tag_line(l, tag, length)) return false;
      }
      after_equals = c == '=' || (after_equals && is_blank(c));
    }
    if (at_end(l)) return false;
    advance(l);
  }
  return false;
}

static bool scan_heredoc_open(Scanner *s, TSLexer *l) {
  advance(l);
  if (l->lookahead != '<') return false;
  advance(l);
  if (l->lookahead == '-') advance(l);
  if (!starts_name(l->lookahead) || s->size >= STACK_SIZE - TAG_SIZE - 10) return false;
  const unsigned start = s->size;
  unsigned length = 0;
  while (continues_name(l->lookahead)) {
    if (length + 4 > TAG_SIZE) return false;
    length += encode(l->lookahead, &s->stack[start + length]);
    advance(l);
  }
  if (l->lookahead == '\r') advance(l);
  if (l->lookahead != '\n') return false;
  advance(l);
  l->mark_end(l);
  s->size = (uint16_t)(start + length);
  s->stack[s->size++] = (uint8_t)length;
  s->stack[s->size++] = HEREDOC_BOL;
  if (!heredoc_is_closed(s, l, &s->stack[start], length)) {
    // The lines below are read as code: the heredoc is closed before it began.
    s->flags |= CLOSING;
    s->target = (uint16_t)start;
  }
  return give(l, HEREDOC_OPEN);
}

// At the beginning of a heredoc's line: gives the closing tag, with its indentation, where it stands here.
// `*moved` says whether blanks or a part of the tag were passed as text instead.
static bool scan_heredoc_close(Scanner *s, TSLexer *l, bool *moved) {
  const unsigned length = s->stack[s->size - 2];
  const uint8_t *tag = &s->stack[s->size - 2 - length];
  while (is_blank(l->lookahead)) {
    advance(l);
    *moved = true;
  }
  unsigned i = 0;
  while (i < length) {
    uint8_t bytes[4];
    if (at_end(l)) return false;
    unsigned count = encode(l->lookahead, bytes);
    if (i + count > length || memcmp(tag + i, bytes, count) != 0) return false;
    i += count;
    advance(l);
    *moved = true;
  }
  l->mark_end(l);
  if (!at_line_end(l)) return false;
  pop(s);
  l->result_symbol = HEREDOC_CLOSE;
  return true;
}

// Template text: one token up to the next `${`, `%{` or the end of the template.
static bool scan_template(Scanner *s, TSLexer *l) {
  const bool quoted = top(s) == QUOTED;
  bool any = false;
  if (top(s) == HEREDOC_BOL) {
    if (scan_heredoc_close(s, l, &any)) return true;
    s->stack[s->size - 1] = HEREDOC_MID;
  }
  for (;;) {
    const int32_t c = l->lookahead;
    if (at_end(l)) {
      if (any) return give_here(l, TEMPLATE_LITERAL);
      pop(s);
      return give_here(l, UNTERMINATED);
    }
    if (quoted && (c == '"' || c == '\n' || c == '\r')) {
      if (any) return give_here(l, TEMPLATE_LITERAL);
      l->mark_end(l);
      pop(s);
      if (c != '"') return give(l, UNTERMINATED);
      advance(l);
      return give_here(l, QUOTE_CLOSE);
    }
    if (quoted && c == '\\') {
      advance(l);
      any = true;
      if (l->lookahead != '\n' && l->lookahead != '\r' && !at_end(l)) advance(l);
      continue;
    }
    if (!quoted && c == '\n') {
      advance(l);
      l->mark_end(l);
      any = true;
      const unsigned length = s->stack[s->size - 2];
      advance_over_blanks(l);
      if (is_closing_tag_line(l, &s->stack[s->size - 2 - length], length)) {
        s->stack[s->size - 1] = HEREDOC_BOL;
        return give(l, TEMPLATE_LITERAL);
      }
      continue;
    }
    if (c == '$' || c == '%') {
      // `${` opens a sequence, `$${` and longer runs are text.
      l->mark_end(l);
      unsigned run = 0;
      while (l->lookahead == c) {
        run++;
        advance(l);
      }
      if (l->lookahead == '{') {
        if (run == 1) {
          if (any) return give(l, TEMPLATE_LITERAL);
          advance(l);
          if (l->lookahead == '~') advance(l);
          if (!push(s, INTERPOLATION)) return false;
          return give_here(l, c == '$' ? INTERPOLATION_OPEN : DIRECTIVE_OPEN);
        }
        advance(l);
      }
      any = true;
      continue;
    }
    advance(l);
    any = true;
  }
}

// A quoted string that is closed on its line and has no sequences is one token; any other has its quote as a token.
static bool scan_quote(Scanner *s, TSLexer *l) {
  advance(l);
  l->mark_end(l);
  for (;;) {
    const int32_t c = l->lookahead;
    if (c == '"') {
      advance(l);
      return give_here(l, PLAIN_STRING);
    }
    if (c == '\n' || c == '\r' || at_end(l)) break;
    advance(l);
    if (c == '\\') {
      if (l->lookahead == '\n' || l->lookahead == '\r' || at_end(l)) break;
      advance(l);
    } else if (c == '$' || c == '%') {
      bool escaped = false;
      while (l->lookahead == c) {
        advance(l);
        escaped = true;
      }
      if (l->lookahead == '{' && !escaped) break;
    }
  }
  return push(s, QUOTED) && give(l, QUOTE_OPEN);
}

// Half-typed text

// The placeholder the parser waits for, or NEVER. It goes before whatever closes the construct.
static enum Token wanted_placeholder(const bool *valid) {
  if (valid[NEVER]) return NEVER;
  if (valid[MISSING_NAME]) return MISSING_NAME;
  if (valid[MISSING_BODY]) return MISSING_BODY;
  if (valid[MISSING_EXPRESSION] && !valid[UNTERMINATED]) return MISSING_EXPRESSION;
  return NEVER;
}

// Closes the open frames above `target`, one zero-width token a call.
static bool start_closing(Scanner *s, TSLexer *l, const bool *valid, unsigned target) {
  s->flags |= CLOSING;
  s->target = (uint16_t)target;
  const enum Token placeholder = wanted_placeholder(valid);
  if (placeholder != NEVER) return give(l, placeholder);
  pop(s);
  return give(l, UNTERMINATED);
}

// Goes on closing. False when there is nothing left to close and the text is to be read as ever.
static bool continue_closing(Scanner *s, TSLexer *l, const bool *valid) {
  l->mark_end(l);
  while (s->size > s->target) {
    const enum Token placeholder = wanted_placeholder(valid);
    if (placeholder != NEVER) return give(l, placeholder);
    if (is_brace(top(s)) && !valid[UNTERMINATED]) {
      if (valid[NEWLINE] && !(s->flags & NEWLINE_GIVEN)) {
        s->flags |= NEWLINE_GIVEN;
        return give(l, NEWLINE);
      }
      // The parser has closed it on its own.
      pop(s);
      continue;
    }
    s->flags &= (uint8_t)~NEWLINE_GIVEN;
    pop(s);
    return give(l, UNTERMINATED);
  }
  const bool given = s->flags & NEWLINE_GIVEN;
  s->flags &= (uint8_t) ~(CLOSING | NEWLINE_GIVEN);
  if (given || !newlines_count(top(s))) return false;
  while (is_blank(l->lookahead) || l->lookahead == '\r') skip(l);
  const int32_t c = l->lookahead;
  if (c == '\n' || c == '#' || c == '/' || at_end(l) || !valid[NEWLINE] || valid[NEVER]) return false;
  if (c == '}' && (valid[CLOSE_BRACE] || valid[TEMPLATE_CLOSE])) return false;
  return give_here(l, NEWLINE);
}

// Does this line begin as an attribute or a block does, `name =`, `name {` or `name "`? No expression goes on so, save
// after the words `if` and `in`.
static bool begins_item(TSLexer *l) {
  char word[2] = {0, 0};
  unsigned length = 0;
  while (continues_name(l->lookahead)) {
    if (length < 2) word[length] = (char)l->lookahead;
    length++;
    advance(l);
  }
  const bool operator_word = length == 2 && word[0] == 'i' && (word[1] == 'f' || word[1] == 'n');
  advance_over_blanks(l);
  if (l->lookahead == '=') {
    advance(l);
    return l->lookahead != '=' && l->lookahead != '>';
  }
  return !operator_word && (l->lookahead == '{' || l->lookahead == '"');
}

// Does this line begin as a block with a label or a brace does, `name {` or `name "…" name {`?
static bool begins_block(TSLexer *l) {
  while (continues_name(l->lookahead)) advance(l);
  advance_over_blanks(l);
  return l->lookahead == '{' || l->lookahead == '"';
}

// The size of the stack up to the innermost body or object, or up to the innermost heredoc if that is nearer.
static unsigned nearest_line_frame(const Scanner *s, bool *heredoc) {
  unsigned size = s->size;
  *heredoc = false;
  while (size) {
    const uint8_t frame = s->stack[size - 1];
    if (is_brace(frame)) return size;
    if (is_heredoc(frame)) {
      *heredoc = true;
      return size;
    }
    size = below(s, size);
  }
  return 0;
}

// Comments

// Up to the line break, which is a token of its own: it ends the item before the comment.
static bool scan_line_comment(TSLexer *l) {
  for (;;) {
    if (at_end(l) || l->lookahead == '\n') return give_here(l, COMMENT);
    if (l->lookahead == '\r') {
      l->mark_end(l);
      advance(l);
      if (l->lookahead == '\n') return give(l, COMMENT);
    } else {
      advance(l);
    }
  }
}

// Is there a line comment here? Only ever asked behind the end of the token.
static bool begins_line_comment(TSLexer *l) {
  if (l->lookahead == '#') return true;
  if (l->lookahead != '/') return false;
  advance(l);
  return l->lookahead == '/';
}

// A line comment that has its line to itself, in a body or object: with its line break, which ends no item. The blank
// lines between it and a comment like it are skipped.
static bool scan_comment_line(Scanner *s, TSLexer *l) {
  s->flags &= (uint8_t)~COMMENT_LINE;
  while (l->lookahead == '\n' || l->lookahead == '\r' || is_blank(l->lookahead)) skip(l);
  advance_to_line_end(l);
  if (!at_end(l)) advance(l);
  l->mark_end(l);
  for (;;) {
    if (l->lookahead == '\r') {
      advance(l);
      if (l->lookahead != '\n') return give(l, COMMENT);
    }
    if (l->lookahead != '\n' && !is_blank(l->lookahead)) break;
    advance(l);
  }
  if (begins_line_comment(l)) s->flags |= COMMENT_LINE;
  return give(l, COMMENT);
}

// Behind `/*`: up to `*/`. False at the end of the file.
static bool advance_over_block_comment(TSLexer *l) {
  for (;;) {
    if (at_end(l)) return false;
    if (l->lookahead == '*') {
      advance(l);
      if (l->lookahead == '/') {
        advance(l);
        return true;
      }
    } else {
      advance(l);
    }
  }
}

static void advance_over_trivia(TSLexer *l) {
  for (;;) {
    if (is_blank(l->lookahead) || l->lookahead == '\r' || l->lookahead == '\n') {
      advance(l);
    } else if (l->lookahead == '#') {
      advance_to_line_end(l);
    } else if (l->lookahead == '/') {
      advance(l);
      if (l->lookahead == '/') {
        advance_to_line_end(l);
      } else if (l->lookahead == '*') {
        advance(l);
        if (!advance_over_block_comment(l)) return;
      } else {
        return;
      }
    } else {
      return;
    }
  }
}

// Brackets

static inline uint8_t capped(uint32_t column) { return column < 255 ? (uint8_t)column : 255; }

static bool follows_for(TSLexer *l) {
  advance_over_trivia(l);
  static const char word[] = "for";
  for (unsigned i = 0; i < 3; i++) {
    if (l->lookahead != word[i]) return false;
    advance(l);
  }
  return !continues_name(l->lookahead);
}

static bool scan_open_brace(Scanner *s, TSLexer *l, const bool *valid, bool crossed) {
  const uint8_t indentation = crossed ? capped(l->get_column(l)) : s->indentation;
  advance(l);
  l->mark_end(l);
  // HCL takes every `{ for` where an expression may stand for a `for` expression.
  const bool is_for = valid[FOR_BRACE] && !valid[NEVER] && follows_for(l);
  if (!is_for && (s->flags & RECOVERING)) {
    if (!push(s, indentation)) return false;
    s->stack[s->size++] = BRACE_NEW;
    return give(l, OPEN_BRACE);
  }
  if (!push(s, is_for ? FOR : BRACE)) return false;
  return give(l, is_for ? FOR_BRACE : OPEN_BRACE);
}

static bool scan_close_brace(Scanner *s, TSLexer *l, const bool *valid, bool crossed) {
  if (is_plain_bracket(top(s))) {
    unsigned size = s->size;
    while (size && is_plain_bracket(s->stack[size - 1])) size--;
    if (size) return start_closing(s, l, valid, size);
    s->size = 0;
  }
  const enum Token placeholder = wanted_placeholder(valid);
  if (placeholder != NEVER) {
    if (!crossed) l->mark_end(l);
    return give(l, placeholder);
  }
  if (top(s) == INTERPOLATION && crossed && s->size > 1 && s->stack[s->size - 2] == QUOTED) {
    // `"${foo` was left open and this brace closes the block around it: no quoted string goes on so.
    bool heredoc;
    const unsigned target = nearest_line_frame(s, &heredoc);
    advance(l);
    const bool ends_line = at_line_end(l) || at_end(l);
    if (ends_line && !heredoc && target) return start_closing(s, l, valid, target);
    l->mark_end(l);
    pop(s);
    return give(l, TEMPLATE_CLOSE);
  }
  advance(l);
  const bool sequence = top(s) == INTERPOLATION;
  pop(s);
  return give_here(l, sequence ? TEMPLATE_CLOSE : CLOSE_BRACE);
}

static bool scan_close_bracket(Scanner *s, TSLexer *l, const bool *valid, uint8_t frame, enum Token token) {
  unsigned size = s->size;
  while (size && s->stack[size - 1] != frame && is_plain_bracket(s->stack[size - 1])) size--;
  const bool matches = size && s->stack[size - 1] == frame;
  if (matches && size < s->size) return start_closing(s, l, valid, size);
  const enum Token placeholder = wanted_placeholder(valid);
  if (placeholder != NEVER) return give(l, placeholder);
  advance(l);
  if (matches) s->size = (uint16_t)(size - 1);
  return give_here(l, token);
}

// Line breaks

// The size of the stack up to the innermost brace that a line at this column can stand in, if the braces above it were
// left open; 0 for the root. `closing` is true for a line that begins with `}`.
static unsigned frame_for_column(const Scanner *s, uint8_t column, bool closing) {
  unsigned size = s->size;
  unsigned result = size;
  while (size) {
    const uint8_t frame = s->stack[size - 1];
    if (frame >= QUOTED || frame == BRACE_FLAT) break;
    if (is_brace(frame)) {
      const uint8_t opened_at = s->stack[size - 2];
      if (closing ? opened_at <= column : opened_at < column) return closing && opened_at < column ? s->size : size;
    }
    size = below(s, size);
    result = size;
  }
  return closing ? s->size : result;
}

// In a recovery parse, at the first character of a line in a brace: indentation tells which braces were left open.
static void check_indentation(Scanner *s, TSLexer *l, uint8_t column) {
  const int32_t c = l->lookahead;
  if (c == '#' || c == '/' || at_end(l)) return;
  s->indentation = column;
  if (!s->size) return;
  uint8_t *frame = &s->stack[s->size - 1];
  const uint8_t opened_at = s->stack[s->size - 2];
  unsigned target = s->size;
  if (c == '}') {
    if (column < opened_at) target = frame_for_column(s, column, true);
  } else if (*frame == BRACE_NEW && column > opened_at) {
    *frame = BRACE_IN;
  } else if (*frame == BRACE_NEW || *frame == BRACE_IN) {
    if (column <= opened_at && starts_name(c)) {
      const bool flat = *frame == BRACE_NEW && column == 0 && !begins_block(l);
      if (flat) *frame = BRACE_FLAT;
      else if (column == 0 || *frame == BRACE_NEW || begins_item(l)) target = frame_for_column(s, column, false);
    }
  }
  if (target < s->size) {
    s->flags |= CLOSING | NEWLINE_GIVEN;
    s->target = (uint16_t)target;
  }
}

// In a body or object: one token for a run of line breaks and blank lines, with the indentation of the next line: it
// would be passed over twice more otherwise.
static bool scan_newline(Scanner *s, TSLexer *l) {
  uint32_t column = 0;
  for (;;) {
    if (l->lookahead == '\n') {
      advance(l);
      column = 0;
    } else if (is_blank(l->lookahead)) {
      advance(l);
      column++;
    } else if (l->lookahead == '\r') {
      l->mark_end(l);
      advance(l);
      if (l->lookahead != '\n') return give(l, NEWLINE);
    } else {
      l->mark_end(l);
      if (s->flags & RECOVERING) check_indentation(s, l, capped(column));
      else if (begins_line_comment(l)) s->flags |= COMMENT_LINE;
      return give(l, NEWLINE);
    }
  }
}

static bool scan_end_of_file(Scanner *s, TSLexer *l, const bool *valid, bool crossed) {
  if (!crossed) l->mark_end(l);
  const enum Token placeholder = wanted_placeholder(valid);
  if (placeholder != NEVER) return give(l, placeholder);
  if (!s->size) return false;
  if (newlines_count(top(s)) && !valid[UNTERMINATED] && valid[NEWLINE] && !(s->flags & NEWLINE_GIVEN)) {
    s->flags |= NEWLINE_GIVEN;
    return give(l, NEWLINE);
  }
  s->flags &= (uint8_t)~NEWLINE_GIVEN;
  pop(s);
  return give(l, UNTERMINATED);
}

bool tree_sitter_hcl_external_scanner_scan(void *payload, TSLexer *l, const bool *valid) {
  Scanner *s = payload;
  if (valid[RECOVERY_MARK] && !valid[NEVER] && l->lookahead == RECOVERY_CHARACTER) {
    advance(l);
    s->flags |= RECOVERING;
    return give_here(l, RECOVERY_MARK);
  }
  if (s->flags & COMMENT_LINE) return scan_comment_line(s, l);
  if ((s->flags & CLOSING) && continue_closing(s, l, valid)) return true;
  if (top(s) >= QUOTED) return scan_template(s, l);

  const bool significant = newlines_count(top(s));
  bool crossed = false;
  for (;;) {
    const int32_t c = l->lookahead;
    if (is_blank(c)) {
      skip(l);
    } else if (c == '\n' || c == '\r') {
      if (significant || !crossed) l->mark_end(l);
      if (significant) {
        const enum Token placeholder = wanted_placeholder(valid);
        if (placeholder != NEVER && !valid[NEWLINE]) return give(l, placeholder);
      }
      if (c == '\r') {
        // A carriage return of its own is no character of HCL's.
        if (significant) advance(l);
        else skip(l);
        if (l->lookahead != '\n') return give_here(l, NEVER);
      }
      if (significant) return scan_newline(s, l);
      crossed = true;
      skip(l);
    } else {
      break;
    }
  }
  if (at_end(l)) return scan_end_of_file(s, l, valid, crossed);

  const int32_t c = l->lookahead;
  if (crossed && starts_name(c)) {
    bool heredoc;
    const unsigned target = nearest_line_frame(s, &heredoc);
    if (heredoc) {
      const unsigned length = s->stack[target - 2];
      if (is_closing_tag_line(l, &s->stack[target - 2 - length], length)) return start_closing(s, l, valid, target);
    } else if (begins_item(l)) {
      return start_closing(s, l, valid, target);
    }
    return false;
  }
  if (valid[MISSING_NAME] && !valid[NEVER] && !starts_name(c) && !is_digit(c) && c != '*' && c != '/' && c != '#') {
    if (!crossed) l->mark_end(l);
    return give(l, MISSING_NAME);
  }
  switch (c) {
    case '{':
      return scan_open_brace(s, l, valid, crossed);
    case '}':
      if (!crossed) l->mark_end(l);
      return scan_close_brace(s, l, valid, crossed);
    case '(':
      advance(l);
      return push(s, PAREN) && give_here(l, OPEN_PAREN);
    case '[':
      advance(l);
      return push(s, BRACKET) && give_here(l, OPEN_BRACKET);
    case ')':
    case ']':
      if (!crossed) l->mark_end(l);
      return c == ')' ? scan_close_bracket(s, l, valid, PAREN, CLOSE_PAREN)
                      : scan_close_bracket(s, l, valid, BRACKET, CLOSE_BRACKET);
    case ',':
      // Where a value or a closing bracket may stand, a comma may not.
      if (valid[NEVER] || valid[NEWLINE] || !valid[MISSING_EXPRESSION]) return false;
      if (!crossed) l->mark_end(l);
      return give(l, MISSING_EXPRESSION);
    case '"':
      return scan_quote(s, l);
    case '~': {
      if (top(s) != INTERPOLATION) return false;
      l->mark_end(l);
      advance(l);
      if (l->lookahead != '}') return false;
      const enum Token placeholder = wanted_placeholder(valid);
      if (placeholder != NEVER) return give(l, placeholder);
      advance(l);
      pop(s);
      return give_here(l, TEMPLATE_CLOSE);
    }
    case '#':
      return scan_line_comment(l);
    case '/':
      advance(l);
      if (l->lookahead == '/') return scan_line_comment(l);
      if (l->lookahead != '*') return false;
      advance(l);
      l->mark_end(l);
      return advance_over_block_comment(l) ? give_here(l, COMMENT) : give(l, NEVER);
    case '<':
      return valid[HEREDOC_OPEN] && scan_heredoc_open(s, l);
    default:
      return false;
  }
}
