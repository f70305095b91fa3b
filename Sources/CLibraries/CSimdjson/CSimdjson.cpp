#include "CSimdjson.h"

#include <simdjson.h>

#include <cmath>
#include <cstring>
#include <new>

namespace dom = simdjson::dom;

struct json_parser {
    dom::parser parser;
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

const char *json_parse(json_parser *parser, const uint8_t *bytes, size_t count, json_element *root) {
    dom::element element;
    auto error = parser->parser.parse(bytes, count).get(element);
    if (error) return simdjson::error_message(error);
    *root = pack(element);
    return nullptr;
}

json_kind json_kind_of(json_element element) {
    switch (unpack<dom::element>(element).type()) {
    case dom::element_type::NULL_VALUE: return json_kind_null;
    case dom::element_type::BOOL: return json_kind_boolean;
    case dom::element_type::STRING: return json_kind_string;
    case dom::element_type::ARRAY: return json_kind_array;
    case dom::element_type::OBJECT: return json_kind_object;
    default: return json_kind_number;
    }
}

bool json_find(json_element object, const char *key, size_t count, json_element *value) {
    dom::object found;
    dom::element element;
    if (unpack<dom::element>(object).get(found)) return false;
    if (found.at_key(std::string_view(key, count)).get(element)) return false;
    *value = pack(element);
    return true;
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
        *children = {pack(object.begin()), pack(object.end()), true};
        return true;
    }
    if (!value.get(array)) {
        *children = {pack(array.begin()), pack(array.end()), false};
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
