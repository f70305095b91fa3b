#include "CSimdjson.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <memory>
#include <new>

namespace dom = simdjson::dom;

struct json_parser {
    dom::document document;
    dom::parser reader;
};

// An element and both iterators are a pointer to the document and an index into its tape: copied, never interpreted.
template <typename Place> static json_element pack(const Place &place) {
    static_assert(sizeof(Place) == sizeof(json_element) && std::is_trivially_copyable<Place>::value, "two words");
    json_element element;
    std::memcpy(&element, static_cast<const void *>(&place), sizeof element);
    return element;
}

template <typename Place> static Place unpack(json_element element) {
    Place place;
    std::memcpy(static_cast<void *>(&place), &element, sizeof place);
    return place;
}

static json_text text(std::string_view view) { return {view.data(), view.size()}; }

json_parser *json_parser_create(void) { return new (std::nothrow) json_parser; }

void json_parser_destroy(json_parser *parser) { delete parser; }

static uint8_t is_mark(uint8_t byte) { return (byte == ',') | (byte == ':') | (byte == '[') | (byte == '{'); }

/// Counts commas, colons and brackets, including those in strings: no document has more values than that.
static size_t marks(const uint8_t *bytes, size_t count) {
    size_t found = 0;
    // Up to 255 marks fit in a byte, and compilers count bytes in vectors.
    for (size_t start = 0; start < count; start += 255) {
        uint8_t some = 0;
        for (size_t index = start, end = std::min(count, start + 255); index < end; ++index) some += is_mark(bytes[index]);
        found += some;
    }
    return found;
}

/// The end of the string whose opening quote is at `start`, after its closing quote.
static size_t end_of_string(const uint8_t *bytes, size_t count, size_t start) {
    size_t index = start + 1;
    while (index < count && bytes[index] != '"') index += bytes[index] == '\\' ? 2 : 1;
    return index < count ? index + 1 : count;
}

/// The same count without those in strings.
static size_t marks_outside_strings(const uint8_t *bytes, size_t count) {
    size_t found = 0, index = 0;
    while (index < count) {
        if (bytes[index] == '"') {
            index = end_of_string(bytes, count, index);
        } else {
            found += is_mark(bytes[index++]);
        }
    }
    return found;
}

bool json_has_values(const uint8_t *bytes, size_t count, size_t values) {
    // Most documents have fewer bytes than that.
    return count >= values && marks(bytes, count) >= values && marks_outside_strings(bytes, count) >= values;
}

static bool is_digit(char character) { return character >= '0' && character <= '9'; }

static const char *after_digits(const char *next, const char *end) {
    while (next < end && is_digit(*next)) ++next;
    return next;
}

/// The end of a number in JSON syntax; `start` if there is none.
static const char *end_of_number(const char *start, const char *end) {
    const char *next = start < end && *start == '-' ? start + 1 : start;
    const char *digits = next;
    next = after_digits(next, end);
    if (next == digits || (*digits == '0' && next - digits > 1)) return start;
    if (next < end && *next == '.') {
        const char *fraction = ++next;
        next = after_digits(next, end);
        if (next == fraction) return start;
    }
    if (next < end && (*next == 'e' || *next == 'E')) {
        ++next;
        if (next < end && (*next == '+' || *next == '-')) ++next;
        const char *exponent = next;
        next = after_digits(next, end);
        if (next == exponent) return start;
    }
    return next;
}

/// Whether a number is an integer beyond 64 bits, or out of the range of a double.
static bool is_beyond(const char *start, const char *end) {
    double real;
    if (std::find_if(start, end, [](char c) { return c == '.' || c == 'e' || c == 'E'; }) != end) {
        if (std::from_chars(start, end, real).ec != std::errc::result_out_of_range) return false;
        // A number too small to tell from 0 is out of range as well, but simdjson accepts it.
        return !std::memchr(start + 1, '-', static_cast<size_t>(end - start) - 1);
    }
    if (*start == '-') {
        int64_t whole;
        return std::from_chars(start, end, whole).ec == std::errc::result_out_of_range;
    }
    uint64_t whole;
    return std::from_chars(start, end, whole).ec == std::errc::result_out_of_range;
}

/// Replaces every number that does not fit 64 bits by 1e308, which simdjson accepts; malformed numbers stay unchanged.
static void tame_numbers(uint8_t *bytes, size_t count) {
    static const char tame[] = "1e308";
    size_t index = 0;
    while (index < count) {
        uint8_t byte = bytes[index];
        if (byte == '"') {
            index = end_of_string(bytes, count, index);
            continue;
        }
        if (byte != '-' && !is_digit(static_cast<char>(byte))) {
            ++index;
            continue;
        }
        char *start = reinterpret_cast<char *>(bytes + index), *limit = reinterpret_cast<char *>(bytes + count);
        const char *end = end_of_number(start, limit);
        if (end == start) end = start + 1;
        size_t length = static_cast<size_t>(end - start), sign = byte == '-';
        bool is_whole_token = end == limit || std::strchr(" \t\r\n,]}", *end);
        if (is_whole_token && length >= sign + sizeof tame - 1 && is_beyond(start, end)) {
            std::memset(start + sign, ' ', length - sign);
            std::memcpy(start + sign, tame, sizeof tame - 1);
        }
        // Skip the rest of a malformed number: no number begins in the middle of it.
        const char *next = end;
        while (next < limit && (is_digit(*next) || std::memchr("+-.eE", *next, 5))) ++next;
        index += static_cast<size_t>(next - start);
    }
}

static const char *words(simdjson::error_code error) { return simdjson::error_message(error); }

static const char *parse(json_parser *parser, const uint8_t *bytes, size_t count, bool is_padded, json_element *root) {
    dom::element element;
    std::unique_ptr<uint8_t[]> copy;
    auto copied = [&]() -> const uint8_t * {
        copy.reset(new (std::nothrow) uint8_t[count + simdjson::SIMDJSON_PADDING]());
        if (copy && count) std::memcpy(copy.get(), bytes, count);
        return copy.get();
    };
    const uint8_t *text = is_padded && bytes ? bytes : copied();
    if (!text) return words(simdjson::MEMALLOC);
    auto error = parser->reader.parse_into_document(parser->document, text, count, false).get(element);
    if (error == simdjson::NUMBER_ERROR) {
        if (!copy && !copied()) return words(simdjson::MEMALLOC);
        tame_numbers(copy.get(), count);
        error = parser->reader.parse_into_document(parser->document, copy.get(), count, false).get(element);
    }
    if (error) return words(error);
    *root = pack(element);
    return nullptr;
}

const char *json_parse(
    json_parser *parser, const uint8_t *bytes, size_t count, bool is_padded, size_t most_values, json_element *root) {
    if (!bytes) count = 0;
    if (json_has_values(bytes, count, most_values)) return "too many values";
    const char *problem = parse(parser, bytes, count, is_padded, root);
    parser->reader = dom::parser(); // simdjson needs the rest of its memory only while it parses
    return problem;
}

const char *json_parse_part(
    json_parser *parser, const uint8_t *bytes, size_t count, bool is_padded, size_t depth, json_element *root) {
    if (!bytes) count = 0;
    size_t room = 4096;
    while (room < count) room *= 2;
    if (parser->document.capacity() < room) {
        auto error = parser->document.allocate(room);
        if (!error) error = parser->reader.allocate(room, simdjson::DEFAULT_MAX_DEPTH - depth);
        if (error) return words(error);
    }
    return parse(parser, bytes, count, is_padded, root);
}

static json_kind kind_of(dom::element element) {
    switch (element.type()) {
    case dom::element_type::NULL_VALUE: return json_kind_null;
    case dom::element_type::BOOL: return json_kind_boolean;
    case dom::element_type::STRING: return json_kind_string;
    case dom::element_type::ARRAY: return json_kind_array;
    case dom::element_type::OBJECT: return json_kind_object;
    default: return json_kind_number;
    }
}

json_kind json_kind_of(json_element element) { return kind_of(unpack<dom::element>(element)); }

bool json_find(json_element object, json_text key, json_element *value) {
    dom::object found;
    dom::element element;
    if (unpack<dom::element>(object).get(found)) return false;
    if (found.at_key(std::string_view(key.bytes, key.count)).get(element)) return false;
    *value = pack(element);
    return true;
}

template <typename Word> static bool is_same_at(const char *left, const char *right) {
    Word one, other;
    std::memcpy(&one, left, sizeof one);
    std::memcpy(&other, right, sizeof other);
    return one == other;
}

/// Compares keys, which are short: a call of memcmp would take longer. The last word may overlap the one before.
static bool is_same(json_text key, std::string_view text) {
    size_t count = key.count;
    if (count != text.size()) return false;
    const char *left = key.bytes, *right = text.data();
    if (count < sizeof(uint32_t)) return std::equal(left, left + count, right);
    if (count < sizeof(uint64_t)) {
        size_t last = count - sizeof(uint32_t);
        return is_same_at<uint32_t>(left, right) && is_same_at<uint32_t>(left + last, right + last);
    }
    size_t last = count - sizeof(uint64_t);
    for (size_t at = 0; at < last; at += sizeof(uint64_t)) {
        if (!is_same_at<uint64_t>(left + at, right + at)) return false;
    }
    return is_same_at<uint64_t>(left + last, right + last);
}

static void fill(json_field &field, dom::element value) {
    std::string_view text;
    field.is_found = true;
    field.kind = kind_of(value);
    if (value.get(text)) {
        json_element element = pack(value);
        field.start = element.document;
        field.count = element.index;
    } else {
        field.start = text.data();
        field.count = text.size();
    }
}

void json_find_all(json_element object, const json_key *keys, size_t count, json_field *fields) {
    for (size_t index = 0; index < count; ++index) {
        fields[index].name = keys[index].name;
        fields[index].is_found = false;
    }
    dom::object members;
    if (unpack<dom::element>(object).get(members)) return;
    uint64_t named = 0; // the keys that were found by name
    size_t due = 0;     // members often come in the order of the keys
    for (auto member : members) {
        for (size_t step = 0; step < count; ++step) {
            size_t index = due + step < count ? due + step : due + step - count;
            json_field &field = fields[index];
            bool is_name = is_same(keys[index].name, member.key);
            if (!is_name && (!keys[index].other.count || !is_same(keys[index].other, member.key))) continue;
            due = index + 1 < count ? index + 1 : 0;
            if (is_name ? named >> index & 1 : field.is_found) break;
            if (is_name) named |= uint64_t(1) << index;
            fill(field, member.value);
            break;
        }
    }
}

bool json_text_of(json_element element, json_text *result) {
    std::string_view view;
    if (unpack<dom::element>(element).get(view)) return false;
    *result = text(view);
    return true;
}

bool json_int64_of(json_element element, int64_t *number) {
    auto value = unpack<dom::element>(element);
    if (!value.get(*number)) return true;
    double real;
    if (value.get(real) || std::trunc(real) != real || std::fabs(real) > 9007199254740992.0) return false;
    *number = static_cast<int64_t>(real);
    return true;
}

bool json_double_of(json_element element, double *number) { return !unpack<dom::element>(element).get(*number); }

bool json_boolean_of(json_element element, bool *value) { return !unpack<dom::element>(element).get(*value); }

bool json_children_of(json_element element, json_children *children) {
    auto value = unpack<dom::element>(element);
    dom::object object;
    dom::array array;
    if (!value.get(object)) {
        *children = {pack(object.begin()), pack(object.end()), object.size(), true};
        return true;
    }
    if (!value.get(array)) {
        *children = {pack(array.begin()), pack(array.end()), array.size(), false};
        return true;
    }
    return false;
}

template <typename Iterator> static bool advance(json_children *children, json_text *key, json_element *value) {
    auto next = unpack<Iterator>(children->next);
    if (!(next != unpack<Iterator>(children->end))) return false;
    if constexpr (std::is_same<Iterator, dom::object::iterator>::value) {
        *key = text(next.key());
        *value = pack(next.value());
    } else {
        *key = {nullptr, 0};
        *value = pack(*next);
    }
    ++next;
    children->next = pack(next);
    return true;
}

bool json_children_next(json_children *children, json_text *key, json_element *value) {
    return children->keyed ? advance<dom::object::iterator>(children, key, value)
                           : advance<dom::array::iterator>(children, key, value);
}
