/// Reads the numbers of an RFC 3339 time at their fixed places.
struct DigitReader {
    private let text: UnsafeBufferPointer<UInt8>

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    /// Eight bytes of a time: digits, and the marks between them.
    private struct Form {
        /// The form with all digits 0, its first byte lowest: a digit differs from it by its value, a mark by nothing.
        let zeros: UInt64
        /// For each byte, what reaches 16 together with any wrong difference.
        let limits: UInt64

        /// The form `0000-00-`.
        static var yearAndMonth: Form { Form(zeros: 0x2D30_302D_3030_3030, limits: 0x0F06_060F_0606_0606) }
        /// The form `00T00:00`.
        static var dayAndHour: Form { Form(zeros: 0x3030_3A30_3054_3030, limits: 0x0606_0F06_060F_0606) }
        /// The form `00:00:00`.
        static var timeOfDay: Form { Form(zeros: 0x3030_3A30_303A_3030, limits: 0x0606_0F06_060F_0606) }
    }

    /// Eight bytes, each of which holds the number of two digits that begins there; nil if they are not in this form.
    private func numbers(at place: Int, as form: Form) -> UInt64? {
        let bytes = UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: place, as: UInt64.self)
        let digits = UInt64(littleEndian: bytes) ^ form.zeros
        guard (digits | (digits &+ form.limits)) & 0xF0F0_F0F0_F0F0_F0F0 == 0 else { return nil }
        return digits &* 10 &+ digits >> 8
    }

    /// Reads `2026-11-23T10:00:00`; the text must have that many bytes.
    func civilTime() -> CivilTime? {
        guard let date = numbers(at: 0, as: .yearAndMonth), let day = numbers(at: 8, as: .dayAndHour),
            let time = numbers(at: 11, as: .timeOfDay)
        else { return nil }
        func number(_ numbers: UInt64, _ place: UInt64) -> Int64 { Int64(numbers >> (place * 8) & 0xFF) }
        let year = number(date, 0) * 100 + number(date, 2)
        guard year >= 1 else { return nil }
        return CivilTime(
            year: year, month: number(date, 5), day: number(day, 0), hour: number(time, 0), minute: number(time, 3),
            second: number(time, 6))
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
    func offset(at start: Int) -> Int64? {
        guard start < text.count else { return nil }
        if has("Z", at: start) { return text.count == start + 1 ? 0 : nil }
        let isEast = has("+", at: start)
        guard isEast || has("-", at: start), text.count == start + 6, has(":", at: start + 3),
            let hours = number(at: start + 1), let minutes = number(at: start + 4), hours <= 23, minutes <= 59
        else { return nil }
        return (isEast ? 1 : -1) * (hours * 3_600 + minutes * 60)
    }

    private func has(_ mark: Unicode.Scalar, at place: Int) -> Bool { text[place] == UInt8(ascii: mark) }

    /// The number of two digits.
    private func number(at place: Int) -> Int64? {
        guard text[place].isDigit, text[place + 1].isDigit else { return nil }
        return Int64(text[place] & 0x0F) * 10 + Int64(text[place + 1] & 0x0F)
    }
}
