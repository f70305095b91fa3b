/// A number as a sample shows it.
public enum SampleValue: Hashable, Sendable, ExpressibleByIntegerLiteral {
    /// A whole number.
    case integer(Int64)
    /// A real number; NaN and the infinities are written as Prometheus writes them.
    case real(Double)
    /// A whole number and the digits after it, as in `.25`: exact where a Double would round.
    case decimal(Int64, fraction: String)

    /// A whole number.
    public init(integerLiteral value: Int64) { self = .integer(value) }

    /// 1 or 0.
    public init(_ flag: Bool) { self = .integer(flag ? 1 : 0) }

    /// A whole number.
    public init(_ count: Int) { self = .integer(Int64(count)) }

    func append(to bytes: inout [UInt8]) {
        switch self {
        case .integer(let value): Self.append(value, to: &bytes)
        case .real(let value): bytes.append(contentsOf: Self.text(value).utf8)
        case .decimal(let whole, let fraction):
            // -0.25 is the whole number -1 and three quarters; only a positive one can be written digit by digit.
            if whole >= 0 || fraction.isEmpty {
                Self.append(whole, to: &bytes)
                bytes.append(contentsOf: fraction.utf8)
            } else {
                bytes.append(contentsOf: Self.text(Double(whole) + (Double("0\(fraction)") ?? 0)).utf8)
            }
        }
    }

    static func text(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return value.description
    }

    private static func append(_ value: Int64, to bytes: inout [UInt8]) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var rest = value.magnitude
        let start = bytes.count
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }
}
