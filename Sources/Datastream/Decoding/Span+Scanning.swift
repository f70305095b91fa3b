internal import Notation

extension Span<UInt8> {
    func has(_ mark: Unicode.Scalar, at index: Int) -> Bool { index < count && self[index] == UInt8(ascii: mark) }

    /// The first offset from `start` on that is not white space.
    func afterSpace(_ start: Int) -> Int {
        var index = start
        while index < count, [0x20, 0x0A, 0x0D, 0x09].contains(self[index]) { index += 1 }
        return index
    }

    /// The offset of what follows `mark`; nil when `mark` does not come first.
    func position(after mark: Unicode.Scalar, from start: Int) -> Int? {
        let place = afterSpace(start)
        return has(mark, at: place) ? afterSpace(place + 1) : nil
    }

    /// The range between the quotes of a string without escapes.
    func plainText(at start: Int) -> Range<Int>? {
        guard has("\"", at: start) else { return nil }
        var end = start + 1
        while end < count, self[end] != UInt8(ascii: "\"") {
            if self[end] == UInt8(ascii: "\\") { return nil }
            end += 1
        }
        return end < count ? start + 1..<end : nil
    }

    func isText(_ text: StaticString, in range: Range<Int>) -> Bool {
        range.count == text.utf8CodeUnitCount
            && text.withUTF8Buffer { text in text.indices.allSatisfy { self[range.lowerBound + $0] == text[$0] } }
    }

    /// The end of a value; nil when the value is unterminated.
    func endOfValue(at start: Int) -> Int? {
        if has("{", at: start) || has("[", at: start) { return endOfBrackets(at: start) }
        guard has("\"", at: start) else {
            var end = start
            while end < count, !",]} \n\r\t".utf8.contains(self[end]) { end += 1 }
            return end
        }
        var end = start + 1
        while end < count, self[end] != UInt8(ascii: "\"") { end += self[end] == UInt8(ascii: "\\") ? 2 : 1 }
        return end < count ? end + 1 : nil
    }

    func endOfObject(at start: Int) -> Int? { has("{", at: start) ? endOfBrackets(at: start) : nil }

    private func endOfBrackets(at start: Int) -> Int? {
        JSONDocument.bracketedLength(of: extracting(start...)).map { start + $0 }
    }
}
