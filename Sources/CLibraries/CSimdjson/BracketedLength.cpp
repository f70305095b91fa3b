#include "CSimdjson.h"

#include <algorithm>
#include <cstring>

namespace {

// clang's vector types: comparing 64 bytes gives 64 bits on any processor.
typedef uint8_t Block __attribute__((ext_vector_type(64)));
typedef bool Flags __attribute__((ext_vector_type(64)));

uint64_t bits(const Flags &flags) {
    uint64_t bits;
    std::memcpy(&bits, &flags, sizeof bits);
    return bits;
}

uint64_t places(const Block &block, char byte) {
    return bits(__builtin_convertvector(block == static_cast<Block>(static_cast<uint8_t>(byte)), Flags));
}

/// Sets each bit from an opening quote up to its closing quote: whether a byte is between two quotes.
uint64_t between(uint64_t quotes) {
    for (int shift = 1; shift < 64; shift *= 2) quotes ^= quotes << shift;
    return quotes;
}

/// The bytes that follow an unescaped backslash; `carry` passes this on from block to block.
uint64_t escaped(uint64_t slashes, bool &carry) {
    uint64_t escaped = carry;
    carry = false;
    slashes &= ~escaped;
    while (slashes) {
        uint64_t slash = slashes & -slashes, next = slash << 1;
        if (!next) carry = true;
        escaped |= next;
        slashes &= ~(slash | next);
    }
    return escaped;
}

} // namespace

// Built for more than one kind of processor; the fastest that fits is chosen when the program starts. ThreadSanitizer would be called
// by what chooses, which runs before the sanitizer has started.
#if defined(__x86_64__) && !__has_feature(thread_sanitizer)
__attribute__((target_clones("avx2", "default")))
#endif
size_t json_bracketed_length(const uint8_t *bytes, size_t count) {
    size_t depth = 0;
    bool carry = false;
    uint64_t inside = 0;
    for (size_t start = 0; start < count; start += sizeof(Block)) {
        Block block = static_cast<Block>(static_cast<uint8_t>(' '));
        std::memcpy(&block, bytes + start, std::min(sizeof block, count - start));
        uint64_t quotes = places(block, '"') & ~escaped(places(block, '\\'), carry);
        uint64_t texts = between(quotes) ^ inside;
        inside = texts >> 63 ? ~uint64_t(0) : 0;
        // Brackets and braces differ in this bit only.
        Block lower = block | static_cast<Block>(static_cast<uint8_t>(0x20));
        uint64_t opens = places(lower, '{') & ~texts;
        uint64_t closes = places(lower, '}') & ~texts;
        if (depth > static_cast<size_t>(__builtin_popcountll(closes))) {
            depth += __builtin_popcountll(opens);
            depth -= __builtin_popcountll(closes);
            continue;
        }
        for (uint64_t marks = opens | closes; marks; marks &= marks - 1) {
            if (opens & marks & -marks) {
                ++depth;
            } else if (depth <= 1) {
                return depth ? start + __builtin_ctzll(marks) + 1 : 0;
            } else {
                --depth;
            }
        }
    }
    return 0;
}
