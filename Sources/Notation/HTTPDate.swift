/// Reads a date in any of the three formats of RFC 9110 as seconds since 1970.
package enum HTTPDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Reads `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`.
    package static func seconds(_ text: String) -> Int? {
        guard text.utf8.count <= 64 else { return nil }
        let words = text.split { $0 == " " || $0 == "," || $0 == "-" }.map(String.init)
        switch words.count {
        case 6 where words[5] == "GMT": return seconds(day: words[1], month: words[2], year: words[3], time: words[4])
        case 5: return seconds(day: words[2], month: words[1], year: words[4], time: words[3])
        default: return nil
        }
    }

    private static func seconds(day: String, month: String, year: String, time: String) -> Int? {
        let clock = time.split(separator: ":", omittingEmptySubsequences: false).map { number(String($0), 2...2) }
        guard let day = number(day, 1...2), let month = months.firstIndex(of: month), let year = number(year, 2...4),
            clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2],
            let civil = CivilTime(
                // A two-digit year is from 1970 to 2069.
                year: year < 100 ? year + (year < 70 ? 2000 : 1900) : year, month: Int64(month) + 1, day: day,
                hour: hour, minute: minute, second: second)
        else { return nil }
        return Int(civil.unixSeconds)
    }

    private static func number(_ text: String, _ digits: ClosedRange<Int>) -> Int64? {
        digits.contains(text.utf8.count) && text.isDigits ? Int64(text) : nil
    }
}
