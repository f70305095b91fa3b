#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A door to RE2: compile a regular expression, and ask whether the whole of a text matches it.

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled expression; any number of threads may match with it.
typedef struct re2_expression re2_expression;

/// Compiles a UTF-8 expression in RE2's Perl-like syntax, in which a dot matches a line end too.
///
/// `memory` bounds the bytes that the program and its cached states take. NULL when RE2 refuses the expression; `reason` then
/// holds RE2's words, ended by NUL and cut to `capacity` bytes, which may end within a UTF-8 character.
re2_expression *_Nullable re2_expression_create(
    const char *_Nullable bytes, size_t count, int64_t memory, char *_Nonnull reason, size_t capacity);
void re2_expression_destroy(re2_expression *_Nullable expression);

/// Whether the whole text matches; false without an expression.
bool re2_expression_matches(const re2_expression *_Nullable expression, const char *_Nullable bytes, size_t count);

#ifdef __cplusplus
}
#endif
