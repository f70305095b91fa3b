internal import Notation

/// Durations in Go's grammar, which the web configuration file uses: `1s`, `1.5h`, `300ms`, `1m30s`.
enum GoDuration {
    /// Units and their length in nanoseconds.
    private static let units: [(name: String, nanoseconds: Double)] = [
        ("ns", 1), ("us", 1e3), ("µs", 1e3), ("μs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9),
    ]

    /// Reads a duration or a plain number of nanoseconds; nil if malformed, negative or longer than 292 years.
    static func parse(_ text: String) -> Duration? {
        if let nanoseconds = Int64(text) { return nanoseconds >= 0 ? .nanoseconds(nanoseconds) : nil }
        var rest = text.hasPrefix("+") ? text.dropFirst() : text[...]
        guard !rest.isEmpty else { return nil }
        var total = 0.0
        while !rest.isEmpty {
            let number = rest.prefix { $0 == "." || $0.isASCIIDigit }
            rest = rest.dropFirst(number.count)
            let name = rest.prefix { $0 != "." && !$0.isASCIIDigit }
            rest = rest.dropFirst(name.count)
            guard !number.isEmpty, number != ".",
                number.split(separator: ".", omittingEmptySubsequences: false).count <= 2,
                let value = Double("0" + number + (number.contains(".") ? "0" : ".0")),
                let unit = units.first(where: { $0.name == name })
            else { return nil }
            total += value * unit.nanoseconds
        }
        return total < 9.2e18 ? .nanoseconds(Int64(total)) : nil
    }
}
