internal import Notation

/// One item of a header that lists a client's preferences, such as `Accept` (RFC 9110 12.4.2).
struct WeightedItem: Equatable {
    /// The preferred value, in lower case.
    let value: String
    /// Its parameters without the weight, names in lower case; of duplicates, the first counts.
    let parameters: [String: String]
    /// The weight, from 0 (not acceptable) to 1.
    let weight: Double

    /// The items of a header that have a value; malformed items are not refused, since the client is served anyway.
    static func list(_ header: String?) -> [WeightedItem] {
        (header ?? "").utf8.splitUnquoted(at: UInt8(ascii: ",")).compactMap(WeightedItem.init)
    }

    private init?(_ text: Substring.UTF8View) {
        let fields = text.splitUnquoted(at: UInt8(ascii: ";"))
        guard let first = fields.first, case let value = first.trimmed, !value.isEmpty else { return nil }
        var parameters: [String: String] = [:]
        for field in fields.dropFirst() {
            guard let sign = field.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let name = field[..<sign].trimmed.lowercased()
            if parameters[name] == nil { parameters[name] = Self.unquoted(field[sign...].dropFirst().trimmed) }
        }
        weight = parameters.removeValue(forKey: "q").map(Self.weight) ?? 1
        self.value = value.lowercased()
        self.parameters = parameters
    }

    /// An unreadable weight is 0, since its meaning is unknown; a weight above 1 counts as 1.
    private static func weight(_ text: String) -> Double {
        let isNumber = text.utf8.allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") }
        return isNumber ? min(Double(text) ?? 0, 1) : 0
    }

    /// A quoted string without its quotes and escapes (RFC 9110 5.6.4); a token unchanged.
    private static func unquoted(_ text: String) -> String {
        guard text.utf8.count > 1, text.utf8.first == UInt8(ascii: "\""), text.utf8.last == UInt8(ascii: "\"") else {
            return text
        }
        var value: [UInt8] = []
        var inner = text.utf8.dropFirst().dropLast()
        while let byte = inner.popFirst() {
            value.append(byte == UInt8(ascii: "\\") ? inner.popFirst() ?? byte : byte)
        }
        return String(decoding: value, as: UTF8.self)
    }
}

extension BidirectionalCollection<UInt8> where SubSequence: BidirectionalCollection<UInt8> {
    /// The parts between separators outside quoted strings.
    fileprivate func splitUnquoted(at separator: UInt8) -> [SubSequence] {
        var isQuoted = false
        var isEscaped = false
        return split(omittingEmptySubsequences: false) { byte in
            defer { isEscaped = isQuoted && !isEscaped && byte == UInt8(ascii: "\\") }
            if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
            return byte == separator && !isQuoted
        }
    }

    /// The text without leading and trailing blanks.
    fileprivate var trimmed: String {
        guard let first = firstIndex(where: { !$0.isBlank }), let last = lastIndex(where: { !$0.isBlank }) else {
            return ""
        }
        return String(decoding: self[first...last], as: UTF8.self)
    }
}
