/// A UTC date and time in the proleptic Gregorian calendar, to the second.
package struct CivilTime: Hashable, Sendable {
    /// The year; 0 is 1 BC.
    package let year: Int64
    /// The month, from 1.
    package let month: Int64
    /// The day of the month, from 1.
    package let day: Int64
    /// The hour, 0 to 23.
    package let hour: Int64
    /// The minute, 0 to 59.
    package let minute: Int64
    /// The second, 0 to 60: a leap second reads as `:60`.
    package let second: Int64

    /// Creates a time from its parts; nil if there is no such date or time of day.
    package init?(year: Int64, month: Int64, day: Int64, hour: Int64, minute: Int64, second: Int64) {
        guard (0...9_999).contains(year), (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year),
            (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// Converts a Unix time to a calendar date and time.
    package init(unixSeconds: Int64) {
        let (quotient, remainder) = unixSeconds.quotientAndRemainder(dividingBy: 86_400)
        let rest = remainder < 0 ? remainder + 86_400 : remainder
        (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60)
        // Years start in March here, so that a leap day is the last day of its year.
        let shifted = (remainder < 0 ? quotient - 1 : quotient) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// The time in seconds since 1970; a leap second counts as the second after it.
    package var unixSeconds: Int64 {
        // Years start in March here, and so long ago that every one is positive.
        let years = UInt64((month > 2 ? year : year - 1) + Self.leapCycles * 400)
        let leapDays = years / 4 - years / 100 + years / 400
        let dayOfYear = (153 * UInt64(month > 2 ? month - 3 : month + 9) + 2) / 5 + UInt64(day - 1)
        let days = Int64(years * 365 + leapDays + dayOfYear) - Self.leapCycles * 146_097 - 719_468
        return ((days * 24 + hour) * 60 + minute) * 60 + second
    }

    /// Times of 400 years, after which leap years repeat; more of them than a Unix time of 64 bits can go back.
    private static let leapCycles: Int64 = 1_000_000_000

    /// The date, year first, with a separator between the parts: `2015-08-30`.
    package func date(separator: String) -> String {
        [Self.padded(year, to: 4), Self.padded(month, to: 2), Self.padded(day, to: 2)].joined(separator: separator)
    }

    /// The time of day, hour first, with a separator between the parts: `12:36:00`.
    package func time(separator: String) -> String {
        [hour, minute, second].map { Self.padded($0, to: 2) }.joined(separator: separator)
    }

    private static func padded(_ number: Int64, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func days(in month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
