#include "CRE2.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>

struct re2_expression {
    re2::RE2 expression;
};

static void say(const char *text, size_t count, char *reason, size_t capacity) {
    if (!reason || capacity == 0) return;
    size_t kept = std::min(count, capacity - 1);
    std::memcpy(reason, text, kept);
    reason[kept] = '\0';
}

static re2::StringPiece piece(const char *bytes, size_t count) {
    return bytes ? re2::StringPiece(bytes, count) : re2::StringPiece("", 0);
}

// No exception may leave this file: it could not unwind through Swift's frames.

re2_expression *re2_expression_create(
    const char *bytes, size_t count, int64_t memory, char *reason, size_t capacity) {
    try {
        re2::RE2::Options options;
        options.set_encoding(re2::RE2::Options::EncodingUTF8);
        options.set_dot_nl(true);
        options.set_never_capture(true);
        options.set_log_errors(false);
        options.set_max_mem(memory);
        std::unique_ptr<re2_expression> made(new re2_expression{{piece(bytes, count), options}});
        if (made->expression.ok()) return made.release();
        const std::string &error = made->expression.error();
        say(error.data(), error.size(), reason, capacity);
    } catch (...) {
        static const char text[] = "out of memory";
        say(text, sizeof text - 1, reason, capacity);
    }
    return nullptr;
}

void re2_expression_destroy(re2_expression *expression) { delete expression; }

bool re2_expression_matches(const re2_expression *expression, const char *bytes, size_t count) {
    if (!expression) return false;
    try {
        return re2::RE2::FullMatchN(piece(bytes, count), expression->expression, nullptr, 0);
    } catch (...) {
        return false;
    }
}
