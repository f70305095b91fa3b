/// A number as a sample shows it.
package enum SampleValue: Hashable, Sendable, ExpressibleByIntegerLiteral {
    /// A whole number.
    case integer(Int64)
    /// A real number; NaN and infinities are written as in Prometheus.
    case real(Double)
    /// Seconds plus nanoseconds from 0 to 999,999,999: exact where a Double would round.
    case time(seconds: Int64, nanoseconds: Int32)

    package init(integerLiteral value: Int64) { self = .integer(value) }

    /// 1 for true, 0 for false.
    package init(_ flag: Bool) { self = .integer(flag ? 1 : 0) }

    package init(_ count: Int) { self = .integer(Int64(count)) }

    func append(to text: inout TextBuffer) {
        switch self {
        case .integer(let value): text.append(value)
        case .real(let value): text.append(Self.text(value))
        case .time(let seconds, 0): text.append(seconds)
        case .time(let seconds, let nanoseconds) where seconds >= 0:
            text.append(seconds)
            Self.append(fraction: nanoseconds, to: &text)
        case .time(let seconds, let nanoseconds):
            // -0.25 is stored as -1 second plus 0.75; only non-negative values can be written digit by digit.
            text.append(Self.text(Double(seconds) + Double(nanoseconds) / 1e9))
        }
    }

    static func text(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return value.description
    }

    private static func append(fraction nanoseconds: Int32, to text: inout TextBuffer) {
        var fraction = UInt64(max(nanoseconds, 0))
        var digits = 9
        while fraction > 0, fraction.isMultiple(of: 10) {
            fraction /= 10
            digits -= 1
        }
        text.append(UInt8(ascii: "."))
        text.append(digits: fraction, atLeast: digits)
    }
}
