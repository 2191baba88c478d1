// Included before `parser.c` when it is compiled: the macros of the generated lexer, made for long names.
//
// As generated, every character costs three calls into tree-sitter, which lives in another WebAssembly module: one to
// advance, one to ask for the end of the file, one to mark the end of the token; and a search among the letters of all
// scripts. Here it costs the first of them.
#include "tree_sitter/parser.h"

// Only a NUL can be the end of the file. `lexer->eof(lexer)` becomes `lexer->lookahead == 0 && is_at_end(lexer)`.
static inline bool is_at_end(TSLexer *lexer) { return lexer->eof(lexer); }

#define eof(lexer) lookahead == 0 && is_at_end(lexer)

// Looks an ASCII character up among the first ranges of a set, which are in order.
static inline bool ascii_first_contains(const TSCharacterRange *ranges, uint32_t length, int32_t c) {
  if (c >= 128) return set_contains(ranges, length, c);
  for (uint32_t i = 0; i < length && ranges[i].start <= c; i++) {
    if (c <= ranges[i].end) return true;
  }
  return false;
}

#define set_contains ascii_first_contains

// The token's end is marked when its state is left, and not while the state leads to itself.
#undef START_LEXER
#define START_LEXER()            \
  bool result = false;           \
  bool skip = false;             \
  bool unmarked = false;         \
  UNUSED                         \
  bool eof = false;              \
  int32_t lookahead;             \
  goto start;                    \
  next_state:                    \
  lexer->advance(lexer, skip);   \
  start:                         \
  skip = false;                  \
  lookahead = lexer->lookahead;

#undef ACCEPT_TOKEN
#define ACCEPT_TOKEN(symbol)      \
  result = true;                  \
  unmarked = true;                \
  lexer->result_symbol = symbol;

#define MARK_BEFORE(next)                \
  if (unmarked && state != (next)) {     \
    lexer->mark_end(lexer);              \
    unmarked = false;                    \
  }

#undef ADVANCE
#define ADVANCE(next)  \
  {                    \
    MARK_BEFORE(next)  \
    state = next;      \
    goto next_state;   \
  }

#undef ADVANCE_MAP
#define ADVANCE_MAP(...)                                             \
  {                                                                  \
    static const uint16_t map[] = {__VA_ARGS__};                     \
    for (uint32_t i = 0; i < sizeof(map) / sizeof(map[0]); i += 2) { \
      if (map[i] == lookahead) ADVANCE(map[i + 1])                   \
    }                                                                \
  }

#undef SKIP
#define SKIP(next)    \
  {                   \
    skip = true;      \
    MARK_BEFORE(next) \
    state = next;     \
    goto next_state;  \
  }

#undef END_STATE
#define END_STATE()                         \
  {                                         \
    if (unmarked) lexer->mark_end(lexer);   \
    return result;                          \
  }
