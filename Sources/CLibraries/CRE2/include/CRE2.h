#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A C interface to RE2: compile a regular expression, and ask whether it matches a whole text.

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled expression; any number of threads may match with it.
typedef struct re2_expression re2_expression;

/// Compiles a UTF-8 expression in RE2's Perl-like syntax; a dot also matches a line end.
///
/// `memory` limits the bytes for the program and its cached states. Returns NULL if RE2 refuses the expression; then
/// `reason` holds RE2's message, ended by NUL and cut to `capacity` bytes, possibly within a UTF-8 character.
re2_expression *_Nullable re2_expression_create(
    const char *_Nullable bytes, size_t count, int64_t memory, char *_Nonnull reason, size_t capacity);
void re2_expression_destroy(re2_expression *_Nullable expression);

/// Whether the whole text matches; false without an expression.
bool re2_expression_matches(const re2_expression *_Nullable expression, const char *_Nullable bytes, size_t count);

#ifdef __cplusplus
}
#endif
