/// A second of UTC in the calendar.
struct UTCTime: Sendable, Equatable {
    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int

    /// A time in seconds since 1970.
    init(_ seconds: Int64) {
        let days = seconds.quotientAndRemainder(dividingBy: 86_400)
        let past = days.remainder < 0
        let rest = Int(past ? days.remainder + 86_400 : days.remainder)
        (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60)
        // Eras of 400 years whose years begin in March, so that the leap day is the last.
        let day = Int(clamping: days.quotient &- (past ? 1 : 0)) &+ 719_468
        let era = (day >= 0 ? day : day - 146_096) / 146_097
        let ofEra = day - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * ofYear + 2) / 153
        self.day = ofYear - (153 * shifted + 2) / 5 + 1
        month = shifted < 10 ? shifted + 3 : shifted - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// As AWS writes it: `20150830T123600Z`.
    var basic: String { "\(date)T\(Self.padded(hour))\(Self.padded(minute))\(Self.padded(second))Z" }

    /// As AWS writes a day: `20150830`.
    var date: String { "\(Self.padded(year, to: 4))\(Self.padded(month))\(Self.padded(day))" }

    private static func padded(_ number: Int, to width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Reads `2014-10-02T15:01:23Z`, with or without a fraction, as seconds since 1970; nil for anything else.
    static func seconds(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard (20...30).contains(bytes.count), bytes.last == UInt8(ascii: "Z") else { return nil }
        guard bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x54, bytes[13] == 0x3A, bytes[16] == 0x3A else {
            return nil
        }
        let fraction = bytes[19..<(bytes.count - 1)]
        guard fraction.isEmpty || fraction.first == 0x2E && fraction.count > 1, digits(fraction.dropFirst()) != nil,
            let year = digits(bytes[0..<4]), let month = digits(bytes[5..<7]), let day = digits(bytes[8..<10]),
            let hour = digits(bytes[11..<13]), let minute = digits(bytes[14..<16]), let second = digits(bytes[17..<19]),
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60
        else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let ofYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let days = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + ofYear - 719_468
        return Int64(((days * 24 + hour) * 60 + minute) * 60 + second)
    }

    private static func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count <= 9 else { return nil }
        var number = 0
        for byte in bytes {
            guard (0x30...0x39).contains(byte) else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        return number
    }
}
