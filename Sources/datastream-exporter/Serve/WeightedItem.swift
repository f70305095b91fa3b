/// An item of a header by which a client says what it wants, such as `Accept` (RFC 9110 12.4.2).
struct WeightedItem: Equatable {
    /// What is wanted, in lower case.
    let value: String
    /// Its parameters but for the weight, names in lower case; the first one of a name counts.
    let parameters: [String: String]
    /// How much it is wanted, from 0 for not at all to 1.
    let weight: Double

    /// The items of a header, less those without a value; nothing is refused, since a client is served anyway.
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

    /// A weight that cannot be read is 0, since one cannot know what was meant; one above 1 counts as 1.
    private static func weight(_ text: String) -> Double {
        let isNumber = text.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".")
        }
        return isNumber ? min(Double(text) ?? 0, 1) : 0
    }

    /// The value of a quoted string without its quotes and escapes (RFC 9110 5.6.4); of a token, itself.
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
    /// The pieces between separators that stand outside quoted strings.
    fileprivate func splitUnquoted(at separator: UInt8) -> [SubSequence] {
        var isQuoted = false
        var isEscaped = false
        return split(omittingEmptySubsequences: false) { byte in
            defer { isEscaped = isQuoted && !isEscaped && byte == UInt8(ascii: "\\") }
            if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
            return byte == separator && !isQuoted
        }
    }

    /// The text without blanks around it.
    fileprivate var trimmed: String {
        let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
            return ""
        }
        return String(decoding: self[first...last], as: UTF8.self)
    }
}
