// Included before `parser.c` when it is compiled: makes the generated lexer look an ASCII character up among the first
// ranges of a character set, instead of searching the ranges of all scripts for every letter of every name.
#include "tree_sitter/parser.h"

static inline bool ascii_first_contains(const TSCharacterRange *ranges, uint32_t length, int32_t c) {
  if (c >= 128) return set_contains(ranges, length, c);
  for (uint32_t i = 0; i < length && ranges[i].start <= c; i++) {
    if (c <= ranges[i].end) return true;
  }
  return false;
}

#define set_contains ascii_first_contains
