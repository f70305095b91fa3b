/// Reads the numbers of an RFC 3339 time at their fixed places.
struct DigitReader {
    private let text: UnsafeBufferPointer<UInt8>
    /// Has the highest bit of a byte set once that byte was read and is no digit.
    private var wrong: UInt16 = 0

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    /// Whether every byte that was read as a digit is one.
    private var areDigits: Bool { wrong & 0x8080 == 0 }

    private func has(_ mark: Unicode.Scalar, at place: Int) -> Bool { text[place] == UInt8(ascii: mark) }

    /// Reads two digits at once; anything but a digit has the highest bit of its byte set after one of both sums.
    private mutating func pair(at place: Int) -> Int64 {
        let both = UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: place, as: UInt16.self)
        let digits = UInt16(littleEndian: both) &- 0x3030
        wrong |= digits | (digits &+ 0x7676)
        return Int64((digits & 0xFF) &* 10 &+ digits >> 8)
    }

    /// Reads `2026-11-23T10:00:00`; the text must have that many bytes.
    mutating func civilTime() -> CivilTime? {
        guard has("-", at: 4), has("-", at: 7), has("T", at: 10), has(":", at: 13), has(":", at: 16) else { return nil }
        let year = pair(at: 0) &* 100 &+ pair(at: 2)
        let (month, day, hour) = (pair(at: 5), pair(at: 8), pair(at: 11))
        let (minute, second) = (pair(at: 14), pair(at: 17))
        guard areDigits, year >= 1 else { return nil }
        return CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    }

    /// Reads 1 to 9 digits after a decimal point, and where they end.
    func fraction(from start: Int) -> (nanoseconds: Int64, end: Int)? {
        var (nanoseconds, end): (Int64, Int) = (0, start)
        while end < text.count, text[end].isDigit, end - start < 10 {
            nanoseconds = nanoseconds &* 10 &+ Int64(text[end] & 0x0F)
            end += 1
        }
        guard (1...9).contains(end - start) else { return nil }
        return ((end - start..<9).reduce(nanoseconds) { value, _ in value &* 10 }, end)
    }

    /// Reads `Z` or `+hh:mm` at the end of the text, in seconds east of Greenwich.
    mutating func offset(at start: Int) -> Int64? {
        guard start < text.count else { return nil }
        if has("Z", at: start) { return text.count == start + 1 ? 0 : nil }
        let isEast = has("+", at: start)
        guard isEast || has("-", at: start), text.count == start + 6, has(":", at: start + 3) else { return nil }
        let (hours, minutes) = (pair(at: start + 1), pair(at: start + 4))
        guard areDigits, hours <= 23, minutes <= 59 else { return nil }
        return (isEast ? 1 : -1) * (hours * 3_600 + minutes * 60)
    }
}
