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
        guard let timestamp = text.withUTF8({ Timestamp(rfc3339: $0.span) }) else { return nil }
        self = timestamp
    }

    /// Reads the same format from bytes.
    package init?(rfc3339 text: Span<UInt8>) {
        guard let year = text.number(at: 0, digits: 4), text.has("-", at: 4), let month = text.number(at: 5, digits: 2),
            text.has("-", at: 7), let day = text.number(at: 8, digits: 2), text.has("T", at: 10),
            let hour = text.number(at: 11, digits: 2), text.has(":", at: 13),
            let minute = text.number(at: 14, digits: 2), text.has(":", at: 16),
            let second = text.number(at: 17, digits: 2),
            year >= 1,
            let civil = CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        else { return nil }
        var end = 19
        var nanoseconds: Int64 = 0
        if text.has(".", at: end) {
            let digits = text.digits(from: end + 1)
            guard (1...9).contains(digits), let fraction = text.number(at: end + 1, digits: digits) else { return nil }
            nanoseconds = (digits..<9).reduce(fraction) { value, _ in value * 10 }
            end += 1 + digits
        }
        guard let offset = text.offset(at: end) else { return nil }
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

extension Span<UInt8> {
    fileprivate func has(_ mark: Unicode.Scalar, at index: Int) -> Bool {
        index < count && self[index] == UInt8(ascii: mark)
    }

    private func isDigit(at index: Int) -> Bool { index < count && self[index].isDigit }

    /// How many digits there are from `start` on.
    fileprivate func digits(from start: Int) -> Int {
        var end = start
        while isDigit(at: end) { end += 1 }
        return end - start
    }

    /// Reads the given number of digits as a number.
    fileprivate func number(at start: Int, digits: Int) -> Int64? {
        var number: Int64 = 0
        for index in start..<start + digits {
            guard isDigit(at: index) else { return nil }
            number = number * 10 + Int64(self[index] & 0x0F)
        }
        return number
    }

    /// Reads `Z` or `+hh:mm` at the end of the text, in seconds east of Greenwich.
    fileprivate func offset(at start: Int) -> Int64? {
        if has("Z", at: start) { return count == start + 1 ? 0 : nil }
        let isEast = has("+", at: start)
        guard isEast || has("-", at: start), count == start + 6, has(":", at: start + 3),
            let hours = number(at: start + 1, digits: 2), let minutes = number(at: start + 4, digits: 2),
            hours <= 23, minutes <= 59
        else { return nil }
        return (isEast ? 1 : -1) * (hours * 3_600 + minutes * 60)
    }
}
