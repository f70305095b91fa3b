import Glibc
import Notation

/// A time in RFC 3339: read as the C library's calendar says, and written back to the same time.
enum TimestampsTarget {
    static func run(_ bytes: [UInt8]) throws {
        let read = bytes.withUnsafeBufferPointer { Timestamp(rfc3339: $0) }
        try demandSame(read, oracle(bytes), "the time is another than the C library's")
        let text = String(decoding: bytes, as: UTF8.self)
        if let read {
            try demandSame(Timestamp(rfc3339: read.description), read, "the written time is another")
            let civil = CivilTime(unixSeconds: read.seconds)
            try demandSame(civil.unixSeconds, read.seconds, "the calendar does not give the time back")
            try demandSame(Timestamp(rfc3339: text), read, "the text and its bytes differ")
        }
        // Any eight bytes are a Unix time.
        let seconds = bytes.prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        let civil = CivilTime(unixSeconds: seconds / 4)
        try demandSame(civil.unixSeconds, seconds / 4, "the calendar does not give a Unix time back")
        let moved = Timestamp(seconds: seconds, nanoseconds: Int32(bytes.count)).advanced(by: .nanoseconds(seconds))
        try demand((0..<1_000_000_000).contains(moved.nanoseconds), "nanoseconds out of range")
        _ = moved.description
    }

    /// Reads the text by its positions and has the C library check the date.
    private static func oracle(_ bytes: [UInt8]) -> Timestamp? {
        let text = bytes.map { $0 < 0x80 ? Character(Unicode.Scalar($0)) : "?" }
        func number(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= text.count, text[range].allSatisfy({ "0123456789".contains($0) }) else {
                return nil
            }
            return Int(String(text[range]))
        }
        guard text.count >= 20, String([text[4], text[7], text[10], text[13], text[16]]) == "--T::",
            let year = number(0..<4), year > 0, let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), hour < 24, let minute = number(14..<16), minute < 60,
            let second = number(17..<19), second <= 60, var seconds = unix(year, month, day)
        else { return nil }
        seconds += hour * 3_600 + minute * 60 + second
        var rest = text[19...]
        var nanoseconds = 0
        if rest.first == "." {
            let digits = rest.dropFirst().prefix { "0123456789".contains($0) }
            guard (1...9).contains(digits.count) else { return nil }
            nanoseconds = Int(String(digits) + String(repeating: "0", count: 9 - digits.count)) ?? -1
            rest = rest.dropFirst(1 + digits.count)
        }
        if rest.count == 1, rest.first == "Z" { return stamp(seconds, nanoseconds) }
        let start = rest.startIndex
        guard rest.count == 6, let sign = rest.first, "+-".contains(sign), text[start + 3] == ":",
            let east = number(start + 1..<start + 3), east < 24, let minutes = number(start + 4..<start + 6),
            minutes < 60
        else { return nil }
        return stamp(seconds - (sign == "+" ? 1 : -1) * (east * 3_600 + minutes * 60), nanoseconds)
    }

    private static func stamp(_ seconds: Int, _ nanoseconds: Int) -> Timestamp? {
        // From year 1 to year 9999.
        guard (-62_135_596_800..<253_402_300_800).contains(seconds) else { return nil }
        return Timestamp(seconds: Int64(seconds), nanoseconds: Int32(nanoseconds))
    }

    /// The Unix time of a day's begin; nil when there is no such day.
    private static func unix(_ year: Int, _ month: Int, _ day: Int) -> Int? {
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (Int32(year - 1_900), Int32(month - 1), Int32(day))
        var seconds = timegm(&parts)
        guard gmtime_r(&seconds, &parts) != nil, parts.tm_mon == month - 1, parts.tm_mday == day,
            parts.tm_year == year - 1_900
        else { return nil }
        return seconds
    }
}
