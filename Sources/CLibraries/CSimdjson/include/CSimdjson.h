#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A generic interface to simdjson's DOM: parse, kind, key, children, text and numbers. Swift knows the API's messages.

#ifdef __cplusplus
extern "C" {
#endif

/// A parser that owns the document it parsed last.
typedef struct json_parser json_parser;

/// A place in a parsed document; valid until its parser is destroyed or parses again.
typedef struct {
    const void *_Nullable document;
    size_t index;
} json_element;

/// Text inside a document: UTF-8 with escapes decoded, not ended by NUL.
typedef struct {
    const char *_Nullable bytes;
    size_t count;
} json_text;

/// The remaining children of an array or an object.
typedef struct {
    json_element next;
    json_element end;
    /// How many children there were at first, or 16,777,215 for more.
    size_t count;
    bool keyed;
} json_children;

typedef enum __attribute__((enum_extensibility(closed))) {
    json_kind_null,
    json_kind_boolean,
    json_kind_number,
    json_kind_string,
    json_kind_array,
    json_kind_object,
} json_kind;

/// A key in both spellings that proto3 JSON allows; `other` is empty if there is only one.
typedef struct {
    json_text name;
    json_text other;
} json_key;

/// The value of a key, which may not be there.
typedef struct {
    /// The key's name.
    json_text name;
    /// For a string, its bytes and their count; otherwise, the two words of its element.
    const void *_Nullable start;
    size_t count;
    json_kind kind;
    bool is_found;
} json_field;

json_parser *_Nullable json_parser_create(void);
void json_parser_destroy(json_parser *_Nullable parser);

/// Parses a whole document; returns NULL on success, otherwise the reason as a static text.
///
/// A number beyond 64 bits is accepted and reads as a number that is no int64. `is_padded` promises that the 64 bytes
/// after the text are readable. A document of `most_values` values or more is refused before it takes memory; a value
/// takes up to 24 bytes.
const char *_Nullable json_parse(
    json_parser *_Nonnull parser, const uint8_t *_Nullable bytes, size_t count, bool is_padded, size_t most_values,
    json_element *_Nonnull root);

/// Parses an object or array that stands `depth` levels deep in a document, like `json_parse`, but keeps all memory for
/// the next part. The number of values is not limited.
const char *_Nullable json_parse_part(
    json_parser *_Nonnull parser, const uint8_t *_Nullable bytes, size_t count, bool is_padded, size_t depth,
    json_element *_Nonnull root);

/// Whether a document has at least this many values, in which case it may be refused.
bool json_has_values(const uint8_t *_Nullable bytes, size_t count, size_t values);

/// The bytes from the opening bracket of an object or array through its closing one; 0 if it has no end. The content
/// between them is not checked.
size_t json_bracketed_length(const uint8_t *_Nonnull bytes, size_t count);

json_kind json_kind_of(json_element element);
/// The first value with this key; false if the element is not an object or has no such key.
bool json_find(json_element object, json_text key, json_element *_Nonnull value);
/// Finds the values of several keys in one pass over an object's members. The first member with a key counts, and one
/// with the key's name before one with its other spelling. There are `count` keys and fields.
void json_find_all(json_element object, const json_key *_Nonnull keys, size_t count, json_field *_Nonnull fields);
bool json_text_of(json_element element, json_text *_Nonnull text);
/// A whole number, even if written 1.0 or 1e2; false if the element is not a number or does not fit.
bool json_int64_of(json_element element, int64_t *_Nonnull number);
/// Any number; false if the element is not a number.
bool json_double_of(json_element element, double *_Nonnull number);
/// False if the element is not a boolean.
bool json_boolean_of(json_element element, bool *_Nonnull value);

/// False if the element is neither an array nor an object.
bool json_children_of(json_element element, json_children *_Nonnull children);
/// The next child and its key (empty in an array); false at the end.
bool json_children_next(json_children *_Nonnull children, json_text *_Nonnull key, json_element *_Nonnull value);

#ifdef __cplusplus
}
#endif
