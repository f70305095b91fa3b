/// A point in time as the API gives it: Unix time with nanoseconds.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    public let seconds: Int64
    /// Nanoseconds after ``seconds``, 0 to 999,999,999.
    public let nanoseconds: Int32

    /// Creates a point in time; nanoseconds out of range are clamped.
    public init(seconds: Int64, nanoseconds: Int32 = 0) {
        self.seconds = seconds
        self.nanoseconds = min(max(nanoseconds, 0), 999_999_999)
    }

    /// Orders by time.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }

    /// The time after a duration, to the nanosecond, clamped to the representable range.
    public func advanced(by duration: Duration) -> Timestamp {
        let (whole, attoseconds) = duration.components
        let sum = Int64(nanoseconds) + attoseconds / 1_000_000_000
        let carry = sum < 0 ? -1 : sum / 1_000_000_000
        let moved = Int128(seconds) + Int128(whole) + Int128(carry)
        return Timestamp(seconds: Int64(clamping: moved), nanoseconds: Int32(sum - carry * 1_000_000_000))
    }
}

// MARK: - RFC 3339

extension Timestamp: CustomStringConvertible {
    /// Reads `2026-11-23T10:00:00.123456789Z`: upper-case T and Z, 1 to 9 digits of fraction, offsets up to 23:59.
    ///
    /// The years are those of protocol buffers, 1 to 9999, in UTC.
    /// A leap second (`:60`) counts as the second after it, as in Unix time. Nil if the text is anything else.
    public init?(rfc3339 text: String) {
        var text = text
        guard let timestamp = text.withUTF8({ Timestamp(rfc3339: $0) }) else { return nil }
        self = timestamp
    }

    /// Reads the same format from bytes.
    package init?(rfc3339 text: UnsafeBufferPointer<UInt8>) {
        let digits = DigitReader(text)
        guard text.count >= 20, let civil = digits.civilTime() else { return nil }
        var end = 19
        var nanoseconds: Int64 = 0
        if text[end] == UInt8(ascii: ".") {
            guard let fraction = digits.fraction(from: end + 1) else { return nil }
            nanoseconds = fraction.nanoseconds
            end = fraction.end
        }
        guard let offset = digits.offset(at: end) else { return nil }
        let seconds = civil.unixSeconds - offset
        guard Self.years.contains(seconds) else { return nil }
        self.init(seconds: seconds, nanoseconds: Int32(nanoseconds))
    }

    /// The Unix times of the years 1 to 9999.
    private static let years = -62_135_596_800..<253_402_300_800 as Range<Int64>

    /// The time in UTC in RFC 3339 format, with as many fraction digits as needed.
    public var description: String {
        let civil = CivilTime(unixSeconds: seconds)
        return "\(civil.date(separator: "-"))T\(civil.time(separator: ":"))\(fraction)Z"
    }

    /// The fraction with its leading dot and without trailing zeros; empty for a whole second.
    public var fraction: String {
        if nanoseconds == 0 { return "" }
        var digits = String(nanoseconds)
        digits = String(repeating: "0", count: 9 - digits.count) + digits
        while digits.last == "0" { digits.removeLast() }
        return ".\(digits)"
    }
}
