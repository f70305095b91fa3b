/// Prometheus durations: `1h30m`, `15s`, `500ms`.
///
/// Units go from large to small, each at most once. `0` stands alone, without a unit.
package enum PrometheusDuration {
    /// Units and their length in milliseconds, in the order that the grammar requires.
    private static let units: [(name: String, milliseconds: Int64)] = [
        ("y", 31_536_000_000), ("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000),
        ("ms", 1),
    ]

    /// Reads a duration; nil if it is invalid or is 100 years or longer.
    package static func parse(_ text: String) -> Duration? {
        if text == "0" { return .zero }
        var rest = text.utf8[...]
        var remaining = units[...]
        var total: Int64 = 0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix(while: \.isDigit)
            rest = rest.dropFirst(digits.count)
            let letters = rest.prefix { !$0.isDigit }
            rest = rest.dropFirst(letters.count)
            guard let count = Int64(String(decoding: digits, as: UTF8.self)),
                let index = remaining.firstIndex(where: { $0.name.utf8.elementsEqual(letters) })
            else { return nil }
            let (part, isTooLong) = count.multipliedReportingOverflow(by: units[index].milliseconds)
            let (sum, overflows) = total.addingReportingOverflow(part)
            guard !isTooLong, !overflows, sum < 3_153_600_000_000 else { return nil }
            total = sum
            remaining = units[(index + 1)...]
        }
        return .milliseconds(total)
    }

    /// Writes a duration in the same grammar.
    package static func text(_ duration: Duration) -> String {
        var rest = duration.components.seconds * 1_000 + duration.components.attoseconds / 1_000_000_000_000_000
        guard rest > 0 else { return "0s" }
        return units.dropFirst(2).reduce(into: "") { text, unit in
            let count = rest / unit.milliseconds
            rest %= unit.milliseconds
            if count > 0 { text += "\(count)\(unit.name)" }
        }
    }
}
